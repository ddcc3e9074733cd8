"""Where on a page things stand: every element by class, id, itemprop and rel, found in one walk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from crawlers.extract.document import classes, names, tree
from crawlers.records import Page

Elements = dict[str, list[HtmlElement]]
_COMMENT_CLASSES = names(
    "comments-area comment-list commentlist comments-list comments-section comment-section comments-wrapper"
    " comments-container comment-respond comments comment-thread commentarea wpdiscuz_top_clearing wpd-comment"
    " u-comment p-comment single-comment comment comment-content disqus-thread isso-thread post-comments"
    " user-post-box"
)
_COMMENT_IDS = names(
    "comments comment-list commentlist respond disqus_thread isso-thread comments-list wpdcom commentform"
    " comment-holder comments-block post-comments article-comments comment epoch_wrapper comment-box comment-text"
)
_ASIDES = ("aside", "footer", "nav")
_ASIDE_CLASSES = names(
    "sidebar widget widget-area site-footer footer site-header navigation nav navbar menu blogroll related-posts"
    " relatedposts related jp-relatedposts yarpp-related sharedaddy share social social-links post-navigation"
    " pagination breadcrumbs breadcrumb author-box author-bio about-author post-tags post-share share-buttons"
    " tags-links"
    " addtoany_share_save_container wpcnt wordads-ad-wrapper cookie-notice newsletter subscribe post-footer"
    " entry-footer crp_related rp4wp-related-posts nav-links toc jetpack-likes-widget"
)
_ASIDE_IDS = names(
    "sidebar footer secondary colophon nav navigation menu header masthead jp-relatedposts sidebar-right-1"
    " sidebar-left-1 related toc footer-wrapper sidebar-wrapper jp-post-flair"
)
_BODY_MARKS = names("post-body entry-content post-content e-content article-body td-post-content")
_WHOLE = frozenset({"html", "body", "main"})


@dataclass(frozen=True, slots=True)
class Spots:
    """Elements by what marks them, each list in page order."""

    classes: Elements = field(default_factory=dict)
    ids: Elements = field(default_factory=dict)
    itemprops: Elements = field(default_factory=dict)
    rels: Elements = field(default_factory=dict)
    tags: Elements = field(default_factory=dict)

    def of_class(self, *names: str) -> Iterator[HtmlElement]:
        """Yield the elements of each class, first class first."""
        for name in names:
            yield from self.classes.get(name, ())

    def of_id(self, *names: str) -> Iterator[HtmlElement]:
        """Yield the elements of each id."""
        for name in names:
            yield from self.ids.get(name, ())

    def has_class(self, *names: str) -> bool:
        """Return whether any element is of one of the classes."""
        return any(name in self.classes for name in names)


@lru_cache(maxsize=4)
def spots(page: Page) -> Spots:
    """Return the page's elements by mark. Shared: readers must not change it."""
    found = Spots()
    for element in tree(page).iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        found.tags.setdefault(tag, []).append(element)
        attributes = element.attrib
        if "class" in attributes:
            for name in attributes["class"].split():
                found.classes.setdefault(name, []).append(element)
        if "id" in attributes:
            found.ids.setdefault(attributes["id"].strip(), []).append(element)
        if "itemprop" in attributes:
            for name in attributes["itemprop"].split():
                found.itemprops.setdefault(name, []).append(element)
        if "rel" in attributes:
            for name in attributes["rel"].lower().split():
                found.rels.setdefault(name, []).append(element)
    return found


@lru_cache(maxsize=4)
def comment_zones(page: Page) -> frozenset[HtmlElement]:
    """Return the elements that hold comments or the form for them: nothing in them is the post's."""
    marks = spots(page)
    found = (*marks.of_class(*_COMMENT_CLASSES), *marks.of_id(*_COMMENT_IDS))
    holding = _body_holders(page)
    return frozenset(each for each in found if each.tag not in _WHOLE and each not in holding and not _is_inline(each))


@lru_cache(maxsize=4)
def side_zones(page: Page) -> frozenset[HtmlElement]:
    """Return navigation, sidebars, footers, share buttons and boxes of related posts."""
    marks = spots(page)
    tagged = (each for tag in _ASIDES for each in marks.tags.get(tag, ()))
    found = (*tagged, *marks.of_class(*_ASIDE_CLASSES), *marks.of_id(*_ASIDE_IDS))
    holding = _body_holders(page)
    return frozenset(each for each in found if each.tag not in _WHOLE and each.tag != "article" and each not in holding)


@lru_cache(maxsize=4)
def _body_holders(page: Page) -> frozenset[HtmlElement]:
    """Return what holds the body of a post: no sidebar, whatever its class says (Blogger's `widget`)."""
    marks = spots(page)
    bodies = [*marks.itemprops.get("articleBody", ()), *marks.of_class(*_BODY_MARKS)]
    return frozenset(above for each in bodies for above in (each, *each.iterancestors())
                     if not any("comment" in name for name in classes(each)))


def ends_article(zone: HtmlElement) -> bool:
    """Return whether a footer is that of an article, which says who wrote it and when, not that of the page."""
    return zone.tag == "footer" and any(above.tag == "article" for above in zone.iterancestors())


def is_inside(element: HtmlElement, zones: Iterable[HtmlElement]) -> bool:
    """Return whether an element is one of the zones, or inside one."""
    held = zones if isinstance(zones, frozenset) else frozenset(zones)
    return element in held or any(each in held for each in element.iterancestors())


def _is_inline(element: HtmlElement) -> bool:
    return element.tag in ("a", "span", "h1", "h2", "h3", "h4", "i", "time", "p", "button", "input", "textarea", "svg")
