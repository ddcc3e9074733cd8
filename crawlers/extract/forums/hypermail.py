"""Hypermail: one page a mail, header lines as a list."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page, PostKind

RULES = ThreadRules(
    signs=(
        ('<!-- sent=|<!-- isosent=|<!-- body="start"|<!--sent=', 0.96),
        ('name="generator" content="hypermail', 0.95),
        ('content="MHonArc|content="mhonarc|<!--X-Body-of-Message-->', 0.9),
    ),
    block="body:has(.mail), body:has(#body), body:has(pre)",
    local_id=("a[id^=msg]@id", "span#received a@name"),
    permalink=("link[rel=canonical]@href",),
    author=(
        "span#from", "#from", "dfn + a", "address .mail-author", "li:contains('From:') a",
        "li em:contains('From') + a", "strong",
    ),
    author_pattern=r"^(?:From|Von|De)\s*:?\s*(?P<who>[^<(]+?)\s*(?:[<(].*)?$",
    moment=("#date", "span#date", "li:contains('Date:')", "#received", "li:contains('Date')"),
    moment_pattern=r"(?:Date|Received)?\s*:?\s*(?P<when>.*\d{2}:\d{2}.*)",
    body=("#body", "div.mail pre", "pre", ".mail"),
    quote=QuoteRules(block="blockquote, em.quotelev1, .quotelev1, .quote"),
    answers=(
        "a[title*='Message to which this']@href", "#replyto a@href", "a[accesskey='r']@href",
        "li:contains('In reply to') a@href",
    ),
    kind=PostKind.MAIL,
    threaded=False,
    title=("h1",),
    links=(
        (r"/\d{4}\.html$|/msg\d+\.html$", OutlinkKind.POST),
        (r"/(?:thread|date|subject|author|index|threads|maillist)\.html$", OutlinkKind.INDEX),
    ),
)


class Hypermail:
    """Reads mails of Hypermail archives."""

    name = "hypermail"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Hypermail."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
