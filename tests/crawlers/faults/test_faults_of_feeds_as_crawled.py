"""Feeds as they come: broken, hostile, renamed, shrunk; what can be read is read once, and nothing is fetched by mistake."""

import itertools
import json

import pytest

HOSTS = "/etc/hostname"
DATE = "<pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate>"


def item(title: str, path: str = "/p", *, extra: str = DATE, guid: str = "") -> str:
    return f"<item><title>{title}</title><link>{path}</link>{guid and f'<guid isPermaLink=%sfalse%s>{guid}</guid>' % (chr(34), chr(34))}{extra}</item>"


LAUGHS = "<!DOCTYPE rss [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 10)) + "]>"
QUADRATIC = '<!DOCTYPE rss [<!ENTITY big "' + "x" * 50_000 + '">]>'
#: Feeds from which this item must be read: case -> (what stands before the feed, document type, items, what stands behind).
READ = {
    "harmless entity": ("", '<!DOCTYPE rss [<!ENTITY shop "kept">]>', item("it is &shop;", "/x") + item("Kept"), ""),
    "bare ampersand": ("", "", item("Kept") + item("fish & chips", "/x"), ""),
    "entity of HTML": ("", "", item("a&nbsp;b &mdash; c", "/x") + item("Kept"), ""),
    "control characters": ("", "", item("a\x01\x08\x0b\x1fb", "/x") + item("Kept"), ""),
    "blank lines before": ("\n\n  \n", "", item("Kept"), ""),
    "warning of PHP before": ("<br />\n<b>Warning</b>:  Undefined variable in <b>/var/www/feed.php</b> on line <b>3</b><br />\n", "", item("Kept"), ""),
    "two marks before": ("\ufeff\ufeff", "", item("Kept"), ""),
    "junk behind": ("", "", item("Kept"), "<script>counter()</script><!-- cached -->"),
    "cut in the next item": ("", "", item("Kept") + "<item><title>Half</ti" + "\0" * 0, None),
    "unclosed mark in text": ("", "", item("Kept", extra=DATE + "<description><![CDATA[<b><i>x]]></description>"), ""),
    "CDATA never closed": ("", "", item("Kept") + "<item><title><![CDATA[open", None),
    "unknown prefix": ("", "", item("Kept", extra=DATE + "<foo:bar>1</foo:bar>"), ""),
    "capital tags": ("", "", "<ITEM><TITLE>Kept</TITLE><LINK>/p</LINK></ITEM>", ""),
    "nested deeply": ("", "", item("Kept") + "<x>" * 50_000 + "</x>" * 50_000, ""),
    "laughs": ("", LAUGHS, item("Kept") + item("&a9;", "/x"), ""),
}
#: Hostile: must bring in nothing from outside.
OUTSIDE = {
    "file by entity": f'<!DOCTYPE rss [<!ENTITY e SYSTEM "file://{HOSTS}">]>', "file by parameter": f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "file://{HOSTS}"><!ENTITY e "%p;">]>',
    "address by entity": '<!DOCTYPE rss [<!ENTITY e SYSTEM "{}">]>', "address by document type": '<!DOCTYPE rss SYSTEM "{}">', "address by parameter": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "{}"> %p;]>',
}
#: Under the name of a feed, and none: nothing may be stored.
NO_FEED = {
    "log-in page": '<html><title>Log in</title><form><input type="password"></form></html>', "for sale": "<html><title>This domain is for sale</title>buy</html>",
    "no items": '<?xml version="1.0"?><rss version="2.0"><channel><title>F</title></channel></rss>', "blank": "   \n", "one letter": "x", "half a tag": "<rss",
    "a sitemap": '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "an error in JSON": '{"error":"rate limited"}',
    "a list in JSON": "[1,2,3]", "deep JSON": "[" * 100_000, "JSON cut": '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":',
    "JSON of wrong types": '{"version":"https://jsonfeed.org/version/1.1","items":{"a":1}}', "items of wrong types": '{"version":"https://jsonfeed.org/version/1.1","items":[1,null,"x",[]]}',
    "number as version": '{"version":1,"items":[{"id":"1","url":"/x","content_text":"x"}]}', "an item of nothing": '<?xml version="1.0"?><rss version="2.0"><channel><item></item></channel></rss>',
}
#: Dates that are none, or absurd: the post is stored without a time.
NO_TIME = ["", "soon", "2026-13-45T99:99:99Z", "0000-00-00 00:00:00", "-0001-11-30T00:00:00+00:00", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 06 May 2999 10:00:00 GMT",
           "99999999999999999999", "29 Feb", "9999-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT", "&amp;#50;", "0"]
