"""The deadline covers names and connections too, and a proxy reaches for us only what we may ask ourselves."""

import socket
import threading
import time

import pytest

from crawlers.errors import FetchError, RefusedError
from crawlers.fetch import Fetcher, FetchLimits
from crawlers.guard import Guard
from crawlers.transport import addresses

LIMITS = FetchLimits(connect_s=1.0, read_s=0.6, total_s=1.2, max_bytes=100_000)
#: Well above what any of this takes on a busy machine, well below what it would take without a deadline.
LONG_S = 60.0


def code_and_seconds(fetcher, url, limits=None):
    begun = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url, limits=limits)
    return caught.value.code, time.monotonic() - begun


def test_a_name_server_that_never_answers_holds_no_worker(web, fetcher, monkeypatch):
    over = threading.Event()

    def never(*arguments, **options):
        over.wait(5 * LONG_S)
        raise socket.gaierror("over")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    code, seconds = code_and_seconds(fetcher, web.url("/"))
    over.set()
    assert code in {"dns", "deadline"}
    assert seconds < LONG_S


def test_a_name_that_is_none_is_not_known():
    with pytest.raises(socket.gaierror):
        addresses("a" * 70 + ".example", 80, timeout_s=2.0)


@pytest.fixture
def deaf():
    """An endpoint of this machine that takes no connection and refuses none: its queue is full."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        waiting = []
        for _ in range(4):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(server.getsockname())
            waiting.append(one)
        yield server.getsockname()
        for one in waiting:
            one.close()


def test_a_name_with_many_deaf_addresses_ends_at_the_deadline(deaf, monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **options: real(*given, **options)[:1] * 500)
    fetcher = Fetcher(user_agent="influence/test", guard=Guard(allowed=frozenset({f"127.0.0.1:{deaf[1]}"})),
                      limits=FetchLimits(connect_s=0.5, read_s=0.6, total_s=1.2, max_bytes=1000))
    code, seconds = code_and_seconds(fetcher, f"http://127.0.0.1:{deaf[1]}/")
    fetcher.close()
    assert code in {"connect_timeout", "deadline"}
    assert seconds < LONG_S


def test_the_second_try_on_a_stale_connection_shares_the_deadline_of_the_first():
    closing = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        def serve():
            first, _ = server.accept()
            first.recv(9999)
            first.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            first.recv(9999)
            closing.wait(1.5)
            first.close()
            second, _ = server.accept()
            closing.wait(1.5)  # in time for a deadline of its own, too late for a shared one
            second.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            second.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        here = f"127.0.0.1:{server.getsockname()[1]}"
        limits = FetchLimits(connect_s=1.0, read_s=9.0, total_s=2.0, max_bytes=1000)
        fetcher = Fetcher(user_agent="influence/test", guard=Guard(allowed=frozenset({here})), limits=limits)
        assert fetcher.fetch(f"http://{here}/").body == b"ok"
        code, _ = code_and_seconds(fetcher, f"http://{here}/")
        closing.set()
        fetcher.close()
        thread.join(5)
    assert code == "deadline"


@pytest.fixture
def behind(web):
    """A fetcher that goes through the test's own server as a proxy, with nothing allowed."""
    made = Fetcher(user_agent="influence/test", guard=Guard(), limits=LIMITS, proxy=web.url(""))
    yield made
    made.close()


def test_a_proxy_may_stand_inside_a_private_network(web, behind):
    web.page("http://1.1.1.1/essay", "<p>through the proxy</p>")
    assert behind.fetch("http://1.1.1.1/essay").body == b"<p>through the proxy</p>"


def test_a_name_only_the_proxy_knows_is_left_to_it(web, behind):
    web.page("http://blog.invalid/essay", "found")
    assert behind.fetch("http://blog.invalid/essay").body == b"found"


@pytest.mark.parametrize("target", ["http://10.0.0.1/", "http://localhost/"])
def test_a_proxy_is_not_asked_for_what_is_private(web, behind, target):
    with pytest.raises(RefusedError):
        behind.fetch(target)
    assert not web.log


def test_the_proxy_itself_is_no_target(web, behind):
    with pytest.raises(RefusedError):
        behind.fetch(web.url("/"))
    assert not web.log
