"""What the crawlers ask for: protocols that the project file (or a test) fits by shape."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from crawlers.records import Finding, Page
from crawlers.records.visit import Entry, Lead, Lease, SourceSheet, Visit


class Clock(Protocol):
    """Tells the time, so that nothing else has to."""

    def now(self) -> datetime:
        """Return the present time, UTC and aware."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        ...


class Extractor(Protocol):
    """Reads one kind of page; fits by shape, touches nothing but the page it is given.

    Built-in ones stand in `crawlers.extract.registry`; others come by the entry point group
    `influence.extractors` (a class without constructor arguments).
    """

    #: Unique name, lower case with underscores; the folder of its golden pairs.
    name: str

    def matches(self, page: Page) -> float:
        """Return how surely this page is its kind: 0 not at all, 1 certain. Cheap."""
        ...

    def extract(self, page: Page) -> Iterable[Finding]:
        """Yield what the page says; never raise for a bad page, yield a `Remark`."""
        ...


class Sink(Protocol):
    """Takes what was read. Every call is one transaction and can be repeated without effect."""

    def add(self, page: Page, findings: Sequence[Finding]) -> int:
        """Store all that one page yielded, replacing what it yielded before; return new activities."""
        ...

    def withdraw(self, url: str) -> None:
        """Forget all that one page yielded: its owner asked for that (`noindex`)."""
        ...

    def add_alias(self, url: str, canonical: str, *, basis: str) -> None:
        """Remember that two addresses are one: a redirect, a canonical link, a feed's own link."""
        ...


class Frontier(Protocol):
    """Which addresses are known, waiting, claimed, done, and what may be asked next and when.

    Times are seconds since 1970. Every call is one transaction, or part of the `batch` around it.
    """

    def start(self, now_s: float, *, revisit: bool = False) -> int:
        """Begin a run: return leases to the queue, wake what is due (all of it, to revisit); return how many wait."""
        ...

    def stop(self) -> None:
        """End a run: return what is still leased to the queue."""
        ...

    def batch(self) -> AbstractContextManager[object]:
        """Hold what is written inside together: all of it, or nothing."""
        ...

    def part(self) -> AbstractContextManager[object]:
        """Hold a part of a batch together: if it fails, what it wrote is undone and the rest of the batch stays."""
        ...

    def add(self, entries: Iterable[Entry]) -> int:
        """Put addresses in the queue, each once, whatever was known of it before; return the new ones."""
        ...

    def claim(self, domain: str, count: int, *, until_s: float) -> list[Lease]:
        """Lease up to `count` addresses of one registrable domain, the most promising first."""
        ...

    def record(self, visits: Iterable[Visit]) -> None:
        """Write what came of asking; ends the leases."""
        ...

    def wake(self, now_s: float) -> set[str]:
        """Put deferred addresses back whose time has come; return their domains."""
        ...

    def defer(self, origin: str, until_s: float, error: str) -> int:
        """Leave all waiting addresses of one host (`http://host`) until this time; return how many."""
        ...

    def hold(self, site_name: str) -> int:
        """Leave all waiting and claimed addresses of a site for the next run; return how many."""
        ...

    def pause(self, domain: str, until_s: float) -> None:
        """Ask nothing of a domain before this time, in this run or the next."""
        ...

    def waiting(self) -> dict[str, float]:
        """Return every domain with waiting addresses and the time until which it is paused, 0 for none."""
        ...

    def next_deferred_s(self) -> float | None:
        """Return when the next deferred address is due; None when there is none."""
        ...

    def lead(self, leads: Sequence[Lead], *, needed: int) -> list[Entry]:
        """Note links to sites not crawled yet; return addresses of those that now have `needed` independent ones."""
        ...

    def moves(self) -> dict[str, int]:
        """Return where known addresses redirect, each with how many do."""
        ...

    def sites(self) -> dict[str, int]:
        """Return the sites in the frontier, each with the fewest hops at which it was reached."""
        ...

    def sheets(self) -> list[SourceSheet]:
        """Return what is known of each source, in order of address."""
        ...


class Archive(Protocol):
    """Keeps raw documents, compressed, so that extraction can run again without the network."""

    def keep(self, page: Page) -> None:
        """Keep one page, replacing an older copy."""
        ...

    def drop(self, url: str) -> None:
        """Forget one page: its owner asked for that."""
        ...

    def pages(self) -> Iterator[Page]:
        """Yield every kept page, in order of address."""
        ...


class Extraction(Protocol):
    """Turns a page into findings; what `crawlers.extract.registry.extract` does."""

    def __call__(self, page: Page) -> Iterable[Finding]:
        """Return what the page says."""
        ...
