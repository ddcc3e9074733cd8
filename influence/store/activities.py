"""Activities as pages show them: one row per activity and page, put together on reading.

The key of an activity done in a post is made of verb, object and that post (whose author is the
actor); of one without a post, of verb, actor, object and time. So the same act seen on several
pages is one.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np

from crawlers.records import Activity, Basis, Verb
from influence.model.columns import PLACES, REL_ME, REL_NOFOLLOW, REL_SPONSORED, REL_UGC, VERBS
from influence.store.keys import NONE, mixed, optional_key, remembered_key
from influence.store.posts import BASES, epoch

TABLES = """
CREATE TABLE activities (
    page INTEGER NOT NULL,
    key INTEGER NOT NULL,
    verb INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    object INTEGER NOT NULL,
    owner INTEGER,
    result INTEGER,
    time INTEGER,
    basis INTEGER,
    place INTEGER NOT NULL,
    rel INTEGER NOT NULL,
    quote TEXT NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (page, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX activities_key ON activities (key);
"""

REL_BITS = {"nofollow": REL_NOFOLLOW, "ugc": REL_UGC, "sponsored": REL_SPONSORED, "me": REL_ME}

Row = tuple[int | str | None, ...]


def act_keys(found: Sequence[Activity]) -> list[int]:
    """Return the key of each activity."""
    if not found:
        return []
    columns = np.array([_identity(activity) for activity in found], dtype=np.int64)
    return [int(number) for number in mixed(*columns.T)]


def _identity(activity: Activity) -> tuple[int, int, int, int]:
    verb, target = VERBS.index(activity.verb), remembered_key(activity.object)
    if activity.result is not None:
        return verb, NONE, target, remembered_key(activity.result)
    return verb, remembered_key(activity.actor), target, epoch(activity.published) or 0


def replace(
    connection: sqlite3.Connection, page: str, found: Sequence[Activity], *, shown: Iterable[str], own: bool
) -> int:
    """Store a page's activities in place of those it gave before; return how many were never seen.

    Args:
        connection: In a transaction.
        page: Address of the page.
        found: What it yielded, in any order, repeats allowed.
        shown: Addresses of the posts it shows; their earlier activities are replaced.
        own: All earlier activities of the page are replaced; else (a feed or list) what has moved on stays known.
    """
    page_key = remembered_key(page)
    rows = _rows(found, page_key)
    known = _known(connection, [int(row[1] or 0) for row in rows])
    if own:
        connection.execute("DELETE FROM activities WHERE page = ?", (page_key,))
    else:
        replaced = {optional_key(activity.result) for activity in found} | {remembered_key(post) for post in shown}
        connection.executemany("DELETE FROM activities WHERE page = ? AND result IS ?",
                               [(page_key, result) for result in replaced])
    connection.executemany("INSERT INTO activities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return len(rows) - len(known)


def _rows(found: Sequence[Activity], page_key: int) -> list[Row]:
    """Return one row per key; where a page shows an act twice, the one in the body counts."""
    best: dict[int, Row] = {}
    for number, activity in zip(act_keys(found), found, strict=True):
        row = _row(activity, page_key, number)
        if number not in best or _preference(row) < _preference(best[number]):
            best[number] = row
    return [best[number] for number in sorted(best)]


def _preference(row: Row) -> tuple[int, int, str, str]:
    return int(row[9] or 0), int(row[10] or 0), str(row[12]), str(row[11])


def _row(activity: Activity, page_key: int, number: int) -> Row:
    time = epoch(activity.published)
    basis = BASES.index(Basis(activity.published_basis or Basis.STATED)) if time is not None else None
    return (page_key, number, VERBS.index(activity.verb), remembered_key(activity.actor),
            remembered_key(activity.object), optional_key(activity.owner), optional_key(activity.result), time, basis,
            PLACES.index(activity.place), sum(REL_BITS.get(value, 0) for value in set(activity.rel)),
            activity.quote[:200], activity.rule)


def _known(connection: sqlite3.Connection, keys: list[int]) -> set[int]:
    return {row[0] for row in connection.execute(
        "SELECT key FROM activities WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(keys),))}


def addresses(found: Iterable[Activity]) -> set[str]:
    """Return every address these activities name, to be remembered."""
    named = set()
    for activity in found:
        named |= {url for url in (activity.object, activity.result, activity.evidence) if url}
    return named


def accounts(found: Iterable[Activity]) -> set[str]:
    """Return the ids of all accounts these activities name."""
    named = set()
    for activity in found:
        named.add(activity.actor)
        if activity.owner:
            named.add(activity.owner)
        elif activity.verb is Verb.FOLLOW and activity.place is PLACES[0] and activity.result is None:
            named.add(activity.object)  # a follow that stands alone is of an account
    return named
