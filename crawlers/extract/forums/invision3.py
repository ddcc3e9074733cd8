"""Invision Power Board 3: `div.post_block`."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=((r"""class=[\'"]post_block\b""", 0.96), (r"ipb\.vars\[", 0.93), (r"""id=[\'"]ipboard_body""", 0.95)),
    block="div.post_block, div.hentry[id^=post_id_]",
    local_id=("@id", "a[name^=entry]@name", "a[id^=entry]@id"),
    permalink=(".post_id a@href", "a[rel=bookmark]@href"),
    address="{thread}#entry{id}",
    linked=False,
    number=(".post_id a", ".post_id"),
    author=(".author .url", "span.author a", "span.author", ".author_info .author", ".author", "[itemprop~=name]"),
    profile=("span.author a@href", ".author a@href", ".author_info a[href*=user]@href", "a.url@href"),
    avatar=(".avatar img@src", "img.photo@src"),
    moment=("abbr.published@title", "abbr[itemprop=commentTime]@title", ".posted_info abbr@title", ".posted_info"),
    body=("div.post.entry-content", "div.entry-content", "[itemprop=commentText]", "div.post"),
    drop=".edit, p.citation, .rating",
    quote=QuoteRules(
        block="blockquote.ipsBlockquote, div.blockquote, blockquote",
        post=("@data-cid", "a[href*=findpost]@href", "a[href*='pid=']@href"),
        author=("@data-author", ""),
        before=True,
    ),
    signature=".signature",
    mention="a[hovercard-ref=member], a[href*='showuser=']",
    title=("h1.ipsType_pagetitle", ".main_topic_title", "h1", "h2.maintitle"),
    previous="link[rel~=prev], li.prev a, a[rel~=prev]",
    marks=(("/page__[^?]*", ""), (r"/page-\d+", "/"), ("[?&](?:st|view|p|pid|page|hl)=[^&#]*", "")),
    links=(
        (r"showtopic=\d+|/topic/\d+|act=ST&", OutlinkKind.THREAD),
        (r"showforum=\d+|/forum/\d+", OutlinkKind.INDEX),
        (r"showuser=\d+|/user/\d+[^/]*/?$", OutlinkKind.PROFILE),
    ),
)


class Invision3:
    """Reads topics and boards of Invision Power Board 3."""

    name = "invision3"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Invision Power Board 3."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
