"""Which of a page's links are followed, how soon, and which new sites deserve a look. Pure.

Inside a site everything that holds posts or threads is followed without counting hops. To another
site leads only what people do (a link in a body, a commenter's own page), never a blogroll or
navigation alone, and a new site is entered when enough independent sites lead to it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from crawlers.decide import GUESSED, CrawlLimits
from crawlers.discover import guessed_feeds, kind_of
from crawlers.extract.contact import is_contact_address
from crawlers.interest import is_foreign, shift
from crawlers.records import Finding, Outlink, OutlinkKind, Post, PostKind
from crawlers.records.visit import Entry, Lead
from crawlers.shorteners import MAX_STEPS, short_links, stands_for_another
from crawlers.traps import published_day, trap
from crawlers.urls import host, site, try_canonical, without_fragment

#: Lower is fetched earlier: what tells of acts of people on people before archives and profiles.
PRIORITIES = {
    OutlinkKind.FEED: 5, OutlinkKind.SITEMAP: 8, OutlinkKind.INDEX: 10, OutlinkKind.COMMENT_FEED: 12,
    OutlinkKind.MORE: 15, OutlinkKind.POST: 20, OutlinkKind.THREAD: 20, OutlinkKind.SITE: 30, OutlinkKind.SHORT: 35,
    OutlinkKind.TWIN: 40,
    OutlinkKind.OTHER: 45, OutlinkKind.PROFILE: 50, OutlinkKind.BLOGROLL: 90,
}
#: Links passed within a site that lead to nothing known to be a post.
MAX_DEPTH = 6
#: Known addresses of one site, as a multiple of its pages of a run, beyond which no more are taken.
QUEUE_FACTOR = 20
#: Priority of feeds that are announced inside a site: most of what they hold stands elsewhere too.
_PART_FEED = 47
#: Priority of a site's About and Contact pages, linked near its home: few, and they say who writes and what they wish.
_ABOUT, _ABOUT_DEPTH = 16, 2
_FEEDS = frozenset({OutlinkKind.FEED, OutlinkKind.COMMENT_FEED})
#: Feeds of a category, a tag, a person or (WordPress) a single post: all of it stands on pages that are read anyway.
_PART_FEED_PATH = re.compile(r"/(?:category|tag|author|label|search|archives)/.*feed|/\d{4}/\d\d/.+/feed/?$"
                             r"|[?&](?:cat|tag|author|p)=[^&]+.*feed=|feed=.*[?&](?:cat|tag|author|p)=", re.IGNORECASE)
#: Kinds that lead to another site.
_OUTWARD = frozenset({OutlinkKind.SITE, OutlinkKind.POST, OutlinkKind.INDEX, OutlinkKind.THREAD})
#: Places of everybody: entered only when they are sources themselves.
_EVERYBODY = frozenset({
    "google.com", "youtube.com", "youtu.be", "facebook.com", "fb.com", "instagram.com", "twitter.com", "x.com", "t.co",
    "linkedin.com", "pinterest.com", "tiktok.com", "reddit.com", "redd.it", "wikipedia.org", "wikimedia.org",
    "wikidata.org", "amazon.com", "amazon.co.uk", "amzn.to", "ebay.com", "etsy.com", "github.com", "gist.github.com",
    "gitlab.com", "bitbucket.org", "sourceforge.net", "npmjs.com", "pypi.org", "crates.io", "docs.rs",
    "stackoverflow.com", "imgur.com", "flickr.com", "vimeo.com", "dailymotion.com", "soundcloud.com", "spotify.com",
    "apple.com", "microsoft.com", "mozilla.org", "w3.org", "archive.org", "creativecommons.org", "gravatar.com",
    "wordpress.org", "wordpress.com", "blogger.com", "blogspot.com", "tumblr.com", "medium.com", "disqus.com",
    "paypal.com", "patreon.com", "ko-fi.com", "buymeacoffee.com", "bit.ly", "tinyurl.com", "goo.gl", "ow.ly",
    "feedburner.com", "discord.com", "discord.gg", "telegram.me", "t.me", "line.me", "whatsapp.com", "zoom.us",
    "news.ycombinator.com", "yahoo.com", "bing.com", "baidu.com", "weibo.com", "shopee.tw", "doi.org", "arxiv.org",
})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a page adds to the frontier."""

    entries: list[Entry] = field(default_factory=list)
    #: Links to sites not crawled yet.
    leads: list[Lead] = field(default_factory=list)
    #: Links not followed, by reason.
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What scope is decided against."""

    limits: CrawlLimits
    #: Hops of every site in scope, by site.
    hops: Mapping[str, int]
    today: date


def found(
    entry: Entry, page_url: str, outlinks: Iterable[Outlink], findings: Iterable[Finding], context: Context,
) -> Found:
    """Return what to fetch because of one page, in page order."""
    result = Found()
    findings = list(findings)
    outlinks = list(outlinks)
    posts = [finding for finding in findings if isinstance(finding, Post)]
    old = _too_old(posts, context.limits.since)
    spared = _spared(entry, posts)
    own = site(page_url)
    foreign = is_foreign(posts, context.limits.languages)
    for link in outlinks:
        url = without_fragment(link.url)
        if link.kind in _OUTWARD and stands_for_another(url, context.limits.shorteners):
            continue
        reason = _objection(link, url, context, old, spared)
        later = shift(link, context.limits.topics, foreign=foreign)
        if reason:
            result.skipped[reason] += 1
        elif site(url) == own or _is_own_feed(entry, link):
            _add_own(result, entry, link, url, later)
        else:
            _add_other(result, entry, link, url, context, later)
    result.entries.extend(short_entry(entry, url) for url in short_links(outlinks, findings, context.limits.shorteners))
    return result


def short_entry(entry: Entry, url: str) -> Entry:
    """Return the entry for a short address met on a page, or behind another short one."""
    steps = entry.redirects + 1 if entry.kind is OutlinkKind.SHORT else 0
    return Entry(url=url, kind=OutlinkKind.SHORT, source=entry.source, hops=entry.hops, depth=entry.depth + 1,
                 priority=PRIORITIES[OutlinkKind.SHORT], redirects=steps)


def led(entry: Entry, target: str, context: Context) -> Found:
    """Return what to fetch because a short address leads to `target`: as if its source linked there."""
    if stands_for_another(target, context.limits.shorteners):
        return Found(entries=[short_entry(entry, target)] if entry.redirects < MAX_STEPS else [])
    written = replace(entry, url=entry.source, kind=OutlinkKind.POST)
    return found(written, entry.source, [Outlink(url=target, kind=OutlinkKind.SITE)], (), context)


def source_entries(url: str) -> list[Entry]:
    """Return where the crawl of one source starts: its address."""
    return [Entry(url=url, kind=kind_of(url), source=url, priority=0)]


def guesses(entry: Entry, outlinks: Iterable[Outlink], findings: Iterable[Finding]) -> list[Entry]:
    """Return guessed feeds and sitemap for a source's page that announces no feed and is none itself."""
    if entry.depth or entry.hops or entry.redirects > 1:
        return []
    kinds = {link.kind for link in outlinks}
    if kinds & {OutlinkKind.FEED, OutlinkKind.THREAD} or sum(isinstance(item, Post) for item in findings) > 1:
        return []
    tried = [*guessed_feeds(entry.url), *([Outlink(url=root, kind=OutlinkKind.SITEMAP)] if (
        root := try_canonical("/sitemap.xml", entry.url)) else [])]
    return [Entry(url=link.url, kind=link.kind, source=entry.source, depth=1, priority=GUESSED) for link in tried]


