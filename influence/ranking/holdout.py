"""Cutting the past from what came after it, so that a score can be judged on what it could not know."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED, UNKNOWN
from influence.ranking.window import DAY, window_of

#: Shares of the posts (of the acts, where nobody posted) that lie before each cut.
CUT_SHARES = (0.40, 0.55, 0.70, 0.85)
#: The longest horizon by default, and how many horizons must fit in the observed span.
LONGEST_HORIZON_DAYS, HORIZONS_IN_SPAN = 90.0, 6
#: Share of the acts that come in an ordinary time, where times count from each post's own start.
ORDINARY = 0.99


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeldOut:
    """What happened after a cut, up to the end of the horizon: the truth a score is judged by.

    Only acts on posts that were themselves written after the cut (and acts on a person without a
    post): an answer to an old post was half decided before.
    """

    people: int
    #: First second, and the first second that no longer counts.
    start: int
    end: int
    #: The acts: responder, driver, post (-1 without one).
    actor: NDArray[np.int32]
    owner: NDArray[np.int32]
    post: NDArray[np.int32]
    #: The posts written in the horizon, by time: post code and author.
    written: NDArray[np.int32]
    author: NDArray[np.int32]

    def __len__(self) -> int:
        """Return the number of held-out acts."""
        return len(self.actor)


def has_posts(acts: Acts) -> bool:
    """Return whether posts with an author and a date are known; link lists and adoptions have none."""
    return bool(_dated(acts).any())


def cut_times(acts: Acts, shares: tuple[float, ...] = CUT_SHARES) -> tuple[int, ...]:
    """Return the seconds at which the given shares of the posts (else of the acts) have happened.

    Acts whose time was only inferred say nothing about when anything happened and are not counted.
    """
    times = acts.post_time[_dated(acts)] if has_posts(acts) else acts.time[~acts.inferred]
    if not len(times):
        return ()
    ordered = np.sort(times)
    return tuple(sorted({int(ordered[min(int(share * len(ordered)), len(ordered) - 1)]) for share in shares}))


def horizon_days(acts: Acts, asked: float | None = None) -> float:
    """Return how far after a cut we look: as asked, else 90 days, at most a sixth of the span observed."""
    if asked is not None:
        return asked
    return min(LONGEST_HORIZON_DAYS, window_of(acts).span_days / HORIZONS_IN_SPAN)


def before(acts: Acts, cut: int) -> Acts:
    """Return what was known before second `cut`; nothing that happened later is left in it.

    Later acts are gone, later posts have neither author nor date (their codes stay), and acts
    whose time is only inferred are left out, since they may have happened after the cut.
    """
    keep = (acts.time < cut) & ~acts.inferred
    known = (acts.post_time < cut) & (acts.post_time != UNDATED)
    past = _rows(acts, keep)
    return replace(
        past,
        post=_still(past.post, known), result=_still(past.result, known),
        post_author=np.where(known, acts.post_author, UNKNOWN).astype(np.int32),
        post_time=np.where(known, acts.post_time, UNDATED),
        since=min(acts.since, cut - 1), until=cut - 1,
    )


def held_out(acts: Acts, cut: int, days: float) -> HeldOut:
    """Return what happened from second `cut` on, for `days` days."""
    end = cut + max(int(days * DAY), 1)
    fresh = (acts.post_time >= cut) & (acts.post_time < end)
    on_post = acts.post >= 0
    on_fresh = on_post & fresh[acts.post] if len(fresh) else on_post
    keep = (acts.time >= cut) & (acts.time < end) & ~acts.inferred & (acts.weight > 0) & (~on_post | on_fresh)
    return _held_out(acts, keep, fresh, (cut, end))


def halves(acts: Acts, seed: int) -> tuple[Acts, HeldOut]:
    """Return a random half of the posts with their acts as the past, the other half as what came after.

    For data that know no absolute time (cascades timed from their own start). A weaker test than a
    cut in time: it cannot tell who is fading. Acts without a post are dealt out at random. Stragglers
    (the slowest percent) are moved to the end of the rest, so that years of waiting for them do not age all posts.
    """
    rng = np.random.default_rng(seed)
    first = rng.integers(0, 2, len(acts.post_author)) == 0
    loose = rng.integers(0, 2, len(acts)) == 0
    in_first = np.where(acts.post >= 0, first[acts.post], loose) if len(first) else loose
    past = _rows(acts, in_first)
    ordinary = int(np.quantile(acts.time, ORDINARY)) if len(acts) else acts.until
    past = replace(
        past, time=np.minimum(past.time, ordinary), until=ordinary,
        post_author=np.where(first, acts.post_author, UNKNOWN).astype(np.int32),
        post_time=np.where(first, acts.post_time, UNDATED), result=_still(past.result, first),
    )
    keep = ~in_first & (acts.weight > 0)
    return past, _held_out(acts, keep, ~first, (acts.since, acts.until + 1))


def placebo(acts: Acts, seed: int) -> Acts:
    """Return the same acts, each moved to a random post of somebody else from the week before it.

    Whoever still "predicts" from these measures how much people write, not whom they move. Acts
    for which nobody else wrote anything that week are left out.
    """
    rng = np.random.default_rng(seed)
    posts = np.flatnonzero(_dated(acts))
    posts = posts[np.argsort(acts.post_time[posts], kind="stable")]
    times = acts.post_time[posts]
    low = np.searchsorted(times, acts.time - 7 * DAY, side="left")
    high = np.searchsorted(times, acts.time, side="right")
    able = np.flatnonzero(high > low)
    drawn = posts[low[able] + (rng.random(len(able)) * (high - low)[able]).astype(np.int64)]
    other = acts.post_author[drawn] != acts.actor[able]
    moved = _rows(acts, able[other])
    return replace(
        moved, post=drawn[other].astype(np.int32), owner=acts.post_author[drawn[other]].astype(np.int32),
    )


def _held_out(acts: Acts, keep: NDArray[np.bool_], fresh: NDArray[np.bool_], span: tuple[int, int]) -> HeldOut:
    """Return the acts to keep and the fresh posts; posts by time, so that draws do not depend on codes."""
    written = np.flatnonzero(fresh & (acts.post_author >= 0)).astype(np.int32)
    written = written[np.lexsort((acts.post_author[written], acts.post_time[written]))]
    return HeldOut(
        people=acts.people, start=span[0], end=span[1], actor=acts.actor[keep], owner=acts.owner[keep],
        post=acts.post[keep], written=written, author=acts.post_author[written],
    )


def _dated(acts: Acts) -> NDArray[np.bool_]:
    return np.asarray((acts.post_time != UNDATED) & (acts.post_author >= 0) & (acts.post_time <= acts.until))


def _still(posts: NDArray[np.int32], known: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return post codes, unknown where the post is not known any more."""
    if not len(known):
        return posts
    return np.where((posts >= 0) & known[posts], posts, UNKNOWN).astype(np.int32)


def _rows(acts: Acts, keep: NDArray[np.bool_] | NDArray[np.int64]) -> Acts:
    return replace(
        acts, actor=acts.actor[keep], owner=acts.owner[keep], verb=acts.verb[keep], time=acts.time[keep],
        inferred=acts.inferred[keep], post=acts.post[keep], result=acts.result[keep], weight=acts.weight[keep],
        row=acts.row[keep],
    )
