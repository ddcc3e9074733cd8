"""Closed circles: established accounts that only one another answer. Standing must flow in from outside."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

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

    #: Established, and answered from outside their circle: these lend standing to everybody.
    reached: NDArray[np.bool_]
    #: Established in a circle of its own that nobody outside answers: these lend standing, but not to the reached.
    own: NDArray[np.bool_]
    #: Member of a circle that nobody outside answers and that is no place of its own; worth a warning.
    closed: NDArray[np.bool_]
    #: When each person was first seen, epoch seconds; NEVER for nothing dated.
    first_seen: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Places:
    """Where circles write: by circle number, then one row per circle and site that it has alone."""

    #: Is any of their sites known, and do they write above all on sites they have alone?
    known: NDArray[np.bool_]
    own: NDArray[np.bool_]
    circle: NDArray[np.int64]
    site: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Kinds:
    """What to make of each circle, by its number."""

    closed: NDArray[np.bool_]
    #: Its people lend standing.
    lending: NDArray[np.bool_]
    #: ... to everybody, since the user chose to listen there.
    chosen: NDArray[np.bool_]
    #: Too few for first-comers to be told apart: all of them lend.
    small: NDArray[np.bool_]


def circles(
    acts: Acts, groups: Grouping, early: NDArray[np.bool_], known: NDArray[np.bool_], trusted: Collection[int],
    chosen_sites: Collection[int] = (),
) -> Circles:
    """Return which established people are answered from outside their own circle, and which within one of its own.

    Standing starts with those the user trusts and those who were there first (the earliest tenth of
    the established) and reaches, again and again, every established person whom at least two of
    the reached have answered, and at least a fifth of the established people who did. Circles on sites
    of their own make that tenth no larger, and their answers to others do not count in that fifth. A
    ring of two hundred accounts aged a year is never reached, nor by a few answers begged from
    outside, since most who answer its members are members. Somebody trusted whom mostly people
    not reached answer opens their circle: whom they answered is reached too.

    Who is left falls into circles of people who answer one another, told apart by where they write:

    - Beside the reached, or on sites of their own to which no passers-by come (readers nobody
      answers, one for ten members): closed. Its people lend nothing.
    - On sites of their own with passers-by: perhaps another community, perhaps a ring with a stage
      built for it; nothing that can be seen tells them apart. Those whom first-comers of its own reach
      are `own`: their standing counts for whom nobody outside reaches, and nowhere else.
    - Where nobody knows (only links were seen): own as well, and closed too when no passers-by come.
    - On sites of their own, named by the user as sources, on which at least eight members write: the
      user's choice stands for an answer from outside, so first-comers of its own make people reached.

    Args:
        acts: Who moved whom, and who wrote where.
        groups: The acts by pair.
        early: By pair: did they first act long enough ago?
        known: Who is established.
        trusted: Person codes.
        chosen_sites: Codes of the sites that the user named as sources.
    """
    answers = _established_answers(groups, early, known)
    first = first_seen(acts)
    given = _vouched(answers, _first_comers(known, first), _marked(acts.people, trusted), known)
    reached = reach(answers, _first_comers(known, first) | given, known)
    apart = _apart(acts, reached, _circle_of(answers, known & ~reached, "strong")) & known & ~reached
    if apart.any():
        answers = _not_from(apart, answers)
        reached = reach(answers, _first_comers(known & ~apart, first) | given, known)
    circle = _circle_of(answers, known & ~reached)
    places = _places(acts, reached, circle)
    kinds = _kinds(places, circle, _passers_by(groups), _chosen(acts, places, circle, chosen_sites))
    lends = _lenders(answers, first, circle, kinds)
    chosen = (circle >= 0) & kinds.chosen[circle]
    return Circles(reached=reached | (lends & chosen), own=lends & ~chosen,
                   closed=(circle >= 0) & kinds.closed[circle], first_seen=first)


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
    answered = np.zeros(len(start), np.int64)
    reached, fresh = start, start
    while fresh.any():
        told = fresh[responder]
        answered += np.bincount(driver[told], minlength=len(start))
        left = ~told & ~reached[driver]  # whoever is reached already need not be looked at again
        responder, driver = responder[left], driver[left]
        fresh = known & ~reached & (answered >= needed)
        reached = reached | fresh
    return reached


def _vouched(
    answers: tuple[NDArray[np.int32], NDArray[np.int32]], start: NDArray[np.bool_], trusted: NDArray[np.bool_],
    known: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Return the trusted, and whom those of them have answered who are answered mostly by people not reached.

    The user's trust stands there for the answers from outside that are missing. A trusted person whom
    mostly the reached answer vouches for nobody by a single answer: that could be begged.
    """
    if not trusted.any():
        return trusted
    responder, driver = answers
    outside = ~reach(answers, start | trusted, known)
    by = np.bincount(driver, minlength=len(start))
    within = trusted & (2 * np.bincount(driver, outside[responder], minlength=len(start)) >= by)
    vouched = trusted.copy()
    vouched[driver[within[responder]]] = True
    return vouched


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
    marked[codes if isinstance(codes, np.ndarray) else list(codes)] = True
    return marked


