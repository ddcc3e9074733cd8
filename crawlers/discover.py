"""Where a page leads, read from the page alone: feeds, further pages, threads, sitemaps, canonical address.

Pure. The readers of `crawlers.extract` know their own systems better; what they say of an address
goes before what is guessed here. This is the net below them: no page of a site's own is lost because
no reader knew its furniture.
"""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawlers.extract.document import base_url, tree, words_of
from crawlers.records import Outlink, OutlinkKind, Page
from crawlers.traps import published_day
from crawlers.urls import authority, site, try_canonical

#: Most addresses taken from one page; more is a link farm or an index better read by its pages.
MAX_LINKS = 3000
#: Most addresses taken from one sitemap file (the protocol's own limit).
MAX_SITEMAP = 50_000
#: Asked for on a source's site only when its page announces no feed.
COMMON_FEEDS = ("feed/", "rss.xml", "atom.xml", "index.xml", "feed.xml", "feed.json")

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
                         "application/json+feed"})
_MORE = re.compile(r"/page/?\d+/?$|/(?:index|p|seite|comment-page)-?\d+(?:\.html?)?/?$"
                   r"|[?&](?:page|paged|start|offset|pg|seite)=\d", re.IGNORECASE)
_THREAD = re.compile(r"viewtopic\.php|showthread\.php|/threads?/|/topics?/[^/]|/t/[^/]+/\d|/d/\d+|[?&]topic=\d"
                     r"|mod=viewthread|/thread-\d+|/discussion/|/comments/\w+/", re.IGNORECASE)
_FORUM = re.compile(r"viewforum\.php|forumdisplay\.php|/forums?/|/categor(?:y|ies)/[^/]+|/c/[^/]+"
                    r"|[?&]board=\d|mod=forumdisplay|/board/|/bbs/", re.IGNORECASE)
_PROFILE = re.compile(r"/(?:users?|members?|profile|u|author|people)/[^/]+/?$|memberlist|mod=space"
                      r"|action=profile|member\.php", re.IGNORECASE)
_LIST_WORDS = re.compile(r"/(?:archives?|blog|posts?|articles?|journal|writing|index|all)/?(?:index\.html?)?$",
                         re.IGNORECASE)
_LISTED_TWICE = re.compile(r"/(?:tags?|labels?|topics|keywords?|category)/", re.IGNORECASE)
_SITEMAP_NAME = re.compile(r"sitemap[^/]*\.xml(?:\.gz)?$|/wp-sitemap", re.IGNORECASE)
_WORDS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){2,}|%E[3-9]", re.IGNORECASE)
_REFRESH = re.compile(r"^\s*(\d{1,5})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?['\"]?\s*([^'\"]+)", re.IGNORECASE)
#: Longest wait after which a page that sends its reader on is still a redirect (Scrapy: 100 s).
#: Words for robots that take a value behind a colon, and the names before a colon that mean us.
_VALUED = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
_OUR_NAMES = frozenset({"influence", "robots", "*"})
#: How far up a page is looked for what hides a link.
_MOST_ANCESTORS = 4
_MAX_TEXT = 120
_MAX_REFRESH_S = 100


def discovered(page: Page) -> list[Outlink]:
    """Return the addresses of the page's own site that it leads to, and its feeds, best guess of what each holds."""
    if is_sitemap(page):
        return sitemap(page)
    if not _is_markup(page):
        return []
    found: dict[str, Outlink] = {}
    for outlink in [*_announced(page), *_linked(page)]:
        kept = found.get(outlink.url)
        if kept is None or kept.kind is OutlinkKind.OTHER:
            found[outlink.url] = outlink
        if len(found) >= MAX_LINKS:
            break
    return list(found.values())


def guessed_feeds(home: str) -> list[Outlink]:
    """Return the addresses under which a site that announces no feed may have one."""
    return [Outlink(url=url, kind=OutlinkKind.FEED) for name in COMMON_FEEDS if (url := try_canonical(name, home))]


def kind_of(url: str) -> OutlinkKind:
    """Return what an address most likely holds, from its spelling alone.

    >>> kind_of("https://blog.example/2024/05/a-post/").value, kind_of("https://f.example/viewtopic.php?t=3").value
    ('post', 'thread')
    """
    parts = urlsplit(url)
    rest = parts.path + ("?" + parts.query if parts.query else "")
    for kind, pattern in (
        (OutlinkKind.SITEMAP, _SITEMAP_NAME), (OutlinkKind.MORE, _MORE), (OutlinkKind.THREAD, _THREAD),
        (OutlinkKind.PROFILE, _PROFILE), (OutlinkKind.OTHER, _LISTED_TWICE), (OutlinkKind.INDEX, _FORUM),
        (OutlinkKind.INDEX, _LIST_WORDS),
    ):
        if pattern.search(rest):
            return kind
    if parts.path == "/" and not parts.query:
        return OutlinkKind.INDEX
    last = parts.path.rstrip("/").rpartition("/")[2]
    dated = published_day(url) is not None and not last.isdecimal()
    return OutlinkKind.POST if dated or _WORDS.search(last) or parts.query.startswith("p=") else OutlinkKind.OTHER


def is_sitemap(page: Page) -> bool:
    """Return whether a document is a sitemap or an index of sitemaps."""
    head = page.text[:2000].lstrip()
    return head.startswith(("<?xml", "<urlset", "<sitemapindex")) and ("<urlset" in head or "<sitemapindex" in head)


