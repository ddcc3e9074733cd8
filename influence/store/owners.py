"""Who owns what was acted on, and which site a post lies on."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawlers.records import PostKind, folded
from influence.model.columns import POST_KINDS, UNKNOWN
from influence.store import addresses
from influence.store.keycolumns import KeyColumn, KeyIndex
from influence.store.keys import NONE, key
from influence.store.merging import MergedPosts

#: Kinds by which an account shows that a site is its own. A forum message or a note on a shared network shows nothing.
_PUBLISHING = [POST_KINDS.index(kind) for kind in (PostKind.POST, PostKind.EPISODE)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sites:
    """Sites and where addresses lie."""

    #: Site names by code, sorted.
    names: list[str]
    #: Site code of each merged post; UNKNOWN for none.
    of_post: NDArray[np.int32]
    #: Site code by address key.
    of_address: KeyIndex


def placed(connection: sqlite3.Connection, posts: MergedPosts, loaded: tuple[NDArray[np.int64], NDArray[np.int64]],
           names: Mapping[int, str]) -> Sites:
    """Return the sites of all posts and addresses; sites that several blogs share by path are split.

    Args:
        connection: Open project.
        posts: Posts, merged.
        loaded: Address keys and site keys from loaded tables.
        names: Site names by key, those of loaded tables included.
    """
    where, lies_on = addresses.known(connection)
    lies_on_by_key = dict(names)
    split = _split_homes(connection, posts)
    territory = _territories(connection, split)
    lies_on_by_key |= {key(name): name for name in territory.values()}
    keys = np.concatenate([where, loaded[0]])
    site_keys = np.concatenate([lies_on, loaded[1]])
    if territory:
        moved = KeyIndex(np.array(list(territory), dtype=np.int64))
        targets = np.array([key(name) for name in territory.values()], dtype=np.int64)
        at = moved.codes(keys)
        site_keys = np.where(at == UNKNOWN, site_keys, targets[at])
    post_site = _post_sites(posts, keys, site_keys)
    ordered = sorted({lies_on_by_key[number] for number in np.unique(post_site).tolist()
                      if number in lies_on_by_key})  # the site of somebody forgotten has no name any more
    code = {key(name): at for at, name in enumerate(ordered)}
    codes = KeyIndex(np.array(list(code), dtype=np.int64), np.array(list(code.values()), dtype=np.int32))
    return Sites(names=ordered, of_post=codes.codes(post_site), of_address=KeyIndex(keys, codes.codes(site_keys)))


def _post_sites(posts: MergedPosts, keys: NDArray[np.int64], site_keys: NDArray[np.int64]) -> NDArray[np.int64]:
    lookup = KeyIndex(keys)
    if not len(keys):
        return posts.site
    by_home, by_url = lookup.codes(posts.home), lookup.codes(posts.key)
    found = np.where(by_url == UNKNOWN, posts.site, site_keys[by_url])
    return np.where((by_home == UNKNOWN) | (posts.home == NONE), found, site_keys[by_home])


def _split_homes(connection: sqlite3.Connection, posts: MergedPosts) -> dict[str, str]:
    """Return home page -> territory name of the sites that have several home pages."""
    urls = addresses.url_by_key(connection, (int(home) for home in np.unique(posts.home) if home != NONE))
    homes = {url: name for url in urls.values() if (name := addresses.site_of(url))}
    return addresses.split_homes(homes)


def _territories(connection: sqlite3.Connection, split: Mapping[str, str]) -> dict[int, str]:
    sites = sorted({key(name) for home in split if (name := addresses.site_of(home))})
    rows = connection.execute(
        "SELECT key, url, site FROM addresses WHERE site IN (SELECT value FROM json_each(?))", (json.dumps(sites),))
    return addresses.territories(rows, dict(split)) if sites else {}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Publishers:
    """The one account that publishes on a site, and the one that names a page as its own."""

    #: Account code by site code; UNKNOWN where nobody or several publish.
    of_site: NDArray[np.int32]
    #: Account code by key of a home page.
    of_home: KeyIndex
    #: Account code by key of a website that exactly one account claims.
    of_website: KeyIndex


def publishers(
    posts: MergedPosts, sites: Sites, name_of: Mapping[int, str], websites: list[tuple[int, int]]
) -> Publishers:
    """Return who publishes where.

    Two accounts of one site with the same name (a by-line with and without a profile link) are
    one publisher here: the one with more posts, of equals the one with the smaller code.

    Args:
        posts: Posts, merged.
        sites: Where they lie.
        name_of: Display names by account code.
        websites: Account code and key of the website it claims.
    """
    counts = np.isin(posts.kind, _PUBLISHING) & (posts.author != UNKNOWN) & (sites.of_post != UNKNOWN)
    pairs, often = np.unique(np.stack([sites.of_post[counts], posts.author[counts]]), axis=1, return_counts=True)
    of_site = np.full(len(sites.names), UNKNOWN, dtype=np.int32)
    bounds = np.searchsorted(pairs[0], np.arange(len(sites.names) + 1))
    for site in range(len(sites.names)):
        low, high = bounds[site], bounds[site + 1]
        authors = [int(author) for author in pairs[1, low:high]]
        if len(authors) == 1 or (authors and len({folded(name_of.get(one, str(one))) for one in authors}) == 1):
            of_site[site] = authors[int(np.argmax(often[low:high]))]
    return Publishers(of_site=of_site, of_home=_home_owners(posts, sites, of_site), of_website=_claimed_once(websites))


def _home_owners(posts: MergedPosts, sites: Sites, of_site: NDArray[np.int32]) -> KeyIndex:
    owner: dict[int, int] = {}
    for site, name in enumerate(sites.names):
        if of_site[site] != UNKNOWN:
            for start in ("https://", "http://", "https://www.", "http://www."):
                owner[key(f"{start}{name}/")] = int(of_site[site])
    homes = np.unique(np.stack([posts.home, sites.of_post.astype(np.int64)]), axis=1)
    for home, site in homes.T:
        if home != NONE and site != UNKNOWN and of_site[site] != UNKNOWN:
            owner[int(home)] = int(of_site[site])
    return KeyIndex(np.array(list(owner), dtype=np.int64), np.array(list(owner.values()), dtype=np.int32))


def _claimed_once(websites: list[tuple[int, int]]) -> KeyIndex:
    claimed: dict[int, set[int]] = {}
    for account, website in websites:
        claimed.setdefault(website, set()).add(account)
    once = {website: accounts.pop() for website, accounts in claimed.items() if len(accounts) == 1}
    return KeyIndex(np.array(list(once), dtype=np.int64), np.array(list(once.values()), dtype=np.int32))


def owners(
    objects: KeyColumn, post_of_object: NDArray[np.int32], posts: MergedPosts, accounts: KeyIndex,
    places: tuple[Sites, Publishers],
) -> NDArray[np.int32]:
    """Return the owner of each different object: account code, UNKNOWN when nothing tells.

    In this order: the author of the post; the one who publishes on the site whose home page it is;
    the account whose id it is; the one who publishes on the site it lies on; the one account that
    names it as its website.
    """
    keys = objects.distinct
    sites, known = places
    by_author = np.append(posts.author, np.int32(UNKNOWN))[post_of_object]
    by_site = np.append(known.of_site, np.int32(UNKNOWN))[sites.of_address.codes(keys)]
    result = by_author
    for found in (known.of_home.codes(keys), accounts.codes(keys), by_site, known.of_website.codes(keys)):
        result = np.where(result == UNKNOWN, found, result)
    return result.astype(np.int32)


