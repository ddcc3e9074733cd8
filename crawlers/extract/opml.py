"""Reader of OPML: lists of feeds that people export and share."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from crawlers.extract.xmltext import bare_xml, mended, parsed
from crawlers.records import Finding, Outlink, OutlinkKind, Page, Remark
from crawlers.urls import try_canonical

_ROOT = re.compile(r"^\W*(?:<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<opml\b", re.IGNORECASE | re.DOTALL)
_HEAD = 4_000
_MAX_TEXT = 200


class Opml:
    """Reads OPML lists: each outline leads to a feed or to another list."""

    name = "opml"

    def matches(self, page: Page) -> float:
        """Return 0.98 for a document whose first element is `opml`."""
        return 0.98 if _ROOT.match(page.text[:_HEAD]) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield an outlink per feed, in the list's order, each once."""
        root = parsed(mended(bare_xml(page.text)), recover=True)
        if root is None:
            yield Remark(code="broken_list", text="This list of feeds cannot be read.", about=page.url)
            return
        yield from dict.fromkeys(found for each in root.iter() if (found := _outlink(each, page)) is not None)


def _outlink(outline: _Element, page: Page) -> Outlink | None:
    values = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
    text = (values.get("title") or values.get("text") or "")[:_MAX_TEXT]
    if feed := try_canonical(values.get("xmlurl"), page.url):
        blog = try_canonical(values.get("htmlurl"), page.url)
        return Outlink(url=feed, kind=OutlinkKind.FEED, text=text, found_with=blog)
    link = try_canonical(values.get("url"), page.url)
    if link is None:
        return None
    return Outlink(url=link, kind=OutlinkKind.INDEX if link.endswith(".opml") else OutlinkKind.OTHER, text=text)
