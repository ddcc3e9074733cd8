"""WoltLab Burning Board 3 and later (Suite)."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'class="[^"]*\bwbbPost\b', 0.96),
        (r"com\.woltlab\.wbb|WoltLab Suite|WCF\.", 0.9),
        (r'class="[^"]*\bwbbThread\b', 0.9),
    ),
    block="article.wbbPost, div.message[id^=postRow], li[id^=post]:has(article.message), article.message[id^=post]",
    skip="article.wbbPost article, li:has(article.wbbPost)",
    local_id=("@data-post-id", "@data-object-id", "@id"),
    permalink=("a.permalink@href", ".messageHeaderWrapper a[href*='postID']@href", "a[href*='#post']@href"),
    address="{thread}?postID={id}#post{id}",
    linked=False,
    number=("a.messageQuickOptions", ".messageQuickOptions a:contains('#')", ".messageNumber", ".permalink"),
    author=(
        ".messageAuthor .username", ".messageAuthor [itemprop=name]", ".userName", ".messageSidebar .username",
        "[itemprop=author]", ".username",
    ),
    profile=(
        ".messageAuthor a.username@href", ".messageAuthor a@href", ".messageSidebar a.userLink@href",
        ".userName a@href",
    ),
    avatar=(".userAvatar img@src",),
    moment=(".messageHeader time@datetime", "time@datetime", ".messageDate"),
    body=(".messageText", "[itemprop=text]", ".messageBody .htmlContent", ".messageBody"),
    drop=".messageFooterNote, .jsQuoteMessageContainer",
    quote=QuoteRules(
        block="blockquote.quoteBox, blockquote",
        post=("@data-link", "@cite", ".quoteBoxTitle a@href"),
        author=(".quoteBoxTitle", "cite"),
    ),
    signature=".messageSignature, .signature",
    mention="a.userMention, a.userLink",
    title=("h1.contentTitle", "h1"),
    topic=("link[rel=canonical]@href",),
    previous="link[rel~=prev], .pagination li.skip a[rel~=prev]",
    marks=((r"\?(?:pageNo|postID)=\d+.*", ""), (r"/index\d+\.html", "/")),
    links=(
        (r"/(?:thread|threads)/\d+", OutlinkKind.THREAD),
        (r"/board/\d+", OutlinkKind.INDEX),
        (r"/user/\d+", OutlinkKind.PROFILE),
    ),
)


class BurningBoard:
    """Reads threads and boards of WoltLab Burning Board."""

    name = "burning_board"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Burning Board."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
