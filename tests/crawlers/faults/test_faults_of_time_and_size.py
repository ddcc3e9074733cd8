"""Answers that never end, end too late or are far too much: each is left within its limit, and others go on."""

import gzip
import zlib

import brotli
import pytest
import zstandard

from crawlers.fetch import FetchLimits

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LIMITS = FetchLimits(connect_s=1.0, read_s=0.5, total_s=1.5, max_bytes=3_000_000)
BOMB = b"\0" * 30_000_000


def packed(coding: str, data: bytes) -> bytes:
    return OK + f"Content-Encoding: {coding}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data


def drip_headers(call):
    call.send(b"HTTP/1.1 200 OK\r\n")
    call.repeat(b"X", 0.1)


def drip_body(call):
    call.send(OK + b"Content-Length: 100000\r\n\r\n")
    call.repeat(b"<", 0.1)


def drip_chunks(call):
    call.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    call.repeat(b"1\r\nx\r\n", 0.1)


def endless_chunks(call):
    call.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    call.repeat(b"4000\r\n" + b"x" * 16_384 + b"\r\n")


def endless_feed(call):
    call.send(OK.replace(b"text/html", b"application/rss+xml") + b'\r\n<?xml version="1.0"?><rss version="2.0"><channel>')
    call.repeat(b"<item><title>t</title><link>http://b.example/1</link></item>" * 200)


def endless_gzip(call):
    packer = zlib.compressobj(wbits=31)
    call.send(OK + b"Content-Encoding: gzip\r\n\r\n")
    while not call.closing.is_set():
        call.send(packer.compress(b"a" * 65_536) + packer.flush(zlib.Z_SYNC_FLUSH))


