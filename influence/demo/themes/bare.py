"""A site that is only its feed: a home page that points to it, and posts without author or date."""

from html import escape

from influence.demo.story import Entry
from influence.demo.themes.frame import Listing, document
from influence.demo.view import View


def entry_page(view: View, entry: Entry) -> str:
    """Return the bare words of one post; the feed alone says who and when."""
    return document(view, title=entry.title, url=view.url(entry), head=_head(view),
                    body=f'<p>{view.excerpt(entry)}</p><p><a href="{view.home}">{view.title}</a></p>')


def list_page(view: View, listing: Listing) -> str:
    """Return the home page: what this is, whose it is, and where the feed is."""
    owner = escape(view.owners()[0].name)
    me = "\n".join(f'<li><a rel="me" href="{escape(address)}">{escape(address)}</a></li>' for address in view.me())
    body = f"""<h1>{view.title}</h1><p>{view.tagline}. By {owner}. There is nothing here to read: take the feed.</p>
<ul>{me}</ul>"""
    return document(view, title=view.place.title, url=listing.url, body=body, head=_head(view))


def _head(view: View) -> str:
    if view.place.theme == "atom_only":
        return f'<link rel="alternate" type="application/atom+xml" title="{view.title}" href="{view.base}/atom.xml">'
    return f'<link rel="alternate" type="application/feed+json" title="{view.title}" href="{view.base}/feed.json">'
