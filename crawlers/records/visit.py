"""What the frontier holds: an address waiting to be fetched, and what came of asking."""

from dataclasses import dataclass, field
from enum import StrEnum

from crawlers.records.outlink import OutlinkKind


class VisitState(StrEnum):
    """Where an address stands."""

    #: May be claimed now.
    WAITING = "waiting"
    #: Claimed by the crawl under way.
    LEASED = "leased"
    #: Fetched and read; asked again when its time comes.
    DONE = "done"
    #: To be tried again at its time: the server was busy or failed.
    DEFERRED = "deferred"
    #: Left for the next run: the site's pages of this run are used up.
    HELD = "held"
    #: Given up: it failed too often, or is none of what we read.
    PARKED = "parked"
    #: The server says it is gone for good.
    GONE = "gone"
    #: We may not: robots.txt, a private address.
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An address worth fetching, and why."""

    #: Canonical URL without fragment.
    url: str
    kind: OutlinkKind
    #: Address of the source it was reached from.
    source: str
    #: Sites passed on the way from the source; 0 on the source's own site.
    hops: int = 0
    #: Links passed on the way within its site.
    depth: int = 0
    #: Lower is fetched earlier.
    priority: int = 50
    #: Redirects passed on the way.
    redirects: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """An entry claimed for this crawl, with what is remembered from the last visit."""

    entry: Entry
    #: Failed tries in a row so far.
    tries: int = 0
    #: Byte for byte as the server sent them.
    etag: str | None = None
    last_modified: str | None = None
    #: Hash of the text last read.
    digest: str | None = None
    #: Seconds between the last two visits asked for.
    interval_s: float | None = None
    #: True when it was read before, so that this visit asks for changes only.
    seen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one page held, for the coverage sheet."""

    posts: int = 0
    undated: int = 0
    unknown_authors: int = 0
    #: Remarks by code.
    remarks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What came of asking one address; written back to the frontier."""

    url: str
    state: VisitState
    #: HTTP status; None when no answer came.
    status: int | None = None
    #: Named error or finding: timeout, http_500, robots, login_wall, ...; None when all is well.
    error: str | None = None
    #: When to ask again, seconds since 1970; None for never by itself.
    next_at_s: float | None = None
    tries: int = 0
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    interval_s: float | None = None
    #: When it was asked, seconds since 1970.
    fetched_at_s: float | None = None
    #: None leaves the counts of the last reading.
    tally: Tally | None = field(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A link from a crawled site to one that is not crawled yet."""

    #: Site it leads to.
    site: str
    #: Site it was found on.
    from_site: str
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSheet:
    """One source's line on the coverage sheet, summed over its addresses."""

    source: str
    #: Addresses by state.
    states: tuple[tuple[str, int], ...]
    #: Addresses by named error.
    errors: tuple[tuple[str, int], ...]
    posts: int
    undated: int
    unknown_authors: int
    remarks: tuple[tuple[str, int], ...]
