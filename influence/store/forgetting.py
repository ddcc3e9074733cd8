"""Erasing one person from every table and from the copies of pages; only salted hashes stay.

What others wrote stays theirs, with the person's full names, handles, addresses and mail addresses
blacked out. Copies of pages on which the person appears are dropped: a page cannot be rid of one
voice in it.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import zstandard

from influence.store import scrubbing
from influence.store.keys import key
from influence.store.outreach import Suppressions
from influence.store.sql import reported, transaction
from influence.store.suppression import MAIL, SITE, Forgotten, lies_on

_GONE = ("gone_accounts", "gone_posts", "gone_addresses", "gone_acts")
_ACTS = """
SELECT DISTINCT key FROM activities WHERE actor IN (SELECT value FROM gone_accounts)
OR owner IN (SELECT value FROM gone_accounts)
OR object IN (SELECT value FROM gone_accounts) OR object IN (SELECT value FROM gone_posts)
OR object IN (SELECT value FROM gone_addresses) OR result IN (SELECT value FROM gone_posts)
OR page IN (SELECT value FROM gone_addresses)"""
_OBSERVED = (
    "INSERT OR IGNORE INTO withheld SELECT page FROM sightings WHERE key IN (SELECT value FROM gone_posts) "
    "AND page NOT IN (SELECT value FROM gone_addresses)",
    "DELETE FROM activities WHERE key IN (SELECT value FROM gone_acts)",
    "DELETE FROM sightings WHERE key IN (SELECT value FROM gone_posts)",
    "DELETE FROM texts WHERE key IN (SELECT value FROM gone_posts)",
    "UPDATE sightings SET home = NULL WHERE home IN (SELECT value FROM gone_addresses)",
    "UPDATE sightings SET parent = NULL WHERE parent IN (SELECT value FROM gone_posts)",
    "DELETE FROM accounts WHERE key IN (SELECT value FROM gone_accounts)",
    "DELETE FROM audiences WHERE account IN (SELECT value FROM gone_accounts)",
    "DELETE FROM claims WHERE account IN (SELECT value FROM gone_accounts) "
    "OR page IN (SELECT value FROM gone_addresses)",
    "DELETE FROM contacts WHERE page IN (SELECT value FROM gone_addresses)",
    "DELETE FROM readings WHERE page IN (SELECT value FROM gone_addresses)",
    "DELETE FROM aliases WHERE url IN (SELECT value FROM gone_addresses) "
    "OR canonical IN (SELECT value FROM gone_addresses)",
    "DELETE FROM addresses WHERE key IN (SELECT value FROM gone_addresses)",
)
#: Texts of others in which the person may be named: table, columns.
_PROSE = (("texts", ("title", "tags", "text")), ("activities", ("quote",)), ("accounts", ("name", "bio", "avatar")),
          ("contacts", ("value", "quote")), ("decisions", ("value",)), ("addresses", ("url",)), ("loads", ("file",)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """By what one person is known here."""

    #: Account ids and profile addresses.
    accounts: tuple[str, ...]
    #: Sites on which nobody else publishes.
    sites: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    #: Ids of the person in rankings kept.
    persons: tuple[str, ...] = ()

    def owns(self, text: str) -> bool:
        """Return whether an account id or address is theirs, or below it, or on their site."""
        return lies_on(text, self.sites) or text in self.accounts or text.startswith(self._below())

    def _below(self) -> tuple[str, ...]:
        """Return how addresses below a profile begin; a whole host is below nobody's profile."""
        deep = [one.rstrip("/") for one in self.accounts if "://" in one and urlsplit(one).path.strip("/")]
        return tuple(one + mark for one in deep for mark in "/?#")

    def words(self) -> re.Pattern[str]:
        """Return what names them in a text or address: nothing so short that it may be anybody, no part of a word."""
        told = {*self.accounts, *self.sites, *self.mails, *self.persons} - {""}
        called = {f"@{handle}" for handle in self.handles} | {one for one in self.handles if len(one) >= _SURE}
        called |= {name for name in self.names if " " in name or (len(name) >= _SURE_CJK and not name.isascii())}
        found = [(word, re.escape(word)) for word in told] + [(word, _as_written(word)) for word in called]
        found.sort(key=lambda pair: (-len(pair[0]), pair))
        return re.compile("|".join(pattern for _, pattern in found) or r"(?!)", re.IGNORECASE)


