"""Cascades: a post and the posts that came of it by reply, share or link, in order of time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Verb
from influence.model.acts import Acts
from influence.model.columns import UNDATED, UNKNOWN, VERBS

#: Of several posts that one post answers, the parent is the one it replies to, else shares, else links to.
_ORDER = {VERBS.index(Verb.REPLY): 0, VERBS.index(Verb.SHARE): 1, VERBS.index(Verb.LINK): 2}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cascades:
    """One row per post; a post nobody answered is a cascade of its own."""

    #: Post answered, shared or linked to; UNKNOWN for the first of a cascade.
    parent: NDArray[np.int32]
    #: First post of the cascade.
    root: NDArray[np.int32]
    #: Steps from the first post.
    depth: NDArray[np.int32]
    #: Posts that came of this one, itself included.
    size: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of posts."""
        return len(self.parent)


def cascades(acts: Acts) -> Cascades:
    """Return the cascade of every post.

    A post has one parent at most: what it replies to, else shares, else links to (the latest of
    several). Nothing comes of a post that is dated after it; circles are cut at their earliest post.
    """
    posts = len(acts.post_time)
    parent = _parents(acts, posts)
    _cut_circles(parent, acts.post_time)
    root, depth = _roots(parent)
    size = np.ones(posts, np.int64)
    by_depth = np.argsort(depth, kind="stable")
    bounds = np.searchsorted(depth[by_depth], np.arange(int(depth.max(initial=0)) + 2))
    for level in range(len(bounds) - 2, 0, -1):
        level_posts = by_depth[bounds[level]:bounds[level + 1]]
        np.add.at(size, parent[level_posts], size[level_posts])
    return Cascades(parent=parent, root=root, depth=depth, size=size)


def structural_virality(found: Cascades) -> NDArray[np.float64]:
    """Return, per post that opens a cascade, the mean distance between two of its posts; 0 elsewhere.

    Goel, Anderson, Hofman, Watts 2015: 2 for a large broadcast, more where it went from person to
    person. With s the size below each post but the first and n the whole, the distances of all
    pairs sum to the sum of s (n - s).

    A chain of three posts: distances 1, 1 and 2, mean 4/3.

    >>> chain = Cascades(parent=np.array([-1, 0, 1], np.int32), root=np.zeros(3, np.int32),
    ...                  depth=np.arange(3, dtype=np.int32), size=np.array([3, 2, 1]))
    >>> structural_virality(chain).round(3).tolist()
    [1.333, 0.0, 0.0]
    """
    whole = found.size[found.root].astype(np.float64)
    crossed = np.where(found.parent == UNKNOWN, 0.0, found.size * (whole - found.size))
    total = np.bincount(found.root, crossed, minlength=len(found))
    pairs = found.size * (found.size - 1.0) / 2
    opens = (found.parent == UNKNOWN) & (pairs > 0)
    return np.where(opens, total / np.where(opens, pairs, 1), 0.0)


def _parents(acts: Acts, posts: int) -> NDArray[np.int32]:
    order = np.full(len(VERBS), len(VERBS), np.int64)
    for verb, place in _ORDER.items():
        order[verb] = place
    time = acts.post_time
    known = (acts.post != UNKNOWN) & (acts.result != UNKNOWN) & (acts.post != acts.result)
    rows = np.flatnonzero(known & (order[acts.verb] < len(VERBS)))
    before, after = time[acts.post[rows]], time[acts.result[rows]]
    rows = rows[(before == UNDATED) | (after == UNDATED) | (before <= after)]
    latest_first = ~time[acts.post[rows]]
    best = rows[np.lexsort((acts.post[rows], latest_first, order[acts.verb[rows]], acts.result[rows]))]
    child, first = np.unique(acts.result[best], return_index=True)
    parent = np.full(posts, UNKNOWN, np.int32)
    parent[child] = acts.post[best[first]]
    return parent


def _cut_circles(parent: NDArray[np.int32], time: NDArray[np.int64]) -> None:
    """Make the earliest post of each circle the first of its cascade."""
    seen: set[int] = set()
    for start in np.flatnonzero(_endless(parent)).tolist():
        path: list[int] = []
        post = start
        while post != UNKNOWN and post not in seen:
            seen.add(post)
            path.append(post)
            post = int(parent[post])
        if post in path:
            circle = path[path.index(post):]
            parent[min(circle, key=lambda one: (int(time[one]), one))] = UNKNOWN


def _endless(parent: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which posts stand on a circle or below one: those that never come to a first post."""
    up = np.append(parent, np.int32(UNKNOWN)).astype(np.int64)
    for _ in range(len(parent).bit_length() + 1):
        up = up[up]
    endless: NDArray[np.bool_] = up[:-1] != UNKNOWN
    return endless


def _roots(parent: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return first post and depth by pointer doubling."""
    root = np.where(parent == UNKNOWN, np.arange(len(parent)), parent).astype(np.int32)
    depth = (parent != UNKNOWN).astype(np.int32)
    while True:
        step = depth[root]
        if not step.any():
            return root, depth
        depth = depth + step
        root = root[root]
