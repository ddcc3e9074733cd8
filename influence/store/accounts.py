"""Accounts as pages show them: the fuller values win, whatever the order of reading."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawlers.records import Account
from influence.store.keys import remembered_key

_ACCOUNTS = """
CREATE TABLE accounts (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT,
    name_own INTEGER NOT NULL DEFAULT 0,
    handle TEXT,
    site TEXT,
    avatar TEXT,
    bio TEXT,
    kind TEXT,
    given TEXT
) STRICT;
CREATE TABLE claims (
    account INTEGER NOT NULL,
    how TEXT NOT NULL,
    url TEXT NOT NULL,
    page INTEGER NOT NULL,
    PRIMARY KEY (account, how, url, page)
) STRICT, WITHOUT ROWID;
"""
_AUDIENCES = """
CREATE TABLE audiences (
    account INTEGER NOT NULL,
    time INTEGER NOT NULL,
    followers INTEGER NOT NULL,
    load INTEGER NOT NULL,
    PRIMARY KEY (account, time, load)
) STRICT, WITHOUT ROWID
"""
TABLES = f"{_ACCOUNTS}{_AUDIENCES};"
#: Stands for no load: seen on a page.
_SEEN = 0

WEBSITE = "website"
#: Fields in which the longer text is the fuller one.
_TEXTS = ("handle", "site", "avatar", "bio", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAccount:
    """One row of the table; see `crawlers.records.Account` for the fields."""

    key: int
    id: str
    name: str | None = None
    #: 1 where the name stands on the account's own page.
    name_own: int = 0
    handle: str | None = None
    site: str | None = None
    avatar: str | None = None
    bio: str | None = None
    kind: str | None = None
    #: The name given in a loaded table, as it stands there.
    given: str | None = None


_NAMED_ONLY = ("given IS NOT NULL AND name IS given AND name_own = 0 AND handle IS NULL AND site IS NULL "
               "AND avatar IS NULL AND bio IS NULL AND kind IS NULL")
#: In the order of the table.
_COLUMNS = tuple(StoredAccount.__dataclass_fields__)


def add(connection: sqlite3.Connection, found: Iterable[Account], *, page: str, fetched: int) -> None:
    """Store what one page says of accounts."""
    page_key = remembered_key(page)
    for account in found:
        number = remembered_key(account.id)
        old = connection.execute("SELECT * FROM accounts WHERE key = ?", (number,)).fetchone()
        new = _stored(account, number, page)
        merged = new if old is None else fuller(StoredAccount(**dict(zip(_COLUMNS, old, strict=True))), new)
        row = tuple(getattr(merged, name) for name in _COLUMNS)
        if row != old:
            connection.execute("INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        _add_claims(connection, account, number, page_key)
        if account.audience is not None:
            _add_audience(connection, _SEEN, [(number, fetched, account.audience)])


def add_ids(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Store accounts of which only the id is known; those already known stay as they are."""
    connection.executemany("INSERT OR IGNORE INTO accounts (key, id) VALUES (?, ?)",
                           [(remembered_key(account), account) for account in sorted(set(ids))])


def add_named(connection: sqlite3.Connection, rows: Sequence[tuple[int, str, str | None]]) -> None:
    """Store accounts named in a loaded table: key, id and the name as given there (None for a profile address)."""
    connection.executemany(
        "INSERT INTO accounts (key, id, name, given) VALUES (?1, ?2, ?3, ?3) "
        "ON CONFLICT (key) DO UPDATE SET given = COALESCE(given, excluded.given), name = COALESCE(name, excluded.name)",
        rows)


def replace_audience(connection: sqlite3.Connection, load: int, rows: Iterable[tuple[int, int, int]]) -> None:
    """Store follower counts of a loaded table (account, time, followers) in place of those it told before."""
    connection.execute("DELETE FROM audiences WHERE load = ?", (load,))
    _add_audience(connection, load, rows)


def _add_audience(connection: sqlite3.Connection, load: int, rows: Iterable[tuple[int, int, int]]) -> None:
    """Store follower counts; of two for one second the larger stays."""
    connection.executemany(
        "INSERT INTO audiences VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET followers = MAX(followers, excluded.followers)", [(*row, load) for row in rows])


