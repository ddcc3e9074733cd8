"""Posts, writers, dates, bodies and lists of blogs, theme by theme."""

from datetime import UTC, datetime

import pytest

from crawlers.extract.article import lead, own_address
from crawlers.extract.byline import account_of, home_site, kind_of, tidy_name
from crawlers.extract.dates import published
from crawlers.extract.disclosure import disclosure_of
from crawlers.extract.document import fragment, language_tag
from crawlers.extract.homes import home_of
from crawlers.extract.language import language_of
from crawlers.extract.links import around, links_in, mentions_in
from crawlers.extract.outlinks import listed_posts
from crawlers.extract.registry import extract
from crawlers.extract.writer import writer
from crawlers.records import Account, Activity, Basis, Outlink, OutlinkKind, Page, Post, Remark, Verb

SEEN = datetime(2024, 6, 1, tzinfo=UTC)
WORDS = "<p>" + "Forty small stars were cut from leftover felt and hung in the window. " * 5 + "</p>"


def page(body: str, head: str = "", url: str = "https://b.example/2024/05/stars") -> Page:
    return Page(url, f"<html><head>{head}</head><body>{body}</body></html>", SEEN)


def post_with(inner: str, head: str = "") -> Page:
    return page(f"<h1>Stars</h1>{inner}<div class='entry-content'>{WORDS}</div>", head)


@pytest.mark.parametrize("inner", [
    '<span class="byline">by <a href="/author/ann/" rel="author">Ann Lee</a></span>', '<p class="post-meta">Posted by Ann Lee on May 3, 2024</p>',
    '<span itemprop="author" itemscope><span itemprop="name">Ann Lee</span></span>', '<div class="author-name">Ann Lee</div>',
    '<p>By Ann Lee</p>', '<div class="submitted">Submitted by Ann Lee on Fri, 05/17/2024</div>',
    '<p class="meta">Von Ann Lee am 17. Mai 2024</p>', '<div class="post-info">作者：Ann Lee</div>', '<p class="entry-meta">par Ann Lee</p>',
    '<div class="author vcard">Written by <span class="fn">Ann Lee</span></div>',
])
def test_by_lines_of_many_makes(inner):
    found = writer(post_with(inner))
    assert found is not None
    assert found.name == "Ann Lee"


@pytest.mark.parametrize("head", [
    '<meta name="author" content="Ann Lee">', '<meta property="article:author" content="Ann Lee">',
    '<script type="application/ld+json">{"@type":"BlogPosting","author":{"@type":"Person","name":"Ann Lee"}}</script>',
    '<script type="application/ld+json">[{"@type":["NewsArticle"],"author":["Ann Lee"],},]</script>',
    '<script type="application/ld+json">{"@type":"Article","author":{"@type":"Organization","name":"Ann Lee"}}</script>',
])
def test_stated_writers(head):
    found = writer(post_with("", head))
    assert found is not None
    assert found.name == "Ann Lee"


@pytest.mark.parametrize("inner", ["", "<p class='byline'>Guest</p>", "<p class='post-meta'>May 17, 2024</p>", "<p class='author'>12</p>",
                                   "<div id='comments'><b class='fn'>Bo</b></div>", "<p class='byline'>ann@b.example</p>"])
def test_a_writer_is_never_invented(inner):
    assert writer(post_with(inner)) is None
    assert "unknown_author" in [each.code for each in extract(post_with(inner)) if isinstance(each, Remark)]


def test_a_link_found_elsewhere_joins_the_same_name():
    head = '<script type="application/ld+json">{"@type":"Article","author":{"name":"Ann Lee"}}</script>'
    found = writer(post_with('<a rel="author" href="/author/ann">Ann Lee</a>', head))
    assert found is not None
    assert (found.link, found.origin) == ("/author/ann", "json-ld")


