"""Lemmy's pages: a post and its nested comments."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'class="[^"]*\b(?:comment-node|post-listing)\b', 0.95),
        (r'name="generator" content="Lemmy|window\.isoData', 0.9),
    ),
    block="article.post-container, article.comment-node",
    skip=".post-listings .post-listing",
    local_id=("@id",),
    permalink=(
        "a[aria-label='link'][href*='/comment/']@href", "a[title='link'][href*='/comment/']@href",
        "a[href*='/comment/']@href",
    ),
    author=("a.person-listing", ".person-listing"),
    profile=("a.person-listing@href",),
    moment=(
        "time@datetime", ".moment-time@data-tippy-content", ".moment-time@title",
        "[data-tippy-content]@data-tippy-content",
    ),
    body=(".comment-content .md-div", ".comment-content", ".post-content .md-div", ".md-div", "h1"),
    quote=QuoteRules(block="blockquote"),
    mention="a.user-mention, a[href*='/u/']",
    children="ul.comments",
    title=("h1",),
    topic=("link[rel=canonical]@href",),
    links=(
        (r"/post/\d+", OutlinkKind.THREAD),
        ("/c/[^/]+$", OutlinkKind.INDEX),
        ("/u/[^/]+$", OutlinkKind.PROFILE),
    ),
)


class LemmyHtml:
    """Reads posts and comments from Lemmy's pages."""

    name = "lemmy_html"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Lemmy's pages."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
