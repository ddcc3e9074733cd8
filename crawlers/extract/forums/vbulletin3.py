"""vBulletin 3: one table a message."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        ('name="generator" content="vBulletin 3', 0.95),
        (r'id="post_message_\d+"[\s\S]*class="bigusername"|class="bigusername"', 0.92),
        ("[Pp]owered [Bb]y:? vBulletin&reg; Version 3", 0.9),
        (r"vbulletin_global\.js\?v=3|clientscript/vbulletin_global\.js", 0.85),
    ),
    block="table[id^=post]:has(div[id^=post_message_])",
    local_id=("@id",),
    permalink=("a[id^=postcount]@href",),
    address="{root}showthread.php?p={id}#post{id}",
    root=r"showthread\.php",
    linked=False,
    number=("a[id^=postcount]",),
    author=("a.bigusername", "div[id^=postmenu] a", "div[id^=postmenu]", ".bigusername"),
    profile=("a.bigusername@href", "div[id^=postmenu] a[href*=member]@href"),
    avatar=("img[src*=avatar]@src",),
    moment=(
        "td.thead div.normal:has(a[name^=post])", "td.thead:has(a[name^=post])", "td.thead div.normal + div.normal",
        "td.thead",
    ),
    body=("div[id^=post_message_]",),
    quote=QuoteRules(
        block="div:has(> div.smallfont + table td.alt2), div.quote, .bbcode_container:has(.bbcode_quote)",
        post=("a[href*='#post']@href", "a[href*='p=']@href"),
        author=("td.alt2 strong", "td div strong", "strong"),
    ),
    signature="div[id^=post_message_] ~ div:contains('____')",
    mention="a[href*='member.php']",
    title=("td.navbar strong", ".navbar strong", "h1"),
    topic=("a[href*='showthread.php']:has(> strong)@href",),
    previous="a[rel~=prev], a[rel=prev], td.alt1 a[title*='Prev Page'], a.smallfont[title*='Prev']",
    links=(
        (r"/showthread\.php|/threads?/\d+|-t\d+|/\d+-[^/?]+\.html$", OutlinkKind.THREAD),
        (r"/forumdisplay\.php|/forums?/\d+", OutlinkKind.INDEX),
        (r"/member\.php|/members?/\d+", OutlinkKind.PROFILE),
    ),
)


class VBulletin3:
    """Reads threads and boards of vBulletin 3."""

    name = "vbulletin3"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of vBulletin 3."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
