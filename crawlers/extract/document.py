"""A page's parsed tree, made once and shared by all extractors that look at the page."""

from functools import lru_cache

from lxml import html
from lxml.html import HtmlElement

from crawlers.records import Page

#: libxml2 stops at 256 levels without `huge_tree`; deep threads nest further than that.
_PARSER = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False)


@lru_cache(maxsize=4)
def tree(page: Page) -> HtmlElement:
    """Return the page as an lxml tree. Shared: readers must not change it.

    An empty or unreadable document gives an empty `html` element, never an error.
    """
    data = page.text.encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=_PARSER)
    except (ValueError, html.etree.ParserError):
        root = html.document_fromstring(b"<html></html>")
    return root
