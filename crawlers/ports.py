"""What the crawlers ask for: protocols that the project file (or a test) fits by shape."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from crawlers.records import Finding, Page


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

    def add_alias(self, url: str, canonical: str, *, basis: str) -> None:
        """Remember that two addresses are one: a redirect, a canonical link, a feed's own link."""
        ...


class Archive(Protocol):
    """Keeps raw documents, compressed, so that extraction can run again without the network."""

    def keep(self, page: Page) -> None:
        """Keep one page, replacing an older copy."""
        ...

    def pages(self) -> Iterator[Page]:
        """Yield every kept page, in order of address."""
        ...


class Extraction(Protocol):
    """Turns a page into findings; what `crawlers.extract.registry.extract` does."""

    def __call__(self, page: Page) -> Iterable[Finding]:
        """Return what the page says."""
        ...
