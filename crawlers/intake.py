"""Takes outcomes in: writes what was read, notes what came of asking, puts new addresses in the queue."""

import logging
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from crawlers.coverage import Coverage, SourceCoverage
from crawlers.decide import (
    CrawlLimits,
    deferred_visit,
    domain_pause_s,
    failed_visit,
    has_moved,
    host_pause_s,
    is_busy,
    left_visit,
    lost_visit,
    moved_visit,
    read_visit,
    refused_visit,
    resolved_visit,
    status_problem,
    unchanged_visit,
)
from crawlers.discover import kind_of
from crawlers.fetch import PERMANENT, REDIRECTS, Answer
from crawlers.parse import LOST
from crawlers.pipeline import Outcome
from crawlers.ports import Archive, Frontier, Sink
from crawlers.reading import Reading
from crawlers.records import Finding, OutlinkKind, Page, Post
from crawlers.records.visit import Entry, Lead, Lease, Visit, VisitState
from crawlers.scope import PRIORITIES, Context, found, guesses, home_of, led, redirected
from crawlers.urls import ordered_query, registrable_domain, site, try_canonical

#: How soon a host whose robots.txt could not be read is asked again.
_ROBOTS_WAIT_S = 3600.0
_NOT_MODIFIED = 304
#: Where people who are not logged in are sent.
_LOGIN = re.compile(r"/(?:[\w-]*log-?in|sign-?in|auth|sso)(?:[./?]|$)", re.IGNORECASE)
_PAGE_ENDING = re.compile(r"(?:^index)?\.(?:html?|php|aspx?)$")
#: More addresses than this moved to one page are not all that page: it is where dead ones are sent.
_MOST_TWINS = 4
#: Addresses kept in mind so that the frontier is not asked about them again.
_REMEMBERED = 50_000
#: Most sitemaps taken from one robots.txt.
_MAX_SITEMAPS = 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """How long to leave whom alone after an outcome; None for no longer than usual."""

    domain_s: float | None = None
    host_s: float | None = None
    #: Why.
    error: str | None = None


