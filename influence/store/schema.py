"""The tables of the project file, their version, and how an older file is brought up to date.

Sightings are kept as they were read, one row per thing and page; what several pages say of one
thing is put together on reading, so that the order of reading cannot matter. What a person
decided stands in tables of its own, which no crawl and no new resolution writes to.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import chain, count
from pathlib import Path

from influence.errors import ProjectError
from influence.store import (
    accounts,
    activities,
    addresses,
    contacts,
    frontier,
    outcomes,
    outreach,
    pages,
    posts,
    segments,
    suppression,
)
from influence.store.sql import transaction

#: Version this program writes; kept in `PRAGMA user_version`.
VERSION = 3
#: SQLite's `PRAGMA application_id` of a project file: "infl".
APPLICATION_ID = 0x696E666C

_FLOORS = (addresses.TABLES, accounts.TABLES, posts.TABLES, activities.TABLES, segments.TABLES, outreach.TABLES,
           outcomes.TABLES, frontier.TABLES, pages.TABLES, contacts.TABLES, suppression.TABLES)

#: What version 2 added: ways to reach people, and pages that are not kept.
_SINCE_2 = (contacts.TABLES, suppression.TABLES)


def tables() -> list[str]:
    """Return every CREATE statement, in order."""
    return [statement for floor in _FLOORS for statement in _statements(floor)]


def _statements(floor: str) -> list[str]:
    return [statement.strip() for statement in floor.split(";") if statement.strip()]


def _make(connection: sqlite3.Connection, floors: tuple[str, ...]) -> None:
    for floor in floors:
        for statement in _statements(floor):
            connection.execute(statement)


def _add_loads(connection: sqlite3.Connection) -> None:
    """Have outcomes and follower counts say by which load they came, so that a corrected file replaces them."""
    outcomes.add_loads(connection)
    accounts.add_loads(connection)


#: From version n to n + 1, for every n below VERSION.
MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {
    1: lambda connection: _make(connection, _SINCE_2), 2: _add_loads}


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; the caller holds the transaction."""
    for statement in tables():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def version(connection: sqlite3.Connection) -> int:
    """Return the version of an open file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a file that this program can read.

    Raises:
        ProjectError: It is no project file, or of a newer version.
    """
    found = version(connection)
    if found > VERSION:
        raise ProjectError(f"this project was made by a newer influence (version {found}; this one reads {VERSION})",
                           about=str(path), hint="install the newer influence; nothing was changed")
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if mark != APPLICATION_ID:
        raise ProjectError("this file is no influence project", about=str(path),
                           hint="choose another folder with --project; the file was left as it is")
    return found


def migrate(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Bring an older file to `VERSION`, keeping a copy of it first; return the copy, None when none was needed.

    Of several processes that come at once, one does it; a copy kept before is never written over.
    """
    with transaction(connection, path):
        found = version(connection)  # anew: another process may have been first
        if found >= VERSION:
            return None
        copy = _copied(path, found)
        for step in range(found, VERSION):
            MIGRATIONS[step](connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    return copy


def _copied(path: Path, found: int) -> Path:
    """Return a copy of the file as it is while nobody writes; made under a free name."""
    names = (path.with_name(f"{path.name}.version{found}{mark}.bak")
             for mark in chain(("",), (f".{number}" for number in count(2))))
    copy = next(name for name in names if not name.exists())
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy
