"""When a page's post was published and changed: stated first, shown next, guessed from the address last."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile, islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawlers.clock import Moment, day_first_of, read_moment
from crawlers.extract import microformats, schema_org
from crawlers.extract.body import body_of
from crawlers.extract.document import attribute, language_tag, meta, names, tree, words_of
from crawlers.extract.spots import comment_zones, ends_article, is_inside, side_zones, spots
from crawlers.records import Basis, Page

Found = tuple[Moment, str]
_META_PUBLISHED = names(
    "og:article:published_time datepublished parsely-pub-date sailthru.date dcterms.created"
    " dc.date.issued dc.date dcterms.date dc.date.created pubdate publish_date publishdate date.issued citation_date"
    " cxenseparse:recs:publishtime article.published og:published_time og:pubdate date created weibo:article:create_at"
    " bt:pubdate publish-date article_date_original originalpublicationdate"
)
_META_MODIFIED = names("article:modified_time og:updated_time datemodified dcterms.modified last-modified revised")
#: Classes of what shows the date, the more telling first.
_SHOWN = names(
    "published entry-date post-date posted-on post_date entry-published date-published publish-date"
    " pubdate article-date article__date post__date blog-date entry-time timestamp postdate dateline date-time"
    " post-timestamp post-time article-time date-header date-outer published-date published_date postmetadata"
    " post-meta entry-meta article-meta post__meta article__meta meta-date meta date byline post-info entry-info"
    " postinfo article-info post-header entry-header post-details posted dated datetime time publish entry-footer"
    " post-footer-line post-footer postmeta blog-meta singlemeta author-date single-meta post_meta entry_meta"
)
_SHOWN_IDS = names("post-date date pubtime publish_time publish-date")
_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$|\.)|/((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_-]|$)"
)
_LONGEST_SHOWN = 240
_YEAR = re.compile(r"(?:19|20)\d\d|民國|\d[./-]\d\d\b")
_NO_LINES = frozenset({"script", "style", "head", "title", "meta", "link", "noscript", "body", "html", "option"})
_MOST_ELEMENTS = 6_000
#: How many elements at the start of a body may still be a date line above the text.
_FIRST_LINES = 12
#: A date with a few words around it; fewer inside the body, where a sentence may hold a date too.
_SHORTEST_LINE, _LONGEST_LINE, _LONGEST_IN_BODY = 6, 80, 40
_UPDATED = re.compile(
    r"updated?|modified|edited|geändert|aktualisiert|mis à jour|actualizado|更新|修改|編輯", re.IGNORECASE
)


def published(page: Page) -> Found | None:
    """Return when the post was published and by what that is known.

    A day without a time gives way to a time of the same day found further down.
    """
    best: Found | None = None
    for moment, origin in _candidates(page):
        if moment.basis is not Basis.DAY and moment.basis is not Basis.RELATIVE:
            if best is None or abs((moment.at.replace(tzinfo=None) - best[0].at.replace(tzinfo=None)).days) <= 1:
                return moment, origin
        elif best is None:
            best = (moment, origin)
    return best or _from_address(page)


def is_stated(page: Page) -> bool:
    """Return whether the page's head states when it was published."""
    return any(name in meta(page) for name in _META_PUBLISHED if name != "date")


def modified(page: Page) -> Moment | None:
    """Return when the post was last changed, where the page states it."""
    article = schema_org.article(page)
    texts: list[str | None] = [article.modified if article else None, *_metas(page, _META_MODIFIED)]
    entry = _entry(page)
    if entry is not None:
        texts.append(microformats.stamp(microformats.first_property(entry, "dt-updated")))
    return next((found for text in texts if (found := read_moment(text, seen=page.fetched))), None)


def _candidates(page: Page) -> Iterator[Found]:
    article = schema_org.article(page)
    yield from _read(page, meta(page).get("article:published_time", []), "meta")
    yield from _read(page, [article.published if article else None], "json-ld")
    entry = _entry(page)
    new_style = entry is not None and microformats.is_new_style(entry)
    if entry is not None and new_style:
        yield from _read(page, [microformats.stamp(microformats.first_property(entry, "dt-published"))], "microformats")
    yield from _read(page, list(_metas(page, _META_PUBLISHED)), "meta")
    marks = spots(page)
    stated = [attribute(each, "datetime", "content", "title") or words_of(each)[:80]
              for each in marks.itemprops.get("datePublished", ()) if not is_inside(each, comment_zones(page))]
    yield from _read(page, stated, "itemprop=datePublished")
    if entry is not None and not new_style:
        yield from _read(page, [microformats.stamp(microformats.first_property(entry, "dt-published"))], "hentry")
    yield from _shown(page)


