"""The frontier's table: which addresses are known, waiting, claimed, done, and when to ask again.

Fits `crawlers.ports.Frontier` by shape. Nothing about a crawl is kept in memory alone: a crawl that
was killed goes on where it stood, since what it had claimed returns to the queue at the next start.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from crawlers.decide import HOST_ERRORS, MOVED
from crawlers.records.outlink import OutlinkKind
from crawlers.records.visit import Entry, Lead, Lease, SourceSheet, Tally, Visit, VisitState
from crawlers.urls import registrable_domain, site
from influence.store.sql import transaction
from influence.store.suppression import Forgotten

TABLES = """
CREATE TABLE frontier (
    seq INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    domain TEXT NOT NULL,
    site TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    hops INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    redirects INTEGER NOT NULL,
    state TEXT NOT NULL,
    lease_until REAL,
    next_at REAL,
    tries INTEGER NOT NULL DEFAULT 0,
    status INTEGER,
    error TEXT,
    etag TEXT,
    last_modified TEXT,
    digest TEXT,
    interval_s REAL,
    fetched_at REAL,
    posts INTEGER NOT NULL DEFAULT 0,
    undated INTEGER NOT NULL DEFAULT 0,
    unknown_authors INTEGER NOT NULL DEFAULT 0,
    remarks TEXT
) STRICT;
CREATE INDEX frontier_waiting ON frontier (domain, priority, seq) WHERE state = 'waiting';
CREATE INDEX frontier_timed ON frontier (next_at) WHERE state IN ('done', 'deferred', 'leased');
CREATE INDEX frontier_site ON frontier (site, state);
CREATE TABLE frontier_pauses (
    domain TEXT PRIMARY KEY,
    until REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE frontier_leads (
    site TEXT NOT NULL,
    from_site TEXT NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    hops INTEGER NOT NULL,
    PRIMARY KEY (site, from_site, url)
) STRICT, WITHOUT ROWID;
"""

#: Kinds that carry news, so that every run asks for them.
NEWS = (OutlinkKind.FEED, OutlinkKind.COMMENT_FEED, OutlinkKind.INDEX, OutlinkKind.SITEMAP)
_LEASE = ("seq, url, kind, source, hops, depth, priority, redirects, tries, etag, last_modified, digest, interval_s,"
          " fetched_at")
_LeaseRow = tuple[
    int, str, str, str, int, int, int, int, int, str | None, str | None, str | None, float | None, float | None
]


class SqliteFrontier:
    """The frontier in the project file. One crawl at a time uses it (see `crawl_lock`)."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def start(self, now_s: float, *, revisit: bool = False) -> int:
        """Begin a run: return leases and held addresses to the queue, wake what is due; return how many wait.

        Sources, feeds and lists are always due, since news shows there first; `revisit` wakes everything read before,
        but short addresses: where they lead does not change.
        Hosts that did not answer are asked again at once, since the fault may have been on this side, and so is
        what was refused for a reason the user can lift; what a server asked us to wait for is waited for.
        """
        with transaction(self._connection, self._path) as db:
            db.execute("UPDATE frontier SET state = 'waiting', lease_until = NULL WHERE state IN ('leased', 'held')")
            db.execute("DELETE FROM frontier_pauses WHERE until <= ?", (now_s,))
            marks = ", ".join("?" * len(NEWS))
            first = "(depth = 0 AND hops = 0)"
            news = f"(hops = 0 AND next_at IS NOT NULL AND kind IN ({marks}))"
            due = f"(? AND kind <> ?) OR next_at <= ? OR {first} OR {news}"
            db.execute(f"UPDATE frontier SET state = 'waiting' WHERE state = 'done' AND ({due})",  # noqa: S608  constants
                       (revisit, OutlinkKind.SHORT, now_s, *NEWS))
            db.execute(f"UPDATE frontier SET state = 'waiting', tries = 0 WHERE state IN ('parked', 'refused')"  # noqa: S608
                       f" AND ({first} OR next_at <= ?)", (now_s,))
            for code in sorted(HOST_ERRORS):
                db.execute("UPDATE frontier SET state = 'waiting', tries = 0 WHERE state IN ('deferred', 'parked')"
                           " AND error = ?", (code,))
        self.wake(now_s)
        return self.count("state = 'waiting'")

    def stop(self) -> None:
        """End a run: return what is still leased to the queue."""
        with transaction(self._connection, self._path) as db:
            db.execute("UPDATE frontier SET state = 'waiting', lease_until = NULL WHERE state = 'leased'")

    def batch(self) -> AbstractContextManager[object]:
        """Hold what is written inside together: all of it, or nothing."""
        return transaction(self._connection, self._path)

    @contextmanager
    def part(self) -> Iterator[None]:
        """Hold a part of a batch together: if it fails, what it wrote is undone and the rest of the batch stays."""
        self._connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # a full disk has undone the whole batch
                self._connection.execute("ROLLBACK TO part")
            raise
        finally:
            if self._connection.in_transaction:
                self._connection.execute("RELEASE part")

    def add(self, entries: Iterable[Entry]) -> int:
        """Put addresses in the queue; one that is known keeps its state but takes the better place. Return the new."""
        new = 0
        forgotten = Forgotten(self._connection)
        with transaction(self._connection, self._path) as db:
            for entry in (each for each in entries if not forgotten.hides(each.url)):
                cursor = db.execute(
                    "INSERT INTO frontier (url, domain, site, kind, source, hops, depth, priority, redirects, state)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting') ON CONFLICT (url) DO NOTHING",
                    (entry.url, registrable_domain(entry.url), site(entry.url), entry.kind, entry.source, entry.hops,
                     entry.depth, entry.priority, entry.redirects))
                if cursor.rowcount:
                    new += 1
                else:
                    db.execute(
                        "UPDATE frontier SET kind = CASE WHEN ? < priority THEN ? ELSE kind END,"
                        " priority = MIN(priority, ?), hops = MIN(hops, ?), depth = MIN(depth, ?)"
                        " WHERE url = ? AND (priority > ? OR hops > ? OR depth > ?)",
                        (entry.priority, entry.kind, entry.priority, entry.hops, entry.depth, entry.url,
                         entry.priority, entry.hops, entry.depth))
        return new

    def claim(self, domain: str, count: int, *, until_s: float) -> list[Lease]:
        """Lease up to `count` addresses of one domain, the most promising first."""
        with transaction(self._connection, self._path) as db:
            rows: list[_LeaseRow] = db.execute(
                f"UPDATE frontier SET state = 'leased', lease_until = ? WHERE seq IN (SELECT seq FROM frontier"  # noqa: S608  constants only
                f" WHERE domain = ? AND state = 'waiting' ORDER BY priority, seq LIMIT ?) RETURNING {_LEASE}",
                (until_s, domain, count)).fetchall()
        return [_lease(row) for row in sorted(rows, key=lambda row: (row[6], row[0]))]

    def record(self, visits: Iterable[Visit]) -> None:
        """Write what came of asking; ends the lease."""
        with transaction(self._connection, self._path) as db:
            for visit in visits:
                db.execute(
                    "UPDATE frontier SET state = ?, lease_until = NULL, status = ?, error = ?, next_at = ?, tries = ?,"
                    " etag = ?, last_modified = ?, digest = ?, interval_s = ?, fetched_at = COALESCE(?, fetched_at)"
                    " WHERE url = ?",
                    (visit.state, visit.status, visit.error, visit.next_at_s, visit.tries, visit.etag,
                     visit.last_modified, visit.digest, visit.interval_s, visit.fetched_at_s, visit.url))
                if visit.tally is not None:
                    self._count_page(db, visit.url, visit.tally)

    def wake(self, now_s: float) -> set[str]:
        """Return the domains of deferred addresses whose time has come, put back in the queue."""
        with transaction(self._connection, self._path) as db:
            rows = db.execute("UPDATE frontier SET state = 'waiting' WHERE state = 'deferred' AND next_at <= ?"
                              " RETURNING domain", (now_s,)).fetchall()
        return {domain for domain, in rows}

    def defer(self, origin: str, until_s: float, error: str) -> int:
        """Leave all waiting addresses of one host (`http://host`) until this time; return how many."""
        with transaction(self._connection, self._path) as db:
            return db.execute("UPDATE frontier SET state = 'deferred', next_at = ?, error = ? WHERE url >= ?"
                              " AND url < ? AND state = 'waiting'",
                              (until_s, error, f"{origin}/", f"{origin}0")).rowcount

    def hold(self, site_name: str) -> int:
        """Leave all waiting and claimed addresses of a site for the next run; return how many."""
        with transaction(self._connection, self._path) as db:
            return db.execute("UPDATE frontier SET state = 'held', lease_until = NULL WHERE site = ?"
                              " AND state IN ('waiting', 'leased')", (site_name,)).rowcount

    def pause(self, domain: str, until_s: float) -> None:
        """Ask nothing of a domain before this time, in this run or the next."""
        with transaction(self._connection, self._path) as db:
            db.execute("INSERT INTO frontier_pauses VALUES (?, ?) ON CONFLICT (domain) DO UPDATE SET"
                       " until = MAX(until, excluded.until)", (domain, until_s))

    def waiting(self) -> dict[str, float]:
        """Return every domain with waiting addresses and the time until which it is paused, 0 for none."""
        rows = self._connection.execute(
            "SELECT DISTINCT domain, COALESCE(until, 0) FROM frontier LEFT JOIN frontier_pauses USING (domain)"
            " WHERE state = 'waiting' ORDER BY domain")
        return {str(domain): float(until) for domain, until in rows}

    def next_deferred_s(self) -> float | None:
        """Return when the next deferred address is due; None when there is none."""
        row = self._connection.execute("SELECT MIN(next_at) FROM frontier WHERE state = 'deferred'").fetchone()
        return None if row[0] is None else float(row[0])

    def lead(self, leads: Sequence[Lead], *, needed: int) -> list[Entry]:
        """Note links to sites not crawled yet; return addresses of those that now have `needed` independent ones."""
        entered: list[Entry] = []
        with transaction(self._connection, self._path) as db:
            forgotten = Forgotten(db)
            for lead in (each for each in leads if not forgotten.hides(each.entry.url)):
                entry = lead.entry
                db.execute("INSERT INTO frontier_leads VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                           (lead.site, lead.from_site, entry.url, entry.kind, entry.source, entry.hops))
            for name in sorted({lead.site for lead in leads}):
                rows = db.execute("SELECT url, kind, source, hops, from_site FROM frontier_leads WHERE site = ?"
                                  " ORDER BY url, hops, source", (name,)).fetchall()
                if len({row[4] for row in rows}) >= needed:
                    entered += [Entry(url=url, kind=OutlinkKind(kind), source=source, hops=hops, priority=30)
                                for url, kind, source, hops, _ in rows]
        return entered

    def moves(self) -> dict[str, int]:
        """Return where known addresses redirect, each with how many do."""
        rows = self._connection.execute("SELECT digest, COUNT(*) FROM frontier WHERE digest LIKE ? GROUP BY digest"
                                        " ORDER BY digest", (MOVED + "%",))
        return {str(digest).removeprefix(MOVED): int(count) for digest, count in rows}

    def sites(self) -> dict[str, int]:
        """Return the sites in the frontier, each with the fewest hops at which it was reached."""
        query = "SELECT site, MIN(hops) FROM frontier WHERE kind <> ? GROUP BY site ORDER BY site"
        rows = self._connection.execute(query, (OutlinkKind.SHORT,))
        return {str(name): int(hops) for name, hops in rows}

    def forget(self) -> None:
        """Empty the frontier: the next crawl begins anew. What was read stays."""
        with transaction(self._connection, self._path) as db:
            for table in ("frontier", "frontier_pauses", "frontier_leads"):
                db.execute(f"DELETE FROM {table}")  # noqa: S608  constants

    def sheets(self) -> list[SourceSheet]:
        """Return what is known of each source, for the coverage sheet, in order of address."""
        states: dict[str, Counter[str]] = {}
        errors: dict[str, Counter[str]] = {}
        remarks: dict[str, Counter[str]] = {}
        sums: dict[str, Counter[str]] = {}
        rows = self._connection.execute(
            "SELECT source, state, error, remarks, COUNT(*), SUM(posts), SUM(undated), SUM(unknown_authors)"
            " FROM frontier GROUP BY source, state, error, remarks ORDER BY source")
        for source, state, error, noted, count, posts, undated, unknown in rows:
            states.setdefault(source, Counter())[state] += count
            if error is not None:
                errors.setdefault(source, Counter())[error] += count
            sums.setdefault(source, Counter()).update(posts=posts, undated=undated, unknown=unknown)
            for code, number in json.loads(noted or "[]"):
                remarks.setdefault(source, Counter())[code] += number * count
        return [
            SourceSheet(
                source=source, states=tuple(sorted(states[source].items())),
                errors=tuple(sorted(errors.get(source, {}).items())), posts=sums[source]["posts"],
                undated=sums[source]["undated"], unknown_authors=sums[source]["unknown"],
                remarks=tuple(sorted(remarks.get(source, {}).items())))
            for source in sorted(states)
        ]

    def count(self, where: str = "1") -> int:
        """Return how many addresses are known."""
        return int(self._connection.execute(f"SELECT COUNT(*) FROM frontier WHERE {where}").fetchone()[0])  # noqa: S608  constants

    @staticmethod
    def _count_page(db: sqlite3.Connection, url: str, tally: Tally) -> None:
        db.execute("UPDATE frontier SET posts = ?, undated = ?, unknown_authors = ?, remarks = ? WHERE url = ?",
                   (tally.posts, tally.undated, tally.unknown_authors,
                    json.dumps(tally.remarks) if tally.remarks else None, url))


def _lease(row: _LeaseRow) -> Lease:
    _, url, kind, source, hops, depth, priority, redirects, tries, etag, modified, digest, interval, fetched = row
    return Lease(
        entry=Entry(url=url, kind=OutlinkKind(kind), source=source, hops=hops, depth=depth, priority=priority,
                    redirects=redirects),
        tries=tries, etag=etag, last_modified=modified, digest=digest, interval_s=interval, seen=fetched is not None,
    )


__all__ = ["NEWS", "TABLES", "SqliteFrontier", "VisitState"]
