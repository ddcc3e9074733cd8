"""XenForo 1."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'<html[^>]*\bid="XenForo"', 0.97),
        (r'<li id="post-\d+"[^>]*class="[^"]*\bmessage\b[^>]*data-author=', 0.96),
        ('class="discussionListItem', 0.9),
    ),
    block="li.message[id^=post-]",
    skip="li.message.deleted, li.message.placeholder",
    permalink=("a.postNumber@href", "a.datePermalink@href"),
    address="{root}posts/{id}/",
    root=r"threads/|index\.php\?threads/",
    linked=False,
    number=("a.postNumber", "a.hashPermalink"),
    author=("@data-author", "a.username", ".username"),
    profile=(".messageUserBlock a.username@href", "a.username.author@href", "a.username@href"),
    avatar=(".messageUserBlock .avatar img@src", ".avatarHolder img@src"),
    moment=(
        ".datePermalink .DateTime@data-time", ".messageMeta .DateTime@data-time", ".datePermalink .DateTime@title",
        ".messageMeta .DateTime@title", ".datePermalink .DateTime", ".messageMeta .DateTime", ".DateTime@data-time",
        ".DateTime@title",
    ),
    body=("blockquote.messageText", ".messageText"),
    drop=".editDate, .quoteExpand, .NoJs",
    quote=QuoteRules(
        block=".bbCodeQuote",
        post=("a.AttributionLink@href", ".attribution a[href*=post]@href"),
        author=("@data-author", ".attribution"),
    ),
    signature=".signature",
    mention="a.username",
    title=(".titleBar h1", "h1"),
    topic=("link[rel=canonical]@href",),
    previous="link[rel~=prev], .PageNav a[href]:first-child.text",
    marks=((r"/page-\d+", "/"), (r"/(?:post-\d+|latest|unread)(?=$|\?)", "/"), ("//+$", "/")),
    links=(
        ("/threads/", OutlinkKind.THREAD),
        ("[?/]forums/|/categories/", OutlinkKind.INDEX),
        ("/members/", OutlinkKind.PROFILE),
    ),
)


class XenForo1:
    """Reads threads and boards of XenForo 1."""

    name = "xenforo1"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of XenForo 1."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
