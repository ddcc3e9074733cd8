"""The crawl loop: order only. What to do next is decided in `decide` and `scope`, done in `pipeline`.

One thread, the caller's, claims addresses, takes outcomes and writes; whatever it has not written
is asked again by the next run, so ending it at any moment loses nothing.
"""

import logging
import os
import queue
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawlers.coverage import Coverage
from crawlers.decide import CrawlLimits, is_over, pause_s, put_off_visit
from crawlers.errors import ReaderError
from crawlers.fetch import Fetcher
from crawlers.intake import Intake, Pause
from crawlers.network import Network
from crawlers.pipeline import NO_READER, Outcome, Pipeline, Rested
from crawlers.ports import Archive, Clock, Frontier, Sink
from crawlers.records import OutlinkKind, Source
from crawlers.records.visit import Lease, VisitState
from crawlers.schedule import Schedule
from crawlers.scope import source_entries
from crawlers.urls import origin, registrable_domain, site

#: How long a claim holds when nobody ends it.
LEASE_S = 300.0
#: Addresses of one domain taken at a time where no pause is asked between them.
_BATCH = 16
#: Outcomes written together.
_WRITTEN_TOGETHER = 32
#: How often deferred addresses are looked at, and progress is told.
_TICK_S = 1.0
#: States of addresses that the next run goes on with.
_LATER = (VisitState.WAITING, VisitState.HELD)
_PAGE_STATUSES = frozenset({200, 203, 304})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What a crawl stands on."""

    frontier: Frontier
    sink: Sink
    archive: Archive
    clock: Clock
    fetcher: Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How a crawl stands, told about once a second."""

    fetched: int
    unchanged: int
    #: Domains that have something waiting.
    domains: int
    under_way: int
    seconds: float
    #: The address last written.
    last: str = ""


@dataclass(slots=True)
class _Run:
    """What one run keeps in mind; nothing of it is missed when the process dies."""

    schedule: Schedule = field(default_factory=Schedule)
    #: Requests and pages by site; a request counts as a page until its answer is known to be none.
    asked: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    own_limit: dict[str, int] = field(default_factory=dict)
    #: Leases claimed, whose domain has to rest before they are asked.
    stash: dict[str, list[Lease]] = field(default_factory=dict)
    #: Hosts that did not answer: until when they are left alone (seconds since 1970), and why.
    silent: dict[str, tuple[float, str]] = field(default_factory=dict)
    network: Network = field(default_factory=Network)
    #: Leases handed to the pipeline whose outcome has not come.
    under_way: int = 0
    jobs: int = 0
    last: str = ""
    #: No process to read pages in could be started.
    has_no_reader: bool = False


