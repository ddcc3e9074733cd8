"""A town of small sites on loopback, each wrong in its own way, and crawls through it into one project.

Every site has a port, so a politeness key, of its own: a stalling one cannot hide what another one does.
What a test may look at: what was asked (`Site.asked`), what became of each address (`Town.outcome`), what is
stored (`Town.posts`) and what the crawl says (its coverage sheet).
"""

import itertools
import socket
import sqlite3
import ssl
import subprocess
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

WORDS = ("Paper and scissors and glue make a fine afternoon, said everybody who came to the table that day, and nobody "
         "went home before the lamps were lit and the last of the folded birds had been hung up to dry. ")
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
STORED = """
SELECT post.url, page.url, texts.title, texts.text, accounts.id, accounts.name, sightings.time
FROM sightings JOIN texts USING (page, key) JOIN addresses AS post ON post.key = sightings.key
JOIN addresses AS page ON page.key = sightings.page LEFT JOIN accounts ON accounts.key = sightings.author
ORDER BY post.url, page.url"""


@dataclass
class Asked:
    """One request as a site saw it."""

    path: str
    headers: dict[str, str]
    at_s: float


@dataclass
class Call:
    """A connection whose request has been read, for a fault to misuse."""

    line: socket.socket
    asked: Asked
    #: How often this path was asked, this time included.
    times: int
    closing: threading.Event

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.line.sendall(part)

    def repeat(self, part: bytes, every_s: float = 0.0) -> None:
        """Send the same again and again, until the other side or the test has enough."""
        while not self.closing.wait(every_s) if every_s else not self.closing.is_set():
            self.line.sendall(part)

    def hang(self) -> None:
        """Say nothing more until the other side goes."""
        self.line.settimeout(20)
        while self.line.recv(1024):
            pass

    def reset(self) -> None:
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.line.close()


Answer = bytes | Callable[[Call], None]


@dataclass
class Stored:
    """A post as one page showed it."""

    url: str
    page: str
    title: str | None
    text: str
    author: str | None
    name: str | None
    time: int | None


class Site:
    """One port: answers by path, 404 for what it was not told."""

    def __init__(self, closing: threading.Event, *, family: socket.AddressFamily = socket.AF_INET,
                 certificate: Path | None = None) -> None:
        self.closing = closing
        self.answers: dict[str, Answer] = {}
        #: Answers for every path without an answer of its own.
        self.otherwise: Answer = NOT_FOUND
        self.log: list[Asked] = []
        self.connections = 0
        self.lock = threading.Lock()
        self.socket = socket.create_server(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0), family=family, backlog=64)
        self.port: int = self.socket.getsockname()[1]
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self.tls and certificate:
            self.tls.load_cert_chain(certificate)
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.endpoint}{path}"

    def on(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.url(path)

    def page(self, path: str, body: str | bytes, *headers: str, status: str = "200 OK",
             kind: str | None = "text/html; charset=utf-8") -> str:
        data = body.encode() if isinstance(body, str) else body
        head = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", "Connection: close", *headers]
        head += [f"Content-Type: {kind}"] if kind else []
        return self.on(path, "\r\n".join([*head, "", ""]).encode("utf-8") + data)

    def article(self, path: str, title: str, *, head: str = "", extra: str = "", author: str = "Ann Lee") -> str:
        return self.page(path, written(title, head=head, extra=extra, author=author))

    def feed(self, path: str, *items: str, head: str = "", before: str = "", after: str = "") -> str:
        body = (f'{before}<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
                'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:xi="http://www.w3.org/2001/XInclude" '
                'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
                f'<channel><title>Feed</title><link>{self.url()}</link>{"".join(items)}</channel></rss>{after}')
        return self.page(path, body, kind="application/rss+xml")

    def redirect(self, path: str, location: str | None, status: int = 302) -> str:
        line = f"Location: {location}\r\n" if location is not None else ""
        return self.on(path, f"HTTP/1.1 {status} Moved\r\n{line}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())

    def robots(self, text: str | bytes, *headers: str, status: str = "200 OK") -> None:
        self.page("/robots.txt", text, *headers, status=status, kind="text/plain")

    def asked(self, path: str) -> list[Asked]:
        with self.lock:
            return [asked for asked in self.log if asked.path == path]

    @property
    def paths(self) -> list[str]:
        with self.lock:
            return [asked.path for asked in self.log]

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(line,), daemon=True)
            thread.start()
            self.threads.append(thread)

    def _serve(self, line: socket.socket) -> None:
        try:
            if self.tls:
                line = self.tls.wrap_socket(line, server_side=True)
            with line:
                self._answer(line)
        except OSError:
            pass  # the other side has gone, which many faults are about

    def _answer(self, line: socket.socket) -> None:
        line.settimeout(20)
        data = b""
        while b"\r\n\r\n" not in data:
            part = line.recv(65_536)
            if not part or part[:1] == b"\x16":
                return
            data += part
        first, *rest = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (row.partition(":") for row in rest)}
        asked = Asked(path=first.split(" ")[1], headers=headers, at_s=time.monotonic())
        with self.lock:
            self.log.append(asked)
            times = sum(other.path == asked.path for other in self.log)
        answer = self.answers.get(asked.path, self.otherwise)
        line.sendall(answer) if isinstance(answer, bytes) else answer(Call(line, asked, times, self.closing))