@pytest.mark.parametrize(("inner", "head", "at", "basis"), [
    ("", '<meta property="article:published_time" content="2024-05-17T08:00:00+02:00">', "2024-05-17T08:00:00+02:00", Basis.STATED),
    ("<time datetime='2024-05-17T08:00:00Z'>17 May</time>", "", "2024-05-17T08:00:00+00:00", Basis.STATED),
    ("<span class='entry-date'>May 17, 2024</span>", "", "2024-05-17T00:00:00+00:00", Basis.DAY),
    ("<span class='entry-date'>May 17, 2024</span><p>17 May 2024, 08:00</p>", "", "2024-05-17T08:00:00+00:00", Basis.LOCAL),
    ("<p>posted yesterday at 8:00</p>", "", "2024-05-31T08:00:00+00:00", Basis.RELATIVE),
    ("<div class='date'>民國113年5月17日</div>", "", "2024-05-17T00:00:00+00:00", Basis.DAY),
])
def test_dates_stated_and_shown(inner, head, at, basis):
    found = published(Page("https://b.example/stars", post_with(inner, head).text, SEEN))
    assert (found[0].at.isoformat() if found else None) == at
    assert (found[0].basis if found else None) is basis


def test_a_date_in_the_address_is_the_last_resort():
    found = published(page(WORDS, url="https://b.example/2024/05/17/stars"))
    assert found is not None
    assert (found[0].at.date().isoformat(), found[0].basis, found[1]) == ("2024-05-17", Basis.ADDRESS, "address")


def test_a_change_is_no_publication():
    inner = "<p>Updated <time datetime='2024-05-20'>20 May</time></p><time class='updated' datetime='2024-05-21'>21 May</time>"
    assert published(Page("https://b.example/stars", post_with(inner).text, SEEN)) is None


def test_body_links_leave_out_furniture():
    inner = (f"<nav><a href='https://nav.example/'>n</a></nav><div class='entry-content'>{WORDS}<a href='https://one.example/p'>one</a>"
             "<div class='sharedaddy'><a href='https://two.example/'>two</a></div><a href='https://facebook.com/sharer?u=x'>share</a>"
             "<a href='#top'>top</a><a href='mailto:a@b.example'>m</a><a href='/img/a.jpg'>pic</a></div>"
             "<aside><a href='https://three.example/'>three</a></aside><footer><a href='https://four.example/'>four</a></footer>")
    found = lead(page("<h1>Stars</h1>" + inner))
    assert found is not None
    assert [link.url for link in found[0].links] == ["https://one.example/p"]


@pytest.mark.parametrize(("stated", "own"), [
    ("https://b.example/2024/05/stars/", "https://b.example/2024/05/stars/"), ("https://other.example/x", "https://b.example/2024/05/stars"),
    ("https://b.example/", "https://b.example/2024/05/stars"), ("http://[::1", "https://b.example/2024/05/stars"),
])
def test_a_canonical_link_counts_within_the_site(stated, own):
    assert own_address(page(WORDS, f'<link rel="canonical" href="{stated}">')) == own


def test_an_index_yields_posts_and_the_next_page_but_no_post():
    items = "".join(f"<article class='h-entry'><h2><a class='u-url' href='/2024/0{n}/p'>Post {n}</a></h2></article>" for n in range(1, 6))
    found = extract(page(items + "<a rel='next' href='/page/2'>Older</a>", url="https://b.example/"))
    assert [each.url for each in found if isinstance(each, Outlink) and each.kind is OutlinkKind.POST] == [
        f"https://b.example/2024/0{n}/p" for n in range(1, 6)]
    assert [each.url for each in found if isinstance(each, Outlink) and each.kind is OutlinkKind.MORE] == ["https://b.example/page/2"]


def test_a_bare_list_of_links_is_a_list_of_posts():
    items = "".join(f"<li>2024-0{n}-01 <a href='/writing/story-{n}'>Story {n}</a></li>" for n in range(1, 8))
    found = listed_posts(page(f"<ul>{items}</ul><a href='/about'>About</a>", url="https://b.example/"))
    assert [each.text for each in found] == [f"Story {n}" for n in range(1, 8)]


