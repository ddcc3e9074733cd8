"""vBulletin 5 and 6: nodes with comments below messages."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'class="[^"]*\bjs-conversation-starter\b', 0.96),
        (r'class="b-post\b', 0.94),
        ('name="generator" content="vBulletin [56]', 0.95),
        (r'class="[^"]*\bb-channel|class="topic-item\b|js-topic-item', 0.85),
    ),
    block="li.b-post[data-node-id], li.js-post[data-node-id], div.b-post[data-node-id]",
    skip="li.b-post--deleted, li.b-comment",
    local_id=("@data-node-id",),
    permalink=("a.b-post__count@href", "a.js-show-post-link@href"),
    address="{thread}#post{id}",
    linked=False,
    number=(".b-post__count",),
    author=(
        ".b-userinfo .author a", ".b-userinfo .author strong", ".b-userinfo .author",
        "[itemprop=author] [itemprop=name]", ".author a", ".author",
    ),
    profile=(".b-userinfo .author a@href", ".author a@href", "a.b-avatar@href"),
    avatar=("a.b-avatar img@src",),
    moment=("time[itemprop=dateCreated]@datetime", "time@datetime", ".b-post__timestamp", "@data-node-publishdate"),
    body=(".js-post__content-text", "[itemprop=text]", ".b-post__content", ".b-comment__body"),
    quote=QuoteRules(
        block=".bbcode_container:has(.bbcode_quote), .b-quote",
        post=(".bbcode_postedby a[href*=post]@href", ".bbcode_postedby a@href"),
        author=(".bbcode_postedby strong", ".bbcode_postedby"),
    ),
    signature=".b-post__signature, .post-signature, .signature",
    mention="a[data-vbnamecard], a.b-bbcode-user",
    children=".b-comments, .js-comments, ul.b-post-comments",
    title=("h1.main-title", "h2.b-post__title", "h1"),
    topic=("meta[property='og:url']@content",),
    previous="link[rel~=prev], a.js-pagenav-prev-button[href]:not(.h-disabled):not(.h-hide)",
    marks=((r"/page\d+(?=\W|$)", ""), (r"\?p=\d+.*", "")),
    links=(
        (r"/members?/\d+", OutlinkKind.PROFILE),
        (r"/\d+-[^/]+", OutlinkKind.THREAD),
        ("/forum/[^?]+$", OutlinkKind.INDEX),
    ),
)


class VBulletin5:
    """Reads topics and channels of vBulletin 5."""

    name = "vbulletin5"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of vBulletin 5."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
