"""Where a page leads: feeds, posts of a list, the next page, profiles, other people's sites, blogrolls."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawlers.extract.document import attribute, base_url, names, words_of
from crawlers.extract.links import anchors, is_elsewhere, rel_of, target
from crawlers.extract.permalinks import post_address
from crawlers.extract.spots import comment_zones, is_inside, side_zones, spots
from crawlers.records import Outlink, OutlinkKind, Page, Post
from crawlers.urls import authority, try_canonical, without_fragment

_FEED_TYPES = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "text/xml",
)
_COMMENT_FEED = re.compile(
    r"comment|kommentar|commentaire|comentario|reacties|留言|迴響|回應|回响|评论|評論", re.IGNORECASE
)
_FEED_PATH = re.compile(
    r"(?:/(?:feed|rss|atom)/?|[/.](?:rss|atom|rdf)|/(?:feed|rss|atom|index|feeds?)\.(?:xml|json|rss|atom)"
    r"|/feeds/posts/default|[?&]feed=(?:rss2?|atom))$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^\W*(?:older(?: posts| entries| articles)?|next(?: page| posts)?|more posts|previous (?:posts|entries|page)"
    r"|load more|[äa]ltere (?:beitr[äa]ge|posts|artikel)|n[äa]chste(?: seite)?|page suivante|suivante?"
    r"|articles? (?:plus anciens|pr[ée]c[ée]dents)|entradas antiguas|siguiente|postagens mais antigas|pr[óo]xima"
    r"|post pi[ùu] vecchi|successiv[ao]|oudere berichten|volgende|seuraava|vanhemmat|nast[ęe]pna|starsze|далее"
    r"|следующая|下一頁|下一页|較舊(?:的)?文章|较旧的文章|更舊的文章|次のページ|次へ|다음|archives?|all posts"
    r"|blog archive|全部文章|歸檔|归档)\W*$",
    re.IGNORECASE,
)
_NEXT_CLASSES = names(
    "next nav-previous older older-posts blog-pager-older-link pagination-next next-page previous-posts nextpostslink"
    " load-more wp-block-query-pagination-next older-entries"
)
_LIST_CLASSES = names("entry-title post-title p-name u-url permalink post-link posttitle article-title post__title"
                      " entry-title-link blog-post-title card-title")
_ROLL_CLASSES = names("blogroll widget_links blog-list-container xoxo-blogroll links-list friend-links friends flinks")
_ROLL_WORDS = re.compile(
    r"^\W*(?:blog ?roll|links?|friends|blogs? (?:i read|we love|i like|list)|my blog list|friendly blogs|友站連結"
    r"|友情鏈接|友情链接|友站|好友連結|我的連結|推薦部落格|推薦網站|連結)\W*$",
    re.IGNORECASE,
)
_NOT_POSTS = re.compile(
    r"^/(?:$|page/\d+|category/|categories|tags?(?:/|$)|author/|users?/|wp-(?:login|admin|content)|feed(?:s|/|$)|rss"
    r"|sitemap|search/label|index\.(?:html?|php)$|assets/|static/|images?/|css/|js/|cdn-cgi|label/"
    r"|(?:about|contact|privacy|impressum|datenschutz|search|login|archives?|terms|cookies?|subscribe|newsletter|shop"
    r"|cart|legal|imprint|privacy-policy|contact-us|about-me|about-us|blogroll|links|now|uses)/?(?:$|\.html?$|index))",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"/(?:19|20)\d\d(?:[/-]\d{1,2}){0,2}[/-][^/]{3,}|/(?:19|20)\d\d[/-]\d{1,2}[/-]\d{1,2}"
)
_LINE_TAGS = frozenset({"li", "td", "dt", "h4", "p", "div"})
_MAX_TEXT = 200
_MAX_LINKS = 400
_SMALLEST_LIST = 4


def page_outlinks(page: Page) -> Iterator[Outlink]:
    """Yield what any page of a blog leads to: its feeds, its further pages, its home, blogrolls."""
    base = base_url(page)
    yield from feeds(page, base)
    yield from _next_pages(page, base)
    yield from _blogroll(page, base)


def feeds(page: Page, base: str) -> Iterator[Outlink]:
    """Yield the feeds a page names, comment feeds told apart."""
    seen: set[str] = set()
    for each in spots(page).rels.get("alternate", ()):
        if (each.get("type") or "").lower() in _FEED_TYPES and (url := try_canonical(each.get("href"), base)):
            title = each.get("title") or ""
            if url not in seen:
                seen.add(url)
                yield Outlink(url=url, kind=_feed_kind(url, title), text=title[:_MAX_TEXT])
    if seen:
        return
    written: set[str | None] = set()
    for each in spots(page).tags.get("a", ()):
        if each.get("href") in written:
            continue
        written.add(each.get("href"))
        url = try_canonical(each.get("href"), base)
        if url and url not in seen and _FEED_PATH.search(url) and authority(url) == authority(page.url):
            seen.add(url)
            yield Outlink(url=url, kind=_feed_kind(url, words_of(each)), text=words_of(each)[:_MAX_TEXT])


def _feed_kind(url: str, title: str) -> OutlinkKind:
    return OutlinkKind.COMMENT_FEED if _COMMENT_FEED.search(title + urlsplit(url).path) else OutlinkKind.FEED


def _next_pages(page: Page, base: str) -> Iterator[Outlink]:
    marks = spots(page)
    found = [each for each in marks.rels.get("next", ()) if each.tag in ("a", "link")]
    for each in marks.of_class(*_NEXT_CLASSES):
        found += [each] if each.tag == "a" else list(each.iter("a"))[:1]
    found += [each for each in marks.tags.get("a", ()) if _NEXT.match(words_of(each)[:40])]
    seen: set[str] = set()
    for each in found:
        url = try_canonical(each.get("href"), base)
        if url and url not in seen and url != page.url and authority(url) == authority(page.url):
            seen.add(url)
            yield Outlink(url=url, kind=OutlinkKind.MORE, rel=rel_of(each), text=words_of(each)[:_MAX_TEXT])


def _blogroll(page: Page, base: str) -> Iterator[Outlink]:
    marks = spots(page)
    holders = list(marks.of_class(*_ROLL_CLASSES))
    for tag in ("h2", "h3", "h4"):
        for each in marks.tags.get(tag, ()):
            if _ROLL_WORDS.match(words_of(each)[:60]):
                follower = each.getnext()
                is_list = follower is not None and follower.tag in ("ul", "ol")
                holders += [follower if is_list else each.getparent()]
    seen: set[str] = set()
    for holder in holders:
        if holder is None or holder.tag in ("body", "html", "main", "article"):
            continue
        for anchor in anchors(holder):
            url = target(anchor, base)
            if url and url not in seen and is_elsewhere(url, page.url):
                seen.add(url)
                yield Outlink(url=url, kind=OutlinkKind.BLOGROLL, rel=rel_of(anchor), text=words_of(anchor)[:_MAX_TEXT])


def post_outlinks(post: Post, *, site_of: str) -> Iterator[Outlink]:
    """Yield the other sites that a post's body leads to, for a crawl with hops."""
    for link in post.links:
        if is_elsewhere(link.url, site_of) and "nofollow" not in link.rel:
            text = link.text[:_MAX_TEXT]
            yield Outlink(url=link.url, kind=OutlinkKind.SITE, found_with=post.url, rel=link.rel, text=text)


