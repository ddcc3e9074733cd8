"""Bangumi groups: answers nested one level below messages."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=((r'class="[^"]*\brow_reply\b|class="postTopic\b', 0.95),),
    block="div.postTopic[id^=post_], div.row_reply[id^=post_], div.sub_reply_bg[id^=post_]",
    address="{thread}#post_{id}",
    number=("a.floor-anchor:not(:contains('-'))",),
    author=("strong a.l", ".userName a", "strong a", ".inner a.l"),
    profile=("strong a.l@href", ".userName a@href", "strong a@href"),
    moment=(".re_info small", ".re_info", ".post_actions small"),
    moment_pattern=r"-\s*(?P<when>\d{4}-.+|\d+\s*\S+前.*)$",
    body=(".topic_content", ".reply_content > .message", ".cmt_sub_content", ".message"),
    quote=QuoteRules(block="div.quote", author=("q span", "span")),
    mention="a.mention",
    title=("#pageHeader h1", "h1"),
    topic=("link[rel=canonical]@href",),
    links=(
        (r"/(?:group|subject|rakuen)/topic/\w+|/ep/\d+", OutlinkKind.THREAD),
        (r"/group/[^/]+(?:/forum)?$|/subject/\d+/board", OutlinkKind.INDEX),
        ("^/user/[^/]+$", OutlinkKind.PROFILE),
    ),
)


class Bangumi:
    """Reads group topics of Bangumi."""

    name = "bangumi"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Bangumi."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