def written(title: str, *, head: str = "", extra: str = "", author: str = "Ann Lee") -> str:
    """Return a page that any reader takes for a post."""
    return (f'<!DOCTYPE html><html><head><title>{title}</title><meta name="author" content="{author}">{head}</head><body>'
            f'<article><h1>{title}</h1><p>By <a rel="author" href="/about">{author}</a> '
            f'<time datetime="2024-05-01T10:00:00Z">1 May 2024</time></p><p>{WORDS * 3}</p>{extra}</article></body></html>')


@dataclass
class Town:
    """Sites, and one project that crawls of them are written to."""

    folder: Path
    closing: threading.Event = field(default_factory=threading.Event)
    sites: dict[str, Site] = field(default_factory=dict)
    #: Sites that may be asked by no crawl: stand-ins for what is inside a private network.
    inside: list[Site] = field(default_factory=list)
    sheet: Coverage = field(default_factory=Coverage)
    seconds: float = 0.0

    def site(self, name: str) -> Site:
        """Return the site of this name, made at its first need."""
        if name not in self.sites:
            self.sites[name] = Site(self.closing)
        return self.sites[name]

    def secure_site(self, name: str) -> Site:
        """Return a site with a certificate that nobody trusts."""
        self.folder.mkdir(exist_ok=True)
        pem = self.folder / "untrusted.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                        "/CN=other.example", "-keyout", pem, "-out", pem.with_suffix(".crt")], check=True, capture_output=True)
        pem.write_bytes(pem.read_bytes() + pem.with_suffix(".crt").read_bytes())
        self.sites[name] = Site(self.closing, certificate=pem)
        return self.sites[name]

    def inner(self, family: socket.AddressFamily = socket.AF_INET) -> Site:
        """Return a site no crawl may ask; it would answer everything."""
        site = Site(self.closing, family=family)
        site.otherwise = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>inside</title>"
        self.inside.append(site)
        return site

    def crawl(self, *sources: str, limits: CrawlLimits | None = None, fetch: FetchLimits | None = None,
              revisit: bool = False) -> Coverage:
        allowed = frozenset(site.endpoint for site in self.sites.values())
        fetcher = Fetcher(user_agent="influence/test", guard=Guard(allowed=allowed),
                          limits=fetch or FetchLimits(connect_s=2.0, read_s=2.0, total_s=5.0, max_bytes=4_000_000))
        limits = limits or CrawlLimits(delay_s=0.0, hops=0, workers=16, patience_s=0.0, max_pages=60)
        try:
            with Project.open(self.folder, create=True) as project:
                ports = Ports(frontier=SqliteFrontier(project.connection, project.path), archive=SqlitePages(
                    project.connection, project.path), sink=project, clock=SystemClock(), fetcher=fetcher)
                self.sheet = Crawl(ports, limits, parsers=1).run([Source(url=url) for url in sources], revisit=revisit)
        finally:
            fetcher.close()
        return self.sheet

    def query(self, text: str, *values: object) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.folder / "influence.db")
        try:
            return connection.execute(text, values).fetchall()
        finally:
            connection.close()

    def outcome(self, url: str) -> tuple[object, ...] | None:
        """Return state, status and error of an address; None for one never noted."""
        found = self.query("SELECT state, status, error FROM frontier WHERE url = ?", url)
        return found[0] if found else None

    def error(self, url: str) -> object:
        found = self.outcome(url)
        return found and found[2]

    def posts(self, start: str = "") -> list[Stored]:
        """Return the posts stored whose page begins with this address."""
        return [post for post in itertools.starmap(Stored, self.query(STORED)) if post.page.startswith(start)]

    def kept(self, url: str) -> bool:
        """Return whether a copy of the page is kept."""
        return bool(self.query("SELECT 1 FROM pages WHERE url = ?", url))

    def close(self) -> None:
        self.closing.set()
        for site in [*self.sites.values(), *self.inside]:
            site.socket.shutdown(socket.SHUT_RDWR)
            site.socket.close()
        for site in [*self.sites.values(), *self.inside]:
            for thread in site.threads:
                thread.join(3)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One town for all cases of a module: they are crawled together and looked at one by one."""
    made = Town(tmp_path_factory.mktemp("town") / "project")
    yield made
    made.close()


@pytest.fixture(scope="session")
def article_page() -> Callable[..., str]:
    """Writes a page that any reader takes for a post."""
    return written


@pytest.fixture(scope="session")
def words() -> str:
    """The words that stand in every such page."""
    return WORDS
