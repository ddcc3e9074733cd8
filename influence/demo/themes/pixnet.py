"""A Chinese blog in the manner of Pixnet: dates of the Republic (民國), comments by floor (樓)."""

from datetime import datetime
from html import escape

from influence.demo.story import Entry, Reply
from influence.demo.themes.frame import Listing, document, paging
from influence.demo.view import View

#: Year 1 of the Republic is 1912.
_BEFORE_YEAR_ONE = 1911


def entry_page(view: View, entry: Entry) -> str:
    """Return the page of one post with its comments, one floor each."""
    floors = "\n".join(_floor(view, entry, reply, number) for number, reply in enumerate(_floors(entry), start=1))
    body = _frame(view, f"""{_article(view, entry, view.body(entry))}
<div id="comment-box" class="user-post-box"><a name="comments"></a>
<h3 id="comment-title" class="user-post-title">留言列表 ({len(entry.replies)})</h3>
<div id="comment-text" class="user-post-text">
{floors}
</div></div>""")
    owner = escape(view.owners()[0].name)
    return document(view, title=f"{entry.title} @ {view.place.title}", url=view.url(entry), body=body,
                    head=f"""{_head(view)}
<meta name="author" content="{owner}" />
<meta property="og:type" content="article" />
<meta property="article:published_time" content="{view.local(entry.at).isoformat()}" />
<meta property="og:title" content="{escape(entry.title)}" />""")


def list_page(view: View, listing: Listing) -> str:
    """Return one page of the list of posts."""
    articles = "\n".join(_article(view, entry, f"""<p>{view.excerpt(entry)}</p>
<p class="more"><a href="{view.url(entry)}">(繼續閱讀...)</a></p>""") for entry in listing.entries)
    body = _frame(view, f'{articles}\n<div class="page">{paging(listing, "上一頁", "下一頁")}</div>')
    return document(view, title=f"{view.place.title} :: 痞客邦 ::", url=listing.url, body=body, head=_head(view))


def republican(at: datetime) -> str:
    """Return a day and minute in the years of the Republic.

    >>> republican(datetime(2025, 3, 12, 20, 5))  # noqa: DTZ001
    '民國114年3月12日 20:05'
    """
    return f"民國{at.year - _BEFORE_YEAR_ONE}年{at.month}月{at.day}日 {at:%H:%M}"


def _head(view: View) -> str:
    return f'<link rel="alternate" type="application/rss+xml" title="{view.title}" href="{view.base}/blog/rss" />'


def _article(view: View, entry: Entry, content: str) -> str:
    local = view.local(entry.at)
    return f"""<div class="article" id="article-{entry.number}">
<div class="article-box">
<ul class="article-head"><li class="publish"><span class="month">{local:%b} </span>\
<span class="date">{local.day} </span><span class="day">{local:%a} </span>\
<span class="year">{local.year} </span><span class="time">{local:%H:%M}</span></li>
<li class="title"><h2><a href="{view.url(entry)}">{escape(entry.title)}</a></h2></li></ul>
<div class="article-body"><div class="article-content"><div class="article-content-inner" id="article-content-inner">
{content}
</div></div>
<p class="author">{view.name(entry.author)} 發表在 <a href="{view.home}">{view.title}</a> {republican(local)}
<a href="{view.url(entry)}#comments">留言({len(entry.replies)})</a></p>
</div></div></div>"""


def _floor(view: View, entry: Entry, reply: Reply, number: int) -> str:
    url = view.addresses.signature(reply.author)
    home = "" if url is None else f"""
<a class="homepage" rel="nofollow" href="{escape(url)}" target="_blank">個人網頁</a>"""
    answers = "\n".join(_answer(view, other) for other in entry.replies if _is_inside(entry, other, reply))
    return f"""<ul class="single-post" id="single-post-{reply.number}"><li class="post-info">
<a name="comment-{reply.number}"> </a>
<span class="floor">{number}樓</span>
<span class="user-name">{view.name(reply.author)}</span>{home}
<span class="post-time">{republican(view.local(reply.at))}</span></li>
<li class="post-text"><p id="comment-{reply.number}">{view.html(reply.text, rel="nofollow")}</p></li>
{answers}</ul>"""


def _answer(view: View, reply: Reply) -> str:
    """Return the owner's answer, which stands inside the floor it answers and has no floor of its own."""
    return f"""<li class="reply-text" id="comment-{reply.number}">
<p>版主於 {view.local(reply.at):%Y/%m/%d %H:%M} 回覆</p>
<p>{view.html(reply.text)}</p></li>"""


def _floors(entry: Entry) -> list[Reply]:
    return [reply for reply in entry.replies if reply.author != entry.author or reply.parent is None]


def _is_inside(entry: Entry, reply: Reply, floor: Reply) -> bool:
    return reply.author == entry.author and reply.parent == floor.key


def _frame(view: View, main: str) -> str:
    return f"""<div id="container"><div id="header"><div id="banner"><h1><a href="{view.home}">{view.title}</a></h1>
<h2>{view.tagline}</h2></div><ul id="navigation"><li><a href="{view.home}">部落格</a></li></ul></div>
<div id="main"><div id="content">
{main}
</div></div>
<div id="links"><div class="box" id="hot-article"><h4>近期文章</h4><ul>
{view.recent_items()}
</ul></div><div class="box" id="friends"><h4>我的好友</h4><ul>
{view.blogroll_items()}
</ul></div></div></div>"""
