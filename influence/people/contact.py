"""Whose contact it is: ways and wishes of pages and profiles become those of persons."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from crawlers.extract.ages import stated_minor
from crawlers.extract.contact import strictest
from crawlers.records import ContactKind, ContactRule, PostKind
from influence.model.columns import POST_KINDS, UNKNOWN, Columns
from influence.model.contact import Reach, SeenContact
from influence.model.person import People, PersonKind
from influence.people.find import find_codes

#: The way to take first.
_ORDER = (ContactKind.MAIL, ContactKind.FORM, ContactKind.PROFILE)
_OPENING = [POST_KINDS.index(kind) for kind in (PostKind.POST, PostKind.NOTE, PostKind.EPISODE)]


def reaches(seen: Sequence[SeenContact], people: People, columns: Columns) -> dict[int, Reach]:
    """Return how each person may be reached, by person code; who published nothing about it is not in it.

    A profile speaks for its holder. A site's page speaks for the one person who publishes there; of
    a site of several people only the wishes count, for all of them: its address is nobody's own.
    """
    writers = publishers(people, columns)
    found: dict[int, list[SeenContact]] = defaultdict(list)
    for each in seen:
        contact = each.contact
        if contact.account is not None:
            holders = set(find_codes(people, columns, [contact.account]).values())
        else:
            holders = writers.get(contact.site, set())
            if len(holders) > 1 and contact.kind is not ContactKind.WISH:  # an age, too, is one person's own
                continue
        for person in holders:
            found[person].append(each)
    return {person: reach(found[person]) for person in sorted(found)}


def reach(seen: Sequence[SeenContact]) -> Reach:
    """Return one person's ways and wishes as one: the first way, the strictest wish."""
    ways = [each.contact for each in seen if each.contact.kind in _ORDER]
    wish = strictest(each.contact for each in seen)
    read = next((each.read for each in seen if each.contact == wish), None)
    rule = wish.rule if wish is not None and wish.rule is not None else ContactRule.UNKNOWN
    order = (ContactKind.FORM, *_ORDER) if rule is ContactRule.FORM_ONLY else _ORDER
    way = min(ways, key=lambda each: (order.index(each.kind), each.page, ways.index(each)), default=None)
    return Reach(
        value=way.value if way else None, kind=way.kind if way else None, source=way.page if way else None, rule=rule,
        quote=wish.quote if wish else None, quote_page=wish.page if wish else None, quote_read=read, seen=tuple(seen))


def minors(
    abouts: Mapping[str, str], found: Mapping[int, Reach], people: People, columns: Columns
) -> dict[int, str]:
    """Return who says of themself to be under age, with the words that say so, by person code.

    Args:
        abouts: What accounts say about themselves, by account id.
        found: What `reaches` returns: pages about their owner say it, too.
        people: Everybody.
        columns: The accounts.
    """
    said = {account: words for account, about in abouts.items() if (words := stated_minor(about))}
    codes = find_codes(people, columns, said)
    young = {codes[account]: said[account] for account in sorted(codes)}
    for person, reached in found.items():
        words = next((each.contact.quote for each in reached.seen if each.contact.kind is ContactKind.AGE), None)
        if words:
            young.setdefault(person, words)
    return young


def publishers(people: People, columns: Columns) -> dict[str, set[int]]:
    """Return the persons (no organisations, bots, staff) who publish posts of their own on each site."""
    posts = columns.posts
    opening = np.isin(posts.kind, _OPENING) & (posts.author != UNKNOWN) & (posts.site != UNKNOWN)
    pairs = np.unique(np.stack([posts.site[opening], posts.author[opening]]), axis=1)
    found: dict[str, set[int]] = defaultdict(set)
    for place, author in pairs.T.tolist():
        person = int(people.of_account[author])
        if person != UNKNOWN and people.persons[person].kind is PersonKind.PERSON:
            found[columns.sites[place]].add(person)
    return dict(found)


def refusals(found: Mapping[int, Reach]) -> dict[int, str]:
    """Return who asks not to be contacted at all, each with the sentence."""
    return {person: each.quote or "" for person, each in found.items() if each.rule is ContactRule.DO_NOT_CONTACT}


def addresses(found: Iterable[SeenContact]) -> tuple[str, ...]:
    """Return the mail addresses of these, sorted."""
    return tuple(sorted({each.contact.value for each in found
                         if each.contact.kind is ContactKind.MAIL and each.contact.value}))
