"""Comments of WordPress: core themes old and new, third-party themes, wpDiscuz, Epoch, Jetpack.

Whatever the theme, WordPress gives each comment an id with its number (`comment-12`,
`li-comment-12`, `div-comment-12`, wpDiscuz `wpd-comm-12_5` for an answer to 5); the outermost
element of each number holds the comment.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawlers.extract.comments.answers import findings
from crawlers.extract.comments.blocks import Block, nested, spoken
from crawlers.extract.document import classes, generator
from crawlers.extract.spots import spots
from crawlers.records import Finding, Page

_ID = re.compile(r"^(?:li-|div-|article-|dsq-|single-|the-|wp-)?(?:comment|pingback|trackback|cmt)[-_](\d+)$", re.I)
_WRAPPER = re.compile(
    r"(?:\w+-)*(?:comment|commentEntry|pingback|trackback)(?:-item|-wrap|-wrapper|-container|-box|-single)?"
)
_DISCUZ = re.compile(r"^wpd?-?comm-(\d+)_(\d+)$|^wc-comm-(\d+)_(\d+)$")


class WordPressComments:
    """Reads the comment lists of WordPress themes and plug-ins."""

    name = "wordpress_comments"

    def matches(self, page: Page) -> float:
        """Return 0.95 for numbered comments on a page of WordPress, 0.8 for such comments elsewhere."""
        if not blocks(page):
            return 0.0
        return 0.95 if "wordpress" in generator(page) or "/wp-content/" in page.text else 0.8

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield one post per comment."""
        yield from findings(spoken(blocks(page), page), page)


def blocks(page: Page) -> list[Block]:
    """Return the page's numbered comments, in page order."""
    discuz = _discuz(page)
    if discuz:
        return discuz
    outermost: dict[str, HtmlElement] = {}
    for name, elements in spots(page).ids.items():
        found = _ID.match(name)
        if found:
            for element in elements:
                known = outermost.get(found[1])
                if known is None or known in element.iter():
                    outermost[found[1]] = element
    order = {element: number for number, element in enumerate(outermost.values())}
    ranked = sorted(outermost.items(), key=lambda pair: _position(pair[1], order))
    grown = [(f"comment-{number}", _scope(element, frozenset(outermost.values()))) for number, element in ranked]
    return nested(grown)


def _position(element: HtmlElement, order: dict[HtmlElement, int]) -> tuple[int, int]:
    return (element.sourceline or 0, order[element])


def _scope(element: HtmlElement, others: frozenset[HtmlElement]) -> tuple[HtmlElement, ...]:
    """Return all elements of a comment: a term's definitions with it, and the list item around a bare body."""
    if element.tag == "dt":
        found = [element]
        follower = element.getnext()
        while follower is not None and follower.tag == "dd":
            found.append(follower)
            follower = follower.getnext()
        return tuple(found)
    parent = element.getparent()
    while parent is not None and _is_wrapper(parent) and not (set(parent.iter()) & others) - {element}:
        element, parent = parent, parent.getparent()
    return (element,)


def _is_wrapper(element: HtmlElement) -> bool:
    """Return whether an element is made for one comment: its class says so, in the singular."""
    is_block = element.tag in ("li", "div", "article", "section")
    return is_block and any(_WRAPPER.fullmatch(name) for name in classes(element))


def _discuz(page: Page) -> list[Block]:
    """Return wpDiscuz comments: the id holds the number and that of the comment answered."""
    found: list[tuple[str, str, HtmlElement]] = []
    for name, elements in spots(page).ids.items():
        match = _DISCUZ.match(name)
        if match:
            found.append((match[1] or match[3], match[2] or match[4], elements[0]))
    index = {number: place for place, (number, _, _) in enumerate(found)}
    return [Block(local_id=f"comment-{number}", scope=(element,), parent=index.get(parent))
            for number, parent, element in found]
