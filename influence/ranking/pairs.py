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
    #: driver * people + responder, ascending.
    key: NDArray[np.int64]
    people: int

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.start)

    def best(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the largest value of each pair's acts; values come per act."""
        return np.maximum.reduceat(value[self.order], self.start) if len(self) else np.zeros(0)

    def credited(self, value: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the act of each pair on which its credit stands: the last one with the largest value."""
        if not len(self):
            return np.zeros(0, np.int64)
        ordered = value[self.order]
        top = np.maximum.reduceat(ordered, self.start)
        at = np.flatnonzero(ordered == top[self.pair])
        last = np.empty(len(self), np.int64)
        last[self.pair[at]] = at  # the last of repeated places wins
        return self.order[last]

    def first_time(self, acts: Acts) -> NDArray[np.int64]:
        """Return when each pair's first act that counts was done; NEVER when none counts."""
        time = np.where(acts.weight > 0, acts.time, NEVER)
        return np.minimum.reduceat(time[self.order], self.start) if len(self) else np.zeros(0, np.int64)

    def counted(self, acts: Acts) -> NDArray[np.int64]:
        """Return how many acts of each pair count (weight above 0)."""
        return np.bincount(self.pair, weights=(acts.weight > 0)[self.order], minlength=len(self)).astype(np.int64)

    def mutual(self) -> NDArray[np.int64]:
        """Return for each pair the pair the other way round, -1 where there is none."""
        back = self.responder.astype(np.int64) * self.people + self.driver
        turn, wanted = stable_order(back)
        found = np.searchsorted(self.key, wanted)
        found[found == len(self)] = 0
        there = self.key[found] == wanted if len(self) else np.zeros(0, bool)
        other = np.full(len(self), -1, np.int64)
        other[turn[there]] = found[there]
        return other


def gather(acts: Acts) -> Grouping:
    """Return the acts grouped by driver and responder; one sort, so linear but for a logarithm."""
    key = acts.owner.astype(np.int64) * acts.people + acts.actor
    order, ordered = stable_order(key)
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    start = np.flatnonzero(new)
    return Grouping(
        order=order, start=start, pair=(np.cumsum(new, dtype=np.int32) - 1).astype(np.int32), key=ordered[start],
        responder=acts.actor[order[start]], driver=acts.owner[order[start]], people=acts.people,
    )