def _as_written(name: str) -> str:
    """Return the pattern of a name as texts, addresses and handles write it: ann-lee, Ann_Lee, Ann%20Lee."""
    parts = _BETWEEN.join(re.escape(part) for part in name.split())
    encoded = _BETWEEN.join(re.escape(quote(part)) for part in name.split())
    either = parts if encoded == parts else f"{parts}|{encoded}"
    return f"(?<![A-Za-z0-9])(?:{either})(?![A-Za-z0-9])"


_SURE, _SURE_CJK = 6, 3
#: Between the parts of a name.
_BETWEEN = r"(?:%20|[\s_.+\-])*"
#: Files of a project that are worked out from its acts.
_DERIVED = ("influence.sets",)
BLACKED = "[…]"


def forget(connection: sqlite3.Connection, path: Path, trace: Trace, time: int | None) -> dict[str, int]:
    """Erase a person and keep them out; return how much of what was erased.

    The file is rewritten (`VACUUM`), so that nothing can be read off its free pages; copies made
    before a change of version are deleted.
    """
    with reported(path):
        connection.execute("PRAGMA secure_delete = ON")
        with transaction(connection, path) as db:
            done = _erased(db, trace)
            listed = [*trace.accounts, *(SITE + name for name in trace.sites),
                      *(MAIL + mail.casefold() for mail in trace.mails)]
            Suppressions(db).add(listed, time)
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for copy in sorted(path.parent.glob(f"{path.name}.version*.bak")):
        copy.unlink()
    for name in _DERIVED:
        (path.parent / name).unlink(missing_ok=True)
    return done


def _erased(db: sqlite3.Connection, trace: Trace) -> dict[str, int]:
    for name in _GONE:
        db.execute(f"CREATE TEMP TABLE {name} (value INTEGER PRIMARY KEY)")
    _fill(db, "gone_accounts", [*map(key, trace.accounts), *_owned(db, "SELECT key, id FROM accounts", trace)])
    _fill(db, "gone_addresses", [*map(key, trace.accounts), *_owned(db, "SELECT key, url FROM addresses", trace)])
    _fill(db, "gone_posts", [number for number, in db.execute(
        "SELECT key FROM sightings WHERE author IN (SELECT value FROM gone_accounts) "
        "OR key IN (SELECT value FROM gone_addresses) OR page IN (SELECT value FROM gone_addresses)")])
    done = {"pages": _pages(db, trace), "posts": db.execute("SELECT COUNT(*) FROM gone_posts").fetchone()[0]}
    done["acts"] = _observed(db)
    _decided(db, trace)
    _queued(db, trace)
    words = trace.words()
    for table, columns in _PROSE:
        for column in columns:
            _blacken(db, table, column, words)
    gone = {number for number, in db.execute("SELECT value FROM gone_accounts")}
    for load, in db.execute("SELECT key FROM loads ORDER BY key").fetchall():
        scrubbing.scrub(db, load, gone, trace.owns, lambda text: words.sub(BLACKED, text))
    db.executemany("DELETE FROM sites WHERE name = ?", [(name,) for name in trace.sites])
    for name in _GONE:
        db.execute(f"DROP TABLE temp.{name}")
    return done


def _fill(db: sqlite3.Connection, table: str, numbers: Iterable[int]) -> None:
    db.executemany(f"INSERT OR IGNORE INTO temp.{table} VALUES (?)", [(number,) for number in numbers])  # noqa: S608  own


def _owned(db: sqlite3.Connection, query: str, trace: Trace) -> list[int]:
    return [number for number, text in db.execute(query) if trace.owns(text)]


def _observed(db: sqlite3.Connection) -> int:
    """Delete what was read off pages; return the number of acts by and on the person."""
    _fill(db, "gone_acts", [number for number, in db.execute(_ACTS)])
    count = int(db.execute("SELECT COUNT(*) FROM gone_acts").fetchone()[0])
    for statement in _OBSERVED:
        db.execute(statement)
    return count


