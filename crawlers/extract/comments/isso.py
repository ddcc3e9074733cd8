"""Comments kept by Isso: named by the page, answered as JSON by its own server.

A page with `data-isso` leads to `API/?uri=PATH`; the post's address rides along as `post=`, which
Isso ignores, so that the answer can be read without the page.
"""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlsplit

from crawlers.clock import read_moment
from crawlers.extract.byline import account_of
from crawlers.extract.document import attribute, base_url, fragment, text_of, tree
from crawlers.extract.jsontext import Json, dicts, mapping, text_at
from crawlers.extract.links import links_in
from crawlers.extract.permalinks import post_address
from crawlers.extract.spots import spots
from crawlers.records import (
    Finding,
    Outlink,
    OutlinkKind,
    Page,
    Place,
    Post,
    PostKind,
    Remark,
)
from crawlers.urls import authority, try_canonical

_HEAD = 4_000


class IssoAnswer:
    """Reads what an Isso server says about one page."""

    name = "isso"

    def matches(self, page: Page) -> float:
        """Return 0.95 for Isso's JSON: replies with `hidden_replies`, asked for by `uri`."""
        head = page.text[:_HEAD].lstrip()
        if not head.startswith("{") or "uri=" not in urlsplit(page.url).query:
            return 0.0
        return 0.95 if '"hidden_replies"' in page.text or '"total_replies"' in head else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield one post per comment; answers know what they answer."""
        try:
            answer = mapping(json.loads(page.text))
        except (ValueError, RecursionError):
            yield Remark(code="broken_json", text="This answer is cut off or broken.", about=page.url)
            return
        thread = thread_of(page.url)
        for each in dicts(answer.get("replies")):
            yield from _comment(each, thread, page)
            for inner in dicts(each.get("replies")):
                yield from _comment(inner, thread, page)


class IssoComments:
    """Names the Isso server that holds a page's comments."""

    name = "isso_comments"

    def matches(self, page: Page) -> float:
        """Return 0.5 for a page whose comments Isso keeps: less than for comments that are shown."""
        return 0.5 if "data-isso" in page.text else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield where the comments can be asked for."""
        thread = spots(page).ids.get("isso-thread", [])
        script = next((each for each in tree(page).iter("script") if each.get("data-isso")), None)
        api = try_canonical(attribute(script, "data-isso"), base_url(page))
        if api is None:
            return
        post = post_address(page.url)
        uri = attribute(next(iter(thread), None), "data-isso-id") or urlsplit(post).path
        base = api if api.endswith("/") else api + "/"
        url = try_canonical(f"{base}?uri={quote(uri, safe='')}&post={quote(post, safe='')}")
        if url is not None:
            yield Outlink(url=url, kind=OutlinkKind.TWIN, found_with=post, text="comments")


def thread_of(url: str) -> str:
    """Return the post that an Isso answer is about.

    >>> thread_of("https://b.example/isso/?uri=%2Fa%2F1.html&post=https%3A%2F%2Fb.example%2Fa%2F1.html")
    'https://b.example/a/1.html'
    >>> thread_of("https://b.example/isso/?uri=%2Fa%2F1.html")
    'https://b.example/a/1.html'
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    stated = try_canonical(query.get("post"))
    return stated or try_canonical(query.get("uri"), f"{parts.scheme}://{authority(url)}/") or url


def _comment(each: dict[str, Json], thread: str, page: Page) -> Iterator[Finding]:
    number, parent = text_at(each, "id"), text_at(each, "parent")
    if number is None or text_at(each, "mode") == "4":  # deleted
        return
    url = f"{thread}#isso-{number}"
    account = account_of(text_at(each, "author"), text_at(each, "website"), thread)
    if account is None:
        yield Remark(code="unknown_author", text="A comment without a name.", about=url)
    else:
        yield account
    body = fragment(text_at(each, "text") or "")
    created = text_at(each, "created")
    moment = read_moment(created.partition(".")[0] if created else None, seen=page.fetched)
    yield Post(
        url=url, kind=PostKind.COMMENT, author=account.id if account else None, local_id=f"isso-{number}",
        text=text_of(body), thread=thread, in_reply_to=f"{thread}#isso-{parent}" if parent else thread,
        links=links_in(body, thread, place=Place.COMMENT),
        published=moment.at if moment else None, published_basis=moment.basis if moment else None,
    )
