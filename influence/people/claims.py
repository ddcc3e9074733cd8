"""Clues from addresses that accounts name as their own: confirmed by the other side, shared, or one way."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from crawlers.extract.introductions import INTRODUCTION, introduced_as
from crawlers.urls import try_canonical
from influence.model.account import AccountRow
from influence.people.names import agree, compared, is_full, squeezed
from influence.people.pairs import Pair, pair
from influence.people.places import Places, address_key, is_home, is_own_page, own_homes, site_of

#: Claims by which somebody shows a site as theirs wherever they write.
_SHOWN = frozenset({"website", "signature"})
#: An address in what somebody says about themself; friends stand there, too.
_BIO = "bio"
_ADDRESS = re.compile(r"https?://[^\s<>\"'()（）「」，。、！]+", re.IGNORECASE)
#: More accounts that name one address under more names are strangers: a shop, a platform, a school.
_LARGEST_BLOCK = 12
_MANY_NAMES = 3
#: A site with so few by-lines belongs to those who write there.
_FEW_BYLINES = 5
_Made = Sequence[tuple[int, str, str | None]]


def claimed(accounts: Sequence[AccountRow], where: Places) -> Iterator[Pair]:
    """Yield clues from claims: both ways, one way, and of several accounts to one address."""
    side = _sides(accounts, where)
    claims: dict[tuple[int, int], list[tuple[int, str, str | None]]] = defaultdict(list)
    named_by: dict[str, list[int]] = defaultdict(list)
    for code, how, url, evidence in _claims(accounts):
        meant = where.meant(url)
        if meant is not None and side[meant] != side[code]:
            claims[side[code], side[meant]].append((code, how, evidence))
        if meant != code and how != _BIO and is_own_page(url):
            named_by[address_key(url)].append(code)
        author = where.signed.get((site_of(url), compared(accounts[code].name or "")))
        if author is not None and side[author] not in (side[code], None if meant is None else side[meant]):
            yield from _signed(accounts, where, (code, how, url), author)
    for (one, other), made in claims.items():
        yield from _one_claim(accounts, where, (one, other), made, claims.get((other, one)))
    yield from _introduced(accounts)
    confirmed = {key for key in claims if (key[1], key[0]) in claims}
    yield from _shared(accounts, where, named_by, side, confirmed)


def _signed(
    accounts: Sequence[AccountRow], where: Places, claim: tuple[int, str, str], author: int,
) -> Iterator[Pair]:
    """Who shows a site of a few hands as theirs is the one of that name; so is whom the by-line there names."""
    code, how, url = claim
    place = site_of(url)
    if how in _SHOWN and is_home(url) and 1 < where.bylines[place] <= _FEW_BYLINES:
        yield pair(code, author, "comment_website", url)
    named = {address_key(address) for _, _, address, _ in _of(author, accounts[author])}
    if address_key(accounts[code].id) in named:
        yield pair(code, author, "same_as_both_ways", url)


def _introduced(accounts: Sequence[AccountRow]) -> Iterator[Pair]:
    """Who says in a post of theirs "I am Ann Lee, I write at ..." is the one of that name who publishes there."""
    told = [(code, how, url, evidence) for code, account in enumerate(accounts)
            for how, url, evidence in account.claims if how.startswith(INTRODUCTION)]
    if not told:
        return
    writers: dict[str, set[int]] = defaultdict(set)
    for code, account in enumerate(accounts):
        for home in own_homes(account):
            writers[address_key(home)].add(code)
    for code, how, url, evidence in told:
        name = introduced_as(how) or accounts[code].name or accounts[code].handle
        meant = [at for at in sorted(writers.get(address_key(url), ()))
                 if at != code and agree(name, accounts[at].name)]
        if len(meant) == 1:
            yield pair(code, meant[0], "introduction", evidence)


def _sides(accounts: Sequence[AccountRow], where: Places) -> list[int]:
    """Return, per account, the account that speaks for its site: claims of a home page are its author's."""
    side = list(range(len(accounts)))
    for name, (main, _) in where.sole.items():
        home = where.home(name)
        for code in (home, *where.publishers[name]):
            if code is not None and (code == home or agree(accounts[code].name, accounts[main].name)):
                side[code] = main
    for key, name in where.homes.items():
        if (home := where.by_address.get(key)) is not None and name in where.sole:
            side[home] = where.sole[name][0]
    return side


def _claims(accounts: Sequence[AccountRow]) -> Iterator[tuple[int, str, str, str | None]]:
    for code, account in enumerate(accounts):
        if account.claims or account.websites or account.bio:
            yield from _of(code, account)


