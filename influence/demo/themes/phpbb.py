"""The forum, in the manner of phpBB 3: boards, paged threads with quotes and signatures, profiles."""

from collections.abc import Sequence
from html import escape

from influence.demo.bench import BOARDS
from influence.demo.cast import FORUM
from influence.demo.story import Message, Topic
from influence.demo.themes.frame import document
from influence.demo.view import View

MESSAGES_PER_PAGE = 10
TOPICS_PER_PAGE = 25


def index_page(view: View) -> str:
    """Return the index of boards."""
    rows = "\n".join(f"""<li class="row"><dl class="row-item forum_read"><dt><div class="list-inner">
<a href="{_at(view, f"viewforum.php?f={number}")}" class="forumtitle">{name}</a></div></dt>
<dd class="topics">{len(topics_of(view, number))} <dfn>Topics</dfn></dd></dl>
</li>""" for number, name in BOARDS.items())
    body = f'<div class="forabg"><ul class="topiclist forums">\n{rows}\n</ul></div>'
    return _page(view, "Index page", view.home, body, "index")


def board_page(view: View, number: int, start: int) -> str:
    """Return one page of a board's list of threads."""
    topics = topics_of(view, number)
    rows = "\n".join(_row(view, topic) for topic in topics[start:start + TOPICS_PER_PAGE])
    url = f"viewforum.php?f={number}"
    body = f"""<h2 class="forum-title"><a href="{_at(view, url)}">{BOARDS[number]}</a></h2>
{_pages(view, url, len(topics), start, TOPICS_PER_PAGE)}
<div class="forumbg"><div class="inner"><ul class="topiclist topics">
{rows}
</ul></div></div>"""
    return _page(view, BOARDS[number], _paged(view, url, start), body, "viewforum")


def topic_page(view: View, topic: Topic, start: int) -> str:
    """Return one page of a thread."""
    messages = topic.messages[start:start + MESSAGES_PER_PAGE]
    shown = "\n".join(_message(view, topic, message, place) for place, message in enumerate(messages, start=start))
    url = f"viewtopic.php?t={topic.number}"
    title = escape(topic.title)
    body = f"""<h2 class="topic-title"><a href="{_at(view, url)}">{title}</a></h2>
<div class="action-bar bar-top">{_pages(view, url, len(topic.messages), start, MESSAGES_PER_PAGE)}</div>
{shown}"""
    return _page(view, topic.title, _paged(view, url, start), body, "viewtopic", board=topic.board)


def profile_page(view: View, key: str) -> str:
    """Return a member's profile, with the website they name."""
    figure = view.cast.figures[key]
    home = None if key not in view.cast.home else view.addresses.home(view.cast.home[key])
    website = "" if home is None else (
        f'<dt>Website:</dt> <dd><a href="{home}" title="Visit website" rel="me nofollow">{home}</a></dd>')
    body = f"""<h2 class="memberlist-title">Viewing profile - {escape(figure.name)}</h2>
<div class="panel bg1"><div class="inner"><dl class="left-box details profile-details">
<dt>Username:</dt> <dd><span>{escape(figure.name)}</span></dd> {website}
</dl></div></div>"""
    return _page(view, f"Viewing profile - {figure.name}", view.addresses.member(key), body, "memberlist")


def topics_of(view: View, board: int) -> list[Topic]:
    """Return a board's threads, the one written to last first."""
    found = [topic for topic in view.story.topics if topic.board == board]
    return sorted(found, key=lambda topic: (topic.messages[-1].at, topic.number), reverse=True)


def starts(count: int, per_page: int) -> Sequence[int]:
    """Return where the pages of a list begin.

    >>> list(starts(21, 10))
    [0, 10, 20]
    """
    return range(0, max(1, count), per_page)


def _row(view: View, topic: Topic) -> str:
    opened, last = topic.messages[0], topic.messages[-1]
    return f"""<li class="row bg1"><dl class="row-item topic_read"><dt><div class="list-inner">
<a href="{_at(view, f"viewtopic.php?t={topic.number}")}" class="topictitle">{escape(topic.title)}</a><br>
<div class="topic-poster responsive-hide left-box">by {_user(view, opened.author)} &raquo; \
<time datetime="{opened.at.isoformat()}">{_shown(opened)}</time></div></div></dt>
<dd class="posts">{len(topic.messages) - 1} <dfn>Replies</dfn></dd>
<dd class="lastpost"><span><dfn>Last post </dfn>by {_user(view, last.author)}
<a href="{_at(view, f"viewtopic.php?p={last.number}#p{last.number}")}" title="Go to last post">View the latest post</a>
<br><time datetime="{last.at.isoformat()}">{_shown(last)}</time></span></dd></dl></li>"""


