"""Reader of article pages."""

from collections.abc import Iterator

from crawlers.records import Finding, Page


class Article:
    """Not written yet: knows no page."""

    name = "article"

    def matches(self, page: Page) -> float:
        """Return 0."""
        return 0.0 * len(page.url)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield nothing."""
        yield from ()
