"""Spirit, a forum for Django."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'class="[^"]*\bjs-comment\b"[^>]*data-number=', 0.95),
        ("/static/spirit/", 0.8),
        (r'class="[^"]*\bcomment-mention\b', 0.9),
    ),
    block=".js-comment[data-number], div.comment[data-number]",
    permalink=(
        ".comment__footer__share__url@value", "a.js-permalink@href", "input[value*='/comment/']@value",
        "a[href*='/find/']@href",
    ),
    local_id=("@id", "@data-pk"),
    number=("@data-number",),
    author=(
        ".comment__info__username__link", ".comment-info .username", ".comment__info .username",
        ".comment__info a[href*='/user/']", "a[href*='/user/']",
    ),
    profile=("a.comment__info__username__link@href", "a[href*='/user/']@href"),
    avatar=("img.avatar@src", ".comment__img img@src"),
    moment=(
        "time@datetime", ".comment__info__date li[title]@title", ".comment-info li[title]@title",
        ".comment__info [title]@title",
    ),
    body=(".comment__text", ".comment-text"),
    quote=QuoteRules(block="blockquote", author=("a.comment-mention", "p:first-child"), before=True),
    mention="a.comment-mention",
    title=("h1",),
    topic=("link[rel=canonical]@href",),
    links=(
        (r"/topic/\d+", OutlinkKind.THREAD),
        (r"/category/\d+|/topic/active/?|/topic/(?:$|\?)|^/\?page=", OutlinkKind.INDEX),
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