def listed_posts(page: Page) -> list[Outlink]:
    """Return the posts that a list page (home, archive, tag) leads to, in page order."""
    base = base_url(page)
    marked = _unique(_titled(page), page, base)
    if len(marked) >= _SMALLEST_LIST:
        return marked
    plain = _unique(_plain(page, base), page, base)
    return plain if len(plain) > 2 * len(marked) else marked


def _titled(page: Page) -> Iterator[HtmlElement]:
    """Yield links that titles of entries are made of."""
    marks, zones = spots(page), comment_zones(page)
    yield from (each for each in marks.rels.get("bookmark", ()) if each.tag == "a" and not is_inside(each, zones))
    for each in marks.of_class(*_LIST_CLASSES):
        if not is_inside(each, zones):
            yield from _link_of(each)
    beside = zones | side_zones(page)
    for holder in marks.tags.get("article", ()):
        heading = next((each for each in holder.iter("h1", "h2", "h3", "h4")), None)
        if heading is not None and not is_inside(holder, beside):
            yield from _link_of(heading)
    for heading in (each for tag in ("h2", "h3", "h1") for each in marks.tags.get(tag, ())):
        if not is_inside(heading, beside):
            yield from list(heading.iter("a"))[:1]


def _link_of(title: HtmlElement) -> list[HtmlElement]:
    """Return the link that a title is, holds, or stands in."""
    around = [parent for parent in list(title.iterancestors())[:2] if parent.tag == "a"]
    return around or ([title] if title.tag == "a" else list(title.iter("a"))[:1])


def _plain(page: Page, base: str) -> Iterator[HtmlElement]:
    """Yield links of a bare list: same place, outside navigation, with words enough for a title or a dated address."""
    zones = side_zones(page) | comment_zones(page)
    for each in spots(page).tags.get("a", ()):
        url = try_canonical(each.get("href"), base)
        if url is None or is_inside(each, zones):
            continue
        parent = each.getparent()
        if _DATED.search(urlsplit(url).path) or (parent is not None and parent.tag in _LINE_TAGS):
            yield each


def _unique(found: Iterable[HtmlElement], page: Page, base: str) -> list[Outlink]:
    result: dict[str, Outlink] = {}
    for each in found:
        url = try_canonical(each.get("href"), base)
        if url is None or authority(url) != authority(page.url):
            continue
        url = post_address(url)
        if url in result or url == without_fragment(page.url) or not _may_be_post(url, page.url):
            continue
        text = words_of(each)
        if len(text) >= 2 or attribute(each, "title"):  # "→" is no title
            result[url] = Outlink(url=url, kind=OutlinkKind.POST, rel=rel_of(each), text=text[:_MAX_TEXT])
        if len(result) >= _MAX_LINKS:
            break
    return list(result.values())


def _may_be_post(url: str, page: str) -> bool:
    parts = urlsplit(url)
    is_here = parts.path.rstrip("/") == urlsplit(page).path.rstrip("/") and not parts.query
    if is_here or _FEED_PATH.search(url):
        return False
    steps = parts.path
    for prefix in ("", *_prefixes(urlsplit(page).path)):
        if _NOT_POSTS.match(steps.removeprefix(prefix) or "/"):
            return bool(parts.query) and re.search(r"(?:^|&)p=\d+", parts.query) is not None
    return True


def _prefixes(path: str) -> list[str]:
    """Return what the page's own path may put before every address of the same blog: `/hannah`, `/blog`."""
    step = path.strip("/").partition("/")[0]
    return [f"/{step}"] if step and "." not in step else []
