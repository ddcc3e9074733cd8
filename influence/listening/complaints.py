"""Complaints by people: who complained when about what, and who only nodded under the complaint of a friend."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.listening.echoes import is_own_experience
from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.model.heard import FIRST_HAND, TONES, Heard, Tone

_COMPLAINT = TONES.index(Tone.COMPLAINT)
DAY = 86_400
#: Friends are two people of whom each answered the other within so many days before.
FRIENDS_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Complaints:
    """Who complained when about what; one row per person, post and aspect, by time, then post."""

    person: NDArray[np.int32]
    post: NDArray[np.int32]
    time: NDArray[np.int64]
    #: Code into `Heard.aspects`; -1 for none in particular.
    aspect: NDArray[np.int8]
    #: Row of `Heard` with the sentence.
    row: NDArray[np.int64]
    #: The first complaint of somebody else earlier in the thread; the post itself where there is none.
    of: NDArray[np.int32]
    #: Began by themself, or tells of their own experience.
    own: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of complaints."""
        return len(self.person)


def complaints(heard: Heard, rows: NDArray[np.bool_], brand: int, thread: NDArray[np.int32]) -> Complaints:
    """Return the dated complaints of known people about a brand.

    Args:
        heard: What was said.
        rows: Which rows are voices (see `speakers.audible`).
        brand: Code of the brand.
        thread: Post that opened the thread of each post.
    """
    row = np.flatnonzero(rows & (heard.brand == brand) & (heard.tone == _COMPLAINT) & (heard.person >= 0)
                         & (heard.time != UNDATED))
    key = np.stack([heard.person[row].astype(np.int64), heard.post[row], heard.aspect[row]], axis=1)
    _, first = np.unique(key, axis=0, return_index=True)
    row = row[first]
    row = row[np.lexsort((heard.aspect[row], heard.post[row], heard.time[row]))]
    person, post = heard.person[row], heard.post[row]
    of = _shared(person, post, thread)
    own = (of == post) | ((heard.flags[row] & FIRST_HAND) > 0)
    own |= np.array([is_own_experience(heard.sentences[at]) for at in row.tolist()], np.bool_)
    return Complaints(person=person, post=post, time=heard.time[row], aspect=heard.aspect[row], row=row, of=of, own=own)


def independent(found: Complaints, acts: Acts) -> NDArray[np.bool_]:
    """Return which complaints count as arrivals of somebody of their own.

    A wave that goes from reader to reader is a wave: an answer "same here" counts. But one loud voice
    with friends is none: who only nods under the complaint of a friend (each answered the other
    within the 90 days before that complaint) does not count, unless they tell of their own experience.
    """
    counts = np.ones(len(found), np.bool_)
    nods = np.flatnonzero(~found.own)
    if not len(nods):
        return counts
    author = np.append(acts.post_author, np.int32(-1))
    answers = _Answers(acts)
    for at in nods.tolist():
        speaker, loud = int(found.person[at]), int(author[found.of[at]])
        began = int(acts.post_time[found.of[at]])
        before = int(found.time[at]) if began == UNDATED else min(int(found.time[at]), began)
        counts[at] = not (answers.between(speaker, loud, before) and answers.between(loud, speaker, before))
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


def _shared(person: NDArray[np.int32], post: NDArray[np.int32], thread: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return for each complaint, in order of time, the first one by somebody else in its thread, else its own post."""
    first: dict[int, tuple[int, int]] = {}
    of = post.copy()
    for at, (speaker, code) in enumerate(zip(person.tolist(), post.tolist(), strict=True)):
        loud, opened = first.setdefault(int(thread[code]), (speaker, code))
        if loud != speaker:
            of[at] = opened
    return of
