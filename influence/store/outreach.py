"""What people decided, whom we must not know, and which rankings were made. No crawl writes here."""

import json
import secrets
import sqlite3
from collections.abc import Sequence
from hashlib import blake2b

from influence.model.decisions import Decision, DecisionKind, Decisions

TABLES = """
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    accounts TEXT NOT NULL,
    others TEXT NOT NULL DEFAULT '[]',
    value TEXT,
    time INTEGER,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE suppressions (
    hash BLOB PRIMARY KEY,
    time INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    command TEXT NOT NULL,
    time INTEGER NOT NULL,
    settings TEXT NOT NULL,
    result TEXT NOT NULL
) STRICT;
"""


def decisions(connection: sqlite3.Connection) -> Decisions:
    """Return the decisions that stand, oldest first."""
    rows = connection.execute(
        "SELECT id, kind, accounts, others, value, time FROM decisions WHERE undone = 0 ORDER BY id")
    return Decisions(rows=tuple(
        Decision(id=number, kind=DecisionKind(kind), accounts=tuple(json.loads(accounts)),
                 others=tuple(json.loads(others)), value=value, time=time)
        for number, kind, accounts, others, value, time in rows))


def decide(
    connection: sqlite3.Connection, kind: DecisionKind, accounts: Sequence[str], value: str | None, time: int | None,
    others: Sequence[str] = (),
) -> int:
    """Store one decision; return its number."""
    cursor = connection.execute(
        "INSERT INTO decisions (kind, accounts, others, value, time) VALUES (?, ?, ?, ?, ?)",
        (kind.value, *(json.dumps(sorted(set(ids)), ensure_ascii=False) for ids in (accounts, others)), value, time))
    return int(cursor.lastrowid or 0)


def undo(connection: sqlite3.Connection, number: int | None) -> int | None:
    """Take back one decision, the newest when no number is given; return its number, None when there is none."""
    row = connection.execute(
        "SELECT id FROM decisions WHERE undone = 0 AND id = COALESCE(?, id) ORDER BY id DESC LIMIT 1",
        (number,)).fetchone()
    if row is None:
        return None
    connection.execute("UPDATE decisions SET undone = 1 WHERE id = ?", (row[0],))
    return int(row[0])


def last_forgotten(connection: sqlite3.Connection) -> int | None:
    """Return when somebody was last forgotten, epoch seconds; None when nobody ever was."""
    (time,) = connection.execute("SELECT MAX(time) FROM suppressions").fetchone()
    return None if time is None else int(time)


class Suppressions:
    """Accounts that must appear nowhere, kept as salted hashes: the list itself names nobody."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._hashes = {row[0] for row in connection.execute("SELECT hash FROM suppressions")}
        row = connection.execute("SELECT value FROM secrets WHERE name = 'suppression_salt'").fetchone()
        self._salt: bytes | None = row[0] if row else None

    def __len__(self) -> int:
        """Return how many are suppressed."""
        return len(self._hashes)

    def __contains__(self, account: str) -> bool:
        """Return whether this account id is suppressed."""
        return self._salt is not None and self._hash(account, self._salt) in self._hashes

    def add(self, accounts: Sequence[str], time: int | None) -> None:
        """Suppress accounts from now on, in every read; the caller holds the transaction."""
        if self._salt is None:
            self._salt = secrets.token_bytes(16)
            self._connection.execute("INSERT INTO secrets VALUES ('suppression_salt', ?)", (self._salt,))
        for account in sorted(set(accounts)):
            hashed = self._hash(account, self._salt)
            self._hashes.add(hashed)
            self._connection.execute("INSERT OR IGNORE INTO suppressions VALUES (?, ?)", (hashed, time))

    @staticmethod
    def _hash(account: str, salt: bytes) -> bytes:
        return blake2b(account.encode("utf-8", "surrogatepass"), key=salt, digest_size=16).digest()


def add_run(connection: sqlite3.Connection, command: str, time: int, settings: object, result: object) -> int:
    """Remember one ranking with its settings; return its number."""
    cursor = connection.execute(
        "INSERT INTO runs (command, time, settings, result) VALUES (?, ?, ?, ?)",
        (command, time, json.dumps(settings, sort_keys=True, ensure_ascii=False),
         json.dumps(result, sort_keys=True, ensure_ascii=False)))
    return int(cursor.lastrowid or 0)


def runs(connection: sqlite3.Connection) -> list[dict[str, object]]:
    """Return all rankings made, oldest first: id, command, time, settings, result."""
    rows = connection.execute("SELECT id, command, time, settings, result FROM runs ORDER BY id")
    return [{"id": number, "command": command, "time": time, "settings": json.loads(settings),
             "result": json.loads(result)} for number, command, time, settings, result in rows]
