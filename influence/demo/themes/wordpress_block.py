"""A WordPress blog with a block theme: wp-block classes, comment template, a link list in the footer."""

from html import escape

from influence.demo.story import Entry, Reply
from influence.demo.themes.frame import Listing, document, paging
from influence.demo.themes.wordpress_classic import head
from influence.demo.view import View


def entry_page(view: View, entry: Entry) -> str:
    """Return the page of one post with its comments."""
    words = _words(view)
    comments = f"""<div class="wp-block-comments">
<h2 class="wp-block-comments-title">{words["comments"].format(count=len(entry.replies))}</h2>
<ol class="wp-block-comment-template">
{_comments(view, entry, None, 1)}
</ol>
</div>""" if entry.replies else ""
    author = view.addresses.author(entry.author, view.place.slug)
    body = _frame(view, f"""<main class="wp-block-group is-layout-flow">
<h1 class="wp-block-post-title">{escape(entry.title)}</h1>
<div class="wp-block-group">
<div class="wp-block-post-date"><time datetime="{view.local(entry.at).isoformat()}">{view.day(entry.at)}</time></div>
<div class="wp-block-post-author-name">\
<a href="{author}" target="_self" class="wp-block-post-author-name__link">{view.name(entry.author)}</a></div>
</div>
<div class="entry-content wp-block-post-content is-layout-flow">
{view.body(entry)}
</div>
{comments}
</main>""")
    return document(view, title=f"{entry.title} – {view.place.title}", url=view.url(entry), body=body,
                    head=f'{head(view, entry)}\n<meta name="author" content="{view.name(entry.author)}" />',
                    body_class=f"wp-singular single single-post postid-{entry.number}")


def list_page(view: View, listing: Listing) -> str:
    """Return a page of the query loop: title, date and excerpt of each post."""
    words = _words(view)
    items = "\n".join(f"""<li class="wp-block-post post-{entry.number} post type-post">
<h2 class="wp-block-post-title"><a href="{view.url(entry)}" target="_self">{escape(entry.title)}</a></h2>
<div class="wp-block-post-date"><time datetime="{view.local(entry.at).isoformat()}">{view.day(entry.at)}</time></div>
<div class="wp-block-post-excerpt"><p class="wp-block-post-excerpt__excerpt">{view.excerpt(entry)}</p></div>
</li>""" for entry in listing.entries)
    heading = f'<h1 class="wp-block-query-title">{escape(listing.heading)}</h1>' if listing.heading else ""
    body = _frame(view, f"""<main class="wp-block-query">
{heading}
<ul class="wp-block-post-template">
{items}
</ul>
<nav class="wp-block-query-pagination">{paging(listing, words["newer"], words["older"])}</nav>
</main>""")
    return document(view, title=f"{view.place.title} – {view.place.tagline}", url=listing.url, body=body,
                    head=head(view), body_class="archive author" if listing.heading else "home blog")


def _words(view: View) -> dict[str, str]:
    if view.chinese:
        return {"comments": "有 {count} 則留言", "newer": "下一頁", "older": "上一頁", "reply": "回覆", "home": "首頁",
                "links": "好站連結"}
    return {"comments": "{count} responses", "newer": "Next Page", "older": "Previous Page", "reply": "Reply",
            "home": "Home", "links": "Friends"}


def _comments(view: View, entry: Entry, parent: str | None, depth: int) -> str:
    return "\n".join(_comment(view, entry, reply, depth) for reply in view.under(entry, parent))


def _comment(view: View, entry: Entry, reply: Reply, depth: int) -> str:
    children = _comments(view, entry, reply.key, depth + 1)
    nested = f"\n<ol>\n{children}\n</ol>" if children else ""
    by_author = " bypostauthor" if reply.author == entry.author else ""
    return f"""<li id="comment-{reply.number}" class="comment{by_author} depth-{depth}"><div class="wp-block-group">
<div class="wp-block-comment-author-name">{view.signed(reply.author, rel="external nofollow ugc")}</div>
<div class="wp-block-comment-date"><time datetime="{view.local(reply.at).isoformat()}">\
<a href="{view.url(entry)}#comment-{reply.number}">{view.day(reply.at)} {view.minute(reply.at)}</a></time></div>
<div class="wp-block-comment-content"><p>{view.html(reply.text, rel="nofollow ugc")}</p></div>
<div class="wp-block-comment-reply-link"><a rel="nofollow" class="comment-reply-link" \
href="{view.url(entry)}?replytocom={reply.number}#respond">{_words(view)["reply"]}</a></div>
</div>{nested}
</li>"""


def _frame(view: View, main: str) -> str:
    words = _words(view)
    return f"""<div class="wp-site-blocks">
<header class="wp-block-template-part"><p class="wp-block-site-title">
<a href="{view.base}" rel="home">{view.title}</a></p>
<nav class="wp-block-navigation"><ul><li class="wp-block-navigation-item"><a href="{view.base}/">{words["home"]}</a>
</li></ul></nav></header>
{main}
<footer class="wp-block-template-part"><p class="wp-block-site-tagline">{view.tagline}</p>
<h2>{words["links"]}</h2><ul class="blogroll">
{view.blogroll_items()}
</ul></footer>
</div>"""
