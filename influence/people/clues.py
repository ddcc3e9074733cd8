"""Clues that two accounts are one person, graded by how hard they are to come by.

Candidates come from blocks (same site, same claimed address, same handle, avatar or rare name), so
that work grows with the number of accounts, not of pairs. Clues of different kinds add up like
independent chances, 1 - (1 - a)(1 - b); a name by itself never reaches the threshold.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from crawlers.records import NAMED
from influence.model.account import AccountRow
from influence.people.claims import claimed
from influence.people.names import (
    agree,
    compared,
    is_common,
    is_full,
    is_placeholder,
    is_unusual_handle,
    squeezed,
)
from influence.people.pairs import Pair, pair
from influence.people.places import (
    Places,
    address_key,
    are_two,
    home_site,
    is_home,
    is_site_itself,
    namesakes_on,
    pages_account,
    site_of,
)
from influence.people.words import COMMON_NAMES

#: Larger blocks are no clue: a default picture, a shared address, a fashionable handle.
_LARGEST_BLOCK = 12
#: A name of one word that so many letters make one's own.
_PEN_NAME = 4
#: A picture under the hash of a mail address, as Gravatar, Libravatar and those who copy them keep it.
_GRAVATAR = re.compile(r"/avatars?/([0-9a-f]{32}|[0-9a-f]{64})(?![0-9a-z])", re.IGNORECASE)
#: Hashes of no address: of the empty one, or one sign over and over.
_NO_ADDRESS = re.compile(r"(.)\1+|d41d8cd98f00b204e9800998ecf8427e|e3b0c44298fc1c149afbf4c8996fb924.*")
_DEFAULT_PICTURE = re.compile(
    r"default|blank|placeholder|mystery|anonymous|no[-_]?avatar|identicon|d=(?:mm|mp)\b", re.IGNORECASE
)


def clues(accounts: Sequence[AccountRow], where: Places) -> list[Pair]:
    """Return all clues, sorted; placeholder names (anonymous, 訪客) never have one.

    Cost: one pass over the accounts for each kind of block.
    """
    found = set(_on_sites(accounts, where))
    found.update(_at_addresses(accounts, where))
    found.update(_bare_names(accounts, where))
    found.update(claimed(accounts, where))
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
    for code, account in enumerate(accounts):
        if account.id.startswith(NAMED) and account.name and is_full(account.name):
            place = home_site(account)
            for known in (place, place.partition("/")[0]):
                author = where.signed.get((known, compared(account.name)))
                if author is not None and author != code:
                    yield pair(author, code, "named_as_byline")
                    break


def _alike(accounts: Sequence[AccountRow]) -> Iterator[Pair]:
    """Same unusual handle, same avatar file; a full name adds to these and says nothing alone."""
    handles: dict[str, list[int]] = defaultdict(list)
    pictures: dict[tuple[str, str], list[int]] = defaultdict(list)
    for code, account in enumerate(accounts):
        if account.handle and is_unusual_handle(account.handle, account.name):
            handles[squeezed(account.handle)].append(code)
        if account.avatar and not _DEFAULT_PICTURE.search(account.avatar):
            kind, picture = _picture(account.avatar)
            if not _NO_ADDRESS.fullmatch(picture):
                pictures[kind, picture].append(code)
    blocks = [("same_handle", codes) for codes in handles.values()]
    blocks += [(kind, codes) for (kind, _), codes in pictures.items()]
    for kind, codes in blocks:
        if not 1 < len(codes) <= _LARGEST_BLOCK:
            continue
        for one, other in combinations(codes, 2):
            if agree(accounts[one].name, accounts[other].name) is False and kind != "same_gravatar":
                continue
            yield pair(one, other, kind)
            yield from _same_name(accounts, one, other, mailed=kind == "same_gravatar")


def _picture(avatar: str) -> tuple[str, str]:
    """Return what a picture is known by: the hash of a mail address, else its own address."""
    mail = _GRAVATAR.search(avatar)
    return ("same_gravatar", mail[1].lower()) if mail else ("same_avatar", avatar)


def _same_name(accounts: Sequence[AccountRow], one: int, other: int, *, mailed: bool) -> Iterator[Pair]:
    """The very same name adds to another clue; a pen name of one word only where the mail address is the same."""
    first, second = accounts[one].name, accounts[other].name
    if first is None or second is None or compared(first) != compared(second):
        return
    if is_full(first):
        yield pair(one, other, "full_name" if is_common(first) else "rare_name")
    elif mailed and len(compared(first)) >= _PEN_NAME and compared(first) not in COMMON_NAMES:
        yield pair(one, other, "full_name")


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