class Crawl:
    """One run over the frontier. Make it, call `run`, and from elsewhere `stop` to end it early."""

    def __init__(self, ports: Ports, limits: CrawlLimits, *, parsers: int | None = None) -> None:
        self._ports = ports
        self._limits = limits
        self._parsers = parsers or max(1, os.cpu_count() or 1)
        self._stopped = threading.Event()
        self._coverage = Coverage()

    def stop(self) -> None:
        """End the run soon: what is under way is finished and written. Safe from a signal handler."""
        self._stopped.set()

    def run(self, sources: Sequence[Source], *, revisit: bool = False,
            on_progress: Callable[[Progress], None] | None = None) -> Coverage:
        """Crawl until nothing may be asked any more, or `stop`; return the coverage sheet.

        Raises:
            ReaderError: This machine lets no process be started to read pages in.

        Args:
            sources: Where to start, besides what the frontier holds already.
            revisit: Ask every address read before again, conditionally.
            on_progress: Called about once a second from this thread.
        """
        clock, frontier = self._ports.clock, self._ports.frontier
        begun = clock.monotonic()
        frontier.start(clock.now().timestamp(), revisit=revisit)
        frontier.add(entry for source in sources for entry in source_entries(source.url))
        for source in sources:
            self._coverage.of(source.url)
        run = _Run(own_limit={site(source.url): source.max_pages for source in sources if source.max_pages is not None})
        intake = Intake(self._ports.frontier, self._ports.sink, self._ports.archive, self._limits, self._coverage)
        pipeline = Pipeline(fetcher=self._ports.fetcher, clock=clock, workers=self._limits.workers,
                            parsers=self._parsers, is_unpaused=self._is_unpaused)
        pipeline.start()
        try:
            self._loop(run, intake, pipeline, begun, on_progress)
        finally:
            pipeline.close()
        self._drain(run, intake, pipeline)
        frontier.stop()
        if run.has_no_reader:
            raise ReaderError
        self._coverage.seconds = clock.monotonic() - begun
        self._coverage.interrupted = self._stopped.is_set()
        for sheet in frontier.sheets():
            if sheet.source in self._coverage.sources:
                states, line = dict(sheet.states), self._coverage.of(sheet.source)
                line.later = sum(states.get(name, 0) for name in _LATER)
                line.put_off = states.get(VisitState.DEFERRED, 0)
        return self._coverage

    def _loop(self, run: _Run, intake: Intake, pipeline: Pipeline, begun: float,
              on_progress: Callable[[Progress], None] | None) -> None:
        clock = self._ports.clock
        self._look(run)
        told = looked = clock.monotonic()
        while True:
            if self._stopped.is_set():
                pipeline.stop()
                if not run.jobs and not run.under_way:
                    return
            else:
                self._dispatch(run, pipeline)
            idle = not run.jobs and not run.under_way
            wait = self._wait_s(run) if idle else _TICK_S
            if wait is None:
                return
            self._take(run, intake, pipeline, wait_s=min(wait, _TICK_S, self._until_turn_s(run)))
            now = clock.monotonic()
            if now - looked >= _TICK_S:
                self._look(run)
                looked = now
            if on_progress is not None and now - told >= _TICK_S:
                told = now
                on_progress(self._progress(run, now - begun))

    def _look(self, run: _Run) -> None:
        """Put every domain with work into the schedule."""
        clock, frontier = self._ports.clock, self._ports.frontier
        wall, now = clock.now().timestamp(), clock.monotonic()
        frontier.wake(wall)
        for domain, until in frontier.waiting().items():
            run.schedule.want(domain, now + max(0.0, until - wall))

    def _dispatch(self, run: _Run, pipeline: Pipeline) -> None:
        now = self._ports.clock.monotonic()
        while run.jobs < self._limits.workers and (domain := run.schedule.take(now)) is not None:
            leases = self._claimed(run, domain)
            if leases:
                run.jobs += 1
                run.under_way += len(leases)
                pipeline.submit(domain, leases)
            else:
                run.schedule.rest(domain, until_s=now)

    def _claimed(self, run: _Run, domain: str) -> list[Lease]:
        """Return leases of a domain that fit their sites' pages of this run; sites used up are held."""
        frontier = self._ports.frontier
        leases = run.stash.pop(domain, [])
        until = self._ports.clock.now().timestamp() + LEASE_S
        while not leases:
            claimed = frontier.claim(domain, self._batch(domain), until_s=until)
            if not claimed:
                return []
            for lease in claimed:
                name = site(lease.entry.url)
                if self._is_silent(run, lease):
                    continue
                if self._is_out_of_reach(run, lease) or self._is_over(run, lease, name):
                    frontier.hold(name)
                else:
                    run.asked[name] += 1
                    run.pages[name] += 1
                    leases.append(lease)
        return leases

    def _is_over(self, run: _Run, lease: Lease, name: str) -> bool:
        if lease.entry.kind is OutlinkKind.SHORT and run.asked[name] >= self._limits.max_short:
            return True
        return is_over(run.pages[name], run.asked[name], lease.entry.hops, self._limits, run.own_limit.get(name))

    def _batch(self, domain: str) -> int:
        return _BATCH if self._is_unpaused(f"http://{domain}/", None) else 1

    def _is_unpaused(self, url: str, crawl_delay_s: float | None) -> bool:
        private = self._ports.fetcher.guard.is_private(url)
        return pause_s(self._limits, 0.0, crawl_delay_s, private=private) == 0

    def _take(self, run: _Run, intake: Intake, pipeline: Pipeline, *, wait_s: float) -> None:
        """Wait for an outcome, then write all that have come."""
        events: list[Outcome | Rested] = []
        try:
            events.append(pipeline.outcomes.get(timeout=max(wait_s, 0.001)))
            while len(events) < _WRITTEN_TOGETHER:
                events.append(pipeline.outcomes.get_nowait())
        except queue.Empty:
            pass  # that is all for now
        if events:
            self._write(run, intake, events)

    def _write(self, run: _Run, intake: Intake, events: list[Outcome | Rested]) -> None:
        for event in events:
            if isinstance(event, Rested):
                self._rest(run, event)
        outcomes = [event for event in events if isinstance(event, Outcome) and not self._is_unread(run, event)]
        if not outcomes:
            return
        now = self._ports.clock.now()
        with self._ports.frontier.batch():
            for outcome in outcomes:
                run.under_way -= 1
                run.last = outcome.lease.entry.url
                self._watch(run, outcome)
                if outcome.answer is None or outcome.answer.status not in _PAGE_STATUSES:
                    run.pages[site(run.last)] -= 1
                self._pause(run, run.last, intake.take(outcome, now), now)
        monotonic = self._ports.clock.monotonic()
        for domain in sorted(intake.touched()):
            run.schedule.want(domain, monotonic)

    def _is_unread(self, run: _Run, outcome: Outcome) -> bool:
        """Return whether this machine could not read a page at all: the crawl then ends, the page is asked again."""
        if outcome.error != NO_READER:
            return False
        run.under_way -= 1
        run.has_no_reader = True
        self.stop()
        return True

    def _rest(self, run: _Run, event: Rested) -> None:
        run.jobs -= 1
        run.under_way -= len(event.returned)
        private = self._ports.fetcher.guard.is_private(f"http://{event.domain}/")
        pause = pause_s(self._limits, event.seconds, event.crawl_delay_s, private=private)
        if event.returned:
            run.stash[event.domain] = list(event.returned)
        run.schedule.rest(event.domain, until_s=event.at_s + pause)
        run.schedule.want(event.domain, event.at_s + pause)

    def _pause(self, run: _Run, url: str, pause: Pause, now: datetime) -> None:
        domain, wall = registrable_domain(url), now.timestamp()
        if pause.domain_s is not None:
            self._ports.frontier.pause(domain, wall + pause.domain_s)
            run.schedule.pause(domain, until_s=self._ports.clock.monotonic() + pause.domain_s)
        if pause.host_s is not None and pause.error is not None:
            run.silent[origin(url)] = (wall + pause.host_s, pause.error)
            self._ports.frontier.defer(origin(url), wall + pause.host_s, pause.error)

    def _is_silent(self, run: _Run, lease: Lease) -> bool:
        """Return whether a lease's host did not answer a moment ago; its addresses are then put off with it."""
        name, now_s = origin(lease.entry.url), self._ports.clock.now().timestamp()
        until_s, error = run.silent.get(name, (0.0, ""))
        if until_s <= now_s:
            run.silent.pop(name, None)
            return False
        self._ports.frontier.record([put_off_visit(lease, error, until_s)])
        self._ports.frontier.defer(name, until_s, error)
        return True

    def _watch(self, run: _Run, outcome: Outcome) -> None:
        url = outcome.lease.entry.url
        if not outcome.refused and not self._ports.fetcher.guard.is_private(url):
            run.network.note(url, outcome.error)

    def _is_out_of_reach(self, run: _Run, lease: Lease) -> bool:
        """Return whether a lease lies on the public net while that cannot be reached."""
        is_out = run.network.is_away and not self._ports.fetcher.guard.is_private(lease.entry.url)
        self._coverage.network_away |= is_out
        return is_out

    def _until_turn_s(self, run: _Run) -> float:
        """Return how long until a worker could be given something to do."""
        due = run.schedule.next_s()
        if due is None or run.jobs >= self._limits.workers or self._stopped.is_set():
            return _TICK_S
        return max(0.0, due - self._ports.clock.monotonic())

    def _wait_s(self, run: _Run) -> float | None:
        """Return how long to wait with nothing under way; None when the run is over."""
        if self._stopped.is_set():
            return None
        due: list[float] = []
        turn = run.schedule.next_s()
        if turn is not None:
            due.append(turn - self._ports.clock.monotonic())
        deferred = self._ports.frontier.next_deferred_s()
        if deferred is not None:
            due.append(deferred - self._ports.clock.now().timestamp())
        soon = [wait for wait in due if wait <= self._limits.patience_s]
        return max(0.0, min(soon)) if soon else None

    def _drain(self, run: _Run, intake: Intake, pipeline: Pipeline) -> None:
        """Write what came in while the threads ended."""
        while not pipeline.outcomes.empty():
            self._write(run, intake, [pipeline.outcomes.get_nowait()])

    def _progress(self, run: _Run, seconds: float) -> Progress:
        domains = len(self._ports.frontier.waiting())
        return Progress(fetched=self._coverage.fetched, unchanged=self._coverage.unchanged, domains=domains,
                        under_way=run.under_way, seconds=seconds, last=run.last)
