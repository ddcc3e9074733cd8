"""Discuz! 6, 7 and X, the forum software of the Chinese web."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'id="postmessage_\d+"', 0.96),
        ('name="generator" content="Discuz', 0.95),
        (r'id="normalthread_\d+|id="stickthread_\d+', 0.94),
        (r"(?:forum\.php\?mod=(?:viewthread|forumdisplay)|viewthread\.php\?tid=)", 0.85),
    ),
    block=(
        "div[id^=post_]:has([id^=postmessage_]), "
        "table[id^=pid]:not(div[id^=post_] table):has([id^=postmessage_]), "
        "form > div.mainbox.viewthread:has([id^=postmessage_]), table[id^=pid]:has([id^=postmessage_])"
    ),
    skip=(
        "div[id^=post_] table[id^=pid], div[id='postlistreply'], div[id^=post_rate_], "
        "div[id^=post_] div[id^=post_]"
    ),
    local_id=("[id^=postmessage_]@id", "@id"),
    address="{thread}#pid{id}",
    number=("a[id^=postnum] em", "a[id^=postnum]", ".postinfo strong", ".postinfo em", "strong[id^=postnum]"),
    author=(
        ".authi a.xw1", ".pls .authi a", ".pls .authi", ".postauthor cite a", ".postauthor cite",
        "td.postauthor .postinfo a", ".postauthor a.posterlink", ".authi a",
    ),
    profile=(
        ".authi a.xw1@href", ".pls .authi a[href*=space]@href", ".pls .authi a@href", ".postauthor cite a@href",
        "td.postauthor .postinfo a@href", ".postauthor a.posterlink@href",
    ),
    avatar=(".avatar img@src",),
    moment=(
        "em[id^=authorposton] span[title]@title", "em[id^=authorposton]", ".authorinfo em",
        ".postinfo:contains('-')", ".pti .authi em",
    ),
    moment_pattern=r"(?:发表于|發表於|Posted (?:at|on)|发布于|發佈於)?\s*:?\s*(?P<when>.+)",
    body=("[id^=postmessage_]",),
    drop=".pstatus, .jammer, .attach_nopermission, .tip, .a_pr, font.jammer, ignore_js_op .tip",
    quote=QuoteRules(
        block="div.quote, blockquote",
        post=("a[href*=findpost]@href", "a[href*='pid=']@href"),
        author=("font font", "font", "b", "i", "a"),
    ),
    signature=".sign, .signatures",
    mention="a[href*='space-uid-'], a[href*='mod=space']:not(:has(img))",
    title=("#thread_subject", "h1.ts", "h1"),
    topic=("a#thread_subject@href", "link[rel=canonical]@href"),
    marks=(
        (r"thread-(\d+)-\d+-\d+\.html", r"thread-\1-1-1.html"),
        (r"(mod=viewthread&tid=\d+).*", r"\1"),
        (r"(viewthread\.php\?tid=\d+).*", r"\1"),
        (r"forum-(\w+)-\d+\.html", r"forum-\1-1.html"),
        (r"(mod=forumdisplay&fid=\d+).*", r"\1"),
    ),
    previous="#pgt a.prev, .pg a.prev, a.prev, link[rel~=prev]",
    links=(
        (r"mod=viewthread|viewthread\.php|/thread-\d+", OutlinkKind.THREAD),
        (r"mod=forumdisplay|forumdisplay\.php|/forum-\w+-\d+\.html", OutlinkKind.INDEX),
        (r"space-uid-\d+|mod=space&uid=\d+$|space\.php\?uid=\d+$", OutlinkKind.PROFILE),
    ),
)


class Discuz:
    """Reads threads and boards of Discuz!."""

    name = "discuz"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Discuz!."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
