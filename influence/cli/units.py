"""The project seen by accounts or by sites instead of people, for `export --of`. Import only inside a command."""

from collections import Counter
from dataclasses import replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from crawlers.urls import site
from influence.cli.pipeline import World
from influence.model.columns import UNKNOWN
from influence.model.person import People, Person

#: Letters of an id.
_ID_BYTES = 8


def by_accounts(known: World) -> World:
    """Return the project with every account by itself, as it was found, joined with no other."""
    rows = known.project.accounts()
    named = {row.id: (row.name or row.given or row.handle or row.id, row.site) for row in rows}
    holder = known.people.of_account
    made = {}
    for code, account in enumerate(known.columns.accounts):
        if holder[code] == UNKNOWN:
            continue
        name, place = named.get(account, (account, None))
        whose = known.people.persons[int(holder[code])]
        made[account] = Person(id=_id("a", account), name=name, kind=whose.kind, kind_reason=whose.kind_reason,
                               accounts=(account,), sites=(place,) if place else ())
    return replace(known, people=_people(known, made, {account: account for account in made}))


def by_sites(known: World) -> World:
    """Return the project with everybody who publishes on one site as one: whose readers answer on whose site.

    A person belongs to the site of their own, else to where most of their posts stand.
    """
    home = _homes(known)
    accounts: dict[str, list[str]] = {}
    of: dict[str, str] = {}
    for code, account in enumerate(known.columns.accounts):
        place = home.get(int(known.people.of_account[code]))
        if place is not None:
            accounts.setdefault(place, []).append(account)
            of[account] = place
    made = {place: Person(id=_id("s", place), name=place, accounts=tuple(sorted(some)), sites=(place,))
            for place, some in accounts.items()}
    return replace(known, people=_people(known, made, of))


def _homes(known: World) -> dict[int, str]:
    """Return the site each person belongs to."""
    posts = known.columns.posts
    wrote: dict[int, Counter[str]] = {}
    written = np.flatnonzero((posts.author != UNKNOWN) & (posts.site != UNKNOWN))
    person: NDArray[np.int32] = known.people.of_account[posts.author[written]]
    pairs, times = np.unique(np.stack([person, posts.site[written]]), axis=1, return_counts=True)
    for code, place, count in zip(*pairs.tolist(), times.tolist(), strict=True):
        wrote.setdefault(code, Counter())[known.columns.sites[place]] += count
    homes = {}
    for code, one in enumerate(known.people.persons):
        own = [site(address) if "://" in address else address for address in one.sites]
        seen = wrote.get(code, Counter())
        best = own or sorted(seen, key=lambda place: (-seen[place], place))
        if best:
            homes[code] = best[0]
    return homes


def _people(known: World, made: dict[str, Person], of: dict[str, str]) -> People:
    """Return these as the people of the project, by id."""
    persons = sorted(made.values(), key=lambda one: one.id)
    codes = {one.id: at for at, one in enumerate(persons)}
    place = np.array([codes[made[of[account]].id] if account in of else UNKNOWN for account in known.columns.accounts],
                     np.int32)
    return People(persons=tuple(persons), of_account=place, codes=codes)


def _id(kind: str, text: str) -> str:
    return f"{kind}_{blake2b(text.encode('utf-8', 'replace'), digest_size=_ID_BYTES).hexdigest()}"
