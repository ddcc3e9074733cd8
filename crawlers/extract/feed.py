"""Reader of RSS 0.9x to 2.0, RDF and Atom.

A strict lxml parse is tried first, then one of the text with its usual faults mended, then one that
skips what is broken; feedparser reads what is left. Entities from outside the document are never
read. Dates and authors are always taken from the raw strings, since feedparser misreads both.
"""

import io
import re
from collections.abc import Iterator
from html import escape
from typing import cast

import feedparser
from lxml.etree import QName, _Element, tostring

from crawlers.extract.podcast import speakers
from crawlers.extract.syndication import Byline, Channel, Entry, findings
from crawlers.extract.xmltext import all_text, bare_xml, mended, parsed
from crawlers.records import Finding, Page, Remark
from crawlers.urls import try_canonical

_ROOT = re.compile(
    r"^\W*(?:<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|\s)*<(?:\w+:)?(?:rss|feed|rdf|channel)\b",
    re.IGNORECASE | re.DOTALL,
)
_START = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_ITEMS = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_XHTML_MARKS = re.compile(r' xmlns(?::\w+)?="http://www\.w3\.org/1999/xhtml"|(</?)(?:x?html|h):')
_HEAD = 8_000
#: How much junk (a PHP warning) may stand before a feed.
_JUNK = 400
#: Namespaces, as their usual prefix; RSS's and Atom's own, and unknown ones, have none.
_PREFIXES = {
    "http://purl.org/dc/elements/1.1": "dc:", "http://purl.org/dc/terms": "dcterms:",
    "http://purl.org/rss/1.0/modules/content": "content:", "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://wellformedweb.org/commentapi": "wfw:", "http://purl.org/rss/1.0/modules/slash": "slash:",
    "http://purl.org/syndication/thread/1.0": "thr:", "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://search.yahoo.com/mrss": "media:", "https://podcastindex.org/namespace/1.0": "podcast:",
    "http://www.w3.org/2005/atom": "", "http://purl.org/atom/ns#": "", "http://purl.org/rss/1.0": "",
    "http://backend.userland.com/rss2": "", "http://my.netscape.com/rdf/simple/0.9": "",
}
_MAIL_NAME = re.compile(r"^\s*\S+@\S+\s*\(([^)]+)\)\s*$|^\s*\"?([^<\"]+?)\"?\s*<\S+@\S+>\s*$")
_ENTRY_TAGS = ("item", "entry")
_PUBLISHED = ("pubdate", "published", "dc:date", "issued", "dcterms:created", "created", "date")
_MODIFIED = ("updated", "modified", "dcterms:modified")
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_Parts = dict[str, list[_Element]]


class Feed:
    """Reads RSS, RDF and Atom feeds, of posts, comments and episodes."""

    name = "feed"

    def matches(self, page: Page) -> float:
        """Return 0.97 for a document whose first element is a feed's."""
        head = page.text[:_HEAD]
        if _ROOT.match(head):
            return 0.97
        start = _START.search(head)
        if start is None or re.search(r"<html|<body|<!doctype html", head[:start.start()], re.IGNORECASE):
            return 0.0
        return 0.9 if "xml" in page.media_type or "<?xml" in head[:start.start()] or start.start() < _JUNK else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield one post per entry."""
        channel = read_feed(page.text)
        if channel is None:
            yield Remark(code="broken_feed", text="This looks like a feed but cannot be read.", about=page.url)
            return
        yield from findings(channel, page)


def read_feed(text: str) -> Channel | None:
    """Return what a feed says, or None for a text that is none."""
    body = bare_xml(text)
    start = _START.search(body)
    if start is None:
        return None
    entities = re.search(r"<!DOCTYPE[^>\[]*\[.*?\]\s*>", body[:start.start()], re.DOTALL)
    rest = body[start.start():]
    own = (entities[0] if entities else "") + rest
    for root in _attempts(own, rest):
        if root is not None and (channel := _channel(root)) and (channel.entries or not _ITEMS.search(rest)):
            return channel
    return _by_feedparser(body)


def _attempts(own: str, rest: str) -> Iterator[_Element | None]:
    yield parsed(own)
    yield parsed(mended(rest))
    yield parsed(mended(rest), recover=True)


def _channel(root: _Element) -> Channel | None:
    local = QName(root).localname.lower()
    if local == "feed":
        holder, items = root, [child for child in root if _name(child) == "entry"]
    else:
        holder = root if local == "channel" else next((each for each in root.iter() if _name(each) == "channel"), root)
        items = [each for each in root.iter() if _name(each) in _ENTRY_TAGS]
    parts = _parts(holder)
    return Channel(
        title=_text(parts, "title"), link=_page_link(parts),
        author=_author(parts) or _mailed(_text(parts, "managingeditor")),
        language=_text(parts, "language", "dc:language") or holder.get("{http://www.w3.org/XML/1998/namespace}lang"),
        entries=tuple(_entry(item) for item in items), more=_more(parts),
    )


def _name(element: _Element) -> str:
    """Return an element's name with the usual prefix of its namespace, lower case."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if tag[0] != "{":
        return tag.rpartition(":")[2].lower() if ":" in tag and not _known_prefix(tag) else tag.lower()
    space, _, local = tag[1:].partition("}")
    return _PREFIXES.get(space.lower().rstrip("/"), "?:") + local.lower()


