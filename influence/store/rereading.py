"""Kept pages read again: page by page in place of what each gave before, so that nothing else is lost.

What stands on pages that are not kept (loaded archives, `noarchive`), and what no reader can make
sense of today, stays as it was.
"""

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np

from crawlers.records import Account, Finding, Page
from influence.store import segments
from influence.store.accounts import WEBSITE
from influence.store.keys import key
from influence.store.project import Project

#: Accounts that one page names.
_NAMED_BY = """
SELECT author FROM sightings WHERE page = ?1 AND author IS NOT NULL UNION
SELECT actor FROM activities WHERE page = ?1 UNION
SELECT owner FROM activities WHERE page = ?1 AND owner IS NOT NULL UNION
SELECT account FROM claims WHERE page = ?1"""
#: Accounts that pages name of which no copy is kept.
_NAMED_ELSEWHERE = """
SELECT author FROM sightings WHERE author IS NOT NULL AND page NOT IN (SELECT page FROM kept_pages) UNION
SELECT actor FROM activities WHERE page NOT IN (SELECT page FROM kept_pages) UNION
SELECT owner FROM activities WHERE owner IS NOT NULL AND page NOT IN (SELECT page FROM kept_pages) UNION
SELECT account FROM claims WHERE page NOT IN (SELECT page FROM kept_pages) UNION
SELECT page FROM readings WHERE page NOT IN (SELECT page FROM kept_pages)"""
#: Accounts that anything still names, loaded tables apart.
_NAMED_NOW = """
SELECT author FROM sightings WHERE author IS NOT NULL UNION SELECT actor FROM activities UNION
SELECT owner FROM activities WHERE owner IS NOT NULL UNION SELECT object FROM activities UNION
SELECT account FROM claims UNION SELECT account FROM audiences"""


class Rereading:
    """One run over the kept pages; `add` in any order and any batches, then `finish`."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._before: set[int] = set()
        self._after: set[int] = set()
        db = project.connection
        db.execute("CREATE TEMP TABLE IF NOT EXISTS kept_pages (page INTEGER PRIMARY KEY)")
        db.execute("DELETE FROM kept_pages")
        db.executemany("INSERT OR IGNORE INTO kept_pages VALUES (?)",
                       [(key(url),) for (url,) in db.execute("SELECT url FROM pages").fetchall()])
        self._elsewhere = _numbers(db, _NAMED_ELSEWHERE)

    def add(self, pages: Iterable[tuple[Page, Sequence[Finding]]]) -> None:
        """Store what some pages say now in place of what they gave before; one transaction."""
        with self._project.transaction() as db:
            for page, findings in pages:
                number = key(page.url)
                self._before |= _numbers(db, _NAMED_BY, number)
                self._project.withdraw(page.url)
                self._forget_values({key(one.id) for one in findings if isinstance(one, Account)})
                self._project.add(page, findings)
                self._after |= _numbers(db, _NAMED_BY, number)

    def _forget_values(self, accounts: set[int]) -> None:
        """Empty what older readers said of accounts, at first sight, where all of it will be read again."""
        db = self._project.connection
        for number in sorted(accounts - self._after - self._elsewhere):
            db.execute("UPDATE accounts SET name = given, name_own = 0, handle = NULL, site = NULL, avatar = NULL, "
                       "bio = NULL, kind = NULL WHERE key = ?", (number,))
            db.execute("DELETE FROM claims WHERE account = ? AND how = ? AND page IN (SELECT page FROM kept_pages)",
                       (number, WEBSITE))  # kept for one page alone, which need not be the first read
        self._after |= accounts

    def finish(self) -> None:
        """Drop the accounts that pages named before and nothing names now."""
        gone = self._before - self._after
        if not gone:
            return
        with self._project.transaction() as db:
            gone -= _numbers(db, _NAMED_NOW)
            for (load,) in db.execute("SELECT key FROM loads").fetchall():
                gone -= set(np.intersect1d(segments.array(db, load, "account_key"), np.array(sorted(gone))).tolist())
            db.executemany("DELETE FROM accounts WHERE key = ? AND given IS NULL "
                           "AND id NOT IN (SELECT account FROM outcomes WHERE account IS NOT NULL)",
                           [(number,) for number in sorted(gone)])


def _numbers(db: sqlite3.Connection, query: str, *values: int) -> set[int]:
    return {number for (number,) in db.execute(query, values)}
