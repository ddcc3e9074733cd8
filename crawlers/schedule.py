"""Whose turn it is: domains by when they may be asked again, so that a slow one starves nobody."""

import heapq


class Schedule:
    """Domains with work, in order of their time; one that is being asked is out of it.

    >>> turns = Schedule()
    >>> turns.want("a.example", 0.0); turns.want("b.example", 0.0)
    >>> turns.take(1.0), turns.take(1.0), turns.take(1.0)
    ('a.example', 'b.example', None)
    >>> turns.rest("a.example", until_s=5.0); turns.want("a.example", 0.0)
    >>> turns.take(4.0), turns.take(5.0)
    (None, 'a.example')
    """

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, str]] = []
        self._queued: set[str] = set()
        self._busy: set[str] = set()
        self._wanted: set[str] = set()
        self._rest: dict[str, float] = {}
        self._turn = 0

    def want(self, domain: str, at_s: float) -> None:
        """Note that a domain has work from this time on."""
        if domain in self._busy:
            self._wanted.add(domain)
        elif domain not in self._queued:
            self._push(domain, max(at_s, self._rest.get(domain, 0.0)))

    def take(self, now_s: float) -> str | None:
        """Return the domain that has waited longest, now busy; None when none may be asked."""
        if not self._heap or self._heap[0][0] > now_s:
            return None
        _, _, domain = heapq.heappop(self._heap)
        if self._rest.get(domain, 0.0) > now_s:
            self._push(domain, self._rest[domain])
            return self.take(now_s)
        self._queued.discard(domain)
        self._busy.add(domain)
        return domain

    def rest(self, domain: str, *, until_s: float) -> None:
        """End a domain's turn; it may be asked again from this time on, if it is wanted."""
        self._busy.discard(domain)
        self.pause(domain, until_s=until_s)
        if domain in self._wanted:
            self._wanted.discard(domain)
            self.want(domain, until_s)

    def pause(self, domain: str, *, until_s: float) -> None:
        """Leave a domain alone until this time, whatever is wanted."""
        self._rest[domain] = max(until_s, self._rest.get(domain, 0.0))

    def next_s(self) -> float | None:
        """Return when the next domain may be asked; None when none is waiting."""
        while self._heap:
            when, _, domain = self._heap[0]
            rest = self._rest.get(domain, 0.0)
            if rest <= when:
                return when
            heapq.heappop(self._heap)
            self._push(domain, rest)
        return None

    @property
    def busy(self) -> int:
        """Return how many domains are being asked."""
        return len(self._busy)

    def _push(self, domain: str, at_s: float) -> None:
        self._turn += 1
        self._queued.add(domain)
        heapq.heappush(self._heap, (at_s, self._turn, domain))
