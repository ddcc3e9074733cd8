"""Ways to reach people and their wishes, as pages show them: one row per way or wish and page."""

import sqlite3
from collections.abc import Iterable

from crawlers.records import Contact, ContactKind, ContactRule
from influence.model.contact import SeenContact
from influence.store.keys import remembered_key

TABLES = """
CREATE TABLE contacts (
    page INTEGER NOT NULL,
    kind TEXT NOT NULL,
    account TEXT,
    site TEXT NOT NULL,
    value TEXT,
    rule TEXT,
    quote TEXT,
    place INTEGER NOT NULL,
    PRIMARY KEY (page, place)
) STRICT, WITHOUT ROWID;
"""


def replace(connection: sqlite3.Connection, page: str, found: Iterable[Contact]) -> None:
    """Store what a page says now in place of what it said before."""
    number = remembered_key(page)
    connection.execute("DELETE FROM contacts WHERE page = ?", (number,))
    connection.executemany(
        "INSERT INTO contacts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, one.kind, one.account, one.site, one.value, one.rule, one.quote, place)
         for place, one in enumerate(found)])


def contacts(connection: sqlite3.Connection) -> list[SeenContact]:
    """Return all ways and wishes with when they were read, in order of page, as they stand on it."""
    rows = connection.execute(
        "SELECT a.url, c.kind, c.account, c.site, c.value, c.rule, c.quote, r.fetched FROM contacts c "
        "JOIN addresses a ON a.key = c.page LEFT JOIN readings r ON r.page = c.page ORDER BY a.url, c.place")
    return [SeenContact(read=read, contact=Contact(
        kind=ContactKind(kind), page=page, account=account, site=site, value=value,
        rule=ContactRule(rule) if rule else None, quote=quote))
        for page, kind, account, site, value, rule, quote, read in rows]
