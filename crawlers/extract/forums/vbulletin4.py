"""vBulletin 4: a list of `li.postbit`."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'<li[^>]*class="[^"]*postbit(?:legacy)?\b[^"]*"[^>]*id="post_\d+', 0.96),
        ('name="generator" content="vBulletin 4', 0.95),
        (r'class="[^"]*threadbit\b', 0.9),
        ('class="forumbit_(?:post|nopost)', 0.9),
    ),
    block="li.postbitlegacy[id^=post_], li.postbit[id^=post_], li.postcontainer[id^=post_]",
    skip="li[id^=post_thanks_box], li.postbitdeleted, li.postbitignored",
    permalink=("a.postcounter@href",),
    address="{root}showthread.php?p={id}#post{id}",
    root=r"showthread\.php",
    linked=False,
    number=("a.postcounter",),
    author=("a.username", ".username_container .username", ".username_container strong", ".username"),
    profile=("a.username@href",),
    avatar=(".postuseravatar img@src", ".useravatar_container img@src"),
    moment=(".postdate .date", ".postdate", ".posthead .date"),
    body=("[id^=post_message_] blockquote.postcontent", "blockquote.postcontent", "[id^=post_message_]"),
    quote=QuoteRules(
        block=".bbcode_container:has(.bbcode_quote)",
        post=(".bbcode_postedby a[href*=post]@href",),
        author=(".bbcode_postedby strong", ".bbcode_postedby"),
    ),
    signature="blockquote.signature, div.signature, .signaturecontainer",
    mention="a[href*='member.php']",
    title=(".threadtitle", "h1"),
    topic=(".threadtitle a@href", "span.threadtitle a@href"),
    previous="a[rel~=prev], link[rel~=prev], .prev_next a[rel=prev]",
    marks=((r"-post\d+\.html", ".html"),),
    links=(
        (r"/showthread\.php|/threads?/\d+|-t\d+|/\d+-[^/?]+\.html$", OutlinkKind.THREAD),
        (r"/forumdisplay\.php|/forums?/\d+", OutlinkKind.INDEX),
        (r"/member\.php|/members?/\d+", OutlinkKind.PROFILE),
    ),
)


class VBulletin4:
    """Reads threads and boards of vBulletin 4."""

    name = "vbulletin4"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of vBulletin 4."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
