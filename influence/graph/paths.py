"""Warm paths: from people who like the brand to somebody who does not know it, over who answered whom."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.graph.edges import Edges, edges
from influence.model.acts import Acts
from influence.model.columns import UNKNOWN

#: After so many days an exchange warms half as much.
HALF_LIFE_DAYS = 365.0
#: A colder path is none.
LEAST_WARMTH = 0.05


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ties:
    """How warmly one person can speak to another: one row per ordered pair that exchanged anything."""

    #: Number of people.
    people: int
    #: speaker * people + listener, sorted.
    pair: NDArray[np.int64]
    #: Who speaks, and to whom.
    speaker: NDArray[np.int32]
    listener: NDArray[np.int32]
    #: From 0 to 1.
    warmth: NDArray[np.float64]
    #: Acts of the listener on the speaker, and the other way round.
    answers: NDArray[np.int64]
    asked: NDArray[np.int64]
    #: Epoch seconds of the newest act, and its row in `Columns.activities`.
    last: NDArray[np.int64]
    row: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmPath:
    """A chain of introductions."""

    #: Person codes: an ally first, whom one wants to reach last.
    people: tuple[int, ...]
    #: Rows of `Ties`, one per step.
    ties: tuple[int, ...]
    #: Product of the steps' warmth.
    warmth: float


def ties(acts: Acts) -> Ties:
    """Return who can speak to whom.

    The listener answered the speaker a times, the speaker the listener b times, each act halved for
    every year: warmth = 1 - 2 ** -(a + b / 2). Being answered counts twice as much as answering.
    """
    joined = edges(acts, half_life_days=HALF_LIFE_DAYS, by_kind=False)
    apart = np.flatnonzero(joined.actor != joined.owner)
    people = max(acts.people, 1)
    answered = joined.owner[apart].astype(np.int64) * people + joined.actor[apart]
    asked = joined.actor[apart].astype(np.int64) * people + joined.owner[apart]
    pair, place = np.unique(np.concatenate([answered, asked]), return_inverse=True)
    return _ties(joined, apart, pair, (place[:len(apart)], place[len(apart):]))


def _ties(
    joined: Edges, apart: NDArray[np.intp], pair: NDArray[np.int64], place: tuple[NDArray[np.intp], NDArray[np.intp]],
) -> Ties:
    weight, count, last = joined.weight[apart], joined.count[apart], joined.last[apart]
    warm = np.zeros(len(pair))
    answers, asked = np.zeros(len(pair), np.int64), np.zeros(len(pair), np.int64)
    newest, row = np.full(len(pair), np.iinfo(np.int64).min), np.full(len(pair), UNKNOWN, np.int64)
    for at, share, counted in zip(place, (1.0, 0.5), (answers, asked), strict=True):
        warm[at] += share * weight
        counted[at] = count
        later = last > newest[at]
        newest[at[later]] = last[later]
        row[at[later]] = joined.row[apart][later]
    people = max(joined.people, 1)
    return Ties(people=joined.people, pair=pair, speaker=(pair // people).astype(np.int32),
                listener=(pair % people).astype(np.int32), warmth=1 - np.exp2(-warm), answers=answers, asked=asked,
                last=newest, row=row)


def warm_paths(known: Ties, allies: Collection[int], wanted: int, *, most: int = 5) -> list[WarmPath]:
    """Return the warmest paths to one person, at most one for each ally, the warmest first.

    Equal ones go to the smaller codes. Nobody introduces themselves.
    """
    from_allies = {ally: _from(known, ally) for ally in sorted(set(allies) - {wanted})}
    near = np.array(sorted(_from(known, wanted)), dtype=np.int64)  # ties run both ways: whom they know, knows them
    rows = np.searchsorted(known.pair, near * max(known.people, 1) + wanted)
    to_wanted = dict(zip(near.tolist(), rows.tolist(), strict=True))
    found: list[WarmPath] = []
    for ally, first in from_allies.items():
        chains: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
        if ally in to_wanted:
            chains.append(((ally, wanted), (to_wanted[ally],)))
        chains += [((ally, between, wanted), (first[between], to_wanted[between]))
                   for between in sorted(to_wanted.keys() & first.keys() - {ally, wanted})]
        warm = [WarmPath(people=people, ties=steps, warmth=float(np.prod(known.warmth[list(steps)])))
                for people, steps in chains]
        if warm:
            found.append(min(warm, key=lambda path: (-path.warmth, len(path.people), path.people)))
    kept = [path for path in found if path.warmth >= LEAST_WARMTH]
    return sorted(kept, key=lambda path: (-path.warmth, len(path.people), path.people))[:most]


def _from(known: Ties, speaker: int) -> dict[int, int]:
    first, end = np.searchsorted(known.speaker, [speaker, speaker + 1])
    return {int(known.listener[at]): at for at in range(int(first), int(end))}
