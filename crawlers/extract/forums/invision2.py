"""Invision Power Board 1 and 2: tables."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r"""class=[\'"]normalname[\'"]""", 0.95),
        (r"""class=[\'"]postcolor[\'"]""", 0.93),
        (r"""id=[\'"]ipb(?:wrapper|menu)|ipb_var_|var ipb_""", 0.92),
        (r"""index\.php\?(?:[^"\']*&amp;)?showtopic=\d+""", 0.8),
    ),
    block=(
        "table:has(> tr > td > span.normalname), table:has(> tbody > tr > td > span.normalname), "
        "table:has(> tr > td > span.unreg), table:has(> tbody > tr > td > span.unreg), "
        "table:has(> tr > td > div > span.normalname), table:has(> tbody > tr > td > div > span.normalname)"
    ),
    local_id=("a[name^=entry]@name", "[id^=post-main-]@id", "div.postcolor@id", "[id^=post-]@id"),
    permalink=("a[onclick*=link_to_post]@href",),
    address="{thread}&view=findpost&p={id}",
    linked=False,
    number=("a[title*='permalink']", "a[onclick*=link_to_post]", ".postdetails a"),
    author=("span.normalname", "span.unreg"),
    profile=("span.normalname a[href*=show]@href", "span.normalname a@href"),
    avatar=(".postdetails img[src*=av]@src",),
    moment=("td.row2 .postdetails", "td.row1 + td .postdetails", "td + td span.postdetails", "span.postdetails"),
    moment_pattern=(
        "(?:Posted(?: on)?:?|Geschrieben am:?|"
        r"Отправлено:?)?\s*(?P<when>.*?\d{1,2}:\d{2}(?:\s*[AaPp]\.?[Mm]\b)?)"
    ),
    body=("div.postcolor", "td.post1 .postcolor", "td.post2"),
    drop=".edit, .quotetop",
    quote=QuoteRules(
        block="div.quotemain, td#QUOTE, td.quotemain",
        post=("a[href*=findpost]@href", "a[href*='pid=']@href"),
        author=("",),
        before=True,
    ),
    signature="div.signature",
    mention="a[href*='showuser=']",
    title=(".maintitle b", "div.maintitle", "td.maintitle"),
    topic=("a[href*='showtopic='][href*='mode=']@href", "#navstrip a:last-child[href*=showtopic]@href"),
    previous="link[rel~=prev], span.pagelink a[title*='Previous'], a[title='Previous page']",
    marks=(("/page__[^?]*", ""), (r"/page-\d+", "/"), ("[?&](?:st|view|p|pid|page|hl)=[^&#]*", "")),
    links=(
        (r"showtopic=\d+|/topic/\d+|act=ST&", OutlinkKind.THREAD),
        (r"showforum=\d+|/forum/\d+", OutlinkKind.INDEX),
        (r"showuser=\d+|/user/\d+[^/]*/?$", OutlinkKind.PROFILE),
    ),
)


class Invision2:
    """Reads topics and boards of Invision Power Board 1.x and 2.x."""

    name = "invision2"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of Invision Power Board 1 and 2."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