def _of(code: int, account: AccountRow) -> Iterator[tuple[int, str, str, str | None]]:
    """Yield the addresses that one account names, each way of naming once."""
    seen = {(how, url): evidence for how, url, evidence in account.claims}
    for url in account.websites:
        seen.setdefault(("website", url), None)
    if account.bio and "://" in account.bio:
        named = {url for _, url in seen}
        found = (try_canonical(text.rstrip(".,;:!?")) for text in _ADDRESS.findall(account.bio))
        seen.update(((_BIO, url), None) for url in found if url is not None and url not in named)
    for (how, url), evidence in sorted(seen.items()):
        if "://" in url:
            yield code, how, url, evidence


def _one_claim(
    accounts: Sequence[AccountRow], where: Places, sides: tuple[int, int], made: _Made, back: _Made | None,
) -> Iterator[Pair]:
    other = sides[1]
    if back is not None:
        yield _both_ways(accounts, made, back)
        return
    publishes = any(name in where.sole and where.sole[name][0] == other for name, _ in accounts[other].published)
    for code, how, evidence in made:
        kind: str | None = None if how == _BIO else "claimed_one_way"
        if how in _SHOWN and publishes:
            fits = _fits(accounts, accounts[code], accounts[other], where)
            kind = "comment_website" if fits else "website_other_name" if how == "website" else kind
        elif how == _BIO and publishes and _same_full(accounts[code], accounts[other]):
            kind = "comment_website"
        if kind is not None:
            yield pair(code, other, kind, evidence)


def _both_ways(accounts: Sequence[AccountRow], made: _Made, back: _Made) -> Pair:
    """Return the clue of two sides that name each other; friends do so in their bios, under their own names."""
    ways, ways_back = {how for _, how, _ in made}, {how for _, how, _ in back}
    one, other = made[0][0], back[0][0]
    if {*ways, *ways_back} == {_BIO}:
        same = agree(accounts[one].name, accounts[other].name)
        return pair(one, other, "bios_name_each_other" if same else "claimed_one_way")
    both = "rel=me" in ways and "rel=me" in ways_back
    return pair(one, other, "rel_me_both_ways" if both else "same_as_both_ways", made[0][2])


def _same_full(account: AccountRow, author: AccountRow) -> bool:
    """Return whether both go by one full name: who praises a blog in a bio has another."""
    return is_full(account.name or "") and compared(account.name or "") == compared(author.name or "")


def _fits(accounts: Sequence[AccountRow], account: AccountRow, author: AccountRow, where: Places) -> bool:
    """Return whether a commenter goes by the name of the author, the site or its home page."""
    if account.name is None or agree(account.name, author.name):
        return True
    text = squeezed(account.name)
    for name, _ in author.published:
        host, _, path = name.partition("/")
        labels = {squeezed(host.split(".", 1)[0]), squeezed(path.rsplit("/", 1)[-1])} - {""}
        home = where.home(name)
        if home is not None:
            labels.add(squeezed(accounts[home].name or ""))
        if text in labels:
            return True
    return False


def _shared(
    accounts: Sequence[AccountRow], where: Places, named_by: Mapping[str, Sequence[int]], side: Sequence[int],
    confirmed: set[tuple[int, int]],
) -> Iterator[Pair]:
    """Accounts that name the same address as theirs; the address itself may say who is right."""
    for key, codes in named_by.items():
        members = sorted(set(codes))
        names = {compared(accounts[code].name or "") for code in members}
        if len(members) < 2 or (len(members) > _LARGEST_BLOCK and len(names) > _MANY_NAMES):  # a pair
            continue
        owner = where.by_address.get(key)
        known = {code for code in members if owner is not None and (side[code], side[owner]) in confirmed}
        for one, other in _pairs(members):
            if known and not {one, other} <= known:
                continue
            alike = agree(accounts[one].name, accounts[other].name)
            if alike or (accounts[one].handle and accounts[one].handle == accounts[other].handle):
                yield pair(one, other, "same_profile_link", f"https://{key}")
            elif len(names) <= _MANY_NAMES:
                yield pair(one, other, "website_other_name", f"https://{key}", factor=0.75 if alike is None else 0.5)


def _pairs(members: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Return all pairs of a small block, else each member with the first."""
    if len(members) <= _LARGEST_BLOCK:
        return combinations(members, 2)
    return ((members[0], other) for other in members[1:])
