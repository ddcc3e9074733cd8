"""Fetching threads and reading threads between the frontier and the store.

Three stages, so that none waits for another: fetching threads take one domain each and ask its
addresses one after another; reading threads own one parser process each; whoever runs the crawl
takes outcomes off `outcomes` and is the only one who writes.
"""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from crawlers.decide import conditions
from crawlers.errors import AddressError, FetchError, ReaderError, ReadError
from crawlers.fetch import Answer, Fetcher, FetchLimits
from crawlers.parse import Parser
from crawlers.ports import Clock
from crawlers.reading import Reading
from crawlers.records import Page
from crawlers.records.visit import Lease
from crawlers.robots import ALLOW_ALL, MAX_BYTES, MAX_REDIRECTS, PRODUCT, UNREACHABLE, Robots, robots_for
from crawlers.shelf import Shelf
from crawlers.texts import sound_body
from crawlers.urls import authority, canonical, registrable_domain

#: Statuses whose body is read: pages, and what may be a bot challenge.
_READ = frozenset({200, 202, 203, 403, 429, 503})
_BUSY = frozenset({429, 503})
#: Headers that readers and rules look at.
_KEPT_HEADERS = ("link", "content-language", "refresh", "x-robots-tag", "cf-mitigated", "x-amzn-waf-action")
_ROBOTS_LIMITS = FetchLimits(total_s=20.0, max_bytes=10 * MAX_BYTES, max_redirects=MAX_REDIRECTS)
#: Error of a page that was never looked at, since this machine lets no reader be started.
NO_READER = "no_reader"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one lease: an error, an answer, and, for a page, what was read from it."""

    lease: Lease
    #: Short word for what went wrong; None when an answer came and was readable.
    error: str | None = None
    #: True when we must not ask at all (robots.txt, a private address).
    refused: bool = False
    answer: Answer | None = None
    page: Page | None = None
    reading: Reading | None = None
    #: The text may hold wrong characters.
    doubtful_encoding: bool = False
    #: Sitemaps that the host's robots.txt names, told once a run.
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested:
    """A domain's turn is over."""

    domain: str
    #: What its last answer took, and what its robots.txt asks for.
    seconds: float
    crawl_delay_s: float | None
    #: Leases not asked: the domain is to rest first, or the crawl is ending.
    returned: tuple[Lease, ...] = ()
    #: When the turn ended, by the monotonic clock.
    at_s: float = 0.0


@dataclass(slots=True)
class _Verdict:
    robots: Robots
    until_s: float
    sitemaps_told: bool = False


class RobotsBook:
    """robots.txt of every host met in this run, each fetched once, its redirects checked at every hop."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._verdicts: dict[str, _Verdict] = {}
        self._lock = threading.Lock()

    def known(self, url: str) -> Robots | None:
        """Return a host's verdict; None when it has to be asked (again)."""
        with self._lock:
            found = self._verdicts.get(authority(url))
            return found.robots if found and found.until_s > self._clock.monotonic() else None

    def ask(self, url: str) -> float:
        """Fetch the robots.txt of an address's host; return how long that took.

        Raises:
            FetchError: With a `refused` kind, when the host itself must not be asked.
        """
        begun = self._clock.monotonic()
        try:
            answer = self._fetcher.follow(canonical("/robots.txt", url), limits=_ROBOTS_LIMITS)
            verdict = robots_for(answer.status, answer.body)
        except AddressError:  # pragma: no cover  the address itself was canonical
            verdict = ALLOW_ALL
        except FetchError as error:
            if error.code in _NEVER or error.code == "dns":
                raise
            verdict = ALLOW_ALL if error.code in ("redirect_limit", "redirect_loop", "redirect_broken") else UNREACHABLE
        now = self._clock.monotonic()
        with self._lock:
            self._verdicts[authority(url)] = _Verdict(verdict, now + verdict.kept_s)
        return now - begun

    def new_sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps a host's robots.txt names, the first time it is asked."""
        with self._lock:
            found = self._verdicts.get(authority(url))
            if found is None or found.sitemaps_told:
                return ()
            found.sitemaps_told = True
            return found.robots.sitemaps


