"""A static blog in the manner of Jekyll's plain theme: schema.org attributes, Atom feed, no comments."""

from html import escape

from influence.demo.story import Entry
from influence.demo.themes.frame import Listing, document, paging
from influence.demo.view import View


def entry_page(view: View, entry: Entry) -> str:
    """Return the page of one post."""
    body = _frame(view, f"""<main class="page-content"><article class="post h-entry" itemscope itemtype="http://schema.org/BlogPosting">
<header class="post-header"><h1 class="post-title p-name" itemprop="name headline">{escape(entry.title)}</h1>
<p class="post-meta">
<time class="dt-published" datetime="{view.local(entry.at).isoformat()}" itemprop="datePublished">\
{view.day(entry.at)}</time>
• <span itemprop="author" itemscope itemtype="http://schema.org/Person">
<span class="p-author h-card" itemprop="name">{view.name(entry.author)}</span></span></p></header>
<div class="post-content e-content" itemprop="articleBody">
{view.body(entry)}
</div>
<a class="u-url" href="{view.url(entry)}" hidden></a>
</article></main>""")
    return document(view, title=f"{entry.title} | {view.place.title}", url=view.url(entry), body=body, head=_head(view))


def list_page(view: View, listing: Listing) -> str:
    """Return one page of the list of posts."""
    items = "\n".join(f"""<li><span class="post-meta">{view.day(entry.at)}</span>
<h3><a class="post-link" href="{view.url(entry)}">{escape(entry.title)}</a></h3></li>""" for entry in listing.entries)
    body = _frame(view, f"""<main class="page-content"><h2 class="post-list-heading">Posts</h2><ul class="post-list">
{items}
</ul><p class="pager">{paging(listing, "Newer", "Older")}</p></main>""")
    return document(view, title=view.place.title, url=listing.url, body=body, head=_head(view))


def _head(view: View) -> str:
    return f"""<meta name="generator" content="Jekyll v4.3.3">
<link type="application/atom+xml" rel="alternate" href="{view.base}/feed.xml" title="{view.title}">"""


def _frame(view: View, main: str) -> str:
    me = "\n".join(f'<li><a rel="me" href="{escape(address)}">{escape(address)}</a></li>' for address in view.me())
    return f"""<header class="site-header"><a class="site-title" rel="author" href="{view.base}/">{view.title}</a>
</header>
{main}
<footer class="site-footer h-card"><data class="u-url" value="{view.base}/"></data>
<p>{view.tagline}</p><ul class="social-media-list">
{me}
</ul><ul class="links">
{view.blogroll_items()}
</ul></footer>"""