def redirected(entry: Entry, target: str, context: Context) -> Entry | None:
    """Return the entry for where an address redirects; None when that is out of scope.

    A source may move anywhere; other addresses within their site, or to a site in scope.
    """
    if entry.redirects >= 10 or trap(target, today=context.today) in ("file", "deed", "repeating_path", "deep_path"):
        return None
    name = site(target)
    is_source = entry.depth == 0 and entry.hops == 0
    if not is_source and name != site(entry.url) and name not in context.hops:
        return None
    hops = min(entry.hops, context.hops.get(name, entry.hops))
    return Entry(url=without_fragment(target), kind=entry.kind, source=entry.source, hops=hops,
                 depth=entry.depth, priority=entry.priority, redirects=entry.redirects + 1)


def home_of(url: str) -> str | None:
    """Return the home page of an address's site; None when it is that."""
    own = site(url)
    path = own.partition("/")[2]
    home = try_canonical(f"/{path}/" if path else "/", url)
    return home if home and site(home) == own and home != url else None


def is_everybody(url: str) -> bool:
    """Return whether an address lies on a place of everybody, which no link makes worth entering."""
    name = host(url).removeprefix("www.")
    return name in _EVERYBODY or name.partition(".")[2] in _EVERYBODY - {"wordpress.com", "blogspot.com", "tumblr.com",
                                                                       "medium.com"}


