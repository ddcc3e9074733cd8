"""A page's parsed tree, made once and shared, and what every reader asks of it: elements, text, language."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import cast

from lxml import html
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawlers.records import Page
from crawlers.urls import try_canonical

#: libxml2 stops at 256 levels without `huge_tree`; deep threads nest further than that.
_PARSER = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False)
#: Characters that no XML text may hold (libxml2 would cut the page at the first of them), and those that steer
#: a terminal or turn writing round.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
                      "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[\s\u200b\u200e\u200f\ufeff]+")
#: What is never text for a reader of the page.
_SILENT = frozenset({"script", "style", "noscript", "template", "textarea", "button", "select", "svg", "iframe", "head",
                     "object", "form"})
#: What starts a new line.
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "figcaption", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th",
    "tr", "ul",
})
#: Words of others inside a post.
QUOTES = frozenset({"blockquote", "q"})
_META_NAMES = ("property", "name", "itemprop")
_TAG = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


def names(text: str) -> tuple[str, ...]:
    """Return the words of a list written with blanks (class names, ids).

    >>> names("byline author")
    ('byline', 'author')
    """
    return tuple(text.split())


@lru_cache(maxsize=4)
def tree(page: Page) -> HtmlElement:
    """Return the page as an lxml tree. Shared: readers must not change it.

    An empty or unreadable document gives an empty `html` element, never an error.
    """
    return fragment(page.text) if page.text.strip() else html.document_fromstring(b"<html></html>")


def fragment(markup: str) -> HtmlElement:
    """Return a piece of HTML (a feed's content, a comment in JSON) as a tree of its own."""
    data = _ILLEGAL.sub(" ", markup).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=_PARSER)
    except (ValueError, html.etree.ParserError):
        root = html.document_fromstring(b"<html></html>")
    return root


