"""Choosing the people who together move the most different people: lazy greedy on a submodular sum."""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import e

import numpy as np
from numpy.typing import NDArray

#: Chance that a responder whose tie is fresh and whose standing is full acts again: measured best
#: between 0.1 and 0.9 in scoring.md, "The team".
FRESH_CHANCE = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Audience:
    """Whom each driver moves, as rows of a sparse matrix: driver by responder, chance to act."""

    #: Start of each driver's slice; length drivers + 1.
    start: NDArray[np.int64]
    #: Responder codes.
    responder: NDArray[np.int32]
    #: Chance in [0, 1] that the responder acts on the driver.
    chance: NDArray[np.float64]
    #: Number of people.
    people: int
    #: By driver: people expected who acted on nobody here yet, so that nobody else of the team moves them.
    fresh: NDArray[np.float64]

    def of(self, driver: int) -> slice:
        """Return where a driver's responders stand."""
        return slice(int(self.start[driver]), int(self.start[driver + 1]))


def audience(
    driver: NDArray[np.int32], responder: NDArray[np.int32], tie: NDArray[np.float64], people: int,
    newcomers: float = 0.0,
) -> Audience:
    """Return the audiences from pairs: one row per (driver, responder) with its tie w(u) L(u, v) in [0, 1].

    `newcomers` is how many new people come with each living responder (`Ranking.newcomers`).
    """
    order = np.lexsort((responder, driver))
    start = np.zeros(people + 1, np.int64)
    np.cumsum(np.bincount(driver, minlength=people), out=start[1:])
    fresh = newcomers * np.bincount(driver, weights=tie, minlength=people).astype(np.float64)
    return Audience(start, responder[order].astype(np.int32), FRESH_CHANCE * tie[order], people, fresh)


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Who was chosen, in order, what each added, and how good the team provably is."""

    drivers: tuple[int, ...]
    #: Expected different people each one added when chosen.
    adds: tuple[float, ...]
    #: Expected different people moved by all together.
    union: float
    #: Least upper bound found on any allowed team of that size.
    bound: float
    #: What the team moves at least, where `union` is an estimate from samples; None where it is worked out.
    low: float | None = None
    #: The share of the best team that the way of choosing promises; None where rules of the team void the promise.
    guarantee: float | None = None

    @property
    def of_bound(self) -> float:
        """Return the share of the upper bound reached for certain, 0 to 1; 1 for an empty choice."""
        sure = self.union if self.low is None else self.low
        return sure / self.bound if self.bound > 0 else 1.0


def choose(
    audiences: Audience, candidates: NDArray[np.int32], size: int,
    *, required: tuple[int, ...] = (), allowed: Callable[[int, tuple[int, ...]], bool] | None = None,
) -> Choice:
    """Choose `size` people for the largest expected number of different people moved.

        f(S) = sum over u of 1 - product over v in S of (1 - chance(u, v)) + sum over v in S of fresh(v)

    Who is known may answer several of the team and counts once; newcomers answer one of them. Without
    newcomers the choice spreads over known audiences that do not come back: on a beer Q&A it reached .57 of
    the best possible ten, with them .65 (docs/scores_table.md).

    Greedy with lazy re-evaluation (CELF, Leskovec et al. 2007); f is monotone and submodular, so
    without further rules the team reaches at least 1 - 1/e of the best possible (Nemhauser,
    Wolsey, Fisher 1978). Equal gains go to the smaller code.

    Args:
        audiences: Whom each person moves.
        candidates: Person codes to choose from.
        size: How many at most.
        required: Taken first, whatever they add.
        allowed: Asked before somebody is added: may this person join this team?

    >>> a = audience(np.array([0, 0, 1, 2], np.int32), np.array([3, 4, 3, 5], np.int32), np.ones(4), 6)
    >>> choice = choose(a, np.array([0, 1, 2], np.int32), 2)
    >>> choice.drivers, round(choice.union, 2)
    ((0, 2), 0.9)
    """
    missed = np.ones(audiences.people)
    first = _first_gains(audiences)
    team: list[int] = []
    adds: list[float] = []
    for driver in required[:size]:
        adds.append(_take(audiences, driver, missed))
        team.append(driver)
    heap = [(-float(first[code]), int(code), 0) for code in np.unique(candidates) if int(code) not in set(team)]
    heapify(heap)
    bound = _bound(audiences, np.setdiff1d(candidates, team), missed, sum(adds), size - len(team))
    while heap and len(team) < size:
        _, driver, seen_at = heappop(heap)
        if seen_at < len(team):  # its gain was worked out for a smaller team
            heappush(heap, (-_gain(audiences, driver, missed), driver, len(team)))
            continue
        if allowed is not None and not allowed(driver, tuple(team)):
            continue
        adds.append(_take(audiences, driver, missed))
        team.append(driver)
    union = float(sum(adds))
    bound = min(bound, _bound(audiences, np.setdiff1d(candidates, team), missed, union, size))
    promised = None if required or allowed is not None else 1 - 1 / e
    return Choice(tuple(team), tuple(adds), union, max(bound, union), guarantee=promised)


def overlaps(audiences: Audience, team: tuple[int, ...]) -> dict[tuple[int, int], float]:
    """Return, for each pair of the team, how many people both are expected to move."""
    shared: dict[tuple[int, int], float] = {}
    for i, first in enumerate(team):
        for second in team[i + 1:]:
            a, b = audiences.of(first), audiences.of(second)
            _, at_a, at_b = np.intersect1d(audiences.responder[a], audiences.responder[b], return_indices=True)
            both = float((audiences.chance[a][at_a] * audiences.chance[b][at_b]).sum())
            if both > 0:
                shared[first, second] = both
    return shared


def substitutes(
    audiences: Audience, team: tuple[int, ...], candidates: NDArray[np.int32],
    *, allowed: Callable[[int, tuple[int, ...]], bool] | None = None,
) -> dict[int, int]:
    """Return for each team member who adds most in their place; absent where nobody can."""
    result: dict[int, int] = {}
    free = [int(code) for code in np.unique(candidates) if int(code) not in team]
    if not free:
        return result
    for member in team:
        rest = tuple(other for other in team if other != member)
        missed = np.ones(audiences.people)
        for other in rest:
            _take(audiences, other, missed)
        able = [code for code in free if allowed is None or allowed(code, rest)]
        gains = all_gains(audiences, missed)
        if able:
            result[member] = min(able, key=lambda code: (-float(gains[code]), code))
    return result


def all_gains(audiences: Audience, missed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what each person would add, given each responder's chance to be missed so far."""
    values = audiences.chance * missed[audiences.responder]
    total = np.concatenate(([0.0], np.cumsum(values)))
    known = np.maximum(total[audiences.start[1:]] - total[audiences.start[:-1]], 0.0)
    return np.asarray(known + audiences.fresh, dtype=np.float64)


def _first_gains(audiences: Audience) -> NDArray[np.float64]:
    driver = np.repeat(np.arange(audiences.people), np.diff(audiences.start))
    known = np.bincount(driver, weights=audiences.chance, minlength=audiences.people)
    return np.asarray(known + audiences.fresh, dtype=np.float64)


def _gain(audiences: Audience, driver: int, missed: NDArray[np.float64]) -> float:
    rows = audiences.of(driver)
    return float((audiences.chance[rows] * missed[audiences.responder[rows]]).sum() + audiences.fresh[driver])


def _take(audiences: Audience, driver: int, missed: NDArray[np.float64]) -> float:
    """Add a driver to the team: lower `missed` in place, return the gain."""
    gain = _gain(audiences, driver, missed)
    rows = audiences.of(driver)
    missed[audiences.responder[rows]] *= 1.0 - audiences.chance[rows]
    return gain


def _bound(
    audiences: Audience, candidates: NDArray[np.int32], missed: NDArray[np.float64], reached: float, size: int
) -> float:
    """Return f(S) plus the `size` largest gains: no team of that size can do better (submodularity)."""
    gains = all_gains(audiences, missed)[candidates]
    best = np.sort(gains)[::-1][:max(size, 0)]
    return reached + float(best.sum())
