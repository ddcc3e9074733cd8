"""phpBB 3 with the prosilver style and the many styles made from it."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        ('<body id="phpbb"', 0.95),
        (r'<(?:dl|div|aside)[^>]*\bclass="postprofile\b', 0.92),
        ('class="topiclist(?: forums| topics|")', 0.9),
        (r'viewtopic\.php\?(?:[^"]*;)?p=\d+(?:&amp;sid=\w+)?#p\d+', 0.8),
        ("[Pp]owered [Bb]y <a [^>]*>phpBB", 0.75),
    ),
    block="div.post[id^=p], article.post[id^=p], div.postbg[id^=p], .post:not([id^=post_]):has(.postprofile)",
    local_id=("@id",),
    permalink=(
        "p.author a[href*='#p']:not([href*='viewtopic.php'])@href",
        "h3 a[href*='#p']:not([href*='viewtopic.php'])@href",
    ),
    address="{root}viewtopic.php?p={id}#p{id}",
    root=r"viewtopic\.php",
    linked=False,
    author=(
        "p.author strong a", "p.author .username, p.author .username-coloured", "p.author strong",
        ".postprofile a.username, .postprofile a.username-coloured",
        ".postprofile .username, .postprofile .username-coloured", ".postprofile dt > a", ".postprofile dt strong",
        ".postauthor", ".author a[href*=viewprofile]",
    ),
    profile=(
        "p.author a[href*=viewprofile]@href", ".postprofile a[href*=viewprofile]@href",
        ".author a[href*=viewprofile]@href", ".postprofile a.username@href", "p.author strong a@href",
        "a[href*='mode=viewprofile']@href",
    ),
    avatar=(".postprofile .avatar img@src", ".avatar img@src"),
    moment=("p.author time@datetime", ".author time@datetime", "time@datetime", "p.author", ".author", ".postdate"),
    moment_pattern=r"(?:.*»|.*•)?\s*(?P<when>.+)$",
    body=("div.content", ".post-content .content", ".post-text", ".postbody .content"),
    drop=".notice, .attachbox, .edited, .post-buttons",
    quote=QuoteRules(
        block="blockquote",
        post=("cite a[data-post-id]@data-post-id", "cite a[href*='#p']@href"),
        author=("cite > a[href*=viewprofile]", "cite"),
    ),
    signature="div.signature",
    mention="a.mention, a[href*='mode=viewprofile']",
    title=("h2.topic-title", "h2 a[href*=viewtopic]", "h3.first", "h1"),
    topic=("h2.topic-title a@href", "h2 a[href*='viewtopic.php']@href"),
    previous="a[rel~=prev], link[rel~=prev], li.previous a, li.arrow.previous, .pagination .left-box.left",
    links=(
        (r"/viewtopic\.php\?", OutlinkKind.THREAD),
        (r"/viewforum\.php\?", OutlinkKind.INDEX),
        ("mode=viewprofile", OutlinkKind.PROFILE),
    ),
)


class PhpBB3:
    """Reads topics and boards of phpBB 3.0 to 3.3."""

    name = "phpbb3"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of phpBB 3."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
