"""Mail archives, WARC files and server logs in the project."""

import gzip
from pathlib import Path

import pytest

from influence.model.columns import UNKNOWN, VERBS
from influence.store.archives import format_by_name, load_archive
from influence.store.project import Project

MAILS = """From ann@crafts.example Mon Jan  5 10:00:00 2009
From: Ann <ann@crafts.example>
Date: Mon, 5 Jan 2009 10:00:00 +0000
Message-ID: <1@crafts.example>

Fold it.

From bo@crafts.example Mon Jan  5 11:00:00 2009
From: Bo <bo@crafts.example>
Date: Mon, 5 Jan 2009 11:00:00 +0000
In-Reply-To: <1@crafts.example>
Message-ID: <2@crafts.example>

Why?
"""
PAGE = b"""HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<?xml version="1.0"?><rss version="2.0"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Ann</title><link>https://ann.example/</link>
<item><title>Fold</title><link>https://ann.example/fold</link><dc:creator>Ann</dc:creator>
<pubDate>Mon, 05 Jan 2026 10:00:00 +0000</pubDate>
<description>&lt;p&gt;As &lt;a href="https://bo.example/x"&gt;Bo&lt;/a&gt; says&lt;/p&gt;</description></item></channel></rss>"""
LOG = '1.2.3.4 - - [10/Oct/2025:13:55:36 +0200] "GET / HTTP/1.1" 200 9 "https://ann.example/p" "Mozilla/5.0"\nrubbish\n'


@pytest.fixture
def project(tmp_path: Path):
    with Project.open(tmp_path / "p", create=True) as opened:
        yield opened


def test_mails_become_replies_and_the_same_archive_again_is_nothing_new(project: Project) -> None:
    path = project.folder / "list.mbox"
    path.write_text(MAILS)
    report = load_archive(project, path, "mbox", dataset="list", now=1_800_000_000)
    assert (report.rows, report.acts, report.accounts) == (2, 1, 2)
    columns = project.columns()
    acts = columns.activities
    assert (VERBS[acts.verb[0]].value, columns.accounts[acts.actor[0]], columns.accounts[acts.owner[0]]) == (
        "reply", "name:list:bo@crafts.example", "name:list:ann@crafts.example")
    assert columns.read_until == 1_800_000_000
    assert [row.name for row in project.accounts()] == ["Ann", "Bo"]
    assert load_archive(project, path, "mbox", dataset="list", now=1_800_000_001).unchanged


def test_pages_of_a_warc_file_are_read_by_the_extractors(project: Project) -> None:
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://ann.example/feed\r\n"
            f"WARC-Date: 2026-02-01T00:00:00Z\r\nContent-Length: {len(PAGE)}\r\n\r\n")
    path = project.folder / "x.warc.gz"
    path.write_bytes(gzip.compress(head.encode() + PAGE + b"\r\n\r\n"))
    report = load_archive(project, path, "warc", dataset="", now=1_800_000_000)
    assert (report.rows, report.posts) == (1, 1)
    columns = project.columns()
    assert len(columns.posts) == 1
    assert columns.posts.author[0] != UNKNOWN


def test_visits_of_a_log_become_outcomes_once(project: Project) -> None:
    path = project.folder / "access.log"
    path.write_text(LOG)
    report = load_archive(project, path, "access-log", dataset="", now=1_800_000_000)
    assert (report.rows, report.rejected, report.first_rejected[0].line) == (1, 1, 2)
    path.write_text(LOG + "\n")
    load_archive(project, path, "access-log", dataset="", now=1_800_000_000)
    rows = project.connection.execute("SELECT kind, referrer, count FROM outcomes").fetchall()
    assert rows == [("visit", "https://ann.example/p", 1.0)]


def test_endings_tell_what_is_no_table() -> None:
    names = ["a.mbox", "a.MBX.gz", "a.warc", "access.log", "posts.csv.gz"]
    assert [format_by_name(Path(name)) for name in names] == ["mbox", "mbox", "warc", "access-log", None]
