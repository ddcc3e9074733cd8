"""Trusted living audience R: how much of a living audience is believed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.pairs import Grouping
from influence.ranking.standing import from_others
from influence.ranking.sums import ratio, sum_by
from influence.ranking.window import DAY

#: A proven responder vouches for so many times the usual number of unproven ones.
VOUCHED = 2.0
#: What everybody is given before anything is seen, in proven responders.
GIVEN = 0.2
#: Tbar starts at 0 and is believed as more than so many proven responders are seen.
EVIDENCE = 3.0
#: An ordinary customer comes back after at least so many days.
RETURN_DAYS = 30
#: Exchange with so many crowded unproven accounts halves what is believed of a person.
RING_HALVES = 10.0
#: From this Tbar on the ring discount counts in full.
RING_FROM = 0.1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Belief:
    """How far each person's unproven audience is believed, and what the whole place looks like."""

    #: By person, 0 to 1: the part of the unproven audience that is believed.
    unproven: NDArray[np.float64]
    #: By person, 0 to 1: what exchange with a ring leaves of everything.
    ring: NDArray[np.float64]
    #: Tbar: the usual proven part of a living audience, 0 to 1.
    proven: float


def belief(
    groups: Grouping, living: NDArray[np.float64], weight: NDArray[np.float64],
    people: tuple[NDArray[np.bool_], NDArray[np.bool_]], *, usual: float | None = None,
) -> Belief:
    """Return which part of everybody's audience is believed.

    With T(v) = sum of w L (proven), U(v) = sum of (1 - w) L (unproven) and Tbar the usual proven part,
    the unproven part is believed up to what the proven part vouches for:

        R(v) = d(v) * (T + min(U, 2 (1 - Tbar) / Tbar * (T + (1 - Tbar) V + 0.2)))

    (1 - Tbar) / Tbar is how many unproven responders usually come with a proven one; V counts
    returning customers without standing (see `returning`). Where nearly everybody is proven (mailing
    lists, Tbar 0.95) that is R = T, give or take; where hardly anybody is (Q&A, Tbar 0.3) it is R = A
    unless an audience is far less proven than usual; at Tbar = 0 it is R = A. There is no switch: R
    moves smoothly with Tbar. d is the ring discount (see `ring_left`). Another responder never
    lowers anybody's R, except through Tbar. Unit: responders.

    Worked example: Tbar = 0.5 in the place; somebody with T = 3, no returning customers and U = 100 is
    believed 3 + min(100, 2 * 1 * 3.2) = 9.4 responders.

    Args:
        groups: Who acted on whom.
        living: L by pair.
        weight: w by pair.
        people: Who is established and reached; who came back.
        usual: Tbar where it is known; else it is learned from these pairs.
    """
    reached, back = people
    bare = living * (1 - weight)
    ordinary = 1 / (1 + from_others(groups, bare)) ** 2
    total = groups.people
    proven, unproven = groups.per_driver(living * weight), groups.per_driver(bare)
    tbar = usual_proven(proven, groups.per_driver(bare * ordinary), reached) if usual is None else usual
    if tbar <= 0:
        return Belief(unproven=np.ones(total), ring=np.ones(total), proven=0.0)
    vouching = groups.per_driver(bare * ordinary * back[groups.responder])
    allowed = VOUCHED * (1 - tbar) / tbar * (proven + (1 - tbar) * vouching + GIVEN)
    crowding = bare[groups.met] * (1 - ordinary[groups.met])
    crowd = sum_by(groups.driver[groups.met], crowding, total)
    return Belief(
        unproven=np.minimum(1.0, ratio(allowed, unproven, empty=1.0)), proven=tbar,
        ring=ring_left(crowd * min(1.0, tbar / RING_FROM)),
    )


def ring_left(crowd: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return d(v), 0 to 1: what is left of somebody who exchanges answers with a crowd of unproven accounts.

    The crowd is the living answers of those without standing whom v answers too and whom others
    without standing answer (the more, the more it counts); the first takes nothing off. Who is flooded
    from outside but does not answer the flood loses nothing, so nobody can be brought down that way.

    >>> ring_left(np.array([1.0, 11.0, 31.0])).tolist()
    [1.0, 0.5, 0.1]
    """
    return np.asarray(1 / (1 + (np.maximum(crowd - 1, 0) / RING_HALVES) ** 2), dtype=np.float64)


def usual_proven(
    proven: NDArray[np.float64], ordinary: NDArray[np.float64], reached: NDArray[np.bool_]
) -> float:
    """Return Tbar: how proven an audience usually is, as the proven responders themselves see it.

    The mean of T / (T + U') over the drivers who are established and reached, each weighted by T, where
    U' leaves out accounts that nobodies answer: rings, and floods of throwaway accounts, do not move it.
    The first three proven responders of a place are held back, so that it starts at 0 and grows smoothly.

    Worked example: 9 proven and 1 ordinary unproven responder, in a place where only that one person is
    reached: 0.9, held back by 9 / (9 + 3).

    >>> round(usual_proven(np.array([9.0, 0.0]), np.array([1.0, 500.0]), np.array([True, False])), 3)
    0.675
    """
    t, u = proven[reached], ordinary[reached]
    return float((t * ratio(t, t + u, empty=0.0)).sum() / (t.sum() + EVIDENCE))


def returning(acts: Acts) -> NDArray[np.bool_]:
    """Return who came back: acted on two posts or people, the last act thirty days or more after the first.

    A flat comment section hardly answers its commenters, so those have no standing, yet who comes back
    vouches for others like them.
    """
    counted = slice(None) if (acts.weight > 0).all() else acts.weight > 0
    actor, time = acts.actor[counted], acts.time[counted]
    first, last = np.zeros(acts.people, np.int64), np.zeros(acts.people, np.int64)
    first[actor[::-1]], last[actor] = time[::-1], time  # acts are in order of time, and the last one set stays
    several = np.zeros(acts.people, bool)
    for thing in (acts.owner[counted], acts.post[counted]):
        any_one = np.full(acts.people, -1, np.int32)
        known = thing >= 0
        if known.any():
            any_one[actor[known]] = thing[known]
            several[actor[known & (thing != any_one[actor])]] = True
    return np.asarray(several & (last - first >= RETURN_DAYS * DAY), dtype=np.bool_)