def _objection(
    link: Outlink, url: str, context: Context, old: frozenset[str], spared: frozenset[OutlinkKind],
) -> str | None:
    if link.kind is OutlinkKind.BLOGROLL:
        return "blogroll"
    if link.kind in spared or (link.kind in _FEEDS and _PART_FEED_PATH.search(url)):
        return "not_needed"
    if link.kind not in (OutlinkKind.FEED, OutlinkKind.COMMENT_FEED, OutlinkKind.TWIN):
        caught = trap(url, today=context.today)
        if caught:
            return caught
    if "nofollow" in link.rel and link.kind is OutlinkKind.OTHER:
        return "nofollow"
    since = context.limits.since
    day = published_day(url) if since else None
    if url in old or (since and day and day < since.replace(day=1)):
        return "too_old"
    return None


def _too_old(posts: list[Post], since: date | None) -> frozenset[str]:
    if since is None:
        return frozenset()
    return frozenset(without_fragment(post.url) for post in posts if post.published and post.published.date() < since)


def _spared(entry: Entry, posts: list[Post]) -> frozenset[OutlinkKind]:
    """Return kinds not needed: a post's own comment feed where its page shows comments, a twin of what was read."""
    shows_comments = any(post.kind is PostKind.COMMENT for post in posts)
    answered = shows_comments or any(post.kind is not PostKind.POST for post in posts)
    found = {OutlinkKind.TWIN} if answered else set()
    if shows_comments and entry.kind not in (OutlinkKind.FEED, OutlinkKind.COMMENT_FEED) and entry.depth:
        found.add(OutlinkKind.COMMENT_FEED)
    return frozenset(found)


def _is_own_feed(entry: Entry, link: Outlink) -> bool:
    """Return whether a site's feed lies elsewhere (a feed service)."""
    return link.kind is OutlinkKind.FEED and entry.depth == 0 and not is_everybody(link.url)


#: The same few addresses stand on every page of a site.
_says_who = lru_cache(maxsize=16_384)(is_contact_address)


def _add_own(result: Found, entry: Entry, link: Outlink, url: str, later: int) -> None:
    paging = link.kind is OutlinkKind.MORE and entry.kind is OutlinkKind.MORE
    depth = entry.depth + (0 if paging else 1)
    priority = PRIORITIES[link.kind]
    if link.kind is OutlinkKind.MORE and entry.priority >= PRIORITIES[OutlinkKind.OTHER]:
        priority = min(entry.priority + 1, GUESSED - 1)
    if link.kind in _FEEDS and depth > 1:
        priority = _PART_FEED
    if depth <= _ABOUT_DEPTH and _says_who(url):
        priority = min(priority, _ABOUT)
    if depth > MAX_DEPTH and link.kind in (OutlinkKind.OTHER, OutlinkKind.PROFILE):
        result.skipped["too_deep"] += 1
        return
    result.entries.append(Entry(url=url, kind=link.kind, source=entry.source, hops=entry.hops, depth=depth,
                                priority=priority + later))


def _add_other(result: Found, entry: Entry, link: Outlink, url: str, context: Context, later: int) -> None:
    name = site(url)
    known = context.hops.get(name)
    if link.kind not in _OUTWARD:
        result.skipped["other_site"] += 1
    elif known is not None:
        kind = kind_of(url)
        result.entries.append(Entry(url=url, kind=kind, source=entry.source, hops=known, depth=1,
                                    priority=PRIORITIES[kind] + later))
    elif entry.hops >= context.limits.hops or is_everybody(url):
        result.skipped["out_of_scope"] += 1
    else:
        result.leads.append(Lead(site=name, from_site=site(entry.url), entry=Entry(
            url=url, kind=kind_of(url), source=entry.source, hops=entry.hops + 1, depth=1,
            priority=PRIORITIES[OutlinkKind.SITE] + later)))
