"""Feeds: broken ones, odd ones, large ones; and what feedparser makes of the same."""

import json
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from crawlers.extract.feed import Feed, read_feed
from crawlers.extract.jsonfeed import JsonFeed
from crawlers.extract.opml import Opml
from crawlers.extract.registry import extract
from crawlers.records import Account, Activity, Basis, Outlink, OutlinkKind, Page, Post, PostKind, Remark, Verb

SEEN = datetime(2024, 6, 1, tzinfo=UTC)
GOLDEN = Path(__file__).parents[2] / "golden"


def page(text: str, url: str = "https://b.example/feed") -> Page:
    return Page(url, text, SEEN)


def rss(items: str, channel: str = "<title>B</title><link>https://b.example/</link>") -> str:
    return f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{channel}{items}</channel></rss>'


def posts(text: str, url: str = "https://b.example/feed") -> list[Post]:
    return [each for each in extract(page(text, url)) if isinstance(each, Post)]


def codes(text: str) -> list[str]:
    return [each.code for each in extract(page(text)) if isinstance(each, Remark)]


@pytest.mark.parametrize("text", [
    rss("<item><title>A & B</title><link>https://b.example/1?a=1&b=2</link></item>"),
    rss("<item><title>A&nbsp;B</title><link>https://b.example/1</link></item>"),
    "\ufeff\n  Warning: mysql in /x.php\n" + rss("<item><title>A</title><link>https://b.example/1</link></item>"),
    rss("<item><title>A\x08</title><link>https://b.example/1</link></item>"),
    rss("<item><title>A</title><link>https://b.example/1</link></item>") + "<!-- junk --> trailing",
    rss("<item><title>A</title><link>https://b.example/1</link></item>").removesuffix("</channel></rss>"),
    '<?xml version="1.0" encoding="us-ascii"?>' + rss("<item><title>é</title><link>https://b.example/1</link></item>"),
    '<!DOCTYPE rss [<!ENTITY who "Ann">]>' + rss("<item><title>&who;</title><link>https://b.example/1</link></item>"),
])
def test_usual_faults_do_not_lose_an_entry(text):
    assert len(posts(text)) == 1


