"""Who speaks in a podcast: the `podcast:person` elements of the podcast namespace."""

from collections.abc import Iterable

from lxml.etree import _Element

from crawlers.extract.syndication import Byline


def speakers(elements: Iterable[_Element]) -> tuple[Byline, ...]:
    """Return hosts and guests in the feed's order, each name once.

    >>> from lxml import etree
    >>> speakers([etree.fromstring('<person role="guest" href="https://ann.example/">Ann</person>')])
    (Byline(name='Ann', link='https://ann.example/', avatar=None),)
    """
    found: dict[str, Byline] = {}
    for element in elements:
        name = " ".join((element.text or "").split())
        if name:
            found.setdefault(name, Byline(name=name, link=element.get("href"), avatar=element.get("img")))
    return tuple(found.values())
