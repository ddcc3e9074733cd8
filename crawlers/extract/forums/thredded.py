"""Thredded and Forem, forums for Ruby on Rails."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'class="[^"]*thredded--post\b|class="thredded--', 0.96),
        (r"""views/forem/|id=['\"]forums['\"] class=['\"]forums|class=['\"]forem""", 0.9),
    ),
    block="article.thredded--post, div.post[id^=post_]:has(time)",
    local_id=("@id", "-a[name^=post-]@name"),
    permalink=("a[href*='#post-']@href", "a[href*='#post_']@href", "a.thredded--post--created-at@href"),
    author=(".thredded--post--user a", ".thredded--post--user", ".user .username", ".username"),
    profile=(".thredded--post--user a@href", ".user .username a@href"),
    avatar=(".thredded--post--avatar img@src", ".icon img@src"),
    moment=("time@datetime", "time@title", "time"),
    body=(".thredded--post--content", ".contents", ".content"),
    drop=".actions, time, .thredded--post--dropdown",
    quote=QuoteRules(block="blockquote", author=("cite",)),
    mention="a[href*='/users/']",
    title=("h1.thredded--topic--title", "h1", "h2"),
    links=(
        ("/topics/|/forums?/[^/]+/[^/]+$", OutlinkKind.THREAD),
        ("/forums?(?:/[^/]+)?/?$", OutlinkKind.INDEX),
        ("/users/[^/]+$", OutlinkKind.PROFILE),
    ),
)


class Thredded:
    """Reads topics of Thredded and Forem."""

    name = "thredded"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Thredded or Forem."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
