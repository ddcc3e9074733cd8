"""Lemmy's public interface: posts, comments, people."""

import re
from collections.abc import Iterator

from crawlers.extract.json_document import Item, document, item, items, number, text
from crawlers.extract.networks.draft import Draft, findings_of
from crawlers.records import Account, AccountKind, Finding, Page, PostKind
from crawlers.urls import site, try_canonical

_LINK = re.compile(r"https?://[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]")


class Lemmy:
    """Reads posts and comments from Lemmy's JSON."""

    name = "lemmy"

    def matches(self, page: Page) -> float:
        """Return how surely the document is of Lemmy's interface."""
        found = document(page)
        return 0.97 if any(item(view, "creator") and ("community" in view or "post" in view)
                           for view in _views(found)) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield people, posts, and comments with who answers whom."""
        views = [view for view in _views(document(page)) if item(view, "creator")]
        comments = {number(item(view, "comment"), "id"): text(item(view, "comment"), "ap_id") for view in views}
        posts = [view for view in views if not item(view, "comment")]
        yield from findings_of((_post(view) for view in posts), page)
        yield from findings_of((_comment(view, comments) for view in views if item(view, "comment")), page)


def _views(found: object) -> Iterator[Item]:
    whole = item(found)
    for key in ("post_view", "comment_view"):
        if item(whole, key):
            yield item(whole, key)
    for key in ("posts", "comments"):
        yield from items(whole, key)


def _person(person: Item) -> Account | None:
    url = try_canonical(text(person, "actor_id", "ap_id"))
    if url is None:
        return None
    return Account(id=url, name=text(person, "display_name", "name"), handle=text(person, "name"), site=site(url),
                   avatar=try_canonical(text(person, "avatar")), bio=(text(person, "bio") or "")[:1000] or None,
                   kind=AccountKind.BOT if person.get("bot_account") is True else None)


def _post(view: Item) -> Draft:
    post = item(view, "post")
    body = text(post, "body") or ""
    url = text(post, "ap_id")
    return Draft(
        url=url, account=_person(item(view, "creator")), kind=PostKind.MESSAGE, local_id=text(post, "id"),
        title=text(post, "name"),
        plain=body, written=text(post, "published"), changed=text(post, "updated"), thread=url,
        shared=tuple(filter(None, [text(post, "url"), *_LINK.findall(body)])),
        tags=tuple(filter(None, [text(item(view, "community"), "name")])),
    )


def _comment(view: Item, comments: dict[int | None, str | None]) -> Draft:
    comment = item(view, "comment")
    thread = text(item(view, "post"), "ap_id")
    said = text(comment, "content") or ""
    way = [int(step) for step in (text(comment, "path") or "").split(".") if step.isdigit()]
    above = way[-2] if len(way) > 1 else 0
    return Draft(
        url=text(comment, "ap_id"), account=_person(item(view, "creator")), kind=PostKind.COMMENT,
        local_id=text(comment, "id"),
        plain="" if comment.get("deleted") or comment.get("removed") else said, written=text(comment, "published"),
        changed=text(comment, "updated"), thread=thread, parent=comments.get(above) if above else thread,
        shared=tuple(_LINK.findall(said)),
    )
