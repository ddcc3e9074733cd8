"""A member's own page on a forum states a website, in whatever shape and language; nothing else there is one."""

from datetime import UTC, datetime

import pytest
from lxml import html

from crawlers.extract.forums.members import member
from crawlers.extract.forums.phpbb3 import PhpBB3
from crawlers.records import Account, Page

PAGE = "https://f.example/user/ann"
LINK = '<a href="https://ann.example/">ann.example</a>'
SHAPES = [
    f"<div><span>Website</span> <strong>{LINK}</strong></div>", f"<dl><dt>Homepage:</dt><dd>{LINK}</dd></dl>",
    f"<table><tr><td>個人主頁</td><td>{LINK}</td></tr></table>", f"<p>Webseite: {LINK}</p>", f"<ul><li><b>Blog</b>: {LINK}</li></ul>",
]


def found(text, url=PAGE):
    return list(member(html.fromstring(f"<html><body>{text}</body></html>"), url, url))


@pytest.mark.parametrize("text", SHAPES)
def test_the_website_of_a_member_is_read(text):
    account, = found(text)
    assert (account.id, account.website) == (PAGE, "https://ann.example/")


@pytest.mark.parametrize("text", [
    f"<p>I like {LINK}</p>", '<dl><dt>Website</dt><dd><a href="/user/bo">Bo</a></dd></dl>', f"<p>Signature: {LINK}</p>",
    "<dl><dt>Website</dt><dd>ann.example</dd></dl>", LINK])
def test_what_is_no_stated_website(text):
    assert found(text) == []


def test_a_page_below_is_the_same_members():
    assert found(SHAPES[0], f"{PAGE}/posts")[0].id == PAGE


def test_a_forums_reader_yields_it():
    url = "https://f.example/memberlist.php?mode=viewprofile&u=65"
    page = Page(url, f'<html><body id="phpbb">{SHAPES[1]}</body></html>', datetime(2026, 1, 1, tzinfo=UTC))
    accounts = [each for each in PhpBB3().extract(page) if isinstance(each, Account)]
    assert [(each.id, each.website) for each in accounts] == [(url, "https://ann.example/")]
