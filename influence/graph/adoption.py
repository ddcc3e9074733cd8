"""Adoptions as acts: who took something up after somebody they listen to.

Order of adoption alone says next to nothing, so an earlier adopter counts only where the later one
is tied to them: follows them, or acted on them within the last 180 days.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.graph.timed_pairs import TimedPairs

#: How long an act on somebody shows that one still listens to them.
TIE_S = 180 * 86_400
#: Most rows built at a time, to bound memory.
_CHUNK = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Adoptions:
    """Adoptions without a stated model, by person."""

    person: NDArray[np.int32]
    item: NDArray[np.int32]
    time: NDArray[np.int64]
    #: Row in `Columns.activities`.
    row: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ties:
    """Who acted on or follows whom, by person, with when; a follow without a date has the earliest time there is."""

    actor: NDArray[np.int32]
    owner: NDArray[np.int32]
    time: NDArray[np.int64]
    follow: NDArray[np.bool_]


def adoption_acts(
    adoptions: Adoptions, ties: Ties, people: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Return the act rows that follow from adoptions: (index into `adoptions`, owner, share).

    An adopter tied to several earlier adopters of the same item gives each an equal share, so that
    the shares of one adoption add up to 1 (Goyal, Bonchi, Lakshmanan 2011, "equal credit").
    """
    ties = _among_adopters(ties, adoptions, people)
    pair = ties.actor.astype(np.int64) * people + ties.owner
    known = np.sort(pair)
    known = known[np.append(True, known[1:] != known[:-1])] if len(known) else known
    actor_of_pair = known // max(people, 1)
    first = _first_adoptions(adoptions, people)
    acted = TimedPairs(pair[~ties.follow], ties.time[~ties.follow])
    followed = TimedPairs(pair[ties.follow], ties.time[ties.follow])
    start = np.searchsorted(actor_of_pair, adoptions.person, "left")
    count = np.searchsorted(actor_of_pair, adoptions.person, "right") - start
    found = []
    for part in _chunks(count):
        index = np.repeat(part, count[part])
        within = np.arange(len(index)) - np.repeat(np.cumsum(count[part]) - count[part], count[part])
        candidate = known[np.repeat(start[part], count[part]) + within]
        time = adoptions.time[index]
        earlier = first.within(
            adoptions.item[index].astype(np.int64) * people + candidate % max(people, 1),
            np.full(len(index), np.iinfo(np.int64).min // 2), time - 1,
        )
        index, candidate, time = index[earlier], candidate[earlier], time[earlier]
        tied = acted.within(candidate, time - TIE_S, time)
        tied |= followed.within(candidate, np.full(len(time), np.iinfo(np.int64).min // 2), time)
        found.append((index[tied], (candidate[tied] % max(people, 1)).astype(np.int32)))
    index = np.concatenate([rows for rows, _ in found]) if found else np.empty(0, np.int64)
    owner = np.concatenate([owners for _, owners in found]) if found else np.empty(0, np.int32)
    causes = np.bincount(index, minlength=len(adoptions.person)) if len(index) else np.ones(1)
    return index.astype(np.int64), owner, 1.0 / np.maximum(causes[index], 1)


def _among_adopters(ties: Ties, adoptions: Adoptions, people: int) -> Ties:
    adopts = np.bincount(adoptions.person, minlength=people) > 0
    kept = adopts[ties.actor] & adopts[ties.owner]
    return Ties(actor=ties.actor[kept], owner=ties.owner[kept], time=ties.time[kept], follow=ties.follow[kept])


def _first_adoptions(adoptions: Adoptions, people: int) -> TimedPairs:
    return TimedPairs(adoptions.item.astype(np.int64) * people + adoptions.person, adoptions.time)


def _chunks(count: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return index arrays whose counts sum to about `_CHUNK` each."""
    wanted = np.flatnonzero(count)
    if not len(wanted):
        return []
    part = np.cumsum(count[wanted]) // _CHUNK
    return np.split(wanted, np.flatnonzero(np.diff(part)) + 1)
