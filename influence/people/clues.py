"""Clues that two accounts are one person, graded by how hard they are to come by.

Candidates come from blocks (same site, same claimed address, same handle, avatar or rare name), so
that work grows with the number of accounts, not of pairs. Clues of different kinds add up like
independent chances, 1 - (1 - a)(1 - b); a name by itself never reaches the threshold.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crawlers.records import NAMED
from influence.model.account import AccountRow
from influence.people.names import (
    agree,
    compared,
    is_common,
    is_full,
    is_placeholder,
    is_unusual_handle,
    squeezed,
)
from influence.people.places import (
    Places,
    address_key,
    are_two,
    home_site,
    is_home,
    is_own_page,
    is_site_itself,
    namesakes_on,
    pages_account,
    site_of,
)

#: How sure each kind of clue is by itself.
CONFIDENCE: dict[str, float] = {
    "manual": 1.0,
    "rel_me_both_ways": 0.99,
    "same_as_both_ways": 0.97,
    "site_byline": 0.97,
    "same_address": 0.97,
    "pages_of_account": 0.95,
    "same_byline": 0.94,
    "named_as_byline": 0.92,
    "comment_website": 0.93,
    "same_profile_link": 0.93,
    "same_gravatar": 0.85,
    "same_handle": 0.7,
    "same_avatar": 0.7,
    "rare_name": 0.7,
    "linked_namesakes": 0.7,
    "shared_neighbours": 0.5,
    "full_name": 0.4,
    "claimed_one_way": 0.5,
    "website_other_name": 0.6,
}
#: Kinds that join whatever else is known; the others are soft and give way to a conflict.
HARD = frozenset({
    "manual", "rel_me_both_ways", "same_as_both_ways", "site_byline", "same_address", "pages_of_account", "same_byline",
    "named_as_byline",
})
#: Claims by which somebody shows a site as theirs wherever they write.
_SHOWN = frozenset({"website", "signature"})
#: Larger blocks are no clue: a default picture, a shared address, a fashionable handle.
_LARGEST_BLOCK = 12
_MANY_NAMES = 3
_GRAVATAR = re.compile(r"gravatar\.com/avatar/([0-9a-f]{32,64})", re.IGNORECASE)
_DEFAULT_PICTURE = re.compile(
    r"default|blank|placeholder|mystery|anonymous|no[-_]?avatar|identicon|d=(?:mm|mp)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Pair:
    """A clue between two account codes, smaller first."""

    first: int
    second: int
    kind: str
    confidence: float
    evidence: str | None = None


def pair(one: int, other: int, kind: str, evidence: str | None = None, *, factor: float = 1.0) -> Pair:
    """Return a clue with its codes in order and its kind's confidence."""
    first, second = sorted((one, other))
    return Pair(first=first, second=second, kind=kind, confidence=CONFIDENCE[kind] * factor, evidence=evidence)


def clues(accounts: Sequence[AccountRow], where: Places) -> list[Pair]:
    """Return all clues, sorted; placeholder names (anonymous, 訪客) never have one.

    Cost: one pass over the accounts for each kind of block.
    """
    found = set(_on_sites(accounts, where))
    found.update(_at_addresses(accounts, where))
    found.update(_bare_names(accounts, where))
    found.update(_claimed(accounts, where))
    found.update(_alike(accounts))
    usable = {code for code in {end for clue in found for end in (clue.first, clue.second)}
              if not is_placeholder(accounts[code].name or accounts[code].handle or "x")}
    return sorted(
        (clue for clue in found if clue.first != clue.second and {clue.first, clue.second} <= usable),
        key=lambda clue: (clue.first, clue.second, clue.kind, clue.evidence or ""),
    )


