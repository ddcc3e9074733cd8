"""Every document of the community, by site and path: what the server hands out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from urllib.parse import unquote

from influence.demo import feeds
from influence.demo.addresses import Addresses
from influence.demo.bench import BOARDS
from influence.demo.story import Entry, Story
from influence.demo.themes import (
    bare,
    blogger,
    ghost,
    hugo,
    jekyll,
    jsonld,
    phpbb,
    pixnet,
    wordpress_block,
    wordpress_classic,
)
from influence.demo.themes.frame import Listing
from influence.demo.view import PER_PAGE, View, pages

HTML, RSS, ATOM, JSON_FEED, XML, TEXT = (
    "text/html", "application/rss+xml", "application/atom+xml", "application/feed+json", "application/xml",
    "text/plain")
_THEMES: Mapping[str, ModuleType] = {
    "wordpress_classic": wordpress_classic, "wordpress_block": wordpress_block, "blogger": blogger, "hugo": hugo,
    "ghost": ghost, "jekyll": jekyll, "pixnet": pixnet, "jsonld": jsonld, "atom_only": bare, "json_only": bare,
}
#: Where further pages of the list of posts are, by theme; the first is the home page.
_FURTHER = {"wordpress_classic": "/page/{}/", "wordpress_block": "/page/{}/", "hugo": "/page/{}/", "ghost": "/page/{}/",
            "jekyll": "/page{}/", "pixnet": "/blog/{}", "jsonld": "/page/{}"}
_ROBOTS = {
    "wordpress_classic": "Disallow: /wp-admin/", "wordpress_block": "Disallow: /wp-admin/",
    "blogger": "Disallow: /search", "ghost": "Disallow: /ghost/", "atom_only": "Disallow: /n/",
    "forum": "Disallow: /ucp.php\nDisallow: /posting.php\nDisallow: /search.php",
}
_SITEMAPPED = frozenset({"wordpress_block", "ghost", "hugo", "jekyll", "blogger"})
#: How many posts or comments a feed holds, where it does not hold everything.
_NEWEST = 10
#: The feed of posts by theme: path, writer, media type, how many posts (None for all).
_POST_FEEDS: Mapping[str, tuple[str, Callable[[View, Sequence[Entry], str], str], str, int | None]] = {
    "wordpress_classic": ("/feed/", feeds.rss, RSS, _NEWEST), "wordpress_block": ("/feed/", feeds.rss, RSS, _NEWEST),
    "blogger": ("/feeds/posts/default", feeds.atom, ATOM, _NEWEST), "hugo": ("/index.xml", feeds.rss, RSS, None),
    "ghost": ("/rss/", feeds.rss, RSS, _NEWEST), "pixnet": ("/blog/rss", feeds.rss, RSS, _NEWEST),
    "jekyll": ("/feed.xml", feeds.atom, ATOM, _NEWEST), "atom_only": ("/atom.xml", feeds.atom, ATOM, None),
    "jsonld": ("/feed.json", feeds.json_feed, JSON_FEED, _NEWEST),
    "json_only": ("/feed.json", feeds.json_feed, JSON_FEED, None),
}


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it is served."""

    text: str
    media_type: str = HTML


def documents(story: Story, addresses: Addresses) -> dict[str, dict[str, Document]]:
    """Return every document by site and decoded path, with its query."""
    return {slug: dict(_site(View(story, addresses, place))) for slug, place in story.cast.places.items()}


def _site(view: View) -> Iterator[tuple[str, Document]]:
    theme = view.place.theme
    yield "/robots.txt", Document(f"User-agent: *\n{_ROBOTS.get(theme, 'Disallow:')}\n{_sitemap_line(view)}", TEXT)
    if theme == "forum":
        yield from _forum(view)
        return
    draw = _THEMES[theme]
    for entry in view.entries:
        yield _path(view, view.url(entry)), Document(draw.entry_page(view, entry))
    for listing in _listings(view):
        yield _path(view, listing.url), Document(draw.list_page(view, listing))
    yield from _feeds(view)
    if theme in _SITEMAPPED:
        yield "/sitemap.xml", Document(_sitemap(view), XML)


