"""Phorum 5."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(('<div id="phorum"', 0.95), ('class="(?:PhorumStdBlock|PhorumReadBodyHead|phorum-)', 0.9)),
    block="#phorum div.message, div.PhorumStdBlock:has(.PhorumReadBodyText), div.message:has(.message-body)",
    local_id=("a[id^=msg-]@id", "-a[name^=msg-]@name", "a[name^=msg-]@name", "@id"),
    address="{thread}#msg-{id}",
    author=(
        ".message-author a", ".message-author", ".PhorumReadBodyHead strong a", ".PhorumReadBodyHead strong",
        ".PhorumReadBodyHead a",
    ),
    profile=(".message-author a[href*=profile]@href", ".PhorumReadBodyHead a[href*=profile]@href"),
    moment=(".message-date", ".PhorumReadBodyHead + .PhorumReadBodyHead"),
    moment_pattern=r"(?:Date|Datum|Posted|Päivämäärä)?:?\s*(?P<when>.*\d.*)",
    body=(".message-body", ".PhorumReadBodyText"),
    quote=QuoteRules(block="blockquote.bbcode", author=("strong",)),
    signature=".message-signature",
    title=("h1.heading", ".PhorumReadBodySubject", "h1"),
    links=(
        (r"/read\.php\?\d+,\d+", OutlinkKind.THREAD),
        (r"/list\.php\?\d+", OutlinkKind.INDEX),
        (r"/profile\.php\?\d+,\d+", OutlinkKind.PROFILE),
    ),
    marks=((r"(read\.php\?\d+,\d+).*", r"\1"), (r"(list\.php\?\d+).*", r"\1")),
)


class Phorum:
    """Reads threads and lists of Phorum 5."""

    name = "phorum"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Phorum 5."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
