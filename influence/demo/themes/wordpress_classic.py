"""A WordPress blog with a classic theme: hentry, nested comment list, sidebar of widgets."""

from html import escape

from influence.demo.story import Entry, Reply
from influence.demo.themes.frame import Listing, document, paging
from influence.demo.view import View


def entry_page(view: View, entry: Entry) -> str:
    """Return the page of one post with its comments."""
    count = len(entry.replies)
    comments = f"""<div id="comments" class="comments-area">
<h2 class="comments-title">{count} thought{"s" if count != 1 else ""} on
 &ldquo;<span>{escape(entry.title)}</span>&rdquo;</h2>
<ol class="comment-list">
{_comments(view, entry, None, 1)}
</ol>
</div>""" if count else ""
    form = """<div id="respond" class="comment-respond">
<h3 id="reply-title" class="comment-reply-title">Leave a Reply</h3>
<p class="comment-notes">Your email address will not be published.</p></div>"""
    body = _frame(view, f"""{_article(view, entry, view.body(entry), heading="h1")}
<nav class="navigation post-navigation"><a href="{view.home}" rel="home">All posts</a></nav>
{comments}
{form}""")
    return document(view, title=f"{entry.title} – {view.place.title}", url=view.url(entry), body=body,
                    head=head(view, entry), body_class=f"single single-post postid-{entry.number}")


def list_page(view: View, listing: Listing) -> str:
    """Return the home page, a further page of it, or an author's page: excerpts, newest first."""
    articles = "\n".join(_article(view, entry, f"""<p>{view.excerpt(entry)}
<a class="more-link" href="{view.url(entry)}">Continue reading</a></p>""", heading="h2") for entry in listing.entries)
    heading = (f'<header class="page-header"><h1 class="page-title">{escape(listing.heading)}</h1></header>'
               if listing.heading else "")
    body = _frame(view, f"""{heading}
{articles}
<nav class="navigation pagination">{paging(listing, "Newer posts", "Older posts")}</nav>""")
    return document(view, title=f"{view.place.title} – {view.place.tagline}", url=listing.url, body=body,
                    head=head(view), body_class="home blog" if not listing.heading else "archive author")


def head(view: View, entry: Entry | None = None) -> str:
    """Return what WordPress puts in the head: generator, feeds, the post's own comment feed when it has comments."""
    own = "" if entry is None or not entry.replies else (
        f'\n<link rel="alternate" type="application/rss+xml" href="{view.url(entry)}feed/" '
        f'title="{view.title} » {escape(entry.title)} Comments Feed" />')
    return f"""<meta name="generator" content="WordPress 6.4.3" />
<link rel="alternate" type="application/rss+xml" title="{view.title} » Feed" href="{view.base}/feed/" />
<link rel="alternate" type="application/rss+xml" title="{view.title} » Comments Feed"
 href="{view.base}/comments/feed/" />{own}"""


def _article(view: View, entry: Entry, content: str, *, heading: str) -> str:
    local = view.local(entry.at)
    author = view.addresses.author(entry.author, view.place.slug)
    return f"""<article id="post-{entry.number}" class="post-{entry.number} post type-post status-publish hentry">
<header class="entry-header">
<{heading} class="entry-title"><a href="{view.url(entry)}" rel="bookmark">{escape(entry.title)}</a></{heading}>
<div class="entry-meta"><span class="posted-on">Posted on <a href="{view.url(entry)}" rel="bookmark">\
<time class="entry-date published" datetime="{local.isoformat()}">{view.day(entry.at)}</time></a></span>
<span class="byline"> by <span class="author vcard"><a class="url fn n" href="{author}">{view.name(entry.author)}</a>
</span></span></div>
</header>
<div class="entry-content">
{content}
</div>
<footer class="entry-footer"><span class="tags-links">Tagged {escape(", ".join(entry.tags))}</span></footer>
</article>"""


def _comments(view: View, entry: Entry, parent: str | None, depth: int) -> str:
    return "\n".join(_comment(view, entry, reply, depth) for reply in view.under(entry, parent))


def _comment(view: View, entry: Entry, reply: Reply, depth: int) -> str:
    by_author = " bypostauthor" if reply.author == entry.author else ""
    children = _comments(view, entry, reply.key, depth + 1)
    nested = f'\n<ol class="children">\n{children}\n</ol>' if children else ""
    link = f"{view.url(entry)}#comment-{reply.number}"
    return f"""<li id="comment-{reply.number}" class="comment{by_author} depth-{depth}">
<article id="div-comment-{reply.number}" class="comment-body">
<footer class="comment-meta">
<div class="comment-author vcard">
<b class="fn">{view.signed(reply.author, rel="external nofollow ugc")}</b> <span class="says">says:</span></div>
<div class="comment-metadata"><a href="{link}"><time datetime="{view.local(reply.at).isoformat()}">\
{view.day(reply.at)} at {view.minute(reply.at)}</time></a></div>
</footer>
<div class="comment-content"><p>{view.html(reply.text, rel="nofollow ugc")}</p></div>
<div class="reply">
<a rel="nofollow" class="comment-reply-link" href="{view.url(entry)}?replytocom={reply.number}#respond">Reply</a>
</div>
</article>{nested}
</li>"""


def _frame(view: View, main: str) -> str:
    return f"""<div id="page" class="hfeed site">
<header id="masthead" class="site-header"><p class="site-title"><a href="{view.base}/" rel="home">{view.title}</a></p>
<p class="site-description">{view.tagline}</p>
<nav id="site-navigation" class="main-navigation"><ul><li><a href="{view.base}/">Home</a></li></ul></nav></header>
<div id="content" class="site-content"><main id="main" class="site-main">
{main}
</main>
<aside id="secondary" class="widget-area">
<section class="widget widget_recent_entries"><h2 class="widget-title">Recent Posts</h2><ul>
{view.recent_items()}
</ul></section>
<section class="widget widget_links"><h2 class="widget-title">Blogroll</h2><ul class="xoxo blogroll">
{view.blogroll_items()}
</ul></section>
</aside></div>
<footer id="colophon" class="site-footer"><div class="site-info">Proudly powered by WordPress</div></footer>
</div>"""
