"""A Ghost publication: JSON-LD article, card feed, comments only for members (so none to read)."""

import json
from html import escape

from influence.demo.story import Entry
from influence.demo.themes.frame import Listing, document, paging
from influence.demo.view import View


def entry_page(view: View, entry: Entry) -> str:
    """Return the page of one post."""
    author = view.addresses.author(entry.author, view.place.slug)
    iso = view.local(entry.at).isoformat()
    data = {
        "@context": "https://schema.org", "@type": "Article", "headline": entry.title, "url": view.url(entry),
        "datePublished": iso, "dateModified": iso, "publisher": {"@type": "Organization", "name": view.place.title},
        "author": {"@type": "Person", "name": view.cast.figures[entry.author].name, "url": author},
    }
    head = f"""{_head(view)}
<meta property="og:type" content="article">
<meta property="og:title" content="{escape(entry.title)}">
<meta property="article:published_time" content="{iso}">
<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>"""
    body = _frame(view, f"""<main class="gh-main"><article class="gh-article post">
<header class="gh-article-header"><h1 class="gh-article-title">{escape(entry.title)}</h1>
<div class="gh-article-meta"><h4 class="gh-author-name"><a href="{author}">{view.name(entry.author)}</a></h4>
<time class="gh-article-meta-date" datetime="{view.local(entry.at):%Y-%m-%d}">{view.day(entry.at)}</time></div></header>
<section class="gh-content gh-canvas">
{view.body(entry)}
</section></article></main>""")
    return document(view, title=entry.title, url=view.url(entry), body=body, head=head, body_class="post-template")


def list_page(view: View, listing: Listing) -> str:
    """Return one page of the card feed."""
    cards = "\n".join(f"""<article class="gh-card post"><a class="gh-card-link" href="{view.url(entry)}">
<h3 class="gh-card-title">{escape(entry.title)}</h3><p class="gh-card-excerpt">{view.excerpt(entry)}</p></a>
<time class="gh-card-date" datetime="{view.local(entry.at):%Y-%m-%d}">{view.day(entry.at)}</time>
</article>""" for entry in listing.entries)
    body = _frame(view, f"""<main class="gh-main"><div class="gh-feed">
{cards}
</div><nav class="pagination">{paging(listing, "Newer", "Older")}</nav></main>""")
    return document(view, title=view.place.title, url=listing.url, body=body, head=_head(view),
                    body_class="home-template")


def _head(view: View) -> str:
    return f"""<meta name="generator" content="Ghost 5.82">
<link rel="alternate" type="application/rss+xml" title="{view.title}" href="{view.base}/rss/">"""


def _frame(view: View, main: str) -> str:
    return f"""<div class="gh-site"><header class="gh-head"><a class="gh-head-logo" href="{view.base}/">{view.title}</a>
<nav class="gh-head-menu"><ul class="nav"><li class="nav-home"><a href="{view.base}/">Home</a></li></ul></nav></header>
{main}
<footer class="gh-foot"><p>{view.tagline}</p><ul class="gh-recommendations">
{view.blogroll_items()}
</ul><p>Powered by Ghost</p></footer></div>"""
