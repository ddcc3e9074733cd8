"""Forumotion in its several skins (after phpBB 2 and 3, PunBB, Invision, and its own)."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r'illiweb\.com/|forumotion|servimg\.com/u/[\s\S]*class="[^"]*\bpost--\d+', 0.97),
        (r'class="[^"]*\bpost--\d+', 0.97),
    ),
    block=(
        "div.post[class*='post--'], tr.post[class*='post--'], div[class*=' post--'], "
        "tr[class*='post--']:has(.postbody)"
    ),
    local_id=("@id", "a[name]@name", "a[href*='#']@href"),
    address="{thread}#{id}",
    author=(
        ".postprofile-name strong", ".postprofile-name", ".postprofile-head strong", ".postprofile strong",
        ".name strong", "span.name", ".user-basic-info strong", ".user .username", ".postprofile-rank ~ strong",
        "p.author strong", "h4 strong",
    ),
    profile=(
        ".postprofile-name a[href*='/u']@href", ".postprofile a[href^='/u']@href", ".name a[href*='/u']@href",
        "a[href^='/u']@href",
    ),
    avatar=(".postprofile-avatar img@src", ".avatar img@src", ".postdetails img[src*=avatar]@src"),
    moment=(
        "p.author", ".author", "td + td span.postdetails", ".postdetails:not(.poster-profile)", ".posthead h2",
        ".post-head", ".topic-date", ".posting-date",
    ),
    moment_pattern=(
        r"(?:.*(?:\bam|\bon|\ble|\bel|\bil|»|"
        r":)\s+)?(?P<when>(?:\w+\.?\s+){0,3}\d.*?\d{1,2}[:.h]\d{2}(?:\s*[ap]m\b)?|\w+\s+(?:um|at|à|a las|"
        r"alle)\s+\d{1,2}[:.h]\d{2}(?:\s*[ap]m\b)?)"
    ),
    body=(".postbody .content", "div.postbody > div", ".post-entry", ".entry-content", ".postbody"),
    drop=".postprofile, .author, .topic-title, .signature_div, .attachment",
    quote=QuoteRules(
        block="blockquote, dl.codebox:has(dt), table:has(td.quote)",
        author=("cite", "dt", ".genmed b"),
    ),
    signature=".signature_div, .sig-content",
    mention="a.mentiontag, a[href^='/u']",
    title=("h1.page-title", "h1", "h2.topic-title", "a.cattitle"),
    topic=("link[rel=canonical]@href",),
    marks=((r"/t(\d+)p\d+-", r"/t\1-"), (r"/f(\d+)p\d+-", r"/f\1-")),
    previous=(
        "link[rel~=prev], a.sprite-arrow_prosilver_left, a[rel~=prev], img[alt='Précédent'], "
        ".pagination a.left"
    ),
    links=((r"^/t\d+", OutlinkKind.THREAD), (r"^/[fc]\d+", OutlinkKind.INDEX), (r"^/u\d+$", OutlinkKind.PROFILE)),
)


class Forumotion:
    """Reads topics and forums of Forumotion."""

    name = "forumotion"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Forumotion."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
