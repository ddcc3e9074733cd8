"""Joins the crawlers and the project file: what `crawl` and `demo` both call."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING

from influence import __version__

if TYPE_CHECKING:
    from crawlers.coverage import Coverage
    from crawlers.crawl import Crawl, Progress
    from crawlers.decide import CrawlLimits
    from crawlers.parse import Parser
    from crawlers.reading import Reading
    from crawlers.records import Page, Source
    from influence.store.project import Project

#: Kept pages read before they are written together.
_PAGES_TOGETHER = 20
#: How long a crawl waits for another process that is writing, such as a large `load`.
_PATIENCE_MS = 300_000
#: Signals within this time are taken for one.
_ONE_SIGNAL_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRequest:
    """One call for a crawl."""

    sources: "Sequence[Source]"
    limits: "CrawlLimits"
    #: The user's own machines, `host:port`.
    allowed: frozenset[str] = frozenset()
    #: Mail address or page that site owners can turn to.
    contact: str = ""
    #: Proxy to go through; None for none. Variables of the environment are not looked at.
    proxy: str | None = None
    #: Ask everything read before again.
    revisit: bool = False
    #: Forget which addresses are known, first.
    fresh: bool = False
    #: Parser processes; None for one a core.
    parsers: int | None = field(default=None)


def crawl_project(project: "Project", request: CrawlRequest, *,
                  on_progress: "Callable[[Progress], None] | None" = None) -> "Coverage":
    """Crawl into a project and return the coverage sheet; Ctrl-C or SIGTERM once finishes what is under way.

    Raises:
        ProjectBusyError: Another crawl of this project is running.
        InfluenceError: The project cannot be written to, or the disk is full; what was written stays.
    """
    from crawlers.crawl import Crawl, Ports
    from crawlers.fetch import Fetcher
    from crawlers.guard import Guard
    from crawlers.pipeline import user_agent
    from crawlers.system_clock import SystemClock
    from influence.cli.copyings import store_copies
    from influence.cli.namings import store_named
    from influence.store.crawl_lock import crawl_lock
    from influence.store.frontier import SqliteFrontier
    from influence.store.landings import join_landings
    from influence.store.pages import SqlitePages

    with crawl_lock(project.folder):
        frontier = SqliteFrontier(project.connection, project.path)
        project.connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        if request.fresh:
            frontier.forget()
        fetcher = Fetcher(user_agent=user_agent(__version__, request.contact), guard=Guard(allowed=request.allowed),
                          proxy=request.proxy)
        try:
            crawl = Crawl(Ports(
                frontier=frontier, sink=project,
                archive=SqlitePages(project.connection, project.path), clock=SystemClock(), fetcher=fetcher,
            ), request.limits, parsers=request.parsers)
            with _stopping_on_signals(crawl):
                coverage = crawl.run(request.sources, revisit=request.revisit, on_progress=on_progress)
                if coverage.fetched:
                    with project.transaction() as connection:
                        join_landings(connection)
                    store_named(project)
                    store_copies(project)
            return coverage
        finally:
            fetcher.close()


def reextract(project: "Project", *, on_page: Callable[[int], None] | None = None) -> int:
    """Read all kept pages again with today's readers, without the network; return how many.

    Pages are written some at a time, so that others can write between; a page that cannot be
    read today keeps what it gave before.
    """
    from itertools import islice

    from crawlers.parse import Parser
    from influence.store.crawl_lock import crawl_lock
    from influence.store.pages import SqlitePages
    from influence.store.rereading import Rereading

    count = 0
    parser = Parser()
    try:
        with crawl_lock(project.folder):
            run = Rereading(project)
            pages = SqlitePages(project.connection, project.path).pages()
            while some := list(islice(pages, _PAGES_TOGETHER)):
                found = [(page, read.findings) for page in some if (read := _read(parser, page)) is not None]
                run.add(found)
                count += len(found)
                if on_page is not None:
                    on_page(count)
            run.finish()
    finally:
        parser.close()
    return count


def _read(parser: "Parser", page: "Page") -> "Reading | None":
    from crawlers.errors import ReadError

    try:
        return parser.read(page)
    except ReadError:
        return None  # named in the log; the page stays for a better reader


@contextmanager
def _stopping_on_signals(crawl: "Crawl") -> Iterator[None]:
    """Let the first Ctrl-C or SIGTERM end the crawl in order, the second at once. Only in the main thread.

    Some programs send one Ctrl-C twice, to the process and to its group: what comes together is one.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    first: list[float] = []

    def stop(number: int, frame: FrameType | None) -> None:
        crawl.stop()
        first.append(time.monotonic())
        if first[-1] - first[0] < _ONE_SIGNAL_S:
            return
        if number == signal.SIGTERM:
            os._exit(128 + number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