def _message(view: View, topic: Topic, message: Message, place: int) -> str:
    subject = escape(topic.title) if place == 0 else f"Re: {escape(topic.title)}"
    link = _at(view, f"viewtopic.php?p={message.number}#p{message.number}")
    home = view.cast.home.get(message.author)
    signature = "" if home is None else (
        f'\n<div id="sig{message.number}" class="signature">{escape(view.cast.places[home].title)}: '
        f'<a href="{view.addresses.home(home)}" class="postlink">{view.addresses.home(home)}</a></div>')
    return f"""<div id="p{message.number}" class="post has-profile bg{1 + place % 2}"><div class="inner">
<dl class="postprofile" id="profile{message.number}"><dt class="no-profile-rank no-avatar">
<div class="avatar-container"></div>
{_user(view, message.author)}</dt><dd class="profile-rank">Registered user</dd></dl>
<div class="postbody"><div id="post_content{message.number}">
<h3{' class="first"' if place == 0 else ""}><a href="{link}">{subject}</a></h3>
<p class="author"><a class="unread" href="{link}" title="Post"><span class="sr-only">Post</span></a>
<span class="responsive-hide">by <strong>{_user(view, message.author)}</strong> &raquo; </span>
<time datetime="{message.at.isoformat()}">{_shown(message)}</time></p>
<div class="content">{_quote(view, topic, message)}{view.html(message.text)}</div>{signature}
</div></div></div></div>"""


def _quote(view: View, topic: Topic, message: Message) -> str:
    quoted = next((other for other in topic.messages if other.key == message.quotes), None)
    if quoted is None:
        return ""
    link = _at(view, f"viewtopic.php?p={quoted.number}#p{quoted.number}")
    return (f'<blockquote cite="{link}"><div><cite>{_user(view, quoted.author, css="")} wrote: '
            f'<a href="{link}" data-post-id="{quoted.number}">↑</a> '
            f'<span class="responsive-hide">{_shown(quoted)}</span></cite>'
            f"{escape(view.plain(quoted.text), quote=False)}</div></blockquote>\n")


def _user(view: View, key: str, *, css: str = ' class="username"') -> str:
    return f'<a href="{escape(view.addresses.member(key))}"{css}>{view.name(key)}</a>'


def _shown(message: Message) -> str:
    at = message.at
    return f"{at:%a %b %d, %Y} {at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"  # noon


def _at(view: View, path: str) -> str:
    return escape(f"{view.base}/{path}")


def _paged(view: View, path: str, start: int) -> str:
    return f"{view.base}/{path}" + (f"&start={start}" if start else "")


def _pages(view: View, path: str, count: int, start: int, per_page: int) -> str:
    if count <= per_page:
        return f'<div class="pagination">{count} posts • Page <strong>1</strong> of <strong>1</strong></div>'
    items = "\n".join(
        f'<li class="active"><span>{place}</span></li>' if begin == start else
        f'<li><a class="button" href="{escape(_paged(view, path, begin))}" role="button">{place}</a></li>'
        for place, begin in enumerate(starts(count, per_page), start=1))
    following = start + per_page
    arrow = f"""
<li class="arrow next"><a class="button button-icon-only" href="{escape(_paged(view, path, following))}"
 rel="next" role="button">Next</a></li>""" if following < count else ""
    return f'<div class="pagination">{count} posts <ul>\n{items}{arrow}\n</ul></div>'


def _page(view: View, title: str, url: str, main: str, section: str, *, board: int | None = None) -> str:
    crumb = "" if board is None else (
        f'<span class="crumb"><a href="{_at(view, f"viewforum.php?f={board}")}">{BOARDS[board]}</a></span>')
    assert view.place.slug == FORUM  # noqa: S101  drawn for the forum alone
    body = f"""<div id="wrap" class="wrap"><div id="page-header"><h1>{view.title}</h1><p>{view.tagline}</p>
<ul id="nav-breadcrumbs" class="nav-breadcrumbs linklist navbar"><li class="breadcrumbs">\
<span class="crumb"><a href="{view.home}">Board index</a></span>{crumb}</li></ul></div>
<div id="page-body" class="page-body">
{main}
</div>
<div id="page-footer" class="page-footer"><p>All times are <span title="UTC">UTC</span></p>
<div class="copyright">Powered by phpBB&reg; Forum Software</div></div></div>"""
    return document(view, title=f"{title} - {view.place.title}", url=url, body=body,
                    body_class=f"nojs notouch section-{section} ltr")
