"""Vanilla Forums 2 and later."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'class="[^"]*\bItemDiscussion\b|class="[^"]*\bItemComment\b', 0.96),
        (r'gdn\.meta|id="vanilla_(?:discussion|categories|discussions)', 0.94),
        (r'id="(?:Discussion|Comment)_\d+"', 0.93),
    ),
    block=(
        ".ItemDiscussion, .ItemComment, li.Comment[id^=Comment_], div.Discussion[id^=Discussion_], "
        "li.Item[id^=Comment_]"
    ),
    skip=".ItemDiscussion .ItemDiscussion, .MessageList.Discussion .Discussion .Discussion",
    local_id=("@id",),
    permalink=("a.Permalink@href",),
    address="{root}/discussion/comment/{id}#Comment_{id}",
    root="/discussion/",
    linked=False,
    author=("a.Username", ".Author .Username", ".Author a[title]@title", ".Author"),
    profile=("a.Username@href", ".Author a@href"),
    avatar=("img.ProfilePhoto@src",),
    moment=(".DateCreated time@datetime", "time@datetime", ".DateCreated"),
    body=(".Message",),
    drop=".DateUpdated",
    quote=QuoteRules(
        block="blockquote.Quote, blockquote.UserQuote, blockquote",
        post=(".QuoteAuthor a[href*=comment]@href", "a[href*='discussion/comment']@href"),
        author=("@rel", ".QuoteAuthor a", ".QuoteAuthor"),
    ),
    signature=".Signature, .UserSignature",
    mention="a.atMention, a[href*='/profile/']",
    title=(".PageTitle h1", "#Item_0 h1", "h1"),
    topic=("link[rel=canonical]@href", "#Item_0 a@href"),
    previous="link[rel~=prev], .Pager a.Previous[href], a.Previous[rel~=prev]",
    marks=((r"(/discussion/\d+/[^/?]+)(?:/p\d+)?/?", r"\1"),),
    links=(
        (r"/discussion/\d+", OutlinkKind.THREAD),
        ("/categor(?:y|ies)|/discussions", OutlinkKind.INDEX),
        (r"/profile/(?:\d+/)?[^/]+$", OutlinkKind.PROFILE),
    ),
)


class Vanilla:
    """Reads discussions and categories of Vanilla."""

    name = "vanilla"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Vanilla."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
