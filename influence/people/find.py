"""Finding a person by what a user types: id, name, handle, profile address or site."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from difflib import get_close_matches
from urllib.parse import unquote

from crawlers.records import NAMED, folded
from crawlers.urls import site, try_canonical
from influence.model.columns import UNKNOWN, Columns
from influence.model.person import People, Person
from influence.people.persons import person_id

#: So alike are two spellings of one name; in so many names only likely ones are compared.
_LIKE, _MANY = 0.7, 20_000
_SMALL = 2
#: An id as persons have it.
_FORMER = re.compile(r"p_[0-9a-f]{16}")


def find(people: People, text: str) -> tuple[int, ...]:
    """Return the codes of the persons meant, sorted; several when the text does not tell them apart.

    Tried in this order, and the first way that finds anybody decides: person id (also one that an
    older table gave), account id or profile address, name, handle, site.
    """
    wanted = text.strip()
    if wanted in people.codes:
        return (people.codes[wanted],)
    if _FORMER.fullmatch(wanted):
        return _once_called(people, wanted)
    address = try_canonical(wanted if "://" in wanted else f"https://{wanted}") if "." in wanted else None
    for known_by in (_accounts, _names, _handles, _sites):
        found = tuple(
            code for code, person in enumerate(people.persons)
            if not _keys(wanted, address).isdisjoint(known_by(person))
        )
        if found:
            return found
    return ()


def _once_called(people: People, wanted: str) -> tuple[int, ...]:
    """Return who holds the account after which a person was called before a merge or a new clue."""
    return tuple(code for code, person in enumerate(people.persons)
                 if any(person_id((account,)) == wanted for account in person.accounts))


def find_all(people: People, texts: Iterable[str]) -> dict[int, str]:
    """Return person code -> the text that named them, for every entry of a list in the settings."""
    return {code: text for text in texts for code in find(people, text)}


def nearest(people: People, text: str, most: int = 3) -> tuple[str, ...]:
    """Return names, handles and sites spelled much like a text that names nobody, the likest first.

    Of a large crowd only those that begin alike or hold one of its words are looked at.
    """
    wanted = folded(text.strip().lstrip("@"))
    if not wanted:
        return ()
    shown: dict[str, str] = {}
    for person in people.persons:
        for name in (person.name, *sorted(_handles(person)), *sorted(_sites(person))):
            shown.setdefault(folded(name), name)
    words = {word for word in wanted.split() if len(word) > _SMALL}
    many = len(shown) > _MANY
    pool = [key for key in shown if not many or key[:1] == wanted[:1] or words & set(key.split())]
    holding = sorted((key for key in pool if words and words <= set(key.split())), key=lambda key: (len(key), key))
    close = get_close_matches(wanted, pool, n=most, cutoff=_LIKE)
    return tuple(shown[key] for key in list(dict.fromkeys([*close, *holding]))[:most])


def find_codes(people: People, columns: Columns, accounts: Iterable[str]) -> dict[str, int]:
    """Return the person code of each account id; those that are nobody's or not known are left out."""
    found = {}
    for account in accounts:
        at = bisect_left(columns.accounts, account)
        if at < len(columns.accounts) and columns.accounts[at] == account and people.of_account[at] != UNKNOWN:
            found[account] = int(people.of_account[at])
    return found


def _keys(text: str, address: str | None) -> set[str]:
    keys = {text, folded(text.lstrip("@"))}
    if address is not None:
        keys |= {address, address.rstrip("/"), site(address)}
        if "://" not in text:
            keys |= {address.replace("https://", "http://", 1)}
    return keys


def _accounts(person: Person) -> set[str]:
    ids = {*person.accounts, *person.profiles}
    return ids | {address.rstrip("/") for address in ids}


def _names(person: Person) -> set[str]:
    return {folded(person.name)}


def _handles(person: Person) -> set[str]:
    handles = set()
    for account in person.accounts:
        last = account.rsplit(":" if account.startswith(NAMED) else "/", 1)[-1]
        handles.add(folded(unquote(last).lstrip("@")))
    return handles - {""}


def _sites(person: Person) -> set[str]:
    return {site(address) if "://" in address else address for address in person.sites} | set(person.sites)
