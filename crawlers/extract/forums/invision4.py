"""Invision Community 4 and 5."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r"""<article[^>]*\bid=["\']elComment_\d+""", 0.96),
        (r"""data-controller=["\'](?:core|forums)\.front\.""", 0.9),
        (r"""class=["\'][^"\']*\bipsDataItem\b""", 0.8),
    ),
    block="article[id^=elComment_], article.ipsComment, div.ipsComment[id^=elComment_], article.cPost",
    skip=".ipsComment_hidden, .ipsComment_deleted, article.ipsComment article",
    permalink=(".ipsComment_meta a[href*=findComment]@href", "a[href*=findComment]@href"),
    address="{thread}?do=findComment&comment={id}",
    linked=False,
    author=(
        ".cAuthorPane_author a", ".cAuthorPane_author", ".ipsComment_author h3", ".ipsEntry__username",
        ".ipsEntry__author", ".cAuthorPane a.ipsType_break",
    ),
    profile=(
        ".cAuthorPane_author a[href*=profile]@href", ".ipsComment_author h3 a@href", ".ipsEntry__username a@href",
        ".ipsEntry__author a@href",
    ),
    avatar=(".cAuthorPane_photo img@src", ".ipsUserPhoto img@src"),
    moment=(".ipsComment_meta time@datetime", "time@datetime"),
    body=("[data-role=commentContent]", ".ipsType_richText", ".ipsRichText"),
    drop=".ipsType_reset.ipsType_medium, .ipsEdited, [data-role=edit]",
    quote=QuoteRules(
        block="blockquote.ipsQuote, blockquote[data-ipsquote], blockquote[data-ipsquote-username]",
        post=("@data-ipsquote-contentcommentid",),
        author=("@data-ipsquote-username", "@data-cite", ".ipsQuote_citation"),
    ),
    signature="[data-role=memberSignature]",
    mention="a[data-mentionid]",
    title=("h1.ipsType_pageTitle", "h1"),
    topic=("link[rel=canonical]@href", "meta[property='og:url']@content"),
    previous="link[rel~=prev], li.ipsPagination_prev:not(.ipsPagination_inactive) a",
    marks=((r"/page/\d+/?", "/"), (r"\?.*(?:findComment|getNewComment|getLastComment|page=\d+).*", "")),
    links=(
        (r"/topic/\d+|showtopic=\d+", OutlinkKind.THREAD),
        (r"/forum/\d+", OutlinkKind.INDEX),
        (r"/profile/\d+[^/]*/?$", OutlinkKind.PROFILE),
    ),
)


class Invision4:
    """Reads topics and boards of Invision Community 4 and 5."""

    name = "invision4"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Invision Community 4 and 5."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
