"""Outcomes from loaded files: clicks, visits, sign-ups, orders; counts without an actor."""

import sqlite3
from collections.abc import Sequence

#: One row per outcome and load: an outcome that two files tell has the same key in both, and counts once.
TABLES = """
CREATE TABLE outcomes (
    key INTEGER NOT NULL,
    time INTEGER NOT NULL,
    kind TEXT NOT NULL,
    referrer TEXT,
    code TEXT,
    account TEXT,
    count REAL NOT NULL,
    value REAL,
    load INTEGER NOT NULL,
    PRIMARY KEY (key, load)
) STRICT, WITHOUT ROWID;
"""
#: Key, time, kind, referrer, code, account, count, value.
Row = tuple[int | float | str | None, ...]
#: Formats of loads that hold outcomes.
_FORMATS = "('outcomes', 'access-log')"


def replace(connection: sqlite3.Connection, load: int, rows: Sequence[Row]) -> None:
    """Store what a load tells in place of what it told before."""
    connection.execute("DELETE FROM outcomes WHERE load = ?", (load,))
    connection.executemany("DELETE FROM outcomes WHERE key = ? AND load = 0", [(row[0],) for row in rows])
    connection.executemany("INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           [(*row, load) for row in rows])


def add_loads(connection: sqlite3.Connection) -> None:
    """Bring the table of version 2 to this one: where one file alone told outcomes they are its own, else of load 0."""
    loads = connection.execute(f"SELECT key FROM loads WHERE format IN {_FORMATS}").fetchall()  # noqa: S608  own words
    connection.execute("ALTER TABLE outcomes RENAME TO outcomes_2")
    connection.execute(TABLES.strip().removesuffix(";"))
    connection.execute("INSERT INTO outcomes SELECT key, time, kind, referrer, code, account, count, value, ? "
                       "FROM outcomes_2", (loads[0][0] if len(loads) == 1 else 0,))
    connection.execute("DROP TABLE outcomes_2")
