"""A reader for forums whose software no rules describe.

`crawlers.extract.forums.blocks` finds the messages; here it is found out where they keep writer,
time and words: at the place that answers for nearly all of them. The rest is read as for any
other forum, so quotes, signatures and links are treated alike.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from lxml.html import HtmlElement

from crawlers.clock import read_moment
from crawlers.extract.document import tree
from crawlers.extract.forums.address import is_member_page, thread_address
from crawlers.extract.forums.blocks import DATED, FEWEST, JOINED, YEARLESS, dated_elements, message_like
from crawlers.extract.forums.jalali import with_our_dates
from crawlers.extract.forums.outlinks import MESSAGE, outlinks
from crawlers.extract.forums.rules import QuoteRules, ThreadRules
from crawlers.extract.forums.selection import joined, plain, select
from crawlers.extract.forums.thread import Found, base_of, thread_findings, viewed
from crawlers.extract.forums.writers import clean_name
from crawlers.records import Basis, Finding, OutlinkKind, Page
from crawlers.urls import try_canonical

_FORUM_WORDS = re.compile(
    r"forum|foorum|thread|topic|discuss|board|bbs|viewtopic|showtopic|keskustelu|viestiketju|tapaus|foro\b|論壇|论坛|討論"
    r"|讨论|форум|掲示板",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"DiscussionForumPosting|class=[\"'][^\"']*\b(?:forum|topic|thread|postbody|post_body|postbit|bbs|message-?body"
    r"|board|row_reply)",
    re.IGNORECASE,
)
_BLOG = re.compile(
    r"class=[\"'][^\"']*\b(?:comment-?list|commentlist|comment-respond|entry-content|hentry)\b|id=[\"']comments[\"']"
    r"|property=[\"']og:type[\"'] content=[\"']article",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]*>([^<]{0,300})", re.IGNORECASE)
RULES = ThreadRules(
    signs=(),
    block="",
    local_id=("@data-post-id", "@data-id", "@id", "a[name]@name", "a[id]@id"),
    permalink=(
        "a[class*=permalink]@href", "a[rel=bookmark]@href", "a[href*='#post']@href", "a[href*='#p']@href",
        "a[href*='#msg']@href",
    ),
    quote=QuoteRules(
        block=(
            "blockquote, div.quote, .quotebox, .quotecontent, .bbCodeQuote, .bbcode_quote, aside.quote, "
            "table:has(> tr > td.quote)"
        ),
        post=("a[href*='#p']@href", "a[href*='post']@href", "@data-post"),
        author=("@data-author", "@data-username", "cite", ".attribution", ".title", ".quote-author"),
    ),
    signature="[class*=signature], [class*=Signature], .sig",
    mention="a.mention, a.username",
    links=(
        (
            (
                "/(?:view|show)?(?:thread|topic|discussion)s?[-/.?_]|viewtopic|showtopic|[?&](?:tid|topic|"
                r"thread)=\d+|/t/[^/]+"
            ),
            OutlinkKind.THREAD,
        ),
        ("viewforum|forumdisplay|/(?:forum|board|categor(?:y|ies))s?(?:[-/.?_]|$)|/c/[^/]+", OutlinkKind.INDEX),
        (r"/(?:user|member|profile|u)s?/[^/]+/?$|viewprofile|showuser|[?&]u(?:id)?=\d+", OutlinkKind.PROFILE),
    ),
)
_THREAD = re.compile(RULES.links[0][0])
#: Places where a writer's name may stand, the more telling first.
_NAME_SPOTS = (
    "@data-author", "@data-username", "[itemprop=author] [itemprop=name]", "[itemprop=author]", "[rel=author]",
    ".p-author .p-name",
    "a.username", ".username", ".user-name", ".userName", ".author-name", ".authorname", ".postauthor",
    ".post-author a", ".author a",
    ".author strong", ".author b", "[class*=author] a", "[class*=Author] a", "[class*=poster] a", "[class*=poster]",
    "[class*=user] a", "[class*=User] a", ".author",
    "[class*=creator]", "[class*=author]", "[class*=Author]", "[class*=nick]", "[class*=member] a", "[class*=user]",
    "[class*=User]",
    "a[href*='viewprofile']", "a[href*='showuser']", "a[href*='/profile']", "a[href*='profile']",
    "a[href*='/member']", "a[href*='member']",
    "a[href*='/user']", "a[href*='/u/']", "a[href*='space-uid']", "a[href*='uid=']", "a[href*='/people/']",
    "a[href*='user']", "a[href*='author']",
    "[class*=submitted]", "[class*=byline]", "[class*=meta]", "[class*=name] strong", "[class*=name] b",
    "[class*=name]", "h3 a", "h4 a", "strong a", "b a", "cite", "strong", "b", "h3", "h4", "h5", "dt",
)
_LABELLED = re.compile(
    r"(?:^|\n|\s{2,})\s*(?:author|from|by|posted by|written by|name|poster|lähettäjä|kirjoittaja|nimimerkki|autor|von"
    r"|verfasser|auteur|par|de|da|autore|"
    r"автор|от|作者|發表人|发表人|發文者|樓主|投稿者|名前|글쓴이)\s*[:：]\s*(?P<who>[^\n\r|]{1,60}?)\s*(?:\n|\||\s{2,}|$)",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:posted |written |submitted |sent )?(?:by|von|par|por|door|av|af|от"
                 r"|作者)[:：]?\s+(?P<who>.{1,60}?)(?:\s*[,|»•·]|\s+(?:on|am|le|el|op|den|at)\s+.*\d|$)", re.IGNORECASE)
_NO_NAME = re.compile(
    r"^(?:reply|quote|report|edit|delete|permalink|link|share|like|up|top|back to top|member|moderator|administrator"
    r"|admin|senior member|junior member|"
    r"new member|registered user|posts?|joined|re:.*|#?\d+|答覆|回覆|回复|引用|檢舉|只看.*|樓主"
    r"|antworten|zitieren|melden|svar"
    r"|citer|répondre|ответить|цитата|vastaa.*)$",
    re.IGNORECASE,
)
#: Shares of the messages that a place answers for: to be looked at, to be good, to look no further.
_LEAST, _MOST, _NEARLY_ALL = 0.3, 0.8, 0.95
#: Longest text that is a date with words around it.
_LONGEST_DATE = 160
#: How far into a page words of forums are looked for, and how far where they prove little.
_LOOKED_AT, _TOP = 80_000, 20_000
#: Fewer messages than this may all be one person's.
_FEW = 4
#: Certainty where words of forums are all over the page.
_LIKELY = 0.5
#: Share of the blocks of a list that lead to a thread of their own.
_LISTED = 0.6
_LONGEST_NAME, _MOST_NAME_WORDS = 45, 6


class GenericThread:
    """Reads threads of software without rules of its own."""

    name = "generic_thread"

    def matches(self, page: Page) -> float:
        """Return how surely a page may be a thread: by words of forums alone, so that asking costs little."""
        if "html" not in page.media_type:
            return 0.0
        in_address = _FORUM_WORDS.search(page.url.partition("://")[2].partition("?")[0]) is not None
        head = page.text[:_LOOKED_AT]
        title = _TITLE.search(head)
        if in_address or _STRONG.search(head) or (title and _FORUM_WORDS.search(title[1])):
            return _LIKELY
        if _BLOG.search(head):
            return 0.0
        return 0.15 if _FORUM_WORDS.search(head[:_TOP]) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to; nothing where no messages are found."""
        root = tree(page)
        found = {} if is_member_page(page.url) else dict(_found(page))
        blocks = list(found)
        view = replace(viewed(page, RULES, root, blocks), found=found)
        if blocks:
            yield from thread_findings(view, blocks)
        if blocks or self.matches(page) >= _LIKELY:
            yield from outlinks(root, RULES, view.base, view.thread if blocks else None)


