"""Where accounts live: which account an address means, and who alone publishes on a site."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from crawlers.records import NAMED
from crawlers.urls import host, registrable_domain, site
from influence.model.account import AccountRow
from influence.people.names import agree, compared, is_placeholder
from influence.people.services import SERVICES
from influence.people.words import ORGANISATION_WORDS

#: Paths of a front page, and those on which the owner of a site tells of themself.
_FRONT = frozenset({"", "/", "/index.html", "/index.php", "/home", "/blog"})
_ABOUT = _FRONT | {"/about", "/about-me", "/about.html", "/me", "/contact"}
#: Hosts that are one service under two names.
_TWINS = {"x.com": "twitter.com", "mobile.twitter.com": "twitter.com", "m.facebook.com": "facebook.com",
          "m.youtube.com": "youtube.com", "old.reddit.com": "reddit.com", "m.weibo.cn": "weibo.com"}
#: Hosts where a sub-domain is the site of the account of that name on another host.
_PAGES = {"github.io": "github.com", "gitlab.io": "gitlab.com", "codeberg.page": "codeberg.org",
          "tumblr.com": "tumblr.com"}
#: A guest post or two do not make a blog of a hundred posts a group blog.
_MAIN_PART = 0.95


@lru_cache(maxsize=1 << 18)
def address_key(url: str) -> str:
    """Return an address without what never tells two owners apart: scheme, `www.`, last slash, case.

    >>> address_key("https://www.blog.example/") == address_key("http://blog.example")
    True
    >>> address_key("https://x.com/Ann") == address_key("https://twitter.com/ann/")
    True
    """
    parts = urlsplit(url.lower())
    query = f"?{parts.query}" if parts.query else ""
    netloc = parts.netloc.removeprefix("www.")
    return _TWINS.get(netloc, netloc) + parts.path.rstrip("/") + query


def pages_account(name: str) -> str | None:
    """Return the address key of the account whose pages a site is, on hosts that give each account one.

    >>> pages_account("annlee.github.io"), pages_account("annlee.example")
    ('github.com/annlee', None)
    """
    account, _, domain = name.partition(".")
    return f"{_PAGES[domain]}/{account}" if domain in _PAGES else None


@lru_cache(maxsize=1 << 18)
def site_of(url: str) -> str:
    """Return `crawlers.urls.site`, remembered: each address is asked about many times."""
    return site(url)


def home_site(account: AccountRow) -> str:
    """Return the site an account belongs to, read off its id where nothing else says it."""
    return account.site or (account.id.removeprefix(NAMED).rsplit(":", 1)[0]
                            if account.id.startswith(NAMED) else site_of(account.id))


@lru_cache(maxsize=1 << 18)
def is_own_page(url: str) -> bool:
    """Return whether an address can belong to one person: not the front page of a service."""
    domain = registrable_domain(url)
    return not (domain in SERVICES and host(url).removeprefix("www.") == domain and urlsplit(url).path in _ABOUT)


def is_home(url: str) -> bool:
    """Return whether an address is the front page of its site, or the one that tells of its owner."""
    return is_own_page(url) and _path(url) in _ABOUT


def is_front(url: str) -> bool:
    """Return whether an address is the front page of its site."""
    return is_own_page(url) and _path(url) in _FRONT


@lru_cache(maxsize=1 << 18)
def _path(url: str) -> str:
    return address_key(url).removeprefix(site_of(url).removeprefix("www."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Accounts by address and by site; codes are positions in the sequence of accounts."""

    #: Account code by address key.
    by_address: dict[str, int]
    #: Codes of the accounts that publish on a site, most posts first; home pages left out.
    publishers: dict[str, list[int]]
    #: Code of the one account that publishes on a site, and how surely (1 where it is the only by-line).
    sole: dict[str, tuple[int, float]]
    #: Number of different by-lines of a site.
    bylines: dict[str, int]
    #: Code of the one account that publishes on a site under a name, by site and compared name.
    signed: dict[tuple[str, str], int]
    #: Site by the key of a home page that is not the root of its host.
    homes: dict[str, str]

    def home(self, name: str) -> int | None:
        """Return the account that is the front page of a site."""
        return self.by_address.get(name.removeprefix("www."))

    def meant(self, url: str) -> int | None:
        """Return the account that an address means: the one known by it, or the one whose home page it is."""
        key = address_key(url)
        if key in self.by_address:
            return self.by_address[key]
        at_home = self.homes.get(key) or (site_of(url) if is_home(url) else None)
        found = self.sole.get(at_home) if at_home else None
        return found[0] if found else None


