"""The time zone of a site that writes none, told by its own feed: the same posts with and without one."""

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Basis
from influence.model.columns import UNDATED
from influence.store.merging import MergedPosts
from influence.store.posts import BASES
from influence.store.raw import RawPosts

#: So many posts have to be seen both ways, and so many in a hundred of them to agree, summer time apart.
FEWEST, AGREE = 3, 0.9
#: Zones lie whole quarters of an hour apart, 14 hours from UTC at most; clocks are shown to the minute.
QUARTER_S, FARTHEST_S, MINUTE_S, HOUR_S = 900, 14 * 3600, 60, 3600
_EXACT = np.isin(np.arange(len(BASES)), [BASES.index(Basis.STATED), BASES.index(Basis.UTC)])
_LOCAL = BASES.index(Basis.LOCAL)


def zoned(rows: RawPosts, key: NDArray[np.int64], posts: MergedPosts, site: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the times of all posts, those without a zone moved by what their site's other posts show.

    A forum prints wall clocks and its feed prints moments. Where both are known of three posts or more and
    their differences agree, the posts that only have a wall clock are moved by the difference of the one
    nearest in time, so that summer time is kept.

    Args:
        rows: All sightings.
        key: Their posts' keys, aliases followed.
        posts: The posts they make.
        site: Site code of every post.
    """
    code = posts.index.codes(key)
    dated = rows.time != UNDATED
    exact, local = dated & _EXACT[rows.basis], dated & (rows.basis == _LOCAL)
    if not exact.any() or not local.any():
        return posts.time
    moment = _latest(code[exact], rows.time[exact], len(posts.key))
    clock = _latest(code[local], rows.time[local], len(posts.key))
    both = (moment != UNDATED) & (clock != UNDATED)
    bare = (moment == UNDATED) & (clock != UNDATED) & (posts.time == clock)
    time = posts.time.copy()
    bare_of = _by_site(bare, site)
    for one, rows_of in _by_site(both, site).items():
        if one not in bare_of:
            continue
        known = rows_of[np.argsort(clock[rows_of], kind="stable")]
        ahead = clock[known] - moment[known]
        agreeing = _agreeing(ahead)
        if agreeing is not None:
            moved = bare_of[one]
            time[moved] -= _nearest(clock[known][agreeing], _rounded(ahead[agreeing]), clock[moved])
    return time


def _by_site(wanted: NDArray[np.bool_], site: NDArray[np.int32]) -> dict[int, NDArray[np.intp]]:
    """Return the rows wanted of each site, ascending, by one sort for all sites."""
    rows = np.flatnonzero(wanted)
    rows = rows[np.argsort(site[rows], kind="stable")]
    sites, first = np.unique(site[rows], return_index=True)
    return dict(zip(sites.tolist(), np.split(rows, first[1:]), strict=False))


def _agreeing(ahead: NDArray[np.int64]) -> NDArray[np.bool_] | None:
    """Return which differences are of one zone, with or without summer time; None when too few agree."""
    whole = (np.abs(ahead - _rounded(ahead)) <= MINUTE_S) & (np.abs(ahead) <= FARTHEST_S)
    if whole.sum() < FEWEST:
        return None
    found: NDArray[np.bool_] = whole & (np.abs(_rounded(ahead) - np.median(_rounded(ahead[whole]))) <= HOUR_S)
    return found if found.sum() >= max(FEWEST, AGREE * len(ahead)) else None


def _rounded(seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.rint(seconds / QUARTER_S).astype(np.int64) * QUARTER_S


def _nearest(at: NDArray[np.int64], value: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the value known nearest to each time wanted; `at` ascends."""
    right = np.clip(np.searchsorted(at, wanted), 1, len(at) - 1) if len(at) > 1 else np.zeros(len(wanted), np.int64)
    left = np.maximum(right - 1, 0)
    return value[np.where(wanted - at[left] <= at[right] - wanted, left, right)]


def _latest(code: NDArray[np.int32], time: NDArray[np.int64], posts: int) -> NDArray[np.int64]:
    found = np.full(posts, UNDATED)
    np.maximum.at(found, code, time)
    return found
