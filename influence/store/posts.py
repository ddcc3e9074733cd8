"""Posts as pages show them: one row per post and page, put together on reading.

A post seen on its own page, in a feed and in a comment feed is one post. Where two pages say
different things, its own page wins over other pages, these over feeds, then the newer reading;
of two times the more precise one wins.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from crawlers.records import Basis, Page, Post
from crawlers.urls import without_fragment
from influence.model.columns import POST_GIVEAWAY, POST_KINDS, POST_SPONSORED
from influence.store.keys import optional_key, remembered_key

TABLES = """
CREATE TABLE sightings (
    page INTEGER NOT NULL,
    key INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    fetched INTEGER NOT NULL,
    author INTEGER,
    time INTEGER,
    basis INTEGER,
    kind INTEGER NOT NULL,
    thread INTEGER,
    parent INTEGER,
    home INTEGER,
    flags INTEGER NOT NULL,
    PRIMARY KEY (page, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_key ON sightings (key);
CREATE TABLE texts (
    page INTEGER NOT NULL,
    key INTEGER NOT NULL,
    title TEXT,
    tags TEXT,
    text TEXT NOT NULL,
    language TEXT,
    disclosure TEXT,
    local_id TEXT,
    number INTEGER,
    modified INTEGER,
    PRIMARY KEY (page, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX texts_key ON texts (key);
CREATE TABLE readings (
    page INTEGER PRIMARY KEY,
    fetched INTEGER NOT NULL
) STRICT;
"""

#: How a time is known, the more precise first; a row holds the index.
BASES = (Basis.STATED, Basis.UTC, Basis.LOCAL, Basis.RELATIVE, Basis.DAY, Basis.ADDRESS, Basis.INFERRED)
#: Ranks of a page for a post: its own page, another page, a feed.
OWN_PAGE, OTHER_PAGE, FEED_PAGE = range(3)
_GIVEAWAY = re.compile(r"give-?\s?away|raffle|抽獎|抽奖|贈獎|赠奖|送獎", re.IGNORECASE)
_FEED_TYPES = ("xml", "rss", "atom", "feed")
#: Between tags in their column; no tag holds it.
_TAG_MARK = "\n"


def rank(post: Post, page: Page) -> int:
    """Return how much this page's word counts for this post, 0 the most."""
    if any(mark in page.media_type for mark in _FEED_TYPES) and "xhtml" not in page.media_type:
        return FEED_PAGE
    return OWN_PAGE if page.url in (without_fragment(post.url), post.thread) else OTHER_PAGE


def epoch(moment: datetime | None) -> int | None:
    """Return whole seconds since 1970, UTC; a time without a zone is read as UTC."""
    if moment is None:
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def flags(post: Post) -> int:
    """Return POST_SPONSORED and POST_GIVEAWAY as disclosed."""
    if post.disclosure is None:
        return 0
    return POST_GIVEAWAY if _GIVEAWAY.search(post.disclosure) else POST_SPONSORED


def replace(connection: sqlite3.Connection, page: Page, found: Sequence[Post]) -> None:
    """Store a page's posts in place of what it gave before.

    A post that the page no longer shows is dropped only when the page is its own (a removed
    comment); lists and feeds show their newest, and what has moved on stays known.
    """
    page_key, fetched = remembered_key(page.url), epoch(page.fetched)
    connection.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", (page_key, fetched))
    if not found:
        return
    connection.execute("DELETE FROM texts WHERE page = ?1 AND key IN "
                       "(SELECT key FROM sightings WHERE page = ?1 AND rank = ?2)", (page_key, OWN_PAGE))
    connection.execute("DELETE FROM sightings WHERE page = ? AND rank = ?", (page_key, OWN_PAGE))
    connection.executemany(
        "INSERT OR REPLACE INTO sightings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(page_key, remembered_key(post.url), rank(post, page), fetched, *_numbers(post)) for post in found])
    connection.executemany(
        "INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(page_key, remembered_key(post.url), *_prose(post)) for post in found])


def _numbers(post: Post) -> tuple[int | None, ...]:
    time = epoch(post.published)
    basis = BASES.index(post.published_basis or Basis.STATED) if time is not None else None
    return (optional_key(post.author), time, basis, POST_KINDS.index(post.kind), optional_key(post.thread),
            optional_key(post.in_reply_to), optional_key(post.home), flags(post))


def _prose(post: Post) -> tuple[str | int | None, ...]:
    tags = _TAG_MARK.join(" ".join(tag.split()) for tag in post.tags) or None
    return (post.title, tags, post.text, post.language, post.disclosure, post.guid or post.local_id, post.number,
            epoch(post.modified))


def addresses(found: Iterable[Post]) -> set[str]:
    """Return every address these posts name, to be remembered."""
    named = set()
    for post in found:
        named |= {url for url in (post.url, post.thread, post.in_reply_to, post.home) if url}
    return named


def prose(connection: sqlite3.Connection, keys: Iterable[int]) -> tuple[str | None, tuple[str, ...], str, str | None]:
    """Return title, tags, text and language of one post from all sightings under any of its keys."""
    rows = []
    for key in keys:
        rows += connection.execute(
            "SELECT s.rank, -s.fetched, s.page, t.title, t.tags, t.text, t.language FROM texts t "
            "JOIN sightings s ON s.page = t.page AND s.key = t.key WHERE t.key = ?", (key,)).fetchall()
    rows.sort(key=lambda row: row[:3])
    title, tags, text, language = (next((row[at] for row in rows if row[at]), None) for at in range(3, 7))
    return title, tuple(tags.split(_TAG_MARK)) if tags else (), text or "", language
