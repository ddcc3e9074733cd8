"""What a later run does about what an earlier one could not read, and what a failing host costs the others."""

import socket
import sqlite3
import threading

import pytest
from click.testing import CliRunner

from crawlers.decide import CrawlLimits
from crawlers.errors import FetchError
from crawlers.fetch import Fetcher
from crawlers.schedule import Schedule
from influence.cli.app import influence
from influence.errors import InfluenceError
from influence.store import project as project_module
from influence.store.crawl_lock import crawl_lock
from influence.store.project import DATABASE_NAME

WORDS = "Paper and scissors and glue make a fine afternoon, said everybody at the table that long day in May. " * 5
POST = ('<html><head><title>Essay</title><meta name="author" content="Ann Lee"></head><body><article><h1>Essay</h1>'
        f'<time datetime="2024-05-01T10:00:00Z">1 May</time><p>{WORDS}</p></article></body></html>')
PATH = "/2024/05/an-essay-here/"
NO_WAIT = CrawlLimits(delay_s=0.0, hops=0, workers=4, patience_s=0.0)


@pytest.fixture
def command(tmp_path, web):
    """Run `influence crawl` in a project of this test; return exit code and output."""
    def run(*arguments):
        given = ["--project", str(tmp_path / "again"), "crawl", *arguments]
        result = CliRunner().invoke(influence, given, standalone_mode=False)
        if isinstance(result.exception, InfluenceError):
            return result.exception.exit_code, str(result.exception)
        assert result.exception is None, result.exception
        return result.return_value, result.output

    return run


def test_a_refused_address_is_asked_once_the_user_allows_it(web, command):
    web.page(PATH, POST)
    assert command(web.url(PATH))[0] == 1
    code, output = command(web.url(PATH), "--allow-private", web.endpoint, "--delay", "0")
    assert (code, "1 page read" in output) == (0, True)


def test_what_robots_forbids_is_looked_at_again_when_it_is_a_source(web, runner):
    web.page("/robots.txt", "User-agent: *\nDisallow: /", kind="text/plain")
    web.page(PATH, POST)
    runner.crawl(PATH)
    assert runner.rows()[PATH][0] == "refused"
    web.page("/robots.txt", "", kind="text/plain")
    assert runner.crawl(PATH).fetched == 1


@pytest.fixture
def unplugged():
    """An address of this machine at which nothing listens, and is allowed."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    return f"127.0.0.1:{port}"


def test_a_second_run_without_a_line_is_no_success_and_asks_again(web, runner, unplugged):
    allowed = frozenset({unplugged})
    url = f"http://{unplugged}/"
    first = runner.crawl(url, allowed=allowed)
    second = runner.crawl(url, allowed=allowed)
    assert [coverage.sources[url].is_silent for coverage in (first, second)] == [True, True]
    assert second.sources[url].failed
    assert "Nothing new." not in second.lines()


def test_a_source_that_has_to_wait_is_no_success(web, command):
    web.page(PATH, "wait", "Retry-After: 3600", status="429 Slow")
    allow = ("--allow-private", web.endpoint, "--delay", "0")
    assert command(web.url(PATH), *allow)[0] == 1
    asked = len(web.log)
    code, output = command(web.url(PATH), *allow)
    assert (code, len(web.log)) == (1, asked)
    assert "put off" in output


def test_one_page_that_is_always_busy_does_not_end_its_domain(web, runner):
    names = [f"/essay-number-{number}/" for number in range(5)]
    web.page("/", "".join(f'<a href="{name}">{name}</a>' for name in names))
    for name in names[1:]:
        web.page(name, POST)
    web.page(names[0], "busy", status="503 Busy")
    runner.crawl("/")
    assert [runner.rows()[name][0] for name in names] == ["deferred", "done", "done", "done", "done"]


def test_three_busy_answers_in_a_row_pause_the_domain(web, runner):
    names = [f"/essay-number-{number}/" for number in range(9)]
    web.page("/", "".join(f'<a href="{name}">{name}</a>' for name in names))
    for name in names:
        web.page(name, "busy", status="503 Busy")
    runner.crawl("/", limits=CrawlLimits(delay_s=0.01, hops=0, workers=4, patience_s=1.0))
    assert sum(len(web.asked(name)) for name in names) == 3


def test_one_dead_host_leaves_the_others_of_its_domain_alone(web, runner, monkeypatch):
    hosts = {"alive": "good.craft.example", "dead": "gone.craft.example"}
    asked = []

    def fetch(self, url, *, headers=None, limits=None):
        asked.append(url)
        if hosts["dead"] in url:
            raise FetchError("the name of this host is not known", code="dns", about=url)
        return real(self, url.replace(f"http://{hosts['alive']}", web.url("")), headers=headers, limits=limits)

    real = Fetcher.fetch
    monkeypatch.setattr(Fetcher, "fetch", fetch)
    web.page("/", POST)
    runner.crawl(f"http://{hosts['dead']}/", f"http://{hosts['dead']}/other-page/", f"http://{hosts['alive']}/",
                 limits=CrawlLimits(delay_s=1.0, hops=0, workers=2, patience_s=3.0))
    rows = runner.rows()
    assert rows[f"http://{hosts['alive']}/"][0] == "done"
    assert rows[f"http://{hosts['dead']}/other-page/"][0] == "deferred"
    assert sum(hosts["dead"] in url for url in asked) <= 2


def test_a_turn_that_has_to_rest_does_not_hide_the_turns_behind_it():
    turns = Schedule()
    turns.want("a.example", 1.0)
    turns.want("b.example", 2.0)
    turns.pause("a.example", until_s=500.0)
    assert turns.next_s() == 2.0
    assert turns.take(2.0) == "b.example"
    assert turns.next_s() == 500.0


def test_a_dry_run_forgets_nothing_whatever_else_is_asked(web, command):
    web.page(PATH, POST)
    allow = ("--allow-private", web.endpoint, "--delay", "0")
    command(web.url(PATH), *allow)
    code, output = command(web.url(PATH), "--fresh", "--dry-run", "--yes", *allow)
    assert (code, "Nothing was asked." in output) == (0, True)
    assert command(*allow)[0] == 0
    assert len(web.asked(PATH)) == 2


def test_nothing_is_forgotten_while_another_crawl_runs(web, command, tmp_path):
    web.page(PATH, POST)
    allow = ("--allow-private", web.endpoint, "--delay", "0")
    command(web.url(PATH), *allow)
    with crawl_lock(tmp_path / "again"):
        assert command(web.url(PATH), "--fresh", "--yes", *allow)[0] == 1
    assert command(*allow)[0] == 0
    assert len(web.asked(PATH)) == 2


def test_a_crawl_waits_for_a_slow_load(web, command, tmp_path, monkeypatch):
    web.page(PATH, POST)
    allow = ("--allow-private", web.endpoint, "--delay", "0")
    command(web.url(PATH), *allow)
    monkeypatch.setattr(project_module, "BUSY_TIMEOUT_S", 0.1)
    loading = sqlite3.connect(tmp_path / "again" / DATABASE_NAME, check_same_thread=False)
    loading.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(1.0, loading.rollback)
    timer.start()
    code, _ = command(web.url(PATH), *allow)
    timer.join()
    loading.close()
    assert code == 0
