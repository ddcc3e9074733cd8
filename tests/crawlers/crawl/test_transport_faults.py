"""Servers that stall, drip, lie about lengths or speak no HTTP: each ends soon, under a name."""

import gzip
import socket
import struct
import zlib

import brotli
import pytest
import zstandard

from crawlers.errors import DeadlineError, FetchError, RefusedError, TooLargeError
from crawlers.fetch import FetchLimits

OK = b"HTTP/1.1 200 OK\r\n"


def code_of(fetcher, url):
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    return caught.value.code


def reset(caller):
    caller.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


STALLS = {
    "never answers": (lambda caller: caller.hang(), {"timeout"}),
    "headers one byte at a time": (lambda caller: caller.drip(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 999), {"deadline"}),
    "body one byte at a time": (
        lambda caller: (caller.send(OK + b"Content-Length: 9999\r\n\r\n"), caller.drip(b"x")), {"deadline"}),
    "body drips until the connection closes": (
        lambda caller: (caller.send(OK + b"Connection: close\r\n\r\n"), caller.drip(b"x")), {"deadline"}),
    "chunks drip": (
        lambda caller: (caller.send(OK + b"Transfer-Encoding: chunked\r\n\r\n"), caller.drip(b"1\r\nx\r\n")), {"deadline"}),
    "half a body, then silence": (
        lambda caller: (caller.send(OK + b"Content-Length: 20\r\n\r\nhalf"), caller.hang()), {"timeout"}),
    "100 Continue for ever": (lambda caller: caller.drip(b"HTTP/1.1 100 Continue\r\n\r\n", 0.001), {"deadline"}),
    "length one too high, socket kept open": (
        lambda caller: (caller.send(OK + b"Content-Length: 6\r\n\r\nhello"), caller.hang()), {"timeout"}),
    "silence after the headers": (
        lambda caller: (caller.send(OK + b"Content-Length: 6\r\n\r\n"), caller.hang()), {"timeout"}),
}


@pytest.mark.parametrize("name", STALLS)
def test_a_stalling_server_holds_no_worker_beyond_its_limit(web, fetcher, name):
    handler, codes = STALLS[name]
    assert code_of(fetcher, web.on("/stall", handler)) in codes


