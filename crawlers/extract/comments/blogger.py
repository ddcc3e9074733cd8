"""Comments of Blogger: threaded lists (`li.comment#c123`) and the classic definition list (`dt#c123`)."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawlers.extract.comments.answers import findings
from crawlers.extract.comments.blocks import Block, nested, spoken
from crawlers.extract.document import generator
from crawlers.extract.spots import spots
from crawlers.records import Finding, Page

_ID = re.compile(r"^c(\d{6,})$")


class BloggerComments:
    """Reads the comments under a Blogger post."""

    name = "blogger_comments"

    def matches(self, page: Page) -> float:
        """Return 0.95 for numbered comments on a Blogger page, 0.7 elsewhere."""
        if not any(_ID.match(name) for name in spots(page).ids):
            return 0.0
        return 0.95 if "blogger" in generator(page) or "blogger.com" in page.text else 0.7

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield one post per comment."""
        yield from findings(spoken(_blocks(page), page), page)


def _blocks(page: Page) -> list[Block]:
    found: list[tuple[str, tuple[HtmlElement, ...]]] = []
    for name, elements in spots(page).ids.items():
        if _ID.match(name) and elements[0].tag not in ("a", "span"):
            found.append((name, _scope(elements[0])))
        elif _ID.match(name):
            around = elements[0].iterancestors("li", "dt", "div", "article")
            holder = next(around, None)
            if holder is not None:
                found.append((name, _scope(holder)))
    return nested(found)


def _scope(element: HtmlElement) -> tuple[HtmlElement, ...]:
    scope = [element]
    follower = element.getnext() if element.tag == "dt" else None
    while follower is not None and follower.tag == "dd":
        scope.append(follower)
        follower = follower.getnext()
    return tuple(scope)
