"""Rows that persons are made of: each account with all that is known of it."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from crawlers.records import AccountKind, PostKind
from influence.model.account import AccountRow
from influence.model.columns import POST_KINDS, UNKNOWN
from influence.store import accounts, addresses
from influence.store.accounts import WEBSITE, StoredAccount
from influence.store.collector import no_collector
from influence.store.keys import NONE, key
from influence.store.reading import Reading

#: Kinds of posts that open a page of their own.
_OPENING = [POST_KINDS.index(kind) for kind in (PostKind.POST, PostKind.NOTE, PostKind.EPISODE)]
_Claims = dict[int, set[tuple[str, str, str | None]]]


def account_rows(connection: sqlite3.Connection, reading: Reading) -> list[AccountRow]:
    """Return all accounts in the order of `Columns.accounts`."""
    with no_collector():
        stored, named = _by_code(connection, reading), _named_only(connection, reading)
        known = _Known(claims=_claims(connection, reading), posts=_posts(reading), homes=_homes(connection, reading),
                       audience=_audience(connection, reading))
        more = stored.keys() | known.codes()
        return [
            AccountRow(id=account, given=named[code], name=named[code]) if code in named and code not in more
            else _row(code, stored.get(code), named.get(code), account, known)
            for code, account in enumerate(reading.columns.accounts)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of accounts beside their own rows, by code."""

    claims: _Claims
    #: Posts that open a page, and the number of others.
    posts: tuple[dict[int, list[tuple[str, int]]], dict[int, int]]
    homes: dict[int, set[str]]
    audience: dict[int, int]

    def codes(self) -> set[int]:
        return {*self.claims, *self.posts[0], *self.posts[1], *self.homes, *self.audience}


def _row(code: int, stored: StoredAccount | None, given: str | None, account: str, known: _Known) -> AccountRow:
    row = stored or StoredAccount(key=NONE, id=account)
    if given is not None:
        row = accounts.fuller(row, StoredAccount(key=row.key, id=row.id, name=given, given=given))
    own = known.claims.get(code, set())
    published, answers = known.posts
    return AccountRow(
        id=account, given=row.given, name=row.name, handle=row.handle, site=row.site, avatar=row.avatar,
        bio=row.bio, kind=AccountKind(row.kind) if row.kind else None, audience=known.audience.get(code),
        websites=tuple(sorted({url for how, url, _ in own if how == WEBSITE})),
        claims=tuple(sorted(own, key=lambda claim: (claim[0], claim[1], claim[2] or ""))),
        published=tuple(published.get(code, ())), answers=answers.get(code, 0),
        homes=tuple(sorted(known.homes.get(code, ()))))


def _named_only(connection: sqlite3.Connection, reading: Reading) -> dict[int, str]:
    """Return the names of accounts of which nothing else is stored; of several that an alias joins, the fuller one."""
    rows = accounts.named_only(connection)
    codes = reading.account_code.codes(np.array([number for number, _ in rows], dtype=np.int64)).tolist()
    found: dict[int, str] = {}
    for code, (_, name) in zip(codes, rows, strict=True):
        if code != UNKNOWN:
            found[code] = name if code not in found else max(found[code], name, key=lambda one: (len(one), one))
    return found


def _by_code(connection: sqlite3.Connection, reading: Reading) -> dict[int, StoredAccount]:
    """Return the stored accounts by code, names alone left out; of several that an alias joins, all values."""
    rows = accounts.stored(connection)
    codes = reading.account_code.codes(np.array([row.key for row in rows], dtype=np.int64)).tolist()
    found: dict[int, StoredAccount] = {}
    for code, row in zip(codes, rows, strict=True):
        if code != UNKNOWN:
            found[code] = accounts.fuller(found[code], row) if code in found else row
    return found


def _claims(connection: sqlite3.Connection, reading: Reading) -> _Claims:
    rows = accounts.claims(connection)
    codes = reading.account_code.codes(np.array([row[0] for row in rows], dtype=np.int64)).tolist()
    found: _Claims = defaultdict(set)
    ends = {url: reading.aliases.one(key(url)) for _, _, url, _ in rows} if len(reading.aliases) else {}
    canonical = addresses.url_by_key(connection, ends.values())
    for code, (_, how, url, page) in zip(codes, rows, strict=True):
        if code != UNKNOWN:
            found[code].add((how, canonical.get(ends.get(url, NONE), url), page))
    return found


def _posts(reading: Reading) -> tuple[dict[int, list[tuple[str, int]]], dict[int, int]]:
    """Return posts that open a page by account and site, and the number of other posts by account."""
    posts = reading.columns.posts
    opening = np.isin(posts.kind, _OPENING) & (posts.author != UNKNOWN)
    published: dict[int, list[tuple[str, int]]] = defaultdict(list)
    placed = opening & (posts.site != UNKNOWN)
    pairs, counts = np.unique(np.stack([posts.author[placed], posts.site[placed]]), axis=1, return_counts=True)
    for author, site, count in zip(*pairs.tolist(), counts.tolist(), strict=True):
        published[author].append((reading.columns.sites[site], count))
    others, answered = np.unique(posts.author[~opening & (posts.author != UNKNOWN)], return_counts=True)
    return published, dict(zip(others.tolist(), answered.tolist(), strict=True))


def _homes(connection: sqlite3.Connection, reading: Reading) -> dict[int, set[str]]:
    posts = reading.posts
    known = (posts.home != NONE) & (posts.author != UNKNOWN)
    pairs = np.unique(np.stack([posts.author[known].astype(np.int64), posts.home[known]]), axis=1)
    url = addresses.url_by_key(connection, {reading.aliases.one(home) for home in pairs[1].tolist()})
    found: dict[int, set[str]] = defaultdict(set)
    for author, home in pairs.T.tolist():
        found[author].add(url[reading.aliases.one(home)])
    return found


def _audience(connection: sqlite3.Connection, reading: Reading) -> dict[int, int]:
    stated = accounts.audiences(connection)
    codes = reading.account_code.codes(np.array(list(stated), dtype=np.int64)).tolist()
    found: dict[int, int] = {}
    for code, followers in zip(codes, stated.values(), strict=True):
        found[code] = max(followers, found.get(code, 0))
    return found