def test_likes_and_owners_of_notes():
    text = ('<div class="h-entry"><a class="p-author h-card" href="https://b.example/">Bea</a><a class="u-like-of" href="https://a.example/p">p</a>'
            '<div class="e-content">liked</div></div><a rel="me" href="https://social.example/@bea">me</a><a rel="home" href="/">b</a>')
    found = extract(page(text))
    assert Verb.REACT in {each.verb for each in found if isinstance(each, Activity) and each.object == "https://a.example/p"}
    assert [each.claims for each in found if isinstance(each, Account) and each.id == "https://b.example/"] == [
        (("rel=me", "https://social.example/@bea"),)]


def test_sixteen_blogs_under_one_port_stay_apart():
    home = "http://127.0.0.1:8101/{}/"
    sites = {home_site(home.format(name) + "2024/p", home.format(name)) for name in ("ann", "bo")}
    assert sites == {"127.0.0.1:8101/ann", "127.0.0.1:8101/bo"}
    assert home_of(page("<p class='site-title'><a href='/2024/'>B</a></p>")) == "https://b.example/2024/"
    assert home_of(page("<p class='site-title'><a href='https://other.example/'>B</a></p>")) is None


def test_the_account_of_a_by_line():
    own = account_of("Ann", "https://b.example/author/ann", "https://b.example/p", home="https://b.example/")
    home = account_of("Ann", "https://b.example/", "https://b.example/p", home="https://b.example/")
    away = account_of("Ann", "https://ann.example/", "https://b.example/p")
    profile = account_of("Ann", "https://github.com/ann", "https://b.example/p")
    handle = account_of(None, None, "https://b.example/p", handle="@ann")
    assert [each.id for each in (own, home, away, profile, handle) if each] == [
        "https://b.example/author/ann", "name:b.example:ann", "https://ann.example/", "https://github.com/ann", "name:b.example:ann"]
    assert away is not None
    assert profile is not None
    assert (away.website, profile.website) == ("https://ann.example/", None)
    assert account_of("Guest", None, "https://b.example/p") is None
    assert account_of("Guest", "https://ann.example/", "https://b.example/p") is None


@pytest.mark.parametrize("text", ["", None, "x" * 200, "12", "3 / 4", "https://a.example/", "a@b.example", "匿名", "[deleted]", "by"])
def test_what_is_no_name(text):
    assert tidy_name(text) is None


@pytest.mark.parametrize("name", ["Marion", "Johnson", "Sallie (rhymes)", "O'Brien", "van Dijk", "林怡君", "Oz"])
def test_names_stay_whole(name):
    assert tidy_name(name) == name


def test_kinds_that_names_say():
    assert [kind and kind.value for kind in map(kind_of, ("小編", "AutoModerator", "Ann", None))] == ["organisation", "bot", None, None]


def test_words_around_a_link_are_cut_at_words():
    anchor = fragment("<p>" + "before " * 60 + "<a href='/x'>here</a>" + " after" * 60 + "</p>").xpath("//a")[0]
    quote = around(anchor)
    assert "here" in quote
    assert len(quote) <= 200
    assert quote.split()[0] == "before"


def test_links_and_mentions_keep_order_and_are_said_once():
    tree = fragment("<p><a href='https://x.com/ann'>@ann</a> <a href='/p'>p</a> <a href='/p#c'>p</a> <a href='https://github.com/bo'>Bo</a></p>")
    assert [link.url for link in links_in(tree, "https://b.example/")] == ["https://x.com/ann", "https://b.example/p", "https://github.com/bo"]
    assert [mention.name for mention in mentions_in(tree, "https://b.example/")] == ["ann", "Bo"]


