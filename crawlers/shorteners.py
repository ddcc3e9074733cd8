"""Addresses that stand for another: short links, and the links of feed proxies that count readers on the way. Pure.

A link through one of them is a link to where it leads, so they are asked for that, and for nothing else: only
services known for it, so many a page, so many a service and run, robots.txt and pauses as anywhere.
"""

from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from crawlers.records import Finding, Outlink, OutlinkKind, Post
from crawlers.urls import authority, without_fragment

#: Hosts whose every address stands for another one.
SHORTENERS = frozenset({
    "t.co", "bit.ly", "j.mp", "tinyurl.com", "goo.gl", "ow.ly", "buff.ly", "dlvr.it", "is.gd", "v.gd", "ift.tt",
    "fb.me", "lnkd.in", "wp.me", "trib.al", "shar.es", "su.pr", "rb.gy", "cutt.ly", "tiny.cc", "t.cn", "url.cn",
    "dwz.cn", "reurl.cc", "pse.is", "ppt.cc", "0rz.tw", "lihi1.com", "lihi.cc", "feedproxy.google.com",
})
#: Hosts of feeds where the addresses below such a path stand for another one.
_FEED_PROXIES = {"feeds.feedburner.com": "/~r/", "feedproxy.feedly.com": "/", "feeds.feedblitz.com": "/~/"}
#: Most short links taken from one page.
MAX_PER_PAGE = 30
#: Short addresses that lead to one another: so many steps are gone.
MAX_STEPS = 4
_NAMED = frozenset({OutlinkKind.POST, OutlinkKind.SITE, OutlinkKind.THREAD})


def stands_for_another(url: str, hosts: Collection[str] = SHORTENERS) -> bool:
    """Return whether an address only leads to another one.

    >>> stands_for_another("https://t.co/a1B2"), stands_for_another("http://feeds.feedburner.com/~r/Ann/~3/x/a-post/")
    (True, True)
    >>> stands_for_another("http://feeds.feedburner.com/Ann"), stands_for_another("https://t.co/")
    (False, False)
    """
    path = urlsplit(url).path
    name = authority(url).removeprefix("www.")
    start = _FEED_PROXIES.get(name)
    return path != "/" and (name in hosts or (start is not None and path.startswith(start)))


def short_links(outlinks: Iterable[Outlink], findings: Iterable[Finding], hosts: Collection[str]) -> list[str]:
    """Return the short addresses by which a page's posts are named, and to which their texts link; in page order."""
    named = [link.url for link in outlinks if link.kind in _NAMED]
    linked = [link.url for post in findings if isinstance(post, Post) for link in post.links]
    found = dict.fromkeys(without_fragment(url) for url in (*named, *linked) if stands_for_another(url, hosts))
    return list(found)[:MAX_PER_PAGE]
