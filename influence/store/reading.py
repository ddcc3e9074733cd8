"""Everything a project holds, read once and put together: the columns, and the accounts behind their codes."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Verb
from influence.model.columns import UNDATED, UNKNOWN, VERBS, Columns, PostColumns
from influence.store import accounts, addresses, owners, raw, segments
from influence.store.addresses import Aliases
from influence.store.assembly import Known, Objects, activity_columns
from influence.store.keycolumns import KeyIndex
from influence.store.keys import key
from influence.store.merging import MergedPosts, merged
from influence.store.raw import RawActivities
from influence.store.zones import zoned

_ADOPT = VERBS.index(Verb.ADOPT)
Suppressed = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """One consistent view of a project."""

    columns: Columns
    #: Account key -> code, aliases followed.
    account_code: KeyIndex
    aliases: Aliases
    posts: MergedPosts


def read(connection: sqlite3.Connection, suppressed: Suppressed | None = None) -> Reading:
    """Return all that a project holds; accounts for which `suppressed` says yes appear nowhere."""
    aliases = Aliases.read(connection)
    ids, code, account_aliases = _accounts(connection, aliases, suppressed)
    loads = segments.read(connection)
    rows = raw.joined_posts([raw.posts(connection), *loads.posts])
    keys = aliases.resolved(rows.key)
    posts = merged(rows, keys, aliases.resolved(rows.thread), code)
    sites = owners.placed(connection, posts, (loads.address, loads.address_site), addresses.site_name(connection))
    posts = replace(posts, time=zoned(rows, keys, posts, sites.of_post))
    known = Known(accounts=code, posts=posts, aliases=aliases, account_aliases=account_aliases)
    publishers = owners.publishers(posts, sites, _names(connection, code), _websites(connection, code, aliases))
    activities = raw.joined_activities([raw.activities(connection), *loads.activities])
    items, item = _items(connection, activities)
    target = activities.object.with_distinct(aliases.resolved(activities.object.distinct))
    post = posts.index.codes(target.distinct)
    objects = Objects(column=target, post=post, item=item,
                      owner=owners.owners(target, post, known.posts, code, (sites, publishers)))
    columns = Columns(
        accounts=ids, sites=sites.names, items=items, activities=activity_columns(activities, objects, known),
        posts=PostColumns(key=posts.key, author=posts.author, time=posts.time, site=sites.of_post, kind=posts.kind,
                          thread=posts.thread, flags=posts.flags),
        read_until=_read_until(connection))
    return Reading(columns=columns, account_code=code, aliases=aliases, posts=posts)


def _accounts(
    connection: sqlite3.Connection, aliases: Aliases, suppressed: Suppressed | None
) -> tuple[list[str], KeyIndex, Aliases]:
    """Return account ids, their codes by key, and the aliases that join accounts."""
    id_by_key = dict(accounts.ids(connection))
    joined = aliases.for_accounts(id_by_key)
    hidden = {joined.one(number) for number, account in id_by_key.items() if suppressed and suppressed(account)}
    others = [number for number in id_by_key if joined.one(number) != number] if len(joined) else []
    if others:
        ends = {joined.one(number) for number in others}
        id_by_key |= addresses.url_by_key(connection, ends - id_by_key.keys())
        for number in others:
            del id_by_key[number]
    listed = sorted((pair for pair in id_by_key.items() if pair[0] not in hidden), key=lambda pair: pair[1])
    keys = np.fromiter((number for number, _ in listed), dtype=np.int64, count=len(listed))
    codes = np.arange(len(listed), dtype=np.int32)
    if others:
        more = np.array(sorted(others), dtype=np.int64)
        codes = np.concatenate([codes, KeyIndex(keys).codes(joined.resolved(more))])
        keys = np.concatenate([keys, more])
    return [account for _, account in listed], KeyIndex(keys, codes), joined


def _names(connection: sqlite3.Connection, code: KeyIndex) -> dict[int, str]:
    rows = connection.execute("SELECT key, name FROM accounts WHERE name IS NOT NULL AND given IS NULL").fetchall()
    codes = code.codes(np.array([number for number, _ in rows], dtype=np.int64))
    return {int(at): name for at, (_, name) in zip(codes, rows, strict=True)}


def _websites(connection: sqlite3.Connection, code: KeyIndex, aliases: Aliases) -> list[tuple[int, int]]:
    rows = accounts.websites(connection)
    codes = code.codes(np.array([number for number, _ in rows], dtype=np.int64))
    return [(int(at), aliases.one(key(url))) for at, (_, url) in zip(codes, rows, strict=True) if at != UNKNOWN]


def _items(connection: sqlite3.Connection, activities: RawActivities) -> tuple[list[str], NDArray[np.int32]]:
    """Return the adopted items, sorted, and the item code of each different object."""
    item = np.full(len(activities.object.distinct), UNKNOWN, dtype=np.int32)
    adopted = np.unique(activities.object.codes[activities.verb == _ADOPT])
    keys = activities.object.distinct[adopted]
    name = addresses.url_by_key(connection, (int(number) for number in keys))
    name |= segments.object_names(connection, set(keys.tolist()) - name.keys())
    items = sorted(set(name.values()))
    code = {text: at for at, text in enumerate(items)}
    item[adopted] = [code[name[int(number)]] for number in keys]
    return items, item


def _read_until(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT MAX(at) FROM (SELECT MAX(fetched) AS at FROM readings "
                             "UNION ALL SELECT MAX(loaded) FROM loads)").fetchone()
    return int(UNDATED) if row[0] is None else int(row[0])
