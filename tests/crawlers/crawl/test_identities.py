"""What is one and what is two: queries in another order, circles of redirects, names on two sites, half-written pages."""

import threading
from datetime import UTC, datetime

import pytest

from crawlers.crawl import Crawl, Ports
from crawlers.decide import CrawlLimits
from crawlers.fetch import Fetcher
from crawlers.guard import Guard
from crawlers.parse import Parser
from crawlers.reading import reading
from crawlers.records import Page, Source
from crawlers.shelf import MOST_OF_ONE, MOST_OF_SLOW, SLOW_S, Shelf
from crawlers.system_clock import SystemClock
from influence.store.frontier import SqliteFrontier
from influence.store.pages import SqlitePages
from influence.store.project import Project

FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
WORDS = "Paper and scissors and glue make a fine afternoon, said everybody at the table. " * 6


def article(title, extra="", author="Ann Lee"):
    return (f'<html><head><title>{title}</title><meta name="author" content="{author}"></head><body><article><h1>{title}</h1>'
            f'<time datetime="2024-05-01T10:00:00Z">x</time><p>{WORDS}{extra}</p></article></body></html>')


def test_a_query_in_another_order_is_another_spelling_of_one_address(web, runner):
    web.page("/", '<a href="/show.php?p=7&cat=2">one</a><a href="/show.php?cat=2&p=7">the same</a>')
    web.page("/show.php?p=7&cat=2", article("Seven"))
    web.page("/show.php?cat=2&p=7", article("Seven"))
    runner.crawl("/")
    assert len([seen for seen in web.log if "show" in seen.path]) == 1
    web.page("/2024/05/an-answer-to-it/", article("Answer", f'<a href="{web.url("/show.php?cat=2&p=7")}">see</a>', author="Bo Fox"))
    runner.crawl("/2024/05/an-answer-to-it/")
    with Project.open(runner.folder) as project:
        acts = project.columns().activities
    assert len(acts) == 1
    assert acts.post[0] >= 0


def test_a_parameter_given_twice_keeps_its_order(web, runner):
    web.page("/", '<a href="/one.php?a=1&b=1">x</a><a href="/one.php?b=2&a=1">x</a>')
    runner.crawl("/")
    assert len([seen for seen in web.log if "one.php" in seen.path]) == 2


@pytest.mark.parametrize("steps", [["/a/", "/b/"], ["/a/", "/b/", "/c/"]], ids=len)
def test_a_source_that_redirects_in_a_circle_is_named_in_the_sheet(web, runner, steps):
    for step, following in zip(steps, [*steps[1:], steps[0]], strict=True):
        web.redirect(step, following, 302)
    sheet = runner.crawl(steps[0])
    assert dict(sheet.sources[web.url(steps[0])].failed) == {"redirect_loop": 1}
    assert sheet.sources[web.url(steps[0])].is_silent
    assert any("redirects in a circle" in line for line in sheet.lines())


def test_a_source_that_leads_to_another_one_is_not_said_to_be_missing(web, runner):
    web.redirect("/old/", "/2024/05/a-fine-day/", 301)
    web.page("/2024/05/a-fine-day/", article("A fine day"))
    assert not any("missing" in line for line in runner.crawl("/2024/05/a-fine-day/", "/old/").lines())


def test_the_same_name_on_two_sites_is_two_accounts(web, new_web, tmp_path, runner_of):
    other = new_web()
    for one in (web, other):
        one.page("/2024/05/a-fine-day/", article("A fine day"))
    runner_of(tmp_path / "p", web).crawl(*(one.url("/2024/05/a-fine-day/") for one in (web, other)), allowed=frozenset({other.endpoint}))
    with Project.open(tmp_path / "p") as project:
        assert [row.name for row in project.accounts()] == ["Ann Lee", "Ann Lee"]


def test_ids_made_anew_at_every_fetch_are_no_change():
    def feed(guid, title="A"):
        return Page("https://a.example/feed/", (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>A</title><item><title>{title}</title><link>https://a.example/a/</link>'
            f'<guid isPermaLink="false">{guid}</guid></item></channel></rss>'), FETCHED, media_type="application/rss+xml")

    assert reading(feed("one")).digest == reading(feed("two")).digest
    assert reading(feed("one")).digest != reading(feed("one", "B")).digest


