"""Who wrote a page's post: what it states first, the by-line it shows next, never the site's name.

Every place is tried in the order of how far it can be trusted; the first that gives a name wins,
and a link found elsewhere for the very same name joins it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml.html import HtmlElement

from crawlers.extract import microformats, schema_org
from crawlers.extract.byline import is_datelike, tidy_name
from crawlers.extract.document import attribute, classes, meta, names, words_of
from crawlers.extract.spots import comment_zones, is_inside, spots
from crawlers.records import Page, folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A writer as found, and where."""

    name: str
    origin: str
    link: str | None = None
    avatar: str | None = None
    same_as: tuple[str, ...] = ()


#: Classes whose whole text is a name.
_NAME_CLASSES = names(
    "author-name authorname author_name author__name post-author-name entry-author-name byline-name byline__name"
    " byline__author-name author-link author-url by-author post-byline-author article-author__name blog-author"
    " blog-author-name author-title article-author p-author entry-author post-author post_author entry_author"
    " author_link author-vcard post__author article__author author meta-author username postauthor post-meta-author"
    " submitted-by writer byline-author user-name pub-author blogger-name nickname c-byline__author post-author__name"
)
#: Classes whose text holds a name among other words ("Posted by Ann on Monday").
_LINE_CLASSES = names(
    "byline by-line posted-by postedby entry-byline post-byline article-byline submitted author-line post-meta"
    " entry-meta article-meta post_meta entry_meta post__meta article__meta meta postmetadata post-info entry-info"
    " postinfo post-details post-footer post-footer-line entry-footer post-footers entry-utility credits posted-on"
    " post-header entry-header postmeta post-entry-meta single-meta blog-meta info date-author article-info posted"
    " entry-posted post-data dateline"
)
_PERSON_PAGE = re.compile(
    r"/(?:author|authors|autor|auteur|users?|profile|people|members?|contributors?|writers?|staff|team|by|columnist"
    r"|blogger|~)/[^/?#]+|[?&]author=|/@[\w.-]+/?$|blogger\.com/profile|plus\.google\.com/|/profile/|/about",
    re.IGNORECASE,
)
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ][\w.'’\-]*|van|von|der|den|de|del|della|la|le|da|di|bin|al|y|e)"
_NAME = rf"({_CAPITAL}(?:\s{_CAPITAL}){{0,4}}|[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af·]{{2,10}}|@?[\w.-]{{3,30}})"
_BY = re.compile(
    r"(?:^|[\s(\[|·•,/—–-])(?:(?:[Pp]osted|[Ww]ritten|[Pp]ublished|[Ss]ubmitted)\s+(?:on\s.{4,40}?\s)?by:?"
    r"|[Bb]y:?|BY:?|[Vv]on:?|[Pp]ar|[Pp]or|[Dd]oor|[Aa]utore?(?:in)?:|[Aa]uthors?:|[Aa]uteur\s?:|Автор:?|[Tt]ext:"
    r"|作者\s?[:：]|文\s?[/／:：]|撰文\s?[:：/]|發表者\s?[:：]|发表者\s?[:：]|発表者\s?[:：]|投稿者\s?[:：]"
    r"|筆者\s?[:：]|編輯\s?[:：]|责任编辑\s?[:：]|글쓴이\s?[:：])\s*" + _NAME
)
_META_NAMES = names(
    "author article:author dc.creator dcterms.creator parsely-author sailthru.author byl citation_author"
    " og:article:author cxenseparse:author"
)
_LONGEST_LINE = 200
_PRONOUNS = frozenset({"the", "a", "an", "this", "my", "me", "us", "our", "email", "e-mail", "date", "in", "on", "at"})


@lru_cache(maxsize=4)
def writer(page: Page) -> Named | None:
    """Return who wrote the page's post, or None when nothing on it says so."""
    chosen: Named | None = None
    for found in _candidates(page):
        name = tidy_name(found.name)
        if name is None or is_datelike(name) or folded(name) in _PRONOUNS:
            continue
        if chosen is None:
            chosen = replace(found, name=name)
            if chosen.link:
                return chosen
        elif found.link and folded(name) == folded(chosen.name):
            return replace(chosen, link=found.link, avatar=chosen.avatar or found.avatar)
    return chosen


def placeholder(page: Page) -> str | None:
    """Return the words that stand where a name should ("Guest"), for the remark about it."""
    return next((found.name[:80] for found in _candidates(page) if found.name.strip()), None)


def _candidates(page: Page) -> Iterator[Named]:
    article = schema_org.article(page)
    stated = article.writer if article else None
    if stated is not None and stated.name and not stated.is_organisation:
        yield _stated(stated)
    entries = microformats.entries(page)
    entry = entries[0] if len(entries) == 1 else None
    if entry is not None and microformats.is_new_style(entry):
        yield from _cards(entry, "microformats")
    yield from _marked(page)
    if entry is not None and not microformats.is_new_style(entry):
        yield from _cards(entry, "hentry")
    yield from _addressed(page)
    yield from _shown(page)
    yield from _metas(page)
    yield from _lines(page)
    yield from _representative(page)
    yield from _answering(page)
    yield from _signed(page)
    if stated is not None and stated.name:
        yield _stated(stated)


def _stated(stated: schema_org.Writer) -> Named:
    return Named(name=stated.name or "", link=stated.link, avatar=stated.avatar, same_as=stated.same_as,
                 origin="json-ld")


def _cards(entry: HtmlElement, origin: str) -> Iterator[Named]:
    for element in microformats.properties(entry, "p-author"):
        card = microformats.card(element)
        if card is not None and card.name and len(card.name) <= _LONGEST_LINE:
            yield Named(name=card.name, link=card.link, avatar=card.avatar, origin=origin)


def _marked(page: Page) -> Iterator[Named]:
    """Yield what `rel=author` and `itemprop=author` mark, outside the comments."""
    marks, zones = spots(page), comment_zones(page)
    for each in marks.itemprops.get("author", ()):
        if not is_inside(each, zones):
            inside = (inner for inner in each.iter() if isinstance(inner.tag, str))
            holder = next((inner for inner in inside if inner.get("itemprop") == "name"), each)
            name = attribute(each, "content") or attribute(holder, "content") or words_of(holder)
            yield Named(name=name, link=_link(each), origin="itemprop=author")
    for each in marks.rels.get("author", ()):
        if each.tag == "a" and not is_inside(each, zones) and words_of(each):
            yield Named(name=words_of(each), link=each.get("href"), origin="rel=author")


def _addressed(page: Page) -> Iterator[Named]:
    """Yield the person in the `address` of the only article: by HTML, who is to be contacted about it."""
    marks, zones = spots(page), comment_zones(page)
    articles = [each for each in marks.tags.get("article", ()) if not is_inside(each, zones)]
    for each in marks.tags.get("address", ()) if len(articles) == 1 else ():
        linked = [anchor for anchor in each.iter("a") if words_of(anchor)]
        if articles[0] in each.iterancestors() and len(linked) == 1:
            yield Named(name=words_of(linked[0]), link=linked[0].get("href"), origin="address")


def _link(element: HtmlElement) -> str | None:
    """Return where an author element leads: its own link, the one around it, or the only one in it."""
    around = next((each for each in (element, *list(element.iterancestors())[:2]) if each.tag == "a"), None)
    if around is not None:
        return attribute(around, "href")
    inside = [each for each in element.iter("a", "link") if each.get("href")]
    tail = words_of(element)
    fitting = [each for each in inside if (words := words_of(each)) and words in tail[-len(words) - 3:]]
    return attribute(next(iter(fitting or [each for each in inside if not words_of(each)]), None), "href")


def _shown(page: Page) -> Iterator[Named]:
    """Yield what stands in elements that are named for authors."""
    marks, zones = spots(page), comment_zones(page)
    for name in _NAME_CLASSES:
        for each in marks.of_class(name):
            if is_inside(each, zones) or _is_box(each) or _is_cited(each):
                continue
            yield from _in_element(each, f".{name}")


def _is_cited(element: HtmlElement) -> bool:
    """Return whether an element belongs to a post of somebody else that is shown inside."""
    return any("h-cite" in classes(each) for each in element.iterancestors())


def _is_box(element: HtmlElement) -> bool:
    """Return whether an author element is a whole box or page: its words are more than a name."""
    return element.tag in ("body", "html", "main", "article") or len(words_of(element)) > _LONGEST_LINE


def _in_element(element: HtmlElement, origin: str) -> Iterator[Named]:
    anchors = [each for each in element.iter("a") if each.get("href") and words_of(each)]
    for each in anchors:
        if _PERSON_PAGE.search(each.get("href") or ""):
            yield Named(name=words_of(each), link=each.get("href"), origin=origin)
    inside = (each for each in element.iter() if isinstance(each.tag, str))
    inner = next((each for each in inside if classes(each) & {"fn", "p-name"}), None)
    if inner is not None:
        yield Named(name=words_of(inner), link=_link(inner), origin=origin)
    words = words_of(element)
    found = _BY.search(words)
    if found:
        yield Named(name=found[1], link=_link_of(element, found[1]), origin=origin)
    elif words and len(words) <= 60 and not is_datelike(words):  # a name and a word before it
        yield Named(name=words, link=_link(element), origin=origin)


def _link_of(element: HtmlElement, name: str) -> str | None:
    """Return where a name in an element leads, if its words are a link."""
    return next((each.get("href") for each in element.iter("a") if words_of(each) == name), None)


def _metas(page: Page) -> Iterator[Named]:
    values = meta(page)
    for name in _META_NAMES:
        for value in values.get(name, ()):
            if not value.startswith(("http", "/")) and len(value) <= 60:
                yield Named(name=value, origin=f"meta {name}")


def _lines(page: Page) -> Iterator[Named]:
    """Yield names in lines about the post: "Posted by Ann on Monday"."""
    marks, zones = spots(page), comment_zones(page)
    for name in _LINE_CLASSES:
        for each in marks.of_class(name):
            if is_inside(each, zones) or each.tag in ("body", "html", "main"):
                continue
            for anchor in each.iter("a"):
                if re.search(r"/author/|[?&]author=|/profile/|/users?/", anchor.get("href") or "") and words_of(anchor):
                    yield Named(name=words_of(anchor), link=anchor.get("href"), origin=f".{name}")
            found = _BY.search(words_of(each)[:_LONGEST_LINE])
            if found:
                yield Named(name=found[1], link=_link_of(each, found[1]), origin=f".{name}")
    yield from _beside_title(page, zones)


def _beside_title(page: Page, zones: frozenset[HtmlElement]) -> Iterator[Named]:
    heading = next((each for each in spots(page).tags.get("h1", ()) if not is_inside(each, zones)), None)
    if heading is None:
        return
    parent = heading.getparent()
    near = [heading.getnext(), heading.getprevious(), parent.getnext() if parent is not None else None]
    for each in near:
        if each is not None and isinstance(each.tag, str):
            words = words_of(each)
            found = _BY.match(words) if len(words) <= _LONGEST_LINE else None
            if found:
                yield Named(name=found[1], link=_link_of(each, found[1]), origin="beside the title")


def _signed(page: Page) -> Iterator[Named]:
    """Yield the last line of the page, where it is the blog's own title: a blog that bears its writer's name."""
    marks = spots(page)
    titles = {folded(each.get("title") or "") for each in marks.rels.get("alternate", ())}
    titles |= {folded(words_of(each)) for each in marks.tags.get("h1", [])[:1]}
    last = next((words for each in reversed(marks.tags.get("p", [])) if (words := words_of(each))), "")
    if last and len(last) <= 60 and folded(last) in titles:  # a name
        yield Named(name=last, origin="last line, the blog's title")


def _answering(page: Page) -> Iterator[Named]:
    """Yield who answers comments as the post's author (WordPress marks such comments)."""
    for each in spots(page).of_class("bypostauthor"):
        name = next((inner for inner in each.iter() if isinstance(inner.tag, str) and "fn" in classes(inner)), None)
        if name is not None:
            yield Named(name=words_of(name), origin="bypostauthor")


def _representative(page: Page) -> Iterator[Named]:
    """Yield the page's only `h-card`, when it is the owner's: its address is marked as their own."""
    cards = [each for each in spots(page).of_class("h-card") if not is_inside(each, comment_zones(page))]
    owned = [each for each in cards if any("u-uid" in classes(a) or "me" in (a.get("rel") or "").split()
                                           for a in each.iter("a", "link"))]
    if len(owned) == 1:
        card = microformats.card(owned[0])
        if card is not None and card.name:
            yield Named(name=card.name, link=card.link, avatar=card.avatar, origin="h-card")
