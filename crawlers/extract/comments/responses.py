"""Responses shown by microformats: comments, and the likes, reposts and mentions that webmentions bring."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from crawlers.clock import read_moment
from crawlers.extract import microformats
from crawlers.extract.article import lead
from crawlers.extract.byline import account_of
from crawlers.extract.document import base_url, classes, text_of, words_of
from crawlers.extract.links import links_in
from crawlers.extract.spots import spots
from crawlers.records import (
    Account,
    Activity,
    Finding,
    Page,
    Place,
    Post,
    PostKind,
    Remark,
    Verb,
)
from crawlers.urls import site, try_canonical

_COMMENTS = ("u-comment", "p-comment")
#: Bare reactions, and what each of them is.
_REACTIONS = {"p-like": Verb.REACT, "u-like": Verb.REACT, "p-repost": Verb.SHARE, "u-repost": Verb.SHARE,
              "p-bookmark": Verb.REACT, "u-bookmark": Verb.REACT}
_MENTIONS = ("p-mention", "u-mention")


class ResponseComments:
    """Reads `h-cite` responses below an `h-entry`."""

    name = "response_comments"

    def matches(self, page: Page) -> float:
        """Return 0.85 for a page with such responses."""
        marks = spots(page)
        cited = marks.has_class("h-cite", "h-entry") and marks.has_class(*_COMMENTS, *_REACTIONS, *_MENTIONS)
        return 0.85 if cited else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield comments as posts, likes as reactions, reposts as shares, mentions as links."""
        found = lead(page)
        if found is None:
            return
        post = found[0]
        for element in _roots(page, *_COMMENTS):
            yield from _comment(element, page, post)
        for name, verb in _REACTIONS.items():
            for element in _roots(page, name):
                yield from _reaction(element, page, post, verb)
        for element in _roots(page, *_MENTIONS):
            yield from _reaction(element, page, post, Verb.LINK)


def _roots(page: Page, *names: str) -> Iterator[HtmlElement]:
    """Yield the citations that carry one of the properties, each once."""
    seen: set[HtmlElement] = set()
    for each in spots(page).of_class(*names):
        if each not in seen and each.tag not in ("a", "data") and classes(each) & {"h-cite", "h-entry"}:
            seen.add(each)
            yield each


def _account(element: HtmlElement, page: Page) -> Account | None:
    card = microformats.card(microformats.first_property(element, "p-author"))
    return account_of(card.name, card.link, page.url, avatar=card.avatar) if card is not None else None


def _when(element: HtmlElement) -> str | None:
    return microformats.stamp(microformats.first_property(element, "dt-published"))


def _comment(element: HtmlElement, page: Page, post: Post) -> Iterator[Finding]:
    account = _account(element, page)
    links = (microformats.address(each) for each in microformats.properties(element, "u-url"))
    own = next((url for link in links if (url := try_canonical(link, page.url))), None)
    moment = read_moment(_when(element), seen=page.fetched)
    contents = (*microformats.properties(element, "e-content"), *microformats.properties(element, "p-content"))
    content = contents[0] if contents else None
    url = own or f"{post.url}#{element.get('id') or 'response-' + str(element.sourceline or 0)}"
    if account is None:
        yield Remark(code="unknown_author", text="A response that names nobody.", about=url)
    else:
        yield account
    body = element if content is None else content
    links_found = links_in(body, base_url(page), place=Place.COMMENT) if content is not None else ()
    yield Post(
        url=url, kind=PostKind.COMMENT, author=account.id if account else None, local_id=element.get("id"),
        text=text_of(body) if content is not None else words_of(element), thread=post.url, in_reply_to=post.url,
        links=tuple(link for link in links_found if site(link.url) != site(post.url)),
        published=moment.at if moment else None, published_basis=moment.basis if moment else None,
    )


def _reaction(element: HtmlElement, page: Page, post: Post, verb: Verb) -> Iterator[Finding]:
    account = _account(element, page)
    if account is None:
        return
    yield account
    moment = read_moment(_when(element), seen=page.fetched)
    url = try_canonical(microformats.address(microformats.first_property(element, "u-url")), page.url)
    yield Activity(
        verb=verb, actor=account.id, object=post.url, owner=post.author, result=url,
        published=moment.at if moment else None, published_basis=moment.basis if moment else None,
        rule="webmention", evidence=page.url,
    )
