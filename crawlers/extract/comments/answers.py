"""Comments that were read, as records: accounts, posts that answer the post or each other, remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawlers.extract.article import lead, own_address
from crawlers.extract.byline import account_of
from crawlers.extract.comments.blocks import Spoken
from crawlers.extract.disclosure import disclosure_of
from crawlers.extract.document import base_url
from crawlers.extract.homes import home_of
from crawlers.extract.language import language_of
from crawlers.extract.links import links_in, mentions_in
from crawlers.records import (
    Account,
    Finding,
    Link,
    Mention,
    Outlink,
    OutlinkKind,
    Page,
    Place,
    Post,
    PostKind,
    Remark,
    folded,
)
from crawlers.urls import site

_MAX_SHOWN = 80


def findings(comments: Sequence[Spoken], page: Page) -> Iterator[Finding]:
    """Yield accounts and posts of a page's comments, in page order; pingbacks are only remarked upon."""
    found = lead(page)
    owner = found[1] if found is not None else None
    thread = found[0].url if found is not None else own_address(page)
    urls = [_url(each, thread) for each in comments]
    seen: set[str] = set()
    for number, (comment, url) in enumerate(zip(comments, urls, strict=True)):
        if url in seen:
            continue
        seen.add(url)
        if comment.is_pingback:
            yield Remark(code="pingback", text="A notice that another page links here, not a comment.", about=url)
        elif comment.text or comment.name is not None:
            answered = _parent(number, comments, urls) or thread
            yield from _one(comment, page, url, owner=owner, thread=thread, answered=answered)


def _one(
    comment: Spoken, page: Page, url: str, *, owner: Account | None, thread: str, answered: str,
) -> Iterator[Finding]:
    account = _account(comment, page, owner)
    if account is None:
        text = f"A comment signed {comment.shown_name or 'by nobody'!r}."
        yield Remark(code="unknown_author", text=text, about=url)
    elif account is not owner:
        yield account
    yield _post(comment, page, url, author=account.id if account else None, thread=thread, answered=answered)
    if comment.moment is None:
        yield Remark(code="undated", text="A comment without a date.", about=url)
    if account is not None and account.website and site(account.website) != site(page.url):
        yield Outlink(url=account.website, kind=OutlinkKind.SITE, found_with=account.id)


def _url(comment: Spoken, thread: str) -> str:
    if comment.permalink is not None and site(comment.permalink) == site(thread):
        return f"{thread}#{comment.permalink.partition('#')[2]}"
    return f"{thread}#{comment.local_id}"


def _parent(number: int, comments: Sequence[Spoken], urls: Sequence[str]) -> str | None:
    """Return the address of the comment answered; an answer to a pingback answers the post."""
    parent = comments[number].parent
    if parent is None or parent == number or comments[parent].is_pingback:
        return None
    return urls[parent]


def _account(comment: Spoken, page: Page, owner: Account | None) -> Account | None:
    """Return who wrote a comment; the blog's writer under their own account of the post."""
    if comment.is_owner and owner is not None and folded(comment.name or owner.name or "") == folded(owner.name or ""):
        return owner
    return account_of(comment.name, comment.link, page.url, home=home_of(page), avatar=comment.avatar)


def _post(comment: Spoken, page: Page, url: str, *, author: str | None, thread: str, answered: str) -> Post:
    base = base_url(page)
    links: dict[str, Link] = {}
    mentions: dict[str, Mention] = {}
    for body in comment.bodies:
        for link in links_in(body, base, place=Place.COMMENT, without=comment.without):
            if link.url not in (thread, comment.link):
                links.setdefault(link.url, link)
        for mention in mentions_in(body, base, without=comment.without):
            mentions.setdefault(mention.account or mention.name, mention)
    moment = comment.moment
    post = Post(
        url=url, kind=PostKind.COMMENT, author=author, local_id=comment.local_id, text=comment.text, thread=thread,
        in_reply_to=answered, links=tuple(links.values()), mentions=tuple(mentions.values()), home=home_of(page),
        published=moment.at if moment else None, published_basis=moment.basis if moment else None,
        language=language_of(comment.text), disclosure=disclosure_of(comment.text),
    )
    if author is None and comment.shown_name:
        post = replace(post, origins=(("shown_author", comment.shown_name[:_MAX_SHOWN]),))
    return post
