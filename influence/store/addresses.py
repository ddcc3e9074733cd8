"""Addresses by key, the sites they lie on, and which of them are the same."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from crawlers.urls import site
from influence.store.keys import remembered_key
from influence.store.sql import integers

TABLES = """
CREATE TABLE addresses (
    key INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    site INTEGER
) STRICT;
CREATE TABLE sites (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;
CREATE TABLE aliases (
    url INTEGER NOT NULL,
    canonical INTEGER NOT NULL,
    basis TEXT NOT NULL,
    PRIMARY KEY (url, canonical)
) STRICT, WITHOUT ROWID;
"""

#: More account ids than this leading to one address (a login page, say) are not one account.
_TWINS = 4


def site_of(url: str) -> str | None:
    """Return the site of an address; None for what is no web address."""
    return site(url) if url.startswith(("http://", "https://")) else None


def add(connection: sqlite3.Connection, urls: Iterable[str]) -> None:
    """Remember addresses with their sites; those already known stay as they are."""
    rows = []
    names: dict[int, str] = {}
    for url in sorted(set(urls)):
        name = site_of(url)
        number = remembered_key(name) if name else None
        if name and number is not None:
            names[number] = name
        rows.append((remembered_key(url), url, number))
    connection.executemany("INSERT OR IGNORE INTO addresses VALUES (?, ?, ?)", rows)
    connection.executemany("INSERT OR IGNORE INTO sites VALUES (?, ?)", sorted(names.items()))


def add_alias(connection: sqlite3.Connection, url: str, canonical: str, basis: str) -> None:
    """Remember that two addresses are one."""
    if url == canonical:
        return
    add(connection, (url, canonical))
    connection.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?, ?)",
                       (remembered_key(url), remembered_key(canonical), basis))


def url_by_key(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, str]:
    """Return the addresses of these keys; keys that are not known are left out."""
    found: dict[int, str] = {}
    for number in set(keys):
        row = connection.execute("SELECT url FROM addresses WHERE key = ?", (number,)).fetchone()
        if row:
            found[number] = row[0]
    return found


class Aliases:
    """Which key stands for which: chains followed to their end, rings broken at their smallest address."""

    def __init__(self, canonical: dict[int, int]) -> None:
        self._canonical = canonical
        self._groups: dict[int, list[int]] = {}
        self._from = np.array(sorted(canonical), dtype=np.int64)
        self._to = np.array([canonical[number] for number in sorted(canonical)], dtype=np.int64)

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> "Aliases":
        """Return all aliases of a project; where one address has two, the smaller canonical one counts."""
        query = """SELECT a.url, a.canonical FROM aliases a JOIN addresses c ON c.key = a.canonical
                   ORDER BY c.url DESC"""
        following = {int(url): int(canonical) for url, canonical in connection.execute(query)}
        return cls({url: end for url in following if (end := _end(url, following)) != url})

    def __len__(self) -> int:
        """Return the number of addresses that stand for another."""
        return len(self._canonical)

    def one(self, number: int) -> int:
        """Return the canonical key of one key."""
        return self._canonical.get(number, number)

    def group(self, number: int) -> list[int]:
        """Return every key that stands for the same as this one, itself included."""
        if not self._groups and self._canonical:
            for url, end in sorted(self._canonical.items()):
                self._groups.setdefault(end, [end]).append(url)
        return self._groups.get(self.one(number), [number])

    def resolved(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return keys with every alias replaced by what it stands for."""
        if not len(self._from) or not len(keys):
            return keys
        place = np.minimum(np.searchsorted(self._from, keys), len(self._from) - 1)
        return np.where(self._from[place] == keys, self._to[place], keys)

    def for_accounts(self, ids: Iterable[int]) -> "Aliases":
        """Return the aliases that may join accounts: not those by which many profiles lead to one page."""
        joined = Counter(self._canonical[number] for number in ids if number in self._canonical)
        return Aliases({number: end for number, end in self._canonical.items() if joined[end] <= _TWINS})


def _end(start: int, following: dict[int, int]) -> int:
    seen = [start]
    while (after := following.get(seen[-1])) is not None:
        if after in seen:
            return min(seen[seen.index(after):])
        seen.append(after)
    return seen[-1]


def territory_names(homes: dict[str, str]) -> dict[str, str]:
    """Return for each home page what its owner publishes under; home pages come with their sites.

    A site with one home page is one territory, named as the site. A site that several blogs share
    by path is split: site and path of each home page.

    >>> territory_names({"http://ann.example/": "ann.example"})
    {'http://ann.example/': 'ann.example'}
    >>> territory_names({"http://h.example/ann/": "h.example", "http://h.example/bo/": "h.example"})
    {'http://h.example/ann/': 'h.example/ann', 'http://h.example/bo/': 'h.example/bo'}
    """
    paths: dict[str, set[str]] = {}
    for home, name in homes.items():
        paths.setdefault(name, set()).add(_path(home))
    return {home: name if len(paths[name]) == 1 else name + _path(home) for home, name in homes.items()}


def split_homes(homes: dict[str, str]) -> dict[str, str]:
    """Return the `territory_names` of those home pages whose site is split.

    >>> split_homes({"http://ann.example/": "ann.example", "http://h.example/bo/": "h.example", "http://h.example/":
    ...              "h.example"})
    {'http://h.example/bo/': 'h.example/bo', 'http://h.example/': 'h.example'}
    """
    territory = territory_names(homes)
    split = {homes[home] for home, name in territory.items() if name != homes[home]}
    return {home: name for home, name in territory.items() if homes[home] in split}


def _path(home: str) -> str:
    return urlsplit(home).path.rpartition("/")[0].rstrip("/")


def territories(urls: Iterable[tuple[int, str, int]], homes: dict[str, str]) -> dict[int, str]:
    """Return the territory name of those addresses that lie under one of several home pages of a site.

    Args:
        urls: Key, address and site key of the addresses to place.
        homes: Home page -> territory name, for split sites only.
    """
    by_start = {(urlsplit(home).netloc.removeprefix("www."), _path(home)): name for home, name in homes.items()}
    found = {}
    for number, url, _ in urls:
        parts = urlsplit(url)
        netloc, path = parts.netloc.removeprefix("www."), parts.path
        while True:
            name = by_start.get((netloc, path.rstrip("/")))
            if name is not None:
                found[number] = name
                break
            if not path.strip("/"):
                break
            path = path.rstrip("/").rpartition("/")[0]
    return found


def known(connection: sqlite3.Connection) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return keys and site keys (`NONE` where there is none) of all addresses, sorted by key."""
    rows = integers(connection, "SELECT key, COALESCE(site, 0) FROM addresses ORDER BY key", 2)
    return rows[:, 0], rows[:, 1]


def site_name(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the names of all sites by key."""
    return {int(number): name for number, name in connection.execute("SELECT key, name FROM sites")}
