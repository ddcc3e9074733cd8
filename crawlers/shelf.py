"""Pages fetched and not yet read: readers take them so that a site slow to read holds up no other."""

import threading
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

#: Pages that may lie here in all, of one domain, and of one that is slow to read; whoever brings more waits.
MOST, MOST_OF_ONE, MOST_OF_SLOW = 32, 8, 2
#: Seconds a page beyond which a domain counts as slow to read.
SLOW_S = 1.0
Job = TypeVar("Job")


@dataclass(slots=True)
class _Row(Generic[Job]):
    jobs: deque[Job] = field(default_factory=deque)
    #: Readers at work on this domain.
    reading: int = 0
    #: Pages read so far, and what that took.
    read: int = 0
    seconds: float = 0.0

    @property
    def is_slow(self) -> bool:
        """Return whether its pages take long; of a domain never read before nobody knows."""
        return self.read == 0 or self.seconds > SLOW_S * self.read


class Shelf(Generic[Job]):
    """Jobs by domain, for several threads.

    A domain that was slow to read, or was never read before, has one reader at a time, and none ever has all of them,
    unless it is alone: any site may turn slow from one page to the next.

    >>> shelf = Shelf(readers=2)
    >>> for job in ("slow 1", "slow 2"): shelf.put("slow.example", job)
    >>> shelf.put("quick.example", "quick 1")
    >>> shelf.take(), shelf.take()
    (('slow.example', 'slow 1'), ('quick.example', 'quick 1'))
    """

    def __init__(self, readers: int) -> None:
        self._readers = readers
        self._rows: dict[str, _Row[Job]] = {}
        #: Those with jobs, few of the many a long crawl has seen; who came first stands first.
        self._waiting: dict[str, _Row[Job]] = {}
        self._changed = threading.Condition()
        self._count = 0
        self._closed = False

    def put(self, domain: str, job: Job) -> None:
        """Lay a job down, waiting until there is room for one of its domain."""
        with self._changed:
            row = self._rows.setdefault(domain, _Row())
            self._wait(lambda: self._count < MOST and len(row.jobs) < (MOST_OF_SLOW if row.is_slow else MOST_OF_ONE))
            row.jobs.append(job)
            self._waiting[domain] = row
            self._count += 1
            self._changed.notify_all()

    def take(self) -> tuple[str, Job] | None:
        """Return the next job with its domain: of the domain that has cost least so far; None when closed and empty."""
        with self._changed:
            self._wait(lambda: self._next() is not None or (self._closed and not self._count))
            domain = self._next()
            if domain is None:
                return None
            row = self._rows[domain]
            row.reading += 1
            self._count -= 1
            job = row.jobs.popleft()
            if not row.jobs:
                del self._waiting[domain]
            self._changed.notify_all()
            return domain, job

    def done(self, domain: str, seconds: float) -> None:
        """Note that a job taken is done, and what it took."""
        with self._changed:
            row = self._rows[domain]
            row.reading -= 1
            row.read += 1
            row.seconds += seconds
            self._changed.notify_all()

    def close(self) -> None:
        """Let readers end when all jobs are done."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def reading(self) -> Counter[str]:
        """Return how many readers are at work on each domain."""
        with self._changed:
            return Counter({domain: row.reading for domain, row in self._rows.items() if row.reading})

    def _wait(self, until: Callable[[], bool]) -> None:
        while not until():
            self._changed.wait()

    def _next(self) -> str | None:
        most = self._readers if len(self._rows) == 1 else max(1, self._readers - 1)
        ready = (domain for domain, row in self._waiting.items()
                 if row.reading < (1 if row.is_slow else most))
        return min(ready, key=lambda domain: self._rows[domain].seconds, default=None)
