"""Discourse as search engines get it (the crawler view), and as a saved page of the program."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        ('name="generator" content="Discourse', 0.96),
        (r"""class=["\'][^"\']*\bcrawler-post\b""", 0.97),
        (r"""id=["\']data-discourse-setup""", 0.95),
        (r"""class="topic-list-item|class=["\']topic-list""", 0.7),
    ),
    block="div.crawler-post, article[id^=post_][data-post-id], div[itemprop=comment]:not(.crawler-post):has(.post)",
    skip="div[id='post_0']",
    local_id=("@id", "@data-post-id"),
    permalink=("a.post-date@href",),
    address="{thread}/{id}",
    linked=False,
    number=("[itemprop=position]", "@id"),
    author=(
        "[itemprop=author] [itemprop=name]", ".creator [itemprop=name]", ".creator", ".names .username a",
        ".names .username", ".username",
    ),
    profile=("[itemprop=author] a@href", ".creator a@href", ".names .username a@href"),
    avatar=("img.avatar@src",),
    moment=(
        "time.post-time@datetime", "time[itemprop=datePublished]@datetime", "time@datetime",
        "[itemprop=datePublished]@content", ".post-date .relative-date@data-time",
    ),
    body=(
        "div.post[itemprop=articleBody]", "div[itemprop=text]", "[itemprop=articleBody]", "div.post", "div.cooked",
    ),
    drop=".meta, .crawler-linkback-list, .quote-controls, .small-action",
    quote=QuoteRules(block="aside.quote, blockquote", author=("@data-username", ".title")),
    mention="a.mention, a.mention-group",
    title=("#topic-title h1", "h1"),
    topic=("link[rel=canonical]@href", "#topic-title h1 a@href", "h1 a@href"),
    previous="link[rel~=prev], a[rel~=prev]",
    marks=((r"(/t/[^/]+/\d+)(?:/\d+)?/?(?=$|\?)", r"\1"), (r"(/t/\d+)(?:/\d+)?/?(?=$|\?)", r"\1")),
    paged=False,
    links=(
        ("/t/", OutlinkKind.THREAD),
        ("/c/|/latest|/categories", OutlinkKind.INDEX),
        ("/u(?:sers)?/[^/]+$", OutlinkKind.PROFILE),
    ),
)


class Discourse:
    """Reads topics and categories of Discourse."""

    name = "discourse"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Discourse."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
