"""What no server can do to a crawl: being killed, losing its disk, meeting another crawl, losing its children."""

import logging
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from crawlers.errors import ReadError
from crawlers.parse import Parser
from crawlers.reading import reading
from crawlers.records import Page
from crawlers.system_clock import SystemClock
from influence.errors import InfluenceError
from influence.store.project import Project

COMMAND = [sys.executable, "-m", "influence"]
PAGES = 60
PAUSE = threading.Event()
KILLS = int(os.environ.get("CRAWL_KILLS", "20"))
#: Imports all that a crawl needs once, then runs one in a process of its own for each line it reads: no kill costs a start.
STARTER = """
import os, sys
import crawlers.crawl, crawlers.pipeline, influence.cli.crawl, influence.cli.crawling, influence.cli.namings, influence.store.project
from influence.cli.app import main
for _ in sys.stdin:
    pid = os.fork()
    if not pid:
        main(sys.argv[1:])
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)
"""


def article(number: int) -> str:
    words = f"Words of essay {number} about paper, scissors and glue. " * 8
    return (f'<html><head><title>Essay {number}</title><meta name="author" content="Ann {number % 7}"></head><body><article>'
            f'<h1>Essay {number}</h1><time datetime="2024-05-{number % 28 + 1:02}T10:00:00Z">x</time><p>{words}'
            f'<a href="/essay-number-{(number * 7) % PAGES}-here/">see</a></p></article></body></html>')


def build(web):
    web.page("/", "".join(f'<a href="/essay-number-{number}-here/">x</a>' for number in range(PAGES)))
    for number in range(PAGES):
        web.page(f"/essay-number-{number}-here/", article(number))


def options(web, folder):
    return ["--project", str(folder), "crawl", web.url("/"), "--allow-private", web.endpoint, "--delay", "0", "--hops", "0",
            "--workers", "3"]


