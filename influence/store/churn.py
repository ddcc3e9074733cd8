"""Posts of a feed whose address changed: the same id, or the same words at the same time, is the same post.

Publishers correct a slug, and the feed then shows the post under another address. What is one post must stay
one, with all that answered it: the old address becomes an alias of the new one.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crawlers.extract.document import weight
from crawlers.records import Page, Post, PostKind
from influence.store import addresses
from influence.store.keys import remembered_key
from influence.store.posts import FEED_PAGE, epoch, rank

#: Words that are surely one post's own, in Latin letters.
_WORDS_ENOUGH = 100
_KINDS = frozenset({PostKind.POST, PostKind.EPISODE})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """A post as the feed showed it before."""

    key: int
    guid: str | None
    title: str | None
    text: str
    time: int | None


def joined(connection: sqlite3.Connection, page: Page, found: Sequence[Post]) -> list[tuple[str, str]]:
    """Return old and new address of each post that a feed shows under another address than before.

    By its id where that is the id of one post alone and title, time or words are the same too (feeds exist that give
    every post one id); else by words and time. Call it before the feed's posts are stored.
    """
    shown = [post for post in found if post.kind in _KINDS and rank(post, page) == FEED_PAGE]
    if not shown:
        return []
    before = _before(connection, page.url)
    present = {remembered_key(post.url) for post in found}
    known = {row.key for row in before}
    gone = [row for row in before if row.key not in present]
    often = Counter(post.guid for post in shown) + Counter(row.guid for row in gone)
    pairs = []
    for post in (one for one in shown if gone and remembered_key(one.url) not in known):
        old = [row for row in gone if _is_same(row, post, often)]
        if len(old) == 1:
            pairs.append((old[0].key, post.url))
    url_by_key = addresses.url_by_key(connection, (key for key, _ in pairs))
    return [(url_by_key[key], url) for key, url in pairs if key in url_by_key]


def _before(connection: sqlite3.Connection, url: str) -> list[_Before]:
    rows = connection.execute(
        "SELECT t.key, t.local_id, t.title, t.text, s.time FROM texts t JOIN sightings s ON s.page = t.page"
        " AND s.key = t.key WHERE t.page = ? ORDER BY t.key", (remembered_key(url),))
    return [_Before(key=key, guid=guid, title=title, text=text, time=time) for key, guid, title, text, time in rows]


def _is_same(row: _Before, post: Post, often: Counter[str | None]) -> bool:
    same_time = row.time is not None and row.time == epoch(post.published)
    same_words = row.text == post.text and weight(post.text) >= _WORDS_ENOUGH
    if post.guid is not None and row.guid == post.guid and often[post.guid] == 2:  # old and new
        return same_time or same_words or (row.title is not None and row.title == post.title)
    return same_time and same_words
