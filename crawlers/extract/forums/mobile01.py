"""Mobile01 and forums built like it."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=((r'class="[^"]*\bl-articlePage\b', 0.95), (r"topicdetail\.php\?f=\d+", 0.85)),
    block="div.l-articlePage, article.single-post, div.single-post",
    local_id=("article[id]@id", "@id", "[id^=ct]@id", ".single-post-content@id"),
    address="{thread}#{anchor}",
    number=(
        ".l-articlePage__publish .o-fNotes:contains('#')", ".o-fNotes:contains('#')",
        ".l-navigation .o-fNotes:contains('#')", ".date",
    ),
    author=(".c-authorInfo__id a", ".c-authorInfo__id", ".fn", ".author a"),
    profile=(".c-authorInfo__id a@href", ".fn a@href", ".author a[href*=userinfo]@href"),
    avatar=(".c-authorInfo__avatar img@data-src", ".c-authorInfo__avatar img@src"),
    moment=(
        "meta[itemprop=datePublished]@content", ".l-articlePage__publish .o-fNotes", ".l-navigation__item .o-fNotes",
        ".o-fNotes", ".date",
    ),
    moment_pattern=r"(?P<when>\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]\d{1,2}:\d{2}\S*)",
    body=(
        "[itemprop=articleBody]", "article.u-gapBottom--max", ".l-publishArea article", ".single-post-content",
        "article",
    ),
    drop=".topic_article_edit",
    quote=QuoteRules(block="blockquote", author=("b", "")),
    mention="a[href*='userinfo.php']:not(:has(img))",
    title=("h1",),
    topic=("link[rel=canonical]@href",),
    marks=((r"&p=\d+", ""), (r"(topicdetail\.php\?f=\d+&t=\d+).*", r"\1")),
    previous="link[rel~=prev], a.l-pagination__page.is-prev",
    links=(
        (r"topicdetail\.php", OutlinkKind.THREAD),
        (r"topiclist\.php|forumtopic\.php", OutlinkKind.INDEX),
        (r"userinfo\.php\?id=\d+", OutlinkKind.PROFILE),
    ),
)


class Mobile01:
    """Reads topics and boards of Mobile01."""

    name = "mobile01"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Mobile01."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
