"""django-machina."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'class="[^"]*\bpost-content-wrapper\b|class="[^"]*\btopic-content\b|/static/machina/', 0.92),
        (r'class="[^"]*\b(?:topic-name-link|topic-data-table|forum-name)\b', 0.9),
    ),
    block="div.post[id]",
    permalink=("a[href*='?post=']@href",),
    address="{thread}?post={id}#{id}",
    linked=False,
    author=(".profile-col a[href*=profile]", ".post-author a", "a[href*='/profile/']", ".username"),
    profile=("a[href*='/profile/']@href",),
    avatar=(".avatar-wrapper img@src", "img.avatar@src"),
    moment=("time@datetime", ".post-info", "small.text-muted", "small", "p.text-muted", ".text-muted"),
    moment_pattern=r"(?:.*?(?:\bon\b|\ble\b|\bam\b|\bel\b|\bdn\b|於|于|在)\s*)?(?P<when>.*\d.*)$",
    body=(".post-content",),
    quote=QuoteRules(block="blockquote", author=("a", "cite"), before=True),
    signature=".post-signature",
    title=("h1", "h2"),
    topic=("link[rel=canonical]@href",),
    links=(
        (r"/member/profile/|/profile/\d+", OutlinkKind.PROFILE),
        ("/topic/[^/?]+", OutlinkKind.THREAD),
        (r"/forum/[^/?]+/?(?:\?|$)|^/(?:\?|$)", OutlinkKind.INDEX),
    ),
)

#: Matches no element.
_NOTHING = "div.post[id='']"


class Machina:
    """Reads topics and forums of django-machina."""

    name = "machina"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of django-machina."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to; a member's page repeats messages of many topics."""
        is_topic = "/topic/" in urlsplit(page.url).path
        return read_forum(page, RULES if is_topic else replace(RULES, block=_NOTHING))
