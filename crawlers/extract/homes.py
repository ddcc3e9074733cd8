"""The front page of the blog that a page belongs to, as the page itself says."""

import re
from functools import lru_cache

from crawlers.extract.document import base_url, names
from crawlers.extract.spots import spots
from crawlers.records import Page
from crawlers.urls import authority, try_canonical, without_fragment

_TITLE_CLASSES = names(
    "site-title site-name blog-title site-header__title header-title logo navbar-brand brand site-logo"
    " wp-block-site-title blogname title-link custom-logo-link site-branding"
)
_TITLE_IDS = names("site-title blog-title header logo branding site-name blogname")
_FEED_TAIL = re.compile(r"(?:feed|rss|atom|index|feeds/posts/default)(?:\.\w+)?/?$|feed/atom/?$")


@lru_cache(maxsize=4)
def home_of(page: Page) -> str | None:
    """Return the blog's front page: `rel=home`, the site title's link, or the feed's folder; else None.

    Only an address on the same host that the page's own address starts with can be it.

    >>> from datetime import datetime, UTC
    >>> text, seen = '<a rel="home" href="/ann/">Ann</a>', datetime(2024, 1, 1, tzinfo=UTC)
    >>> home_of(Page("http://127.0.0.1:8101/ann/p/1", text, seen))
    'http://127.0.0.1:8101/ann/'
    """
    marks = spots(page)
    base = base_url(page)
    candidates = [each.get("href") for each in marks.rels.get("home", ())]
    for each in (*marks.of_class(*_TITLE_CLASSES), *marks.of_id(*_TITLE_IDS)):
        holders = [each] if each.tag == "a" else list(each.iter("a"))[:1] or list(each.iterancestors("a"))[:1]
        candidates += [anchor.get("href") for anchor in holders]
    for each in marks.rels.get("alternate", ()):
        if re.search("rss|atom|feed", each.get("type") or ""):
            candidates.append(_FEED_TAIL.sub("", try_canonical(each.get("href"), base) or ""))
    found = (without_fragment(url) for each in candidates if (url := try_canonical(each, base)))
    return next((url for url in found if _holds(url, page.url)), None)


def _holds(home: str, url: str) -> bool:
    before, _, last = home.rpartition("/")
    folder = before + "/" if not last or "." in last else home + "/"
    return authority(home) == authority(url) and "?" not in home and (url + "/").startswith(folder)
