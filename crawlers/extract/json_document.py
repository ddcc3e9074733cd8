"""JSON documents of forums and networks, read without trust: any value may be missing or of another type."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree, html
from lxml.html import HtmlElement

from crawlers.records import Page

#: A JSON object; its values are looked at one by one.
Item = Mapping[str, object]
_LARGEST = 20_000_000
#: Digits of a number that may not fit 64 bits.
_LONGEST_NUMBER = 19


@lru_cache(maxsize=4)
def document(page: Page) -> object:
    """Return a page's JSON, or None where it holds none. Shared: readers must not change it."""
    text = page.text.lstrip()
    if text[:1] not in ("{", "[") or len(text) > _LARGEST:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def item(thing: object, *path: str) -> Item:
    """Return the object at a path of keys; an empty one where there is none.

    >>> item({"a": {"b": {"c": 1}}}, "a", "b"), item([], "a")
    ({'c': 1}, {})
    """
    for key in path:
        thing = thing.get(key) if isinstance(thing, dict) else None
    return thing if isinstance(thing, dict) else {}


def items(thing: object, *path: str) -> Iterator[Item]:
    """Yield the objects of the list at a path of keys."""
    *keys, last = path or ("",)
    found = (item(thing, *keys).get(last) if path else thing)
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict):
            yield one


def text(thing: Item, *keys: str) -> str | None:
    """Return the first of the values that is text or a number, as text; None where none is.

    >>> text({"id": 7, "name": ""}, "name", "id")
    '7'
    """
    for key in keys:
        found = thing.get(key)
        if isinstance(found, str) and found.strip():
            return found.strip()
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
    return None


def number(thing: Item, *keys: str) -> int | None:
    """Return the first of the values that is a whole number, or text that is one."""
    for key in keys:
        found = thing.get(key)
        if isinstance(found, bool):
            continue
        if isinstance(found, int):
            return found
        if isinstance(found, str) and found.isdigit() and len(found) < _LONGEST_NUMBER:
            return int(found)
    return None


def fragment(markup: str | None) -> HtmlElement:
    """Return a piece of HTML as an element; an empty one where there is nothing to read."""
    try:
        return html.fragment_fromstring(markup or "", create_parent="div")
    except (etree.ParserError, ValueError):
        return html.Element("div")