def _listings(view: View) -> Iterator[Listing]:
    theme = view.place.theme
    if theme in ("atom_only", "json_only"):
        yield Listing(entries=[], url=view.home)
        return
    if theme == "blogger":
        yield Listing(entries=view.entries[:7], url=view.home)
        for path, found in blogger.months(view):
            yield Listing(entries=found, url=view.base + path)
    else:
        yield from _paged(view)
    for key in view.place.owners:
        about = view.addresses.author(key, view.place.slug)
        if about != view.home:
            entries = [entry for entry in view.entries if entry.author == key][:PER_PAGE]
            yield Listing(entries=entries, url=about, heading=view.cast.figures[key].name)


def _paged(view: View) -> Iterator[Listing]:
    parts = pages(view.entries)
    pattern = view.base + _FURTHER[view.place.theme]
    urls: list[str | None] = [None, view.home, *(pattern.format(number) for number in range(2, len(parts) + 1)), None]
    for part, newer, url, older in zip(parts, urls, urls[1:], urls[2:], strict=False):
        yield Listing(entries=part, url=url or view.home, newer=newer, older=older)


def _feeds(view: View) -> Iterator[tuple[str, Document]]:
    theme = view.place.theme
    path, write, media_type, limit = _POST_FEEDS[theme]
    yield path, Document(write(view, view.entries[:limit], view.base + path), media_type)
    if theme.startswith("wordpress"):
        yield from _wordpress_comment_feeds(view)
    elif theme == "blogger":
        for entry in view.entries:
            path = f"/feeds/{entry.number}/comments/default"
            found = [(entry, reply) for reply in reversed(entry.replies)]
            yield path, Document(feeds.comments_atom(view, found, view.base + path, entry.title), ATOM)


def _wordpress_comment_feeds(view: View) -> Iterator[tuple[str, Document]]:
    """Yield the feed of all comments, and one for each post that has any."""
    remarks = [(entry, reply) for entry in view.entries for reply in entry.replies]
    newest = sorted(remarks, key=lambda pair: pair[1].number, reverse=True)[:_NEWEST]
    url = f"{view.base}/comments/feed/"
    yield "/comments/feed/", _comment_feed(view, newest, url, view.place.title)
    for entry in view.entries:
        if entry.replies:
            url = f"{view.url(entry)}feed/"
            found = [(entry, reply) for reply in reversed(entry.replies)][:_NEWEST]
            yield _path(view, url), _comment_feed(view, found, url, entry.title)


def _comment_feed(view: View, remarks: Sequence[feeds.Remarked], url: str, title: str) -> Document:
    return Document(feeds.comments_rss(view, remarks, url, f"Comments on: {title}"), RSS)


def _forum(view: View) -> Iterator[tuple[str, Document]]:
    yield "/", Document(phpbb.index_page(view))
    for board in BOARDS:
        for start in phpbb.starts(len(phpbb.topics_of(view, board)), phpbb.TOPICS_PER_PAGE):
            yield _numbered(f"/viewforum.php?f={board}", start), Document(phpbb.board_page(view, board, start))
    for topic in view.story.topics:
        for start in phpbb.starts(len(topic.messages), phpbb.MESSAGES_PER_PAGE):
            page = Document(phpbb.topic_page(view, topic, start))
            yield _numbered(f"/viewtopic.php?t={topic.number}", start), page
            for message in topic.messages[start:start + phpbb.MESSAGES_PER_PAGE]:
                yield f"/viewtopic.php?p={message.number}", page
    for key in view.cast.member_number:
        yield _path(view, view.addresses.member(key)), Document(phpbb.profile_page(view, key))


def _numbered(path: str, start: int) -> str:
    return f"{path}&start={start}" if start else path


def _path(view: View, url: str) -> str:
    return unquote(url.removeprefix(view.base))


def _sitemap_line(view: View) -> str:
    return f"Sitemap: {view.base}/sitemap.xml\n" if view.place.theme in _SITEMAPPED else ""


def _sitemap(view: View) -> str:
    urls = "\n".join(f"<url><loc>{view.url(entry)}</loc><lastmod>{view.local(entry.at).isoformat()}</lastmod></url>"
                     for entry in view.entries)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}\n</urlset>\n'
