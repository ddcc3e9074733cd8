"""WARC files give the pages they hold; server logs give visits from others' pages."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.errors import TableError
from crawlers.load.access_log import Visits, read
from crawlers.load.warc import pages

PAPER = "<p>今天我們用紙做了一個很好看的盒子，大家都可以來試試看"


def record(body: bytes, *, url: str = "https://ann.example/a", kind: str = "response", date: str = "2026-05-01T10:00:00Z") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode() + body


def found(folder: Path, data: bytes) -> list[tuple[str, str]]:
    (folder / "x.warc").write_bytes(data)
    return [(page.url, page.text) for page in pages(folder / "x.warc")]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_response_is_a_page_with_its_time_and_type(tmp_path: Path, pack) -> None:
    data = pack(record(b"", kind="warcinfo")) + pack(record(answer(PAPER.encode("big5"), "Content-Type: text/html; charset=big5")))
    (tmp_path / "x.warc").write_bytes(data)
    (page,) = pages(tmp_path / "x.warc")
    assert (page.url, page.text, page.media_type) == ("https://ann.example/a", PAPER, "text/html")
    assert page.fetched == datetime(2026, 5, 1, 10, tzinfo=UTC)
    assert page.headers["content-type"] == "text/html; charset=big5"


def test_packed_and_chunked_bodies_are_opened(tmp_path: Path) -> None:
    packed = gzip.compress(b"<p>hi")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    headers = ("Content-Encoding: gzip", "Transfer-Encoding: chunked")
    assert found(tmp_path, record(answer(chunked, *headers))) == [("https://ann.example/a", "<p>hi")]
    assert found(tmp_path, record(answer(b"<p>hi", "Transfer-Encoding: chunked"))) == [("https://ann.example/a", "<p>hi")]


def test_what_is_no_page_is_left_out(tmp_path: Path) -> None:
    assert found(tmp_path, record(answer(b"gone", status="404 Not Found")) + record(b"x", kind="request")
                 + record(answer(b"\x89PNG", "Content-Type: image/png")) + record(answer(b"x"), url="dns:ann.example")
                 + record(answer(b"\x1f\x8bx", "Content-Encoding: gzip")) + record(b"no http")) == []


def test_a_date_that_is_none_is_the_beginning_of_time(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(record(answer(b"<p>"), date="some day") + record(answer(b"<p>"), date="2026-05-01T10:00:00"))
    assert [page.fetched.year for page in pages(tmp_path / "x.warc")] == [1970, 2026]


@pytest.mark.parametrize(("data", "said"), [
    (b"<html>", "no WARC file"), (record(b"x") + b"rubbish", "damaged"), (record(b"x" * 99)[:-60], "cut short"),
    (gzip.compress(record(b"x" * 9999))[:-30], "cut short"),
])
def test_files_that_are_something_else_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(TableError) as caught:
        found(tmp_path, data)
    assert said in str(caught.value)


LOG = """1.2.3.4 - - [10/Oct/2025:13:55:36 +0200] "GET /shop HTTP/1.1" 200 99 "https://ann.example/post?utm_source=x" "Mozilla/5.0"
1.2.3.5 - - [10/Oct/2025:13:05:36 +0200] "GET /shop HTTP/1.1" 302 99 "https://ann.example/post" "Mozilla/5.0"
1.2.3.4 - - [10/Oct/2025:13:55:37 +0200] "GET /a.png HTTP/1.1" 200 99 "https://ann.example/post" "Mozilla/5.0"
1.2.3.4 - - [10/Oct/2025:13:55:37 +0200] "GET /shop HTTP/1.1" 200 99 "https://www.shop.example/" "Mozilla/5.0"
1.2.3.4 - - [10/Oct/2025:13:55:37 +0200] "GET /shop HTTP/1.1" 200 99 "https://bo.example/" "AnyBot/1.0"
1.2.3.4 - - [10/Oct/2025:13:55:37 +0200] "POST /shop HTTP/1.1" 200 99 "https://bo.example/" "Mozilla/5.0"
1.2.3.4 - - [99/Oct/2025:13:55:37 +0200] "GET /shop HTTP/1.1" 200 99 "https://bo.example/" "Mozilla/5.0"
1.2.3.4 - - [10/Oct/2025:13:55:37 +0200] "GET /shop HTTP/1.1" 404 99 "https://bo.example/" "Mozilla/5.0"
1.2.3.4 - - [10/Oct/2025:13:55:37 +0200] "GET /shop HTTP/1.1" 200 99
rubbish

"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_visits_are_counted_by_hour_and_page_of_origin(tmp_path: Path, pack) -> None:
    (tmp_path / "access.log").write_bytes(pack(LOG.encode()))
    found = read(tmp_path / "access.log", own=("www.shop.example",))
    hour = int(datetime(2025, 10, 10, 11, tzinfo=UTC).timestamp())
    assert found.visits == (Visits(time=hour, referrer="https://ann.example/post", count=2),)
    assert found.unreadable == (10,)


def test_a_file_without_a_log_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("one\ntwo\n")
    with pytest.raises(TableError, match="log"):
        read(tmp_path / "a.log")
    with pytest.raises(TableError, match="cannot be read"):
        read(tmp_path / "none.log")
