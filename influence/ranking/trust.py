"""How far responders come back and agree, and what looks like a circle of its own. Columns and flags, never factors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.pairs import Grouping
from influence.ranking.sums import ratio, sum_by

#: The community of people who belong to none.
NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trust:
    """By person; NaN for people nobody acted on."""

    #: T / A: the part of the living audience that has standing, 0 to 1.
    proven: NDArray[np.float64]
    #: Share of acts that came from people the person acts on too, 0 to 1.
    mutual_share: NDArray[np.float64]
    #: Share of responders who acted twice or more, 0 to 1.
    repeat_share: NDArray[np.float64]
    #: Share of acts of the busiest responder, 0 to 1.
    largest_share: NDArray[np.float64]


def trust(
    acts: Acts, groups: Grouping, living: NDArray[np.float64], weight: NDArray[np.float64]
) -> Trust:
    """Return how far each person's responders have standing, exchange, and come back.

    Worked example: three responders with 4, 1 and 1 acts; the person acts on the first one too:
    repeat_share = 1/3, mutual_share = 4/6, largest_share = 4/6.
    """
    count = groups.counted(acts).astype(np.float64)
    people = acts.people

    def per_driver(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return groups.per_driver(weights)

    largest = np.zeros(people)
    if len(groups):
        start = np.flatnonzero(np.append(True, np.diff(groups.driver) != 0))
        largest[groups.driver[start]] = np.maximum.reduceat(count, start)
    all_acts = per_driver(count)
    return Trust(
        proven=ratio(per_driver(living * weight), per_driver(living)),
        mutual_share=ratio(sum_by(groups.driver[groups.met], count[groups.met], people), all_acts),
        repeat_share=ratio(per_driver((count > 1).astype(np.float64)), per_driver((count > 0).astype(np.float64))),
        largest_share=ratio(largest, all_acts),
    )


def communities_moved(
    responder: NDArray[np.int32], driver: NDArray[np.int32], credit: NDArray[np.float64], community: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Return how many communities each person really moves: exp of the entropy of their audience over communities.

    An audience spread evenly over three communities counts 3, one that is nearly all of a single
    community little more than 1. Responders without a community are left out; NaN where none is left.

    Worked example: person 0 has credit 1 and 1 from community 0, 2 from community 1; person 1 has 5 from
    community 1 alone.

    >>> who, whom = np.array([2, 3, 4, 4], np.int32), np.array([0, 0, 0, 1], np.int32)
    >>> place = np.array([-1, -1, 0, 0, 1], np.int32)
    >>> communities_moved(who, whom, np.array([1.0, 1.0, 2.0, 5.0]), place)[:2].round(2).tolist()
    [2.0, 1.0]
    """
    kept = (community[responder] != NONE) & (credit > 0)
    people, many = len(community), int(community.max(initial=0)) + 1
    cell, at = np.unique(driver[kept].astype(np.int64) * many + community[responder[kept]], return_inverse=True)
    amount = sum_by(at, credit[kept], len(cell))
    owner = cell // many
    total = sum_by(owner, amount, people)
    part = amount / total[owner]
    return np.where(total > 0, np.exp(-sum_by(owner, part * np.log(part), people)), np.nan)
