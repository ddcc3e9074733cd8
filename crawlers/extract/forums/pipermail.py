"""Pipermail, the archive of Mailman 2: one page a mail, and a thread index whose nesting says who answers whom."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawlers.clock import read_moment
from crawlers.extract.document import tree
from crawlers.extract.forums.mail import links_of, own_words
from crawlers.extract.forums.selection import plain, select, value
from crawlers.extract.forums.writers import writer
from crawlers.records import Activity, Finding, Outlink, OutlinkKind, Page, Place, Post, PostKind, Remark, Verb
from crawlers.urls import try_canonical

_MESSAGE = re.compile(r"(?:^|/)\d{4,}\.html$")
_ARTICLE = re.compile(r"<!--beginarticle-->(?P<body>.*?)<!--endarticle-->", re.DOTALL | re.IGNORECASE)
_LIST = re.compile(r"<a name=\"?\d+\"?>", re.IGNORECASE)


class Pipermail:
    """Reads mails and indexes of Pipermail."""

    name = "pipermail"

    def matches(self, page: Page) -> float:
        """Return how surely the page is a mail or an index of Pipermail."""
        if "html" not in page.media_type:
            return 0.0
        if "<!--beginarticle-->" in page.text:
            return 0.97
        return 0.93 if "Pipermail" in page.text and _LIST.search(page.text) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield the mail; of an index the mails as outlinks, and who answered whom."""
        root = tree(page)
        if "<!--beginarticle-->" in page.text:
            yield from _mail(root, page)
        else:
            yield from _index(root, page)


def _mail(root: HtmlElement, page: Page) -> Iterator[Finding]:
    account = writer(value(root, ("body > b", "b")), None, page.url)
    if account is not None:
        yield account
    moment = read_moment(value(root, ("body > i", "i")), seen=page.fetched)
    words = "\n".join("".join(block.itertext()) for block in select(root, "pre")) or _bare(page)
    own, signature = own_words(words)
    yield Post(
        url=page.url, kind=PostKind.MAIL, author=account.id if account else None, title=value(root, ("h1",)), text=own,
        published=moment.at if moment else None, published_basis=moment.basis if moment else None,
        links=(*links_of(own, Place.BODY), *links_of(signature, Place.SIGNATURE)),
    )
    if account is None:
        yield Remark(code="unknown_author", text="this mail names no writer", about=page.url)
    for link in select(root, "link[rel=Next], link[rel=Previous], link[rel=next], link[rel=previous]"):
        if url := try_canonical(link.get("href"), page.url):
            yield Outlink(url=url, kind=OutlinkKind.MORE)


def _bare(page: Page) -> str:
    found = _ARTICLE.search(page.text)
    return re.sub(r"<[^>]{0,300}>", " ", found["body"]) if found else ""


def _index(root: HtmlElement, page: Page) -> Iterator[Finding]:
    """Yield what a thread index says; in an index by date or subject nothing answers anything."""
    accounts: set[str] = set()
    for entry in select(root, "li:has(> a[name])"):
        url, name = _entry(entry, page)
        if url is None:
            continue
        yield Outlink(url=url, kind=OutlinkKind.THREAD, text=plain(entry[0])[:100])
        around = next((one for one in entry.iterancestors("li") if one.find("a") is not None),
                      None) if _is_threaded(page) else None
        above = _entry(around, page)[0] if around is not None else _before(entry, page)
        account = writer(name, None, page.url)
        if above is None or account is None:
            continue
        if account.id not in accounts:
            accounts.add(account.id)
            yield account
        yield Activity(verb=Verb.REPLY, actor=account.id, object=above, result=url, rule="thread index",
                       evidence=page.url)
    for anchor in select(root, "a[href$='thread.html'], a[href$='date.html']"):
        if (url := try_canonical(anchor.get("href"), page.url)) and url != page.url:
            yield Outlink(url=url, kind=OutlinkKind.INDEX)


def _is_threaded(page: Page) -> bool:
    return page.url.endswith("thread.html")


def _before(entry: HtmlElement, page: Page) -> str | None:
    """Return the mail that a nested list stands after, where lists are not within the entries."""
    parent = entry.getparent()
    before = parent.getprevious() if parent is not None and _is_threaded(page) else None
    return _entry(before, page)[0] if before is not None and before.tag == "li" else None


def _entry(entry: HtmlElement, page: Page) -> tuple[str | None, str | None]:
    link = next((anchor.get("href") for anchor in entry.iter("a") if _MESSAGE.search(anchor.get("href") or "")), None)
    return try_canonical(link, page.url), value(entry, ("i",))
