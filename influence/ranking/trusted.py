"""Trusted living audience R: how much of a living audience is believed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.pairs import NEVER, Grouping
from influence.ranking.sums import sum_by
from influence.ranking.window import DAY

#: A proven responder vouches for so many times the usual number of unproven ones.
VOUCHED = 2.0
#: What everybody is given before anything is seen, in proven responders.
GIVEN = 0.2
#: An ordinary customer comes back after at least so many days.
RETURN_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Belief:
    """What share of each responder's living act is believed, and what the whole place looks like."""

    #: By pair, 0 to 1: R is the sum of living * share.
    share: NDArray[np.float64]
    #: Tbar: proven part of all living acts, 0 to 1.
    proven: float


def belief(
    groups: Grouping, living: NDArray[np.float64], weight: NDArray[np.float64], vouching: NDArray[np.float64]
) -> Belief:
    """Return which part of each responder's act on each driver is believed.

    With T(v) = sum of w L (proven), U(v) = sum of (1 - w) L (unproven) and Tbar the proven part of
    the whole place, the unproven part is believed up to what the proven part vouches for:

        R(v) = T + min(U, 2 (1 - Tbar) / Tbar * (T + (1 - Tbar) V + 0.2))

    (1 - Tbar) / Tbar is how many unproven responders usually come with a proven one, and V what
    ordinary returning customers vouch for (see `returning`). Where nearly everybody is proven
    (mailing lists, Tbar 0.9) that is R = T, give or take; where hardly anybody is (Q&A, Tbar 0.2) it
    is R = A unless somebody's audience is far less proven than usual; at Tbar = 0 it is R = A. There
    is no switch: R moves smoothly with Tbar. Unit: responders.

    Worked example: Tbar = 0.5 in the place; somebody with T = 3 and U = 100 is believed
    3 + min(100, 2 * 1 * 3.2) = 9.4 responders.
    """
    proven = sum_by(groups.driver, weight * living, groups.people)
    unproven = sum_by(groups.driver, (1 - weight) * living, groups.people)
    all_living = float(proven.sum() + unproven.sum())
    tbar = float(proven.sum()) / all_living if all_living > 0 else 0.0
    if tbar <= 0:
        return Belief(share=np.ones(len(groups)), proven=0.0)
    allowed = VOUCHED * (1 - tbar) / tbar * (proven + (1 - tbar) * vouching + GIVEN)
    believed = allowed / np.maximum(unproven, allowed)
    return Belief(share=weight + (1 - weight) * believed[groups.driver], proven=tbar)


def returning(acts: Acts) -> NDArray[np.bool_]:
    """Return who came back: acted on two posts or people, thirty days or more apart."""
    first, last = np.full(acts.people, NEVER), np.full(acts.people, -NEVER)
    counted = acts.weight > 0
    actor, time = acts.actor[counted], acts.time[counted]
    np.minimum.at(first, actor, time)
    np.maximum.at(last, actor, time)
    several = np.zeros(acts.people, bool)
    for thing in (acts.owner[counted], acts.post[counted]):
        low, high = np.full(acts.people, np.iinfo(np.int32).max), np.full(acts.people, -1)
        np.minimum.at(low, actor[thing >= 0], thing[thing >= 0])
        np.maximum.at(high, actor[thing >= 0], thing[thing >= 0])
        several |= high > low
    return np.asarray(several & (last.astype(np.float64) - first >= RETURN_DAYS * DAY), dtype=np.bool_)


def customers(
    groups: Grouping, living: NDArray[np.float64], weight: NDArray[np.float64], back: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return V(v): what returning customers without standing vouch for, per driver, in responders.

    A flat comment section hardly answers its commenters, so those have no standing, yet who comes
    back is worth more than who came once. Who is answered mostly by others without standing (a ring)
    vouches for less: each counts L (1 - w) / (1 + q), q the unproven living answers they get.
    """
    unproven = living * (1 - weight)
    q = sum_by(groups.driver, unproven, groups.people)
    part = unproven * back[groups.responder] / (1 + q[groups.responder])
    return sum_by(groups.driver, part, groups.people)
