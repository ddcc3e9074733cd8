"""Serves the made-up community on this machine only: one port a site, everything from memory."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from influence.demo.addresses import Addresses
from influence.demo.sites import Document, documents
from influence.demo.story import Story
from influence.errors import InfluenceError

HOST = "127.0.0.1"
#: The first site's port; the others follow. Below the range that systems give out by themselves.
FIRST_PORT = 18081
#: Newest change of anything served; fixed, as all else.
_CHANGED = "Tue, 30 Jun 2026 20:00:00 GMT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The community while it is served."""

    addresses: Addresses
    #: HOST:PORT of every site, for `--allow-private`.
    authorities: tuple[str, ...]

    @property
    def homes(self) -> list[str]:
        """Return the home page of every site, in the order of the ports."""
        return [self.addresses.home(slug) for slug in self.addresses.bases]


def bases(story: Story, first_port: int = FIRST_PORT) -> dict[str, str]:
    """Return each site's address by its slug."""
    return {slug: f"http://{HOST}:{port}" for port, slug in enumerate(story.cast.places, start=first_port)}


@contextmanager
def served(
    story: Story, first_port: int = FIRST_PORT, *, otherwise: str = "choose another first port with --port"
) -> Iterator[Running]:
    """Serve the community until the block ends.

    Args:
        story: What is told.
        first_port: Port of the first site.
        otherwise: What to do where a port is taken, as said to the user: words or a command.

    Raises:
        InfluenceError: One of the ports is taken.
    """
    addresses = Addresses(story.cast, bases(story, first_port))
    pages = documents(story, addresses)
    with ExitStack() as stack:
        for port, slug in enumerate(addresses.bases, start=first_port):
            stack.enter_context(_site(port, pages[slug], otherwise))
        authorities = tuple(base.partition("//")[2] for base in addresses.bases.values())
        yield Running(addresses=addresses, authorities=authorities)


@contextmanager
def _site(port: int, pages: Mapping[str, Document], otherwise: str) -> Iterator[None]:
    try:
        server = _Server(port, pages)
    except (OSError, OverflowError) as error:
        raise InfluenceError(f"port {port} of this machine is taken or not allowed", about=f"{HOST}:{port}",
                             hint=f"end what uses it, or: {otherwise}") from error
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    """A server that holds the documents of one site."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, pages: Mapping[str, Document]) -> None:
        super().__init__((HOST, port), _Handler)
        self.pages = pages
        self.bodies = {path: page.text.encode() for path, page in pages.items()}


class _Handler(BaseHTTPRequestHandler):
    """Answers by path and query, and with 304 where nothing changed."""

    protocol_version = "HTTP/1.1"
    server_version = "demo"
    sys_version = ""
    #: Header and body leave together; apart, the second would wait 40 ms for the first's receipt.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name it overrides
        """Say nothing; the crawl reports."""

    def _answer(self, *, with_body: bool) -> None:
        pages, bodies = self.server.pages, self.server.bodies
        path = _known(unquote(self.path), pages)
        if path is None:
            self._send(404, "text/plain", b"Not found\n", with_body=with_body)
            return
        tag = f'"{blake2b(bodies[path], digest_size=8).hexdigest()}"'
        if self.headers.get("If-None-Match") == tag:
            self._send(304, pages[path].media_type, b"", tag, with_body=False)
        else:
            self._send(200, pages[path].media_type, bodies[path], tag, with_body=with_body)

    def _send(self, status: int, media_type: str, body: bytes, tag: str | None = None, *, with_body: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        if tag is not None:
            self.send_header("ETag", tag)
            self.send_header("Last-Modified", _CHANGED)
        if status != 304:  # a 304 has no body
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)


def _known(path: str, pages: Mapping[str, Document]) -> str | None:
    """Return the path under which a document is held: as asked, or without a query that changes nothing."""
    if path in pages:
        return path
    plain = path.partition("?")[0]
    return plain if plain in pages and not plain.endswith(".php") else None