def _circle_of(
    answers: tuple[NDArray[np.int32], NDArray[np.int32]], left: NDArray[np.bool_],
    joined: Literal["weak", "strong"] = "weak",
) -> NDArray[np.int64]:
    """Return a circle number for everybody left, -1 for the others: who is joined by answers is one circle.

    Joined in either direction ("weak"), or both ways round, over others if need be ("strong"). Fewer
    than five are no circle.
    """
    responder, driver = answers
    inside = left[responder] & left[driver]
    ties = coo_array((np.ones(int(inside.sum()), np.int8), (responder[inside], driver[inside])), shape=(len(left),) * 2)
    _, label = connected_components(ties, directed=True, connection=joined)
    enough = np.bincount(label[left], minlength=len(left) + 1) >= SMALLEST
    return np.where(left & enough[label], label, -1).astype(np.int64)


def _passers_by(groups: Grouping) -> NDArray[np.float64]:
    """Return how many people that nobody ever answered acted on each person."""
    answered = np.bincount(groups.driver, minlength=groups.people) > 0
    return groups.per_driver((~answered[groups.responder]).astype(np.float64))


def _apart(acts: Acts, reached: NDArray[np.bool_], circle: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return who is in a circle on sites of its own, and who else writes there above all."""
    places = _places(acts, reached, circle)
    alone = np.zeros(int(acts.post_site.max(initial=-1)) + 2, bool)  # the last place stands for no site
    alone[places.site[places.own[places.circle]]] = True
    written = (acts.post_author >= 0) & (acts.post_time <= acts.until)
    author = acts.post_author[written]
    there = np.bincount(author[alone[acts.post_site[written]]], minlength=acts.people)
    mostly = (there > 0) & (there >= OWN_PLACE * np.bincount(author, minlength=acts.people))
    return mostly | ((circle >= 0) & places.own[circle])


def _not_from(
    apart: NDArray[np.bool_], answers: tuple[NDArray[np.int32], NDArray[np.int32]]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the answers without those of people apart to others: nobody is drawn into a circle by its flattery."""
    responder, driver = answers
    kept = ~apart[responder] | apart[driver]
    return responder[kept], driver[kept]


def _chosen(
    acts: Acts, places: _Places, circle: NDArray[np.int64], chosen_sites: Collection[int]
) -> NDArray[np.bool_]:
    """Return by circle whether enough members write on sites that it has alone and the user named as sources."""
    sites = int(acts.post_site.max(initial=0)) + 1
    theirs = np.isin(places.site, list(chosen_sites))
    if not theirs.any():
        return np.zeros(len(places.known), bool)
    there = np.isin(acts.post_site, places.site[theirs]) & (acts.post_author >= 0) & (acts.post_time <= acts.until)
    author, site = acts.post_author[there], acts.post_site[there]
    wrote = np.isin(circle[author] * sites + site, places.circle[theirs] * sites + places.site[theirs])
    writers = np.unique(author[wrote & (circle[author] >= 0)])
    return np.bincount(circle[writers], minlength=len(places.known)) >= CHOSEN_LEAST


def _kinds(
    places: _Places, circle: NDArray[np.int64], passing: NDArray[np.float64], chosen: NDArray[np.bool_]
) -> _Kinds:
    """Return what to make of each circle, by where it writes and who passes by."""
    member = np.flatnonzero(circle >= 0)
    size = np.bincount(circle[member], minlength=len(places.known))
    lively = np.bincount(circle[member], passing[member], minlength=len(size)) >= PASSERS_BY * size
    own = places.known & places.own
    chosen = own & chosen
    living = lively | chosen
    return _Kinds(closed=(places.known & ~own) | ~living, lending=~places.known | (own & living), chosen=chosen,
                  small=size < 2 * FIRST_LEAST)


def _lenders(
    answers: tuple[NDArray[np.int32], NDArray[np.int32]], first: NDArray[np.int64], circle: NDArray[np.int64],
    kinds: _Kinds,
) -> NDArray[np.bool_]:
    """Return who lends standing within the circles that may: those whom first-comers of their own circle reach.

    All circles at once: nobody in one is joined to anybody in another by answers.
    """
    inside = (circle >= 0) & kinds.lending[circle]
    member = np.flatnonzero(inside)
    if not len(member):
        return inside
    line = member[np.lexsort((member, first[member], circle[member]))]
    _, start, size = np.unique(circle[line], return_index=True, return_counts=True)
    count = np.maximum(FIRST_LEAST, np.ceil(size * FIRST_PART))
    place = np.arange(len(line)) - np.repeat(start, size)
    came_first = _marked(len(circle), line[place < np.repeat(count, size)])
    lends = reach(answers, came_first, inside)
    return np.asarray(lends | (inside & kinds.small[circle]), dtype=np.bool_)


def _places(acts: Acts, reached: NDArray[np.bool_], circle: NDArray[np.int64]) -> _Places:
    """Return where the people of each circle write, next to the reached."""
    sited = (acts.post_site >= 0) & (acts.post_author >= 0) & (acts.post_time <= acts.until)
    author, site = acts.post_author[sited], acts.post_site[sited]
    sites = int(site.max(initial=0)) + 1
    theirs = np.bincount(site[reached[author]], minlength=sites)
    mine = circle[author] >= 0
    row, ours = np.unique(circle[author[mine]] * sites + site[mine], return_counts=True)
    number, place = row // sites, row % sites
    alone = ratio(theirs[place].astype(float), ours.astype(float)) < 1 - OWN_PLACE
    written = np.bincount(number, ours, minlength=acts.people)
    own = (written > 0) & (np.bincount(number, ours * alone, minlength=acts.people) >= OWN_PLACE * written)
    return _Places(known=written > 0, own=own, circle=number[alone], site=place[alone])
