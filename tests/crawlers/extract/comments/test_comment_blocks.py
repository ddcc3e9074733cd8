"""Comments: who, when, whose answer, in the markup of many systems."""

import json
from datetime import UTC, datetime

import pytest

from crawlers.extract.comments.embeds import embeds
from crawlers.extract.comments.isso import IssoAnswer, thread_of
from crawlers.extract.permalinks import comment_permalink, is_comment_address, post_address
from crawlers.extract.registry import extract, read
from crawlers.records import Account, Activity, Outlink, OutlinkKind, Page, Post, PostKind, Remark, Verb

SEEN = datetime(2024, 6, 1, tzinfo=UTC)
URL = "https://b.example/2024/05/stars"
LEAD = "<h1>Stars</h1><p class='byline'>by Ann Lee</p><div class='entry-content'><p>" + "Forty small stars were cut from felt. " * 8 + "</p></div>"


def found(comments: str, url: str = URL) -> list[object]:
    return list(extract(Page(url, f"<html><body class='single'>{LEAD}<div id='comments'>{comments}</div></body></html>", SEEN)))


def said(comments: str) -> list[tuple[str | None, str | None, str]]:
    """Return name, day and words of each comment."""
    everything = found(comments)
    names = {each.id: each.name for each in everything if isinstance(each, Account)}
    return [(names.get(each.author or ""), each.published.date().isoformat() if each.published else None, each.text)
            for each in everything if isinstance(each, Post) and each.kind is PostKind.COMMENT]


WELL = [("Bo", "2024-05-18", "Nice"), ("Cy", "2024-05-19", "Indeed")]


@pytest.mark.parametrize("make", [
    "<li class='comment' id='comment-{n}'><div class='comment-author vcard'><cite class='fn'>{name}</cite> <span class='says'>says:</span></div>"
    "<div class='comment-meta commentmetadata'><a href='#comment-{n}'>{day}</a></div><p>{words}</p></li>",
    "<div id='div-comment-{n}'><p class='comment-meta'>Comment by {name} on {day}</p><div class='comment-text'>{words}</div></div>",
    "<div class='comment'><strong>{name}</strong> <time datetime='{day}'>x</time><p class='text'>{words}</p></div>",
    "<article class='comment-item' id='r{n}'><a class='user' href='/u/{name}'>{name}</a><span class='date'>{day}</span><div class='content'>{words}</div></article>",
    "<div itemprop='comment' itemscope itemtype='https://schema.org/Comment'><span itemprop='author'>{name}</span>"
    "<meta itemprop='dateCreated' content='{day}'><div itemprop='text'>{words}</div></div>",
    "<div class='row'><span class='nickname'>{name}</span><span class='post-time'>{day}</span><div class='text'>{words}</div></div>",
    "<div class='commentEntry'><div class='commentContent' id='comment-{n}'><p>{words}</p><div class='commentMeta'>Kommentar von"
    " <cite>{name}</cite> am <a href='#comment-{n}'>{day}</a></div></div></div>",
    "<div class='fyre-comment-article'><span class='fyre-comment-username'>{name}</span><time class='fyre-comment-date' datetime='{day}'></time>"
    "<div class='fyre-comment'><p>{words}</p></div></div>",
])
def test_comments_of_many_makes(make):
    comments = "".join(make.format(n=n, name=name, day=day, words=words) for n, (name, day, words) in enumerate(WELL, 1))
    assert said(comments) == WELL


def test_answers_by_place_by_depth_and_by_attribute():
    one = "<li class='comment{x}' id='comment-1'{a}><b class='fn'>Bo</b> 2024-05-18 <p>Nice</p>{inner}</li>"
    two = "<li class='comment{x}' id='comment-2'{a}><b class='fn'>Cy</b> 2024-05-19 <p>Indeed</p></li>"
    nested = one.format(x="", a="", inner=f"<ul>{two.format(x='', a='')}</ul>")
    by_depth = one.format(x=" depth-1", a="", inner="") + two.format(x=" depth-2", a="")
    stated = one.format(x="", a="", inner="") + two.format(x="", a=" data-parent='1'")
    for comments in (nested, by_depth, stated):
        answers = [each.in_reply_to for each in found(comments) if isinstance(each, Post) and each.kind is PostKind.COMMENT]
        assert answers == [URL, f"{URL}#comment-1"]


def test_an_answer_that_names_no_parent_answers_the_post():
    flat = "".join(f"<li class='comment' id='comment-{n}'><b class='fn'>Bo{n}</b> 2024-05-1{n} <p>x</p></li>" for n in range(1, 4))
    assert {each.in_reply_to for each in found(flat) if isinstance(each, Post) and each.kind is PostKind.COMMENT} == {URL}


def test_the_owner_answers_under_the_account_of_the_post():
    comments = "<li class='comment bypostauthor' id='comment-1'><b class='fn'><a href='https://annlee.example/'>Ann Lee</a></b> 2024-05-18 <p>Thanks</p></li>"
    posts = [each for each in found(comments) if isinstance(each, Post)]
    assert posts[0].author == posts[1].author == "name:b.example:ann%20lee"


