"""phpBB 3 with the subsilver2 style: tables instead of lists."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(('class="postauthor"', 0.94), (r'<table class="tablebg"[^>]*>[\s\S]{0,4000}viewtopic\.php', 0.93)),
    block="table.tablebg:has(.postauthor)",
    local_id=("a[name^=p]@name",),
    address="{root}viewtopic.php?p={id}#p{id}",
    root=r"viewtopic\.php",
    linked=False,
    author=(".postauthor",),
    profile=("a[href*='mode=viewprofile']@href",),
    avatar=(".postdetails img[src*=avatar]@src", "td.profile img[src*=avatar]@src"),
    moment=("div:has(> a[href*='#p'])", "td.gensmall div[style*=right]", "td.gensmall"),
    moment_pattern=r"^[^:]*:\s*(?P<when>.+)$",
    body=("div.postbody",),
    drop=".quotetitle, .attachtitle",
    quote=QuoteRules(block=".quotecontent, blockquote", author=("",), before=True),
    signature="span.postbody, div.postbody ~ div.postbody",
    mention="a[href*='mode=viewprofile']",
    title=("#pageheader h2", "h2 a.titles", "a.titles"),
    topic=("#pageheader a.titles@href", "a.titles@href"),
    links=(
        (r"/viewtopic\.php\?", OutlinkKind.THREAD),
        (r"/viewforum\.php\?", OutlinkKind.INDEX),
        ("mode=viewprofile", OutlinkKind.PROFILE),
    ),
)


class PhpBB3Subsilver:
    """Reads topics and boards of phpBB 3 in subsilver2."""

    name = "phpbb3_subsilver"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of phpBB 3 in its table style."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
