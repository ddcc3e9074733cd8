"""Loaded tables, kept as columns: one load of ten million rows is some hundred blocks, not ten million rows.

A load is known by data set, format and file; loading the same file again replaces what it gave
before. On reading, its columns stand beside what was crawled, and are put together in the same way.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import zstandard
from numpy.typing import NDArray

from influence.store.keycolumns import KeyColumn
from influence.store.keys import NONE
from influence.store.raw import RawActivities, RawPosts

TABLES = """
CREATE TABLE loads (
    key INTEGER PRIMARY KEY,
    dataset TEXT NOT NULL,
    format TEXT NOT NULL,
    file TEXT NOT NULL,
    digest TEXT NOT NULL,
    loaded INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    rejected INTEGER NOT NULL
) STRICT;
CREATE TABLE blocks (
    load INTEGER NOT NULL,
    name TEXT NOT NULL,
    part INTEGER NOT NULL,
    type TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (load, name, part)
) STRICT;
"""

#: Rows in one block: small enough to open one for a single receipt.
BLOCK_ROWS = 1 << 18
#: Type of a column of texts.
TEXT = "text"
Arrays = Mapping[str, NDArray[np.generic]]


def write(connection: sqlite3.Connection, load: int, arrays: Arrays, texts: Mapping[str, Sequence[str]]) -> None:
    """Store the columns of one load in place of those it had."""
    connection.execute("DELETE FROM blocks WHERE load = ?", (load,))
    pack = zstandard.ZstdCompressor(level=1).compress
    for name, array in arrays.items():
        for part, start in enumerate(range(0, max(len(array), 1), BLOCK_ROWS)):
            data = pack(np.ascontiguousarray(array[start:start + BLOCK_ROWS]).tobytes())
            connection.execute("INSERT INTO blocks VALUES (?, ?, ?, ?, ?)", (load, name, part, array.dtype.str, data))
    for name, lines in texts.items():
        for part, start in enumerate(range(0, max(len(lines), 1), BLOCK_ROWS)):
            data = pack(_packed(lines[start:start + BLOCK_ROWS]))
            connection.execute("INSERT INTO blocks VALUES (?, ?, ?, ?, ?)", (load, name, part, TEXT, data))


def _packed(lines: Sequence[str]) -> bytes:
    """Return lengths in bytes, then all texts one after the other."""
    pieces = [line.encode("utf-8", "surrogatepass") for line in lines]
    lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
    return np.int64(len(pieces)).tobytes() + lengths.tobytes() + b"".join(pieces)


def _unpacked(data: bytes) -> list[str]:
    count = int(np.frombuffer(data, dtype=np.int64, count=1)[0])
    lengths = np.frombuffer(data, dtype=np.int64, count=count, offset=8)
    bounds = np.concatenate([[0], np.cumsum(lengths)]) + 8 + 8 * count
    return [data[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(bounds.tolist())]


def array(connection: sqlite3.Connection, load: int, name: str) -> NDArray[np.generic]:
    """Return one column of a load; empty (of 64-bit integers) where it has none of that name."""
    open_ = zstandard.ZstdDecompressor().decompress
    parts = [np.frombuffer(open_(data), dtype=np.dtype(kind)) for kind, data in connection.execute(
        "SELECT type, data FROM blocks WHERE load = ? AND name = ? ORDER BY part", (load, name))]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def has(connection: sqlite3.Connection, load: int, name: str) -> bool:
    """Return whether a load has a column of that name."""
    row = connection.execute("SELECT 1 FROM blocks WHERE load = ? AND name = ? LIMIT 1", (load, name)).fetchone()
    return row is not None


def texts(connection: sqlite3.Connection, load: int, name: str, rows: NDArray[np.intp]) -> list[str]:
    """Return some rows of a column of texts; empty texts where there is no such column."""
    found = dict.fromkeys(rows.tolist(), "")
    open_ = zstandard.ZstdDecompressor().decompress
    for part in sorted({row // BLOCK_ROWS for row in found}):
        stored = connection.execute("SELECT data FROM blocks WHERE load = ? AND name = ? AND part = ?",
                                    (load, name, part)).fetchone()
        if stored is None:
            continue
        lines = _unpacked(open_(stored[0]))
        for row in found:
            if row // BLOCK_ROWS == part:
                found[row] = lines[row % BLOCK_ROWS]
    return [found[row] for row in rows.tolist()]


def all_texts(connection: sqlite3.Connection, load: int, name: str) -> Iterator[str]:
    """Yield a whole column of texts."""
    open_ = zstandard.ZstdDecompressor().decompress
    for (data,) in connection.execute("SELECT data FROM blocks WHERE load = ? AND name = ? ORDER BY part",
                                      (load, name)):
        yield from _unpacked(open_(data))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loads:
    """All loads of a project, ready to stand beside what was crawled."""

    posts: list[RawPosts] = field(default_factory=list)
    activities: list[RawActivities] = field(default_factory=list)
    #: Address keys and the keys of their sites.
    address: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    address_site: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))


def read(connection: sqlite3.Connection) -> Loads:
    """Return the columns of all loads, oldest load first."""
    posts, activities, keys, sites = [], [], [], []
    for load, loaded in connection.execute("SELECT key, loaded FROM loads ORDER BY loaded, key").fetchall():
        column = _Columns(connection, load)
        if column.has("post_key"):
            posts.append(_posts(column, load, loaded))
            keys.append(column("post_key"))
            sites.append(column("post_site"))
        if column.has("act_key"):
            activities.append(_activities(column, load))
            keys.append(column("object_key"))
            sites.append(column("object_site"))
    empty: NDArray[np.int64] = np.empty(0, dtype=np.int64)
    return Loads(posts=posts, activities=activities, address=np.concatenate([empty, *keys]),
                 address_site=np.concatenate([empty, *sites]))


class _Columns:
    """The columns of one load by name."""

    def __init__(self, connection: sqlite3.Connection, load: int) -> None:
        self._connection, self._load = connection, load
        self._names = {name for name, in connection.execute("SELECT DISTINCT name FROM blocks WHERE load = ?", (load,))}

    def has(self, name: str) -> bool:
        return name in self._names

    def __call__(self, name: str) -> NDArray[np.int64]:
        return array(self._connection, self._load, name).astype(np.int64, copy=False)

    def coded(self, keys: str, codes: str) -> KeyColumn:
        return KeyColumn(self(keys), array(self._connection, self._load, codes).astype(np.int32, copy=False))


def _posts(column: _Columns, load: int, loaded: int) -> RawPosts:
    key = column("post_key")
    same = np.broadcast_to
    return RawPosts(
        key=key, rank=same(np.int64(0), key.shape), fetched=same(np.int64(loaded), key.shape),
        page=same(np.int64(load), key.shape), author=column.coded("account_key", "post_author"),
        time=column("post_time"), basis=column("post_basis"), kind=column("post_kind"), thread=column("post_thread"),
        home=same(np.int64(NONE), key.shape), flags=same(np.int64(0), key.shape), site=column("post_site"))


def _activities(column: _Columns, load: int) -> RawActivities:
    key = column("act_key")
    results = "result_key" if column.has("result_key") else "post_key"
    return RawActivities(
        key=key, page=np.broadcast_to(np.int64(load), key.shape), verb=column("act_verb").astype(np.int8),
        actor=column.coded("account_key", "act_actor"), object=column.coded("object_key", "act_object"),
        owner=column.coded("account_key", "act_owner"), result=column.coded(results, "act_result"),
        time=column("act_time"), place=column("act_place").astype(np.int8),
        rel=np.broadcast_to(np.uint8(0), key.shape), once=True)


def object_names(connection: sqlite3.Connection, keys: set[int]) -> dict[int, str]:
    """Return the texts of objects (adopted items) of all loads by key; unknown keys are left out."""
    found: dict[int, str] = {}
    if not keys:
        return found
    wanted = np.array(sorted(keys), dtype=np.int64)
    for (load,) in connection.execute("SELECT key FROM loads ORDER BY key").fetchall():
        column = array(connection, load, "object_key").astype(np.int64, copy=False)
        rows = np.flatnonzero(np.isin(column, wanted))
        found |= dict(zip(column[rows].tolist(), texts(connection, load, "object_text", rows), strict=True))
    return found