def test_a_namesake_is_not_the_owner():
    comments = "<li class='comment' id='comment-1'><b class='fn'><a href='https://other.example/'>Ann Lee</a></b> 2024-05-18 <p>Hi</p></li>"
    posts = [each for each in found(comments) if isinstance(each, Post)]
    assert posts[1].author == "https://other.example/"


@pytest.mark.parametrize("comment", [
    "<li class='pingback' id='comment-1'>Pingback: <a href='https://x.example/'>Ten links</a></li>",
    "<li class='comment' id='comment-1'><b class='fn'>Ten links | X</b> <p class='text'>[…] forty stars […]</p></li>",
])
def test_pingbacks_are_not_people(comment):
    everything = found(comment)
    assert [each for each in everything if isinstance(each, Post) and each.kind is PostKind.COMMENT] == []
    assert "pingback" in [each.code for each in everything if isinstance(each, Remark)]


@pytest.mark.parametrize("name", ["", "Guest", "匿名", "Anonymous"])
def test_nobody_in_particular_gets_no_account(name):
    everything = found(f"<li class='comment' id='comment-1'><b class='fn'>{name}</b> <time datetime='2024-05-18'>x</time><p class='text'>Hm</p></li>")
    comment = next(each for each in everything if isinstance(each, Post) and each.kind is PostKind.COMMENT)
    assert comment.author is None
    assert not [each for each in everything if isinstance(each, Activity) and each.verb is Verb.REPLY]


def test_an_undated_comment_stays_undated():
    everything = found("<li class='comment' id='comment-1'><b class='fn'>Bo</b><p>Nice</p></li>")
    assert [each.published for each in everything if isinstance(each, Post)][1:] == [None]
    assert "undated" in [each.code for each in everything if isinstance(each, Remark)]


def test_numeric_dates_are_read_as_the_other_comments_write_them():
    comments = "".join(f"<li class='comment' id='comment-{n}'><b class='fn'>B{n}</b><span class='comment-date'>{day} at 3:29 pm</span><p>x</p></li>"
                       for n, day in enumerate(("14/04/2020", "03/04/2020"), 1))
    days = [each.published.date().isoformat() for each in found(comments) if isinstance(each, Post) and each.published]
    assert days == ["2020-04-14", "2020-04-03"]


def test_a_commenters_site_is_worth_knowing():
    everything = found("<li class='comment' id='comment-1'><a class='fn url' rel='external nofollow' href='https://bo.example/'>Bo</a> 2024-05-18 <p>Hi</p></li>")
    assert [each.found_with for each in everything if isinstance(each, Outlink) and each.kind is OutlinkKind.SITE] == ["https://bo.example/"]


@pytest.mark.parametrize(("text", "name"), [
    ("<script src='https://x.disqus.com/embed.js'></script>", "Disqus"), ("<div class='fb-comments'></div>", "Facebook"),
    ("<script src='https://giscus.app/client.js'></script>", "giscus"), ("<script src='https://utteranc.es/client.js'></script>", "utterances"),
    ("<div id='remark42'></div>", "Remark42"), ('<div id="waline"></div>', "Waline or Twikoo"),
])
def test_embedded_comments_are_named(text, name):
    page = Page(URL, f"<html><body class='single'>{LEAD}{text}</body></html>", SEEN)
    assert embeds(page) == [name]
    assert "embed_not_followed" in [each.code for each in extract(page) if isinstance(each, Remark)]


def test_a_form_alone_is_no_comment():
    used, everything = read(Page(URL, f"<html><body class='single'>{LEAD}<div id='respond' class='comment-respond'><h3>Leave a reply</h3>"
                                 "<form><input name='author'></form></div></body></html>", SEEN))
    assert [reader.name for reader, _ in used] == ["article"]
    assert len([each for each in everything if isinstance(each, Post)]) == 1


@pytest.mark.parametrize("text", ["{", "[]", json.dumps({"replies": [1, {"id": None}], "hidden_replies": 0})])
def test_broken_answers_of_isso_do_not_raise(text):
    assert [each for each in IssoAnswer().extract(Page("https://b.example/isso/?uri=/p", text, SEEN)) if isinstance(each, Post)] == []
    assert thread_of("https://b.example/isso/") == "https://b.example/isso/"


def test_one_address_for_one_comment():
    assert {comment_permalink(url) for url in (f"{URL}/#comment-5", f"{URL}/comment-page-3/#comment-5", f"{URL}/?replytocom=5#comment-5")} == {f"{URL}/#comment-5"}
    assert comment_permalink("http://[::1") is None
    assert post_address(f"{URL}/comment-page-2/") == f"{URL}/"
    assert is_comment_address(f"{URL}?showComment=1")
    assert not is_comment_address(f"{URL}#comments")
