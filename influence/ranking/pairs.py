"""Who acted on whom at all: the acts of one responder on one driver, gathered into one row."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.ordering import stable_order

#: The first time of a pair none of whose acts count.
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """Acts in order of (driver, responder, time), and where each pair starts in that order."""

    #: Index of acts, pair by pair.
    order: NDArray[np.int64]
    #: Position in `order` at which each pair starts.
    start: NDArray[np.int64]
    #: Pair of each position of `order`.
    pair: NDArray[np.int32]
    responder: NDArray[np.int32]
    driver: NDArray[np.int32]
    people: int
    #: Pairs that stand the other way round too, ascending, and where: pair `other[i]` is `met[i]` turned round.
    met: NDArray[np.int64]
    other: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.start)

    def per_driver(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum of each driver's pairs by person; values come per pair, 0 for who has none."""
        total = np.zeros(self.people)
        if len(self):
            start = np.flatnonzero(_starts(self.driver))
            total[self.driver[start]] = np.add.reduceat(value, start)
        return total

    def best(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the largest value of each pair's acts; values come per act."""
        return np.maximum.reduceat(value[self.order], self.start) if len(self) else np.zeros(0)

    def credited(self, value: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the act of each pair on which its credit stands: the last one with the largest value."""
        found = self.order[self.start]
        several, at = self.several()
        if len(several):
            ordered, pair = value[self.order[at]], self.pair[at]
            top = np.maximum.reduceat(ordered, np.flatnonzero(_starts(pair)))
            full = np.zeros(len(self))
            full[several] = top
            best = at[ordered == full[pair]]
            found[self.pair[best]] = self.order[best]  # the last of repeated places wins
        return found

    def several(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the pairs with more than one act, and the positions in `order` of their acts; mostly few."""
        size = np.diff(self.start, append=len(self.order))
        more = size > 1
        return np.flatnonzero(more), np.flatnonzero(np.repeat(more, size))

    def first_time(self, acts: Acts) -> NDArray[np.int64]:
        """Return when each pair's first act that counts was done; NEVER when none counts."""
        if (acts.weight > 0).all():
            return acts.time[self.order[self.start]]  # acts are in order of time
        time = np.where(acts.weight > 0, acts.time, NEVER)
        return np.minimum.reduceat(time[self.order], self.start) if len(self) else np.zeros(0, np.int64)

    def counted(self, acts: Acts) -> NDArray[np.int64]:
        """Return how many acts of each pair count (weight above 0)."""
        if (acts.weight > 0).all():
            return np.diff(np.append(self.start, len(self.order)))
        return np.bincount(self.pair, weights=(acts.weight > 0)[self.order], minlength=len(self)).astype(np.int64)

    def until(self, acts: int) -> "Grouping":
        """Return the grouping of the first so many acts alone; acts are in order of time, so no sorting is needed."""
        kept = self.order < acts
        pair = self.pair[kept]
        new = _starts(pair)
        old = pair[new]
        number = np.full(len(self), -1, np.int32)
        number[old] = np.arange(len(old), dtype=np.int32)
        met, other = number[self.met], number[self.other]
        both = (met >= 0) & (other >= 0)
        return Grouping(
            order=self.order[kept], start=np.flatnonzero(new), pair=_numbers(new),
            responder=self.responder[old], driver=self.driver[old], people=self.people,
            met=met[both].astype(np.int64), other=other[both].astype(np.int64),
        )


def gather(acts: Acts) -> Grouping:
    """Return the acts grouped by driver and responder; one sort, so linear but for a logarithm."""
    order, ordered = stable_order(acts.owner.astype(np.int64) * acts.people + acts.actor)
    new = _starts(ordered)
    start = np.flatnonzero(new)
    key, responder, driver = ordered[start], acts.actor[order[start]], acts.owner[order[start]]
    met, other = _met(key, responder, driver, acts.people)
    return Grouping(
        order=order, start=start, pair=_numbers(new),
        responder=responder, driver=driver, people=acts.people, met=met, other=other,
    )


def _starts(ordered: NDArray[np.int64] | NDArray[np.int32]) -> NDArray[np.bool_]:
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def _numbers(new: NDArray[np.bool_]) -> NDArray[np.int32]:
    number = np.cumsum(new, dtype=np.int32)
    number -= 1
    return number


def _met(
    key: NDArray[np.int64], responder: NDArray[np.int32], driver: NDArray[np.int32], people: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which pairs stand the other way round too, and where."""
    acted, moved = np.zeros(people, bool), np.zeros(people, bool)
    acted[responder], moved[driver] = True, True
    able = np.flatnonzero(acted[driver] & moved[responder])
    turn, wanted = stable_order(responder[able].astype(np.int64) * people + driver[able])
    found = np.searchsorted(key, wanted)
    found[found == len(key)] = 0
    there = np.flatnonzero(key[found] == wanted) if len(key) else np.zeros(0, np.int64)
    other, met = found[there], able[turn[there]]
    back = np.empty(len(key), np.int64)
    back[met] = other
    met.sort()
    return met, back[met]
