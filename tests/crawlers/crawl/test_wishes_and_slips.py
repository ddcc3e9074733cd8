"""What owners ask of robots is obeyed also later, and no fault of ours or of one page stops a crawl."""

import json
import logging
from datetime import UTC, datetime

import pytest

from crawlers.discover import directives
from crawlers.fetch import Fetcher
from crawlers.parse import Parser
from crawlers.records import Page

WORDS = "Paper and scissors and glue make a fine afternoon, said everybody at the table that long day in May. " * 5
PATH = "/2024/05/an-essay-here/"
OTHER = "/2024/05/another-essay-here/"


def essay(head=""):
    return (f'<html><head><title>Essay</title><meta name="author" content="Ann Lee">{head}</head><body><article>'
            f'<h1>Essay</h1><time datetime="2024-05-01T10:00:00Z">1 May</time><p>{WORDS}</p></article>'
            '<a href="mailto:ann@blog.example">write to me</a></body></html>')


def count(runner, table):
    return runner.query(f"SELECT COUNT(*) FROM {table}")[0][0]


def test_a_page_that_later_asks_not_to_be_indexed_is_forgotten(web, runner):
    web.page(PATH, essay())
    runner.crawl(PATH)
    assert count(runner, "texts") == count(runner, "pages") == 1
    web.page(PATH, essay('<meta name="robots" content="noindex">'))
    runner.crawl(PATH)
    assert [count(runner, table) for table in ("texts", "sightings", "activities", "contacts", "pages")] == [0] * 5


def test_a_page_that_later_asks_not_to_be_archived_loses_its_copy_alone(web, runner):
    web.page(PATH, essay())
    runner.crawl(PATH)
    web.page(PATH, essay(), "X-Robots-Tag: noarchive")
    runner.crawl(PATH)
    assert (count(runner, "texts"), count(runner, "pages")) == (1, 0)


def test_a_wish_for_another_robot_is_not_ours(web, runner):
    web.page(PATH, essay(), "X-Robots-Tag: googlebot: noindex, nofollow")
    runner.crawl(PATH)
    assert count(runner, "texts") == 1


def test_a_wish_for_all_after_one_for_another_robot_is_ours(web, runner):
    web.page(PATH, essay(), "X-Robots-Tag: googlebot: nofollow", "X-Robots-Tag: noindex")
    runner.crawl(PATH)
    assert count(runner, "texts") == 0


@pytest.mark.parametrize(("header", "words"), [
    ("noindex, max-snippet:-1", {"noindex"}), ("unavailable_after: 25 Jun 2030 15:00:00 PST, noarchive", {"noarchive"}),
    ("influence: noindex", {"noindex"}), ("otherbot: noindex", set()), ("otherbot: noindex\nnoarchive", {"noarchive"}),
    ("none", {"none", "noindex", "nofollow"}),
])
def test_wishes_are_told_apart_by_whom_they_are_for(header, words):
    page = Page("https://b.example/", "text", datetime(2024, 5, 1, tzinfo=UTC), headers={"x-robots-tag": header})
    assert words <= directives(page)
    assert ("noindex" in directives(page)) == ("noindex" in words)


def test_what_no_database_takes_does_not_end_the_crawl(web, runner):
    item = {"id": web.url(PATH), "url": web.url(PATH), "title": "half a sign \ud83d", "content_text": WORDS,
            "date_published": "2024-05-01T10:00:00Z", "authors": [{"name": "Ann \udc00"}]}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Half \ud83d", "items": [item]}
    web.page("/feed.json", json.dumps(feed), kind="application/feed+json")
    web.page(OTHER, essay())
    coverage = runner.crawl("/feed.json", OTHER)
    assert runner.rows()[OTHER][0] == "done"
    assert "leased" not in {state for state, _, _ in runner.rows().values()}
    assert coverage.fetched >= 1


@pytest.mark.parametrize("place", ["fetching", "reading"])
def test_a_slip_of_ours_costs_one_page_and_is_said(web, runner, monkeypatch, caplog, place):
    owner, name = (Fetcher, "fetch") if place == "fetching" else (Parser, "read")
    real = getattr(owner, name)

    def slipping(self, what, *given, **options):
        if PATH in getattr(what, "url", what):
            raise ZeroDivisionError("a slip")
        return real(self, what, *given, **options)

    monkeypatch.setattr(owner, name, slipping)
    web.page(PATH, essay())
    web.page(OTHER, essay())
    with caplog.at_level(logging.ERROR):
        runner.crawl(PATH, OTHER)
    assert runner.rows()[PATH][2] == "internal"
    assert runner.rows()[OTHER][0] == "done"
    assert "a fault of this program" in caplog.text
