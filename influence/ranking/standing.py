"""Standing of a responder: how far they are answered by others, so how much their act proves."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.ranking.pairs import Grouping
from influence.ranking.sums import sum_by
from influence.ranking.window import Window

#: So many different others must have answered a person, long enough ago, to make them established.
ESTABLISHED_BY = 3
#: The most that somebody counts who left a name without a link.
NAME_ONLY_CAP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """Who is established, and what each responder's act on each driver proves."""

    #: By person.
    established: NDArray[np.bool_]
    #: e(u), by person: living answers from established people.
    support: NDArray[np.float64]
    #: w(u) towards v, by pair, 0 to 1, before any cap.
    weight: NDArray[np.float64]


def established(
    groups: Grouping, first_time: NDArray[np.int64], window: Window, trusted: Collection[int]
) -> NDArray[np.bool_]:
    """Return who was answered by at least three different others before the last fifth of the span (at most 180 days).

    What happened lately cannot make anybody established, so fresh accounts that answer one another
    have no standing to lend. People the user trusts always are.
    """
    early = first_time < window.settled
    answered = np.bincount(groups.driver[early], minlength=groups.people)
    known = answered >= ESTABLISHED_BY
    known[list(trusted)] = True
    return known


def standing(
    groups: Grouping, living: NDArray[np.float64], known: NDArray[np.bool_], linked: NDArray[np.bool_],
    mutual: NDArray[np.int64],
) -> Standing:
    """Return w(u) of every responder u towards every driver v they acted on.

    w = 1 when u is established, else e / (e + 1) with e the sum of L(x,u) over established x other
    than v: nobody lends standing to their own audience. One step only; a walk over many steps
    (PageRank) carries standing into a ring through a single bridge.

    Worked example: a newcomer answered by one established person today (L = 1) and by another
    one half-life ago (L = 0.5) has e = 1.5 and w = 1.5 / 2.5 = 0.6.
    """
    lent = living * known[groups.responder] * np.where(linked[groups.responder], 1.0, NAME_ONLY_CAP)
    support = sum_by(groups.driver, lent, groups.people)
    own = np.where(mutual >= 0, lent[mutual], 0.0) if len(groups) else lent
    others = np.maximum(support[groups.responder] - own, 0.0)
    weight = np.where(known[groups.responder], 1.0, others / (others + 1.0))
    return Standing(established=known, support=support, weight=weight)
