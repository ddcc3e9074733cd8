"""Reddit's old pages (`old.reddit.com`): submissions and nested comments."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=((r'class="[^"]*\bthing\b[^"]*"[^>]*data-fullname="t[13]_|data-fullname="t[13]_\w+"', 0.97),),
    block="div.thing[data-fullname^=t1_], .sitetable.linklisting div.thing[data-fullname^=t3_]",
    skip=".promoted, .promotedlink, .morechildren, .deleted",
    local_id=("@data-fullname",),
    permalink=("@data-permalink", "a.bylink@href", "a.comments@href"),
    author=("@data-author", ".tagline a.author"),
    profile=(".tagline a.author@href",),
    moment=("time@datetime", "@data-timestamp"),
    body=(".usertext-body .md", ".expando .md", ".entry p.title"),
    quote=QuoteRules(block="blockquote"),
    mention="a[href^='/u/'], a[href^='/user/']",
    title=("a.title", "p.title a"),
    topic=("link[rel=canonical]@href",),
    marks=((r"(/r/[^/]+/comments/\w+(?:/[^/?]+)?).*", r"\1/"),),
    links=(
        (r"/r/[^/]+/comments/\w+", OutlinkKind.THREAD),
        (r"^/r/[^/]+/?(?:\?|$)", OutlinkKind.INDEX),
        ("^/user/[^/]+/?$", OutlinkKind.PROFILE),
    ),
)


class RedditHtml:
    """Reads submissions and comments from Reddit's old pages."""

    name = "reddit_html"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of old Reddit."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
