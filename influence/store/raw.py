"""Posts and activities as stored, before they are put together: arrays of keys."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.columns import UNDATED
from influence.store.keycolumns import KeyColumn
from influence.store.keys import NONE
from influence.store.sql import integers

_UNDATED = int(UNDATED)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RawPosts:
    """One row per post and page (or loaded table)."""

    key: NDArray[np.int64]
    #: See `influence.store.posts`: 0 counts most.
    rank: NDArray[np.int64]
    fetched: NDArray[np.int64]
    page: NDArray[np.int64]
    author: KeyColumn
    time: NDArray[np.int64]
    #: Index into `influence.store.posts.BASES`.
    basis: NDArray[np.int64]
    kind: NDArray[np.int64]
    thread: NDArray[np.int64]
    home: NDArray[np.int64]
    flags: NDArray[np.int64]
    #: Site key, where it is known without the address; else NONE.
    site: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.key)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RawActivities:
    """One row per activity and page (or loaded table)."""

    key: NDArray[np.int64]
    page: NDArray[np.int64]
    verb: NDArray[np.int8]
    actor: KeyColumn
    object: KeyColumn
    owner: KeyColumn
    result: KeyColumn
    time: NDArray[np.int64]
    place: NDArray[np.int8]
    rel: NDArray[np.uint8]
    #: Each key stands here once.
    once: bool = False

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.key)


def posts(connection: sqlite3.Connection) -> RawPosts:
    """Return all sightings of posts."""
    rows = integers(connection, """
        SELECT key, rank, fetched, page, COALESCE(author, 0), COALESCE(time, ?), COALESCE(basis, 0),
        kind, COALESCE(thread, 0), COALESCE(home, 0), flags FROM sightings""", 11, (_UNDATED,))
    key, rank, fetched, page, author, time, basis, kind, thread, home, flags = rows.T
    return RawPosts(key=key, rank=rank, fetched=fetched, page=page, author=KeyColumn.of(author), time=time,
                    basis=basis, kind=kind, thread=thread, home=home, flags=flags, site=np.full(len(key), NONE))


def activities(connection: sqlite3.Connection) -> RawActivities:
    """Return all sightings of activities."""
    rows = integers(connection, """
        SELECT key, page, verb, actor, object, COALESCE(owner, 0), COALESCE(result, 0),
        COALESCE(time, ?), place, rel FROM activities""", 10, (_UNDATED,))
    key, page, verb, actor, target, owner, result, time, place, rel = rows.T
    return RawActivities(
        key=key, page=page, verb=verb.astype(np.int8), actor=KeyColumn.of(actor), object=KeyColumn.of(target),
        owner=KeyColumn.of(owner), result=KeyColumn.of(result), time=time, place=place.astype(np.int8),
        rel=rel.astype(np.uint8))


def joined_posts(parts: Sequence[RawPosts]) -> RawPosts:
    """Return several sets of rows as one."""
    if len(parts) == 1:
        return parts[0]
    return RawPosts(
        author=KeyColumn.joined([part.author for part in parts]),
        **{name: np.concatenate([getattr(part, name) for part in parts])
           for name in RawPosts.__slots__ if name != "author"})


def joined_activities(parts: Sequence[RawActivities]) -> RawActivities:
    """Return several sets of rows as one."""
    parts = [part for part in parts if len(part)] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    return RawActivities(
        key=np.concatenate([part.key for part in parts]),
        page=np.concatenate([part.page for part in parts]),
        verb=np.concatenate([part.verb for part in parts]),
        actor=KeyColumn.joined([part.actor for part in parts]),
        object=KeyColumn.joined([part.object for part in parts]),
        owner=KeyColumn.joined([part.owner for part in parts]),
        result=KeyColumn.joined([part.result for part in parts]),
        time=np.concatenate([part.time for part in parts]),
        place=np.concatenate([part.place for part in parts]),
        rel=np.concatenate([part.rel for part in parts]))
