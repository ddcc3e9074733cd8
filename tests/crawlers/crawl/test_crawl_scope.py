"""Which links are followed, how soon, and which new sites deserve a look; traps by their address."""

from datetime import UTC, date, datetime

import pytest

from crawlers.decide import GUESSED, CrawlLimits
from crawlers.discover import canonical_link, directives, discovered, kind_of, refresh_target, sitemap
from crawlers.records import Outlink, OutlinkKind, Page, Post, PostKind
from crawlers.records.visit import Entry
from crawlers.scope import Context, found, guesses, home_of, is_everybody, redirected, source_entries
from crawlers.traps import published_day, trap
from crawlers.urls import site

HOME = "https://blog.example/"
ENTRY = Entry(url=HOME, kind=OutlinkKind.INDEX, source=HOME)
CONTEXT = Context(limits=CrawlLimits(), hops={"blog.example": 0, "friend.example": 1}, today=date(2026, 3, 1))


def follow(*links: Outlink, entry: Entry = ENTRY, findings=(), context: Context = CONTEXT):
    return found(entry, entry.url, links, findings, context)


def link(url: str, kind: OutlinkKind = OutlinkKind.SITE, **more) -> Outlink:
    return Outlink(url=url, kind=kind, **more)


def page(text: str, url: str = HOME + "2024/05/post/", **headers: str) -> Page:
    return Page(url, text, datetime(2026, 3, 1, tzinfo=UTC), headers=headers)


def test_inside_a_site_no_hop_is_counted():
    entry, = follow(link(HOME + "2024/05/a-b-c/", OutlinkKind.POST)).entries
    assert (entry.hops, entry.depth, entry.priority) == (0, 1, 20)


def test_a_link_in_a_body_leads_to_a_new_site_one_hop_on():
    lead, = follow(link("https://new.example/post#c1")).leads
    assert (lead.site, lead.from_site, lead.entry.hops, lead.entry.url) == (
        "new.example", "blog.example", 1, "https://new.example/post")


def test_a_site_in_scope_is_followed_at_its_own_distance():
    entry, = follow(link("https://friend.example/2024/05/x-y-z/")).entries
    assert entry.hops == 1


@pytest.mark.parametrize(("outlink", "reason"), [
    (link("https://new.example/", OutlinkKind.BLOGROLL), "blogroll"), (link("https://github.com/x"), "out_of_scope"),
    (link("https://new.example/", OutlinkKind.OTHER), "other_site"), (link(HOME + "a.jpg", OutlinkKind.OTHER), "file"),
    (link(HOME + "x", OutlinkKind.OTHER, rel=("nofollow",)), "nofollow"),
    (link(HOME + "category/x/feed/", OutlinkKind.FEED), "not_needed"),
])
def test_what_is_not_followed_is_counted_under_a_reason(outlink, reason):
    result = follow(outlink)
    assert (result.entries, result.leads, dict(result.skipped)) == ([], [], {reason: 1})


def test_beyond_the_last_hop_no_new_site_is_noted():
    far = Entry(url="https://friend.example/", kind=OutlinkKind.INDEX, source=HOME, hops=1)
    assert not follow(link("https://new.example/"), entry=far).leads


def test_paging_does_not_make_posts_deep_but_wandering_does():
    more = Entry(url=HOME + "page/30/", kind=OutlinkKind.MORE, source=HOME, depth=1, priority=15)
    assert follow(link(HOME + "page/31/", OutlinkKind.MORE), entry=more).entries[0].depth == 1
    deep = Entry(url=HOME + "x/", kind=OutlinkKind.OTHER, source=HOME, depth=6)
    assert dict(follow(link(HOME + "y/", OutlinkKind.OTHER), entry=deep).skipped) == {"too_deep": 1}


def test_pages_of_a_minor_list_come_after_posts():
    tag = Entry(url=HOME + "tag/x/", kind=OutlinkKind.OTHER, source=HOME, depth=1, priority=45)
    assert follow(link(HOME + "tag/x/page/2/", OutlinkKind.MORE), entry=tag).entries[0].priority == 46