def half_written(project, frontier):
    with frontier.part():
        project.add_alias("https://a.example/undone", "https://a.example/", basis="test")
        "\ud800".encode()


def test_what_a_page_wrote_before_it_failed_is_undone_and_the_batch_stays(runner):
    with Project.open(runner.folder, create=True) as project:
        frontier = SqliteFrontier(project.connection, project.path)
        with frontier.batch():
            project.add_alias("https://a.example/kept", "https://a.example/", basis="test")
            with pytest.raises(UnicodeEncodeError):
                half_written(project, frontier)
            with frontier.part():
                project.add_alias("https://a.example/too", "https://a.example/", basis="test")
        rows = project.connection.execute("SELECT url FROM addresses ORDER BY url").fetchall()
    assert [url for url, in rows] == ["https://a.example/", "https://a.example/kept", "https://a.example/too"]


def test_a_site_slow_to_read_holds_up_no_other(tmp_path, new_web, monkeypatch):
    slow, quick = new_web(), new_web()
    paths = [f"/essay-number-{number}-here/" for number in range(30)]
    for one in (slow, quick):
        one.page("/", "".join(f'<a href="{path}">x</a>' for path in paths))
        for path in paths:
            one.page(path, article(path))
    original, left, ended = Parser.read, set(paths), threading.Event()
    in_time = []

    def held(self, page, status=200):
        if page.url.startswith(slow.url("/essay")):
            in_time.append(ended.wait(60))
        elif page.url.startswith(quick.url("/essay")):
            left.discard(page.url.removeprefix(quick.url("")))
            if not left:
                ended.set()
        return original(self, page, status)

    monkeypatch.setattr(Parser, "read", held)
    fetcher = Fetcher(user_agent="influence/test", guard=Guard(allowed=frozenset({slow.endpoint, quick.endpoint})))
    with Project.open(tmp_path / "p", create=True) as project:
        ports = Ports(frontier=SqliteFrontier(project.connection, project.path), sink=project, fetcher=fetcher,
                      archive=SqlitePages(project.connection, project.path), clock=SystemClock())
        limits = CrawlLimits(delay_s=0.0, hops=0, workers=4, patience_s=0.0)
        Crawl(ports, limits, parsers=2).run([Source(url=one.url("/")) for one in (slow, quick)])
    fetcher.close()
    assert len(in_time) == len(paths)
    assert all(in_time)


def test_a_slow_domain_has_one_reader_and_little_room():
    shelf = Shelf(readers=2)
    shelf.put("a.example", 1)
    shelf.put("a.example", 2)
    assert shelf.take() == ("a.example", 1)
    shelf.put("b.example", 3)
    assert shelf.take() == ("b.example", 3)  # nobody knows yet how slow a.example is
    shelf.done("a.example", SLOW_S * 5)
    assert shelf.take() == ("a.example", 2)
    for number in range(MOST_OF_SLOW):
        shelf.put("a.example", number)
    late = threading.Thread(target=shelf.put, args=("a.example", "late"))
    late.start()
    shelf.done("a.example", SLOW_S * 5)
    shelf.take()
    late.join(30)
    assert not late.is_alive()


def test_a_quick_domain_has_all_readers_while_it_is_alone_and_never_all_beside_others():
    shelf = Shelf(readers=3)
    shelf.put("a.example", 0)
    shelf.take()
    shelf.done("a.example", 0.01)
    for number in range(MOST_OF_ONE):
        shelf.put("a.example", number)
    assert [shelf.take() for _ in range(3)] == [("a.example", number) for number in range(3)]
    assert shelf.reading() == {"a.example": 3}
    shelf.put("b.example", 0)
    shelf.done("a.example", 0.01)
    assert shelf.take() == ("b.example", 0)


def test_readers_end_when_all_is_read():
    shelf = Shelf(readers=2)
    shelf.put("a.example", 1)
    shelf.close()
    assert shelf.take() == ("a.example", 1)
    assert shelf.take() is None
