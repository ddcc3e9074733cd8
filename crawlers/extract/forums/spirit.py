"""Spirit, a forum for Django."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'class="comment__|class="[^"]*\bcomment-mention\b|js-comment[^>]*data-number', 0.93),
        ("/static/spirit/", 0.95),
    ),
    block="div.comment[data-number], div.comment[id^=c]:has(.comment-info), div.comment:has(.comment__info)",
    permalink=(
        "a.js-permalink@href", "a[href*='/comment/'][href*='/find/']@href",
        ".comment-info a[href*='/comment/']@href",
    ),
    local_id=("@id", "@data-pk", "a[href*='/find/']@href", "@data-number"),
    number=("@data-number",),
    author=(
        ".comment-info .username", ".comment__info .username", ".comment-info a[href*='/user/']",
        "a[href*='/user/']",
    ),
    profile=("a[href*='/user/']@href",),
    avatar=("img.avatar@src",),
    moment=("time@datetime", ".comment__info li[title]@title", "[title]@title"),
    body=(".comment-text", ".comment__text", ".comment-content"),
    quote=QuoteRules(block="blockquote", author=("a.comment-mention", ""), before=True),
    mention="a.comment-mention",
    title=("h1",),
    topic=("link[rel=canonical]@href",),
    links=(
        (r"/topic/\d+", OutlinkKind.THREAD),
        (r"/category/\d+|/topic/(?:$|\?)", OutlinkKind.INDEX),
        (r"/user/\d+/[^/]+/?$", OutlinkKind.PROFILE),
    ),
)


class Spirit:
    """Reads topics and categories of Spirit."""

    name = "spirit"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Spirit."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
