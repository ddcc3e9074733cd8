"""XenForo 2."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=((r'<html[^>]*\bid="XF"', 0.97), ("data-xf-init=", 0.85), ('class="message message--post', 0.95)),
    block=(
        "article.message--post, div.message--post, article.message[data-content^=post-], "
        ".message--comment[data-content]"
    ),
    skip=".message:not([data-content]):not([id]), .message--deleted, .is-unread-ad",
    local_id=("@data-content", "@id"),
    permalink=(".message-attribution-opposite a[href*=post-]@href", ".message-attribution a[href*=post-]@href"),
    address="{thread}post-{id}",
    linked=False,
    number=(
        ".message-attribution-opposite li:last-child a", ".message-attribution-opposite a:last-of-type",
        ".message-attribution-opposite",
    ),
    author=("@data-author", ".message-name .username", ".message-name"),
    profile=(".message-name a.username@href", ".message-user a.username@href", "a.avatar[data-user-id]@href"),
    avatar=(".message-avatar img@src",),
    moment=(".message-attribution time@datetime", "header time@datetime", "time.u-dt@datetime", "time@data-time"),
    body=(".message-body .bbWrapper", ".bbWrapper", ".message-body"),
    drop=".message-lastEdit, .js-selectToQuoteEnd, .bbCodeBlock-expandLink, .bbCodeSpoiler-button",
    quote=QuoteRules(
        block=".bbCodeBlock--quote",
        post=("@data-source", "a.bbCodeBlock-sourceJump@href"),
        author=("@data-quote", ".bbCodeBlock-title"),
    ),
    signature=".message-signature",
    mention="a.username",
    title=("h1.p-title-value", "h1"),
    topic=("link[rel=canonical]@href",),
    previous="link[rel~=prev], a.pageNav-jump--prev",
    marks=((r"/page-\d+", "/"), (r"/(?:post-\d+|latest|unread)(?=$|\?)", "/"), ("//+$", "/")),
    links=(
        ("/threads/", OutlinkKind.THREAD),
        ("[?/]forums/|/categories/", OutlinkKind.INDEX),
        ("/members/", OutlinkKind.PROFILE),
    ),
)


class XenForo2:
    """Reads threads and boards of XenForo 2."""

    name = "xenforo2"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of XenForo 2."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
