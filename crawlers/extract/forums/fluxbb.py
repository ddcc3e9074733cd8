"""FluxBB and PunBB: `div.blockpost`, and PunBB 1.3 and later."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'class="blockpost\b', 0.96),
        ('<div id="pun(?:viewtopic|viewforum|index|wrap)', 0.96),
        ('class="brd-page|id="brd-', 0.93),
    ),
    block="div.blockpost[id^=p], div.blockpost, div.post[id^=p]:has(.post-byline), div.post[id^=p]:has(.posthead)",
    permalink=("h2 a[href*='pid=']@href", "a.permalink@href", ".post-link a@href"),
    address="{root}viewtopic.php?pid={id}#p{id}",
    root=r"viewtopic\.php",
    linked=False,
    number=("h2 .conr", ".post-num", "h2 span.conr"),
    author=(
        ".postleft dt strong", ".postleft dt", ".postleft dl strong", ".post-byline strong", ".post-byline a",
        ".username",
    ),
    profile=(
        ".postleft dt a@href", ".postleft dl a[href*=profile]@href", ".post-byline a[href*=profile]@href",
        "a[href*='profile.php']@href",
    ),
    avatar=(".postavatar img@src", ".useravatar img@src"),
    moment=("h2 a[href*='pid=']", "h2 a[href*='#p']", ".post-link", "h2 span a", "h2"),
    body=(".postmsg", ".entry-content"),
    drop=".postedit, .lastedit",
    quote=QuoteRules(
        block=".quotebox, blockquote",
        post=("cite a[href*='pid=']@href", "a[href*='#p']@href"),
        author=("cite",),
    ),
    signature=".postsignature, .sig-content",
    mention="a[href*='profile.php']",
    title=("ul.crumbs li:last-child", "h1", ".main-title"),
    marks=((r"([?&])(?:pid|p)=\d+&?", r"\1"), ("[?&]$", "")),
    previous="link[rel~=prev], a[rel~=prev]",
    links=(
        (r"/viewtopic\.php\?", OutlinkKind.THREAD),
        (r"/viewforum\.php\?", OutlinkKind.INDEX),
        (r"/profile\.php\?id=\d+$", OutlinkKind.PROFILE),
    ),
)


class FluxBB:
    """Reads topics and boards of FluxBB and PunBB."""

    name = "fluxbb"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of FluxBB or PunBB."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