def _on_sites(accounts: Sequence[AccountRow], where: Places) -> Iterator[Pair]:
    """A one-author site, its home page and its by-line are one person; so are two accounts of one by-line."""
    for name, codes in where.publishers.items():
        for alike in namesakes_on(accounts, codes):
            yield from (pair(alike[0], code, "same_byline") for code in alike[1:])
        main = where.sole.get(name)
        if main is None:
            continue
        if (home := where.home(name)) is not None and is_site_itself(accounts[home], name):
            yield pair(home, main[0], "site_byline", accounts[home].id, factor=main[1])
        if (pages := where.by_address.get(pages_account(name) or "")) is not None:
            yield pair(pages, main[0], "pages_of_account", accounts[pages].id, factor=main[1])
        yield from (
            pair(main[0], code, "same_byline", factor=main[1]) for code in codes
            if code != main[0] and agree(accounts[code].name, accounts[main[0]].name)
            and not are_two(accounts[code], accounts[main[0]])
        )
    for key, name in where.homes.items():
        home = where.by_address.get(key)
        if home is not None and name in where.sole:
            yield pair(home, where.sole[name][0], "site_byline", accounts[home].id, factor=where.sole[name][1])


def _at_addresses(accounts: Sequence[AccountRow], where: Places) -> Iterator[Pair]:
    """Two spellings of one address are one account; the about page of a one-author site is its author."""
    for code, account in enumerate(accounts):
        if account.id.startswith(NAMED):
            continue
        first = where.by_address[address_key(account.id)]
        if first != code:
            yield pair(first, code, "same_address")
        main = where.sole.get(site_of(account.id)) if is_home(account.id) and not account.published else None
        if main is not None and main[0] != code and agree(account.name, accounts[main[0]].name) is not False:
            yield pair(code, main[0], "site_byline", account.id, factor=main[1])


def _bare_names(accounts: Sequence[AccountRow], where: Places) -> Iterator[Pair]:
    """A bare full name on a site where somebody publishes under it: a feed or a comment without its link."""
    bylines = _bylines(accounts, where)
    for code, account in enumerate(accounts):
        if account.id.startswith(NAMED) and account.name and is_full(account.name):
            place = home_site(account)
            for known in (place, place.partition("/")[0]):
                author = bylines.get((known, compared(account.name)))
                if author is not None and author != code:
                    yield pair(author, code, "named_as_byline")
                    break


def _bylines(accounts: Sequence[AccountRow], where: Places) -> dict[tuple[str, str], int]:
    """Return who publishes under a name on a site, where that is one account only."""
    found: dict[tuple[str, str], int] = {}
    for name, codes in where.publishers.items():
        for alike in namesakes_on(accounts, codes):
            found[name, compared(accounts[alike[0]].name or "")] = alike[0]
    return found


def _claimed(accounts: Sequence[AccountRow], where: Places) -> Iterator[Pair]:
    """Addresses that accounts name as their own: confirmed by the other side, shared, or one way."""
    side = _sides(accounts, where)
    claims: dict[tuple[int, int], list[tuple[int, str, str | None]]] = defaultdict(list)
    named_by: dict[str, list[int]] = defaultdict(list)
    for code, how, url, evidence in _claims(accounts):
        meant = where.meant(url)
        if meant is not None and side[meant] != side[code]:
            claims[side[code], side[meant]].append((code, how, evidence))
        if meant != code and is_own_page(url):
            named_by[address_key(url)].append(code)
    for (one, other), made in claims.items():
        back = claims.get((other, one))
        yield from _one_claim(accounts, where, (one, other), made, back)
    confirmed = {key for key in claims if (key[1], key[0]) in claims}
    yield from _shared(accounts, where, named_by, side, confirmed)


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
        seen = {(how, url): evidence for how, url, evidence in account.claims}
        for url in account.websites:
            seen.setdefault(("website", url), None)
        for (how, url), evidence in sorted(seen.items()):
            if "://" in url:
                yield code, how, url, evidence


