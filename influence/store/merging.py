"""Many sightings of a post become one: what is said best, field by field."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.columns import UNDATED, UNKNOWN
from influence.store.keycolumns import KeyIndex, first_known
from influence.store.keys import NONE
from influence.store.raw import RawPosts

#: Stated and conventional UTC are equally precise; the rest as `influence.store.posts.BASES` orders them.
_PRECISION = np.array([0, 0, 1, 2, 3, 4, 5])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MergedPosts:
    """One row per post, sorted by key."""

    key: NDArray[np.int64]
    #: Account code; UNKNOWN when no page says.
    author: NDArray[np.int32]
    time: NDArray[np.int64]
    kind: NDArray[np.int8]
    #: Row of the post that opened its thread; the first known one of the thread where that was never read.
    thread: NDArray[np.int32]
    home: NDArray[np.int64]
    flags: NDArray[np.uint8]
    #: Site key where known without the address.
    site: NDArray[np.int64]
    index: KeyIndex


def merged(raw: RawPosts, key: NDArray[np.int64], thread: NDArray[np.int64], accounts: KeyIndex) -> MergedPosts:
    """Return one row per key.

    Args:
        raw: All sightings.
        key: Their keys, aliases followed.
        thread: Their threads' keys, aliases followed.
        accounts: Account codes by key.
    """
    author = accounts.column(raw.author)
    if len(key) and bool(np.all(key[1:] > key[:-1])):  # one sighting each, sorted: a single loaded table
        order = starts = np.arange(len(key))
        by_time = order
    else:
        order = np.lexsort((raw.page, -raw.fetched, raw.rank, key))
        by_time = np.lexsort((raw.page, -raw.fetched, raw.rank, _PRECISION[raw.basis], key))
        starts = _starts(key[order])
    known_time = raw.time != UNDATED
    homes, sites = raw.home != NONE, raw.site != NONE
    first = order[starts]
    unique = key[first]
    index = KeyIndex(unique)
    flags = np.bitwise_or.reduceat(raw.flags[order], starts) if len(starts) else raw.flags
    chosen = first_known(order, starts, thread != NONE)
    return MergedPosts(
        key=unique,
        author=author[first_known(order, starts, author != UNKNOWN)],
        time=raw.time[first_known(by_time, starts, known_time)],
        kind=raw.kind[first].astype(np.int8),
        thread=_threads(thread[chosen], index, len(unique)),
        home=raw.home[first_known(order, starts, homes)],
        flags=flags.astype(np.uint8),
        site=raw.site[first_known(order, starts, sites)],
        index=index,
    )


def _starts(keys: NDArray[np.int64]) -> NDArray[np.intp]:
    if not len(keys):
        return np.empty(0, dtype=np.intp)
    return np.concatenate([[0], np.flatnonzero(keys[1:] != keys[:-1]) + 1])


def _threads(thread: NDArray[np.int64], index: KeyIndex, count: int) -> NDArray[np.int32]:
    own = np.arange(count, dtype=np.int32)
    opened = index.codes(thread)
    unread = (thread != NONE) & (opened == UNKNOWN)
    if unread.any():
        _, first, inverse = np.unique(thread[unread], return_index=True, return_inverse=True)
        opened[unread] = own[unread][first][inverse.reshape(-1)]
    return np.where(opened == UNKNOWN, own, opened).astype(np.int32)
