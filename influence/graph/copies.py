"""Near-copies: who took over three lines or more of what somebody else had published before, link or no link."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from crawlers.records import folded
from influence.model.columns import UNDATED, UNKNOWN

#: So many pieces in a row, lines or sentences, make a copy.
LINES = 3
#: A piece shorter than this says nothing; one Chinese character counts like two and a half letters.
LEAST_LENGTH, CJK_WORTH = 20, 2.5
#: Pieces of one post that are looked at.
MOST_PIECES = 400
#: Somebody who writes the same in so many posts of their own uses a signature or a form, which nobody adopts.
FORM = 3
#: Of the posts that hold one of the lines, at least one in so many holds all of them.
TOGETHER = 2
_MIX = np.uint64(0x9E3779B97F4A7C15)
#: Longest quote.
_QUOTE = 200
_PIECES = re.compile(r"[\n\r]+|(?<=[.!?。！？])\s*")
_BLANKS = re.compile(r"[\W_]+")
_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Copy:
    """One post that repeats lines of an earlier one by somebody else."""

    #: Code of the post that repeats, and of the one it repeats.
    post: int
    original: int
    #: Number of the first line repeated, as `copied_words` counts.
    line: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Written:
    """Who wrote which post when, by post code."""

    #: Person code; UNKNOWN when not known.
    person: NDArray[np.int32]
    #: Epoch seconds; UNDATED when not known.
    time: NDArray[np.int64]
    #: Code of the post that opened the thread.
    thread: NDArray[np.int32]
    #: Site code.
    site: NDArray[np.int32]


def near_copies(texts: Iterable[tuple[int, str]], written: Written) -> list[Copy]:
    """Return the posts that repeat three lines in a row of an earlier post by another person, once per original.

    Lines are compared by their letters alone, and have to come together wherever they come: common
    sentences that meet by chance are nobody's. Left out are copies within the thread of the original
    (a quotation) or on its site (a form of the house), and lines that one person repeats in three
    posts (a signature). Of several earlier posts the first is the original; where one of them has no date
    or no known author, nobody knows who was first.

    Args:
        texts: (post code, own words), each post once.
        written: Who wrote them when and where.
    """
    key, post, line = _windows(*_lines(texts))
    order = np.lexsort((line, post, written.time[post], key))
    key, post, line = key[order], post[order], line[order]
    start = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else np.zeros(0, np.int64)
    size = np.diff(np.append(start, len(key)))
    first: dict[tuple[int, int], int] = {}
    for begin, count in zip(start[size > 1].tolist(), size[size > 1].tolist(), strict=True):
        rows = slice(begin, begin + count)
        for copy in _repeats(post[rows], line[rows], written):
            pair = (copy.post, copy.original)
            first[pair] = min(copy.line, first.get(pair, copy.line))
    return [Copy(*pair, at) for pair, at in sorted(first.items())]


def copied_words(text: str, line: int) -> str:
    """Return the lines from this one on that make a copy, at most 200 characters.

    >>> copied_words("Hi! First cut the felt into strips. Roll up all of them tightly. Then sew it shut all round.", 0)
    'First cut the felt into strips. Roll up all of them tightly. Then sew it shut all round.'
    """
    return " ".join(words for _, words in _pieces(text)[line:line + LINES])[:_QUOTE]


def _repeats(posts: NDArray[np.int32], lines: NDArray[np.int32], written: Written) -> Iterator[Copy]:
    """Yield the copies among posts that share one window of lines, earliest first."""
    people = written.person[posts]
    if (people == UNKNOWN).any() or (written.time[posts] == UNDATED).any():
        return  # one of them may have been first
    wrote = np.unique(np.column_stack((people, posts)), axis=0)[:, 0]
    if np.bincount(wrote).max() >= FORM:
        return
    original = int(posts[0])
    later = (written.time[posts] > written.time[original]) & (people != people[0])
    elsewhere = (written.thread[posts] != written.thread[original]) & (written.site[posts] != written.site[original])
    for at in np.flatnonzero(later & elsewhere).tolist():
        yield Copy(int(posts[at]), original, int(lines[at]))


def _lines(texts: Iterable[tuple[int, str]]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Return the key and the post of every line, post by post."""
    keys, posts = bytearray(), []
    for code, text in texts:
        for key, _ in _pieces(text):
            keys += blake2b(key.encode(), digest_size=8).digest()
            posts.append(code)
    return np.frombuffer(bytes(keys), np.uint64), np.array(posts, np.int32)


def _windows(
    key: NDArray[np.uint64], post: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
    """Return key, post and first line of the windows whose lines come together wherever they come."""
    if len(key) < LINES:
        return key[:0], post[:0], post[:0]
    start = np.flatnonzero(np.append(True, post[1:] != post[:-1]))
    line = np.arange(len(post)) - np.repeat(start, np.diff(np.append(start, len(post))))
    whole = np.flatnonzero(post[LINES - 1:] == post[:-LINES + 1])
    mixed = key[whole]
    commonest = _posts_with(key, post)
    most = commonest[whole]
    for step in range(1, LINES):
        mixed = mixed * _MIX + key[whole + step]
        most = np.maximum(most, commonest[whole + step])
    telling = _posts_with(mixed, post[whole]) * TOGETHER >= most
    return mixed[telling], post[whole][telling], line[whole][telling].astype(np.int32)


def _posts_with(key: NDArray[np.uint64], post: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return, per row, in how many posts its key occurs."""
    _, code = np.unique(key, return_inverse=True)
    posts = int(post.max(initial=0)) + 1
    pairs = np.unique(code.astype(np.int64) * posts + post)
    counts: NDArray[np.int64] = np.bincount(pairs // posts)
    return counts[code]


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return (letters, words) of each line or sentence that is long enough to tell."""
    found = []
    for words in _PIECES.split(text):
        key = _BLANKS.sub("", folded(words))
        if len(key) + (CJK_WORTH - 1) * len(_CJK.findall(key)) >= LEAST_LENGTH:
            found.append((key, words.strip()))
    return found[:MOST_PIECES]
