"""MyBB 1.4 to 1.8."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'id="post_meta_\d+|class="[^"]*\bpost_author\b', 0.93),
        (r'id="pid_\d+"', 0.9),
        (r"MyBB\.(?:init|quote)|jscripts/general\.js\?ver=1[468]", 0.9),
        (r'[Pp]owered [Bb]y <a href="https?://(?:www\.)?mybb(?:oard)?\.(?:com|net)', 0.85),
        (r'id="tid_\d+"', 0.8),
    ),
    block="div.post[id^=post_], table[id^=post_]:has(.post_body), div.post:has(.post_body)",
    skip=".deleted_post_hidden, .ignored_post",
    permalink=(
        ".post_head a[href*=pid]@href", "a[id^=post_link]@href", "strong > a[href*='#pid']@href",
        "a[href*='#pid']@href",
    ),
    address="{thread}#pid{id}",
    number=(
        ".post_head .float_right strong a", ".post_head .float_right", "a[id^=post_link]",
        "strong > a[href*='#pid']",
    ),
    author=(
        ".author_information strong a", ".author_information .largetext", ".post_author strong a",
        ".post_author strong", ".largetext a", ".largetext",
    ),
    profile=(
        ".author_information strong a@href", ".author_information a[href*=user]@href", ".post_author strong a@href",
        ".largetext a@href",
    ),
    avatar=(".author_avatar img@src", "img[src*=avatar]@src"),
    moment=(
        ".post_date > span[title]:first-child:not(.post_edit)@title+", ".post_date", ".post_head .smalltext",
        "td.tcat .smalltext", "td.post_date", ".tcat div.float_left",
    ),
    moment_pattern="(?P<when>[^(]+)",
    body=(".post_body",),
    drop=".edited_post, .post_edit",
    quote=QuoteRules(block="blockquote", post=("cite a[href*=pid]@href",), author=("cite",)),
    signature=".signature",
    mention="a.mentionme_mention, a[href*='member.php?action=profile'], a[href^='User-']",
    title=("td.thead strong", ".thead strong", "h1"),
    previous="a.pagination_previous, link[rel~=prev]",
    marks=((r"(thread-\d+)-(?:page|post|lastpost|newpost)[^.]*", r"\1"), (r"(Thread-[^?]+)\?.*", r"\1")),
    links=(
        (r"showthread\.php|/thread-\d+|/Thread-", OutlinkKind.THREAD),
        (r"forumdisplay\.php|/forum-\d+|/Forum-", OutlinkKind.INDEX),
        (r"member\.php\?action=profile|/user-\d+|/User-", OutlinkKind.PROFILE),
    ),
)


class MyBB:
    """Reads threads and boards of MyBB."""

    name = "mybb"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of MyBB."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
