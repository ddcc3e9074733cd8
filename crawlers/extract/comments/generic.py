"""Comments of unknown software: blocks of the same make, one after another, each with a name and a date.

Classes that say "comment" are looked for first; else the part of the page that is named for comments
is searched for siblings of one kind.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawlers.extract.comments.answers import findings
from crawlers.extract.comments.blocks import Block, Spoken, nested, spoken
from crawlers.extract.document import attribute, classes, words_of
from crawlers.extract.spots import Spots, comment_zones, spots
from crawlers.records import Finding, Page

_SINGLE = re.compile(
    r"^(?:[\w-]*[-_])?(?:comment|reply|response|kommentar|commentaire|comentario|reactie|fyre-comment-article"
    r"|webmention)"
    r"(?:[-_]?(?:item|wrap|wrapper|container|box|block|single|row|card|node|entry|article|li|post|thread|main"
    r"|holder))?$",
    re.IGNORECASE,
)
_BLOCK_TAGS = frozenset({"li", "div", "article", "section", "dd", "dl", "tr", "ul", "blockquote", "p", "table"})
_TYPE = re.compile(r"schema\.org/(?:Comment|UserComments|Answer)\b", re.IGNORECASE)
_LONGEST = 20_000


class GenericComments:
    """Reads repeated comment blocks, whatever wrote them."""

    name = "generic_comments"

    def matches(self, page: Page) -> float:
        """Return 0.4 where blocks look like comments."""
        return 0.4 if _candidates(page) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield one post per block that has words, and a name or a date."""
        found = _candidates(page)
        said = spoken(found, page)
        if _plausible(said):
            yield from findings([each for each in said if each.name or each.moment or each.is_pingback], page)


def _candidates(page: Page) -> list[Block]:
    marks = spots(page)
    holders = _all(marks, "li", "div", "article", "section")
    typed = [each for each in holders if _TYPE.search(each.get("itemtype") or "")]
    for found in (typed, _classed(marks), _repeated(page)):
        elements = [each for each in found if len(words_of(each)) <= _LONGEST]
        if elements:
            return nested([(_local_id(each, number), (each,)) for number, each in enumerate(elements, 1)])
    return []


def _all(marks: Spots, *tags: str) -> list[HtmlElement]:
    return [each for tag in tags for each in marks.tags.get(tag, ())]


def _local_id(element: HtmlElement, number: int) -> str:
    own = attribute(element, "id", "data-comment-id", "data-id")
    if own:
        return own
    inner = next((each.get("id") or each.get("name") for each in list(element.iter())[:8] if isinstance(each.tag, str)
                  and re.search(r"\d", each.get("id") or each.get("name") or "")), None)
    return inner or f"comment{number}"


def _classed(marks: Spots) -> list[HtmlElement]:
    """Return blocks whose class says that they are one comment; of nested ones of the same comment, the outer."""
    singles = [name for name in marks.classes if _SINGLE.match(name)]
    best: list[HtmlElement] = []
    for name in sorted(singles, key=lambda name: (-len(marks.classes[name]), name)):
        found = [each for each in marks.classes[name] if each.tag in _BLOCK_TAGS and len(words_of(each)) > 1]
        found = [each for each in found if _is_complete(each)]
        if len(found) > len(best):
            best = found
    return best


def _is_complete(element: HtmlElement) -> bool:
    """Return whether a block holds more than a comment's text: something dated or a name."""
    return any(isinstance(each.tag, str) and (each.tag == "time" or re.search(
        r"date|time|meta|author|user|name|ago|\bfn\b|info|by\b", each.get("class") or "")) for each in element.iter())


def _repeated(page: Page) -> list[HtmlElement]:
    """Return siblings of one tag and class inside the part of the page that is named for comments."""
    best: list[HtmlElement] = []
    for zone in comment_zones(page):
        kinds: Counter[tuple[HtmlElement, str, frozenset[str]]] = Counter()
        members: dict[tuple[HtmlElement, str, frozenset[str]], list[HtmlElement]] = {}
        for each in zone.iter():
            parent = each.getparent() if isinstance(each.tag, str) and each.tag in _BLOCK_TAGS else None
            if parent is not None and _is_complete(each):
                kind = (parent, each.tag, classes(each))
                kinds[kind] += 1
                members.setdefault(kind, []).append(each)
        if kinds:
            kind, count = max(kinds.items(), key=lambda pair: pair[1])
            if count >= 2 and count > len(best):  # one block repeats nothing
                best = members[kind]
    return sorted(best, key=lambda each: each.sourceline or 0)


def _plausible(said: list[Spoken]) -> bool:
    """Return whether blocks are comments: most have a name or date, and words."""
    named = sum(each.name is not None for each in said)
    dated = sum(each.moment is not None for each in said)
    return bool(said) and 2 * max(named, dated) >= len(said) and dated + named >= len(said)
