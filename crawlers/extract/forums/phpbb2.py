"""phpBB 2: tables, and a profile link in the row below the message."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'class="postbody"[\s\S]*class="postdetails"|class="postdetails"[\s\S]*class="postbody"', 0.85),
        (r'class="maintitle" href="viewtopic\.php', 0.93),
        (r'href="viewforum\.php\?f=\d+[^"]*" class="forumlink"', 0.93),
        (r'class="topictitle"[^>]*>\s*<a href="viewtopic\.php', 0.9),
    ),
    block="tr:has(> td > span.name)",
    local_id=("span.name a[name]@name", "a[name]@name"),
    address="{root}viewtopic.php?p={id}#{id}",
    root=r"viewtopic\.php",
    linked=False,
    author=("span.name b", "span.name strong", "span.name"),
    profile=("span.name a[href*=profile]@href", "+a[href*='mode=viewprofile']@href"),
    avatar=("span.postdetails img[src*=avatar]@src",),
    moment=("td + td span.postdetails", "td + td .postdetails", "td + td"),
    moment_pattern=r"^[^:]*:\s*(?P<when>.*?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b)?)",
    day_first=True,
    body=("td[colspan='2']:has(span.postbody)", "td:has(> .postbody)", ".postbody"),
    drop="span.gensmall, td > span.genmed:first-child",
    quote=QuoteRules(block="table:has(td.quote)", author=("span.genmed b", ".genmed")),
    mention="a[href*='mode=viewprofile']",
    title=("a.maintitle", "h1"),
    topic=("a.maintitle@href", "link[rel=up]@href"),
    links=(
        (r"/viewtopic\.php\?", OutlinkKind.THREAD),
        (r"/viewforum\.php\?", OutlinkKind.INDEX),
        ("mode=viewprofile", OutlinkKind.PROFILE),
    ),
)


class PhpBB2:
    """Reads topics and boards of phpBB 2 (subSilver and styles made from it)."""

    name = "phpbb2"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of phpBB 2."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
