"""Closed circles: established accounts that only one another answer. Standing must flow in from outside."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.ranking.pairs import NEVER, Grouping
from influence.ranking.sums import ratio

#: Those who were there first, from whom standing flows: this part of the established, at least so many.
FIRST_PART, FIRST_LEAST = 0.1, 5
#: To be reached, so many of the reached must have answered, and this part of all established who did.
REACHED_BY, REACHED_PART = 2, 0.2
#: A place of its own has passers-by nobody answers: at least this part of its established people.
PASSERS_BY = 0.1
#: A site belongs to a circle when at least this part of its posts are where the circle is the majority.
OWN_PLACE = 0.8
#: Fewer people than this are no circle.
SMALLEST = 5
#: So many members who write where the user chose to listen are a community of their own, passers-by or not.
CHOSEN_LEAST = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Circles:
    """By person."""

    #: Established, and answered from outside their circle: these lend standing.
    reached: NDArray[np.bool_]
    #: Member of a circle that nobody outside answers; worth a warning.
    closed: NDArray[np.bool_]
    #: When each person was first seen, epoch seconds; NEVER for nothing dated.
    first_seen: NDArray[np.int64]


def circles(
    acts: Acts, groups: Grouping, early: NDArray[np.bool_], known: NDArray[np.bool_], trusted: Collection[int],
    chosen_sites: Collection[int] = (),
) -> Circles:
    """Return which established people are answered from outside their own circle.

    Standing starts with those the user trusts and those who were there first (the earliest tenth of
    the established) and reaches, again and again, every established person whom at least two of
    the reached have answered, and at least a fifth of the established people who did. A ring of two
    hundred accounts aged a year is never reached, nor by a few answers begged from outside, since
    most who answer its members are members.

    Who is left falls into circles of people who answer one another. A circle with a place of its
    own, sites on which the reached hardly write, and passers-by that nobody answers, is another
    community, not a ring: it gets first-comers of its own. A circle whose place is not known
    counts too, but is marked closed. All others are closed and lend nothing. The user's own choice of
    a place stands for passers-by: a forum named as a source, in which at least eight members of the
    circle write, is a community even if nobody else reads it.
    """
    answers = _established_answers(groups, early, known)
    first = first_seen(acts)
    reached = reach(answers, _first_comers(known, first) | _marked(acts.people, trusted), known)
    circle = _circle_of(answers, known & ~reached)
    closed = np.zeros(acts.people, bool)
    passing = _passers_by(groups)
    for members in _members(circle):
        place = _place(acts, reached, members)
        lively = passing[members].sum() >= PASSERS_BY * len(members) or _chosen(acts, members, chosen_sites)
        closed[members] = place == "shared" or not lively
        if place == "unknown" or (place == "own" and lively):
            inside = known & _marked(acts.people, members)
            reached |= reach(answers, _first_comers(inside, first), inside)
            reached[members] |= len(members) < 2 * FIRST_LEAST
    return Circles(reached=reached, closed=closed, first_seen=first)


def reach(
    answers: tuple[NDArray[np.int32], NDArray[np.int32]], start: NDArray[np.bool_], known: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return who is reached from the start by answers among established people (responder, driver).

    Worked example: 0 and 1 start, both answered 2, and 2 and 1 answered 3: all are reached; 4 is
    answered by 3 alone and is not.

    >>> responder, driver = np.array([0, 1, 1, 2, 3], np.int32), np.array([2, 2, 3, 3, 4], np.int32)
    >>> start = np.array([True, True, False, False, False])
    >>> reach((responder, driver), start, np.ones(5, bool)).tolist()
    [True, True, True, True, False]
    """
    responder, driver = answers
    needed = np.maximum(REACHED_BY, REACHED_PART * np.bincount(driver, minlength=len(start)))
    reached = start
    while True:
        answered = np.bincount(driver[reached[responder]], minlength=len(start))
        more = reached | (known & (answered >= needed))
        if (more == reached).all():
            return reached
        reached = more


