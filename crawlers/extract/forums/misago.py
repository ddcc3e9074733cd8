"""Misago, as the server renders it."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'id="misago-container"|class="[^"]*\bmisago-', 0.94),
        (r"misago/(?:css|js|apijs)|MISAGO|window\.misago", 0.9),
    ),
    block="li.post[id^=post-], li[id^=post-]:has(article), [id^=post-][itemscope]",
    permalink=("a.post-permalink@href", "a[href*='/post/']@href"),
    address="{thread}#post-{id}",
    linked=False,
    author=(
        "[itemprop=author] [itemprop=name]", "[itemprop=author]", ".item-title", "a[href*='/u/']", ".post-poster",
        ".media-heading",
    ),
    profile=("[itemprop=author] a[href*='/u/']@href", "a[href*='/u/']@href"),
    avatar=("img.user-avatar@src", "img[src*=avatar]@src"),
    moment=("time@datetime", "[itemprop=datePublished]@content", "abbr@title"),
    body=("[itemprop=articleBody]", "article.misago-markup", ".misago-markup", "article", ".post-body"),
    quote=QuoteRules(block="aside.quote-block, blockquote", author=(".quote-heading", ".quote-heading a")),
    signature=".post-signature, .signature",
    mention="a[href^='/u/']",
    marks=((r"(/t/[^/]+/\d+)/(?:\d+|post/\d+|new|last|best-answer|unapproved)/?(?=$|\?)", r"\1/"),),
    links=(
        (r"/t/[^/]+/\d+", OutlinkKind.THREAD),
        (r"/c/[^/]+/\d+", OutlinkKind.INDEX),
        (r"/u/[^/]+/\d+/?$", OutlinkKind.PROFILE),
    ),
)


class Misago:
    """Reads threads and categories of Misago."""

    name = "misago"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Misago."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
