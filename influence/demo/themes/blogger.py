"""A Blogger blog: date headers, post-body, threaded comments with a permalink in their time."""

from html import escape
from itertools import groupby

from influence.demo.story import Entry, Reply
from influence.demo.themes.frame import Listing, document
from influence.demo.view import View


def entry_page(view: View, entry: Entry) -> str:
    """Return the page of one post with its comments."""
    count = len(entry.replies)
    heading = (f"{count} 則留言:" if view.chinese else f"{count} comment{'s' if count != 1 else ''}:") if count else ""
    comments = f"""<section class="comments threaded" id="comments"><a name="comments"></a>
<h3 class="title">{heading}</h3>
<div id="Blog1_comments-block-wrapper"><div class="comment-thread"><ol>
{_comments(view, entry, None)}
</ol></div></div>
</section>"""
    body = _frame(view, f"{_post(view, entry, view.body(entry))}\n{comments}")
    return document(view, title=f"{view.place.title}: {entry.title}", url=view.url(entry), body=body,
                    head=_head(view, entry))


def list_page(view: View, listing: Listing) -> str:
    """Return the home page or a month's page: first words of each post."""
    more = "閱讀更多" if view.chinese else "Read more"
    posts = "\n".join(_post(view, entry, f"""<p>{view.excerpt(entry)}</p>
<div class="jump-link"><a href="{view.url(entry)}#more">{more} »</a></div>""") for entry in listing.entries)
    return document(view, title=view.place.title, url=listing.url, body=_frame(view, posts), head=_head(view))


def _head(view: View, entry: Entry | None = None) -> str:
    own = "" if entry is None else (f'\n<link rel="alternate" type="application/atom+xml" title="{view.title} - Atom" '
                                    f'href="{view.base}/feeds/{entry.number}/comments/default" />')
    return f"""<meta content="blogger" name="generator" />
<link rel="alternate" type="application/atom+xml" title="{view.title} - Atom"
 href="{view.base}/feeds/posts/default" />{own}"""


def _post(view: View, entry: Entry, content: str) -> str:
    local = view.local(entry.at)
    by, at = ("張貼者：", "於") if view.chinese else ("Posted by", "at")
    return f"""<div class="date-outer"><h2 class="date-header"><span>{_date(view, entry)}</span></h2>
<div class="post-outer"><div class="post hentry" itemprop="blogPost" itemscope="itemscope" itemtype="http://schema.org/BlogPosting">
<a name="{entry.number}"></a>
<h3 class="post-title entry-title" itemprop="name"><a href="{view.url(entry)}">{escape(entry.title)}</a></h3>
<div class="post-body entry-content" id="post-body-{entry.number}" itemprop="description articleBody">
{content}
</div>
<div class="post-footer"><span class="post-author vcard">{by} <span class="fn" itemprop="author" itemscope="itemscope" \
itemtype="http://schema.org/Person">
<a class="g-profile" href="{view.addresses.author(entry.author, view.place.slug)}" rel="author" \
title="author profile"><span itemprop="name">{view.name(entry.author)}</span></a></span></span>
<span class="post-timestamp">{at}
<a class="timestamp-link" href="{view.url(entry)}" rel="bookmark" title="permanent link">\
<abbr class="published" itemprop="datePublished" title="{local.isoformat()}">{view.minute(entry.at)}</abbr></a></span>
</div></div></div></div>"""


def _date(view: View, entry: Entry) -> str:
    return view.day(entry.at) if view.chinese else f"{view.local(entry.at):%A}, {view.day(entry.at)}"


def _comments(view: View, entry: Entry, parent: str | None) -> str:
    return "\n".join(_comment(view, entry, reply) for reply in view.under(entry, parent))


def _comment(view: View, entry: Entry, reply: Reply) -> str:
    children = _comments(view, entry, reply.key)
    nested = f"""<div class="comment-replies"><div class="comment-thread inline-thread"><ol>
{children}
</ol></div></div>""" if children else ""
    owner = ' blog-author' if reply.author == entry.author else ""
    shown = f"{view.day(reply.at)} {'' if view.chinese else 'at '}{view.minute(reply.at)}"
    return f"""<li class="comment" id="c{reply.number}"><div class="comment-block">
<div class="comment-header"><cite class="user{owner}">{view.signed(reply.author)}</cite>
<span class="icon user{owner}"></span>\
<span class="datetime secondary-text">
<a rel="nofollow" href="{escape(view.shown_comment(entry, reply))}">{shown}</a></span></div>
<p class="comment-content">{view.html(reply.text, rel="nofollow")}</p>
<span class="comment-actions secondary-text">
<a class="comment-reply" data-comment-id="{reply.number}" target="_self">Reply</a></span>
</div>{nested}</li>"""


def months(view: View) -> list[tuple[str, list[Entry]]]:
    """Return the path and posts of each month that has any, newest first."""
    by_month = groupby(view.entries, key=lambda entry: f"{entry.at:%Y/%m}")
    return [(f"/{month}/", list(found)) for month, found in by_month]


def _frame(view: View, main: str) -> str:
    archive = "\n".join(f"""<li class="archivedate">
<a class="post-count-link" href="{view.base}{path}">{path.strip("/")}</a> ({len(found)})</li>"""
                        for path, found in months(view))
    links, past = ("友站", "網誌存檔") if view.chinese else ("My Blog List", "Blog Archive")
    return f"""<div class="content-outer">
<header><div class="header section"><h1 class="title"><a href="{view.base}/">{view.title}</a></h1>
<p class="description"><span>{view.tagline}</span></p></div></header>
<div class="main-outer"><div class="main section" id="main"><div class="widget Blog" id="Blog1">
<div class="blog-posts hfeed">
{main}
</div></div></div></div>
<aside class="sidebar section" id="sidebar-right-1">
<div class="widget LinkList" id="LinkList1"><h2>{links}</h2><div class="widget-content"><ul>
{view.blogroll_items()}
</ul></div></div>
<div class="widget BlogArchive" id="BlogArchive1"><h2>{past}</h2><ul class="hierarchy">
{archive}
</ul></div>
</aside>
<footer><div class="footer section">Powered by Blogger.</div></footer>
</div>"""
