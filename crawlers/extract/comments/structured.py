"""Comments that a page lists in its JSON-LD, where nothing else shows them."""

from collections.abc import Iterator

from crawlers.clock import read_moment
from crawlers.extract import schema_org
from crawlers.extract.byline import tidy_name
from crawlers.extract.comments.answers import findings
from crawlers.extract.comments.blocks import Spoken
from crawlers.extract.document import fragment, text_of
from crawlers.extract.permalinks import comment_permalink
from crawlers.records import Finding, Page


class StructuredComments:
    """Reads the `comment` list of an article in JSON-LD."""

    name = "structured_comments"

    def matches(self, page: Page) -> float:
        """Return 0.6 for a page whose JSON-LD lists comments: less than for what a page shows."""
        return 0.6 if "ld+json" in page.text and schema_org.comments(page) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield one post per listed comment."""
        said = [_spoken(each, number, page) for number, each in enumerate(schema_org.comments(page), 1)]
        yield from findings(said, page)


def _spoken(comment: schema_org.Stated, number: int, page: Page) -> Spoken:
    url = comment_permalink(comment.url, page.url)
    body = fragment(comment.text or "")
    writer = comment.writer
    return Spoken(
        local_id=url.partition("#")[2] if url and "#" in url else f"comment{number}",
        name=tidy_name(writer.name) if writer else None, shown_name=writer.name if writer else None,
        link=writer.link if writer else None, avatar=writer.avatar if writer else None,
        moment=read_moment(comment.published, seen=page.fetched), text=text_of(body), bodies=(body,),
        without=frozenset(), permalink=url if url and "#" in url else None, parent=comment.parent,
        is_owner=False, is_pingback=False,
    )
