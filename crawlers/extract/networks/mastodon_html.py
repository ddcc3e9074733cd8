"""Mastodon's pages, where the server still renders them, and other pages of microformats notes."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page, PostKind

RULES = ThreadRules(
    signs=((r'class="[^"]*\b(?:detailed-status|activity-stream)\b', 0.95),),
    block=".activity-stream .entry.h-entry, .activity-stream .entry, .detailed-status.h-entry, .status.h-entry",
    skip=".entry .entry, .entry .h-entry",
    local_id=("@data-id", "@id"),
    permalink=(
        "a.u-url.u-uid@href", "a.detailed-status__datetime@href", "a.status__relative-time@href",
        "a[rel=noopener].u-url@href",
    ),
    author=(
        ".p-author .display-name__html", ".p-author strong.p-name", ".p-author .p-name",
        ".p-author .display-name strong", ".p-author",
    ),
    profile=(
        "a.p-author@href", ".p-author a.u-url@href", "a.detailed-status__display-name@href", ".p-author a@href",
    ),
    handle=(".display-name__account", ".p-author .p-nickname"),
    avatar=(".p-author img.u-photo@src", ".account__avatar img@src"),
    moment=("time.dt-published@datetime", "data.dt-published@value", "time@datetime"),
    body=(".e-content",),
    answers=("a.u-in-reply-to@href",),
    mention="a.u-url.mention:not(.hashtag), a.mention:not(.hashtag)",
    quote=QuoteRules(block="blockquote"),
    kind=PostKind.NOTE,
    threaded=False,
    links=((r"^/@[^/]+/\d+$", OutlinkKind.POST), ("^/@[^/]+$", OutlinkKind.PROFILE)),
)


class MastodonHtml:
    """Reads statuses from Mastodon's pages."""

    name = "mastodon_html"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of a Mastodon page."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
