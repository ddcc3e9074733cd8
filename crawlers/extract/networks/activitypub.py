"""ActivityPub objects (W3C ActivityStreams 2.0 JSON), as any server of the fediverse gives them."""

import re
from collections.abc import Iterator

from crawlers.clock import read_moment
from crawlers.extract.forums.selection import plain
from crawlers.extract.json_document import Item, document, fragment, item, items, text
from crawlers.extract.networks.draft import Draft, findings_of
from crawlers.records import Account, AccountKind, Activity, Finding, Mention, Page, Post, PostKind, Verb
from crawlers.urls import site, try_canonical

_NOTES = frozenset({"Note", "Article", "Page", "Question", "Video", "Audio", "Event", "ChatMessage"})
_ACTORS = {
    "Person": None, "Group": AccountKind.ORGANISATION, "Organization": AccountKind.ORGANISATION,
    "Application": AccountKind.BOT,
    "Service": AccountKind.BOT,
}
_DEEDS = {"Announce": Verb.SHARE, "Like": Verb.REACT, "EmojiReact": Verb.REACT, "Follow": Verb.FOLLOW}
#: Mastodon writes one thing two ways; the one that people see is the one we keep.
_STATUS = re.compile(r"^(https?://[^/]+)/users/([^/]+)/statuses/(\d+)(?:/activity)?$")
_USER = re.compile(r"^(https?://[^/]+)/users/([^/]+)$")
_NAMED = re.compile(r"/(?:@|users?/|u/|author/|channel/|accounts/|profile/)([\w.-]+)/?$")
_BIO = 1000
#: Objects inside collections inside activities; deeper is no real document.
_DEEPEST = 4


class ActivityPub:
    """Reads notes, actors, activities and collections of ActivityPub."""

    name = "activitypub"

    def matches(self, page: Page) -> float:
        """Return how surely the document is of ActivityPub."""
        whole = item(document(page))
        known = _type(whole) in {*_NOTES, *_ACTORS, *_DEEDS, "Create", "Update", "OrderedCollection",
                                 "OrderedCollectionPage", "Collection"}
        context = "activitystreams" in str(whole.get("@context"))
        return 0.97 if known and context else 0.9 if known and ("attributedTo" in whole or "inbox" in whole) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield actors, posts with what they answer, shares, likes and follows."""
        seen: set[str] = set()
        for thing in _things(document(page), 0):
            kind = _type(thing)
            if kind in _ACTORS:
                yield from filter(None, [_actor(thing)])
            elif kind in _NOTES:
                for finding in findings_of([_draft(thing)], page):
                    identity = finding.url if isinstance(finding, Post) else getattr(finding, "id", "")
                    if identity not in seen:
                        seen.add(identity)
                        yield finding
            elif kind in _DEEDS:
                yield from _deed(thing, page)


def _type(thing: Item) -> str:
    found = thing.get("type")
    return found if isinstance(found, str) else next((one for one in found if isinstance(one, str)),
                                                     "") if isinstance(found, list) else ""


def _things(found: object, depth: int) -> Iterator[Item]:
    """Yield the objects of a document: itself, what an activity made, the members of a collection."""
    whole = item(found)
    if depth > _DEEPEST:
        return
    if _type(whole) in ("Create", "Update"):
        yield from _things(whole.get("object"), depth + 1)
    elif whole:
        yield whole
    for key in ("orderedItems", "items", "first"):
        inner = whole.get(key)
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict):
                yield from _things(one, depth + 1)


def shown(address: str | None) -> str | None:
    """Return the address that people see for one that servers use.

    >>> shown("https://m.example/users/ann/statuses/7"), shown("https://m.example/users/ann")
    ('https://m.example/@ann/7', 'https://m.example/@ann')
    """
    url = try_canonical(address)
    return _USER.sub(r"\1/@\2", _STATUS.sub(r"\1/@\2/\3", url)) if url else None


def _reference(thing: object) -> str | None:
    """Return the address that a value means: text, an object, or the first of a list."""
    if isinstance(thing, list):
        return next((found for found in (_reference(one) for one in thing) if found), None)
    return shown(thing if isinstance(thing, str) else text(item(thing), "id", "href", "url"))


def _own_address(thing: Item) -> str | None:
    return _reference(thing.get("url")) or _reference(thing.get("id"))


def _handle(actor: str) -> str | None:
    """Return the name in an actor's address, where it holds one rather than a number."""
    found = _NAMED.search(actor)
    return found[1] if found else None


def _known_by(actor: str | None) -> Account | None:
    """Return the account of an actor of whom only the address is known."""
    return Account(id=actor, handle=_handle(actor), site=site(actor)) if actor else None


def _actor(thing: Item) -> Account | None:
    url = _own_address(thing)
    if url is None:
        return None
    claims = tuple(("website", link) for link in (_field_link(line) for line in items(thing, "attachment")) if link)
    return Account(
        id=url, name=text(thing, "name", "preferredUsername"), handle=text(thing, "preferredUsername"), site=site(url),
        claims=claims, avatar=_reference(thing.get("icon")), kind=_ACTORS[_type(thing)],
        bio=plain(fragment(text(thing, "summary")))[:_BIO] or None,
    )


def _field_link(line: Item) -> str | None:
    anchor = fragment(text(line, "value")).find(".//a[@href]")
    return try_canonical(anchor.get("href")) if anchor is not None else None


def _draft(note: Item) -> Draft:
    author = _reference(note.get("attributedTo") or note.get("actor"))
    named = [Mention(name=(text(tag, "name") or "").lstrip("@"), account=_reference(tag.get("href")))
             for tag in items(note, "tag") if _type(tag) == "Mention"]
    shared = [_reference(one.get("href")) for one in items(note, "attachment") if _type(one) == "Link"]
    return Draft(
        url=_own_address(note), account=_known_by(author),
        kind=PostKind.POST if _type(note) in ("Article", "Page") else PostKind.NOTE, title=text(note, "name"),
        markup=text(note, "content"), written=text(note, "published"), changed=text(note, "updated"),
        parent=_reference(note.get("inReplyTo")), shared=tuple(one for one in shared if one),
        named=tuple(one for one in named if one.name),
        tags=tuple((text(tag, "name") or "").lstrip("#") for tag in items(note, "tag") if _type(tag) == "Hashtag"),
        language=text(item(note, "language"), "identifier") or next(iter(item(note, "contentMap")), None),
    )


def _deed(thing: Item, page: Page) -> Iterator[Finding]:
    actor, target = _reference(thing.get("actor")), _reference(thing.get("object"))
    moment = read_moment(text(thing, "published"), seen=page.fetched)
    if actor is None or target is None:
        return
    verb = _DEEDS[_type(thing)]
    yield Account(id=actor, handle=_handle(actor), site=site(actor))
    yield Activity(verb=verb, actor=actor, object=target, owner=target if verb is Verb.FOLLOW else None,
                   published=moment.at if moment else None, published_basis=moment.basis if moment else None,
                   rule=verb.value, evidence=page.url)
