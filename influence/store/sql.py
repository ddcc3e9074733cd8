"""Transactions, and integers read fast; what SQLite reports becomes an error with a remedy."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from influence.errors import InfluenceError, ProjectBusyError, ProjectError

#: How long to wait for another process before giving up.
BUSY_TIMEOUT_S = 10.0


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Write all of what follows, or nothing. Within another transaction it is part of that one.

    Raises:
        ProjectBusyError: Another process kept writing for longer than `BUSY_TIMEOUT_S`.
        ProjectError: The folder is read-only or the file damaged.
        InfluenceError: The disk is full.
    """
    if connection.in_transaction:
        yield connection
        return
    with reported(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about this file into an error that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        known = _as_ours(error, path)
        if known is None:
            raise
        raise known from error


def _as_ours(error: sqlite3.DatabaseError, path: Path) -> InfluenceError | None:
    code = getattr(error, "sqlite_errorcode", None)
    simple = code & 0xFF if isinstance(code, int) else None
    about = str(path)
    if simple in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ProjectBusyError("another process is writing to this project", about=about,
                                hint="wait until it has ended and try again")
    if simple in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return ProjectError("this project cannot be written to", about=about,
                            hint="make the folder writable, or work on a copy of it")
    if simple == sqlite3.SQLITE_FULL:
        return InfluenceError("the disk is full; what was saved before is safe", about=about,
                              hint="make room and run the same command again")
    if simple in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return ProjectError("this project file is damaged; it was left as it is", about=about,
                            hint="take it from a backup, or move it away and crawl again")
    if simple == sqlite3.SQLITE_IOERR:
        return ProjectError("the disk reported an error on this project file", about=about,
                            hint="check the disk; what was saved before is safe")
    return None


def integers(connection: sqlite3.Connection, query: str, width: int, values: Sequence[int] = ()) -> NDArray[np.int64]:
    """Return the rows of a query for `width` integer columns as one array, a row per row."""
    cursor = connection.execute(query, values)
    cursor.arraysize = 10_000
    return np.fromiter(chain.from_iterable(cursor), dtype=np.int64).reshape(-1, width)
