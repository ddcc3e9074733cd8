"""What a machine does to a crawl: clocks that jump, other time zones and alphabets, few open files."""

import os
import resource
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from crawlers.crawl import Crawl, Ports
from crawlers.decide import CrawlLimits
from crawlers.fetch import Fetcher
from crawlers.guard import Guard
from crawlers.records import Source
from crawlers.system_clock import SystemClock
from influence.store.frontier import SqliteFrontier
from influence.store.pages import SqlitePages
from influence.store.project import Project

PAGES = 12
WORDS = "今天我們來談談手工剪紙的經驗，大家都說很好用，下次還要再來。Paper and scissors make a fine day. " * 4


class JumpingClock:
    """A clock on the wall that somebody sets back or forward at every look; what runs on runs on."""

    def __init__(self, by: timedelta) -> None:
        self.by, self.looks, self.true = by, 0, SystemClock()

    def now(self) -> datetime:
        self.looks += 1
        return self.true.now() + self.by * (self.looks % 3)

    def monotonic(self) -> float:
        return self.true.monotonic()


def build(web):
    web.page("/", "".join(f'<a href="/essay-number-{number}-here/">x</a>' for number in range(PAGES)))
    for number in range(PAGES):
        web.page(f"/essay-number-{number}-here/", (
            f'<html><head><title>剪紙 {number}</title><meta name="author" content="王小明"></head><body><article><h1>剪紙 {number}</h1>'
            f'<time datetime="2024-05-{number + 1:02}T10:00:00">x</time><p>{WORDS}</p></article></body></html>'))


def command(web, folder, *more, limit_files=None, **surroundings):
    def limit():
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit_files, limit_files))

    done = subprocess.run(
        [sys.executable, "-m", "influence", "--project", str(folder), *(more or (
            "crawl", web.url("/"), "--allow-private", web.endpoint, "--delay", "0", "--hops", "0", "--workers", "16"))],
        capture_output=True, timeout=300, check=False, env={**os.environ, **surroundings},
        preexec_fn=limit if limit_files else None)
    return done.returncode, done.stdout + done.stderr


def stored(folder):
    with Project.open(folder) as project:
        return project.connection.execute(
            "SELECT t.title, s.time, s.basis FROM texts t JOIN sightings s USING (page, key) ORDER BY t.title, s.time").fetchall()


@pytest.mark.parametrize("by", [timedelta(days=-400), timedelta(hours=-1), timedelta(hours=1), timedelta(days=4000)], ids=str)
def test_a_clock_that_jumps_neither_stops_nor_hurries_a_crawl(web, tmp_path, by):
    build(web)
    with Project.open(tmp_path / "p", create=True) as project:
        fetcher = Fetcher(user_agent="influence/test", guard=Guard(allowed=frozenset({web.endpoint})))
        try:
            ports = Ports(frontier=SqliteFrontier(project.connection, project.path), sink=project, fetcher=fetcher,
                          archive=SqlitePages(project.connection, project.path), clock=JumpingClock(by))
            Crawl(ports, CrawlLimits(delay_s=0.05, hops=0, patience_s=5.0), parsers=1).run([Source(url=web.url("/"))])
        finally:
            fetcher.close()
        states = project.connection.execute("SELECT DISTINCT state FROM frontier WHERE url LIKE '%essay%'").fetchall()
    assert states == [("done",)]
    starts = sorted(seen.at_s for seen in web.log)
    assert min(later - earlier for earlier, later in zip(starts, starts[1:], strict=False)) >= 0.045


def test_the_time_zone_and_language_of_the_machine_change_nothing(web, tmp_path):
    build(web)
    surroundings = ({"TZ": "UTC", "LANG": "C.UTF-8"}, {"TZ": "Asia/Taipei", "LANG": "zh_TW.UTF-8", "LC_ALL": "zh_TW.UTF-8"},
                    {"TZ": "America/St_Johns", "LANG": "de_DE", "LC_ALL": "de_DE"})
    found = []
    for number, one in enumerate(surroundings):
        assert command(web, tmp_path / f"p{number}", **one)[0] == 0
        found.append(stored(tmp_path / f"p{number}"))
    assert len(found[0]) == PAGES
    assert found[0] == found[1] == found[2]


def test_a_terminal_without_these_letters_is_no_reason_to_end(web, tmp_path):
    build(web)
    ascii_only = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    code, said = command(web, tmp_path / "p", **ascii_only)
    assert (code, b"Traceback" in said) == (0, False)
    code, said = command(web, tmp_path / "p", "people", "list", **ascii_only)
    assert (code, b"Traceback" in said) == (0, False), said
    assert len(stored(tmp_path / "p")) == PAGES


def test_sixty_four_open_files_are_enough(web, tmp_path):
    build(web)
    code, said = command(web, tmp_path / "p", limit_files=64)
    assert (code, b"Traceback" in said) == (0, False), said
    assert len(stored(tmp_path / "p")) == PAGES


def test_names_of_proxies_in_the_surroundings_are_not_used(web, tmp_path):
    build(web)
    code, _ = command(web, tmp_path / "p", http_proxy="http://127.0.0.1:9/", HTTPS_PROXY="http://127.0.0.1:9/", ALL_PROXY="socks5://127.0.0.1:9")
    assert code == 0
    assert len(stored(tmp_path / "p")) == PAGES