def _one_claim(
    accounts: Sequence[AccountRow], where: Places, sides: tuple[int, int],
    made: Sequence[tuple[int, str, str | None]], back: Sequence[tuple[int, str, str | None]] | None,
) -> Iterator[Pair]:
    other = sides[1]
    if back is not None:
        both = any(item[1] == "rel=me" for item in made) and any(item[1] == "rel=me" for item in back)
        yield pair(made[0][0], back[0][0], "rel_me_both_ways" if both else "same_as_both_ways", made[0][2])
        return
    publishes = any(name in where.sole and where.sole[name][0] == other for name, _ in accounts[other].published)
    for code, how, evidence in made:
        kind = "claimed_one_way"
        if how in _SHOWN and publishes:
            fits = _fits(accounts, accounts[code], accounts[other], where)
            kind = "comment_website" if fits else "website_other_name" if how == "website" else kind
        yield pair(code, other, kind, evidence)


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
        if len(members) < 2 or (len(members) > _LARGEST_BLOCK and len(names) > _MANY_NAMES):  # noqa: PLR2004  a pair
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


def _alike(accounts: Sequence[AccountRow]) -> Iterator[Pair]:
    """Same unusual handle, same avatar file; a full name adds to these and says nothing alone."""
    handles: dict[str, list[int]] = defaultdict(list)
    pictures: dict[tuple[str, str], list[int]] = defaultdict(list)
    for code, account in enumerate(accounts):
        if account.handle and is_unusual_handle(account.handle, account.name):
            handles[squeezed(account.handle)].append(code)
        if account.avatar and not _DEFAULT_PICTURE.search(account.avatar):
            mail = _GRAVATAR.search(account.avatar)
            pictures[("same_gravatar", mail[1].lower()) if mail else ("same_avatar", account.avatar)].append(code)
    blocks = [("same_handle", codes) for codes in handles.values()]
    blocks += [(kind, codes) for (kind, _), codes in pictures.items()]
    for kind, codes in blocks:
        if not 1 < len(codes) <= _LARGEST_BLOCK:
            continue
        for one, other in combinations(codes, 2):
            if agree(accounts[one].name, accounts[other].name) is False and kind != "same_gravatar":
                continue
            yield pair(one, other, kind)
            yield from _same_name(accounts, one, other)


def _same_name(accounts: Sequence[AccountRow], one: int, other: int) -> Iterator[Pair]:
    first, second = accounts[one].name, accounts[other].name
    if first is None or second is None or compared(first) != compared(second) or not is_full(first):
        return
    yield pair(one, other, "full_name" if is_common(first) else "rare_name")


def namesakes(accounts: Sequence[AccountRow]) -> Iterator[tuple[int, int]]:
    """Yield pairs of accounts on different sites with the same rare full name, at most a few of one name."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for code, account in enumerate(accounts):
        if account.name and is_full(account.name) and not is_common(account.name) and not is_placeholder(account.name):
            blocks[compared(account.name)].append(code)
    for codes in blocks.values():
        if 1 < len(codes) <= _LARGEST_BLOCK:
            yield from ((one, other) for one, other in combinations(codes, 2)
                        if home_site(accounts[one]) != home_site(accounts[other]))


def _pairs(members: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Return all pairs of a small block, else each member with the first."""
    if len(members) <= _LARGEST_BLOCK:
        return combinations(members, 2)
    return ((members[0], other) for other in members[1:])


def strength(found: Sequence[Pair]) -> float:
    """Return how sure several clues about one pair are together: each kind counts once.

    >>> round(strength([pair(1, 2, "same_handle"), pair(1, 2, "rare_name"), pair(1, 2, "rare_name")]), 2)
    0.91
    """
    best: dict[str, float] = {}
    for clue in found:
        best[clue.kind] = max(best.get(clue.kind, 0.0), clue.confidence)
    left = 1.0
    for confidence in best.values():
        left *= 1.0 - confidence
    return 1.0 - left
