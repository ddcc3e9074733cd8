"""Where a forum page leads: threads, boards, further pages, members, feeds."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawlers.extract.forums.address import thread_address
from crawlers.extract.forums.rules import ThreadRules
from crawlers.extract.forums.selection import joined, select
from crawlers.records import Outlink, OutlinkKind
from crawlers.urls import authority, try_canonical

_FEED = "link[rel~=alternate][type*=rss], link[rel~=alternate][type*=atom]"
#: Addresses that do something rather than show something.
_DEED = re.compile(
    r"(?:posting|login|register|logout|report|ucp|privmsg|newreply|newthread|printthread|sendmessage|reputation"
    r"|usercp|search|calendar"
    r"|subscription)\.php|[?&;/](?:do|mode|action)=(?:login|reg\w*|post\w*|reply|quote|report|mark\w*|print\w*|search"
    r"|email|pm|stats|"
    r"newpost|lastpost|unread|getnewpost|help)|[?&;](?:sort\w*|order\w*|filter\w*|dir)=|/(?:login|register|report"
    r"|quote|reply|react|like|lost-password|search"
    r"|print)(?:[/?]|$)",
    re.IGNORECASE,
)
#: Most links looked at on one page.
_MOST = 3000


def outlinks(root: HtmlElement, rules: ThreadRules, base: str, thread: str | None) -> Iterator[Outlink]:
    """Yield what a page of this forum leads to, each address once, in page order.

    Args:
        root: The page.
        rules: Of the system; `links` says what its addresses are.
        base: Address of the page.
        thread: Address of the thread shown; None on boards.
    """
    home = authority(base)
    seen: set[str] = {base}
    for feed in select(root, _FEED):
        url = try_canonical(feed.get("href"), base)
        if url is not None and url not in seen:
            seen.add(url)
            yield Outlink(url=url, kind=OutlinkKind.FEED, text=joined(feed.get("title") or "")[:100])
    patterns = [(re.compile(pattern), kind) for pattern, kind in rules.links]
    here = thread or thread_address(base, rules.marks)
    for anchor in list(root.iter("a", "link"))[:_MOST]:
        href = anchor.get("href") or ""
        if not href or href.startswith(("#", "javascript:", "mailto:", "data:")) or (
                anchor.tag == "link" and anchor.get("rel") not in ("next", "prev")):
            continue
        url = try_canonical(href, base)
        if url is None or url in seen or authority(url) != home:
            continue
        seen.add(url)
        found = classified(url, patterns, rules, here)
        if found is not None and (found.url == url or found.url not in seen):
            seen.add(found.url)
            yield Outlink(url=found.url, kind=found.kind, text=joined(anchor.text_content())[:100])


def classified(
    url: str, patterns: list[tuple[re.Pattern[str], OutlinkKind]], rules: ThreadRules, here: str,
) -> Outlink | None:
    """Return an address of this forum with its kind; None for what is neither thread, board nor member.

    Another page of what is shown is MORE; pages and messages of other threads are named by the
    address of their thread.
    """
    parts = urlsplit(url)
    whole = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if _DEED.search(whole):
        return None
    kind = next((kind for pattern, kind in patterns if pattern.search(whole)), None)
    if kind not in (OutlinkKind.THREAD, OutlinkKind.INDEX):
        return Outlink(url=url, kind=kind) if kind is not None else None
    start = thread_address(url, rules.marks)
    if parts.query and start.endswith(".php"):  # nothing in it says which thread
        return None
    if start == here:
        if url == start:
            return Outlink(url=url, kind=OutlinkKind.THREAD)
        return Outlink(url=url, kind=OutlinkKind.MORE) if _is_page(whole, rules) else None
    if "?p={id}" in rules.address and _ONE_MESSAGE.search(start):
        return None  # the thread it stands in is linked too; each message would be one more copy of a page
    return Outlink(url=start, kind=kind)


_PAGE = re.compile(
    r"[?&;](?:start|page|st|paged|pp|after|offset)=\d|/(?:page|p)[-/]?\d+/?$|(?:index|-page-?|_)\d+\.html?$"
    r"|-\d+(?:-\d+)?\.html?$"
    r"|topic[=,]\d+\.\d+|board[=,]\d+\.\d+|\?p=\d+$|&p=\d+$|p\d+-", re.IGNORECASE,
)
#: An address of nothing but a message.
_ONE_MESSAGE = re.compile(r"\?p=\d+$")
#: An address of one message rather than of a page.
MESSAGE = re.compile(r"[?&;](?:p|pid|post|comment|postid|findpost)=\d+.*|/post[-/]\d+|\.msg\d+", re.IGNORECASE)


def _is_page(whole: str, rules: ThreadRules) -> bool:
    """Return whether an address of the thread shown is a page of it, rather than a link to a message."""
    if _PAGE.search(whole):
        return not MESSAGE.search(whole) or "p=" in rules.address
    return rules.paged and any(re.search(pattern, whole) for pattern, _ in rules.marks) and not MESSAGE.search(whole)