def _read(page: Page, texts: Sequence[str | None], origin: str) -> Iterator[Found]:
    for text in texts:
        moment = read_moment(text, seen=page.fetched, day_first=_day_first(page), language=language_tag(page))
        if moment is not None:
            yield moment, origin
            return


def _metas(page: Page, wanted: tuple[str, ...]) -> Iterator[str]:
    values = meta(page)
    for name in wanted:
        yield from values.get(name, ())


@lru_cache(maxsize=4)
def _day_first(page: Page) -> bool | None:
    return day_first_of(words_of(each) for each in spots(page).of_class("date", "comment-date", "comment-meta", "time"))


def _entry(page: Page) -> HtmlElement | None:
    found = microformats.entries(page)
    return found[0] if len(found) == 1 else None


def _shown(page: Page) -> Iterator[Found]:
    """Yield what the page shows people: time elements first, then text in the usual places."""
    marks = spots(page)
    comments = comment_zones(page)
    zones = comments | frozenset(zone for zone in side_zones(page) if not ends_article(zone))
    for each in marks.tags.get("time", ()):
        if not is_inside(each, zones) and not _is_update(each):
            yield from _read(page, [attribute(each, "datetime"), words_of(each)], "time element")
    yield from _labelled(page, comments)
    for each in (*marks.of_class(*_SHOWN), *marks.of_id(*_SHOWN_IDS)):
        if is_inside(each, comments):
            continue
        titled = next((abbr.get("title") for abbr in each.iter("abbr") if abbr.get("title")), None)
        words = words_of(each)
        shown = words if len(words) <= _LONGEST_SHOWN and not _says_changed(words) else None
        origin = f".{(each.get('class') or each.get('id') or '').split()[0]}"
        yield from _read(page, [attribute(each, "datetime", "title", "content"), titled, shown], origin)
    yield from _lines(page, zones)


def _labelled(page: Page, zones: frozenset[HtmlElement]) -> Iterator[Found]:
    """Yield dates right beside the title, whatever their class."""
    heading = next((each for each in spots(page).tags.get("h1", ()) if not is_inside(each, zones)), None)
    if heading is None:
        return
    parent = heading.getparent()
    near = [heading.getprevious(), heading.getnext(), parent.getnext() if parent is not None else None]
    for each in near:
        words = words_of(each) if each is not None and isinstance(each.tag, str) else ""
        if _SHORTEST_LINE <= len(words) <= _LONGEST_LINE and not _says_changed(words):
            yield from _read(page, [words], "beside the title")


def _lines(page: Page, zones: frozenset[HtmlElement]) -> Iterator[Found]:
    """Yield dates in short lines between the title and the end of the body, whatever they are called."""
    body, _ = body_of(page)
    if body is None:
        return
    inside = list(body.iter())
    skipped = frozenset(inside[_FIRST_LINES:]) if body.tag != "body" else frozenset()
    head = frozenset(inside[:_FIRST_LINES])
    for each in _after_title(page, zones):
        longest = _LONGEST_IN_BODY if each in head else _LONGEST_LINE
        words = _dated_words(each) if each not in skipped else ""
        if _SHORTEST_LINE <= len(words) <= longest and not _says_changed(words) and not is_inside(each, zones):
            yield from _read(page, [words], "short line")


def _after_title(page: Page, zones: frozenset[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield elements from the title on, of a page of usual size."""
    heading = next((each for each in spots(page).tags.get("h1", ()) if not is_inside(each, zones)), None)
    found = islice(tree(page).iter(), _MOST_ELEMENTS)
    started = found if heading is None else dropwhile(lambda each: each is not heading, found)
    return (each for each in started if isinstance(each.tag, str) and each.tag not in _NO_LINES)


def _dated_words(element: HtmlElement) -> str:
    """Return an element's words when its own text, not that of elements inside, has something like a year."""
    own = "".join(piece or "" for piece in (element.text, *(inner.tail for inner in element)))
    return words_of(element) if _YEAR.search(own) else ""


def _says_changed(words: str) -> bool:
    """Return whether a line speaks of a change before its first number."""
    return bool(_UPDATED.search(re.split(r"\d", words, maxsplit=1)[0]))


def _is_update(element: HtmlElement) -> bool:
    """Return whether a time element says when something was changed."""
    if _UPDATED.search(f"{element.get('class') or ''} {element.get('itemprop') or ''}"):
        return True
    before = element.getprevious()
    text = (element.getparent().text or "") if before is None and element.getparent() is not None else ""
    text += (before.tail or "") if before is not None else ""
    return bool(_UPDATED.search(text[-30:]))


def _from_address(page: Page) -> Found | None:
    """Return the day that stands in the address."""
    found = _ADDRESS.search(urlsplit(page.url).path)
    if not found:
        return None
    moment = read_moment("-".join(part for part in found.groups() if part), seen=page.fetched)
    return (Moment(moment.at, Basis.ADDRESS), "address") if moment is not None else None