@lru_cache(maxsize=2)
def _found(page: Page) -> tuple[tuple[HtmlElement, Found], ...]:
    """Return the messages of a page and where each keeps what; none where writers or times are missing."""
    blocks = message_like(tree(page))
    if len(blocks) < FEWEST:
        return ()
    names = _names(blocks)
    stamps = _stamps(page, blocks)
    known = sum(1 for name, _ in names if name is not None)
    dated = sum(1 for stamp in stamps if stamp)
    if known < len(blocks) * 0.5 or dated < len(blocks) * 0.5:
        return ()
    if _is_list(page, blocks):
        return ()
    within = set(blocks)
    own_block = _common_block(blocks)
    result = []
    for block, (name, link), stamp in zip(blocks, names, stamps, strict=True):
        texts = tuple(text for _, text in stamp)
        body = own_block.get(block)
        if body is None:
            body = _body(block, [element for element, _ in stamp], link, within)
        profile = link.get("href") if link is not None else None
        result.append((block, Found(body=body, name=name, profile=profile, stamps=texts)))
    return tuple(result)


def _is_list(page: Page, blocks: Sequence[HtmlElement]) -> bool:
    """Return whether blocks are rows of a list: nearly each leads to a thread of its own."""
    here, base = thread_address(page.url), base_of(tree(page), page)
    leading: set[str] = set()
    for block in blocks:
        links = [link for link in block.iter("a") if "#" not in (link.get("href") or "#")]
        title = max(links, key=lambda link: len(plain(link)), default=None)
        url = try_canonical(title.get("href"), base) if title is not None else None
        if url and _THREAD.search(url) and not MESSAGE.search(url) and thread_address(url) != here:
            leading.add(thread_address(url))
    return len(leading) > len(blocks) * _LISTED