def test_an_entity_inside_the_document_is_read_and_one_outside_is_not(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    inner = '<!DOCTYPE rss [<!ENTITY who "Ann">]>' + rss("<item><title>&who;</title><link>https://b.example/1</link></item>")
    outer = (f'<!DOCTYPE rss [<!ENTITY who SYSTEM "{secret.as_uri()}">]>'
             + rss("<item><title>x&who;</title><link>https://b.example/1</link></item>"))
    assert posts(inner)[0].title == "Ann"
    assert "canary" not in repr(extract(page(outer)))


def test_an_entity_bomb_ends_soon():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    extract(page(f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>' + rss("<item><title>&l11;</title></item>")))


@pytest.mark.parametrize("text", ["<rss>", "<rss></rss>", "<feed xmlns='http://www.w3.org/2005/Atom'/>", rss("")])
def test_a_feed_without_entries_says_so(text):
    assert set(codes(text)) <= {"empty_feed", "broken_feed", "no_post"}
    assert posts(text) == []


@pytest.mark.parametrize(("stated", "name"), [
    ("<author>ann@b.example (Ann Weaver)</author>", "Ann Weaver"), ("<author>Ann Weaver &lt;ann@b.example&gt;</author>", "Ann Weaver"),
    ("<dc:creator>Ann Weaver</dc:creator>", "Ann Weaver"), ("<author>ann@b.example</author>", None), ("<author>Guest</author>", None),
    ("", None),
])
def test_writers_are_read_from_the_raw_words(stated, name):
    found = extract(page(rss(f"<item><title>A</title><link>https://b.example/1</link>{stated}</item>")))
    assert [each.name for each in found if isinstance(each, Account)] == ([name] if name else [])
    assert ("unknown_author" in [each.code for each in found if isinstance(each, Remark)]) is (name is None)


@pytest.mark.parametrize(("stated", "basis"), [
    ("<pubDate>Fri, 17 May 2024 10:30:00 +0800</pubDate>", Basis.STATED), ("<pubDate>2024年1月5日 下午3:04</pubDate>", Basis.LOCAL),
    ("<dc:date>2024-05-17</dc:date>", Basis.DAY), ("<pubDate>1715900000</pubDate>", Basis.UTC),
    ("<pubDate>2026-13-45T99:99:99Z</pubDate>", None), ("<pubDate>29 Feb</pubDate>", None), ("", None),
])
def test_dates_are_read_from_the_raw_words(stated, basis):
    post = posts(rss(f"<item><title>A</title><link>https://b.example/1</link>{stated}</item>"))[0]
    assert post.published_basis is basis


def test_a_change_date_that_all_entries_share_is_no_publication():
    entry = "<entry><title>{0}</title><link href='https://b.example/{0}'/><updated>{1}</updated></entry>"
    feed = "<feed xmlns='http://www.w3.org/2005/Atom'>{}</feed>"
    same = feed.format(entry.format(1, "2024-05-01T00:00:00Z") + entry.format(2, "2024-05-01T00:00:00Z"))
    apart = feed.format(entry.format(1, "2024-05-01T00:00:00Z") + entry.format(2, "2024-05-02T00:00:00Z"))
    assert [post.published for post in posts(same)] == [None, None]
    assert [post.published is not None for post in posts(apart)] == [True, True]


def test_entries_that_share_a_link_stay_apart():
    items = "".join(f"<item><title>{n}</title><guid isPermaLink='false'>g{n}</guid><link>https://b.example/</link></item>" for n in (1, 2))
    assert [post.url for post in posts(rss(items))] == ["https://b.example/#g1", "https://b.example/#g2"]


def test_an_entry_without_link_takes_its_guid_when_that_is_an_address():
    assert posts(rss("<item><title>A</title><guid>https://b.example/7</guid></item>"))[0].url == "https://b.example/7"
    assert posts(rss("<item><title>A</title><guid isPermaLink='false'>7</guid></item>"))[0].url == "https://b.example/feed#7"
    assert codes(rss("<item><description>words</description></item>")) == ["no_address"]


def test_relative_links_follow_xml_base():
    text = ("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://b.example/blog/'>"
            "<entry><title>A</title><link href='one'/><content type='html'>x</content></entry></feed>")
    assert posts(text, "https://cdn.example/feed")[0].url == "https://b.example/blog/one"


def test_a_profile_feed_without_authors_belongs_to_the_profile():
    text = rss("<item><link>https://social.example/@ann/1</link><description>Hi</description></item>",
               "<title>Ann</title><link>https://social.example/@ann</link>")
    assert [each.id for each in extract(page(text)) if isinstance(each, Account)] == ["https://social.example/@ann"]


def test_a_planet_entry_keeps_the_author_of_its_source():
    text = ("<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Planet</name></author><entry><title>A</title>"
            "<link href='https://b.example/1'/><source><author><name>Ann</name></author></source></entry></feed>")
    assert [each.name for each in extract(page(text)) if isinstance(each, Account)] == ["Ann"]


def test_comment_feeds_lead_to_their_posts_and_answers_to_their_comments():
    found = extract(Page("https://b.example/p/feed/", (GOLDEN / "feed/wordpress_comments.xml").read_text("utf-8"), SEEN))
    comments = [each for each in found if isinstance(each, Post)]
    assert {each.kind for each in comments} == {PostKind.COMMENT}
    assert {each.thread for each in comments} == {"https://papersparrow.example/2024/05/felt-stars/"}
    answered = [each.object for each in found if isinstance(each, Activity) and each.verb is Verb.REPLY]
    assert answered[:1] == ["https://papersparrow.example/2024/05/felt-stars/#comment-21"]


def test_a_list_of_feeds_keeps_which_blog_each_is_of():
    found = list(Opml().extract(page((GOLDEN / "opml/friends.xml").read_text("utf-8"))))
    assert (OutlinkKind.FEED, "https://papersparrow.example/") in {
        (each.kind, each.found_with) for each in found if isinstance(each, Outlink)}
    assert [each.code for each in Opml().extract(page("<opml")) if isinstance(each, Remark)] in ([], ["broken_list"])


@pytest.mark.parametrize("text", ['{"version": "https://jsonfeed.org/version/1", "items": [{', "{" * 5_000,
                                  '{"version": "https://jsonfeed.org/version/1", "items": {"id": []}}'])
def test_broken_json_feeds_do_not_raise(text):
    assert list(JsonFeed().extract(page(text)))


def test_json_feed_is_known_by_its_version():
    assert JsonFeed().matches(page(json.dumps({"version": "https://jsonfeed.org/version/1"}))) > 0.9
    assert JsonFeed().matches(page(json.dumps({"a": "b" * 2_000, "version": "https://jsonfeed.org/version/1"}))) > 0.5
    assert JsonFeed().matches(page("<html>")) == 0


@pytest.mark.parametrize(("text", "sure"), [(rss(""), True), ("<!DOCTYPE html><html><body><feed></feed></body></html>", False),
                                            ("<html><p>about the &lt;rss&gt; format</p></html>", False), ("junk", False)])
def test_a_feed_is_known_by_its_first_element(text, sure):
    assert (Feed().matches(page(text)) > 0.5) is sure


@pytest.mark.parametrize("path", sorted((GOLDEN / "feed").glob("*.xml")), ids=lambda path: path.stem)
def test_the_fast_path_and_feedparser_find_the_same_entries(path):
    text = path.read_text("utf-8")
    channel = read_feed(text)
    assert channel is not None
    slow = feedparser.parse(text.encode())
    assert len(channel.entries) == len(slow.entries)
    assert [entry.link or entry.id for entry in channel.entries] == [dict.get(each, "link") or each.id for each in slow.entries]


def test_feedparser_reads_what_nothing_else_does():
    text = "<rss:rss version='2.0'><rss:channel><rss:item><rss:title>A</rss:title><rss:link>https://b.example/1</rss:link></rss:item>"
    assert [post.url for post in posts(text)] in ([], ["https://b.example/1"])


def test_twenty_thousand_entries_are_all_read():
    item = ("<item><title>T{0}</title><link>https://b.example/{0}</link><dc:creator>Ann</dc:creator>"
            "<pubDate>Fri, 17 May 2024 10:30:00 +0000</pubDate><description>words</description></item>")
    text = rss("".join(item.format(number) for number in range(20_000)))
    channel = read_feed(text)
    assert channel is not None
    assert len(channel.entries) == 20_000
