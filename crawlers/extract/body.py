"""Which element of a page holds the post itself.

Themes say so by a class or an itemprop; where none does, the element whose paragraphs hold the most
words outside links is taken (after Kohlschütter, Fankhauser and Nejdl 2010, "Boilerplate detection
using shallow text features": long text with few links is content).
"""

from functools import lru_cache

from lxml.html import HtmlElement

from crawlers.extract import microformats
from crawlers.extract.document import names, weight, words_of
from crawlers.extract.spots import Spots, comment_zones, is_inside, side_zones, spots
from crawlers.records import Page

#: Classes that themes and platforms give the body of a post, the more telling first.
_BODY_CLASSES = names(
    "e-content entry-content post-content td-post-content wp-block-post-content article-content post-body"
    " available-content gh-content kg-canvas post-full-content c-content postArticle-content section-content"
    " blog-item-content BlogItem-content entry-body article-body article__content article__body articleBody"
    " post__content post__body blog-post-content blogpost-content post_content post-entry post-text posttext postbody"
    " single-content entry-inner storycontent the-content the_content field--name-body field-name-body content-body"
    " article-content-inner page-content blog-content article_content articlecontent markdown-body prose"
    " theme-entry-content rich-text story-body entrybody entrytext entry_content entry postentry post-inner content"
)
_BODY_IDS = names(
    "article-content-inner article-content post-content entry-content articlebody article-body storytext postContent"
    " js_content content-body post-body"
)
_MORE_CLASSES = names("entry-more")
#: A body shorter than this is a teaser, a picture post or the wrong element.
_ENOUGH = 140
_PARAGRAPH = 25
_HOLDERS = frozenset({"div", "article", "section", "main", "td", "body"})


@lru_cache(maxsize=4)
def body_of(page: Page) -> tuple[HtmlElement | None, str]:
    """Return the element that holds the post, and by what it was found."""
    marks = spots(page)
    zones = comment_zones(page) | side_zones(page)
    best: tuple[int, HtmlElement, str] | None = None
    for element, origin in _marked(marks, entries if len(entries := microformats.entries(page)) == 1 else []):
        if is_inside(element, zones) or element.tag in ("html", "body"):
            continue
        length = weight(words_of(element))
        if length >= _ENOUGH:
            return element, origin
        if length and (best is None or length > best[0]):
            best = (length, element, origin)
    dense = _densest(marks, zones)
    if dense is not None and (best is None or dense[0] > 2 * best[0]):
        return dense[1], "densest text"
    return (best[1], best[2]) if best is not None else (None, "")


def _marked(marks: Spots, entries: list[HtmlElement]) -> list[tuple[HtmlElement, str]]:
    found = [(each, "microformats") for entry in entries[:1] for each in microformats.properties(entry, "e-content")]
    found += [(each, "itemprop=articleBody") for each in marks.itemprops.get("articleBody", ())]
    found += [(each, f"#{name}") for name in _BODY_IDS for each in marks.of_id(name)]
    found += [(each, f".{name}") for name in _BODY_CLASSES for each in marks.of_class(name)]
    articles = marks.tags.get("article", [])
    if len(articles) == 1:
        found.append((articles[0], "article"))
    return found


def more_of(page: Page) -> list[HtmlElement]:
    """Return elements that continue the body (Movable Type's extended entry)."""
    return list(spots(page).of_class(*_MORE_CLASSES))


def _densest(marks: Spots, zones: frozenset[HtmlElement]) -> tuple[int, HtmlElement] | None:
    """Return the element with the most running text: each paragraph counts for its parent, half for the one above."""
    scores: dict[HtmlElement, float] = {}
    for tag in ("p", "li", "pre", "blockquote", "h2"):
        for each in marks.tags.get(tag, ()):
            score = _running(each)
            parent = each.getparent()
            if score < _PARAGRAPH or parent is None or is_inside(each, zones):
                continue
            scores[parent] = scores.get(parent, 0.0) + score
            above = parent.getparent()
            if above is not None:
                scores[above] = scores.get(above, 0.0) + score / 2
    held = ((score, each) for each, score in scores.items() if each.tag in _HOLDERS)
    ranked = sorted(held, key=lambda pair: -pair[0])
    return (int(ranked[0][0]), ranked[0][1]) if ranked else None


def _running(element: HtmlElement) -> int:
    """Return how many characters of an element are no link."""
    return weight(words_of(element)) - 2 * sum(weight(words_of(anchor)) for anchor in element.iter("a"))