def _common_block(blocks: Sequence[HtmlElement]) -> dict[HtmlElement, HtmlElement]:
    """Return the block quotation that every message has: software that marks up each message as one."""
    held = {block: next(iter(block.iter("blockquote")), None) for block in blocks}
    if len({quote.get("class") if quote is not None else None for quote in held.values()}) != 1:
        return {}
    return {block: quote for block, quote in held.items() if quote is not None and quote.get("class")}


Named = tuple[str | None, HtmlElement | None]


def _names(blocks: Sequence[HtmlElement]) -> list[Named]:
    """Return each block's writer: from the place that answers for most, others filling its gaps."""
    ranked: list[tuple[float, list[Named]]] = []
    for spot in _NAME_SPOTS:
        named = [_named_at(block, spot) for block in blocks]
        names = [name for name, _ in named if name]
        share = len(names) / len(blocks)
        differing = len(set(names)) > 1 or len(blocks) < _FEW
        if share >= _LEAST:
            ranked.append((round(share if differing else share / 2, 1), named))
        if share > _NEARLY_ALL and differing:
            break
    ranked.sort(key=lambda entry: -entry[0])
    if not ranked or ranked[0][0] < _MOST:
        labelled = [_labelled(block) for block in blocks]
        share = sum(1 for name in labelled if name) / len(blocks)
        if share > (ranked[0][0] if ranked else 0):
            return [(name, None) for name in labelled]
    return [next((named[index] for _, named in ranked if named[index][0]), (None, None))
            for index in range(len(blocks))]


def _named_at(block: HtmlElement, spot: str) -> Named:
    css, _, attribute = spot.partition("@")
    for place in select(block, css)[:2] if css else (block,):
        text = joined(place.get(attribute) or "") if attribute else plain(place)
        name = _as_name(text)
        if name:
            return name, _profile_link(block, place, name)
    return None, None


