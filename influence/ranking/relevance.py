"""How far a post is about a topic, 0 to 1, from its title, tags and text; in any script."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

#: BM25: how soon further mentions stop counting, and how much long posts must mention more.
K1, B = 1.2, 0.75
#: A word in the title or a tag counts as so many in the text.
TITLE, TAG = 3.0, 3.0
#: What a reply takes over from the post that opened its thread.
INHERITED = 0.8
#: Scripts written without blanks: Han, kana, Thai, and their neighbours.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u2e80-\u2fdf\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"\w+")

Text = tuple[str, Sequence[str], str]


def relevance(posts: Iterable[Text], topics: Sequence[str]) -> NDArray[np.float64]:
    """Return for each post (title, tags, text) how far it is about any of the topics, 0 to 1.

    A topic is a word or a phrase. Each of its words scores tf / (tf + k1 (1 - b + b * length / mean
    length)), BM25's saturation (Robertson and Zaragoza 2009), rare words weigh more
    (log(1 + posts / posts with it)), and the topic is their weighted mean; the best topic counts.
    Words are compared without case, accents and width, a plural s aside; topics in Chinese,
    Japanese or Thai are looked for as they stand, since these have no blanks between words.

    Worked example: the first post names quilts in its title, the second does not at all.

    >>> found = relevance([("My first quilt", (), "It took a year."), ("Bread", (), "It took an hour.")], ["quilts"])
    >>> (found > 0).tolist()
    [True, False]
    >>> relevance([("拼布教學", (), "今天分享拼布")], ["拼布"]).round(2).tolist()
    [0.77]
    """
    wanted = [_terms(topic) for topic in topics]
    terms = sorted({term for topic in wanted for term in topic})
    counts: list[list[float]] = []
    lengths: list[float] = []
    for title, tags, text in posts:
        fields = ((_folded(title), TITLE), (_folded(" ; ".join(tags)), TAG), (_folded(text), 1.0))
        words = [_words(field) for field, _ in fields]
        lengths.append(sum(_length(field) for field, _ in fields))
        counts.append([
            sum(weight * _count(term, found, field) for found, (field, weight) in zip(words, fields, strict=True))
            for term in terms
        ])
    if not counts or not terms:
        return np.zeros(len(counts))
    return _scored(np.array(counts), np.array(lengths), [[terms.index(term) for term in topic] for topic in wanted])


def inherited(own: NDArray[np.float64], thread: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return relevance with what a post takes over from the post that opened its thread.

    "Yes, I love that one too" says nothing of the topic; where it stands does.

    >>> inherited(np.array([0.5, 0.0, 0.9]), np.array([0, 0, 2])).tolist()
    [0.5, 0.4, 0.9]
    """
    return np.maximum(own, np.where(thread >= 0, INHERITED * own[thread], 0.0))


def _scored(
    counts: NDArray[np.float64], lengths: NDArray[np.float64], topics: Sequence[Sequence[int]]
) -> NDArray[np.float64]:
    long = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1.0))
    saturated = counts / (counts + np.maximum(long, 1e-9)[:, None])
    rare = np.log1p(len(counts) / np.maximum((counts > 0).sum(axis=0), 1))
    best = np.zeros(len(counts))
    for topic in topics:
        if topic:
            best = np.maximum(best, (saturated[:, topic] * rare[topic]).sum(axis=1) / rare[topic].sum())
    return best


def _terms(topic: str) -> list[str]:
    """Return the words of a topic; runs of unspaced script stay whole."""
    return [_stem(word) for word in _WORD.findall(_folded(topic))]


def _folded(text: str) -> str:
    wide = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", "".join(sign for sign in wide if not unicodedata.combining(sign)))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _words(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in _WORD.findall(text):
        stem = _stem(word)
        found[stem] = found.get(stem, 0) + 1
    return found


def _count(term: str, words: dict[str, int], text: str) -> int:
    return text.count(term) if _UNSPACED.search(term) else words.get(term, 0)


def _length(text: str) -> float:
    """Return the length in words; two signs of an unspaced script count as one."""
    unspaced = len(_UNSPACED.findall(text))
    return unspaced / 2 + len(_WORD.findall(_UNSPACED.sub(" ", text)))
