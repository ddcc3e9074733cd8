"""Comments as blocks of a page: what holds each one, and who, when, what is read from it.

A reader finds the blocks (`Block`); everything else is the same for all systems and stands here.
Nested blocks are answers to the block around them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawlers.clock import Moment, day_first_of, read_moment
from crawlers.extract.byline import MAX_NAME, tidy_name
from crawlers.extract.document import attribute, classes, descendants, language_tag, names, text_of, words_of
from crawlers.extract.links import rel_of
from crawlers.extract.permalinks import comment_permalink, is_comment_address
from crawlers.records import Basis, Page

_NAME_CLASSES = names(
    "fn p-name comment-author-name comment-author__name comment__author-name commenter-name commentername"
    " comment_author"
    " wpd-comment-author wc-comment-author comment-author-link epoch-comment-author-name epoch-comment-author-link"
    " fyre-comment-username comment-user-name comment-username user-name username comment-user nickname nick"
    " author-name"
    " comment-author comment__author commentauthor comment-name comment_name commentAuthor comment-poster poster"
    " posted-by isso-author isso-comment-author p-author author user by name who thread-auther"
)
#: Any class that ends in a word for a person, where none of the known ones is there.
_NAMEISH = re.compile(
    r"(?:^|[-_])(?:author|user|username|name|commenter|poster|nick(?:name)?|who|member)"
    r"(?:[-_](?:name|link|url|info|title))?$",
    re.IGNORECASE,
)
_TIME_CLASSES = names(
    "dt-published published comment-date comment-time comment__date comment__time comment_time comment_date"
    " comment-timestamp wpd-comment-date wc-comment-date epoch-comment-date fyre-comment-date datetime timestamp"
    " comment-metadata commentmetadata comment-meta comment__meta comment_meta commentMeta comment-info comment-posted"
    " isso-permalink post-time comment-header date time when posted-on posted ago age meta info permalink"
)
_BODY_CLASSES = names(
    "wp-block-comment-content comment-content comment__content"
    " comment-text comment__text comment_text commenttext comment-body-text"
    " wpd-comment-text wc-comment-text comment-copy commentContent comment-message comment__message comment-entry"
    " epoch-comment-content fyre-comment isso-text e-content p-content comment_body comment__body comment-body"
    " commentBody format_text post-text content message body text entry desc description"
)
#: What surrounds a comment's own words.
_META = frozenset(names(
    "comment-author vcard comment-meta commentmetadata comment-metadata reply comment-reply comment-actions says"
    " comment-footer comment-header comment-awaiting-moderation avatar datetime comment-likes sharedaddy"
    " wc-comment-header wc-comment-footer wc-comment-left wc-comment-label wpd-comment-header wpd-comment-footer"
    " wpd-comment-left comment-reply-link edit-link comment-edit-link commentMeta comment-date comment-time"
    " comment-author-name comment-info epoch-comment-meta comment-permalink comment-respond replies comment-replies"
    " wp-block-comment-author-name wp-block-comment-date wp-block-comment-reply-link wp-block-comment-edit-link"
    " comment-rating screen-reader-text u-url dt-published p-author reply-text post-info post-photo comment__meta"
))
_OWNER = frozenset(names("bypostauthor by-post-author is-author by-author authorcomment author-comment blog-author"
                         " comment-by-author owner is-post-author byauthor isauthor wpd-blog-post_author"
                         " wc-blog-post_author is-owner"))
_PINGBACK = frozenset({"pingback", "trackback", "pings"})
_NO_NAMES = frozenset({"img", "svg", "button", "script", "style", "time", "form", "input", "textarea"})
_SAYING = frozenset(names("strong b h3 h4 h5 h6 p span div small header dt em"))
_NO_BODIES = frozenset({"a", "span", "time", "form", "textarea", "cite"})
_SAID = re.compile(
    r"^\W*(.{2,60}?)\s+(?:says|said|wrote|writes|sagt|schreibt|schrieb|meint|dit|a dit|dice|dijo|disse|zegt"
    r"|說道|说道|表示|提到)\s*:?\s*$"
    r"|^\W*(?:comment by|kommentar von|posted by|von|by)\s+(.{2,60}?)(?:\s+[—–|·]|\s+(?:am|on|at)\b|$)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"#?\d+|permalink|link|¶|reply|antworten|回覆|回复", re.IGNORECASE)
_SHORT_LINE = 120
_LINES = frozenset(names("span a small em i p div cite abbr li dt footer header td"))
_PARENT_ATTRIBUTES = ("data-parent", "data-parent-id", "data-reply-to", "data-parent-comment-id", "data-in-reply-to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One comment's place on the page."""

    #: As the software writes it ("comment-12"); used as the fragment when no permalink is shown.
    local_id: str
    #: The comment's elements: one, or a list's term and definitions.
    scope: tuple[HtmlElement, ...]
    #: Index of the block it answers, when its place or an attribute says so.
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One comment as read."""

    local_id: str
    name: str | None
    #: The words that stand for the name, when they are no name ("Guest").
    shown_name: str | None
    link: str | None
    avatar: str | None
    moment: Moment | None
    text: str
    #: Elements that hold the words, for their links.
    bodies: tuple[HtmlElement, ...]
    #: What is inside them but not the comment's own.
    without: frozenset[HtmlElement]
    permalink: str | None
    parent: int | None
    is_owner: bool
    is_pingback: bool


def spoken(blocks: Sequence[Block], page: Page) -> list[Spoken]:
    """Return what the blocks say, in page order."""
    held = frozenset(element for block in blocks for element in block.scope)
    inner = [_own(block, held) for block in blocks]
    day_first = day_first_of(text for own in inner for text in _time_texts(own))
    reader = _Reader(page=page, held=held, day_first=day_first)
    return [reader.read(block, own) for block, own in zip(blocks, inner, strict=True)]


def _own(block: Block, held: frozenset[HtmlElement]) -> list[HtmlElement]:
    """Return a block's elements in page order, without those of the blocks inside it."""
    others = held - set(block.scope)
    return [each for element in block.scope for each in (element, *descendants(element, others))]