def test_what_a_page_shows_already_is_not_fetched_twice():
    post = Post(url=HOME + "2024/05/post/", kind=PostKind.POST)
    comment = Post(url=HOME + "2024/05/post/#c1", kind=PostKind.COMMENT)
    entry = Entry(url=HOME + "2024/05/post/", kind=OutlinkKind.POST, source=HOME, depth=1)
    links = (link(HOME + "x?rest=comments", OutlinkKind.COMMENT_FEED), link(HOME + "x.json", OutlinkKind.TWIN))
    assert follow(*links, entry=entry, findings=(post, comment)).skipped == {"not_needed": 2}
    assert len(follow(*links, entry=entry).entries) == 2


def test_old_posts_are_left_out_by_date_of_feed_or_address():
    limits = CrawlLimits(since=date(2024, 5, 15))
    context = Context(limits=limits, hops={}, today=date(2026, 1, 1))
    old = Post(url=HOME + "old", kind=PostKind.POST, published=datetime(2023, 1, 1, tzinfo=UTC))
    links = [link(HOME + path, OutlinkKind.POST) for path in ("old", "2019/01/x-y-z/", "2024/05/x-y-z/", "new")]
    result = follow(*links, findings=(old,), context=context)
    assert [entry.url.removeprefix(HOME) for entry in result.entries] == ["2024/05/x-y-z/", "new"]


def test_feeds_are_guessed_only_where_none_is_announced():
    assert {entry.priority for entry in guesses(ENTRY, [], [])} == {GUESSED}
    assert not guesses(ENTRY, [link(HOME + "f", OutlinkKind.FEED)], [])
    assert not guesses(Entry(url=HOME + "x", kind=OutlinkKind.POST, source=HOME, depth=1), [], [])


def test_a_source_may_move_anywhere_other_pages_only_within_scope():
    assert redirected(ENTRY, "https://elsewhere.example/", CONTEXT).redirects == 1
    inner = Entry(url=HOME + "x", kind=OutlinkKind.POST, source=HOME, depth=2)
    assert redirected(inner, "https://elsewhere.example/", CONTEXT) is None
    assert redirected(inner, "https://friend.example/y", CONTEXT) is not None
    assert redirected(Entry(url=HOME, kind=OutlinkKind.POST, source=HOME, redirects=10), HOME + "y", CONTEXT) is None


def test_sites_have_homes_and_places_of_everybody_are_known():
    assert home_of("https://medium.com/@ann/story-1") == "https://medium.com/@ann/"
    assert home_of("https://blog.example/x") == HOME
    assert home_of(HOME) is None
    assert is_everybody("https://www.youtube.com/watch?v=1")
    assert not is_everybody("https://ann.wordpress.com/")
    assert source_entries(HOME)[0].depth == 0


TRAPS = {
    "file": "/a.JPG", "deed": "/wp-login.php?x", "session": "/p;sid=aaaabbbbccccdddd1111", "calendar": "/events/month/2026-05",
    "repeating_path": "/a/b/a/c/a/d", "deep_path": "/x1/x2/x3/x4/x5/x6/x7/x8/x9/y0/y1/y2/y3/y4/y5/y6/y7/y8/y9/z0/z1/",
    "variant": "/p?replytocom=3", "endless_pages": "/page/777777/",
}


@pytest.mark.parametrize("name", TRAPS)
def test_trap(name):
    assert trap("https://blog.example" + TRAPS[name]) == name


@pytest.mark.parametrize("path", [
    "/2024/05/17/post/", "/?p=12345", "/viewtopic.php?f=2&t=10&start=20", "/showthread.php?t=5&page=3", "/page/12/",
    "/forum.php?mod=viewthread&tid=3&extra=page%3D1", "/index.php?topic=5.20", "/t/title/12/3", "/sitemap.xml.gz",
    "/index.php?option=com_content&view=article&id=3", "/p?lang=zh", "/2024/2024-05-01-post", "/reporting/from-the-fair",
    "/%E6%8B%BC%E5%B8%83/", "/blog/2014/11/", "/1999/12/31/new-year",
])
def test_no_trap(path):
    assert trap("https://blog.example" + path, today=date(2026, 1, 1)) is None


def test_days_of_addresses():
    assert published_day("https://b.example/2024/02/31/x") is None
    assert published_day("https://b.example/2024-02-03-x") == date(2024, 2, 3)


