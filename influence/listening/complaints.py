"""Complaints by people: in sentences that name the brand, and in answers that say the same happened to them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.model.heard import FIRST_HAND, TONES, Heard, Tone

_COMPLAINT = TONES.index(Tone.COMPLAINT)
DAY = 86_400
#: Friends are two people of whom each answered the other within so many days before.
FRIENDS_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """A post that shares a complaint made earlier in its thread, without naming the brand itself."""

    #: Post code of the echo and of the complaint shared.
    post: int
    of: int
    #: Does the speaker tell of their own experience?
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Complaints:
    """Who complained when about what; one row per person, post and aspect, by time, then post."""

    person: NDArray[np.int32]
    post: NDArray[np.int32]
    time: NDArray[np.int64]
    #: Code into `Heard.aspects`; -1 for none in particular.
    aspect: NDArray[np.int8]
    #: Row of `Heard` with the sentence; -1 for an echo.
    row: NDArray[np.int64]
    #: Post that was shared; the post itself for a complaint of its own.
    of: NDArray[np.int32]
    #: Tells of their own experience, or began by themself.
    own: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of complaints."""
        return len(self.person)


def complaints(
    heard: Heard, rows: NDArray[np.bool_], brand: int, echoes: Mapping[int, Echo],
    posts: tuple[NDArray[np.int32], NDArray[np.int64]],
) -> Complaints:
    """Return the dated complaints of known people about a brand, with those who share them.

    Args:
        heard: What was said.
        rows: Which rows are voices (see `speakers.audible`).
        brand: Code of the brand.
        echoes: By post code.
        posts: Person code and time of each post.
    """
    author, written = posts
    named = np.flatnonzero(rows & (heard.brand == brand) & (heard.tone == _COMPLAINT) & (heard.person >= 0)
                           & (heard.time != UNDATED))
    aspects: dict[int, int] = {}
    for row in named.tolist():
        aspects.setdefault(int(heard.post[row]), int(heard.aspect[row]))
    said = set(heard.post[named].tolist())
    shared = [echo for post, echo in sorted(echoes.items())
              if post not in said and author[post] >= 0 and written[post] != UNDATED]
    found = Complaints(
        person=np.append(heard.person[named], [author[echo.post] for echo in shared]).astype(np.int32),
        post=np.append(heard.post[named], [echo.post for echo in shared]).astype(np.int32),
        time=np.append(heard.time[named], [written[echo.post] for echo in shared]).astype(np.int64),
        aspect=np.append(heard.aspect[named], [aspects.get(echo.of, -1) for echo in shared]).astype(np.int8),
        row=np.append(named, [-1] * len(shared)).astype(np.int64),
        of=np.append(_shared_by(heard.post[named], echoes), [echo.of for echo in shared]).astype(np.int32),
        own=np.append(_own(heard, named, echoes), [echo.own for echo in shared]).astype(np.bool_),
    )
    return _taken(found, _each_once(found))


def independent(found: Complaints, acts: Acts) -> NDArray[np.bool_]:
    """Return which complaints count as arrivals of somebody of their own.

    A wave that goes from reader to reader is a wave: an answer "same here" counts. But one loud voice
    with friends is none: who only nods under the complaint of a friend (each answered the other
    within the 90 days before) does not count, unless they tell of their own experience or have
    complained elsewhere by themselves.
    """
    counts = np.ones(len(found), np.bool_)
    nods = np.flatnonzero(~found.own & (found.of != found.post))
    if not len(nods):
        return counts
    author = np.append(acts.post_author, np.int32(-1))
    answers = _Answers(acts)
    for at in nods.tolist():
        speaker, loud, when = int(found.person[at]), int(author[found.of[at]]), int(found.time[at])
        began = int(acts.post_time[found.of[at]])
        before = when if began == UNDATED else min(when, began)
        friends = loud >= 0 and answers.between(speaker, loud, before) and answers.between(loud, speaker, before)
        counts[at] = not friends and speaker != loud
    return counts


class _Answers:
    """Looks up whether somebody answered somebody in a span."""

    def __init__(self, acts: Acts) -> None:
        self._people = max(acts.people, 1)
        pair = acts.actor.astype(np.int64) * self._people + acts.owner
        order = np.lexsort((acts.time, pair))
        self._pair, self._time = pair[order], acts.time[order]

    def between(self, actor: int, owner: int, before: int) -> bool:
        """Return whether actor answered owner within the 90 days before a second."""
        wanted = actor * self._people + owner
        first, end = np.searchsorted(self._pair, [wanted, wanted + 1])
        low, high = np.searchsorted(self._time[first:end], [before - FRIENDS_DAYS * DAY, before])
        return bool(high > low)


def _shared_by(post: NDArray[np.int32], echoes: Mapping[int, Echo]) -> list[int]:
    return [echoes[code].of if code in echoes else code for code in post.tolist()]


def _own(heard: Heard, rows: NDArray[np.int64], echoes: Mapping[int, Echo]) -> list[bool]:
    """Return for named complaints whether they came by themselves: not in answer to one, or first-hand."""
    return [post not in echoes or bool(flags & FIRST_HAND) or echoes[post].own
            for post, flags in zip(heard.post[rows].tolist(), heard.flags[rows].tolist(), strict=True)]


def _each_once(found: Complaints) -> NDArray[np.int64]:
    """Return one row per person, post and aspect, by time, then post."""
    key = np.stack([found.person.astype(np.int64), found.post, found.aspect], axis=1)
    _, first = np.unique(key, axis=0, return_index=True)
    return first[np.lexsort((found.aspect[first], found.post[first], found.time[first]))]


def _taken(found: Complaints, index: NDArray[np.int64]) -> Complaints:
    return Complaints(**{name: getattr(found, name)[index] for name in Complaints.__slots__})