def places(accounts: Sequence[AccountRow]) -> Places:
    """Return the index of addresses and sites."""
    by_address: dict[str, int] = {}
    published: dict[str, Counter[int]] = defaultdict(Counter)
    homes: dict[str, str] = {}
    for code, account in enumerate(accounts):
        if not account.id.startswith(NAMED):
            by_address.setdefault(address_key(account.id), code)
        for name, count in account.published:
            published[name][code] += count
        if len(account.published) == 1:
            homes.update((address_key(home), account.published[0][0]) for home in own_homes(account))
    publishers: dict[str, list[int]] = {}
    sole: dict[str, tuple[int, float]] = {}
    bylines: dict[str, int] = {}
    signed: dict[tuple[str, str], int] = {}
    for name in sorted(published):
        counts = published[name]
        named = [code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], accounts[item[0]].id))
                 if not is_site_itself(accounts[code], name) and not is_placeholder(accounts[code].name or "?")]
        named = named or [code for code in counts if is_site_itself(accounts[code], name)]
        publishers[name] = named
        signed.update(((name, compared(accounts[alike[0]].name or "")), alike[0])
                      for alike in namesakes_on(accounts, named))
        groups = _bylines(accounts, named)
        bylines[name] = len(groups)
        home = by_address.get(name.removeprefix("www."))
        if groups and (found := _main(groups, counts)) is not None and not (
                len(groups) > 1 and home is not None and _is_of_several(accounts, home, groups)):
            sole[name] = found
    return Places(by_address=by_address, publishers=publishers, sole=sole, bylines=bylines, signed=signed, homes=homes)


def own_homes(account: AccountRow) -> tuple[str, ...]:
    """Return the home pages of sites on which an account publishes, not of those where it only comments."""
    if not account.homes or not account.published:
        return ()
    published = {name.removeprefix("www.") for name, _ in account.published}
    return tuple(home for home in account.homes if site_of(home).removeprefix("www.") in published
                 or address_key(home) in published)


def is_site_itself(account: AccountRow, name: str) -> bool:
    """Return whether an account is the home page of a site rather than a by-line on it."""
    if account.id.startswith(NAMED):
        return False
    key = address_key(account.id)
    return key == name.removeprefix("www.") or key in {address_key(home) for home in own_homes(account)} or (
        site_of(account.id) == name and is_front(account.id)
    )


def are_two(one: AccountRow, other: AccountRow) -> bool:
    """Return whether two accounts of one site are held by two: each has a handle there, and not the same."""
    return bool(one.handle and other.handle and one.handle.casefold() != other.handle.casefold())


def namesakes_on(accounts: Sequence[AccountRow], codes: Sequence[int]) -> list[list[int]]:
    """Return the accounts of one site by the name they go by; a name that two of them share is left out.

    Several Amy Lins on one forum are several people, and who signs there as Amy Lin without a link may be any.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for code in codes:
        if written := compared(accounts[code].name or ""):
            groups[written].append(code)
    return [alike for alike in groups.values() if len(_handles(accounts, alike)) <= 1]


def _handles(accounts: Sequence[AccountRow], codes: Sequence[int]) -> set[str]:
    return {handle.casefold() for code in codes if (handle := accounts[code].handle)}


def _bylines(accounts: Sequence[AccountRow], codes: Sequence[int]) -> list[list[int]]:
    """Group accounts of one site that write under one name; a first name goes with the full name it fits."""
    groups: list[list[int]] = []
    by_name: dict[str, int] = {}
    for code in codes:
        account = accounts[code]
        name = compared(account.name or account.handle or account.id)
        if name in by_name and not are_two(accounts[groups[by_name[name]][0]], account):
            groups[by_name[name]].append(code)
            continue
        if len(groups) == 1 and agree(accounts[groups[0][0]].name, account.name) and not are_two(
                accounts[groups[0][0]], account):
            groups[0].append(code)
            by_name[name] = 0
        else:
            by_name.setdefault(name, len(groups))
            groups.append([code])
    return groups


def _is_of_several(accounts: Sequence[AccountRow], home: int, groups: Sequence[Sequence[int]]) -> bool:
    """Return whether a site calls itself after several of its by-lines, or as no person is called."""
    title = accounts[home].name or ""
    words = compared(title).split()
    named = [group for group in groups
             if (name := compared(accounts[group[0]].name or "")) and name in compared(title)]
    return len(named) > 1 or words[:1] == ["the"] or not ORGANISATION_WORDS.isdisjoint(words)


def _main(groups: Sequence[Sequence[int]], counts: Counter[int]) -> tuple[int, float] | None:
    total = [sum(counts[code] for code in group) for group in groups]
    first = max(range(len(groups)), key=lambda at: total[at])
    part = total[first] / max(sum(total), 1)
    if len(groups) == 1 or part >= _MAIN_PART:
        return groups[first][0], part
    return None
