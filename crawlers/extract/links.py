"""Links of a piece of a page, resolved, each with the words around it; and who is named by a link."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawlers.extract.document import descendants, words_of
from crawlers.records import Link, Mention, Place
from crawlers.urls import host, site, try_canonical, without_fragment

#: Longest piece of text kept around a link or a name.
MAX_QUOTE = 200
#: Most links kept of one post.
MAX_LINKS = 500
_MAX_TEXT = 120
_ENOUGH_AROUND = 40
_FILES = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif|css|js|ico|woff2?)$", re.IGNORECASE)
#: Links that pass a page on; the person is reading a button, not the author's words.
_SHARERS = re.compile(
    r"^(?:www\.)?(?:facebook\.com/(?:share|sharer|dialog)|twitter\.com/(?:intent|share|home\?status)"
    r"|x\.com/(?:intent|share)|addtoany\.com|addthis\.com"
    r"|pinterest\.[a-z.]+/pin/create|linkedin\.com/share|reddit\.com/submit|tumblr\.com/(?:share|widgets/share)"
    r"|plus\.google\.com/share|getpocket\.com/save|t\.me/share|api\.whatsapp\.com/send|wa\.me/\?"
    r"|news\.ycombinator\.com/submitlink"
    r"|delicious\.com/(?:save|post)|del\.icio\.us/post|digg\.com/submit|stumbleupon\.com/submit|vk\.com/share"
    r"|line\.me/r/msg"
    r"|flattr\.com/submit|blogger\.com/(?:share-post|comment|delete|post-edit|rearrange)"
    r"|share\.[a-z]+\.|bufferapp\.com/add|buffer\.com/add|mix\.com/add|xing\.com/(?:app|spi)|printfriendly\.com"
    r"|social-plugins\.line\.me)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"^[@＠]([\w.-]{2,60})$")
_PROFILE_PATH = re.compile(
    r"^/(?:@[\w.-]+(?:@[\w.-]+)?|users?/[^/]+|u/[^/]+|profile/[^/]+|author/[^/]+|members?/[^/]+|people/[^/]+"
    r"|user/profile/[^/]+)/?$"
)
#: Hosts whose first path part is a person.
_PROFILE_HOSTS = frozenset({
    "twitter.com", "x.com", "instagram.com", "github.com", "threads.net", "facebook.com", "tiktok.com", "pinterest.com",
    "medium.com", "bsky.app", "youtube.com", "keybase.io", "dev.to", "flickr.com", "soundcloud.com", "twitch.tv",
})
_NOT_PEOPLE = frozenset({
    "search", "hashtag", "explore", "about", "home", "share", "sharer.php", "intent", "watch", "groups", "pages",
    "events", "tag", "topics", "settings", "login", "signup", "features", "p", "reel", "playlist", "embed", "photos",
    "sponsors", "marketplace", "orgs", "profile.php",
})


def rel_of(element: HtmlElement) -> tuple[str, ...]:
    """Return the values of `rel`, lower case, sorted, each once."""
    return tuple(sorted({value.lower() for value in (element.get("rel") or "").split()}))


def links_in(
    element: HtmlElement, base: str, *, place: Place = Place.BODY, without: Collection[HtmlElement] = (),
) -> tuple[Link, ...]:
    """Return the hyperlinks of an element in page order, each address once.

    Left out: anchors into the same page, pictures of the same site, share buttons, addresses that cannot
    be read, and everything inside `without`.

    >>> from crawlers.extract.document import fragment
    >>> link, = links_in(fragment('<p>Like <a href="/b" rel="ugc nofollow">Bo</a> says</p>'), "https://a.example/p")
    >>> link.url, link.text, link.rel, link.quote
    ('https://a.example/b', 'Bo', ('nofollow', 'ugc'), 'Like Bo says')
    """
    found: dict[str, Link] = {}
    known: dict[HtmlElement, str] = {}
    for anchor in anchors(element, without):
        url = target(anchor, base)
        if url is None or url in found or url == without_fragment(base):
            continue
        words = words_of(anchor)[:_MAX_TEXT]
        found[url] = Link(url=url, text=words, rel=rel_of(anchor), place=place, quote=around(anchor, known=known))
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


def anchors(element: HtmlElement, without: Collection[HtmlElement] = ()) -> Iterator[HtmlElement]:
    """Yield the `a` elements with an address, in page order."""
    return (node for node in descendants(element, without) if node.tag in ("a", "area") and node.get("href"))


def target(anchor: HtmlElement, base: str) -> str | None:
    """Return where a link leads when that is a page somebody may mean, else None."""
    href = (anchor.get("href") or "").strip()
    if not href or href.startswith("#") or href[:11].lower().startswith(("javascript:", "mailto:", "data:", "tel:")):
        return None
    url = try_canonical(href, base)
    if url is None:
        return None
    parts = urlsplit(url)
    own_file = _FILES.search(parts.path) is not None and site(url) == site(base)
    if own_file or _SHARERS.match(url.partition("://")[2]):
        return None
    return url


def around(anchor: HtmlElement, limit: int = MAX_QUOTE, *, known: dict[HtmlElement, str] | None = None) -> str:
    """Return at most `limit` characters of text around an element, cut at words where possible.

    `known` keeps the text of holders between calls, for paragraphs full of links.
    """
    known = {} if known is None else known
    own = words_of(anchor)
    holder = anchor
    text = own
    for _ in range(4):
        parent = holder.getparent()
        if parent is None or parent.tag in ("body", "html", "article", "main"):
            break
        if parent not in known:
            known[parent] = words_of(parent)
        holder, text = parent, known[parent]
        if len(text) >= len(own) + _ENOUGH_AROUND:
            break
    return window(text, own, limit)


def window(text: str, own: str, limit: int = MAX_QUOTE) -> str:
    """Return a stretch of `text` of at most `limit` characters with `own` near its middle.

    >>> window("one two three four five", "three", 15)
    'two three'
    """
    if len(text) <= limit:
        return text
    at = max(text.find(own), 0)
    start = max(0, min(at - (limit - len(own)) // 2, len(text) - limit))
    piece = text[start:start + limit]
    if start and not piece.startswith(own):
        piece = piece.partition(" ")[2] or piece
    if start + limit < len(text) and not piece.endswith(own):
        piece = piece.rpartition(" ")[0] or piece
    return piece.strip()


def is_profile(url: str) -> bool:
    """Return whether an address looks like one person's page on a platform.

    >>> is_profile("https://github.com/ann"), is_profile("https://github.com/ann/loom"), is_profile("https://x.com/search")
    (True, False, False)
    """
    parts = urlsplit(url)
    if _PROFILE_PATH.match(parts.path):
        return True
    steps = [step for step in parts.path.split("/") if step]
    name = host(url).removeprefix("www.").removeprefix("m.")
    return len(steps) == 1 and name in _PROFILE_HOSTS and steps[0].lower() not in _NOT_PEOPLE and not parts.query


def mentions_in(
    element: HtmlElement, base: str, *, without: Collection[HtmlElement] = (),
) -> tuple[Mention, ...]:
    """Return who is named by a link: an @handle, or words that lead to a profile; each account once.

    Names without a link are matched later, against the people then known.

    >>> from crawlers.extract.document import fragment
    >>> mentions_in(fragment('<p>by <a href="https://x.com/ann">@ann</a>!</p>'), "https://b.example/")
    (Mention(name='ann', account='https://x.com/ann', quote='by @ann!'),)
    """
    found: dict[str, Mention] = {}
    for anchor in anchors(element, without):
        url = target(anchor, base)
        if url is None or url in found:
            continue
        words = words_of(anchor)
        handle = _HANDLE.match(words)
        marked = {"u-url", "mention", "user-mention", "u-in-reply-to"} & set((anchor.get("class") or "").split())
        if words and len(words) <= _MAX_TEXT and (handle or is_profile(url) or (marked and "mention" in marked)):
            name = handle[1] if handle else words.lstrip("@＠")
            found[url] = Mention(name=name, account=url, quote=around(anchor))
    return tuple(found.values())


def is_elsewhere(url: str, page: str) -> bool:
    """Return whether an address belongs to another site than the page."""
    return site(url) != site(page)
