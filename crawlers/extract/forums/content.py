"""The words, links and mentions of one message, apart from what it quotes."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree
from lxml.html import HtmlElement

from crawlers.extract.forums.selection import joined, plain
from crawlers.records import Link, Mention, Place, folded
from crawlers.urls import try_canonical

_SILENT = frozenset({"script", "style", "noscript", "template", "head", "button", "select", "textarea", "svg"})
_BLOCKS = frozenset({
    "p", "div", "br", "li", "ul", "ol", "table", "tr", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6",
    "section", "article", "dl", "dt", "dd", "hr", "figure", "center", "aside", "details", "summary",
})
_SPACES = re.compile(r"[ \t\u00a0\u3000\u200b]+")
_LINES = re.compile(r"\s*\n\s*")
#: The line that forums without markup for it draw above a signature.
_SIGNED = re.compile(r"\s*_{10,}\s*")
#: A member named without a link, not an address of mail.
_HANDLE = re.compile(r"(?<![\w@/.])[@＠]([\w.-]{2,60})")
#: Longest quote around a link.
_AROUND = 200
#: Links kept of one message; more is a link farm or a broken page.
_MOST_LINKS = 300


@dataclass(frozen=True, slots=True)
class Content:
    """What one message says by itself."""

    #: Own words, lines kept.
    text: str = ""
    #: Links in order, each address once; those below a line of underscores belong to the signature.
    links: tuple[Link, ...] = ()
    mentions: tuple[Mention, ...] = ()


def content(
    body: HtmlElement, base: str, *, skipped: Collection[HtmlElement] = (), naming: Collection[HtmlElement] = (),
    place: Place = Place.BODY, lines: bool = False,
) -> Content:
    """Return the text, links and mentions of an element.

    Args:
        body: Where the words stand.
        base: Address against which links resolve.
        skipped: Elements whose words are not the writer's own: quotes, signatures, notes.
        naming: Links that name a member rather than lead somewhere.
        place: Where the links stand.
        lines: Keep the lines of the source, for pages that show text as it is.
    """
    anchors: list[tuple[HtmlElement, Place]] = []
    text = "".join(_pieces(body, skipped, anchors, place, lines=lines))
    text = _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    links: dict[str, Link] = {}
    mentions: dict[tuple[str, str | None], Mention] = {}
    for anchor, where in anchors[:_MOST_LINKS]:
        url = try_canonical(anchor.get("href"), base)
        name = joined("".join(anchor.itertext()))
        if anchor in naming or (name.startswith("@") and len(name) > 1):
            mention = Mention(name=name.lstrip("@"), account=url, quote=_around(anchor, text))
            mentions.setdefault((mention.name, url), mention)
        elif url is not None and not anchor.get("href", "").startswith("#"):
            rel = tuple(sorted(set((anchor.get("rel") or "").lower().split())))
            links.setdefault(url, Link(url=url, text=name[:200], rel=rel, place=where, quote=_around(anchor, text)))
    return Content(text, tuple(links.values()), tuple(mentions.values()))


def with_named(own: Content, members: Mapping[str, str]) -> Content:
    """Return the content with the members that the words name without a link (`@ann`), or by another address.

    Args:
        own: As read.
        members: Account by folded name, of those who wrote on the same page; others stay unnamed.
    """
    known = tuple(replace(mention, account=members.get(folded(mention.name), mention.account))
                  for mention in own.mentions)
    linked = {folded(mention.name) for mention in known}
    found: dict[str, Mention] = {}
    for name in _HANDLE.finditer(own.text):
        key = folded(name[1].rstrip(".-"))
        if key in members and key not in linked:
            quote = own.text[max(0, name.start() - _AROUND // 2):][:_AROUND].replace("\n", " ")
            found.setdefault(key, Mention(name=name[1].rstrip(".-"), account=members[key], quote=quote))
    return Content(own.text, own.links, (*known, *found.values()))


def _pieces(
    body: HtmlElement, skipped: Collection[HtmlElement], anchors: list[tuple[HtmlElement, Place]], place: Place, *,
    lines: bool,
) -> Iterator[str]:
    """Yield pieces of text in order, gathering the links met on the way."""
    walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
    signed = False
    for event, node in walk:
        if event == "start":
            if node.tag in _SILENT or (node in skipped and node is not body):
                walk.skip_subtree()
                continue
            if node.tag == "a" and node.get("href"):
                anchors.append((node, Place.SIGNATURE if signed else place))
            piece = ("\n" if node.tag in _BLOCKS else "") + _flat(node.text, kept=lines or node.tag == "pre")
        elif node is body:
            continue
        else:
            piece = ("\n" if event == "end" and node.tag in _BLOCKS else "") + _flat(node.tail, kept=lines)
        signed = signed or _SIGNED.fullmatch(piece) is not None
        if not signed:
            yield piece


def _flat(text: str | None, *, kept: bool) -> str:
    return "" if not text else text if kept else text.replace("\n", " ").replace("\r", " ")


def _around(anchor: HtmlElement, text: str) -> str:
    """Return at most 200 characters of the writer's own words around a link."""
    own = plain(anchor)
    at = text.find(own)
    if at < 0 or len(own) >= _AROUND:
        return own[:_AROUND]
    start = max(0, min(at + len(own) // 2 - _AROUND // 2, len(text) - _AROUND))
    return text[start:start + _AROUND].replace("\n", " ")