def _known_prefix(tag: str) -> bool:
    """Return whether an undeclared prefix is one of the usual ones, so that it still means something."""
    return f"{tag.partition(':')[0].lower()}:" in _PREFIXES.values()


def _parts(element: _Element) -> _Parts:
    found: _Parts = {}
    for child in element:
        found.setdefault(_name(child), []).append(child)
    return found


def _text(parts: _Parts, *names: str) -> str:
    """Return the first text that is not blank under one of the names."""
    for name in names:
        for element in parts.get(name, ()):
            text = all_text(element)
            if text:
                return text
    return ""


def _entry(item: _Element) -> Entry:
    parts = _parts(item)
    return Entry(
        title=_title(parts), link=_entry_link(parts), id=_text(parts, "guid", "id") or item.get(_RDF_ABOUT),
        author=_author(parts) or _source_author(parts),
        published=_text(parts, *_PUBLISHED) or None, modified=_text(parts, *_MODIFIED) or None,
        content=_content(parts), tags=_tags(parts), answers=_answers(parts), comment_feed=_comment_feed(parts),
        language=item.get("{http://www.w3.org/XML/1998/namespace}lang"),
        enclosure=_enclosure(parts), people=speakers(parts.get("podcast:person", ())),
    )


def _title(parts: _Parts) -> str:
    element = next(iter(parts.get("title", ())), None)
    if element is None:
        return ""
    text = all_text(element)
    return text if element.get("type") in ("html", "xhtml") or "&" in text or "</" in text else escape(text)


def _page_link(parts: _Parts) -> str | None:
    """Return the page a feed or entry stands for: RSS's text, or Atom's alternate."""
    links = parts.get("link", ())
    plain = next((text for each in links if not each.get("href") and (text := (each.text or "").strip())), None)
    pages = [each for each in links if each.get("href") and each.get("rel", "alternate") == "alternate"]
    pages.sort(key=lambda each: "html" not in each.get("type", "text/html"))
    return plain or (_resolved(pages[0]) if pages else None)


def _entry_link(parts: _Parts) -> str | None:
    original = _text(parts, "feedburner:origlink")
    link = original or _page_link(parts)
    if link:
        return link
    guid = next(iter(parts.get("guid", ())), None)
    text = (guid.text or "").strip() if guid is not None else ""
    if guid is not None and guid.get("isPermaLink", "true").lower() == "true" and text.startswith("http"):
        return text
    return _enclosure(parts)


def _resolved(element: _Element) -> str:
    """Return an Atom link's address against `xml:base`, where the feed sets one."""
    href = (element.get("href") or "").strip()
    base = element.base
    return (try_canonical(href, base) or href) if base and base.startswith("http") else href


def _author(parts: _Parts) -> Byline | None:
    for name in ("dc:creator", "author", "itunes:author"):
        for element in parts.get(name, ()):
            if (byline := _byline(element)) is not None:
                return byline
    return None