#: Dates that are odd, and meant: the time they mean, in seconds since 1970.
ODD_TIMES = {
    "Mon, 06 May 2024 10:00:00 +0800": 1714960800, "Mon, 06 May 2024 10:00:00 EST": 1715007600, "Sun, 06 May 2024 10:00:00 GMT": 1714989600, "06 May 24 10:00 GMT": 1714989600,
    "2024-05-06T10:00:00.123456789Z": 1714989600, "2024-05-06 10:00:00 UTC": 1714989600, "Mon, 6 May 2024 10:00:00 Z": 1714989600, "Mon,06 May 2024 10:00:00 GMT": 1714989600,
    "MON, 06 MAY 2024 10:00:00 GMT": 1714989600, "\n  Mon, 06 May 2024 10:00:00 GMT  \n": 1714989600, "Mon, 06 May 2024 10:00:00 GMT+0000": 1714989600,
    "2024-05-06T18:00:00+08:00": 1714989600,
}
#: Links of items -> address under which the post is known (path of the same site), None where no address can be made.
LINKS = {
    "relative": "/relative", "  /blanks  ": "/blanks", "/tracked?utm_source=rss&amp;utm_medium=feed": "/tracked", "/kept?p=12": "/kept?p=12", "//{endpoint}/hostly": "/hostly",
    "/dots/../plain": "/plain", "/click?fbclid=abc": "/click", "/文章": "/%E6%96%87%E7%AB%A0",
}
NEVER_LINKS = ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[::1", "mailto:ann@b.example", "http://user:secret@{endpoint}/with-secret"]
AUTHORS = {
    "<author>ann@blog.example (Ann Weaver)</author>": "Ann Weaver", "<dc:creator>Ann Weaver</dc:creator>": "Ann Weaver", "<author>Ann Weaver</author>": "Ann Weaver",
    "<author>Ann Weaver &lt;ann@blog.example&gt;</author>": "Ann Weaver", "<dc:creator><![CDATA[  王 小明 ]]></dc:creator>": "王 小明",
    "<itunes:author>Ann Weaver</itunes:author>": "Ann Weaver", "<atom:author><atom:name>Ann Weaver</atom:name></atom:author>": "Ann Weaver",
}


@pytest.fixture(scope="module")
def inner(town):
    return town.inner()


@pytest.fixture(scope="module")
def crawled(town, inner):
    sources = [town.site("quadratic").feed("/feed.xml", item("Kept") + item("&big;" * 5_000, "/x"), head=QUADRATIC)]
    for name, (before, doctype, items, after) in READ.items():
        site = town.site(name)
        sources.append(site.feed("/feed.xml", items, head=doctype, before=before, after=after or ""))
        if after is None:
            answer = site.answers["/feed.xml"]
            head, _, body = answer.partition(b"\r\n\r\n")
            site.page("/feed.xml", body.removesuffix(b"</channel></rss>"), kind="application/rss+xml")
    for number, (name, doctype) in enumerate(OUTSIDE.items()):
        sources.append(town.site(name).feed("/feed.xml", item("got &e; here"), head=doctype.replace("{}", f"http://127.0.0.1:{inner.port}/{number}")))
    for name, body in NO_FEED.items():
        kind = "application/feed+json" if body[:1] in "[{" else "application/rss+xml"
        sources.append(town.site(name).page("/feed.xml", body, kind=kind))
    site = town.site("dates")
    sources.append(site.feed("/none.xml", *(item(f"none {n}", f"/none/{n}", extra=f"<pubDate>{date}</pubDate>") for n, date in enumerate(NO_TIME))))
    sources.append(site.feed("/odd.xml", *(item(f"odd {n}", f"/odd/{n}", extra=f"<pubDate>{date}</pubDate>") for n, date in enumerate(ODD_TIMES))))
    site = town.site("links")
    linked = [*LINKS, *NEVER_LINKS]
    sources.append(site.feed("/feed.xml", *(item(f"linked {n}", link.replace("{endpoint}", site.endpoint)) for n, link in enumerate(linked))))
    site = town.site("authors")
    sources.append(site.feed("/feed.xml", *(item(f"by {n}", f"/by/{n}", extra=author + DATE) for n, author in enumerate(AUTHORS))))
    site = town.site("same guid")
    sources.append(site.feed("/feed.xml", *(item(f"same {n}", f"/same/{n}", guid="0") for n in range(3))))
    site = town.site("media")
    sources.append(site.feed("/feed.xml", item("Sound", extra="<enclosure url='/song.mp3' length='9' type='audio/mpeg'/><enclosure url='/film' length='9' type='video/mp4'/>"),
                             "<image><url>/logo</url></image><ttl>999999999</ttl>"))
    site = town.site("paging")
    site.otherwise = lambda call: call.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n\r\n" + (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><atom:link rel="next" href="{0}?page={1}"/>'
        "<item><title>t</title><link>/same</link></item></channel></rss>".format(site.url("/feed"), call.times + len(site.log))).encode())
    site.on("/robots.txt", b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    sources.append(site.url("/feed"))
    site = town.site("opml loop")
    sources.append(site.page("/a.opml", f'<opml version="2.0"><body><outline type="include" url="{site.url("/a.opml")}"/><outline type="link" url="{site.url("/b.opml")}"/>'
                             + '<outline text="deep">' * 20_000 + "</outline>" * 20_000 + f'<outline type="rss" xmlUrl="{site.url("/f.xml")}"/></body></opml>', kind="text/x-opml"))
    site.page("/b.opml", f'<opml version="2.0"><body><outline type="include" url="{site.url("/a.opml")}"/></body></opml>', kind="text/x-opml")
    site = town.site("markup")
    sources.append(site.feed("/feed.xml", item("&lt;b&gt;Bold&lt;/b&gt; &amp;amp; &lt;script&gt;alert(1)&lt;/script&gt;brave", "/b",
                                               extra=DATE + "<description>&lt;p&gt;good words&lt;/p&gt;&lt;script&gt;evil()&lt;/script&gt;&lt;style&gt;p{}&lt;/style&gt;</description>")))
    site = town.site("many")
    sources.append(site.feed("/feed.xml", *(item(f"n{n}", f"/many/{n}") for n in range(6_000))))
    site = town.site("json")
    sources.append(site.page("/feed.json", json.dumps({"version": "https://jsonfeed.org/version/1", "title": "J", "items": [
        {"id": 7, "url": site.url("/seven"), "title": "Seven", "content_text": "x", "date_published": 1714989600, "author": "Ann", "tags": "x"},
        {"id": "8", "url": site.url("/eight"), "title": "Eight", "content_html": "<p>x</p>", "date_published": "2024-05-06T10:00:00Z", "authors": [{"name": "Ann"}, None, 3]}]}),
        kind="application/feed+json"))
    for name in ("shrinks", "churns", "edited", "echo", "ignores"):
        sources.append(town.site(name).url("/feed.xml"))
    town.site("shrinks").feed("/feed.xml", *(item(f"old {n}", f"/old/{n}") for n in range(10)))
    town.site("churns").feed("/feed.xml", *(item(f"c {n}", f"/c/{n}", guid=f"first-{n}") for n in range(3)))
    town.site("edited").feed("/feed.xml", item("Before", "/edit", guid="g1"))
    town.site("ignores").feed("/feed.xml", item("Always", "/always"))
    town.site("echo").feed("/feed.xml", item("Echo", "/echo"))
    head, _, body = town.site("echo").answers["/feed.xml"].partition(b"\r\n\r\n")
    town.site("echo").on("/feed.xml", head + b'\r\nETag: W/"odd ,etag-\xe4"\r\nLast-Modified: Yesterday  about noon\r\n\r\n' + body)
    town.crawl(*sources)
    return town


@pytest.fixture(scope="module")
def crawled_again(crawled):
    """The same, a run later, when feeds have changed."""
    crawled.site("shrinks").feed("/feed.xml", item("old 9", "/old/9"))
    crawled.site("churns").feed("/feed.xml", *(item(f"c {n}", f"/c/{n}", guid=f"second-{n}") for n in range(3)))
    crawled.site("edited").feed("/feed.xml", item("After", "/edit", guid="g1"))
    crawled.again = crawled.crawl(revisit=True)
    return crawled


def titles(town, name):
    return [post.title for post in town.posts(town.site(name).url())]


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read(crawled, name):
    assert "Kept" in titles(crawled, name)


def test_an_entity_that_blows_up_ends_in_good_order(crawled):
    assert crawled.outcome(crawled.site("quadratic").url("/feed.xml"))[0] in {"done", "parked"}


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_comes_in_from_outside(crawled, name):
    with open(HOSTS, encoding="utf-8") as file:
        secret = file.read().strip()
    assert not any(secret in f"{post.title}{post.text}" for post in crawled.posts(crawled.site(name).url()))


def test_no_entity_is_fetched(crawled, inner):
    assert inner.connections == 0


@pytest.mark.parametrize("name", NO_FEED)
def test_what_is_no_feed_yields_no_post(crawled, name):
    assert titles(crawled, name) == []


@pytest.mark.parametrize("name", NO_FEED)
def test_what_is_no_feed_ends_in_good_order(crawled, name):
    assert crawled.outcome(crawled.site(name).url("/feed.xml"))[0] in {"done", "parked", "deferred"}


@pytest.mark.parametrize("date", NO_TIME)
def test_an_absurd_time_is_no_time(crawled, date):
    number = NO_TIME.index(date)
    assert [post.time for post in crawled.posts(crawled.site("dates").url("/none.xml")) if post.title == f"none {number}"] == [None]


@pytest.mark.parametrize("date", ODD_TIMES)
def test_an_odd_time_is_read_as_meant(crawled, date):
    number = list(ODD_TIMES).index(date)
    assert [post.time for post in crawled.posts(crawled.site("dates").url("/odd.xml")) if post.title == f"odd {number}"] == [ODD_TIMES[date]]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_becomes_the_one_address_of_its_post(crawled, link):
    number, site = list(LINKS).index(link), crawled.site("links")
    assert [post.url for post in crawled.posts(site.url()) if post.title == f"linked {number}"] == [site.url(LINKS[link])]


@pytest.mark.parametrize("link", NEVER_LINKS)
def test_a_link_that_leads_nowhere_is_no_address(crawled, link):
    number = len(LINKS) + NEVER_LINKS.index(link)
    assert not [post.url for post in crawled.posts(crawled.site("links").url())
                if post.title == f"linked {number}" and not post.url.startswith(("http://127", "https://"))]


def test_no_password_of_an_address_is_stored(crawled):
    assert not crawled.query("SELECT url FROM addresses WHERE url LIKE '%secret@%' UNION SELECT url FROM frontier WHERE url LIKE '%secret@%'")


@pytest.mark.parametrize("author", AUTHORS)
def test_an_author_is_a_name(crawled, author):
    number = list(AUTHORS).index(author)
    assert [post.name for post in crawled.posts(crawled.site("authors").url()) if post.title == f"by {number}"] == [AUTHORS[author]]


def test_posts_under_one_guid_stay_apart(crawled):
    assert sorted(titles(crawled, "same guid")) == ["same 0", "same 1", "same 2"]


@pytest.mark.parametrize("path", ["/song.mp3", "/film", "/logo"])
def test_what_a_feed_carries_is_not_downloaded(crawled, path):
    assert not crawled.site("media").asked(path)


def test_a_feed_that_pages_for_ever_ends(crawled):
    assert len(crawled.site("paging").log) <= 200


@pytest.mark.parametrize("path", ["/a.opml", "/b.opml"])
def test_lists_that_include_each_other_are_asked_once(crawled, path):
    assert len(crawled.site("opml loop").asked(path)) <= 1


def test_titles_are_words_without_marks(crawled):
    assert not {"<", ">"} & set("".join(titles(crawled, "markup")))


def test_scripts_and_styles_are_no_words(crawled):
    post, = [post for post in crawled.posts(crawled.site("markup").url()) if post.url.endswith("/b")]
    assert (post.text.count("good words"), "evil" in post.text, "p{}" in post.text) == (1, False, False)


def test_six_thousand_items_are_all_stored(crawled):
    assert len(set(titles(crawled, "many"))) == 6_000


def test_fields_of_other_types_lose_no_item(crawled):
    assert {"Seven", "Eight"} <= set(titles(crawled, "json"))


def test_a_feed_that_shrinks_loses_nothing(crawled_again):
    assert set(titles(crawled_again, "shrinks")) == {f"old {n}" for n in range(10)}


def test_guids_that_change_make_no_second_post(crawled_again):
    assert len({post.url for post in crawled_again.posts(crawled_again.site("churns").url())}) == 3


def test_an_edited_item_has_its_new_title(crawled_again):
    assert titles(crawled_again, "edited") == ["After"]


def test_marks_of_versions_go_back_byte_for_byte(crawled_again):
    headers = crawled_again.site("echo").asked("/feed.xml")[-1].headers
    assert (headers.get("if-none-match"), headers.get("if-modified-since")) == ('W/"odd ,etag-\xe4"', "Yesterday  about noon")


def test_a_server_that_ignores_conditions_brings_nothing_new(crawled_again):
    line = crawled_again.again.of(crawled_again.site("ignores").url("/feed.xml"))
    assert line.new == 0


def test_no_case_has_another_ones_name():
    names = list(itertools.chain(READ, OUTSIDE, NO_FEED))
    assert len(names) == len(set(names))
