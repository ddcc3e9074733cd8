"""Microformats 2 (`h-entry`, `h-card`, `h-cite`) and the older `hentry`, read straight off the tree.

Only what posts, comments and responses need, after the parsing rules of microformats2: a property
belongs to the nearest root above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawlers.extract.document import attribute, classes, names, words_of
from crawlers.extract.spots import spots
from crawlers.records import Page

_ENTRIES = ("h-entry", "h-cite", "hentry")
_ROOTS = frozenset(names("h-entry h-cite h-card hentry vcard h-feed h-adr h-event h-review h-recipe"))
#: Older names of the same properties.
_OLD = {
    "p-name": ("entry-title",), "e-content": ("entry-content",), "p-author": ("author",),
    "dt-published": ("published",), "dt-updated": ("updated",),
}


#: Other prefixes that are met for the same.
_NEW = {"p-author": ("u-author",)}


@dataclass(frozen=True, slots=True)
class Card:
    """A person as an `h-card` (or a plain text author) shows them."""

    name: str | None
    link: str | None
    avatar: str | None = None


def entries(page: Page) -> list[HtmlElement]:
    """Return the outermost entries of a page, in page order."""
    found = [each for each in spots(page).of_class("h-entry", "hentry") if each.tag not in ("html",)]
    unique = list(dict.fromkeys(found))
    held = frozenset(unique)
    return [each for each in unique if not any(parent in held for parent in each.iterancestors())]


def is_new_style(entry: HtmlElement) -> bool:
    """Return whether the entry speaks microformats 2, whose properties are deliberate."""
    return bool(classes(entry) & {"h-entry", "h-cite"})


def properties(entry: HtmlElement, name: str) -> Iterator[HtmlElement]:
    """Yield the elements that carry a property of this entry, not of one inside it."""
    wanted = {name, *(_NEW.get(name, ()) if is_new_style(entry) else _OLD.get(name, ()))}
    stack = list(reversed(entry))
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str):
            continue
        own = classes(node)
        if own & wanted:
            yield node
        if not own & _ROOTS:
            stack.extend(reversed(node))


def first_property(entry: HtmlElement, name: str) -> HtmlElement | None:
    """Return the first element that carries a property."""
    return next(properties(entry, name), None)


def address(element: HtmlElement | None) -> str | None:
    """Return the address a `u-` property holds, as written."""
    if element is None:
        return None
    inner = next((each for each in element.iter("a") if each.get("href")), None) if classes(element) & _ROOTS else None
    named = next((each for each in element.iter() if isinstance(each.tag, str) and "u-url" in classes(each)), None)
    for each in (element, named, inner):
        if found := attribute(each, "href", "src", "value") if each is not None else None:
            return found
    return None


def stamp(element: HtmlElement | None) -> str | None:
    """Return the date text a `dt-` property holds: the machine form where there is one."""
    if element is None:
        return None
    found = attribute(element, "datetime", "title") or (attribute(element, "value") if element.tag == "data" else None)
    if found:
        return found
    for inner in element.iter():
        if inner is not element and isinstance(inner.tag, str):
            if inner.tag == "time" and (found := attribute(inner, "datetime")):
                return found
            if "value" in classes(inner) or "value-title" in classes(inner):
                return attribute(inner, "datetime", "title") or words_of(inner)
    return words_of(element) or None


def card(element: HtmlElement | None) -> Card | None:
    """Return who an author property names: its `p-name` and `u-url`, else its words and link."""
    if element is None:
        return None
    inside = [each for each in element.iter() if isinstance(each.tag, str)]
    holder = next((each for each in inside if classes(each) & {"h-card", "vcard"}), element)
    inside = [each for each in holder.iter() if isinstance(each.tag, str)]
    named = [each for each in inside if classes(each) & {"p-name", "fn"}]
    name = words_of(named[0]) if named else words_of(holder)
    pictures = (each for each in inside if each.tag == "img" or classes(each) & {"u-photo", "photo"})
    photo = next((each for each in pictures if each.get("src")), None)
    if not name:
        name = attribute(photo, "alt") or attribute(holder, "title") or ""
    link = _card_link(holder)
    return Card(name or None, link, attribute(photo, "src")) if name or link else None


def _card_link(holder: HtmlElement) -> str | None:
    if holder.tag == "a" and holder.get("href"):
        return attribute(holder, "href")
    linked = [each for each in holder.iter("a") if each.get("href")]
    marked = [each for each in linked if classes(each) & {"u-url", "url"}]
    return attribute(next(iter(marked + linked), None), "href")


def is_entry(element: HtmlElement) -> bool:
    """Return whether an element is the root of an entry or citation."""
    return bool(classes(element) & set(_ENTRIES))
