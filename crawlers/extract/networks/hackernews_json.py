"""Hacker News by its two public interfaces: the official one (Firebase) and the search (Algolia)."""

from collections.abc import Iterator

from crawlers.extract.forums.writers import writer
from crawlers.extract.json_document import Item, document, item, items, number, text
from crawlers.extract.networks.draft import Draft, findings_of
from crawlers.records import Finding, Page, PostKind

_HOME = "https://news.ycombinator.com/"
_MOST = 5000


class HackerNewsJson:
    """Reads stories and comments of Hacker News from JSON."""

    name = "hackernews_json"

    def matches(self, page: Page) -> float:
        """Return how surely the document is of one of the two interfaces."""
        if not any(host in page.url for host in ("hn.algolia.com", "hacker-news.firebaseio.com")):
            return 0.0
        return 0.98 if any(True for _ in _things(document(page))) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield writers, stories, and comments with who answers whom."""
        return findings_of((_draft(thing) for thing in _things(document(page))), page)


def _things(found: object) -> Iterator[Item]:
    """Yield an item and all below it, or the hits of a search."""
    waiting = [item(found), *items(found, "hits")]
    for _ in range(_MOST):
        if not waiting:
            return
        thing = waiting.pop(0)
        if text(thing, "author", "by") and number(thing, "id", "objectID") is not None:
            yield thing
        waiting = [*items(thing, "children"), *waiting]


def _draft(thing: Item) -> Draft:
    name = text(thing, "author", "by")
    identity = number(thing, "id", "objectID")
    parent = number(thing, "parent_id", "parent")
    story = number(thing, "story_id") or (identity if parent is None else None)
    return Draft(
        url=f"{_HOME}item?id={identity}", account=writer(name, f"{_HOME}user?id={name}", _HOME, {"handle": name}),
        kind=PostKind.COMMENT if parent is not None else PostKind.MESSAGE, local_id=str(identity),
        title=text(thing, "title"), markup=text(thing, "text", "comment_text", "story_text"),
        written=text(thing, "created_at", "time"), thread=f"{_HOME}item?id={story}" if story else None,
        parent=f"{_HOME}item?id={parent}" if parent is not None else None,
        shared=tuple(filter(None, [text(thing, "url")])),
    )
