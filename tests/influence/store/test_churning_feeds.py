"""A post whose address changes in its feed is one post: by its id, else by its words; different posts stay apart."""

from datetime import UTC, datetime, timedelta

import pytest

from crawlers.extract.registry import extract
from crawlers.records import Page
from influence.model.columns import VERBS
from influence.store.project import Project

FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
FEED = "https://ann.example/feed/"
WORDS = "Paper and scissors and glue make a fine afternoon, said everybody at the table. " * 3
OTHER_WORDS = "Wool and needles keep the evenings warm when the river freezes over in the north. " * 3


def item(slug, *, guid=None, title="A fine day", day=1, words=WORDS):
    named = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    return (f"<item><title>{title}</title><link>https://ann.example/{slug}/</link>{named}<author>a@ann.example (Ann)</author>"
            f"<pubDate>{day:02} May 2024 10:00:00 GMT</pubDate><description>{words}</description></item>")


def feed(*items, days=0):
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Ann</title>{"".join(items)}</channel></rss>'
    return Page(FEED, text, FETCHED + timedelta(days=days), media_type="application/rss+xml")


@pytest.fixture
def project(tmp_path):
    with Project.open(tmp_path / "p", create=True) as made:
        yield made


def store(project, *pages):
    for page in pages:
        project.add(page, extract(page))
    return len(project.columns().posts)


def test_another_slug_under_the_same_id_is_the_same_post(project):
    assert store(project, feed(item("a-fine-dya", guid="g1")), feed(item("a-fine-day", guid="g1"), days=1)) == 1


def test_another_slug_and_other_words_under_the_same_id_and_time_are_the_same_post(project):
    assert store(project, feed(item("a", guid="g1")), feed(item("b", guid="g1", title="Mended", words="New."), days=1)) == 1


def test_another_slug_and_another_id_with_the_same_words_and_time_are_the_same_post(project):
    assert store(project, feed(item("a", guid="g1")), feed(item("b", guid="g2", title="Mended"), days=1)) == 1


def test_a_new_id_at_every_fetch_changes_nothing(project):
    assert store(project, *(feed(item("a", guid=f"g{day}"), days=day) for day in range(4))) == 1


def test_one_id_for_every_post_joins_nothing(project):
    first = feed(item("a", guid="x"), item("b", guid="x", title="B", day=2, words=OTHER_WORDS))
    second = feed(item("c", guid="x", title="C", day=3, words="New."), item("b", guid="x", title="B", day=2, words=OTHER_WORDS), days=1)
    assert store(project, first, second) == 3


def test_a_feed_of_one_post_that_keeps_its_id_shows_different_posts(project):
    assert store(project, feed(item("a", guid="x")), feed(item("b", guid="x", title="B", day=2, words=OTHER_WORDS), days=1)) == 2


def test_few_words_prove_nothing(project):
    assert store(project, feed(item("a", words="Hi.")), feed(item("b", words="Hi."), days=1)) == 2


def test_the_same_words_at_another_time_are_another_post(project):
    assert store(project, feed(item("a")), feed(item("b", day=2), days=1)) == 2


def test_a_post_that_is_still_shown_is_not_taken_for_the_old_one(project):
    assert store(project, feed(item("a", guid="g1")), feed(item("a", guid="g1"), item("b", guid="g2"), days=1)) == 2


def test_answers_to_the_old_address_count_for_the_post(project):
    reader = Page("https://bo.example/answer/", (
        '<html><head><title>An answer</title><meta name="author" content="Bo"></head><body><article><h1>An answer</h1>'
        f'<time datetime="2024-05-03T10:00:00Z">x</time><p>{OTHER_WORDS}<a href="https://ann.example/a/">Ann</a> says so.</p>'
        "</article></body></html>"), FETCHED)
    store(project, feed(item("a", guid="g1")), reader, feed(item("b", guid="g1"), days=1))
    acts = project.columns().activities
    links = [row for row in range(len(acts)) if VERBS[acts.verb[row]] == "link"]
    names = [row.name for row in project.accounts()]
    assert [names[acts.owner[row]] for row in links] == ["Ann"]
    assert all(acts.post[row] >= 0 for row in links)
