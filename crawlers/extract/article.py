"""Reader of a blog's pages: the post on its own page, or the posts a list leads to.

Staged: structured data first (JSON-LD, microformats), then meta elements, what themes and platforms
show, and the densest text; each stage only fills what those before left empty, and `origins` on the
post says where each value came from.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawlers.extract import dates, microformats, schema_org
from crawlers.extract.body import body_of, more_of
from crawlers.extract.byline import account_of, home_site
from crawlers.extract.disclosure import disclosure_of
from crawlers.extract.document import (
    attribute,
    base_url,
    classes,
    generator,
    language_tag,
    meta,
    meta_value,
    names,
    text_of,
    tree,
    weight,
    words_of,
)
from crawlers.extract.homes import home_of
from crawlers.extract.language import language_of
from crawlers.extract.links import links_in, mentions_in
from crawlers.extract.outlinks import listed_posts, page_outlinks, post_outlinks
from crawlers.extract.permalinks import post_address
from crawlers.extract.spots import comment_zones, is_inside, side_zones, spots
from crawlers.extract.writer import Named, placeholder, writer
from crawlers.records import (
    Account,
    Activity,
    Finding,
    Link,
    Outlink,
    OutlinkKind,
    Page,
    Post,
    PostKind,
    Remark,
    Verb,
    folded,
)
from crawlers.urls import authority, site, try_canonical

_PLATFORMS = re.compile(
    r"wordpress|blogger|ghost|medium|substack|hugo|jekyll|pelican|eleventy|hexo|typecho|z-?blog|movable|typepad|drupal"
    r"|squarespace|wix|tumblr|textpattern|serendipity|dotclear|write\.?freely|nikola|zola"
)
_POST_BODY = names("single single-post postid post-template post-template-default item-view")
_LIST_BODY = names("home blog archive category tag search paged author date")
_LIST_PATH = re.compile(
    r"^/?$|/(?:page|tags?|categor(?:y|ies)|author|archives?|label)(?:/|$)|^/(?:blog|posts|articles|archives?|index)"
    r"(?:\.html?|\.php)?/?$|/index\d+\.(?:html?|php)$|^/(?:19|20)\d\d(?:/\d{1,2})?(?:/\d{1,2})?/?$",
    re.IGNORECASE,
)
_TITLE_CLASSES = names("p-name entry-title post-title article-title post__title posttitle")
_SITE_TAIL = re.compile(r"\s+[|–—«»·•:-]\s+[^|–—«»·•]{2,60}$")
#: Links of the page about itself.
_OWN_RELS = frozenset({"author", "tag", "bookmark"})
_HEAD_CLASSES = frozenset(names(
    "byline entry-meta post-meta post-info entry-header post-header entry-title post-title article-meta article-header"
    " p-author dt-published meta post_meta u-in-reply-to h-card"
))
_MAX_TITLE = 300
_SHORTEST_POST = 150


class Article:
    """Reads blog posts and the lists that lead to them."""

    name = "article"

    def matches(self, page: Page) -> float:
        """Return 0.6 for a page that says it is a blog's, 0.3 for other HTML, 0 for anything else."""
        head = page.text[:400].lstrip().lower()
        if head.startswith(("{", "[", "<?xml", "<rss", "<feed")) and "<html" not in head:
            return 0.0
        if "<" not in head:
            return 0.0
        stated = meta_value(page, "og:type") == "article" or meta_value(page, "article:published_time")
        if stated or _PLATFORMS.search(generator(page)) or schema_org.article(page):
            return 0.6
        return 0.55 if microformats.entries(page) or dates.is_stated(page) else 0.3

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield the post with its writer, or the posts of a list; and where the page leads."""
        found = lead(page)
        if found is None:
            listed = listed_posts(page)
            yield from _owner(page, home_of(page) or page.url)
            yield from listed
            yield from page_outlinks(page)
            if not listed:
                yield Remark(code="no_post", text="No post and no list of posts was recognised here.", about=page.url)
            return
        post, account = found
        if account is not None:
            yield account
        yield post
        yield from _owner(page, post.home)
        yield from _remarks(post, page)
        yield from _responses(post, page)
        yield from page_outlinks(page)
        yield from post_outlinks(post, site_of=page.url)
        if post.home is not None and post.home != page.url:
            yield Outlink(url=post.home, kind=OutlinkKind.INDEX)


def _owner(page: Page, home: str | None) -> Iterator[Account]:
    """Yield the home page as an account when the page says where else its owner is (`rel=me`)."""
    zones = comment_zones(page)
    own = (each for each in spots(page).rels.get("me", ()) if not is_inside(each, zones))
    found = dict.fromkeys(url for each in own if (url := try_canonical(each.get("href"), base_url(page))))
    if home is not None and found:
        claims = tuple(("rel=me", url) for url in found if url != home)
        yield Account(id=home, site=home_site(page.url, home), website=home, claims=claims)


def _remarks(post: Post, page: Page) -> Iterator[Remark]:
    if post.author is None:
        shown = placeholder(page)
        nobody = f"The post is signed {shown!r}, which is nobody in particular."
        text = nobody if shown else "Nothing says who wrote this."
        yield Remark(code="unknown_author", text=text, about=post.url)
    if post.published is None:
        yield Remark(code="undated", text="Nothing says when this was published.", about=post.url)


def _responses(post: Post, page: Page) -> Iterator[Activity]:
    """Yield likes and reposts that the post itself is (microformats)."""
    entries = microformats.entries(page)
    if post.author is None or len(entries) != 1:
        return
    for name, verb in (("u-like-of", Verb.REACT), ("u-repost-of", Verb.SHARE)):
        for element in microformats.properties(entries[0], name):
            url = try_canonical(microformats.address(element), page.url)
            if url is not None:
                yield Activity(verb=verb, actor=post.author, object=url, result=post.url, published=post.published,
                               published_basis=post.published_basis, rule=name, evidence=page.url)


@lru_cache(maxsize=4)
def lead(page: Page) -> tuple[Post, Account | None] | None:
    """Return the post a page is about and its writer's account, or None for a list or another kind of page."""
    if not is_post_page(page):
        return None
    body, by = body_of(page)
    url, home = own_address(page), home_of(page)
    named = writer(page)
    account = _account(named, url, home) if named is not None else None
    dated = dates.published(page)
    changed = dates.modified(page)
    title = title_of(page)
    post = Post(
        url=url, kind=PostKind.POST if title else PostKind.NOTE, author=account.id if account else None, title=title,
        published=dated[0].at if dated else None, published_basis=dated[0].basis if dated else None,
        modified=changed.at if changed else None, tags=_tags(page), home=home, in_reply_to=_answered(page),
        origins=_origins(("author", named.origin if account and named else None),
                         ("published", dated[1] if dated else None), ("text", by or None)),
    )
    own = try_canonical(named.link, page.url) if named is not None else None
    return (_filled(post, body, page, own) if body is not None else post), account