def first_seen(acts: Acts) -> NDArray[np.int64]:
    """Return when each person first acted, was acted on or wrote, epoch seconds; NEVER for nothing dated."""
    first = np.full(acts.people, NEVER)
    first[acts.actor[::-1]] = acts.time[::-1]  # acts are in order of time, and the last one set stays
    acted_on = np.full(acts.people, NEVER)
    acted_on[acts.owner[::-1]] = acts.time[::-1]
    first = np.minimum(first, acted_on)
    dated = (acts.post_author >= 0) & (acts.post_time != UNDATED) & (acts.post_time <= acts.until)
    np.minimum.at(first, acts.post_author[dated], acts.post_time[dated])
    return np.asarray(first, dtype=np.int64)


def _established_answers(
    groups: Grouping, early: NDArray[np.bool_], known: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    both = early & known[groups.responder] & known[groups.driver]
    return groups.responder[both], groups.driver[both]


def _first_comers(known: NDArray[np.bool_], first: NDArray[np.int64]) -> NDArray[np.bool_]:
    codes = np.flatnonzero(known)
    count = max(FIRST_LEAST, int(np.ceil(len(codes) * FIRST_PART)))
    return _marked(len(known), codes[np.lexsort((codes, first[codes]))][:count])


def _marked(people: int, codes: Collection[int] | NDArray[np.int64]) -> NDArray[np.bool_]:
    marked = np.zeros(people, bool)
    marked[list(codes)] = True
    return marked


def _circle_of(answers: tuple[NDArray[np.int32], NDArray[np.int32]], left: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return a circle number for everybody left, -1 for the others: who is joined by answers is one circle."""
    responder, driver = answers
    inside = left[responder] & left[driver]
    ties = coo_array((np.ones(int(inside.sum()), np.int8), (responder[inside], driver[inside])), shape=(len(left),) * 2)
    _, label = connected_components(ties, directed=False)
    return np.where(left, label, -1).astype(np.int64)


def _members(circle: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return the members of each circle of at least five, in order of their smallest code."""
    codes = np.flatnonzero(circle >= 0)
    order = codes[np.argsort(circle[codes], kind="stable")]
    if not len(order):
        return []
    parts = np.split(order, np.flatnonzero(np.diff(circle[order])) + 1)
    return sorted((part for part in parts if len(part) >= SMALLEST), key=lambda part: int(part[0]))


def _passers_by(groups: Grouping) -> NDArray[np.float64]:
    """Return how many people that nobody ever answered acted on each person."""
    answered = np.bincount(groups.driver, minlength=groups.people) > 0
    return groups.per_driver((~answered[groups.responder]).astype(np.float64))


def _chosen(acts: Acts, members: NDArray[np.int64], chosen_sites: Collection[int]) -> bool:
    """Return whether enough members write on the sites that the user named as sources."""
    if not chosen_sites:
        return False
    there = np.isin(acts.post_site, list(chosen_sites)) & (acts.post_time <= acts.until)
    return int(np.isin(members, acts.post_author[there]).sum()) >= CHOSEN_LEAST


def _place(acts: Acts, reached: NDArray[np.bool_], members: NDArray[np.int64]) -> str:
    """Return "own", "shared" or "unknown": where these people write, next to the reached."""
    member = _marked(acts.people, members)
    sited = (acts.post_site >= 0) & (acts.post_author >= 0) & (acts.post_time <= acts.until)
    author, site = acts.post_author[sited], acts.post_site[sited]
    mine = member[author]
    if not mine.any():
        return "unknown"
    sites = int(site.max()) + 1
    ours = np.bincount(site[mine], minlength=sites)
    theirs = np.bincount(site[reached[author] & ~mine], minlength=sites)
    majority = ours > theirs
    alone = float(ours[majority & (ratio(theirs.astype(float), ours.astype(float), empty=1.0) < 1 - OWN_PLACE)].sum())
    return "own" if alone >= OWN_PLACE * ours.sum() else "shared"
