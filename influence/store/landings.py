"""Addresses of messages that redirect into their thread: what is found there under the same number is the message."""

import re
import sqlite3

from crawlers.decide import MOVED
from crawlers.urls import site
from influence.store.addresses import add_alias
from influence.store.keys import key

_NUMBER = re.compile(r"(\d+)\D*$")


def join_landings(connection: sqlite3.Connection) -> int:
    """Note, for every post whose address redirects to a page of its thread, which message there it is; return how many.

    Forums write such addresses into feeds and links (`/post/77`, `?p=77`); the thread shows the message by
    the same number under an address of its own. Can be repeated without effect.
    """
    moved = connection.execute(
        "SELECT f.url, substr(f.digest, ?) FROM frontier f WHERE f.digest LIKE ? ORDER BY f.url",
        (len(MOVED) + 1, MOVED + "%")).fetchall()
    joined = 0
    for url, target in moved:
        number = _NUMBER.search(url)
        if number is None or site(url) != site(target) or not _is_post(connection, url):
            continue
        found = connection.execute(
            "SELECT DISTINCT a.url FROM texts t JOIN addresses a ON a.key = t.key WHERE t.page = ? AND t.local_id = ?",
            (key(target), number[1])).fetchall()
        if len(found) == 1 and found[0][0] != url:
            add_alias(connection, url, found[0][0], "redirect")
            joined += 1
    return joined


def _is_post(connection: sqlite3.Connection, url: str) -> bool:
    return connection.execute("SELECT 1 FROM sightings WHERE key = ?", (key(url),)).fetchone() is not None
