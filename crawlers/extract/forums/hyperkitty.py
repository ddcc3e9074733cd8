"""HyperKitty, the archive of Mailman 3."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page, PostKind

RULES = ThreadRules(
    signs=((r'class="[^"]*\bemail-body\b|class="[^"]*\bemail-author\b', 0.95), ("/static/hyperkitty/", 0.93)),
    block="div.email, section#thread-content > div.email-first, .email-first",
    skip=".email .email",
    local_id=(".email-header @id", "a.message-link@href", ".email-header a[name]@name", "@id"),
    permalink=(".messagelink a@href", "a[title*='Permalink']@href", "a.message-link@href", ".email-date a@href"),
    address="{thread}#{anchor}",
    author=(".email-author .name a", ".email-author .name", ".email-author h2.name", ".email-author"),
    profile=(".email-author a[href*='/users/']@href",),
    avatar=(".gravatar@src",),
    moment=(
        ".email-date span[title]@title", ".time span[title]@title", "time@datetime", ".email-date .time",
        ".email-date",
    ),
    moment_pattern=r"(?:Sender's time:\s*)?(?P<when>.+)",
    body=(".email-body",),
    drop=".email-info, .quoted-switch, .attachments",
    quote=QuoteRules(block="blockquote, .quoted-text, .email-quoted", author=("cite",)),
    signature=".email-signature",
    kind=PostKind.MAIL,
    title=("h1", "h3.page-header"),
    topic=("link[rel=canonical]@href",),
    links=(
        (r"/thread/\w+", OutlinkKind.THREAD),
        (r"/list/[^/]+/(?:\d{4}/|latest|$)", OutlinkKind.INDEX),
        (r"/users/\w+", OutlinkKind.PROFILE),
    ),
)


class HyperKitty:
    """Reads threads and lists of HyperKitty."""

    name = "hyperkitty"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of HyperKitty."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