def start(web, folder):
    return subprocess.Popen([*COMMAND, *options(web, folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process) -> int:
    process.communicate(timeout=300)
    return process.returncode


def graph(folder):
    """Return what was read, without times of fetching."""
    with Project.open(folder) as project:
        return [project.connection.execute(query).fetchall() for query in (
            "SELECT url FROM pages ORDER BY url", "SELECT title, text FROM texts ORDER BY title, text",
            "SELECT id FROM accounts ORDER BY id", "SELECT COUNT(*) FROM activities",
            "SELECT url, state FROM frontier ORDER BY url")]


def has_ended(pid):
    return (Path("/proc") / str(pid)).exists() is False


def wait_for(condition, limit_s=300.0):
    end = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        PAUSE.wait(0.02)


def test_kill_9_at_any_moment_loses_nothing(web, tmp_path):
    build(web)
    assert finish(start(web, tmp_path / "calm")) == 0
    chance = random.Random(7)
    starter = subprocess.Popen([sys.executable, "-c", STARTER, "-q", *options(web, tmp_path / "killed")],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    killed = 0
    with starter:
        for _ in range(KILLS):
            begun, more, later = len(web.log), chance.randrange(1, 6), chance.random() * 0.1
            starter.stdin.write("\n")
            pid = int(starter.stdout.readline())
            wait_for(lambda enough=begun + more, pid=pid: len(web.log) >= enough or has_ended(pid))
            PAUSE.wait(later)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            killed += int(starter.stdout.readline()) == signal.SIGKILL
            with Project.open(tmp_path / "killed", create=True) as project:
                assert project.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        starter.stdin.close()
    assert killed > KILLS // 2
    assert finish(start(web, tmp_path / "killed")) == 0
    assert graph(tmp_path / "killed") == graph(tmp_path / "calm")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_finishes_what_is_under_way_and_says_so(web, tmp_path, number):
    build(web)
    usual = web.handlers["/essay-number-5-here/"]
    web.on("/essay-number-5-here/", lambda caller: (process.send_signal(number), usual(caller)))
    process = start(web, tmp_path / "p")
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "Interrupted; what was read is saved." in output
    web.on("/essay-number-5-here/", usual)
    assert finish(start(web, tmp_path / "p")) == 0
    with Project.open(tmp_path / "p") as project:
        assert project.connection.execute("SELECT COUNT(*) FROM frontier WHERE state = 'leased'").fetchone() == (0,)


def test_one_signal_sent_twice_still_ends_with_the_sheet(web, tmp_path):
    build(web)
    usual = web.handlers["/essay-number-5-here/"]
    web.on("/essay-number-5-here/", lambda caller: (process.send_signal(signal.SIGINT), PAUSE.wait(0.05),
                                                    process.send_signal(signal.SIGINT), usual(caller)))
    process = start(web, tmp_path / "p")
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "Interrupted; what was read is saved." in output


def test_a_second_signal_ends_at_once(web, tmp_path):
    web.on("/", lambda caller: caller.hang())
    process = start(web, tmp_path / "p")
    wait_for(lambda: web.asked("/"))
    process.send_signal(signal.SIGTERM)
    while process.poll() is None:
        process.send_signal(signal.SIGTERM)
        PAUSE.wait(0.1)
    process.communicate()
    assert process.returncode == 128 + signal.SIGTERM


def test_a_second_crawl_says_why_it_does_not_run(web, tmp_path):
    build(web)
    web.on("/essay-number-5-here/", lambda caller: caller.hang())
    first = start(web, tmp_path / "p")
    wait_for(lambda: web.asked("/essay-number-5-here/"))
    second = start(web, tmp_path / "p")
    _, errors = second.communicate(timeout=300)
    first.kill()
    first.communicate()
    assert second.returncode == 1
    assert "another crawl of this project is running" in errors


def test_a_full_disk_ends_with_a_clear_line_and_a_sound_file(web, runner, monkeypatch):
    build(web)
    with Project.open(runner.folder, create=True) as project:
        pages = project.connection.execute("PRAGMA page_count").fetchone()[0]
    original = Project.open.__func__

    def small(cls, folder, *, create=False):
        project = original(cls, folder, create=create)
        project.connection.execute(f"PRAGMA max_page_count = {pages + 8}")
        return project

    with monkeypatch.context() as patch:
        patch.setattr(Project, "open", classmethod(small))
        with pytest.raises(InfluenceError, match="disk is full"):
            runner.crawl("/")
    assert runner.query("PRAGMA integrity_check") == [("ok",)]
    runner.crawl("/")
    assert runner.query("SELECT COUNT(*) FROM pages")[0][0] == PAGES + 1


def test_a_report_can_be_read_while_a_crawl_writes(web, runner):
    build(web)
    seen = []
    usual = web.handlers["/essay-number-30-here/"]

    def look(caller):
        with sqlite3.connect(runner.folder / "influence.db") as other:
            seen.append(other.execute("SELECT COUNT(*) FROM pages").fetchone()[0])
        other.close()
        usual(caller)

    web.on("/essay-number-30-here/", look)
    runner.crawl("/")
    assert seen


def page(text: str = "<p>x</p>") -> Page:
    return Page("https://blog.example/2024/05/x-y-z/", text, SystemClock().now())


def test_a_child_that_is_killed_costs_no_page():
    parser = Parser()
    try:
        assert parser.read(page()).digest
        os.kill(parser.pid, signal.SIGKILL)
        assert parser.read(page()).digest
    finally:
        parser.close()


class DeadlyParser(Parser):
    """Loses its child the first times that it is to read a page."""

    losses = 1

    def _ready_line(self):
        line = super()._ready_line()
        if self.losses:
            self.losses -= 1
            os.kill(self.pid, signal.SIGKILL)
        return line


def test_a_page_whose_reader_dies_is_given_to_a_fresh_one():
    parser = DeadlyParser()
    try:
        assert parser.read(page()).digest
    finally:
        parser.close()


def test_a_page_that_brings_two_readers_down_is_left_and_the_next_is_read():
    parser = DeadlyParser()
    parser.losses = 2
    try:
        with pytest.raises(ReadError, match="brought its reader down") as caught:
            parser.read(page())
        assert caught.value.code == "reader_lost"
        assert parser.read(page()).digest
    finally:
        parser.close()


def test_a_page_that_takes_too_long_is_left_after_a_second_try(caplog):
    parser = Parser(limit_s=0.0)
    caplog.set_level(logging.INFO, "crawlers.parse")
    try:
        with pytest.raises(ReadError, match="too long") as caught:
            parser.read(page("<p>" + "words and words " * 20_000))
        assert caught.value.code == "too_slow_to_read"
        assert caplog.text.count("once more") == 1
        assert parser.pid is None
    finally:
        parser.close()


def test_a_child_over_its_memory_is_no_harm_to_the_crawl():
    parser = Parser(limit_bytes=4_000_000)
    try:
        with pytest.raises(ReadError):
            parser.read(page("<div><p>x</p></div>" * 400_000))
        small = Parser()
        assert small.read(page()).digest
        small.close()
    finally:
        parser.close()


def test_the_child_reads_what_the_parent_would():
    parser = Parser()
    try:
        one = page(article(3))
        assert parser.read(one) == reading(one)
    finally:
        parser.close()


def test_a_crawl_goes_on_after_losing_a_reader(web, runner, monkeypatch):
    build(web)
    original = Parser.read
    killed = []

    def deadly(self, one, status=200):
        if one.url.endswith("number-3-here/") and not killed:
            killed.append(self.pid)
            os.kill(self.pid, signal.SIGKILL)
        return original(self, one, status)

    monkeypatch.setattr(Parser, "read", deadly)
    runner.crawl("/")
    states = [state for state, _, _ in runner.rows().values()]
    assert killed
    assert states.count("done") == PAGES + 1


def test_a_page_that_was_cut_off_twice_is_named_and_read_by_the_next_run(web, runner, monkeypatch):
    build(web)
    original = Parser._read_once

    def deadly(self, one, status):
        if one.url.endswith("number-3-here/"):
            self.start()
            os.kill(self.pid, signal.SIGKILL)
        return original(self, one, status)

    monkeypatch.setattr(Parser, "_read_once", deadly)
    coverage = runner.crawl("/")
    assert coverage.sources[web.url("/")].failed == {"reader_lost": 1}
    assert len(web.asked("/essay-number-3-here/")) == 1
    monkeypatch.undo()
    coverage = runner.crawl("/")
    assert not coverage.sources[web.url("/")].failed
    states = [state for state, _, _ in runner.rows().values()]
    assert states.count("done") == PAGES + 1
    assert "parked" not in states
