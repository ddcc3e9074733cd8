"""How likely one person moves another: influence probabilities learned from the acts, and the weighted cascade."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED, UNKNOWN

_DAY = 86_400
#: Posts that moved nobody, added to everybody's: one answer to an only post says one in two, not for certain.
UNANSWERED = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Influences:
    """Who may move each responder, as rows of a sparse matrix: responder by driver, chance."""

    #: Start of each responder's slice; length people + 1.
    start: NDArray[np.int64]
    #: Driver codes, by falling chance within a responder, equals by code.
    driver: NDArray[np.int32]
    #: Chance in (0, 1] that the driver's next post moves the responder.
    chance: NDArray[np.float32]

    @property
    def people(self) -> int:
        """Return the number of people."""
        return len(self.start) - 1


def influences(
    responder: NDArray[np.int32], driver: NDArray[np.int32], chance: NDArray[np.float64], people: int
) -> Influences:
    """Return the influences from pairs, each pair once; chances of 0 are left out.

    >>> found = influences(np.array([2, 2], np.int32), np.array([0, 1], np.int32), np.array([0.25, 0.5]), 3)
    >>> found.start.tolist(), found.driver.tolist(), found.chance.tolist()
    ([0, 0, 0, 2], [1, 0], [0.5, 0.25])
    """
    small = chance.astype(np.float32)
    kept = np.flatnonzero((small > 0) & (responder != driver))
    responder, driver, small = responder[kept], driver[kept], np.minimum(small[kept], np.float32(1))
    order = np.lexsort((driver, -small, responder))
    start = np.zeros(people + 1, np.int64)
    np.cumsum(np.bincount(responder, minlength=people), out=start[1:])
    return Influences(start, driver[order].astype(np.int32), small[order])


def weighted_cascade(responder: NDArray[np.int32], driver: NDArray[np.int32], people: int) -> Influences:
    """Return the weighted cascade (Kempe, Kleinberg, Tardos 2003): each of d drivers moves a responder by 1/d."""
    degree = np.bincount(responder, minlength=people)
    return influences(responder, driver, 1.0 / degree[responder], people)


def learned(
    acts: Acts, pairs: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]] | None = None
) -> Influences:
    """Return chances learned from the acts: a Bernoulli trial per post (Goyal, Bonchi, Lakshmanan 2010).

        p(u moved by v) = tie(u, v) * (posts of v that u acted on) / (posts of v + 1)

    Whose post is acted on stands in the act, so no credit needs to be split between drivers. Posts
    are those dated in the window, and those acted on. A day on which somebody acted on a person
    without naming a post counts as one post. Acts that count nothing (paid, give-away) are none.

    Args:
        acts: What happened in the window.
        pairs: Responder, driver and tie in [0, 1]: how alive and how far believed; pairs not named
            have a tie of 0. None for a tie of 1 everywhere.
    """
    people = acts.people
    counted = np.flatnonzero(acts.weight > 0)
    actor, owner = acts.actor[counted].astype(np.int64), acts.owner[counted].astype(np.int64)
    post = _posts(acts, counted)
    seen = (acts.post_time != UNDATED) & (acts.post_time >= acts.since) & (acts.post_time <= acts.until)
    seen[post[post < len(seen)]] = True
    seen &= acts.post_author != UNKNOWN
    trials = np.bincount(acts.post_author[seen], minlength=people).astype(np.float64)
    _, first = np.unique(np.where(post >= len(seen), post, -1), return_index=True)
    nameless = first[post[first] >= len(seen)]
    trials += np.bincount(owner[nameless], minlength=people)
    posts = int(post.max(initial=0)) + 1
    _, once = np.unique(actor * posts + post, return_index=True)
    key, answered = np.unique(actor[once] * people + owner[once], return_counts=True)
    responder, driver = (key // people).astype(np.int32), (key % people).astype(np.int32)
    chance = answered / (np.maximum(trials[driver], answered) + UNANSWERED)
    if pairs is not None:
        chance *= _ties(key, pairs, people)
    return influences(responder, driver, chance, people)


def _posts(acts: Acts, counted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what each act was on: its post, else a number of its own for that owner and day."""
    post = acts.post[counted].astype(np.int64)
    nameless = np.flatnonzero(post == UNKNOWN)
    rows = counted[nameless]
    days = (acts.time[rows] - acts.since) // _DAY
    span = int(days.max(initial=0)) + 1
    _, number = np.unique(acts.owner[rows].astype(np.int64) * span + days, return_inverse=True)
    post[nameless] = len(acts.post_time) + number
    return post


def _ties(
    key: NDArray[np.int64], pairs: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]], people: int
) -> NDArray[np.float64]:
    responder, driver, tie = pairs
    known = responder.astype(np.int64) * people + driver
    order = np.argsort(known, kind="stable")
    if not len(order):
        return np.zeros(len(key))
    at = np.minimum(np.searchsorted(known[order], key), len(order) - 1)
    there = known[order][at] == key
    return np.where(there, np.clip(tie[order][at], 0.0, 1.0), 0.0)
