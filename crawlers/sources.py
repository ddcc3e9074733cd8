"""Lists of addresses as people keep them: plain text, CSV, OPML. Pure: text in, sources out."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from crawlers.errors import AddressError
from crawlers.records import Source
from crawlers.urls import canonical

#: Header names under which a table keeps addresses, most telling first.
_COLUMNS = ("url", "source", "address", "home", "homepage", "home_page", "site", "website", "blog", "link", "feed",
            "xmlurl", "htmlurl", "網址", "網站")
_NAMES = ("name", "title", "owner", "blog_name", "名稱")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST_PORT = re.compile(r"^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\])(?::\d+)?(?:/|$)", re.IGNORECASE)
_MAX_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """What a file names, and what in it is no address."""

    sources: list[Source] = field(default_factory=list)
    #: Line number (from 1) and text of what could not be understood.
    rejected: list[tuple[int, str]] = field(default_factory=list)


def source_of(text: str, *, name: str | None = None) -> Source:
    """Return the source for an address as a person types it; a bare name means https.

    >>> source_of("blog.example").url, source_of("127.0.0.1:8101").url
    ('https://blog.example/', 'http://127.0.0.1:8101/')

    Raises:
        AddressError: It is no address that can be read.
    """
    cleaned = text.strip().strip("<>\"'")
    if not _SCHEME.match(cleaned):
        own = _HOST_PORT.match(cleaned)
        if " " in cleaned or not (own or "." in cleaned.partition("/")[0]):
            raise AddressError("this is no address of a page", about=cleaned[:_MAX_SHOWN],
                               hint="write it as https://...")
        cleaned = ("http://" if _HOST_PORT.match(cleaned) else "https://") + cleaned
    return Source(url=canonical(cleaned), name=name)


def read_sources(text: str) -> SourceList:
    """Return the sources a file names: OPML, CSV with a header, or one address a line with `#` comments.

    Repeats are dropped, order is kept; a byte order mark, blank lines and any line ends are fine.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if re.match(r"\s*(?:<\?xml[^>]*>)?\s*(?:<!--.*?-->\s*)*<opml", text, re.IGNORECASE | re.DOTALL):
        return _collected(_opml(text))
    table = _table(text)
    if table is not None:
        return _collected(table)
    rows = ((number, line.partition(" #")[0].strip(), None) for number, line in enumerate(text.split("\n"), 1))
    return _collected((number, line, name) for number, line, name in rows if line and not line.startswith("#"))


def _collected(rows: Iterable[tuple[int, str, str | None]]) -> SourceList:
    found: dict[str, Source] = {}
    rejected: list[tuple[int, str]] = []
    for number, written, name in rows:
        try:
            source = source_of(written, name=name or None)
        except AddressError:
            rejected.append((number, written[:_MAX_SHOWN]))
        else:
            found.setdefault(source.url, source)
    return SourceList(sources=list(found.values()), rejected=rejected)


def _opml(text: str) -> list[tuple[int, str, str | None]]:
    """Return the outlines' home pages, or feeds where no home page is given."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(text.encode("utf-8"), parser)
    rows: list[tuple[int, str, str | None]] = []
    for outline in root.iter("outline") if root is not None else ():
        attributes = {str(key).lower(): str(value) for key, value in outline.attrib.items()}
        address = attributes.get("xmlurl") or attributes.get("htmlurl") or attributes.get("url")
        if address and address.strip():
            line = outline.sourceline
            name = attributes.get("title") or attributes.get("text")
            rows.append((line if isinstance(line, int) else 0, address, name))
    return rows


def _table(text: str) -> list[tuple[int, str, str | None]] | None:
    """Return the rows of a table with a known header; None when the text is none."""
    first = text.lstrip("\n").partition("\n")[0]
    separator = max(",\t;", key=first.count)
    names = [name.strip().lower() for name in next(csv.reader([first], delimiter=separator), [])]
    column = next((names.index(name) for name in _COLUMNS if name in names), None)
    if column is None or _SCHEME.match(first):
        return None
    called = next((names.index(name) for name in _NAMES if name in names), None)
    reader = csv.reader(io.StringIO(text.lstrip("\n")), delimiter=separator)
    next(reader, None)
    return [(reader.line_num, row[column].strip(), row[called] if called is not None and called < len(row) else None)
            for row in reader if len(row) > column and row[column].strip()]
