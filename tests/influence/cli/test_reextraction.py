"""Kept pages read again: what stands elsewhere stays, and others can write between."""

import gzip
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.decide import CrawlLimits
from crawlers.errors import ReadError
from crawlers.extract.registry import extract
from crawlers.load.formats import TableOptions
from crawlers.parse import Parser
from crawlers.records import Account, Finding, Page, Post, PostKind, Source
from influence.cli.crawling import CrawlRequest, crawl_project, reextract
from influence.store.archives import load_archive
from influence.store.loading import load
from influence.store.pages import SqlitePages
from influence.store.project import Project
from influence.store.rereading import Rereading

NOW = datetime(2026, 6, 1, tzinfo=UTC)
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


def feed(site: str) -> str:
    return f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>{site}</title><link>https://{site}/</link><item><title>Fold</title><link>https://{site}/fold</link>
<dc:creator>Ann</dc:creator><pubDate>Mon, 05 Jan 2026 10:00:00 +0000</pubDate>
<description>&lt;p&gt;As &lt;a href="https://dee.example/x"&gt;Dee&lt;/a&gt; says&lt;/p&gt;</description>
</item></channel></rss>"""


def page(url: str, text: str = "") -> Page:
    return Page(url, text, NOW, "application/rss+xml")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.open(tmp_path / "p", create=True) as opened:
        yield opened


def crawled(project: Project, site: str, *, kept: bool = True) -> None:
    found = page(f"https://{site}/feed", feed(site))
    project.add(found, extract(found))
    if kept:
        SqlitePages(project.connection, project.path).keep(found)


def state(project: Project) -> tuple[list[str], int, int, list[str | None]]:
    columns = project.columns()
    return (columns.accounts, len(columns.posts), len(columns.activities), [row.name for row in project.accounts()])


def test_loaded_archives_and_tables_stay(project: Project) -> None:
    crawled(project, "ann.example")
    mails = project.folder / "list.mbox"
    mails.write_text(MAILS)
    load_archive(project, mails, "mbox", dataset="list", now=1_800_000_000)
    web = feed("cay.example").encode()
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://cay.example/feed\r\n"
            f"WARC-Date: 2026-02-01T00:00:00Z\r\nContent-Length: {len(web) + 56}\r\n\r\n"
            "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n")
    (project.folder / "x.warc.gz").write_bytes(gzip.compress(head.encode() + web + b"\r\n\r\n"))
    load_archive(project, project.folder / "x.warc.gz", "warc", dataset="", now=1_800_000_000)
    table = project.folder / "t.csv"
    table.write_text("actor,verb,object,time\nhttps://eve.example/,link,https://ann.example/fold,5\n")
    load(project, table, TableOptions(), now=1_800_000_000)
    before = state(project)
    assert before[1:3] == (4, 4)
    assert reextract(project) == 1
    assert state(project) == before


def test_pages_whose_copy_is_not_kept_stay(project: Project) -> None:
    crawled(project, "ann.example")
    crawled(project, "bo.example", kept=False)
    before = state(project)
    assert reextract(project) == 1
    assert state(project) == before


def test_a_page_that_cannot_be_read_today_keeps_what_it_gave(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawled(project, "ann.example")
    crawled(project, "bo.example")
    before = state(project)
    reads = Parser.read

    def failing(parser: Parser, one: Page, status: int = 200) -> object:
        if "bo.example" in one.url:
            raise ReadError("broken", about=one.url)
        return reads(parser, one, status)

    monkeypatch.setattr(Parser, "read", failing)
    assert reextract(project) == 1
    assert state(project) == before


def test_others_can_write_between_pages(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(45):
        crawled(project, f"b{number:02}.example")
    told = []

    def write(count: int) -> None:
        told.append(count)

        def other() -> None:
            with Project.open(project.folder) as second:
                second.connection.execute("PRAGMA busy_timeout = 0")
                second.add(page(f"https://x.example/{count}"), [])

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    assert reextract(project, on_page=write) == 45
    assert told == [20, 40, 45]
    assert project.connection.execute("SELECT COUNT(*) FROM readings").fetchone() == (48,)


ANN, BO = "https://ann.example/", "https://bo.example/"


def keep(project: Project, url: str, *found: Finding) -> Page:
    one = page(url)
    project.add(one, found)
    SqlitePages(project.connection, project.path).keep(one)
    return one


def post(url: str, author: str) -> Post:
    return Post(url=url, kind=PostKind.POST, author=author, text="paper")


def reread(project: Project, *pages: tuple[Page, tuple[Finding, ...]]) -> None:
    run = Rereading(project)
    for one in pages:
        run.add([one])
    run.finish()


def test_what_older_readers_said_of_an_account_goes(project: Project) -> None:
    one = keep(project, ANN + "1", post(ANN + "1", ANN), Account(id=ANN, name="Ann Lee | Posts and more", bio="x"))
    two = keep(project, ANN + "2", post(ANN + "2", ANN), Account(id=ANN, name="Ann Lee | Posts and more"))
    reread(project, (one, (post(ANN + "1", ANN), Account(id=ANN, name="Ann"))),
           (two, (post(ANN + "2", ANN), Account(id=ANN, name="Ann Lee"))))
    assert [(row.name, row.bio) for row in project.accounts()] == [("Ann Lee", None)]


def test_an_account_that_nothing_names_any_more_goes(project: Project) -> None:
    one = keep(project, ANN + "1", post(ANN + "1", ANN), post(ANN + "2", BO))
    reread(project, (one, (post(ANN + "1", ANN),)))
    assert [row.id for row in project.accounts()] == [ANN]


def test_an_account_that_a_table_names_too_stays(project: Project) -> None:
    one = keep(project, ANN + "1", post(ANN + "1", ANN), post(ANN + "2", BO), post(ANN + "3", "https://cay.example/"))
    for name, text in (("a.csv", f"actor,verb,object,time\n{BO},link,https://z.example/,5\n"),
                       ("o.csv", "time,kind,account\n5,order,https://cay.example/\n")):
        (project.folder / name).write_text(text)
        load(project, project.folder / name, TableOptions(), now=9)
    reread(project, (one, (post(ANN + "1", ANN),)))
    assert {ANN, BO, "https://cay.example/"} <= {row.id for row in project.accounts()}


def test_a_profile_that_is_not_kept_tells_on(project: Project) -> None:
    project.add(page(ANN), [Account(id=ANN, name="Ann Lee", bio="folds")])
    one = keep(project, BO + "1", post(BO + "1", ANN), Account(id=ANN, name="ann"))
    reread(project, (one, (post(BO + "1", ANN), Account(id=ANN, name="ann"))))
    assert [(row.name, row.bio) for row in project.accounts()] == [("Ann Lee", "folds")]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("still", [0, 1])
def test_a_website_stays_while_one_page_names_it(project: Project, order: tuple[int, int], still: int) -> None:
    named = Account(id=ANN, name="Ann", website="https://w.example/")
    pages = [keep(project, f"https://f.example/{number}", post(f"https://f.example/{number}", ANN), named)
             for number in range(2)]
    say = [(one, (post(one.url, ANN), named if number == still else Account(id=ANN, name="Ann")))
           for number, one in enumerate(pages)]
    reread(project, *(say[number] for number in order))
    assert [row.websites for row in project.accounts()] == [("https://w.example/",)]
    reread(project, *((one, (post(one.url, ANN), Account(id=ANN, name="Ann"))) for one in pages))
    assert [row.websites for row in project.accounts()] == [()]


def test_a_crawl_waits_while_a_large_file_is_loaded(project: Project) -> None:
    before = project.connection.execute("PRAGMA busy_timeout").fetchone()[0]
    crawl_project(project, CrawlRequest(sources=[Source(url="http://127.0.0.1:9/")], limits=CrawlLimits(), parsers=1))
    assert project.connection.execute("PRAGMA busy_timeout").fetchone()[0] >= 30 * before
