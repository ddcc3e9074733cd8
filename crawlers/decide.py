"""What comes next for an address: done, tried again, asked again when, or left. Pure: values in, values out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from crawlers.records.outlink import OutlinkKind
from crawlers.records.visit import Lease, Tally, Visit, VisitState
from crawlers.shorteners import SHORTENERS

#: Tries of a failing address in one go before it is left.
MAX_TRIES = 3
#: Tries of a busy server (429, 503) before the rest is left for another run.
MAX_BUSY = 4
#: Longest wait a server may ask for by Retry-After, and the wait after giving up on a busy one.
MAX_RETRY_AFTER_S = 24 * 3600.0
GIVEN_UP_S = 6 * 3600.0
#: First waits; each further one is four times (busy: twice) as long, doubled so often at most.
_ERROR_WAIT_S = 5.0
_BUSY_WAIT_S = 30.0
_MOST_DOUBLINGS = 7
#: Longest pause between two requests to a domain (Crawl-delay beyond it is taken as this).
MAX_PAUSE_S = 30.0
#: Shortest pause, except on the user's own hosts.
MIN_PAUSE_S = 1.0
#: Requests that may be spent for each page a site is allowed.
REQUESTS_PER_PAGE = 3
HOUR_S, DAY_S = 3600.0, 24 * 3600.0
MIN_INTERVAL_S, MAX_INTERVAL_S = HOUR_S, 14 * DAY_S
#: Priority of addresses that were guessed: asked last, and not missed when they do not exist.
GUESSED = 60

_FIRST_INTERVAL_S = {
    OutlinkKind.FEED: HOUR_S, OutlinkKind.COMMENT_FEED: HOUR_S, OutlinkKind.INDEX: 6 * HOUR_S,
    OutlinkKind.SITEMAP: DAY_S, OutlinkKind.MORE: DAY_S, OutlinkKind.POST: DAY_S, OutlinkKind.THREAD: DAY_S,
}
#: A page whose newest post is old is asked again after this share of its age.
_AGE_SHARE = 0.1
#: Errors of a host, not of one address; and how long a host is left after it failed in all tries.
HOST_ERRORS = frozenset({"dns", "connect", "connect_timeout", "tls", "proxy", "robots_unreachable"})
HOST_LEFT_S = HOUR_S
#: Addresses of one domain that say 'busy' one after another before the domain is taken to be busy as a whole.
BUSY_IN_A_ROW = 3
#: What stands for the digest of an address that redirects, before where to.
MOVED = "to "
#: Refusals that hang on what the user allows, so that every run looks again; others are looked at after so long.
ALLOWABLE = frozenset({"private_address", "port", "scheme"})
REFUSED_S = 7 * DAY_S
_OK, _NO_CONTENT, _RESET, _PARTIAL, _NOT_MODIFIED = 200, 204, 205, 206, 304
_NOT_FOUND, _TIMEOUT, _GONE, _TOO_MANY, _UNAVAILABLE, _SERVER = 404, 408, 410, 429, 503, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlLimits:
    """How far, how much and how fast a crawl goes."""

    #: Sites passed on the way from a source; 0 stays on the sources' own sites.
    hops: int = 1
    #: Most pages fetched from one source's site in one run.
    max_pages: int = 1000
    #: The same for a site reached by hops.
    max_hop_pages: int = 100
    #: Pause between two requests to one domain; below 1 s only on the user's own hosts.
    delay_s: float = 1.0
    #: Requests under way at once, over all domains.
    workers: int = 16
    #: Posts known to be older are not fetched.
    since: date | None = None
    #: Independent sites that must link to a new site before it is entered (IssueCrawler's co-link rule).
    colinks: int = 2
    #: Longest wait for a deferred address within a run; later ones are left for the next.
    patience_s: float = 120.0
    #: What the user listens for: addresses that promise it are asked first.
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    #: Hosts whose addresses stand for others, and how many of one host are asked in a run where they lead.
    shorteners: frozenset[str] = SHORTENERS
    max_short: int = 200


def pause_s(limits: CrawlLimits, duration_s: float, crawl_delay_s: float | None, *, private: bool) -> float:
    """Return how long to leave a domain alone after a request.

    The longest of the user's delay, robots.txt's and twice what the last answer took, within 30 s.
    On the user's own hosts a delay of 0 means no pause at all, unless robots.txt asks for one.

    >>> pause_s(CrawlLimits(), 0.1, None, private=False), pause_s(CrawlLimits(delay_s=0), 3.0, 9.0, private=False)
    (1.0, 9.0)
    """
    if private and limits.delay_s == 0:
        return min(crawl_delay_s or 0.0, MAX_PAUSE_S)
    least = limits.delay_s if private else max(MIN_PAUSE_S, limits.delay_s)
    return min(max(least, crawl_delay_s or 0.0, 2 * duration_s), MAX_PAUSE_S)


def retry_after_s(written: str | None, now: datetime) -> float | None:
    """Return the seconds a server asks to wait; None where it says nothing usable (negative, past, garbage).

    >>> retry_after_s("120", datetime(2026, 1, 1, tzinfo=UTC)), retry_after_s("-5", datetime(2026, 1, 1, tzinfo=UTC))
    (120.0, None)
    """
    if written is None:
        return None
    text = written.strip()
    if text.isdecimal():
        return min(float(text[:12]), MAX_RETRY_AFTER_S)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    wait = (moment - now).total_seconds()
    return min(wait, MAX_RETRY_AFTER_S) if wait > 0 else None


def next_interval_s(lease: Lease, *, changed: bool, newest_age_s: float | None = None) -> float:
    """Return how long until an address is asked again: half as long after a change, half as long again after none.

    An old page (its newest post is `newest_age_s` old) is not asked before a tenth of its age has passed.
    """
    first = _FIRST_INTERVAL_S.get(lease.entry.kind, 3 * DAY_S)
    interval = first if lease.interval_s is None else lease.interval_s * (0.5 if changed else 1.5)
    if newest_age_s is not None and lease.entry.kind not in (OutlinkKind.FEED, OutlinkKind.COMMENT_FEED):
        interval = max(interval, newest_age_s * _AGE_SHARE)
    return min(max(interval, MIN_INTERVAL_S), MAX_INTERVAL_S)


def conditions(lease: Lease) -> dict[str, str]:
    """Return the headers that ask only for what has changed, byte for byte what the server gave."""
    found: dict[str, str] = {}
    if lease.seen and lease.etag:
        found["If-None-Match"] = lease.etag
    if lease.seen and lease.last_modified:
        found["If-Modified-Since"] = lease.last_modified
    return found


def read_visit(lease: Lease, headers: Mapping[str, str], now_s: float, digest: str, tally: Tally,
               newest_age_s: float | None = None) -> Visit:
    """Return the record of a page that was fetched and read."""
    interval = next_interval_s(lease, changed=digest != lease.digest, newest_age_s=newest_age_s)
    return Visit(
        url=lease.entry.url, state=VisitState.DONE, status=_OK, next_at_s=now_s + interval, interval_s=interval,
        etag=_echo(headers.get("etag")), last_modified=_echo(headers.get("last-modified")), digest=digest,
        fetched_at_s=now_s, tally=tally,
    )


def unchanged_visit(lease: Lease, headers: Mapping[str, str], now_s: float) -> Visit:
    """Return the record of a page that the server says has not changed."""
    interval = next_interval_s(lease, changed=False)
    return Visit(
        url=lease.entry.url, state=VisitState.DONE, status=_NOT_MODIFIED, next_at_s=now_s + interval,
        interval_s=interval, etag=_echo(headers.get("etag")) or lease.etag,
        last_modified=_echo(headers.get("last-modified")) or lease.last_modified, digest=lease.digest,
        fetched_at_s=now_s,
    )


def has_moved(lease: Lease, target: str) -> bool:
    """Return whether an address redirected to this target the last time, too."""
    return lease.digest == MOVED + target


def moved_visit(lease: Lease, status: int, target: str, now_s: float) -> Visit:
    """Return the record of an address that redirects; one that moved for good twice the same way is not asked again."""
    seen_before = has_moved(lease, target)
    for_good = status in (301, 308) and seen_before
    interval = next_interval_s(lease, changed=not seen_before)
    return Visit(
        url=lease.entry.url, state=VisitState.PARKED if for_good else VisitState.DONE, status=status,
        next_at_s=None if for_good else now_s + interval, interval_s=interval, digest=MOVED + target,
        fetched_at_s=now_s,
    )


def resolved_visit(lease: Lease, status: int, now_s: float) -> Visit:
    """Return the record of a short address that said where it leads: it is not asked again."""
    return Visit(url=lease.entry.url, state=VisitState.DONE, status=status, fetched_at_s=now_s)


def status_problem(lease: Lease, status: int, headers: Mapping[str, str], now_s: float) -> Visit | None:
    """Return what to do about an answer that is no page; None when it is one, to be read.

    Redirects and unchanged pages are not asked here.
    """
    if status == _GONE:
        return _left(lease, VisitState.GONE, f"http_{status}", status, now_s)
    if status in (_TOO_MANY, _UNAVAILABLE):
        return _busy(lease, status, headers, now_s)
    if status == _NOT_FOUND:
        return _missing(lease, now_s)
    if status >= _SERVER or status == _TIMEOUT:
        return failed_visit(lease, f"http_{status}", now_s, status=status)
    if status in (_PARTIAL, _NO_CONTENT, _RESET):
        return failed_visit(lease, "partial" if status == _PARTIAL else "empty", now_s, status=status)
    if not _OK <= status < 300:  # success
        return _left(lease, VisitState.PARKED, f"http_{status}", status, now_s)
    return None


def failed_visit(lease: Lease, code: str, now_s: float, *, status: int | None = None) -> Visit:
    """Return the record of a try that failed: again soon, with growing waits, then left until another day."""
    tries = lease.tries + 1
    if lease.entry.priority == GUESSED:
        return _left(lease, VisitState.GONE, None, status, now_s)
    if tries >= MAX_TRIES:
        return replace(_left(lease, VisitState.PARKED, code, status, now_s), next_at_s=now_s + DAY_S)
    return _again(lease, code, status, now_s + _ERROR_WAIT_S * 4 ** (tries - 1), now_s)


def refused_visit(lease: Lease, code: str, now_s: float) -> Visit:
    """Return the record of an address that we must not ask."""
    again_s = now_s if code in ALLOWABLE else now_s + REFUSED_S
    return replace(_left(lease, VisitState.REFUSED, code, None, now_s), next_at_s=again_s)


def deferred_visit(lease: Lease, code: str, now_s: float, wait_s: float) -> Visit:
    """Return the record of an address that cannot be asked now (its host's robots.txt cannot be read)."""
    return _again(lease, code, None, now_s + wait_s, now_s)


def put_off_visit(lease: Lease, code: str, at_s: float) -> Visit:
    """Return the record of an address that was not asked at all, since its host did not answer a moment ago."""
    return replace(_again(lease, code, None, at_s, at_s), tries=lease.tries, fetched_at_s=None)


def left_visit(lease: Lease, code: str, status: int | None, now_s: float) -> Visit:
    """Return the record of an address given up at once: what it holds is no page (a challenge, a log-in, a file)."""
    return _left(lease, VisitState.PARKED, code, status, now_s)


def lost_visit(lease: Lease, code: str, status: int | None, now_s: float) -> Visit:
    """Return the record of a page whose reader was lost twice: left for this run, asked again by the next."""
    return replace(_left(lease, VisitState.PARKED, code, status, now_s), next_at_s=now_s)


def is_busy(status: int | None) -> bool:
    """Return whether a server said that it is too busy."""
    return status in (_TOO_MANY, _UNAVAILABLE)


def domain_pause_s(visit: Visit, now_s: float, *, asked: bool, in_a_row: int = 1) -> float | None:
    """Return how long its whole domain is to be left alone after this visit; None for no longer than usual.

    A 503 without Retry-After is the matter of one address, until several in a row say so.

    Args:
        visit: What came of asking.
        now_s: Seconds since 1970.
        asked: Whether the server named a time, by Retry-After.
        in_a_row: How many addresses of the domain have said 'busy' one after another.
    """
    if visit.status == _TOO_MANY or (visit.status == _UNAVAILABLE and (asked or in_a_row >= BUSY_IN_A_ROW)):
        return max(0.0, (visit.next_at_s or now_s) - now_s)
    return None


def host_pause_s(visit: Visit, now_s: float) -> float | None:
    """Return how long the host of this address is to be left alone, since it does not answer; None when it does.

    Its other addresses are not spent on finding that out again; other hosts of its domain go on.
    """
    if visit.error not in HOST_ERRORS:
        return None
    return HOST_LEFT_S if visit.state is VisitState.PARKED else max(0.0, (visit.next_at_s or now_s) - now_s)


def _busy(lease: Lease, status: int, headers: Mapping[str, str], now_s: float) -> Visit:
    asked = retry_after_s(headers.get("retry-after"), datetime.fromtimestamp(now_s, UTC))
    doubled = _BUSY_WAIT_S * 2 ** min(lease.tries, _MOST_DOUBLINGS)
    wait = doubled if asked is None else max(asked, MIN_PAUSE_S)
    if lease.tries + 1 >= MAX_BUSY:
        wait = max(wait, GIVEN_UP_S)
    return _again(lease, f"http_{status}", status, now_s + wait, now_s)


def _missing(lease: Lease, now_s: float) -> Visit:
    if lease.entry.priority == GUESSED:
        return _left(lease, VisitState.GONE, None, _NOT_FOUND, now_s)
    if lease.tries + 1 >= MAX_TRIES:
        return _left(lease, VisitState.PARKED, "http_404", _NOT_FOUND, now_s)
    return _again(lease, "http_404", _NOT_FOUND, now_s + DAY_S, now_s)


def _again(lease: Lease, code: str, status: int | None, at_s: float, now_s: float) -> Visit:
    return Visit(url=lease.entry.url, state=VisitState.DEFERRED, status=status, error=code, next_at_s=at_s,
                 tries=lease.tries + 1, etag=lease.etag, last_modified=lease.last_modified, digest=lease.digest,
                 interval_s=lease.interval_s, fetched_at_s=now_s if lease.seen else None)


def _left(lease: Lease, state: VisitState, code: str | None, status: int | None, now_s: float) -> Visit:
    return Visit(url=lease.entry.url, state=state, status=status, error=code, next_at_s=None, tries=lease.tries + 1,
                 etag=lease.etag, last_modified=lease.last_modified, digest=lease.digest, interval_s=lease.interval_s,
                 fetched_at_s=now_s if lease.seen else None)


def _echo(written: str | None) -> str | None:
    """Return a header value to send back: as it came, unless it cannot be a header at all."""
    if not written or len(written) > 1000 or any(char in written for char in "\r\n\0"):  # absurd
        return None
    return written


def is_over(pages: int, asked: int, hops: int, limits: CrawlLimits, own_limit: int | None = None) -> bool:
    """Return whether a site's pages of this run are used up: pages got, or requests made for nothing.

    Redirects, errors and missing pages do not count as pages, but three requests for each page is all there is.
    """
    most = limits.max_pages if own_limit is None else own_limit
    most = most if hops == 0 else min(limits.max_hop_pages, most)
    return pages >= most or asked >= most * REQUESTS_PER_PAGE


def wait_text(seconds: float) -> str:
    """Return a wait in words for a person.

    >>> wait_text(90), wait_text(7200), wait_text(200_000)
    ('2 minutes', '2 hours', '3 days')
    """
    for size, name in ((DAY_S, "day"), (HOUR_S, "hour"), (60.0, "minute")):
        if seconds >= size:
            number = math.ceil(seconds / size)
            return f"{number} {name}{'s' if number > 1 else ''}"
    return f"{math.ceil(seconds)} seconds"
