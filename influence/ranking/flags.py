"""Flags: what to know before trusting a number. Named by what is seen, never by what is suspected."""

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.ranking.counts import Counts
from influence.ranking.pairs import Grouping
from influence.ranking.rate import Answers
from influence.ranking.responders import Responders
from influence.ranking.sums import ratio, sum_by
from influence.ranking.trust import Trust
from influence.ranking.window import Window

#: What each flag means, in words.
MEANING = {
    "few_acts": "too little seen to be ranked",
    "ring_discount": "far fewer of the audience than usual here are answered by others, so part of it is not counted",
    "closed_circle": "the audience is a circle of accounts that nobody outside it answers",
    "own_circle": "what proves the audience is a community of its own that nobody of the rest answers",
    "one_responder": "one responder did more than 30 % of the acts",
    "seconds": "many answers came within seconds",
    "copies": "many answers repeat the same words, so only the first of them counts",
    "undated": "the time of some acts had to be inferred",
    "partly_seen": "only the newest posts were seen, so more may have happened",
    "all_counted": "nobody here is known from before yet, so every responder counts in full",
}
#: T / A under this part of Tbar, and so many standard deviations under it, is far less proven than usual.
HALF, SURELY = 0.5, 1.64
#: What exchange with a ring must take off to be flagged.
RING_LEFT = 0.9
#: A circle is closed when so much of the audience is of it; or when so much is mutual and that young.
CLOSED, MUTUAL = 0.5, 0.8
#: One responder did so many of at least so many acts.
ONE, ONE_OF = 0.3, 10
#: Answers faster than this, that often, of at least so many.
SECONDS, FAST, FAST_OF = 10, 0.3, 5
#: Pasted words are so many of what would be acts, and at least so many.
COPIED, COPIED_OF = 0.3, 3
#: Share of acts without a date of their own.
INFERRED = 0.1
#: A site is partly seen when all its posts, at most so many, are of the last part of the span.
PARTLY_POSTS, PARTLY_SPAN, PARTLY_DAYS = 50, 0.25, 120


def flags(
    acts: Acts, groups: Grouping, window: Window, audience: Responders, seen: tuple[Counts, Trust, Answers]
) -> dict[str, NDArray[np.bool_]]:
    """Return who each flag stands at, by its name."""
    counted, trusting, found = seen
    closed = _closed(acts, groups, window, audience, trusting)
    return {
        "ring_discount": _unproven(groups, audience) | (audience.belief.ring < RING_LEFT) & (counted.acts > 0),
        "closed_circle": closed,
        "own_circle": _own(groups, audience) & ~closed,
        "one_responder": (trusting.largest_share > ONE) & (counted.acts >= ONE_OF),
        "seconds": _seconds(acts, found),
        "copies": _copies(acts, counted),
        "undated": counted.inferred >= INFERRED,
        "partly_seen": _partly_seen(acts, window),
        "all_counted": np.full(acts.people, audience.proven <= 0) & (counted.acts > 0),
    }


def _unproven(groups: Grouping, audience: Responders) -> NDArray[np.bool_]:
    """T / A under half of Tbar, and more than chance would do with so few responders."""
    tbar = audience.proven
    living = groups.per_driver(audience.living)
    proven = groups.per_driver(audience.living * audience.weight)
    expected = tbar * living
    return (proven < HALF * expected) & (expected - proven > SURELY * np.sqrt(expected * (1 - tbar)))


def _closed(
    acts: Acts, groups: Grouping, window: Window, audience: Responders, trusting: Trust
) -> NDArray[np.bool_]:
    """Half the audience is of a closed circle, or the audience is mutual and all of it younger than a half-life."""
    living = audience.base
    whole = groups.per_driver(living)
    inside = groups.per_driver(living * audience.circles.closed[groups.responder])
    young = window.until - int(window.half_life_days * 86_400)
    fresh = groups.per_driver(living * (audience.circles.first_seen[groups.responder] > young))
    mutual = (trusting.mutual_share > MUTUAL) & (ratio(fresh, whole, empty=0.0) > MUTUAL) & (whole > 1)
    return (ratio(inside, whole, empty=0.0) >= CLOSED) | mutual


def _own(groups: Grouping, audience: Responders) -> NDArray[np.bool_]:
    """At least half of what is proven of the audience is standing that only circles of their own lend.

    Of the proven part, not of everybody: throwaway accounts on top would hide the circle.
    """
    if not audience.circles.own.any():
        return np.zeros(groups.people, bool)
    proven = groups.per_driver(audience.living * audience.weight)
    return (proven > 0) & (groups.per_driver(audience.living * audience.outer) <= (1 - CLOSED) * proven)


def _seconds(acts: Acts, found: Answers) -> NDArray[np.bool_]:
    """Many answers came within seconds; times known only to the minute tell nothing."""
    exact = (acts.time[found.act] % 60 != 0) & (found.delay_s > 0)
    owner = acts.owner[found.act]
    timed = sum_by(owner, exact.astype(np.float64), acts.people)
    fast = sum_by(owner, (exact & (found.delay_s < SECONDS)).astype(np.float64), acts.people)
    return (timed >= FAST_OF) & (fast >= FAST * timed)


def _copies(acts: Acts, counted: Counts) -> NDArray[np.bool_]:
    copied = np.bincount(acts.owner[np.isin(acts.row, acts.copied)], minlength=acts.people)
    return np.asarray((copied >= COPIED_OF) & (copied >= COPIED * (copied + counted.acts)), dtype=np.bool_)


def _partly_seen(acts: Acts, window: Window) -> NDArray[np.bool_]:
    dated = (acts.post_author >= 0) & (acts.post_time != UNDATED) & (acts.post_site >= 0)
    dated &= acts.post_time <= window.until
    if window.span_days < PARTLY_DAYS or not dated.any():
        return np.zeros(acts.people, bool)
    site, time, author = acts.post_site[dated], acts.post_time[dated], acts.post_author[dated]
    first = np.full(int(site.max()) + 1, window.until)
    np.minimum.at(first, site, time)
    short = first > window.until - int(PARTLY_SPAN * window.span_days * 86_400)
    short &= np.bincount(site, minlength=len(first)) <= PARTLY_POSTS
    posts = np.bincount(author, minlength=acts.people)
    return (posts > 0) & (np.bincount(author[short[site]], minlength=acts.people) >= MUTUAL * posts)
