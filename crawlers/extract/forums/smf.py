"""Simple Machines Forum 1.1 (tables), 2.0 and 2.1."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        ('class="post_wrapper"', 0.93),
        ("var smf_(?:theme_url|scripturl|images_url|iso_case_folding)", 0.95),
        (r"[Pp]owered [Bb]y <?[^>]*>?\s*SMF", 0.8),
        (r"index\.php\?topic=\d+\.msg\d+#(?:msg\d+|new)", 0.85),
    ),
    block=(
        "div.post_wrapper, td.windowbg:has(> table div.post), td.windowbg2:has(> table div.post), "
        "td.windowbg3:has(> table div.post)"
    ),
    local_id=("div[id^=msg_]@id", "[id^=subject_]@id", "a[href*='.msg']@href"),
    permalink=(
        "[id^=subject_] a@href", ".postinfo a[href*='.msg']@href", "h5 a@href", ".keyinfo a[href*='.msg']@href",
        "a[href*='.msg']@href",
    ),
    number=(".page_number", ".keyinfo .smalltext strong", ".keyinfo .smalltext", "div.smalltext b"),
    number_shift=1,
    author=(
        ".poster h4 a[href*=profile]", ".poster h4", "td b > a[href*=profile]", "td[rowspan] b",
        ".poster a[href*=profile]",
    ),
    profile=(".poster h4 a[href*=profile]@href", "td b > a[href*=profile]@href", ".poster a[href*=profile]@href"),
    avatar=("img.avatar@src", "li.avatar img@src"),
    moment=(
        "time@datetime", ".postinfo a.smalltext", ".postinfo .smalltext", ".keyinfo .smalltext",
        "div.smalltext:has(b)", "div.smalltext",
    ),
    moment_pattern=r"^(?:[«»\s]*[^«»:]*?(?:#\d+|\bon|\bam|\ble|\bel|於|于|:)\s*:\s*)?(?P<when>[^«»]+)",
    body=("div.inner", "div.post"),
    drop=".quoteheader, .quotefooter, .codeheader",
    quote=QuoteRules(
        block="blockquote.bbc_standard_quote, blockquote.bbc_alternate_quote, div.quote, blockquote",
        post=("a[href*='msg']@href", "cite a@href"),
        author=("cite a", "a", "cite", ""),
        before=True,
    ),
    signature=".signature",
    mention="a.mention, a[href*='action=profile']",
    title=("#display_head .display_title", "#top_subject", "h1", "h2.display_title"),
    previous="link[rel~=prev]:not([href*='prev_next']), .pagelinks a.previous_page",
    marks=(
        (r"(topic[=,]\d+)\.(?!0(?:\D|$))[^#&;?]*.*", r"\1.0"),
        (r"(topic[=,]\d+\.0)[;&?].*", r"\1"),
        (r"(board[=,]\d+)\.\d+", r"\1.0"),
    ),
    links=(
        (r"topic[=,]\d+", OutlinkKind.THREAD),
        (r"board[=,]\d+", OutlinkKind.INDEX),
        (r"action=profile[;&]u=\d+$|/profile/", OutlinkKind.PROFILE),
    ),
)


class SMF:
    """Reads topics and boards of SMF."""

    name = "smf"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Simple Machines Forum."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