TOO_LATE = {"timeout", "deadline", "incomplete"}
#: Fault -> (what the site does, names it may end under).
STALLS = {
    "accepts and never answers": (lambda call: call.hang(), TOO_LATE),
    "headers byte by byte": (drip_headers, TOO_LATE),
    "body byte by byte": (drip_body, TOO_LATE),
    "chunks byte by byte": (drip_chunks, TOO_LATE),
    "half a body, then silence": (lambda call: (call.send(OK + b"Content-Length: 99\r\n\r\n<p>half"), call.hang()), TOO_LATE),
    "length one too high, kept open": (lambda call: (call.send(OK + b"Content-Length: 6\r\n\r\nhello"), call.hang()), TOO_LATE),
    "last chunk never comes": (lambda call: (call.send(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), call.hang()), TOO_LATE),
    "endless 100 Continue": (lambda call: call.repeat(b"HTTP/1.1 100 Continue\r\n\r\n", 0.02), TOO_LATE | {"bad_answer"}),
    "endless 103 Early Hints": (lambda call: call.repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.02), TOO_LATE | {"bad_answer"}),
    "endless empty lines before the status": (lambda call: call.repeat(b"\r\n", 0.05), TOO_LATE | {"bad_answer"}),
    "endless trailer": (lambda call: (call.send(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n"), call.repeat(b"X: y\r\n", 0.05)),
                        TOO_LATE | {"bad_answer"}),
    "endless header line": (lambda call: (call.send(OK + b"X: "), call.repeat(b"y" * 8192)), TOO_LATE | {"bad_answer", "too_large"}),
    "endless headers": (lambda call: (call.send(OK), call.repeat(b"X: y\r\n" * 500)), TOO_LATE | {"bad_answer", "too_large"}),
    "endless chunks": (endless_chunks, {"too_large", "deadline"}),
    "endless feed": (endless_feed, {"too_large", "deadline"}),
    "endless gzip": (endless_gzip, {"too_large", "deadline"}),
    "endless chunk size": (lambda call: (call.send(OK + b"Transfer-Encoding: chunked\r\n\r\n"), call.repeat(b"0" * 4096)),
                           TOO_LATE | {"bad_answer", "too_large"}),
}
#: Fault -> (the answer, names it may end under).
TOO_MUCH = {
    "gzip bomb": (packed("gzip", gzip.compress(BOMB)), {"too_large"}),
    "brotli bomb": (packed("br", brotli.compress(BOMB, quality=3)), {"too_large"}),
    "zstd bomb": (packed("zstd", zstandard.compress(BOMB)), {"too_large"}),
    "deflate bomb": (packed("deflate", zlib.compress(BOMB)), {"too_large"}),
    "bomb packed twice": (packed("gzip, br", brotli.compress(gzip.compress(BOMB))), {"too_large"}),
    "packed sixty times": (packed(",".join(["gzip"] * 60), gzip.compress(b"x")), {"coding_chain", "coding_broken"}),
    "packed sixty times, in sixty headers": (OK + b"Content-Encoding: gzip\r\n" * 60 + b"\r\n" + gzip.compress(b"x"),
                                             {"coding_chain", "coding_broken", "bad_answer"}),
    "10 GB announced": (OK + b"Content-Length: 10000000000\r\n\r\n", {"too_large_announced"}),
    "a length of fifty digits": (OK + b"Content-Length: " + b"9" * 50 + b"\r\n\r\n", {"too_large_announced", "bad_answer"}),
    "chunk size of sixteen F": (OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx", {"incomplete", "bad_answer", "too_large"}),
    "negative chunk size": (OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n", {"incomplete", "bad_answer"}),
    "a body over the limit": (OK + b"\r\n" + b"x" * 3_100_000, {"too_large"}),
}
#: Pages that are hard to read: each ends as read or named, in time, and with the right post where it has one.
HARD = {
    "two million letters without a blank": "x" * 2_000_000,
    "a hundred thousand nested elements": "<div>" * 100_000,
    "a hundred thousand nested lists": "<ul><li>" * 100_000,
    "thirty thousand unclosed marks": "<b><i>" * 30_000,
    "unclosed tables": "<table><tr><td>" * 30_000,
    "fifteen thousand different attributes": "<p " + " ".join(f"a{n}=1" for n in range(15_000)) + ">x</p>",
    "half a million opening brackets": "<" * 500_000,
    "a hundred thousand comments never closed": "<!--" * 100_000,
    "half a million ampersands": "&" * 500_000,
    "a hundred thousand CDATA never closed": "<![CDATA[" * 100_000,
    "structured data nested deeply": '<script type="application/ld+json">' + "[" * 200_000 + "</script>",
    "structured data nested deeply in names": '<script type="application/ld+json">' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "</script>",
    "microformats nested deeply": '<div class="h-entry"><div class="p-comment h-cite">' * 60,
    "comments nested deeply": '<ol class="children"><li class="comment" id="comment-1"><p>x</p>' * 100,
    "bait for mail addresses": "<p>" + "a.a-a_" * 100_000 + "@</p>",
    "bait for times": "<p>" + "1 January 20" * 50_000 + "</p>",
    "bait for addresses": "<p>" + "http://" * 100_000 + "</p>",
    "bait for names": "<p>@" + "a" * 500_000 + "</p>",
    "white space only, half a megabyte": "<p>" + " \t\n" * 200_000 + "</p>",
    "one style of a megabyte": "<p style='" + "color:red;" * 100_000 + "'>x</p>",
}


@pytest.fixture(scope="module")
def crawled(town, article_page):
    for name, (answer, _) in [*STALLS.items(), *TOO_MUCH.items()]:
        town.site(name).on("/fault", answer)
    for name, hard in HARD.items():
        town.site("hard").page(f"/{name.replace(' ', '-')}", article_page("Hard", extra=hard))
    bomb = town.site("sitemap bomb")
    bomb.robots(f"Sitemap: {bomb.url('/sitemap.xml.gz')}")
    bomb.page("/sitemap.xml.gz", gzip.compress(BOMB), kind="application/gzip")
    many = town.site("many links")
    many.page("/fault", article_page("Many", extra="".join(f'<a href="/l/{n}/">x</a>' for n in range(40_000))))
    many.otherwise = b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    hanging = town.site("hangs for ever")
    hanging.otherwise = lambda call: call.hang()
    for name in ("good", "good too"):
        town.site(name).article("/fine", "Fine")
    town.crawl(*(town.site(name).url("/fault") for name in [*STALLS, *TOO_MUCH, "many links"]), bomb.url("/"),
               *(town.site("hard").url(f"/{name.replace(' ', '-')}") for name in HARD),
               *(hanging.url(f"/{number}") for number in range(20)),
               *(town.site(name).url("/fine") for name in ("good", "good too")), fetch=LIMITS)
    return town


@pytest.mark.parametrize("name", STALLS)
def test_a_stalling_answer_ends_under_its_name(crawled, name):
    assert crawled.error(crawled.site(name).url("/fault")) in STALLS[name][1]


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_is_refused_under_its_name(crawled, name):
    assert crawled.error(crawled.site(name).url("/fault")) in TOO_MUCH[name][1]


@pytest.mark.parametrize("name", HARD)
def test_a_hard_page_is_read_or_named(crawled, name):
    assert crawled.outcome(crawled.site("hard").url(f"/{name.replace(' ', '-')}")) in {
        ("done", 200, None), ("parked", 200, "too_slow_to_read"), ("parked", 200, "unreadable"),
        ("parked", 200, "reader_lost")}


@pytest.mark.parametrize("name", [name for name in HARD if name != "microformats nested deeply"])
def test_the_post_on_a_hard_page_is_not_lost(crawled, name):
    assert "Hard" in {post.title for post in crawled.posts(crawled.site("hard").url(f"/{name.replace(' ', '-')}"))}


def test_a_packed_sitemap_is_bounded_as_well(crawled):
    assert crawled.error(crawled.site("sitemap bomb").url("/sitemap.xml.gz")) in {
        "too_large", "unreadable", "reader_lost", "coding_broken", "not_text"}


def test_forty_thousand_links_are_capped(crawled):
    start = crawled.site("many links").url("/l/")
    assert crawled.query("SELECT count(*) FROM frontier WHERE url LIKE ?", f"{start}%")[0][0] <= 10_000


def test_a_hanging_site_is_not_asked_twenty_times(crawled):
    assert len(crawled.site("hangs for ever").log) <= 6


def test_sites_beside_the_faults_are_read(crawled):
    assert {crawled.error(crawled.site(name).url("/fine")) for name in ("good", "good too")} == {None}
