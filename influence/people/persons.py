"""One person out of a group of accounts: id, name, kind, sites, profiles."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawlers.records import NAMED
from crawlers.urls import registrable_domain, try_canonical
from influence.model.account import AccountRow
from influence.model.brand import Brand
from influence.model.decisions import DecisionKind, Decisions
from influence.model.person import Clue, Person, PersonKind
from influence.people.kinds import Traits, Verdict, kind
from influence.people.names import compared, is_placeholder, plain
from influence.people.places import (
    Places,
    address_key,
    home_site,
    is_front,
    is_home,
    is_site_itself,
    own_homes,
    site_of,
)
from influence.people.writing import Writing
from influence.settings import PeopleSettings

_KINDS = {kind.value: kind for kind in PersonKind}
#: Claims that name a profile of one's own.
_PROFILE_CLAIMS = frozenset({"rel=me", "sameAs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that persons are made of."""

    accounts: Sequence[AccountRow]
    where: Places
    decisions: Decisions
    settings: PeopleSettings
    brand: Brand | None = None
    writing: Mapping[str, Writing] = field(default_factory=dict)
    #: Accounts that a tag is about, and what the lists of the settings name; both follow from the above.
    tagged: frozenset[str] = field(init=False)
    listed: tuple[tuple[PersonKind, str, frozenset[str]], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out once what every person is held against."""
        tags = self.decisions.of_kind(DecisionKind.TAG, DecisionKind.UNTAG)
        object.__setattr__(self, "tagged", frozenset(
            account for row in tags if row.value in _KINDS for account in row.accounts))
        object.__setattr__(self, "listed", tuple(
            (what, text, frozenset(_wanted(text))) for what, texts in (
                (PersonKind.STAFF, self.settings.staff), (PersonKind.BOT, self.settings.bots),
                (PersonKind.ORGANISATION, self.settings.organisations)) for text in texts))


def person_id(accounts: Sequence[str]) -> str:
    """Return the stable id of whoever holds these accounts: `p_` and a hash of the smallest id.

    >>> person_id(["https://b.example/", "https://a.example/"]) == person_id(["https://a.example/"])
    True
    """
    return "p_" + hashlib.blake2b(min(accounts).encode(), digest_size=8).hexdigest()


def person(known: Known, codes: Sequence[int], clues: tuple[Clue, ...]) -> Person:
    """Return the person who holds the accounts of these codes."""
    if len(codes) == 1 and _is_bare(known.accounts[codes[0]]):
        return _bare(known, known.accounts[codes[0]])
    rows = sorted((known.accounts[code] for code in codes), key=lambda row: row.id)
    names = _names(rows)
    handles = tuple(sorted({row.handle for row in rows if row.handle}))
    sites, profiles = _sites(known, rows), _profiles(rows)
    name = names[0] if names else plain(next(iter(handles), "")) or home_site(rows[0])
    audience = [row.audience for row in rows if row.audience is not None]
    what, reason = _kind(known, rows, Traits(
        names=names, handles=handles, stated=tuple(sorted({row.kind for row in rows if row.kind is not None})),
        own_sites=_own_sites(known, rows), authors=_authors(known, rows), writing=_writing(known, rows),
        tabled=any(row.given is not None for row in rows),
    ))
    return Person(
        id=person_id([row.id for row in rows]), name=name, kind=what, kind_reason=reason,
        accounts=tuple(row.id for row in rows), sites=sites, profiles=profiles,
        audience=max(audience, default=None), clues=clues,
    )


def _is_bare(row: AccountRow) -> bool:
    """Return whether all that is known of an account is a name on one site, as of most commenters."""
    return row.id.startswith(NAMED) and not (row.published or row.claims or row.websites or row.homes or row.handle)


def _bare(known: Known, row: AccountRow) -> Person:
    """Return what `person` would of a bare name, in a third of the time: there are millions of them."""
    names = (plain(row.name),) if row.name and compared(row.name) else ()
    what, reason = _kind(known, (row,), Traits(
        names=names, stated=(row.kind,) if row.kind is not None else (), writing=known.writing.get(row.id),
        tabled=row.given is not None))
    return Person(id=person_id((row.id,)), name=names[0] if names else home_site(row), kind=what, kind_reason=reason,
                  accounts=(row.id,), audience=row.audience)


def _names(rows: Sequence[AccountRow]) -> tuple[str, ...]:
    """Return names, best first: by-lines before comments, people's before home pages', longer before shorter."""
    weight: dict[str, tuple[int, int, int]] = {}
    for row in rows:
        if not row.name or not compared(row.name):
            continue
        name = plain(row.name)
        home = not row.id.startswith(NAMED) and is_front(row.id) and not row.published
        rank = (not home and not is_placeholder(name), sum(count for _, count in row.published), row.answers)
        weight[name] = max(weight.get(name, (0, 0, 0)), rank)
    return tuple(sorted(weight, key=lambda name: (*(-part for part in weight[name]), -len(name), name)))


def _own_sites(known: Known, rows: Sequence[AccountRow]) -> tuple[str, ...]:
    """Return the sites on which these accounts alone publish."""
    ids = {row.id for row in rows}
    found = {name for row in rows for name, _ in row.published
             if name in known.where.sole and known.accounts[known.where.sole[name][0]].id in ids}
    return tuple(sorted(found))


def _sites(known: Known, rows: Sequence[AccountRow]) -> tuple[str, ...]:
    """Return where the person publishes, own home pages first, then shared sites, then home pages named."""
    own = set(_own_sites(known, rows))
    published = [name for row in rows for name, _ in row.published]
    homes = [home for row in rows for home in own_homes(row) if site_of(home) in own]
    pages = [row.id for row in rows if not row.id.startswith(NAMED) and is_home(row.id)]
    named = [url for row in rows for url in row.websites if is_home(url)]
    shared = sorted(home for row in rows for home in own_homes(row) if site_of(home) not in own)
    found = [*sorted(homes), *sorted(pages), *sorted(named), *shared]
    seen: dict[str, str] = {}
    for url in found:
        seen.setdefault(address_key(url), url)
    for name in sorted(published):
        if not any(key.startswith(name) for key in seen):
            seen[name] = name
    return tuple(seen.values())


def _profiles(rows: Sequence[AccountRow]) -> tuple[str, ...]:
    ids = {row.id for row in rows if not row.id.startswith(NAMED) and not is_home(row.id)}
    claimed = {url for row in rows for how, url, _ in row.claims if how in _PROFILE_CLAIMS and not is_home(url)}
    return tuple(sorted(ids | claimed))


def _authors(known: Known, rows: Sequence[AccountRow]) -> int:
    """Return the number of by-lines of the site whose home page is among the accounts; 0 for by-lines themselves."""
    if any(not is_site_itself(row, home_site(row)) for row in rows):
        return 0
    return max((known.where.bylines.get(home_site(row), 0) for row in rows), default=0)


def _writing(known: Known, rows: Sequence[AccountRow]) -> Writing | None:
    found = [known.writing[row.id] for row in rows if row.id in known.writing]
    if not found:
        return None
    return Writing(
        posts=sum(one.posts for one in found), numbered=sum(one.numbered for one in found),
        singular=sum(one.singular for one in found), plural=sum(one.plural for one in found),
    )


def _kind(known: Known, rows: Sequence[AccountRow], traits: Traits) -> Verdict:
    """Return the kind by hand, by settings, by the brand's domains, by words; the first that says anything."""
    ids = {row.id for row in rows} & known.tagged if known.tagged else None
    tagged = _tagged(known.decisions, ids) if ids else None
    if tagged is not None:
        return tagged, None if tagged is PersonKind.PERSON else "tagged by hand"
    keys = _keys(rows, traits) if known.listed else set()
    for what, text, wanted in known.listed:
        if not keys.isdisjoint(wanted):
            return what, f"'{text}' in the settings"
    domain = _brand_domain(known.brand, rows)
    if domain is not None:
        return PersonKind.STAFF, f"writes on {domain}, the brand's own"
    return kind(traits)


def _tagged(decisions: Decisions, ids: set[str]) -> PersonKind | None:
    tagged: PersonKind | None = None
    for decision in decisions.of_kind(DecisionKind.TAG, DecisionKind.UNTAG):
        if decision.value in _KINDS and not ids.isdisjoint(decision.accounts):
            named = _KINDS[decision.value]
            if decision.kind is DecisionKind.TAG:
                tagged = named
            elif tagged is named:
                tagged = None
    return tagged


def _keys(rows: Sequence[AccountRow], traits: Traits) -> set[str]:
    """Return all by which a list of the settings may name these accounts."""
    keys = {compared(name) for name in traits.names} | {compared(handle) for handle in traits.handles}
    keys |= {row.id.rstrip("/") for row in rows} | set(traits.own_sites)
    keys |= {site_of(row.id) for row in rows if not row.id.startswith(NAMED) and is_home(row.id)}
    return keys - {""}


def _wanted(text: str) -> set[str]:
    wanted = {compared(text), text.rstrip("/")}
    address = try_canonical(text if "://" in text else f"https://{text}") if "." in text else None
    if address is not None and is_home(address):
        wanted.add(site_of(address))
    if address is not None:
        wanted.add(address.rstrip("/"))
    return wanted - {""}


def _brand_domain(brand: Brand | None, rows: Sequence[AccountRow]) -> str | None:
    """Return the brand's domain on which an account publishes or has its home, if any."""
    if brand is None:
        return None
    places = {name for row in rows for name, _ in row.published}
    places |= {site_of(row.id) for row in rows if not row.id.startswith(NAMED) and is_home(row.id)}
    for domain in brand.domains:
        own = domain.lower().removeprefix("www.")
        for name in sorted(places):
            if name == own or name.endswith(f".{own}") or registrable_domain(f"https://{name}/") == own:
                return own
    return None