class Intake:
    """Writes outcomes; used by the one thread that writes."""

    def __init__(self, frontier: Frontier, sink: Sink, archive: Archive, limits: CrawlLimits,
                 coverage: Coverage) -> None:
        self._frontier = frontier
        self._sink = sink
        self._archive = archive
        self._limits = limits
        self._coverage = coverage
        self._hops = frontier.sites()
        #: How many addresses redirect to one.
        self._moves = Counter(frontier.moves())
        self._touched: set[str] = set()
        #: Answers 'busy' in a row, by domain.
        self._busy: Counter[str] = Counter()
        #: Addresses missed in this run: where they are counted, and under which name.
        self._missed: dict[str, tuple[Counter[str], str]] = {}
        #: Where addresses redirected in this run.
        self._led: dict[str, str] = {}
        #: The first spelling met of addresses whose query is the same but for its order.
        self._spelling: dict[str, str] = {}
        #: Priority, hops and depth of addresses added lately.
        self._places: dict[str, tuple[int, int, int]] = {}

    def touched(self) -> set[str]:
        """Return the domains that have got new addresses since the last call."""
        result, self._touched = self._touched, set()
        return result

    def take(self, outcome: Outcome, now: datetime) -> Pause:
        """Write one outcome; return how long its domain or its host is to be left alone."""
        line = self._coverage.of(outcome.lease.entry.source)
        now_s = now.timestamp()
        try:
            with self._frontier.part():
                visit = self._visit(outcome, line, now)
        except (UnicodeError, OverflowError):  # what no database takes: half signs, numbers without end
            _log.warning("this page holds what cannot be stored (%s)", outcome.lease.entry.url)
            self._places.clear()  # what it led to was undone with it
            visit = left_visit(outcome.lease, "unreadable", outcome.answer.status if outcome.answer else None, now_s)
        self._frontier.record([visit])
        self._count(visit, line)
        self._add_sitemaps(outcome)
        return self._pause(outcome, visit, now_s)

    def _count(self, visit: Visit, line: SourceCoverage) -> None:
        """Count an address once a run, however often it was tried, by what came of it last."""
        counts, code = self._missed.pop(visit.url, (None, ""))
        if counts is not None:
            counts[code] -= 1
            counts += Counter()  # drops what is zero
        if visit.error is None or visit.state is VisitState.DONE:
            return
        if len(self._missed) >= _REMEMBERED:
            self._missed.clear()
        counts = line.refused if visit.state is VisitState.REFUSED else line.failed
        counts[visit.error] += 1
        self._missed[visit.url] = counts, visit.error

    def _pause(self, outcome: Outcome, visit: Visit, now_s: float) -> Pause:
        domain = registrable_domain(visit.url)
        self._busy[domain] = self._busy[domain] + 1 if is_busy(visit.status) else 0
        asked = outcome.answer is not None and "retry-after" in outcome.answer.headers
        return Pause(domain_s=domain_pause_s(visit, now_s, asked=asked, in_a_row=self._busy[domain]),
                     host_s=host_pause_s(visit, now_s), error=visit.error)

    def _visit(self, outcome: Outcome, line: SourceCoverage, now: datetime) -> Visit:
        lease, now_s = outcome.lease, now.timestamp()
        if outcome.answer is None or outcome.error is not None:
            return _unanswered(outcome, now_s)
        answer = outcome.answer
        if answer.status in REDIRECTS:
            return self._moved(lease, answer, line, now)
        if answer.status == _NOT_MODIFIED:
            if not lease.seen:
                return failed_visit(lease, "not_modified_unasked", now_s, status=_NOT_MODIFIED)
            line.unchanged += 1
            return unchanged_visit(lease, answer.headers, now_s)
        problem = status_problem(lease, answer.status, answer.headers, now_s)
        barrier = outcome.reading.barrier if outcome.reading else None
        if barrier and (problem is None or barrier == "challenge"):
            return left_visit(lease, barrier, answer.status, now_s)
        if problem is not None:
            return problem
        if outcome.page is None or outcome.reading is None:
            return left_visit(lease, "unreadable", answer.status, now_s)
        return self._read(outcome, outcome.page, outcome.reading, line, now)

    def _read(self, outcome: Outcome, page: Page, reading: Reading, line: SourceCoverage, now: datetime) -> Visit:
        lease = outcome.lease
        assert outcome.answer is not None  # noqa: S101  the caller looked
        if lease.entry.kind is OutlinkKind.SHORT:
            return (self._resolved(lease, outcome.answer.status, reading.refresh, now) if reading.refresh
                    else left_visit(lease, "short_nowhere", outcome.answer.status, now.timestamp()))
        line.fetched += 1
        line.count(reading.tally)
        if outcome.doubtful_encoding:
            line.not_understood["doubtful_encoding"] += 1
        if reading.digest != lease.digest:
            self._store(page, reading, line)
        if reading.canonical and lease.entry.kind is not OutlinkKind.MORE:
            self._sink.add_alias(page.url, reading.canonical, basis="canonical")
        self._follow(lease.entry, page, reading, line, now)
        return read_visit(lease, outcome.answer.headers, now.timestamp(), reading.digest, reading.tally,
                          _newest_age_s(reading.findings, now))

    def _store(self, page: Page, reading: Reading, line: SourceCoverage) -> None:
        if "noindex" in reading.directives:
            line.not_understood["noindex"] += 1
            self._archive.drop(page.url)
            self._sink.withdraw(page.url)
            return
        line.new += self._sink.add(page, reading.findings)
        if "noarchive" in reading.directives:
            self._archive.drop(page.url)
        else:
            self._archive.keep(page)

    def _follow(self, entry: Entry, page: Page, reading: Reading, line: SourceCoverage, now: datetime) -> None:
        context = Context(limits=self._limits, hops=self._hops, today=now.date())
        links = found(entry, page.url, reading.outlinks, reading.findings, context)
        line.skipped.update(links.skipped)
        entries = links.entries + guesses(entry, reading.outlinks, reading.findings)
        if reading.refresh:
            target = redirected(entry, reading.refresh, context)
            entries += [target] if target else []
        self._add(entries)
        self._enter(links.leads)

    def _enter(self, leads: list[Lead]) -> None:
        """Note links to sites not crawled yet, and put those in the queue that have enough of them."""
        if leads:
            entered = self._frontier.lead(leads, needed=self._limits.colinks)
            homes = [Entry(url=home, kind=OutlinkKind.INDEX, source=one.source, hops=one.hops, depth=1,
                           priority=PRIORITIES[OutlinkKind.SITE]) for one in entered if (home := home_of(one.url))]
            self._coverage.entered += sorted({site(one.url) for one in entered} - self._hops.keys())
            self._add(entered + homes)

    def _resolved(self, lease: Lease, status: int, target: str, now: datetime) -> Visit:
        """Remember where a short address leads; the page there is read only if it is in scope."""
        context = Context(limits=self._limits, hops=self._hops, today=now.date())
        links = led(lease.entry, target, context)
        self._sink.add_alias(lease.entry.url, target, basis="short")
        self._add(links.entries)
        self._enter(links.leads)
        return resolved_visit(lease, status, now.timestamp())

    def _moved(self, lease: Lease, answer: Answer, line: SourceCoverage, now: datetime) -> Visit:
        if lease.entry.kind is OutlinkKind.SHORT and answer.location is not None:
            return self._resolved(lease, answer.status, answer.location, now)
        line.redirected += 1
        if answer.location is None:
            return failed_visit(lease, "redirect_broken", now.timestamp(), status=answer.status)
        if self._leads_back(lease.entry.url, answer.location):
            return left_visit(lease, "redirect_loop", answer.status, now.timestamp())
        context = Context(limits=self._limits, hops=self._hops, today=now.date())
        target = redirected(lease.entry, answer.location, context)
        if target is not None and answer.status in PERMANENT and self._is_same(lease, answer.location):
            self._sink.add_alias(lease.entry.url, answer.location, basis="redirect")
        if target is None:
            code = "login_wall" if _LOGIN.search(answer.location) else "redirect_scope"
            return left_visit(lease, code, answer.status, now.timestamp())
        self._add([target])
        return moved_visit(lease, answer.status, answer.location, now.timestamp())

    def _is_same(self, lease: Lease, target: str) -> bool:
        """Return whether an address that moved for good is the same post, not a dead one sent somewhere useful.

        The same last part of the path says so at once; otherwise it has to move there twice, to no list or
        log-in, and not many may.
        """
        url = lease.entry.url
        seen_before = has_moved(lease, target)
        if not seen_before:
            self._moves[target] += 1
        if _is_home(target, url) or _LOGIN.search(target) or self._moves[target] > _MOST_TWINS:
            return False
        return _slug(url) == _slug(target) or (seen_before and kind_of(target) is not OutlinkKind.INDEX)

    def _add(self, entries: list[Entry]) -> None:
        better = [entry for entry in entries if self._is_better(entry) and not self._is_respelled(entry.url)]
        if not better:
            return
        self._frontier.add(better)
        for entry in better:
            name = site(entry.url)
            self._touched.add(registrable_domain(entry.url))
            if entry.kind is OutlinkKind.SHORT:
                continue  # no site to stay on
            self._hops[name] = min(entry.hops, self._hops.get(name, entry.hops))

    def _is_better(self, entry: Entry) -> bool:
        """Return whether the frontier would learn something: most links of a page were met on the one before."""
        place = (entry.priority, entry.hops, entry.depth)
        before = self._places.get(entry.url)
        if before is not None and all(old <= new for old, new in zip(before, place, strict=True)):
            return False
        if len(self._places) >= _REMEMBERED:
            self._places.clear()
        self._places[entry.url] = place if before is None else (
            min(before[0], place[0]), min(before[1], place[1]), min(before[2], place[2]))
        return True

    def _is_respelled(self, url: str) -> bool:
        """Return whether an address is in the queue with its query in another order; the two are then one."""
        if "&" not in url:
            return False
        ordered = ordered_query(url)
        if len(self._spelling) >= _REMEMBERED:
            self._spelling.clear()
        first = self._spelling.setdefault(ordered, url)
        if first == url:
            return False
        for spelling in (first, url):
            self._sink.add_alias(spelling, ordered, basis="query")
        return True

    def _leads_back(self, url: str, target: str) -> bool:
        """Return whether a redirect closes a circle of redirects met in this run."""
        if len(self._led) >= _REMEMBERED:
            self._led.clear()
        self._led[url] = target
        seen = {url}
        while target in self._led and target not in seen:
            seen.add(target)
            target = self._led[target]
        return target == url

    def _add_sitemaps(self, outcome: Outcome) -> None:
        entry = outcome.lease.entry
        if not outcome.sitemaps or entry.hops:
            return
        urls = [url for text in outcome.sitemaps[:_MAX_SITEMAPS] if (url := try_canonical(text, entry.url))]
        self._add([Entry(url=url, kind=OutlinkKind.SITEMAP, source=entry.source, depth=1,
                         priority=PRIORITIES[OutlinkKind.SITEMAP]) for url in urls if site(url) == site(entry.url)])


