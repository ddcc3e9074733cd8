"""bbPress, the forum of WordPress."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r"""id=["\']bbpress-forums""", 0.96),
        (r"""class=["\'][^"\']*\bbbp-reply-(?:header|content|author)""", 0.95),
    ),
    block=(
        "#bbpress-forums div.reply:has(.bbp-reply-content), "
        "#bbpress-forums div.topic:has(.bbp-reply-content), "
        "#bbpress-forums div.topic:has(.bbp-topic-content), .bbp-body > div.hentry:has(.bbp-reply-content)"
    ),
    local_id=("-.bbp-reply-header@id", "-.bbp-topic-header@id", "@id", "a.bbp-reply-permalink@href"),
    permalink=("-a.bbp-reply-permalink@href", "-a.bbp-topic-permalink@href", "a.bbp-reply-permalink@href"),
    address="{thread}#post-{id}",
    linked=False,
    author=(".bbp-author-name", ".bbp-author-link .bbp-author-name", ".bbp-reply-author", ".bbp-topic-author"),
    profile=(
        "a.bbp-author-name@href", "a.bbp-author-link@href", ".bbp-author-name a@href", ".bbp-reply-author a@href",
    ),
    avatar=("img.avatar@src",),
    moment=("-.bbp-reply-post-date", "-.bbp-topic-post-date", ".bbp-reply-post-date", ".bbp-topic-post-date"),
    body=(".bbp-reply-content", ".bbp-topic-content"),
    drop=".bbp-reply-revision-log, .bbp-topic-revision-log, .bbp-attachments",
    quote=QuoteRules(block="blockquote", post=("a[href*='#post-']@href",), author=("cite", ".d4p-bbp-quote-title")),
    signature=".bbp-signature, .bbp-signature-container",
    mention="a.bp-suggestions-mention",
    children="ul.bbp-threaded-replies",
    title=("h1.entry-title", ".bbp-topic-title h1", "h1"),
    topic=("link[rel=canonical]@href",),
    previous="link[rel~=prev]:not([href*='/topic/']):not([href*='?p=']), .bbp-pagination-links a.prev",
    links=(
        ("/(?:users?|members|profile)/[^/]+/?$", OutlinkKind.PROFILE),
        ("/(?:topic|topics|forums/topic)/[^/]+", OutlinkKind.THREAD),
        ("/forums?/[^/]+", OutlinkKind.INDEX),
    ),
)


class BbPress:
    """Reads topics and forums of bbPress."""

    name = "bbpress"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of bbPress."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