def _origins(*found: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((name, origin) for name, origin in found if origin)


def _filled(post: Post, body: HtmlElement, page: Page, own: str | None) -> Post:
    """Return the post with what its body says; `own` is the writer's page, to which the by-line links."""
    base = base_url(page)
    left_out = (comment_zones(page) | side_zones(page) | _heads(body)) - {body, *body.iterancestors()}
    parts = [body, *(each for each in more_of(page) if each not in set(body.iter()))]
    links: dict[str, Link] = {}
    for part in parts:
        for link in links_in(part, base, without=left_out):
            if link.url not in (post.url, own) and not _OWN_RELS & set(link.rel):
                links.setdefault(link.url, link)
    text = "\n".join(text_of(part, without=left_out) for part in parts)
    return replace(
        post, text=text, links=tuple(links.values()),
        mentions=tuple(each for each in mentions_in(body, base, without=left_out) if each.account != own),
        language=language_of(text, stated=language_tag(page)), disclosure=disclosure_of(text, links.values()),
    )


def _heads(body: HtmlElement) -> frozenset[HtmlElement]:
    """Return title and by-line inside a body that is a whole article or page."""
    if body.tag not in ("article", "main", "body", "section") and not classes(body) & {"post", "content"}:
        return frozenset()
    return frozenset(each for each in body.iter() if isinstance(each.tag, str) and (
        each.tag in ("h1", "header") or classes(each) & _HEAD_CLASSES))


def _account(named: Named, url: str, home: str | None) -> Account | None:
    account = account_of(named.name, named.link, url, home=home, avatar=named.avatar)
    if account is None:
        return None
    same = tuple(("sameAs", found) for each in named.same_as if (found := try_canonical(each)))
    return replace(account, claims=account.claims + same)


def own_address(page: Page) -> str:
    """Return the post's own address: its canonical link when that stays on the site, else the page's."""
    named = next(iter(spots(page).rels.get("canonical", ())), None)
    for stated in (attribute(named, "href"), meta_value(page, "og:url")):
        url = try_canonical(stated, page.url)
        if url is not None and site(url) == site(page.url) and _is_deeper(url, page.url):
            return post_address(url)
    return post_address(page.url)


def _is_deeper(stated: str, here: str) -> bool:
    """Return whether a canonical address may be this page's: a front page is not a post's."""
    return urlsplit(stated).path not in ("", "/") or bool(urlsplit(stated).query) or urlsplit(here).path in ("", "/")


def is_post_page(page: Page) -> bool:
    """Return whether a page holds one post rather than a list of them."""
    path = urlsplit(page.url).path
    body_classes = frozenset().union(*(classes(each) for each in spots(page).tags.get("body", ())))
    if body_classes & set(_POST_BODY):
        return True
    if path in ("", "/") and not urlsplit(page.url).query:
        return _is_lone_post(page)
    entries = microformats.entries(page)
    if body_classes & set(_LIST_BODY) and (len(entries) != 1 or _leads_elsewhere(entries[0], page)):
        return False
    if schema_org.article(page) is not None or meta(page).get("og:type", [""])[0].lower() in ("article", "blog"):
        return True
    if any(name in meta(page) for name in ("article:published_time", "article:author", "citation_date")):
        return True
    if len(entries) == 1:
        return not (_LIST_PATH.search(path) and _leads_elsewhere(entries[0], page))
    if len(entries) > 1 or _LIST_PATH.search(path) or home_of(page) in (page.url, f"{page.url}/"):
        return False
    return _has_body(page)


def _leads_elsewhere(entry: HtmlElement, page: Page) -> bool:
    """Return whether the only entry's title links to another page: a list that happens to hold one post."""
    own = page.url.partition("#")[0].rstrip("/")
    titles = [each for each in entry.iter() if isinstance(each.tag, str) and classes(each) & set(_TITLE_CLASSES)]
    linked = [anchor.get("href") for title in titles for anchor in (title, *title.iter("a")) if anchor.get("href")]
    found = {url.rstrip("/") for href in linked if (url := try_canonical(href, base_url(page)))}
    return bool(found) and own not in found


def _is_lone_post(page: Page) -> bool:
    """Return whether a front page states that it is one article (a saved file without its address)."""
    if meta(page).get("og:type", [""])[0].lower() != "article" and schema_org.article(page) is None:
        return authority(page.url).endswith(("example.org", ".invalid")) and len(microformats.entries(page)) <= 1
    return True


def _has_body(page: Page) -> bool:
    element, _ = body_of(page)
    if element is None or _is_excerpt(element, page):
        return False
    return weight(words_of(element)) >= _SHORTEST_POST and not _is_linky(element)


def _is_excerpt(body: HtmlElement, page: Page) -> bool:
    """Return whether a text is of articles whose titles lead to other pages of the site."""
    around = next((each for each in (body, *body.iterancestors()) if each.tag == "article"), None)
    if around is not None:
        return _is_listed(around, page)
    listed = [each for each in body.iter("article") if _is_listed(each, page)]
    return 2 * sum(weight(words_of(each)) for each in listed) > weight(words_of(body))


def _is_listed(article: HtmlElement, page: Page) -> bool:
    heading = next(article.iter("h1", "h2", "h3"), None)
    anchor = next(heading.iter("a"), None) if heading is not None else None
    found = try_canonical(anchor.get("href"), base_url(page)) if anchor is not None else None
    own = {urlsplit(url).path.rstrip("/") for url in (page.url, own_address(page))}
    return found is not None and authority(found) == authority(page.url) and urlsplit(found).path.rstrip("/") not in own


def _is_linky(element: HtmlElement) -> bool:
    """Return whether an element is a list of links rather than text."""
    return 2 * sum(len(words_of(each)) for each in element.iter("a")) > len(words_of(element))


def title_of(page: Page) -> str | None:
    """Return the post's title: stated, shown as a heading, or the window's without the site's name."""
    article = schema_org.article(page)
    if article is not None and article.title:
        return article.title[:_MAX_TITLE]
    entries = microformats.entries(page)
    if len(entries) == 1 and microformats.is_new_style(entries[0]):
        named = microformats.first_property(entries[0], "p-name")
        return words_of(named)[:_MAX_TITLE] if named is not None and "e-content" not in classes(named) else None
    window = words_of(next(iter(tree(page).iter("title")), None))
    stated = meta_value(page, "og:title", "twitter:title", "dc.title") or window
    title = next(_headings(page, window), None) or _SITE_TAIL.sub("", stated) or stated
    return title[:_MAX_TITLE] or None


def _headings(page: Page, window: str) -> Iterator[str]:
    """Yield the words of headings that may be the post's title: not the blog's own, not those of boxes beside."""
    marks, zones = spots(page), comment_zones(page) | side_zones(page)
    own = {folded(each.get("title") or "") for each in marks.rels.get("alternate", ())}
    articles = [each for each in marks.tags.get("article", ()) if not is_inside(each, zones)]
    held = [each for each in articles[0].iter("h1", "h2") if words_of(each) in window] if len(articles) == 1 else []
    for each in (*marks.of_class(*_TITLE_CLASSES), *held, *marks.tags.get("h1", ()), *marks.tags.get("h2", ())):
        words = "" if is_inside(each, zones) else words_of(each)
        is_title = each.tag != "h2" or words in window or bool(classes(each))
        if words and is_title and folded(words) not in own:
            yield words


def _tags(page: Page) -> tuple[str, ...]:
    article = schema_org.article(page)
    marks = spots(page)
    found = [words_of(each) for each in (*marks.rels.get("tag", ()), *marks.of_class("p-category"))]
    found += meta(page).get("article:tag", []) or (list(article.tags) if article else [])
    return tuple(dict.fromkeys(tag.lstrip("#")[:60] for tag in found if tag))


def _answered(page: Page) -> str | None:
    """Return the address that the post says it replies to (microformats `u-in-reply-to`)."""
    entries = microformats.entries(page)
    if len(entries) != 1:
        return None
    return try_canonical(microformats.address(microformats.first_property(entries[0], "u-in-reply-to")), page.url)
