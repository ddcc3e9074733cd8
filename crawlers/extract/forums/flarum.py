"""Flarum: its JSON, alone or inside the page, and what its pages show without scripts."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from crawlers.clock import read_moment
from crawlers.extract.forums.content import content
from crawlers.extract.forums.quotes import outermost
from crawlers.extract.forums.selection import select
from crawlers.extract.forums.writers import writer
from crawlers.extract.json_document import Item, document, fragment, item, items, number, text
from crawlers.records import Account, Finding, Outlink, OutlinkKind, Page, Post, PostKind

_PAYLOAD = re.compile(r'<script[^>]*id="flarum-json-payload"[^>]*>(.*?)</script>', re.DOTALL)
_OLD_PAYLOAD = re.compile(r"app\.boot\((\{.*?\})\);", re.DOTALL)
_ROOT = re.compile(r"^(https?://[^/]+(?:/[^?#]*?)?)/(?:d|api|t|u)/|^(https?://[^/]+)")


class Flarum:
    """Reads discussions and lists of Flarum."""

    name = "flarum"

    def matches(self, page: Page) -> float:
        """Return how surely the page or document is Flarum's."""
        if "flarum-json-payload" in page.text or ("html" in page.media_type and "flarum.core" in page.text):
            return 0.97
        found = item(_api(page))
        kinds = {text(thing, "type") for thing in _resources(found)}
        return 0.96 if {"posts", "discussions"} & kinds and item(found,
                                                                 "links") is not None and "data" in found else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield posts with who answers whom, and discussions as outlinks."""
        found = _api(page)
        things = list(_resources(found))
        root = _root(page.url)
        users = {text(one, "id"): _account(item(one, "attributes"), root) for one in things
                 if text(one, "type") == "users"}
        threads = {text(one, "id"): _thread(one, root) for one in things if text(one, "type") == "discussions"}
        posts = [one for one in things if text(one, "type") == "posts" and "contentHtml" in item(one, "attributes")]
        yield from (account for account in users.values() if account is not None)
        title = next((text(item(one, "attributes"), "title") for one in things if text(one, "type") == "discussions"),
                     None)
        known = {text(one, "id"): _address(one, threads) for one in posts}
        for one in sorted(posts, key=lambda post: number(item(post, "attributes"), "number") or 0):
            post = _post(one, users, threads, known, page)
            yield replace(post, title=title) if post.url == post.thread else post
        held = {url for url in threads.values() if not posts}
        yield from (Outlink(url=url, kind=OutlinkKind.THREAD) for url in sorted(held))
        following = text(item(found, "links"), "next")
        if following:
            yield Outlink(url=following, kind=OutlinkKind.MORE)


def _api(page: Page) -> Item:
    """Return the interface's document: the page itself, or the one that the page carries."""
    if "html" not in page.media_type:
        return item(document(page))
    held = _PAYLOAD.search(page.text) or _OLD_PAYLOAD.search(page.text)
    try:
        payload = json.loads(held[1]) if held else {}
    except (ValueError, RecursionError):
        payload = {}
    return item(payload, "apiDocument") or item(payload, "document")


def _resources(found: Item) -> Iterator[Item]:
    """Yield the things of a JSON:API document, the included ones after the main ones."""
    if isinstance(found.get("data"), dict):
        yield item(found, "data")
    yield from items(found, "data")
    yield from items(found, "included")


def _root(url: str) -> str:
    found = _ROOT.match(url)
    return (found[1] or found[2]) if found else url


def _account(user: Item, root: str) -> Account | None:
    name = text(user, "username")
    slug = text(user, "slug") or name
    return writer(text(user, "displayName") or name, f"{root}/u/{slug}" if slug else None, root + "/",
                  {"handle": name, "avatar": text(user, "avatarUrl")})


def _thread(discussion: Item, root: str) -> str:
    slug = text(item(discussion, "attributes"), "slug")
    identity = text(discussion, "id") or ""
    return f"{root}/d/{slug if slug and slug.startswith(identity) else '-'.join(filter(None, [identity, slug]))}"


def _address(post: Item, threads: dict[str | None, str]) -> str:
    thread = threads.get(text(item(post, "relationships", "discussion", "data"),
                              "id")) or next(iter(threads.values()), "")
    position = number(item(post, "attributes"), "number") or 1
    return thread if position == 1 else f"{thread}/{position}"


def _post(
    post: Item, users: dict[str | None, Account | None], threads: dict[str | None, str], known: dict[str | None, str],
    page: Page,
) -> Post:
    said = item(post, "attributes")
    body = fragment(text(said, "contentHtml"))
    answered = [known.get(link.get("data-id")) or link.get("href") for link in select(body, "a.PostMention")]
    urls = list(dict.fromkeys(url for url in answered if url))
    own = content(body, page.url, skipped={*outermost(body, "blockquote"), *select(body, "a.PostMention")},
                  naming=set(select(body, "a.UserMention")))
    account = users.get(text(item(post, "relationships", "user", "data"), "id"))
    moment = read_moment(text(said, "createdAt"), seen=page.fetched)
    url = _address(post, threads)
    return Post(
        url=url, kind=PostKind.MESSAGE, author=account.id if account else None, local_id=text(post, "id"),
        number=number(said, "number"), text=own.text, published=moment.at if moment else None,
        published_basis=moment.basis if moment else None,
        thread=url.rpartition("/")[0] if number(said, "number") != 1 else url,
        in_reply_to=urls[0] if urls else None, quotes=tuple(urls[1:]), links=own.links, mentions=own.mentions,
    )
