"""Raw pages, compressed, so that extraction can run again without the network.

Fits `crawlers.ports.Archive` by shape.
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import zstandard

from crawlers.records import Page
from influence.store.sql import transaction
from influence.store.suppression import Forgotten

TABLES = """
CREATE TABLE pages (
    url TEXT PRIMARY KEY,
    fetched REAL NOT NULL,
    media_type TEXT NOT NULL,
    headers TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
"""
#: Fast and good enough: about a fifth of a blog page's size.
_LEVEL = 3


class SqlitePages:
    """The archive in the project file."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._packer = zstandard.ZstdCompressor(level=_LEVEL)

    def keep(self, page: Page) -> None:
        """Keep one page, replacing an older copy; not one on which somebody wrote who asked to be forgotten."""
        if Forgotten(self._connection).withholds(page.url):
            return
        body = self._packer.compress(page.text.encode("utf-8", "replace"))
        with transaction(self._connection, self._path) as db:
            db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)",
                       (page.url, page.fetched.timestamp(), page.media_type,
                        json.dumps(dict(page.headers), sort_keys=True), body))

    def pages(self) -> Iterator[Page]:
        """Yield every kept page, in order of address; the archive may be written to meanwhile."""
        last = ""
        while rows := self._connection.execute(
            "SELECT url, fetched, media_type, headers, body FROM pages WHERE url > ? ORDER BY url LIMIT 100", (last,),
        ).fetchall():
            for url, fetched, media_type, headers, body in rows:
                text = zstandard.ZstdDecompressor().decompress(body).decode("utf-8")
                yield Page(url=url, text=text, fetched=datetime.fromtimestamp(fetched, UTC), media_type=media_type,
                           headers=json.loads(headers))
            last = rows[-1][0]

    def count(self) -> int:
        """Return how many pages are kept."""
        return int(self._connection.execute("SELECT COUNT(*) FROM pages").fetchone()[0])

    def drop(self, url: str) -> None:
        """Forget one page: its owner asked for that (`noarchive`, `noindex`)."""
        with transaction(self._connection, self._path) as db:
            db.execute("DELETE FROM pages WHERE url = ?", (url,))
