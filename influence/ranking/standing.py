"""Standing of a responder: how far they are answered by others, so how much their act proves."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from influence.ranking.pairs import Grouping

#: So many different others must have answered a person, long enough ago, to make them established.
ESTABLISHED_BY = 3
#: The most that somebody counts who left a name without a link.
NAME_ONLY_CAP = 0.5
#: So many living answers from people without standing weigh as much as one doubt more.
DOUBT = 5.0


def established(
    groups: Grouping, early: NDArray[np.bool_], trusted: Collection[int]
) -> NDArray[np.bool_]:
    """Return who was answered by at least three different others before the last fifth of the span (at most 180 days).

    What happened lately cannot make anybody established, so fresh accounts that answer one another
    have no standing to lend. People the user trusts always are. (Old accounts that answer only one
    another are told apart in circles.py.)

    Args:
        groups: Who acted on whom.
        early: By pair: did they first act before `Window.settled`?
        trusted: Person codes.
    """
    known = np.bincount(groups.driver[early], minlength=groups.people) >= ESTABLISHED_BY
    known[list(trusted)] = True
    return known


def standing(
    groups: Grouping, living: NDArray[np.float64], known: NDArray[np.bool_], linked: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return w(u) of every responder u towards every driver v they acted on, by pair.

    w = 1 when u is established, else e / (e + 1 + (q / 5)^2): e is the sum of L(x,u) over
    established x, q over all others, both without v: nobody lends standing to their own audience,
    and a crowd of nobodies around u is a doubt. One step only; a walk over many steps (PageRank)
    carries standing into a ring through a single bridge. Who left only a name lends half.

    Worked example: a newcomer answered by one established person today (L = 1) and by another
    one half-life ago (L = 0.5) has e = 1.5, q = 0 and w = 1.5 / 2.5 = 0.6.
    """
    lending = known * np.where(linked, 1.0, NAME_ONLY_CAP)
    stands = known[groups.responder]
    e = from_others(groups, living * lending[groups.responder])
    weight = from_others(groups, np.where(stands, 0.0, living))
    weight /= DOUBT
    weight *= weight
    weight += e
    weight += 1
    np.divide(e, weight, out=weight)
    weight[stands] = 1.0
    return weight


def from_others(groups: Grouping, value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return by pair (u, v) what u receives of a value, leaving out what comes from v."""
    received = groups.per_driver(value)[groups.responder]
    if len(groups.met):
        received[groups.met] = np.maximum(received[groups.met] - value[groups.other], 0.0)
    return received
