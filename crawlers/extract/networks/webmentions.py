"""Webmentions gathered by a service (webmention.io): who answered, liked, shared or linked a page."""

from collections.abc import Iterator

from crawlers.clock import read_moment
from crawlers.extract.forums.writers import writer
from crawlers.extract.json_document import Item, document, item, items, text
from crawlers.extract.networks.draft import Draft, post_of
from crawlers.records import Account, Activity, Finding, Page, Place, PostKind, Verb
from crawlers.urls import try_canonical

_VERBS = {
    "like-of": Verb.REACT, "like": Verb.REACT, "repost-of": Verb.SHARE, "repost": Verb.SHARE,
    "bookmark-of": Verb.LINK, "bookmark": Verb.LINK,
    "mention-of": Verb.LINK, "link": Verb.LINK,
}
_REPLIES = frozenset({"in-reply-to", "reply"})


class Webmentions:
    """Reads the collected webmentions of a site, in either form of the service."""

    name = "webmentions"

    def matches(self, page: Page) -> float:
        """Return how surely the document is a collection of webmentions."""
        found = document(page)
        if any("wm-property" in entry for entry in items(found, "children")):
            return 0.98
        return 0.95 if any("activity" in entry and "target" in entry for entry in items(found, "links")) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield accounts, replies as comments, and reactions, shares and links as activities."""
        found = document(page)
        for entry in items(found, "children"):
            yield from _findings(entry, text(entry, "wm-property"), text(entry, "wm-target"), page)
        for entry in items(found, "links"):
            yield from _findings(item(entry, "data"), text(item(entry, "activity"), "type"), text(entry, "target"),
                                 page)


def _findings(entry: Item, kind: str | None, target: str | None, page: Page) -> Iterator[Finding]:
    by = item(entry, "author")
    source = try_canonical(text(entry, "url"), fragment=True)
    account = writer(text(by, "name"), text(by, "url"), source or page.url, {"avatar": text(by, "photo")})
    aim = try_canonical(target)
    if account is None or aim is None:
        return
    yield account
    if kind in _REPLIES:
        reply = post_of(_reply(entry, source, account, aim), page)
        if reply is not None:
            yield reply
    elif kind in _VERBS:
        moment = read_moment(text(entry, "published"), seen=page.fetched)
        yield Activity(
            verb=_VERBS[kind], actor=account.id, object=aim, result=source if _VERBS[kind] is Verb.LINK else None,
            published=moment.at if moment else None, published_basis=moment.basis if moment else None, place=Place.BODY,
            quote=_said(entry)[:200], rule="webmention", evidence=page.url,
        )


def _reply(entry: Item, source: str | None, account: Account, aim: str) -> Draft:
    markup = text(item(entry, "content"), "html") or (text(entry, "content")
                                                      if isinstance(entry.get("content"), str) else None)
    return Draft(url=source, account=account, kind=PostKind.COMMENT, title=text(entry, "name"), markup=markup,
                 plain=None if markup else _said(entry), written=text(entry, "published"), thread=aim, parent=aim)


def _said(entry: Item) -> str:
    return text(item(entry, "content"), "text") or ""
