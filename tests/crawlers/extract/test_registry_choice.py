"""Which reader is run, and what happens when one fails."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import EntryPoint

import pytest

from crawlers.extract import registry
from crawlers.extract.registry import choose, chosen, extract, read, readers
from crawlers.records import Activity, Finding, Outlink, OutlinkKind, Page, Post, PostKind, Remark, Verb

SEEN = datetime(2024, 6, 1, tzinfo=UTC)
PAGE = Page("https://a.example/p", "<p>hello</p>", SEEN)


class Reader:
    """A reader made for the test: yields what it is given."""

    def __init__(self, name: str, certainty: float, *findings: Finding) -> None:
        self.name, self.certainty, self.findings = name, certainty, findings

    def matches(self, page: Page) -> float:
        return self.certainty

    def extract(self, page: Page) -> Iterator[Finding]:
        yield from self.findings


class Broken(Reader):
    def extract(self, page: Page) -> Iterator[Finding]:
        yield from self.findings
        raise KeyError("no such thing")


class Blind(Reader):
    def matches(self, page: Page) -> float:
        raise AttributeError("no such thing")


POST = Post(url=PAGE.url, kind=PostKind.POST, author="https://ann.example/", in_reply_to="https://b.example/q")
LEAD = Outlink(url="https://a.example/feed", kind=OutlinkKind.FEED)


def test_the_surest_reader_is_run_alone():
    assert [reader.name for reader, _ in chosen(PAGE, [Reader("low", 0.3, LEAD), Reader("high", 0.9, POST)])] == ["high"]


def test_ties_go_to_the_earlier_reader():
    assert [reader.name for reader, _ in choose(PAGE, [Reader("one", 0.5), Reader("two", 0.5), Reader("no", 0.0)])] == ["one", "two"]


def test_a_reader_that_finds_nothing_gives_way_to_the_next():
    remark = Remark(code="no_post", text="nothing")
    used, found = read(PAGE, [Reader("high", 0.9, remark), Reader("low", 0.3, LEAD)])
    assert ([reader.name for reader, _ in used], found) == (["low"], [LEAD])


def test_when_none_finds_anything_the_surest_ones_remarks_stay():
    remark = Remark(code="no_post", text="nothing")
    used, found = read(PAGE, [Reader("high", 0.9, remark), Reader("low", 0.3)])
    assert ([reader.name for reader, _ in used], found) == (["high"], [remark])


def test_comment_readers_run_beside_the_article_reader_only():
    comment = Post(url=PAGE.url + "#c1", kind=PostKind.COMMENT)
    comments = [Reader("one_comments", 0.9), Reader("two_comments", 0.5, comment), Reader("three_comments", 0.4, comment)]
    used, _ = read(PAGE, [Reader("article", 0.3, POST), *comments])
    assert [reader.name for reader, _ in used] == ["article", "two_comments"]
    assert [reader.name for reader, _ in chosen(PAGE, [Reader("forum", 0.9, POST), *comments])] == ["forum"]


def test_a_reader_that_fails_costs_only_what_it_had_not_read():
    found = extract(PAGE, [Broken("weak", 0.9, POST), Blind("blind", 0.9)])
    assert POST in found
    assert [finding.code for finding in found if isinstance(finding, Remark)] == ["reader_failed"]


def test_posts_bring_their_acts_and_repeats_are_dropped():
    found = extract(PAGE, [Reader("twice", 0.9, POST, POST)])
    assert found.count(POST) == 1
    assert [(act.verb, act.object) for act in found if isinstance(act, Activity)] == [(Verb.REPLY, "https://b.example/q")]


def test_every_reader_has_a_name_of_its_own():
    names = [reader.name for reader in readers()]
    assert len(set(names)) == len(names)


def test_readers_of_others_come_by_entry_point(monkeypatch):
    point = EntryPoint(name="mine", value="crawlers.extract.article:Article", group=registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group == registry.GROUP else [])
    readers.cache_clear()
    assert [reader.name for reader in readers()].count("article") == 2
    monkeypatch.undo()
    readers.cache_clear()


@pytest.mark.parametrize("text", ["", " ", "plain words", "{}", "[]", "<", "\x00\x01", "<html></html>", "{\"a\": 1", "<?xml version='1.0'?>"])
def test_a_page_of_nothing_yields_no_posts(text):
    assert not [each for each in extract(Page("https://a.example/", text, SEEN)) if isinstance(each, Post)]
