"""Topics and languages of the settings: what promises them is asked first, and nothing is left out for want of them."""

import pytest

from crawlers.decide import CrawlLimits
from crawlers.interest import EARLIER, LATER, is_foreign, shift
from crawlers.records import Outlink, OutlinkKind, Post, PostKind

WORDS = "Paper and scissors and glue make a fine afternoon, said everybody at the table. " * 6


def article(title, extra="", lang="en"):
    return (f'<html lang="{lang}"><head><title>{title}</title><meta name="author" content="Ann Lee"></head><body><article><h1>'
            f'{title}</h1><time datetime="2024-05-01T10:00:00Z">x</time><p>{WORDS}{extra}</p></article></body></html>')


def crawled(web, runner, **more):
    """Return the essays asked, in order, of a site that may spend few pages."""
    runner.crawl("/", limits=CrawlLimits(delay_s=0.0, hops=0, workers=1, patience_s=0.0, **more))
    return [seen.path for seen in web.log if "essay" in seen.path]


def build(web):
    paths = [f"/my-{word}-essay-{number}/" for number in range(8) for word in ("garden", "quilt")]
    web.page("/", "".join(f'<a href="{path}">an essay of mine</a>' for path in paths))
    for path in paths:
        web.page(path, article(path))


def test_addresses_that_name_a_topic_are_asked_first(web, runner):
    build(web)
    asked = crawled(web, runner, topics=("Quilt",))
    assert len(asked) == 16
    assert all("quilt" in path for path in asked[:8])


def test_without_topics_the_order_is_that_of_the_page(web, runner):
    build(web)
    assert ["quilt" in path for path in crawled(web, runner)[:4]] == [False, True, False, True]


def test_words_of_a_link_name_a_topic_too(web, runner):
    web.page("/", '<a href="/one-two-essay/">old thoughts</a><a href="/two-three-essay/">關於剪紙的事</a>')
    assert crawled(web, runner, topics=("剪紙",)) == ["/two-three-essay/", "/one-two-essay/"]


def test_what_a_page_in_another_language_leads_to_is_asked_last(web, runner):
    web.page("/", '<a href="/2024/05/a-german-post/">a</a><a href="/2024/05/an-english-post/">b</a>')
    german = "Papier und Schere und Kleber machen einen schönen Nachmittag, sagten alle, die an den Tisch kamen. " * 6
    web.page("/2024/05/a-german-post/", article("Ein Tag", '<a href="/the-german-essay-here/">x</a>', lang="de").replace(WORDS, german))
    web.page("/2024/05/an-english-post/", article("A day", '<a href="/the-english-essay-here/">x</a>'))
    assert sorted(crawled(web, runner, languages=("en",))) == ["/the-english-essay-here/", "/the-german-essay-here/"]
    rows = runner.query("SELECT url FROM frontier WHERE url LIKE '%essay%' ORDER BY priority")
    assert ["german" in str(url) for url, in rows] == [False, True]


@pytest.mark.parametrize(("stated", "wanted", "foreign"), [
    ("de", ("en",), True), ("en-US", ("en",), False), ("en", ("en-GB",), False), ("zh-Hans", ("zh-TW",), True),
    ("zh-Hant", ("zh-TW",), False), ("zh", ("zh-TW",), False), ("zh-Hans", ("zh",), False), (None, ("en",), False),
])
def test_a_language_fits_or_not(stated, wanted, foreign):
    assert is_foreign([Post(url="https://a.example/", kind=PostKind.POST, language=stated)], wanted) is foreign


@pytest.mark.parametrize("kind", [OutlinkKind.FEED, OutlinkKind.INDEX, OutlinkKind.MORE, OutlinkKind.SITEMAP])
def test_feeds_and_lists_keep_their_place(kind):
    assert shift(Outlink(url="https://a.example/quilt", kind=kind), ("quilt",), foreign=True) == 0


@pytest.mark.parametrize(("text", "expected"), [("My quilt", EARLIER), ("quilting", LATER), ("", LATER)])
def test_latin_words_count_whole(text, expected):
    assert shift(Outlink(url="https://a.example/1", kind=OutlinkKind.POST, text=text), ("quilt",), foreign=True) == expected