@pytest.mark.parametrize(("text", "stated", "tag"), [
    ("これは紙で作った小さな星です。窓にかざりました。", None, "ja"), ("오늘은 종이로 작은 별을 만들었습니다", None, "ko"),
    ("谢谢你们来看这个展览", None, "zh-Hans"), ("天下大同", "zh-Hant", "zh-Hant"), ("ok", "en-GB", "en-GB"),
    ("Die Sterne sind aus Filz geschnitten und hängen nun schon seit Wochen im Fenster.", "en", "de"),
])
def test_languages(text, stated, tag):
    assert language_of(text, stated=stated) == tag


def test_stated_languages_are_tidied():
    assert language_tag(Page("https://b.example/", "<p>x</p>", SEEN, headers={"content-language": "zh-CN"})) == "zh-Hans"
    assert language_tag(page("", '<meta property="og:locale" content="en_US">')) == "en-US"


@pytest.mark.parametrize("text", ["This post is sponsored by a shop", "I received this product for free", "本文為合作文", "Enthält Werbung", "#ad"])
def test_disclosures(text):
    assert disclosure_of(text) is not None
    assert disclosure_of("I paid for it myself") is None


def test_a_category_that_holds_one_post_is_a_list_not_a_second_post():
    text = """<!doctype html><html><head><meta name="generator" content="WordPress 6.6"></head><body class="archive category">
    <main><article class="hentry post"><h2 class="entry-title"><a href="https://blog.example/2024/05/shears/">New shears</a></h2>
    <div class="entry-content"><p>""" + "I was sceptical, but I trusted the test. " * 8 + """</p></div></article></main></body></html>"""
    found = extract(Page("https://blog.example/category/tools/", text, datetime(2024, 6, 1, tzinfo=UTC)))
    assert [one for one in found if isinstance(one, Post)] == []
    assert ("https://blog.example/2024/05/shears/", OutlinkKind.POST) in [
        (one.url, one.kind) for one in found if isinstance(one, Outlink)]


def test_the_footer_of_an_article_says_who_wrote_it_and_when():
    text = """<html><head><title>佩的小剪刀 - 一起剪紙</title></head><body><header><h1><a href="/">佩的小剪刀</a></h1></header>
    <main><article><header><h2><a href="/2025/07/a.html" rel="bookmark">一起剪紙</a></h2></header><p>""" + "剪紙最重要的是耐心，我會先剪一片試看看。" * 9 + """</p>
    <footer><p>Published: <time datetime="2025-07-24T14:06:00+00:00">Thu 24 July 2025</time></p>
    <address>By <a href="/author/pei.html">張佩</a></address></footer></article></main><footer><time datetime="2001-01-01">2001</time></footer></body></html>"""
    post, account = lead(Page("https://blog.example/2025/07/a.html", text, datetime(2025, 8, 1, tzinfo=UTC)))
    assert (post.title, account.name, post.published) == ("一起剪紙", "張佩", datetime(2025, 7, 24, 14, 6, tzinfo=UTC))


def excerpt(number: int) -> str:
    return (f'<article><h2><a href="/2024/05/star-{number}.html" rel="bookmark">Star {number}</a></h2>{WORDS}'
            f'<time datetime="2024-05-0{number}T10:00:00Z">{number} May</time></article>')


@pytest.mark.parametrize("path", ["/stars-and-more", "/ann/"])
@pytest.mark.parametrize("count", [1, 5])
def test_articles_whose_titles_lead_elsewhere_are_a_list_wherever_it_lies(path, count):
    body = "".join(excerpt(number) for number in range(1, count + 1))
    found = extract(page("<h1>Paper</h1>" + body, url=f"https://b.example{path}"))
    assert not [each for each in found if isinstance(each, Post)]


def test_a_title_that_leads_out_of_the_site_or_to_itself_is_a_posts():
    for target in ("https://far.example/x", "/2024/05/stars", "https://b.example/2024/05/stars/"):
        body = f'<article><h2><a href="{target}">Stars</a></h2>{WORDS}</article>'
        assert len([each for each in extract(page(body)) if isinstance(each, Post)]) == 1
