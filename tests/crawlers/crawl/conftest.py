"""A small server that answers byte for byte what a test tells it, and a crawl into a real project."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from crawlers.coverage import Coverage
from crawlers.crawl import Crawl, Ports
from crawlers.decide import CrawlLimits
from crawlers.fetch import Fetcher, FetchLimits
from crawlers.guard import Guard
from crawlers.records import Source
from crawlers.system_clock import SystemClock
from influence.store.frontier import SqliteFrontier
from influence.store.pages import SqlitePages
from influence.store.project import Project

TLS_HELLO = b"\x16"
Handler = Callable[["Caller"], None]


@dataclass
class Caller:
    """One request as the server sees it."""

    line: socket.socket
    path: str
    headers: dict[str, str]
    #: How often this path was asked, this time included.
    times: int
    closing: threading.Event

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.line.sendall(part)

    def drip(self, data: bytes, every_s: float = 0.05) -> None:
        """Send byte by byte, for ever or until the other side or the test ends."""
        while not self.closing.wait(every_s):
            for byte in data:
                self.line.sendall(bytes([byte]))
                if self.closing.wait(every_s):
                    return

    def hang(self) -> None:
        self.closing.wait(30)


@dataclass
class Seen:
    path: str
    headers: dict[str, str]
    at_s: float
    until_s: float = 0.0


@dataclass
class Web:
    """Answers by path; 404 for what no test has told it. Loopback only, one thread a connection."""

    handlers: dict[str, Handler] = field(default_factory=dict)
    log: list[Seen] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    #: Whether a TLS greeting is answered (in plain HTTP), or left hanging.
    refuses_tls: bool = True

    def __post_init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.settimeout(0.1)
        self.port = self.socket.getsockname()[1]
        self.threads: list[threading.Thread] = []
        self.lines: set[socket.socket] = set()
        self.lock = threading.Lock()
        self._start(self._accept)

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.endpoint}{path}"

    def raw(self, path: str, *parts: bytes) -> str:
        """Answer a path with these bytes and close."""
        self.handlers[path] = lambda caller: caller.send(*parts)
        return self.url(path)

    def on(self, path: str, handler: Handler) -> str:
        self.handlers[path] = handler
        return self.url(path)

    def page(self, path: str, body: str | bytes, *headers: str, status: str = "200 OK",
             kind: str | None = "text/html; charset=utf-8") -> str:
        data = body.encode() if isinstance(body, str) else body
        head = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", *headers]
        head += [f"Content-Type: {kind}"] if kind else []
        return self.raw(path, "\r\n".join([*head, "", ""]).encode("latin-1") + data)

    def feed(self, path: str, *links: str) -> str:
        items = "".join(f"<item><title>t{number}</title><link>{link}</link><guid>{link}</guid><author>ann@b.example (Ann)"
                        f"</author><pubDate>Mon, 0{number % 9 + 1} Jan 2024 10:00:00 GMT</pubDate></item>"
                        for number, link in enumerate(links))
        return self.page(path, f'<?xml version="1.0"?><rss version="2.0"><channel><title>B</title>{items}</channel></rss>',
                         kind="application/rss+xml")

    def redirect(self, path: str, target: str, status: int = 301) -> str:
        return self.raw(path, f"HTTP/1.1 {status} Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode())

    def asked(self, path: str) -> list[Seen]:
        return [seen for seen in self.log if seen.path == path]

    def close(self) -> None:
        self.closing.set()
        self.socket.close()
        with self.lock:
            lines = list(self.lines)
        for line in lines:
            line.close()
        for thread in self.threads:
            thread.join(5)

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        thread.start()
        self.threads.append(thread)

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                line, _ = self.socket.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            with self.lock:
                self.lines.add(line)
            self._start(self._serve, line)

    def _serve(self, line: socket.socket) -> None:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._answer(line)
        except OSError:
            pass  # the other side has gone, which many tests are about
        finally:
            with self.lock:
                self.lines.discard(line)
            line.close()

    def _answer(self, line: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            part = line.recv(65_536)
            if not part:
                return
            data += part
            if data[:1] == TLS_HELLO:
                if self.refuses_tls:
                    line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                else:
                    self.closing.wait(30)
                return
        first, *rest = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (row.partition(":") for row in rest)}
        seen = Seen(path=first.split(" ")[1], headers=headers, at_s=time.monotonic())
        with self.lock:
            self.log.append(seen)
        handler = self.handlers.get(seen.path) or (lambda caller: caller.send(
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
        handler(Caller(line, seen.path, headers, len(self.asked(seen.path)), self.closing))
        seen.until_s = time.monotonic()


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    yield server
    server.close()


@pytest.fixture
def fetcher(web: Web) -> Iterator[Fetcher]:
    """A fetcher that may ask the test's own server, with limits that make faults quick."""
    made = Fetcher(user_agent="influence/test", guard=Guard(allowed=frozenset({web.endpoint})),
                   limits=FetchLimits(connect_s=1.0, read_s=0.6, total_s=1.2, max_bytes=100_000))
    yield made
    made.close()


@dataclass
class Runner:
    """Crawls into one project, again and again if asked."""

    folder: Path
    web: Web

    def crawl(self, *paths: str, limits: CrawlLimits | None = None, revisit: bool = False,
              allowed: frozenset[str] = frozenset(), fetch: FetchLimits | None = None) -> Coverage:
        fetcher = Fetcher(user_agent="influence/test", guard=Guard(allowed=frozenset({self.web.endpoint}) | allowed),
                          limits=fetch or FetchLimits(connect_s=1.0, read_s=1.0, total_s=3.0, max_bytes=1_000_000))
        with Project.open(self.folder, create=True) as project:
            try:
                ports = Ports(frontier=SqliteFrontier(project.connection, project.path), sink=project,
                              archive=SqlitePages(project.connection, project.path), clock=SystemClock(),
                              fetcher=fetcher)
                made = self.under_way = Crawl(ports, limits or CrawlLimits(delay_s=0.0, hops=0, workers=4, patience_s=0.0), parsers=1)
                sources = [Source(url=path if "://" in path else self.web.url(path)) for path in paths]
                return made.run(sources, revisit=revisit)
            finally:
                fetcher.close()

    def stop(self) -> None:
        """End the crawl under way, as Ctrl-C does."""
        self.under_way.stop()

    def rows(self) -> dict[str, tuple[str, int | None, str | None]]:
        """Return state, status and error of every address, by path (by whole address elsewhere)."""
        with Project.open(self.folder) as project:
            found = project.connection.execute("SELECT url, state, status, error FROM frontier").fetchall()
        own = self.web.url("")
        return {url.removeprefix(own): (state, status, error) for url, state, status, error in found}

    def query(self, text: str) -> list[tuple[object, ...]]:
        with Project.open(self.folder) as project:
            return project.connection.execute(text).fetchall()


@pytest.fixture
def runner(tmp_path: Path, web: Web) -> Runner:
    return Runner(tmp_path / "project", web)


@pytest.fixture(scope="module")
def module_web() -> Iterator[Web]:
    """A server that all tests of a module share: one crawl, many assertions."""
    server = Web()
    yield server
    server.close()


@pytest.fixture(scope="module")
def module_runner(tmp_path_factory: pytest.TempPathFactory, module_web: Web) -> Runner:
    return Runner(tmp_path_factory.mktemp("crawl") / "project", module_web)


@pytest.fixture
def new_web() -> Iterator[Callable[[], Web]]:
    """Makes further servers for a test, each a site of its own."""
    made: list[Web] = []

    def make() -> Web:
        made.append(Web())
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.fixture
def runner_of() -> type[Runner]:
    return Runner
