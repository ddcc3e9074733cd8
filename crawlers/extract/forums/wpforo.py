"""wpForo, another forum of WordPress."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=((r"""id=["\']wpforo-wrap""", 0.97), (r"""class=["\'][^"\']*\bwpforo-post\b""", 0.95)),
    block="div[id^=post-].post-wrap, div.wpforo-post, div[id^=post-]:has(.wpforo-post-content)",
    skip="div.post-wrap div.post-wrap div.wpforo-post, div[id^=post-] div.wpforo-post",
    address="{thread}#post-{id}",
    permalink=("a.wpf-post-link@href", ".wpforo-post-link a@href"),
    author=(".author-name a", ".author-name", ".wpf-author-name"),
    profile=(".author-name a@href", ".author-avatar a@href"),
    avatar=(".author-avatar img@src",),
    moment=(
        "time@datetime", ".cbleft .wpf-post-date", ".cbleft", ".bottom-wpforo-date", ".post-date",
        ".wpforo-post-date",
    ),
    moment_pattern=r"(?:Posted:?|:)?\s*(?P<when>.+)",
    body=(".wpforo-post-content",),
    drop=".wpf-post-signature, .wpforo-post-bottom",
    quote=QuoteRules(
        block="blockquote, .wpforo-post-quote",
        post=("@data-postid",),
        author=(".wpforo-post-quote-author", "cite"),
    ),
    signature=".wpforo-post-signature, .wpf-post-signature",
    title=("h1.wpf-topic-title", "#wpforo-title", "h1"),
    links=(
        ("/(?:participant|profile)/[^/]+/?$", OutlinkKind.PROFILE),
        ("/(?:community|forums?)/[^/]+/[^/]+", OutlinkKind.THREAD),
        ("/(?:community|forums?)/[^/]*", OutlinkKind.INDEX),
    ),
)


class WpForo:
    """Reads topics and forums of wpForo."""

    name = "wpforo"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of wpForo."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