def add_loads(connection: sqlite3.Connection) -> None:
    """Bring the follower counts of version 2 to those that say by which load they came."""
    connection.execute("ALTER TABLE audiences RENAME TO audiences_2")
    connection.execute(_AUDIENCES)
    connection.execute("INSERT INTO audiences SELECT account, time, followers, ? FROM audiences_2", (_SEEN,))
    connection.execute("DROP TABLE audiences_2")


def _add_claims(connection: sqlite3.Connection, account: Account, number: int, page: int) -> None:
    claims = {(how, url) for how, url in account.claims if how != WEBSITE}
    websites = {url for how, url in account.claims if how == WEBSITE}
    if account.website:
        websites.add(account.website)
    connection.executemany("INSERT OR IGNORE INTO claims VALUES (?, ?, ?, ?)",
                           [(number, how, url, page) for how, url in sorted(claims)])
    for url in sorted(websites):  # every comment names it again: one page is proof enough, the smallest
        seen = connection.execute("SELECT page FROM claims WHERE account = ? AND how = ? AND url = ?",
                                  (number, WEBSITE, url)).fetchone()
        if seen is None or page < seen[0]:
            connection.execute("DELETE FROM claims WHERE account = ? AND how = ? AND url = ?", (number, WEBSITE, url))
            connection.execute("INSERT INTO claims VALUES (?, ?, ?, ?)", (number, WEBSITE, url, page))


def _stored(account: Account, number: int, page: str) -> StoredAccount:
    return StoredAccount(
        key=number, id=account.id, name=account.name, name_own=int(bool(account.name) and page == account.id),
        handle=account.handle, site=account.site, avatar=account.avatar, bio=account.bio,
        kind=account.kind.value if account.kind else None)


def fuller(old: StoredAccount, new: StoredAccount) -> StoredAccount:
    """Put two sightings together; the result is the same whichever came first."""
    named = max(old, new, key=lambda seen: (bool(seen.name), seen.name_own, len(seen.name or ""), seen.name or ""))
    texts = {name: _longer(getattr(old, name), getattr(new, name)) for name in _TEXTS}
    return StoredAccount(key=old.key, id=old.id, name=named.name, name_own=named.name_own,
                         given=old.given or new.given, **texts)


def _longer(first: str | None, second: str | None) -> str | None:
    known = [text for text in (first, second) if text]
    return max(known, key=lambda text: (len(text), text)) if known else None


def named_only(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return key and given name of the accounts of which nothing but the name in a loaded table is known."""
    return connection.execute(f"SELECT key, given FROM accounts WHERE {_NAMED_ONLY}").fetchall()  # noqa: S608  own words


def stored(connection: sqlite3.Connection) -> list[StoredAccount]:
    """Return all other accounts, sorted by id."""
    rows = connection.execute(f"SELECT * FROM accounts WHERE NOT ({_NAMED_ONLY}) ORDER BY id")  # noqa: S608  own words
    return [StoredAccount(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def ids(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return key and id of all accounts, in no order."""
    return connection.execute("SELECT key, id FROM accounts").fetchall()


def claims(connection: sqlite3.Connection) -> list[tuple[int, str, str, str | None]]:
    """Return account key, how, address and page of every claim, sorted."""
    return connection.execute(
        "SELECT c.account, c.how, c.url, a.url FROM claims c LEFT JOIN addresses a ON a.key = c.page "
        "ORDER BY c.account, c.how, c.url, a.url").fetchall()


def websites(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return account key and website of every account that names one."""
    return connection.execute("SELECT account, url FROM claims WHERE how = ? ORDER BY account, url",
                              (WEBSITE,)).fetchall()


def audiences(connection: sqlite3.Connection) -> dict[int, int]:
    """Return the largest follower count ever stated, by account key; shown, never scored."""
    return {int(account): int(most) for account, most in
            connection.execute("SELECT account, MAX(followers) FROM audiences GROUP BY account")}
