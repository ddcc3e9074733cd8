"""Answers against the rules of HTTP: what browsers read is read, what is cut or strange is named and never stored as whole."""

import gzip
import zlib

import pytest

from crawlers.decide import CrawlLimits

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def with_length(body: bytes, *lines: bytes, start: bytes = OK) -> bytes:
    return start + b"".join(line + b"\r\n" for line in lines) + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


def chunked(body: bytes, *, extension: bytes = b"", trailer: bytes = b"") -> bytes:
    half = len(body) // 2
    parts = b"".join(f"{len(part):x}".encode() + extension + b"\r\n" + part + b"\r\n" for part in (body[:half], body[half:]))
    return OK + b"Transfer-Encoding: chunked\r\n\r\n" + parts + b"0\r\n" + trailer + b"\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


#: Answers that every browser shows: case -> from a page to the bytes sent.
READ = {
    "no length": lambda body: OK + b"\r\n" + body,
    "HTTP/1.0": lambda body: with_length(body, start=OK.replace(b"1.1", b"1.0")),
    "no reason phrase": lambda body: with_length(body, start=OK.replace(b" OK", b"")),
    "reason in Chinese": lambda body: with_length(body, start=OK.replace(b"OK", "好".encode())),
    "bare line feeds": lambda body: with_length(body).replace(b"\r\n", b"\n", 5),
    "names in small letters": lambda body: with_length(body).lower().partition(b"\r\n\r\n")[0].replace(b"http/", b"HTTP/") + b"\r\n\r\n" + body,
    "header without colon": lambda body: with_length(body, b"what is this"),
    "header without name": lambda body: with_length(body, b": nothing"),
    "folded header": lambda body: with_length(body, b"X-Long: one", b" two"),
    "Latin-1 in a header": lambda body: with_length(body, b"X-City: Z\xfcrich"),
    "NUL in a header": lambda body: with_length(body, b"X-A: a\0b"),
    "ninety headers": lambda body: with_length(body, *[b"X-A: b"] * 90),
    "header of 60 kB": lambda body: with_length(body, b"X-A: " + b"b" * 60_000),
    "length given twice alike": lambda body: with_length(body, f"Content-Length: {len(body)}".encode()),
    "chunked": chunked,
    "chunked with extensions": lambda body: chunked(body, extension=b";name=value"),
    "chunked with trailer": lambda body: chunked(body, trailer=b"X-Sum: 5\r\n"),
    "chunked in capitals": lambda body: chunked(body).replace(b"chunked\r\n", b"CHUNKED\r\n", 1),
    "100 Continue first": lambda body: b"HTTP/1.1 100 Continue\r\n\r\n" + with_length(body),
    "103 Early Hints first": lambda body: b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n" + with_length(body),
    "102 Processing first": lambda body: b"HTTP/1.1 102 Processing\r\n\r\n" + with_length(body),
    "gzip": lambda body: with_length(gzip.compress(body), b"Content-Encoding: gzip"),
    "x-gzip": lambda body: with_length(gzip.compress(body), b"Content-Encoding: x-gzip"),
    "gzip in capitals": lambda body: with_length(gzip.compress(body), b"Content-Encoding: GZIP"),
    "gzip in two members": lambda body: with_length(gzip.compress(body[:99]) + gzip.compress(body[99:]), b"Content-Encoding: gzip"),
    "gzip with zeros behind": lambda body: with_length(gzip.compress(body) + b"\0" * 100, b"Content-Encoding: gzip"),
    "deflate": lambda body: with_length(zlib.compress(body), b"Content-Encoding: deflate"),
    "raw deflate": lambda body: with_length(raw_deflate(body), b"Content-Encoding: deflate"),
    "coding 'identity'": lambda body: with_length(body, b"Content-Encoding: identity"),
    "coding 'none'": lambda body: with_length(body, b"Content-Encoding: none"),
    "coding 'utf-8'": lambda body: with_length(body, b"Content-Encoding: utf-8"),
    "coding with nothing": lambda body: with_length(body, b"Content-Encoding:"),
    "gzip announced, plain sent": lambda body: with_length(body, b"Content-Encoding: gzip"),
    "type with a broken charset": lambda body: with_length(body, start=OK.replace(b"charset=utf-8", b"charset=")),
    "type twice": lambda body: with_length(body, b"Content-Type: text/html"),
    "type without subtype": lambda body: with_length(body, start=OK.replace(b"text/html", b"html")),
    "type in capitals": lambda body: with_length(body, start=OK.replace(b"text/html", b"TEXT/HTML")),
    "XHTML": lambda body: with_length(body, start=OK.replace(b"text/html", b"application/xhtml+xml")),
    "plain text that is a page": lambda body: with_length(body, start=OK.replace(b"text/html", b"text/plain")),
    "an attachment with a path": lambda body: with_length(body, b'Content-Disposition: attachment; filename="../../../escaped.html"'),
    "203": lambda body: with_length(body, start=OK.replace(b"200 OK", b"203 Other")),
}
#: Answers of which nothing may be stored: case -> (bytes sent, names it may have).
NAMED = {
    "body shorter than its length": (lambda body: with_length(body)[:-40], {"incomplete", "timeout", "reset"}),
    "gzip cut": (lambda body: with_length(gzip.compress(body)[:-30], b"Content-Encoding: gzip"), {"coding_broken", "incomplete"}),
    "gzip with a wrong sum": (lambda body: with_length(gzip.compress(body)[:-8] + b"abcdefgh", b"Content-Encoding: gzip"), {"coding_broken"}),
    "unknown coding": (lambda body: with_length(body[::-1], b"Content-Encoding: exi"), {"coding_unknown"}),
    "chunk cut": (lambda body: chunked(body)[:-60], {"incomplete", "reset"}),
    "chunks without an end": (lambda body: chunked(body)[:-5], {"incomplete", "reset"}),
    "chunk size no number": (lambda body: OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n" + body, {"incomplete", "bad_answer"}),
    "lengths that differ": (lambda body: with_length(body, b"Content-Length: 12"), {"bad_answer", "incomplete"}),
    "HTTP/0.9": (lambda body: body, {"bad_answer"}),
    "another protocol": (lambda body: b"SSH-2.0-OpenSSH_9.2\r\n\r\n", {"bad_answer"}),
    "HTTP/2 without asking": (lambda body: b"\0\0\x12\4\0\0\0\0\0\0\3\0\0\0\x64", {"bad_answer", "incomplete", "reset"}),
    "status no number": (lambda body: with_length(body, start=OK.replace(b"200 OK", b"OK 200")), {"bad_answer"}),
    "status of one digit": (lambda body: with_length(body, start=OK.replace(b"200 OK", b"2 OK")), {"bad_answer", "http_2"}),
    "megabyte of header": (lambda body: with_length(body, b"X-A: " + b"b" * 1_000_000), {"bad_answer", "too_large"}),
    "twenty thousand headers": (lambda body: with_length(body, *[b"X-A: b"] * 20_000), {"bad_answer", "too_large"}),
    "closed without a word": (lambda body: b"", {"reset", "bad_answer", "incomplete", "connection"}),
    "status line alone": (lambda body: b"HTTP/1.1 200 OK\r\n", {"reset", "bad_answer", "incomplete", "connection", "empty"}),
    "switching protocols": (lambda body: b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", {"http_101", "bad_answer", "incomplete", "reset"}),
    "a part unasked": (lambda body: with_length(body, b"Content-Range: bytes 0-99/9999", start=OK.replace(b"200 OK", b"206 Partial")), {"partial"}),
    "nothing at all": (lambda body: with_length(b""), {"empty"}),
    "reset content": (lambda body: b"HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n", {"empty", "http_205"}),
    "a picture": (lambda body: with_length(b"GIF89a" + bytes(500)), {"not_text"}),
    "a PDF": (lambda body: with_length(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 4), {"not_text"}),
    "a packed file": (lambda body: with_length(b"PK\3\4" + bytes(range(256)) * 4), {"not_text"}),
    "a sound": (lambda body: with_length(b"ID3\4\0\0" + bytes(range(256)) * 4), {"not_text"}),
    "noise": (lambda body: with_length(bytes((n * 7919 >> 3) % 256 for n in range(5_000))), {"not_text"}),
    "an unchanged page, unasked": (lambda body: b"HTTP/1.1 304 Not Modified\r\n\r\n", {"not_modified_unasked"}),
}


@pytest.fixture(scope="module")
def crawled(town, article_page):
    for number, made in enumerate(READ.values()):
        body = article_page(f"Read {number}").encode()
        town.site("read").on(f"/{number}", made(body))
    for number, (made, _) in enumerate(NAMED.values()):
        town.site("named").on(f"/{number}", made(article_page(f"Named {number}").encode()))
    evil = with_length(article_page("Smuggled").encode())
    town.site("surplus").on("/one", with_length(article_page("Surplus").encode()) + evil)
    town.site("surplus").article("/two", "Two")
    town.site("both").on("/one", chunked(article_page("Both").encode()).replace(b"\r\n\r\n", b"\r\nContent-Length: 6\r\n\r\n", 1) + evil)
    town.site("both").article("/two", "Two")
    once = town.site("resets once")
    once.article("/one", "Came through")
    page = once.answers["/one"]
    once.on("/one", lambda call: call.reset() if call.times == 1 else call.send(page))
    half = town.site("resets halfway")
    half.on("/one", lambda call: (call.send(with_length(article_page("Half").encode())[:900]), call.reset()))
    sources = [town.site("read").url(f"/{number}") for number in range(len(READ))]
    sources += [town.site("named").url(f"/{number}") for number in range(len(NAMED))]
    sources += [town.site(name).url(path) for name in ("surplus", "both") for path in ("/one", "/two")]
    town.crawl(*sources, once.url("/one"), half.url("/one"),
               limits=CrawlLimits(delay_s=0.0, hops=0, workers=16, patience_s=2.5, max_pages=90))
    return town


@pytest.mark.parametrize("name", READ)
def test_what_browsers_read_is_stored(crawled, name):
    assert f"Read {list(READ).index(name)}" in {post.title for post in crawled.posts(crawled.site("read").url())}


@pytest.mark.parametrize("name", NAMED)
def test_a_broken_answer_is_named(crawled, name):
    assert crawled.error(crawled.site("named").url(f"/{list(NAMED).index(name)}")) in NAMED[name][1]


@pytest.mark.parametrize("name", NAMED)
def test_nothing_of_a_broken_answer_is_stored(crawled, name):
    url = crawled.site("named").url(f"/{list(NAMED).index(name)}")
    assert not crawled.kept(url) and not [post for post in crawled.posts() if post.page == url]


@pytest.mark.parametrize("name", ["surplus", "both"])
def test_bytes_behind_the_answer_are_nobodys(crawled, name):
    assert "Smuggled" not in {post.title for post in crawled.posts(crawled.site(name).url())}


@pytest.mark.parametrize("name", ["surplus", "both"])
def test_the_next_answer_is_its_own(crawled, name):
    assert "Two" in {post.title for post in crawled.posts(crawled.site(name).url("/two"))}


def test_a_connection_cut_once_is_to_be_tried_again(crawled):
    assert crawled.outcome(crawled.site("resets once").url("/one"))[0] in {"deferred", "done"}


def test_half_a_page_is_no_page(crawled):
    assert not crawled.posts(crawled.site("resets halfway").url())


def test_no_file_is_written_by_the_name_a_server_gives(crawled):
    assert not [*crawled.folder.parent.rglob("escaped*"), *crawled.folder.parent.parent.glob("escaped*")]