def _pages(db: sqlite3.Connection, trace: Trace) -> int:
    """Drop kept pages of the person, and those that name them; return how many."""
    open_, words = zstandard.ZstdDecompressor().decompress, trace.words()
    told = db.execute("SELECT url FROM addresses WHERE key IN (SELECT page FROM sightings WHERE key IN "
                      "(SELECT value FROM gone_posts))").fetchall()
    dropped = {url for url, in told}
    forgotten = Forgotten(db)
    for url, body, headers in db.execute("SELECT url, body, headers FROM pages").fetchall():
        own = trace.owns(url)
        if own or url in dropped or words.search(open_(body).decode("utf-8")) or words.search(headers):
            db.execute("DELETE FROM pages WHERE url = ?", (url,))
            dropped.add(url)
            if not own:
                forgotten.withhold(url)
    return len(dropped)


def _decided(db: sqlite3.Connection, trace: Trace) -> None:
    """Delete what was decided about the person, rankings that name them, and whose outcomes they were."""
    for number, accounts, others in db.execute("SELECT id, accounts, others FROM decisions").fetchall():
        about, beside = json.loads(accounts), json.loads(others)
        if set(trace.accounts) & {*about, *beside}:
            db.execute("DELETE FROM decisions WHERE id = ?", (number,))
        elif any(map(trace.owns, (*about, *beside))):  # somebody else, seen on the person's site, too
            kept = [json.dumps([one for one in ids if not trace.owns(one)], ensure_ascii=False)
                    for ids in (about, beside)]
            db.execute("UPDATE decisions SET accounts = ?, others = ? WHERE id = ?", (*kept, number))
    _ranked(db, trace)
    _named(db, trace)


def _ranked(db: sqlite3.Connection, trace: Trace) -> None:
    words = trace.words()
    for number, settings, result in db.execute("SELECT id, settings, result FROM runs").fetchall():
        if words.search(settings) or words.search(result):
            db.execute("DELETE FROM runs WHERE id = ?", (number,))
    for number, referrer, account in db.execute("SELECT key, referrer, account FROM outcomes").fetchall():
        if any(text and (trace.owns(text) or words.search(text)) for text in (referrer, account)):
            db.execute("UPDATE outcomes SET referrer = NULL, account = NULL WHERE key = ?", (number,))


def _named(db: sqlite3.Connection, trace: Trace) -> None:
    """Delete what others claim of the person's addresses, and contacts that name them."""
    words = trace.words()
    for account, how, url in db.execute("SELECT DISTINCT account, how, url FROM claims").fetchall():
        if trace.owns(url):
            db.execute("DELETE FROM claims WHERE account = ? AND how = ? AND url = ?", (account, how, url))
    for page, place, value, account, sentence in db.execute(
        "SELECT page, place, value, account, quote FROM contacts").fetchall():
        if any(text and (trace.owns(text) or words.search(text)) for text in (value, account, sentence)):
            db.execute("DELETE FROM contacts WHERE page = ? AND place = ?", (page, place))


def _queued(db: sqlite3.Connection, trace: Trace) -> None:
    """Delete the person's addresses from the frontier."""
    words = trace.words()
    for number, url, source in db.execute("SELECT seq, url, source FROM frontier").fetchall():
        if trace.owns(url) or words.search(url):
            db.execute("DELETE FROM frontier WHERE seq = ?", (number,))
        elif trace.owns(source):
            db.execute("UPDATE frontier SET source = url WHERE seq = ?", (number,))
    for place, origin, url, source in db.execute("SELECT site, from_site, url, source FROM frontier_leads").fetchall():
        if {place, origin} & set(trace.sites) or trace.owns(url) or trace.owns(source):
            db.execute("DELETE FROM frontier_leads WHERE site = ? AND from_site = ? AND url = ?", (place, origin, url))
    db.execute("DELETE FROM frontier_pauses WHERE domain NOT IN (SELECT domain FROM frontier)")


def _blacken(db: sqlite3.Connection, table: str, column: str, words: re.Pattern[str]) -> None:
    """Black out the person in one column of others' texts."""
    def blacked(text: str) -> str:
        return words.sub(BLACKED, text)

    _define(db, "names_them", lambda text: bool(text and words.search(text)))
    _define(db, "blacked", blacked)
    db.execute(f"UPDATE {table} SET {column} = blacked({column}) WHERE names_them({column})")  # noqa: S608  own names


def _define(db: sqlite3.Connection, name: str, function: Callable[[str], str | bool]) -> None:
    db.create_function(name, 1, function, deterministic=True)
