"""Looking things up in a page by CSS: compiled once, read as text or as an attribute.

A *spot* names where a value stands: `"h3.author a"` is the text of the first such element,
`"time@datetime"` an attribute of it, `"@data-author"` an attribute of the element itself and
`""` its own text. A spot that starts with `+` or `-` is looked for in the element after or
before; `"span@title+"` is an attribute with the text after its element.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from cssselect import GenericTranslator
from lxml.etree import XPath
from lxml.html import HtmlElement

_BLANKS = re.compile(r"[\s\u200b\u200e\u200f\ufeff]+")
_TRANSLATOR = GenericTranslator()
_TEXT = XPath("string()")
#: Text longer than this is no name, number or time.
MAX_VALUE = 400


@lru_cache(maxsize=4096)
def selector(css: str) -> XPath:
    """Return a compiled CSS selector; the same one for the same text. `:contains()` heeds case."""
    return XPath(_TRANSLATOR.css_to_xpath(css))


def select(element: HtmlElement, css: str) -> list[HtmlElement]:
    """Return the elements below that fit, in page order; none for an empty selector."""
    found = selector(css)(element) if css else []
    return [one for one in found if isinstance(one, HtmlElement)] if isinstance(found, list) else []


def first(element: HtmlElement, options: Iterable[str]) -> HtmlElement | None:
    """Return the first element that fits the first of several selectors that finds any."""
    for css in options:
        found = select(element, css)
        if found:
            return found[0]
    return None


def joined(text: str) -> str:
    """Return text with its blanks joined and direction marks taken out."""
    return _BLANKS.sub(" ", text).strip()


def plain(element: HtmlElement) -> str:
    """Return all text of an element, blanks joined.

    >>> from lxml import html
    >>> plain(html.fromstring("<p> Ann <b> Lee</b></p>"))
    'Ann Lee'
    """
    return joined(str(_TEXT(element)))


def value(element: HtmlElement, spots: Sequence[str]) -> str | None:
    """Return what stands at the first spot that holds something; None when none does.

    >>> from lxml import html
    >>> value(html.fromstring('<p><a title="">x</a><b id="7">Ann</b></p>'), ("a@title", "b@id"))
    '7'
    """
    return next(values(element, spots), None)


def _attribute(place: HtmlElement, name: str) -> str:
    """Return an attribute; with a `+` after its name, the text that follows the element as well."""
    follows = place.tail or "" if name.endswith("+") else ""
    return joined(f"{place.get(name.rstrip('+')) or ''} {follows}")


def values(element: HtmlElement, spots: Sequence[str]) -> Iterator[str]:
    """Yield what stands at each spot, in the order of the spots; nothing for empty ones."""
    for spot in spots:
        css, _, attribute = spot.partition("@")
        start = element
        if css[:1] in ("+", "-"):
            beside = element.getnext() if css[0] == "+" else element.getprevious()
            if beside is None:
                continue
            start, css = beside, css[1:]
        for place in select(start, css)[:3] if css else (start,):
            text = _attribute(place, attribute) if attribute else plain(place)
            if text and len(text) <= MAX_VALUE:
                yield text
                break