@lru_cache(maxsize=4096)
def _selector(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")


def select(element: HtmlElement, css: str) -> list[HtmlElement]:
    """Return the elements below (or the element itself) that fit a CSS selector, in page order."""
    return cast("list[HtmlElement]", _selector(css)(element))


def first(element: HtmlElement, *css: str) -> HtmlElement | None:
    """Return the first element that fits the first of several selectors that finds any."""
    for each in css:
        if found := select(element, each):
            return found[0]
    return None


def attribute(element: HtmlElement | None, *names: str) -> str | None:
    """Return the first of several attributes that is there and not blank."""
    if element is None:
        return None
    for name in names:
        value = (element.get(name) or "").strip()
        if value:
            return value
    return None


def classes(element: HtmlElement) -> frozenset[str]:
    """Return the element's classes."""
    return frozenset((element.get("class") or "").split())


def words_of(element: HtmlElement | None) -> str:
    """Return an element's text on one line; empty for None.

    >>> words_of(fragment("<p>Ann <b> Lee</b><script>x</script></p>"))
    'Ann Lee'
    """
    if element is None:
        return ""
    is_leaf = not len(element) and isinstance(element.tag, str)  # most links: no walk
    text = (element.text or "") if is_leaf else "".join(_pieces(element, (), frozenset()))
    return _BLANKS.sub(" ", text).strip()


def weight(text: str) -> int:
    """Return how much a text says, in Latin letters: a Chinese, Japanese or Korean character says more.

    >>> weight("paper"), weight("紙")
    (5, 3)
    """
    return len(text) if text.isascii() else len(text) + 2 * sum("\u3040" <= char <= "\ud7af" for char in text)


def text_of(
    element: HtmlElement, *, without: Collection[HtmlElement] = (), quotes: bool = False,
) -> str:
    r"""Return an element's own words, blocks on lines of their own.

    Args:
        element: Whatever holds the post's body.
        without: Elements left out with all they hold (signature, share buttons, nested comments).
        quotes: Keep the words of others (`blockquote`, `q`); left out else.

    >>> text_of(fragment("<div>Hello<blockquote>old</blockquote><p>new <b>words</b></p></div>"))
    'Hello\nnew words'
    """
    pieces = "".join(_pieces(element, without, frozenset() if quotes else QUOTES))
    lines = (_BLANKS.sub(" ", line).strip() for line in pieces.split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(element: HtmlElement, without: Collection[HtmlElement], quotes: Collection[str]) -> Iterator[str]:
    """Yield text in page order, without recursion: pages nest deeper than Python calls do."""
    stack: list[HtmlElement | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag
        if node is not element and node.tail:
            stack.append(node.tail)
        if not isinstance(tag, str) or (tag in _SILENT and node is not element) or tag in quotes or node in without:
            continue
        block = tag in _BLOCKS
        if block:
            yield "\n"
            stack.append("\n")
        stack.extend(reversed(node))
        if node.text:
            stack.append(node.text)


def descendants(element: HtmlElement, without: Collection[HtmlElement] = ()) -> Iterator[HtmlElement]:
    """Yield the elements below in page order, leaving out whole branches."""
    stack = [element]
    while stack:
        node = stack.pop()
        if node in without or not isinstance(node.tag, str):
            continue
        if node is not element:
            yield node
        stack.extend(reversed(node))


def sniffed(text: str) -> str:
    """Return the media type of a document that came without one.

    >>> sniffed('{"a": 1}'), sniffed("<?xml version='1.0'?><rss/>"), sniffed("<!doctype html><p>x")
    ('application/json', 'application/xml', 'text/html')
    """
    head = text[:1_000].lstrip("\ufeff \n\r\t").lower()
    if head.startswith(("{", "[")):
        return "application/json"
    is_xml = head.startswith(("<?xml", "<rss", "<feed", "<rdf", "<opml")) and "<html" not in head
    return "application/xml" if is_xml else "text/html"


def base_url(page: Page) -> str:
    """Return the address that the page's relative links resolve against."""
    found = first(tree(page), "base[href]")
    return try_canonical(attribute(found, "href"), page.url) or page.url


@lru_cache(maxsize=4)
def meta(page: Page) -> dict[str, list[str]]:
    """Return the contents of `meta` elements by lower-case name, in page order.

    >>> from datetime import datetime, UTC
    >>> page = Page("https://b.example/", '<meta property="og:title" content="T">', datetime(2024, 1, 1, tzinfo=UTC))
    >>> meta(page)
    {'og:title': ['T']}
    """
    found: dict[str, list[str]] = {}
    for element in tree(page).iter("meta"):
        content = attribute(element, "content")
        name = attribute(element, *_META_NAMES)
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return found


def meta_value(page: Page, *names: str) -> str | None:
    """Return the first value of the first `meta` name that has one."""
    values = meta(page)
    for name in names:
        if name in values:
            return values[name][0]
    return None


def generator(page: Page) -> str:
    """Return what the page says made it, lower case: `wordpress 6.4`, `blogger`, ...; empty when it does not."""
    return (meta_value(page, "generator") or "").lower()


def language_tag(page: Page) -> str | None:
    """Return the language the page states, as a BCP 47 tag; Chinese with its script.

    >>> from datetime import datetime, UTC
    >>> language_tag(Page("https://b.example/", '<html lang="zh_TW">', datetime(2024, 1, 1, tzinfo=UTC)))
    'zh-Hant'
    """
    root = tree(page)
    stated = attribute(root, "lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
    stated = stated or meta_value(page, "content-language", "og:locale", "language")
    return tag_of(stated or page.headers.get("content-language"))


def tag_of(stated: str | None) -> str | None:
    """Return a stated language as a tidy tag, or None for what is no language tag.

    >>> tag_of("zh_TW"), tag_of("zh-CN"), tag_of("en_us"), tag_of("english!")
    ('zh-Hant', 'zh-Hans', 'en-US', None)
    """
    if not stated or not _TAG.match(stated.strip()):
        return None
    first_part, *rest = re.split(r"[-_]", stated.strip())
    lower = [part.lower() for part in rest]
    if first_part.lower() in {"zh", "cmn", "yue"}:
        if {"hant", "tw", "hk", "mo"} & set(lower):
            return "zh-Hant"
        return "zh-Hans" if {"hans", "cn", "sg"} & set(lower) else "zh"
    region = next((part.upper() for part in rest if len(part) == 2), None)
    return "-".join([first_part.lower(), *([region] if region else [])])
