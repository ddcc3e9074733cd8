"""A static blog in the manner of Hugo with microformats2: h-entry, h-card, answers received as webmentions."""

from html import escape

from influence.demo.story import Entry, Reply
from influence.demo.themes.frame import Listing, document, paging
from influence.demo.view import View


def entry_page(view: View, entry: Entry) -> str:
    """Return the page of one post with the answers it received."""
    mentions = f"""<section class="webmentions"><h2>Responses</h2><ol>
{_comments(view, entry, None)}
</ol></section>""" if entry.replies else ""
    body = _frame(view, f"""<main><article class="h-entry">
<h1 class="p-name">{escape(entry.title)}</h1>
<p class="meta"><a class="u-url" href="{view.url(entry)}">
<time class="dt-published" datetime="{view.local(entry.at).isoformat()}">{view.day(entry.at)}</time></a>
by <a class="p-author h-card" href="{view.home}">{view.name(entry.author)}</a></p>
<div class="e-content">
{view.body(entry)}
</div>
{mentions}
</article></main>""")
    return document(view, title=f"{entry.title} | {view.place.title}", url=view.url(entry), body=body, head=_head(view))


def list_page(view: View, listing: Listing) -> str:
    """Return one page of the list of posts, an h-feed of titles."""
    items = "\n".join(f"""<li class="post-item"><a href="{view.url(entry)}">{escape(entry.title)}</a>
<time datetime="{view.local(entry.at).isoformat()}">{view.day(entry.at)}</time></li>""" for entry in listing.entries)
    owner = view.owners()[0]
    body = _frame(view, f"""<main>
<p class="h-card about">Written by <a class="p-name u-url" rel="author" href="{view.home}">{escape(owner.name)}</a>.</p>
<ul class="posts">
{items}
</ul>
<nav class="pagination">{paging(listing, "← Newer", "Older →")}</nav></main>""")
    return document(view, title=view.place.title, url=listing.url, body=body, head=_head(view))


def _head(view: View) -> str:
    return f"""<meta name="generator" content="Hugo 0.125.4">
<link rel="alternate" type="application/rss+xml" href="{view.base}/index.xml" title="{view.title}">"""


def _comments(view: View, entry: Entry, parent: str | None) -> str:
    return "\n".join(_comment(view, entry, reply) for reply in view.under(entry, parent))


def _comment(view: View, entry: Entry, reply: Reply) -> str:
    signature = view.addresses.signature(reply.author)
    name = view.name(reply.author)
    author = (f'<span class="p-author h-card">{name}</span>' if signature is None
              else f'<a class="p-author h-card" rel="nofollow ugc" href="{escape(signature)}">{name}</a>')
    children = _comments(view, entry, reply.key)
    nested = f"\n<ol>\n{children}\n</ol>" if children else ""
    return f"""<li id="webmention-{reply.number}" class="u-comment h-cite">{author}
<a href="{view.url(entry)}#webmention-{reply.number}">
<time class="dt-published" datetime="{view.local(reply.at).isoformat()}">{view.day(reply.at)}</time></a>
<div class="p-content">{view.html(reply.text, rel="nofollow ugc")}</div>{nested}
</li>"""


def _frame(view: View, main: str) -> str:
    return f"""<header><p class="site-name"><a href="{view.base}/" rel="home">{view.title}</a></p>
<p>{view.tagline}</p></header>
{main}
<aside><h2>Blogs I read</h2><ul class="blogroll">
{view.blogroll_items()}
</ul></aside>
<footer>Made with Hugo. <a href="{view.base}/index.xml">RSS</a></footer>"""
