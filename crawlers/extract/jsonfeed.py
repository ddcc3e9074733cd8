"""Reader of JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

import json
from collections.abc import Iterator
from html import escape

from crawlers.extract.jsontext import Json, dicts, mapping, text_at
from crawlers.extract.syndication import Byline, Channel, Entry, findings
from crawlers.records import Finding, Page, Remark

_HEAD = 600


class JsonFeed:
    """Reads JSON feeds."""

    name = "jsonfeed"

    def matches(self, page: Page) -> float:
        """Return 0.97 for JSON that names the format's version at its start, 0.6 where it may."""
        head = page.text[:_HEAD].lstrip()
        if not head.startswith("{"):
            return 0.0
        if "jsonfeed.org/version" in head.replace("\\/", "/"):
            return 0.97
        return 0.6 if "jsonfeed.org/version" in page.text[-_HEAD:].replace("\\/", "/") else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield one post per item."""
        try:
            feed = mapping(json.loads(page.text))
        except (ValueError, RecursionError):
            yield Remark(code="broken_feed", text="This JSON feed is cut off or broken.", about=page.url)
            return
        yield from findings(_channel(feed), page)


def _channel(feed: dict[str, Json]) -> Channel:
    more = text_at(feed, "next_url")
    return Channel(
        title=text_at(feed, "title") or "", link=text_at(feed, "home_page_url"), author=_author(feed),
        language=text_at(feed, "language"), entries=tuple(_entry(item) for item in dicts(feed.get("items"))),
        more=(more,) if more else (),
    )


def _author(holder: dict[str, Json]) -> Byline | None:
    """Return the first writer: `authors` of version 1.1, else `author` of version 1."""
    for each in (*dicts(holder.get("authors")), *dicts([holder.get("author")])):
        name, link = text_at(each, "name"), text_at(each, "url")
        if name or link:
            return Byline(name=name, link=link, avatar=text_at(each, "avatar"))
    return None


def _entry(item: dict[str, Json]) -> Entry:
    tags = item.get("tags")
    plain = text_at(item, "content_text") or text_at(item, "summary") or ""
    media = [text_at(each, "url") for each in dicts(item.get("attachments"))
             if (text_at(each, "mime_type") or "").startswith(("audio", "video"))]
    return Entry(
        title=escape(text_at(item, "title") or ""), link=text_at(item, "url"), id=text_at(item, "id"),
        author=_author(item), published=text_at(item, "date_published"), modified=text_at(item, "date_modified"),
        content=text_at(item, "content_html") or escape(plain).replace("\n", "<br>"),
        language=text_at(item, "language"),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        enclosure=media[0] if media else None, about=text_at(item, "external_url"),
    )
