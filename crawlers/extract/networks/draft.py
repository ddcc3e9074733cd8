"""Posts of networks on their way to records: what an interface says, read the same way for all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawlers.clock import read_moment
from crawlers.extract.forums.content import content
from crawlers.extract.forums.selection import select
from crawlers.extract.json_document import fragment
from crawlers.records import Account, Finding, Link, Mention, Page, Post, PostKind
from crawlers.urls import try_canonical

_NAMING = "a.mention:not(.hashtag), a.u-url.mention, span.h-card a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post as an interface gives it; addresses as found, times as written."""

    url: str | None
    account: Account | None
    kind: PostKind = PostKind.NOTE
    local_id: str | None = None
    title: str | None = None
    #: Words as HTML, or plain.
    markup: str | None = None
    plain: str | None = None
    written: str | None = None
    changed: str | None = None
    thread: str | None = None
    parent: str | None = None
    #: Addresses shared beside the words: the link of a submission, a card.
    shared: tuple[str, ...] = ()
    #: Members named, as the interface says.
    named: tuple[Mention, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    number: int | None = None


def post_of(draft: Draft, page: Page) -> Post | None:
    """Return the record of a draft; None where it has no address."""
    url = try_canonical(draft.url, page.url, fragment=True)
    if url is None:
        return None
    body = fragment(draft.markup)
    own = content(body, url, naming=set(select(body, _NAMING)))
    moment = read_moment(draft.written, seen=page.fetched)
    changed = read_moment(draft.changed, seen=page.fetched)
    shared = [Link(url=link) for link in (try_canonical(one, page.url) for one in draft.shared) if link]
    links = {link.url: link for link in (*own.links, *shared)}
    named = [mention.account for mention in draft.named]
    return Post(
        url=url, kind=draft.kind, author=draft.account.id if draft.account else None, local_id=draft.local_id,
        number=draft.number, title=draft.title, text=(draft.plain or own.text).strip(),
        published=moment.at if moment else None, published_basis=moment.basis if moment else None,
        modified=changed.at if changed else None, thread=try_canonical(draft.thread, page.url, fragment=True),
        in_reply_to=try_canonical(draft.parent, page.url, fragment=True),
        links=tuple(link for link in links.values() if link.url not in named),
        mentions=draft.named or own.mentions, tags=draft.tags, language=draft.language,
    )


def findings_of(drafts: Iterable[Draft], page: Page) -> Iterator[Finding]:
    """Yield accounts and posts of drafts, each account once."""
    seen: set[str] = set()
    for draft in drafts:
        if draft.account is not None and draft.account.id not in seen:
            seen.add(draft.account.id)
            yield draft.account
        post = post_of(draft, page)
        if post is not None:
            yield post