@pytest.mark.parametrize(("path", "kind"), [
    ("/", "index"), ("/blog/", "index"), ("/page/2/", "more"), ("/p?page=2", "more"), ("/2024/05/x/", "post"),
    ("/a-long-title-here", "post"), ("/viewtopic.php?t=1", "thread"), ("/viewforum.php?f=1", "index"),
    ("/u/ann/", "profile"), ("/tag/paper/", "other"), ("/about", "other"), ("/sitemap-1.xml", "sitemap"), ("/?p=9", "post"),
])
def test_kind_by_spelling(path, kind):
    assert kind_of("https://blog.example" + path).value == kind


@pytest.mark.parametrize(("head", "expected"), [
    ('<link rel="canonical" href="/2024/05/post/">', None), ('<link rel=canonical href="/2024/05/the-post/">', HOME + "2024/05/the-post/"),
    ('<link rel="canonical" href="https://www.blog.example/2024/05/post/">', "https://www.blog.example/2024/05/post/"),
    ('<link rel="canonical" href="https://thief.example/p">', None), ('<link rel="canonical" href="/">', None),
    ('<link rel="canonical" href="/a"><link rel="canonical" href="/b">', None), ('<link rel="canonical" href="">', None),
])
def test_canonical_links_are_believed_only_where_plausible(head, expected):
    assert canonical_link(page(f"<html><head>{head}</head><body>x</body></html>")) == expected


@pytest.mark.parametrize(("text", "headers", "expected"), [
    ('<meta http-equiv="Refresh" content="0;URL=\'/next\'">', {}, HOME + "next"), ("x<p>", {"refresh": "5; url=/next"}, HOME + "next"),
    ('<meta http-equiv="refresh" content="30">', {}, None), ('<meta http-equiv="refresh" content="999;url=/x">', {}, None),
    ('<meta http-equiv="refresh" content="0;url=javascript:x">', {}, None),
])
def test_refresh(text, headers, expected):
    assert refresh_target(page(text, **headers)) == expected


def test_directives_of_meta_and_header():
    asked = directives(page('<meta name="ROBOTS" content="NoIndex, noarchive">', **{"x-robots-tag": "influence: none"}))
    assert {"noindex", "noarchive", "nofollow"} <= asked


def test_a_broken_sitemap_is_read_up_to_its_break():
    text = ('<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://blog.example/a-b-c</loc>'
            "</url><url><loc>https://blog.example/d-e-f</loc></url><url><loc>https://blog.exa")
    assert {one.url for one in sitemap(page(text))} >= {HOME + "a-b-c", HOME + "d-e-f"}


def test_a_sitemap_with_entities_and_outside_addresses_brings_nothing_in():
    text = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url>'
            "<url><loc>http://10.0.0.1/</loc></url></urlset>")
    assert sitemap(page(text)) == []


def test_links_of_other_sites_and_hidden_ones_are_not_guessed():
    text = ('<a href="/a-b-c">a</a><a href="https://x.example/">x</a><a href="/trap" style="display: none">t</a>'
            '<a href="#top">t</a><a href="/next" rel="next">n</a><area href="/z">')
    assert {one.url for one in discovered(page(text))} == {HOME + "a-b-c", HOME + "next"}


def test_two_hundred_thousand_links_are_capped():
    text = "".join(f'<a href="/p{number}">x</a>' for number in range(20_000))
    assert len(discovered(page(text))) == 3000


def test_a_redirect_to_a_source_counts_as_the_source_not_as_a_hop():
    away = Entry(url="https://friend.example/x", kind=OutlinkKind.POST, source=HOME, hops=1)
    moved = redirected(away, HOME + "post", CONTEXT)
    assert moved is not None
    assert moved.hops == CONTEXT.hops[site(HOME)] == 0


def test_the_twin_of_a_post_that_shows_no_comments_is_read_for_them():
    twin = link(HOME + "isso/?uri=/a", OutlinkKind.TWIN)
    post = Post(url=HOME + "a", kind=PostKind.POST)
    said = Post(url=HOME + "a#c1", kind=PostKind.COMMENT)
    assert [entry.url for entry in follow(twin, findings=(post,)).entries] == [HOME + "isso/?uri=/a"]
    assert follow(twin, findings=(post, said)).entries == []
