"""Bluesky's public interface (AT protocol, `app.bsky.*`): threads, feeds, profiles."""

import re
from collections.abc import Iterator

from crawlers.clock import read_moment
from crawlers.extract.json_document import Item, document, item, items, number, text
from crawlers.extract.networks.draft import Draft, findings_of
from crawlers.records import Account, Activity, Finding, Mention, Page, Verb
from crawlers.urls import try_canonical

_AT = re.compile(r"^at://([^/]+)/app\.bsky\.feed\.post/([^/]+)$")
_WEB = "https://bsky.app/profile/"
#: Threads nest; deeper than this is read no further.
_DEEPEST = 200


class Bluesky:
    """Reads posts, threads, reposts and profiles of Bluesky."""

    name = "bluesky"

    def matches(self, page: Page) -> float:
        """Return how surely the document is of Bluesky's interface."""
        found = document(page)
        if any(True for _ in _posts(found)):
            return 0.98
        return 0.95 if str(item(found).get("did", "")).startswith("did:") and "handle" in item(found) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield accounts, posts with who answers whom, and reposts."""
        found = document(page)
        if "did" in item(found):
            yield from filter(None, [_account(item(found))])
        yield from findings_of((_draft(post) for post in _posts(found)), page)
        for entry in items(found, "feed"):
            by = _account(item(entry, "reason", "by"))
            target = _address(text(item(entry, "post"), "uri"))
            owner = _account(item(entry, "post", "author"))
            moment = read_moment(text(item(entry, "reason"), "indexedAt"), seen=page.fetched)
            if by is not None and target is not None:
                yield by
                yield Activity(verb=Verb.SHARE, actor=by.id, object=target, owner=owner.id if owner else None,
                               published=moment.at if moment else None,
                               published_basis=moment.basis if moment else None,
                               rule="share", evidence=page.url)


def _posts(found: object) -> Iterator[Item]:
    """Yield the posts of a thread (upwards, itself, downwards), of a feed, or of a list."""
    whole = item(found)
    waiting = [item(whole, "thread")]
    for _ in range(_DEEPEST * 50):
        if not waiting:
            break
        node = waiting.pop(0)
        if _is_post(item(node, "post")):
            yield item(node, "post")
        waiting = [one for one in (item(node, "parent"), *items(node, "replies")) if one] + waiting
    for entry in items(whole, "feed"):
        for post in (item(entry, "post"), item(entry, "reply", "parent")):
            if _is_post(post):
                yield post
    yield from (post for post in items(whole, "posts") if _is_post(post))


def _is_post(post: Item) -> bool:
    return str(post.get("uri", "")).startswith("at://") and "author" in post and "record" in post


def _address(uri: str | None) -> str | None:
    """Return the web address of a post; by the account's number (DID), which never changes.

    >>> _address("at://did:plc:7/app.bsky.feed.post/3k")
    'https://bsky.app/profile/did:plc:7/post/3k'
    """
    found = _AT.match(uri or "")
    return f"{_WEB}{found[1]}/post/{found[2]}" if found else None


def _account(profile: Item) -> Account | None:
    handle, did = text(profile, "handle"), text(profile, "did")
    url = try_canonical(f"{_WEB}{handle}") if handle else None
    if url is None:
        return None
    return Account(
        id=url, name=text(profile, "displayName", "handle"), handle=handle, site="bsky.app",
        bio=(text(profile, "description") or "")[:1000] or None,
        avatar=try_canonical(text(profile, "avatar")), audience=number(profile, "followersCount"),
        claims=(("sameAs", f"{_WEB}{did}"),) if did else (),
    )


def _draft(post: Item) -> Draft:
    record = item(post, "record")
    said = text(record, "text") or ""
    shared, named = [], []
    for facet in items(record, "facets"):
        for feature in items(facet, "features"):
            if text(feature, "uri"):
                shared.append(text(feature, "uri") or "")
            elif text(feature, "did"):
                named.append(_mention(facet, said))
    embed = item(record, "embed")
    shared += filter(None, [text(item(embed, "external"), "uri"), _address(text(item(embed, "record"), "uri"))])
    languages = record.get("langs")
    return Draft(
        url=_address(text(post, "uri")), account=_account(item(post, "author")),
        local_id=(text(post, "uri") or "").rpartition("/")[2],
        plain=said, written=text(record, "createdAt"), parent=_address(text(item(record, "reply", "parent"), "uri")),
        thread=_address(text(item(record, "reply", "root"), "uri")), shared=tuple(shared),
        named=tuple(one for one in named if one.name), language=str(languages[0]) if isinstance(languages, list)
        and languages else None,
    )


def _mention(facet: Item, said: str) -> Mention:
    """Return who is named in a stretch of text, which is counted in bytes."""
    start, end = number(item(facet, "index"), "byteStart") or 0, number(item(facet, "index"), "byteEnd") or 0
    name = said.encode()[start:end].decode("utf-8", "ignore").strip().lstrip("@")
    return Mention(name=name, account=try_canonical(f"{_WEB}{name}") if "." in name else None)