def _byline(element: _Element) -> Byline | None:
    inner = _parts(element)
    if len(inner) == 0:
        return _mailed(all_text(element))
    name = _text(inner, "name", "foaf:name", "?:name")
    link = _text(inner, "uri", "url", "homepage", "?:homepage") or None
    if not name and not link:
        return None
    avatar = next((each.get("src") for each in element if _name(each).endswith("image") and each.get("src")), None)
    return Byline(name=name or None, link=link, avatar=avatar)


def _mailed(text: str) -> Byline | None:
    """Return the writer in RSS's "mail (Name)" or "Name <mail>"; a bare mail address is no name.

    >>> _mailed("ann@blog.example (Ann Weaver)").name, _mailed("ann@blog.example")
    ('Ann Weaver', None)
    """
    if not text:
        return None
    if found := _MAIL_NAME.match(text):
        return Byline(name=(found[1] or found[2]).strip())
    if "@" in text and " " not in text and not text.startswith("@"):
        return None
    return Byline(name=text.removeprefix("/u/"))


def _source_author(parts: _Parts) -> Byline | None:
    """Return the writer of the feed that a planet took the entry from."""
    return next((found for each in parts.get("source", ()) if (found := _author(_parts(each))) is not None), None)


def _content(parts: _Parts) -> str:
    for name in ("content:encoded", "content", "body", "description", "summary", "itunes:summary"):
        for element in parts.get(name, ()):
            if text := _markup(element):
                return text
    group = next(iter(parts.get("media:group", ())), None)
    return escape(_text(_parts(group), "media:description")) if group is not None else ""


def _markup(element: _Element) -> str:
    kind = element.get("type", "html")
    if len(element):
        inner = (element.text or "") + "".join(tostring(child, encoding="unicode") for child in element)
        return _XHTML_MARKS.sub(r"\1", inner)
    text = (element.text or "").strip()
    return escape(text) if kind in ("text", "text/plain") else text


def _tags(parts: _Parts) -> tuple[str, ...]:
    found = [each.get("label") or each.get("term") or (each.text or "").strip()
             for name in ("category", "dc:subject") for each in parts.get(name, ())]
    return tuple(dict.fromkeys(tag for tag in found if tag and not tag.startswith("http")))


def _answers(parts: _Parts) -> str | None:
    for element in parts.get("thr:in-reply-to", ()):
        for name in ("href", "ref"):
            if element.get(name, "").startswith("http"):
                return element.get(name)
    return None


def _comment_feed(parts: _Parts) -> str | None:
    stated = _text(parts, "wfw:commentrss")
    if stated:
        return stated
    return next((_resolved(each) for each in parts.get("link", ()) if each.get("rel") == "replies"
                 and "atom" in each.get("type", "") and each.get("href")), None)


def _enclosure(parts: _Parts) -> str | None:
    linked = [each for each in parts.get("link", ()) if each.get("rel") == "enclosure"]
    files = [(each.get("type", ""), each.get("url")) for each in parts.get("enclosure", ())]
    files += [(each.get("type", ""), each.get("href")) for each in linked]
    return next((url for kind, url in files if url and kind.startswith(("audio", "video"))), None)


def _more(parts: _Parts) -> tuple[str, ...]:
    return tuple(_resolved(each) for each in parts.get("link", ()) if each.get("rel") in ("next", "prev-archive")
                 and each.get("href"))


def _by_feedparser(text: str) -> Channel | None:
    """Return what feedparser makes of a feed nothing else reads; its dates and names as raw text."""
    found: dict[str, dict[str, object]] = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")))
    entries = tuple(
        Entry(title=_at(each, "title") or "", link=_at(each, "link"), id=_at(each, "id"),
              author=_mailed(_at(each, "author") or ""), published=_at(each, "published"),
              modified=_at(each, "updated"), content=_at(each, "summary") or "")
        for each in cast("list[dict[str, object]]", found["entries"])
    )
    holder = found["feed"]
    return Channel(title=_at(holder, "title") or "", link=_at(holder, "link"), entries=entries) if entries else None


def _at(holder: dict[str, object], name: str) -> str | None:
    """Return a value as it was found: feedparser's own lookup answers with other keys."""
    value = dict.get(holder, name)
    return value if isinstance(value, str) and value else None