_NEVER = frozenset({"scheme", "port", "private_address", "too_large_announced"})


@dataclass(slots=True)
class _Turn:
    """How a domain's turn has gone so far."""

    #: Addresses asked, what the last answer took, and what robots.txt asks for.
    asked: int = 0
    seconds: float = 0.0
    delay_s: float | None = None


@dataclass(slots=True)
class Pipeline:
    """The threads of one crawl."""

    fetcher: Fetcher
    clock: Clock
    workers: int
    parsers: int
    #: Whether a domain's addresses may be asked without a pause between them.
    is_unpaused: Callable[[str, float | None], bool]
    outcomes: queue.SimpleQueue[Outcome | Rested] = field(default_factory=queue.SimpleQueue)
    _jobs: queue.SimpleQueue[tuple[str, list[Lease]] | None] = field(default_factory=queue.SimpleQueue)
    _fetched: Shelf[tuple[Outcome, Answer]] = field(init=False)
    _threads: list[threading.Thread] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _robots: RobotsBook | None = None

    def start(self) -> None:
        """Start all threads and parser processes."""
        self._robots = RobotsBook(self.fetcher, self.clock)
        self._fetched = Shelf(self.parsers)
        for number in range(self.workers):
            self._start(self._fetch_all, f"fetch-{number}")
        for number in range(self.parsers):
            self._start(self._read_all, f"read-{number}")

    def submit(self, domain: str, leases: list[Lease]) -> None:
        """Have a domain's addresses asked, one after another."""
        self._jobs.put((domain, leases))

    def stop(self) -> None:
        """Ask nothing more; what is under way is finished."""
        self._stopping.set()

    def close(self) -> None:
        """End all threads and processes."""
        self.stop()
        for _ in range(self.workers):
            self._jobs.put(None)
        for thread in self._threads[:self.workers]:
            thread.join()
        self._fetched.close()
        for thread in self._threads[self.workers:]:
            thread.join()
        self._threads.clear()

    def _start(self, target: Callable[[], None], name: str) -> None:
        thread = threading.Thread(target=target, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _fetch_all(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._fetch_domain(*job)

    def _fetch_domain(self, domain: str, leases: list[Lease]) -> None:
        turn = _Turn()
        for lease in leases:
            try:
                goes_on = not self._stopping.is_set() and self._ask(lease, turn)
            except Exception:  # noqa: BLE001  a slip of ours, or of a library, must not end the thread: all would wait for it
                goes_on = self._slipped(lease)
                turn.asked += 1
            if not goes_on:
                break
        self.outcomes.put(Rested(domain=domain, seconds=turn.seconds, crawl_delay_s=turn.delay_s,
                                 returned=tuple(leases[turn.asked:]), at_s=self.clock.monotonic()))

    def _ask(self, lease: Lease, turn: _Turn) -> bool:
        """Ask one address; return whether the domain's next may be asked at once."""
        robots, took = self._verdict(lease)
        turn.seconds = max(turn.seconds, took)
        turn.delay_s = robots.delay_s if robots else turn.delay_s
        if took and not self.is_unpaused(lease.entry.url, turn.delay_s):
            return False
        is_busy = False
        if robots is not None:
            turn.seconds, is_busy = self._fetch(lease, robots)
        turn.asked += 1
        return not is_busy and self.is_unpaused(lease.entry.url, turn.delay_s)

    def _slipped(self, lease: Lease) -> bool:
        """Report an address that met a fault of this program; return that its domain's turn ends with it."""
        _log.exception("a fault of this program, please report it (%s)", lease.entry.url)
        self.outcomes.put(Outcome(lease=lease, error="internal"))
        return False

    def _verdict(self, lease: Lease) -> tuple[Robots | None, float]:
        """Return a host's robots.txt, None when that ended in error, and how long asking took, 0 when it was known."""
        assert self._robots is not None  # noqa: S101  started
        url = lease.entry.url
        known = self._robots.known(url)
        if known is not None:
            return known, 0.0
        try:
            self.fetcher.guard.check_url(url)
            took = self._robots.ask(url)
        except FetchError as error:
            self.outcomes.put(Outcome(lease=lease, error=error.code, refused=error.code in _NEVER))
            return None, 0.0
        return self._robots.known(url) or UNREACHABLE, max(took, 1e-6)

    def _fetch(self, lease: Lease, robots: Robots) -> tuple[float, bool]:
        """Ask one address and pass it on; return how long that took, and whether the server has too much to do."""
        assert self._robots is not None  # noqa: S101  started
        url = lease.entry.url
        sitemaps = self._robots.new_sitemaps(url)
        if robots.unreachable:
            self.outcomes.put(Outcome(lease=lease, error="robots_unreachable"))
            return 0.0, False
        if not robots.allows(url):
            self.outcomes.put(Outcome(lease=lease, error="robots", refused=True, sitemaps=sitemaps))
            return 0.0, False
        begun, is_busy = self.clock.monotonic(), False
        try:
            answer = self.fetcher.fetch(url, headers=conditions(lease))
        except FetchError as error:
            self.outcomes.put(Outcome(lease=lease, error=error.code, refused=error.code in _NEVER, sitemaps=sitemaps))
        else:
            outcome = Outcome(lease=lease, answer=answer, sitemaps=sitemaps)
            is_busy = answer.status in _BUSY
            # A time to come back counts before the domain's turn ends: such an answer goes past the readers.
            if answer.status in _READ and not (is_busy and "retry-after" in answer.headers):
                self._fetched.put(registrable_domain(url), (outcome, answer))
            else:
                self.outcomes.put(outcome)
        return self.clock.monotonic() - begun, is_busy

    def _read_all(self) -> None:
        parser = Parser()
        try:
            while (taken := self._fetched.take()) is not None:
                domain, (outcome, answer) = taken
                begun = self.clock.monotonic()
                try:
                    self.outcomes.put(self._read(parser, outcome.lease, answer, outcome.sitemaps))
                except Exception:  # noqa: BLE001  as above
                    self._slipped(outcome.lease)
                finally:
                    self._fetched.done(domain, self.clock.monotonic() - begun)
        finally:
            parser.close()

    def _read(self, parser: Parser, lease: Lease, answer: Answer, sitemaps: tuple[str, ...]) -> Outcome:
        try:
            read = sound_body(answer.body, limit=self.fetcher.limits.max_bytes, about=answer.url,
                              kind=answer.media_type, declared=answer.headers.get("content-type", ""))
            headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
            page = Page(url=answer.url, text=read.text, fetched=self.clock.now(), headers=headers,
                        media_type=answer.media_type or "text/html")
            result = parser.read(page, answer.status)
        except FetchError as error:
            return Outcome(lease=lease, answer=answer, error=error.code, sitemaps=sitemaps)
        except ReaderError:
            return Outcome(lease=lease, error=NO_READER)
        except ReadError as error:
            _log.warning("%s", error)
            return Outcome(lease=lease, answer=answer, error=error.code, sitemaps=sitemaps)
        return Outcome(lease=lease, answer=answer, page=page, reading=result, doubtful_encoding=read.doubtful,
                       sitemaps=sitemaps)


def user_agent(version: str, contact: str) -> str:
    """Return the name we go by, with the way to reach whoever runs the crawl.

    >>> user_agent("1.0", "ann@brand.example")
    'influence/1.0 (reads blogs and forums; contact: ann@brand.example)'
    """
    reach = f"contact: {contact}" if contact else "no contact given"
    clean = "".join(char for char in reach if char.isascii() and char.isprintable())
    return f"{PRODUCT}/{version} (reads blogs and forums; {clean})"