BROKEN = {
    "body shorter than its length": (OK + b"Content-Length: 20\r\n\r\nhalf", {"incomplete"}),
    "chunk cut": (OK + b"Transfer-Encoding: chunked\r\n\r\n8\r\nhalf", {"incomplete"}),
    "no last chunk": (OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", {"incomplete"}),
    "chunk size no number": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n0\r\n\r\n", {"incomplete"}),
    "chunk size absurd": (OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nhalf", {"incomplete", "bad_answer"}),
    "two lengths": (OK + b"Content-Length: 4\r\nContent-Length: 9\r\n\r\nhalf", {"bad_answer"}),
    "random bytes": (bytes(range(128, 256)) * 3 + b"\r\n\r\n", {"bad_answer"}),
    "HTTP/0.9": (b"<html>no status line</html>\r\n\r\n", {"bad_answer"}),
    "nothing at all": (b"", {"reset"}),
    "header of 1 MB": (OK + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n", {"bad_answer", "reset"}),
    "20,000 headers": (OK + b"X: y\r\n" * 20_000 + b"\r\n", {"bad_answer", "reset"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_an_error_with_a_name(web, fetcher, name):
    data, codes = BROKEN[name]
    assert code_of(fetcher, web.raw("/broken", data)) in codes


READ = {
    "no length, closed at the end": OK + b"\r\nhello",
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\n\r\nhello",
    "negative length": OK + b"Content-Length: -5\r\n\r\nhello",
    "length no number": OK + b"Content-Length: five\r\n\r\nhello",
    "chunked wins over a length": OK + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "longer than its length": OK + b"Content-Length: 5\r\n\r\nhello and more",
    "NUL and Latin-1 in headers": OK + b"X-A: caf\xe9\x00\r\nContent-Length: 5\r\n\r\nhello",
    "header line without colon": OK + b"no colon here\r\nContent-Length: 5\r\n\r\nhello",
}


@pytest.mark.parametrize("name", READ)
def test_what_browsers_read_is_read(web, fetcher, name):
    assert fetcher.fetch(web.raw("/read", READ[name])).body.startswith(b"hello")


def test_surplus_bytes_are_not_taken_for_the_next_answer(web, fetcher):
    url = web.raw("/long", OK + b"Content-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")
    web.page("/next", "good")
    assert fetcher.fetch(url).body == b"hello"
    assert fetcher.fetch(web.url("/next")).body == b"good"


def test_a_reset_connection_is_named(web, fetcher):
    assert code_of(fetcher, web.on("/reset", reset)) == "reset"


def test_after_a_failure_the_next_request_succeeds(web, fetcher):
    web.on("/once", lambda caller: reset(caller) if caller.times == 1 else caller.send(OK + b"Content-Length: 2\r\n\r\nok"))
    assert code_of(fetcher, web.url("/once")) == "reset"
    assert fetcher.fetch(web.url("/once")).body == b"ok"


def test_nobody_listening_is_named(fetcher):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    fetcher.guard = type(fetcher.guard)(allowed=frozenset({f"127.0.0.1:{port}"}))
    assert code_of(fetcher, f"http://127.0.0.1:{port}/") == "connect"


def test_plain_http_behind_https_is_named(web, fetcher):
    web.page("/", "plain")
    assert code_of(fetcher, web.url("/").replace("http:", "https:")) == "tls"


def test_a_hanging_tls_handshake_ends(web, fetcher):
    web.refuses_tls = False
    assert code_of(fetcher, f"https://{web.endpoint}/") in {"timeout", "deadline", "connect_timeout"}


def packed(coding: str, data: bytes) -> bytes:
    match coding:
        case "gzip":
            return gzip.compress(data)
        case "br":
            return brotli.compress(data)
        case "zstd":
            return zstandard.compress(data)
        case "raw deflate":
            stream = zlib.compressobj(wbits=-15)
            return stream.compress(data) + stream.flush()
    return zlib.compress(data)


CODINGS = [("gzip", "gzip"), ("deflate", "deflate"), ("raw deflate", "deflate"), ("br", "br"), ("zstd", "zstd"),
           ("gzip", "x-gzip")]


@pytest.mark.parametrize(("coding", "label"), CODINGS)
def test_every_coding_we_accept_is_undone(web, fetcher, coding, label):
    url = web.page("/packed", packed(coding, b"hello " * 100), f"Content-Encoding: {label}")
    assert fetcher.fetch(url).body == b"hello " * 100


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate", "br", "zstd"])
def test_a_bomb_is_stopped_by_its_unpacked_size(web, fetcher, coding):
    url = web.page("/bomb", packed(coding, b"\0" * 20_000_000), f"Content-Encoding: {coding.rpartition(' ')[2]}")
    with pytest.raises(TooLargeError):
        fetcher.fetch(url)


def test_a_bomb_packed_twice_is_stopped(web, fetcher):
    url = web.page("/bomb", gzip.compress(gzip.compress(b"\0" * 20_000_000)), "Content-Encoding: gzip, gzip")
    with pytest.raises(TooLargeError):
        fetcher.fetch(url)


def test_sixty_codings_are_refused_unread(web, fetcher):
    url = web.page("/many", gzip.compress(b"x"), "Content-Encoding: " + ", ".join(["gzip"] * 60))
    assert code_of(fetcher, url) == "coding_chain"


BAD_CODINGS = {
    "gzip cut": (gzip.compress(b"hello" * 1000)[:-12], "gzip", "coding_broken"),
    "gzip with a wrong checksum": (gzip.compress(b"hello")[:-8] + b"12345678", "gzip", "coding_broken"),
    "brotli cut": (brotli.compress(b"hello" * 1000)[:-3], "br", "coding_broken"),
    "zstd that is none": (b"\x28\xb5\x2f\xfd" + b"junk", "zstd", "coding_broken"),
    "unknown coding": (b"hello", "lzma2", "coding_unknown"),
}


@pytest.mark.parametrize("name", BAD_CODINGS)
def test_half_a_packed_page_is_no_page(web, fetcher, name):
    body, label, code = BAD_CODINGS[name]
    assert code_of(fetcher, web.page("/bad", body, f"Content-Encoding: {label}")) == code


def test_a_false_gzip_label_on_plain_text_does_no_harm(web, fetcher):
    assert fetcher.fetch(web.page("/plain", "hello", "Content-Encoding: gzip")).body == b"hello"


def test_a_size_announced_beyond_the_limit_is_refused_unread(web, fetcher):
    url = web.on("/huge", lambda caller: (caller.send(OK + b"Content-Length: 10000000000\r\n\r\n"), caller.hang()))
    with pytest.raises(RefusedError) as caught:
        fetcher.fetch(url)
    assert caught.value.code == "too_large_announced"


def endless(caller):
    caller.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while not caller.closing.is_set():
        caller.send(b"1000\r\n" + b"x" * 4096 + b"\r\n")


def test_endless_chunks_stop_at_the_limit(web, fetcher):
    with pytest.raises(TooLargeError):
        fetcher.fetch(web.on("/endless", endless))


def test_an_endless_body_without_length_stops_at_the_limit(web, fetcher):
    def pour(caller):
        caller.send(OK + b"\r\n")
        while not caller.closing.is_set():
            caller.send(b"x" * 4096)

    with pytest.raises(TooLargeError):
        fetcher.fetch(web.on("/pour", pour))


def test_the_deadline_counts_the_whole_request(web, fetcher):
    with pytest.raises(DeadlineError):
        fetcher.fetch(web.on("/slow", lambda caller: (caller.send(OK + b"\r\n"), caller.drip(b"x", 0.01))),
                      limits=FetchLimits(connect_s=1, read_s=5, total_s=0.3))


def test_a_connection_is_used_again(web, fetcher):
    def keep(caller):
        caller.send(OK + b"Content-Length: 2\r\n\r\nok")
        web._answer(caller.line)

    web.on("/keep", keep)
    assert [fetcher.fetch(web.url("/keep")).status for _ in range(3)] == [200] * 3
    assert len(web.threads) <= 2


def test_we_say_who_we_are_and_send_no_cookies(web, fetcher):
    url = web.page("/", "x", "Set-Cookie: a=b")
    fetcher.fetch(url)
    fetcher.fetch(url)
    assert web.log[1].headers["user-agent"] == "influence/test"
    assert "cookie" not in web.log[1].headers


def test_conditions_go_out_byte_for_byte(web, fetcher):
    url = web.page("/", "x")
    fetcher.fetch(url, headers={"If-None-Match": 'W/"a b"', "If-Modified-Since": "yesterday, about noon"})
    assert web.log[0].headers["if-none-match"] == 'W/"a b"'
    assert web.log[0].headers["if-modified-since"] == "yesterday, about noon"


def test_proxies_of_the_environment_are_not_used(web, fetcher, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    assert fetcher.fetch(web.page("/", "direct")).body == b"direct"