def of_class(own: Iterable[HtmlElement], wanted: Iterable[str]) -> list[HtmlElement]:
    """Return the elements of each class, first class first."""
    known: dict[str, list[HtmlElement]] = {}
    for each in own:
        for name in classes(each):
            known.setdefault(name, []).append(each)
    return [each for name in wanted for each in known.get(name, ())]


def _time_texts(own: list[HtmlElement]) -> list[str]:
    return [words[:_SHORT_LINE] for each in of_class(own, _TIME_CLASSES) if (words := words_of(each))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    page: Page
    held: frozenset[HtmlElement]
    day_first: bool | None

    def read(self, block: Block, own: list[HtmlElement]) -> Spoken:
        others = self.held - set(block.scope)
        marked = frozenset().union(*(classes(each) for each in block.scope))
        named = _name(own, others)
        metas = frozenset(each for each in own if each not in block.scope and classes(each) & _META)
        bodies = _bodies(block, own)
        without = (metas | others) - set(bodies)
        words = "\n".join(text_of(body, without=without) for body in bodies)
        return Spoken(
            local_id=block.local_id, name=tidy_name(named.words), shown_name=named.words,
            link=self._link(named.link or _homepage(own)),
            avatar=_avatar(own), moment=self._moment(own), text=words, bodies=bodies, without=without,
            permalink=self._permalink(block, own), parent=block.parent,
            is_owner=bool(marked & _OWNER) or any(classes(each) & _OWNER for each in own),
            is_pingback=bool(marked & _PINGBACK) or _is_excerpt(words),
        )

    def _link(self, href: str | None) -> str | None:
        if href is None or href.startswith(("#", "mailto:", "javascript:")) or "#comment" in href:
            return None
        return href

    def _moment(self, own: list[HtmlElement]) -> Moment | None:
        """Return the finest time found: machine forms first, then what is shown."""
        best: Moment | None = None
        for text in _stamps(own):
            moment = read_moment(text, seen=self.page.fetched, day_first=self.day_first,
                                 language=language_tag(self.page))
            if moment is None:
                continue
            if moment.basis not in (Basis.DAY, Basis.RELATIVE):
                return moment
            best = best or moment
        return best

    def _permalink(self, block: Block, own: list[HtmlElement]) -> str | None:
        for each in own:
            href = attribute(each, "data-comment-url") or (attribute(each, "href") if each.tag == "a" else None)
            if href and "#" in href and "replytocom" not in href and (url := comment_permalink(href, self.page.url)):
                anchor = url.partition("#")[2]
                if anchor == block.local_id or (is_comment_address(url) and _digits(anchor) == _digits(block.local_id)):
                    return url
        return None


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d+", text)[-1:])


def _is_excerpt(words: str) -> bool:
    bare = words.replace("...", "…").replace(" ", "").replace("\n", "")
    return bare.startswith("[…]") and bare.endswith("[…]")


@dataclass(frozen=True, slots=True)
class _Name:
    words: str | None
    link: str | None


def _name(own: list[HtmlElement], others: frozenset[HtmlElement]) -> _Name:
    """Return the words that name the writer, and where they lead."""
    marked = of_class(own, _NAME_CLASSES)
    marked += [each for each in own if each.get("itemprop") in ("author", "creator", "name")]
    marked += [each for each in own if each.tag == "cite"]
    marked += [each for each in own if each.tag == "a" and {"external", "author"} & set(rel_of(each))]
    marked += [each for each in own if any(_NAMEISH.search(name) for name in classes(each))]
    for each in marked:
        if each.tag in _NO_NAMES:
            continue
        found = _named(each, others)
        if found is not None:
            return found
    stated = next((value for each in own if (value := attribute(each, "data-author", "data-author-name"))), None)
    if stated:
        return _Name(stated, None)
    return _said(own, others)


def _named(element: HtmlElement, others: frozenset[HtmlElement]) -> _Name | None:
    """Return the name in an element that is marked for it: its first link's or bold words, or its own."""
    inside = list(descendants(element, others))
    anchors = [each for each in (element, *inside) if each.tag == "a" and each.get("href")]
    bold = [each for each in inside if each.tag in ("b", "strong", "cite")]
    marked = (*of_class(inside, ("fn", "p-name", "url", "name")), *anchors, *bold)
    words = next((words for each in marked if _may_be_name(words := words_of(each))), None)
    if words is not None:
        holder = next(each for each in marked if words_of(each) == words)
        return _Name(words, _href(holder, anchors, words))
    own = words_of(element)
    said = _said_name(own) or (own if _may_be_name(own) else None)
    if said:
        return _Name(said, _href(element, anchors, said))
    first = _first_words(element)
    return _Name(first, None) if first else None


def _may_be_name(words: str) -> bool:
    return bool(words) and len(words) <= MAX_NAME and not _NO_NAME.fullmatch(words) and not is_time(words)


def _said_name(words: str) -> str | None:
    """Return the name in "Ann says:" or "Comment by Ann on Monday"."""
    said = _SAID.match(words)
    return (said[1] or said[2]) if said else None


def _first_words(element: HtmlElement) -> str | None:
    """Return the first words that stand in an element itself and may be a name ("Ann · 3 May")."""
    direct = (element.text or "", *(each.tail or "" for each in element))
    pieces = (piece.strip(" ·•|—–-:,\n\t") for piece in direct)
    return next((piece for piece in pieces if _may_be_name(piece)), None)


def _homepage(own: list[HtmlElement]) -> str | None:
    """Return the home page that Pixnet shows beside a name that is no link itself."""
    return next((each.get("href") for each in of_class(own, ("homepage",)) if each.tag == "a"), None)


def is_time(words: str) -> bool:
    """Return whether words are a date and nothing else worth a name."""
    return bool(re.search(r"\d", words)) and read_moment(words) is not None


def _href(element: HtmlElement, anchors: list[HtmlElement], words: str) -> str | None:
    around = next((each for each in (element, *list(element.iterancestors())[:2]) if each.tag == "a"), None)
    if found := attribute(around, "href"):
        return found
    return attribute(next((each for each in anchors if words_of(each) in (words, "")), None), "href")


def _said(own: list[HtmlElement], others: frozenset[HtmlElement]) -> _Name:
    """Return who a line such as "Ann says:" or a bold line at the start names."""
    for each in own:
        words = words_of(each) if each.tag in _SAYING else ""
        name = _said_name(words) if len(words) <= _SHORT_LINE else None
        if name:
            return _Name(name, _href(each, _anchors(each), name))
    bold = (each for each in own if each.tag in ("strong", "b", "h3", "h4", "h5", "h6") and each not in others)
    found = next((each for each in bold if _may_be_name(words_of(each))), None)
    if found is None:
        return _Name(None, None)
    return _Name(words_of(found), _href(found, _anchors(found), words_of(found)))


def _anchors(element: HtmlElement) -> list[HtmlElement]:
    return [each for each in element.iter("a") if each.get("href")]


def _stamps(own: list[HtmlElement]) -> list[str | None]:
    """Return texts that may hold the time, the more reliable first."""
    times = [each for each in own if each.tag == "time"]
    found: list[str | None] = [attribute(each, "datetime", "title") for each in times]
    found += [attribute(each, "content", "datetime") for each in own
              if each.get("itemprop") in ("datePublished", "dateCreated", "commentTime")]
    marked = of_class(own, _TIME_CLASSES)
    for each in marked:
        found += [attribute(each, "datetime"), attribute(each, "data-time", "data-timestamp", "data-date")]
        found += [attribute(one, "title") for one in (each, *each.iter("abbr", "a", "span"))]
        words = words_of(each)
        found.append(words if len(words) <= _SHORT_LINE else None)
    found += [words_of(each) for each in times]
    for each in own:
        if each.tag in _LINES:
            words = words_of(each)
            if 6 <= len(words) <= 80 and re.search(r"\d", words):  # a date with a few words around it
                found.append(words)
    return [text for text in found if text]


def _bodies(block: Block, own: list[HtmlElement]) -> tuple[HtmlElement, ...]:
    for each in of_class(own, _BODY_CLASSES):
        if each.tag not in _NO_BODIES or (each.tag == "span" and len(each)):
            return (each,)
    itemprop = [each for each in own if each.get("itemprop") in ("text", "commentText", "description")]
    if itemprop:
        return (itemprop[0],)
    if len(block.scope) > 1:
        return block.scope[1:]
    return block.scope


def _avatar(own: list[HtmlElement]) -> str | None:
    for each in own:
        if each.tag == "img" and ("avatar" in (each.get("class") or "") or "avatar" in (each.get("src") or "")):
            source = attribute(each, "data-src", "src")
            return source if source and not source.startswith("data:") else None
    return None


def nested(elements: Sequence[tuple[str, tuple[HtmlElement, ...]]]) -> list[Block]:
    """Return blocks whose parents are the blocks around them, or those that an attribute names.

    Args:
        elements: Local id and elements of each comment, in page order.
    """
    index = {element: number for number, (_, scope) in enumerate(elements) for element in scope}
    by_digits: dict[str, int] = {}
    for number, (local, _) in enumerate(elements):
        by_digits.setdefault(_digits(local), number)
    result: list[Block] = []
    for number, (local, scope) in enumerate(elements):
        around = next((index[each] for each in scope[0].iterancestors() if each in index), None)
        parent = _stated_parent(scope[0], by_digits) if around is None else around
        result.append(Block(local_id=local, scope=scope, parent=parent if parent != number else None))
    return _by_depth(result)


def _stated_parent(element: HtmlElement, by_digits: dict[str, int]) -> int | None:
    value = attribute(element, *_PARENT_ATTRIBUTES)
    return by_digits.get(_digits(value)) if value and _digits(value) not in ("", "0") else None


def _by_depth(blocks: list[Block]) -> list[Block]:
    """Return blocks with parents from classes such as `depth-2`, where the page nests no elements."""
    if any(block.parent is not None for block in blocks):
        return blocks
    open_at: dict[int, int] = {}
    result: list[Block] = []
    for number, block in enumerate(blocks):
        depth = next((int(name.rpartition("-")[2]) for name in classes(block.scope[0])
                      if re.fullmatch(r"(?:comment-)?(?:depth|level)-\d{1,2}", name)), None)
        parent = open_at.get(depth - 1) if depth is not None else None
        if depth is not None:
            open_at = {level: one for level, one in open_at.items() if level < depth} | {depth: number}
        result.append(Block(local_id=block.local_id, scope=block.scope, parent=parent))
    return result