def _unanswered(outcome: Outcome, now_s: float) -> Visit:
    lease, code = outcome.lease, outcome.error or "unreadable"
    if outcome.refused:
        return refused_visit(lease, code, now_s)
    if code == "robots_unreachable":
        return deferred_visit(lease, code, now_s, _ROBOTS_WAIT_S)
    if code in LOST:
        return lost_visit(lease, code, outcome.answer.status if outcome.answer else None, now_s)
    if code in ("not_text", "unreadable", "too_large", "coding_chain", "coding_unknown"):
        return left_visit(lease, code, outcome.answer.status if outcome.answer else None, now_s)
    return failed_visit(lease, code, now_s, status=outcome.answer.status if outcome.answer else None)


def _newest_age_s(findings: tuple[Finding, ...], now: datetime) -> float | None:
    times = [_aware_age_s(item.published, now) for item in findings if isinstance(item, Post) and item.published]
    return max(0.0, min(times)) if times else None


def _aware_age_s(moment: datetime, now: datetime) -> float:
    return (now - (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo))).total_seconds()


def _slug(url: str) -> str:
    """Return the last part of a path, by which a post is the same on another host, folder or scheme.

    >>> _slug("http://b.example/2024/05/paper-fox/"), _slug("https://www.b.example/paper-fox.html")
    ('paper-fox', 'paper-fox')
    """
    parts = urlsplit(url)
    last = _PAGE_ENDING.sub("", parts.path.rstrip("/").rpartition("/")[2].lower())
    return f"{last}?{parts.query}" if parts.query else last


def _is_home(target: str, url: str) -> bool:
    """Return whether a page of a site moved to its home page, as dead pages do."""
    return urlsplit(target).path in ("", "/") and urlsplit(url).path not in ("", "/") and not urlsplit(target).query