def _as_name(text: str) -> str | None:
    if found := _BY.match(text):
        text = found["who"]
    text = text.strip(" :,-–—|@")
    if not text or len(text) > _LONGEST_NAME or len(text.split()) > _MOST_NAME_WORDS or _NO_NAME.match(text):
        return None
    return None if DATED.search(text) else clean_name(text)


def _profile_link(block: HtmlElement, place: HtmlElement, name: str) -> HtmlElement | None:
    """Return the link to the writer's profile: the place itself, in it, around it, or of the same name."""
    if place.tag == "a" and place.get("href"):
        return place
    inner = place.find(".//a[@href]")
    if inner is not None:
        return inner
    parent = place.getparent()
    if parent is not None and parent.tag == "a" and parent.get("href"):
        return parent
    return next((link for link in block.iter("a") if link.get("href") and plain(link) == name), None)


def _labelled(block: HtmlElement) -> str | None:
    text = "\n".join(part for part in (joined(piece) for piece in block.itertext()) if part)
    text = re.sub(r"\n\s*([:：])", r"\1", re.sub(r"([:：])\s*\n", r"\1 ", text[:2000]))
    found = _LABELLED.search(text)
    return clean_name(found["who"].strip()) if found else None


Stamp = list[tuple[HtmlElement, str]]


def _stamps(page: Page, blocks: Sequence[HtmlElement]) -> list[Stamp]:
    """Return each block's likely times, the best first: with an hour rather than a day, not of joining or editing."""
    within = set(blocks)
    result = []
    for block in blocks:
        ranked = []
        for index, element in enumerate(dated_elements(block)):
            if any(around in within for around in _up_to(element, block)):
                continue
            for text in _texts(element):
                if YEARLESS.match(text):  # kept as a date that says nothing: the year would be made up
                    ranked.append((True, True, index, element, ""))
                    continue
                moment = read_moment(with_our_dates(text), seen=page.fetched, day_first=True)
                if moment is not None:
                    ranked.append((JOINED.search(_label(element) + " " + text) is not None, moment.basis is Basis.DAY,
                                   index, element, text))
        ranked.sort(key=lambda entry: entry[:3])
        result.append([(element, text) for _, _, _, element, text in ranked[:3]])
    return result


def _up_to(element: HtmlElement, block: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an element and those around it, below a block."""
    while element is not None and element is not block:
        yield element
        element = element.getparent()


def _texts(element: HtmlElement) -> list[str]:
    own = [element.get("datetime") or "", element.get("title") or "", element.text or "",
           *(child.tail or "" for child in element)]
    whole = plain(element)
    texts = (*own, whole) if len(whole) < _LONGEST_DATE else own
    return [joined(text) for text in texts if text.strip() and re.search(r"\d", text)]


def _label(element: HtmlElement) -> str:
    """Return the words just before a date, which say what it is the date of."""
    before = element.getprevious()
    words = plain(before)[-40:] if before is not None and isinstance(before.tag, str) else ""
    tail = words + ((before.tail or "") if before is not None else "")
    parent = element.getparent()
    return tail + ((parent.text or "") if parent is not None else "") + (element.get("class") or "")


def _body(block: HtmlElement, stamps: Sequence[HtmlElement], link: HtmlElement | None,
          within: set[HtmlElement]) -> HtmlElement:
    """Return the part of a block with most words that holds neither its time nor its writer."""
    apart = set(stamps[:1]) | ({link} if link is not None else set())
    holding = {around for element in apart for around in (element, *element.iterancestors())}
    nested = {around for other in within if other is not block and block in set(other.iterancestors())
              for around in (other, *other.iterancestors())}
    best, most = block, 0
    for element in block.iter("div", "td", "p", "section", "article", "blockquote", "span", "li", "dd", "pre"):
        if element in holding or element in nested or element in within:
            continue
        length = len(plain(element))
        if length > most:
            best, most = element, length
    return best
