"""The community's feeds: RSS, Atom and JSON Feed of posts, RSS and Atom of comments."""

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from influence.demo.story import Entry, Reply
from influence.demo.view import View

#: A comment and the post it stands under.
Remarked = tuple[Entry, Reply]


def rss(view: View, entries: Sequence[Entry], url: str) -> str:
    """Return posts as RSS 2.0 with dc:creator and full text, as WordPress and others write it."""
    items = "\n".join(f"""<item><title>{escape(entry.title)}</title><link>{view.url(entry)}</link>
<dc:creator><![CDATA[{view.cast.figures[entry.author].name}]]></dc:creator>
<pubDate>{_rfc(view, entry.at)}</pubDate><guid isPermaLink="true">{view.url(entry)}</guid>
<description><![CDATA[{view.excerpt(entry)}]]></description>
<content:encoded><![CDATA[{view.body(entry)}]]></content:encoded></item>""" for entry in entries)
    return _channel(view, view.title, url, items)


def comments_rss(view: View, remarks: Sequence[Remarked], url: str, title: str) -> str:
    """Return comments as RSS 2.0, as WordPress writes its comment feeds."""
    items = "\n".join(f"""<item><title>By: {view.name(reply.author)}</title>
<link>{escape(view.addresses.reply(entry, reply))}</link>
<dc:creator><![CDATA[{view.cast.figures[reply.author].name}]]></dc:creator>
<pubDate>{_rfc(view, reply.at)}</pubDate><guid isPermaLink="false">{escape(view.addresses.reply(entry, reply))}</guid>
<description><![CDATA[{view.plain(reply.text)}]]></description>
<content:encoded><![CDATA[<p>{view.html(reply.text, rel="nofollow ugc")}</p>]]></content:encoded></item>"""
                      for entry, reply in remarks)
    return _channel(view, escape(title), url, items)


def atom(view: View, entries: Sequence[Entry], url: str) -> str:
    """Return posts as Atom."""
    items = "\n".join(f"""<entry><id>{view.url(entry)}</id><title>{escape(entry.title)}</title>
<published>{view.local(entry.at).isoformat()}</published><updated>{view.local(entry.at).isoformat()}</updated>
<link rel="alternate" type="text/html" href="{view.url(entry)}"/>
<author><name>{view.name(entry.author)}</name><uri>{view.home}</uri></author>
<content type="html">{escape(view.body(entry))}</content></entry>""" for entry in entries)
    return _atom(view, view.title, url, [entry.at for entry in entries], items)


def comments_atom(view: View, remarks: Sequence[Remarked], url: str, title: str) -> str:
    """Return comments as Atom with in-reply-to, as Blogger writes its comment feeds."""
    items = "\n".join(f"""<entry><id>tag:{view.place.slug}.example,2025:{reply.number}</id>
<title>{escape(view.plain(reply.text)[:60])}</title>
<published>{view.local(reply.at).isoformat()}</published><updated>{view.local(reply.at).isoformat()}</updated>
<thr:in-reply-to href="{view.url(entry)}" ref="{view.url(entry)}" type="text/html"/>
<link rel="alternate" type="text/html" href="{escape(view.shown_comment(entry, reply))}"/>
<author><name>{view.name(reply.author)}</name>{_uri(view, reply)}</author>
<content type="html">{escape(view.html(reply.text))}</content></entry>""" for entry, reply in remarks)
    return _atom(view, escape(title), url, [reply.at for _, reply in remarks], items)


def json_feed(view: View, entries: Sequence[Entry], url: str) -> str:
    """Return posts as JSON Feed 1.1."""
    return json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": view.place.title, "home_page_url": view.home,
        "feed_url": url, "language": view.language, "items": [
            {"id": view.url(entry), "url": view.url(entry), "title": entry.title, "content_html": view.body(entry),
             "date_published": view.local(entry.at).isoformat(), "tags": list(entry.tags),
             "authors": [{"name": view.cast.figures[entry.author].name, "url": view.home}]}
            for entry in entries],
    }, ensure_ascii=False, indent=1)


def _channel(view: View, title: str, url: str, items: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>{title}</title><atom:link href="{escape(url)}" rel="self" type="application/rss+xml"/>
<link>{view.home}</link><description>{view.tagline}</description><language>{view.language}</language>
{items}
</channel></rss>
"""


def _atom(view: View, title: str, url: str, times: Sequence[datetime], items: str) -> str:
    updated = view.local(max(times)).isoformat() if times else "2025-01-01T00:00:00+00:00"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="{view.language}">
<id>{view.home}</id><title>{title}</title><updated>{updated}</updated>
<link rel="self" type="application/atom+xml" href="{escape(url)}"/>
<link rel="alternate" type="text/html" href="{view.home}"/>
{items}
</feed>
"""


def _uri(view: View, reply: Reply) -> str:
    url = view.addresses.signature(reply.author)
    return "" if url is None else f"<uri>{escape(url)}</uri>"


def _rfc(view: View, at: datetime) -> str:
    return format_datetime(view.local(at))
