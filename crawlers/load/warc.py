"""WARC files (ISO 28500) of other crawlers, plain or gzipped: the pages in them, for the extractors."""

import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from http.client import HTTPException, HTTPMessage, parse_headers
from pathlib import Path

from crawlers.codings import decoded
from crawlers.encoding import decode
from crawlers.errors import FetchError, TableError
from crawlers.records import Page
from crawlers.urls import try_canonical

#: Bodies beyond this are left out, as a crawl would.
_MAX_BODY = 15 * 1024 * 1024
_READABLE = ("html", "xml", "json", "text/plain")
_Stream = gzip.GzipFile | io.BufferedReader | io.BytesIO
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STATUS_OK = re.compile(rb"HTTP/\S+ 200\b")


def pages(path: Path) -> Iterator[Page]:
    """Yield every readable page that was fetched with status 200, in the order of the file.

    Raises:
        TableError: It is no WARC file, or cut short.
    """
    try:
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            data = gzip.GzipFile(fileobj=raw) if packed else raw
            for kind, headers, body in _records(data, path):
                if kind == "response" and (page := _page(headers, body)) is not None:
                    yield page
    except (OSError, EOFError, zlib.error) as error:
        raise TableError("this WARC file is damaged or cut short", about=str(path),
                         hint="what stood before was read; fetch it again") from error


def _records(data: _Stream, path: Path) -> Iterator[tuple[str, Mapping[str, str], bytes]]:
    first = True
    while line := data.readline():
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise TableError("this is no WARC file" if first else "this WARC file is damaged", about=str(path),
                             hint="each record begins with a line 'WARC/1.0'")
        first = False
        headers = {name.lower(): value for name, value in _headers(data).items()}
        length = int(headers["content-length"]) if headers.get("content-length", "").isdigit() else 0
        body = data.read(length)
        if len(body) < length:
            raise EOFError
        yield headers.get("warc-type", ""), headers, body


def _headers(data: _Stream) -> HTTPMessage:
    try:
        return parse_headers(data)
    except HTTPException:
        return HTTPMessage()


def _page(record: Mapping[str, str], response: bytes) -> Page | None:
    url = try_canonical(record.get("warc-target-uri", "").strip("<>"))
    data = io.BytesIO(response)
    if url is None or not _STATUS_OK.match(data.readline()):
        return None
    headers = {name.lower(): value for name, value in _headers(data).items()}
    media_type = headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if not any(mark in media_type for mark in _READABLE):
        return None
    try:
        body = decoded(_joined(data.read(), headers), headers.get("content-encoding", ""), limit=_MAX_BODY, about=url)
    except FetchError:
        return None
    text = decode(body, headers.get("content-type", "")).text
    return Page(url, text, _moment(record.get("warc-date", "")), media_type, headers)


def _joined(body: bytes, headers: Mapping[str, str]) -> bytes:
    """Return a body without its chunk marks, where it was kept with them."""
    if "chunked" not in headers.get("transfer-encoding", "").lower():
        return body
    pieces, at = [], 0
    while (end := body.find(b"\r\n", at)) >= 0:
        try:
            size = int(body[at:end].partition(b";")[0], 16)
        except ValueError:
            return body  # the marks were taken out, the header was left
        if size == 0:
            break
        pieces.append(body[end + 2:end + 2 + size])
        at = end + 4 + size
    return b"".join(pieces) or body


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _EPOCH
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