def sitemap(page: Page) -> list[Outlink]:
    """Return a sitemap's addresses on its own host, further sitemaps first; a broken one up to where it breaks."""
    found: dict[str, OutlinkKind] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(page.text.encode("utf-8", "replace"), parser)
    for element in root.iter("{*}loc") if root is not None else ():
        holder = element.getparent()
        url = try_canonical(element.text)
        if url is None or holder is None or authority(url) != authority(page.url):
            continue
        if len(found) >= MAX_SITEMAP:
            break
        listed = etree.QName(holder).localname == "sitemap"
        kind = kind_of(url)
        found[url] = OutlinkKind.SITEMAP if listed else OutlinkKind.POST if kind is OutlinkKind.SITEMAP else kind
    return [Outlink(url=url, kind=kind) for url, kind in found.items()]


def canonical_link(page: Page) -> str | None:
    """Return the address the page itself calls canonical, when it can be believed.

    Not believed: another site's, several that differ, the site's home page on any other page.
    """
    if not _is_markup(page):
        return None
    base = base_url(page)
    claims = {try_canonical(link.get("href"), base) for link in tree(page).iter("link") if _rel(link) == "canonical"}
    claims.discard(None)
    if len(claims) != 1:
        return None
    claim = claims.pop()
    if claim is None or claim == page.url or site(claim) != site(page.url):
        return None
    is_home = urlsplit(claim).path in ("", "/") and not urlsplit(claim).query
    was_home = urlsplit(page.url).path in ("", "/", "/index.html", "/index.php") and not urlsplit(page.url).query
    return None if is_home and not was_home else claim


def refresh_target(page: Page) -> str | None:
    """Return where a page sends its reader on by itself (meta refresh or Refresh header), within 100 s."""
    written = page.headers.get("refresh")
    if not written and _is_markup(page) and re.search(r"http-equiv", page.text[:20_000], re.IGNORECASE):
        written = next((node.get("content") for node in tree(page).iter("meta")
                        if (node.get("http-equiv") or "").lower() == "refresh"), None)
    found = _REFRESH.match(written or "")
    if found is None or int(found[1]) > _MAX_REFRESH_S:
        return None
    target = try_canonical(found[2].strip(), page.url)
    return None if target == page.url else target


def directives(page: Page) -> frozenset[str]:
    """Return what the page asks of robots: noindex, nofollow, noarchive, ... ; `none` stands for the first two."""
    written = page.headers.get("x-robots-tag", "").split("\n")
    if _is_markup(page):
        written += [node.get("content") or "" for node in tree(page).iter("meta")
                    if (node.get("name") or "").lower() in ("robots", "influence")]
    words = {word for text in written for word in _wishes(text)}
    return frozenset(words | ({"noindex", "nofollow"} if "none" in words else set())) - {""}


def _wishes(text: str) -> Iterator[str]:
    """Yield the words that are meant for us: a name before a colon is a robot's, unless the word takes a value."""
    ours = True
    for part in text.lower().split(","):
        name, colon, rest = part.partition(":")
        if colon and name.strip() in _VALUED:
            continue
        if colon:
            ours = name.strip() in _OUR_NAMES
        if ours:
            yield from (rest if colon else name).split()


def _announced(page: Page) -> Iterator[Outlink]:
    base = base_url(page)
    for link in tree(page).iter("link"):
        rel = _rel(link)
        url = try_canonical(link.get("href"), base)
        if url is None:
            continue
        if "alternate" in rel.split() and (link.get("type") or "").lower().partition(";")[0].strip() in _FEED_TYPES:
            words = f"{link.get('title') or ''} {url}".lower()
            comments = "comment" in words or "迴響" in words or "留言" in words
            yield Outlink(url=url, kind=OutlinkKind.COMMENT_FEED if comments else OutlinkKind.FEED)
        elif rel == "next" and site(url) == site(page.url):
            yield Outlink(url=url, kind=OutlinkKind.MORE)


def _linked(page: Page) -> Iterator[Outlink]:
    base = base_url(page)
    own = site(page.url)
    seen: set[tuple[str, str]] = set()
    for anchor in tree(page).iter("a"):
        href = anchor.get("href")
        if not href or href.startswith("#"):
            continue
        written = (href, anchor.get("rel") or "")
        if written in seen:
            continue
        rel = frozenset(_rel(anchor).split())
        url = try_canonical(href, base)
        if url is None or url == page.url or site(url) != own or _is_unseen(anchor):
            continue
        seen.add(written)
        kind = OutlinkKind.MORE if rel & {"next", "prev"} and kind_of(url) is not OutlinkKind.POST else kind_of(url)
        yield Outlink(url=url, kind=kind, rel=tuple(sorted(rel & {"nofollow", "ugc", "next", "prev"})),
                      text=words_of(anchor)[:_MAX_TEXT])


def _is_unseen(anchor: HtmlElement) -> bool:
    """Return whether a link is there for robots only (a honeypot): hidden by its own style, or by what it stands in."""
    return _is_hidden(anchor) or any(map(_is_hidden, islice(anchor.iterancestors(), _MOST_ANCESTORS)))


def _is_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or element.tag == "template":
        return True
    style = element.get("style")
    if not style:
        return False
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _rel(element: HtmlElement) -> str:
    return " ".join((element.get("rel") or "").lower().split())


def _is_markup(page: Page) -> bool:
    return page.media_type in ("text/html", "application/xhtml+xml", "") and "<" in page.text[:5000]
