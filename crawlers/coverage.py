"""The coverage sheet: per source what was fetched, unchanged, refused, failed and not understood.

Whoever reads a ranking must know what it did not see; so every address that yielded nothing is
counted here under a name, and the sheet says in words what that means.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from crawlers.records.visit import SourceSheet, Tally, VisitState
from crawlers.remedies import remedy

#: Names of errors and remarks in plain words, for the sheet.
WORDS = {
    "robots": "forbidden by robots.txt", "robots_unreachable": "robots.txt could not be read",
    "private_address": "inside a private network", "port": "not a web server's port", "scheme": "not http or https",
    "dns": "host not known", "connect": "no connection", "connect_timeout": "no connection in time",
    "connection": "connection failed", "timeout": "stopped answering", "deadline": "took too long",
    "reset": "connection cut", "incomplete": "answer broke off", "tls": "certificate not valid",
    "proxy": "proxy failed",
    "bad_answer": "answer was not HTTP", "too_large": "too large", "too_large_announced": "too large",
    "coding_broken": "broken compression", "coding_unknown": "unknown compression", "coding_chain": "packed too often",
    "empty": "empty answer", "not_text": "not a text", "partial": "only a part was sent",
    "redirect_broken": "redirects to nowhere", "redirect_loop": "redirects in a circle",
    "short_nowhere": "short link that leads nowhere",
    "redirect_scope": "redirects out of scope", "too_slow_to_read": "took too long to read", "unreadable": "unreadable",
    "reader_lost": "not read, the reading was cut off twice",
    "challenge": "bot challenge (not evaded)", "login_wall": "asks for a log-in", "consent_wall": "consent wall",
    "paywall": "paywall", "script_only": "shows nothing without script", "maintenance": "under maintenance",
    "soft_404": "error page under a good status", "parked": "parked domain", "noindex": "asks not to be indexed",
    "not_modified_unasked": "said 'unchanged' though not asked", "doubtful_encoding": "characters may be wrong",
    "http_404": "not found (404)", "http_410": "gone (410)", "http_403": "forbidden (403)",
    "http_429": "too many requests (429)",
    "internal": "a fault of this program", "http_503": "busy (503)", "http_401": "asks for a password (401)",
}

#: Names of what is no loss: those pages hold nothing, are gone, or lead elsewhere.
_NO_LOSS = frozenset({"http_404", "http_410", "soft_404", "parked", "not_text", "empty", "redirect_scope",
                      "redirect_loop", "redirect_broken", "short_nowhere"})
#: A source with more pages read for each one missed needs no advice.
_MUCH_READ = 10


@dataclass(slots=True, kw_only=True)
class SourceCoverage:
    """One source in one run."""

    source: str
    fetched: int = 0
    unchanged: int = 0
    redirected: int = 0
    #: Activities that were new.
    new: int = 0
    #: Waiting for the next run: over this run's pages.
    later: int = 0
    #: To be asked again when their time has come: the server was busy, failed or asked to wait.
    put_off: int = 0
    posts: int = 0
    undated: int = 0
    unknown_authors: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    #: What readers did not understand, by code.
    not_understood: Counter[str] = field(default_factory=Counter)
    #: Links not followed, by reason.
    skipped: Counter[str] = field(default_factory=Counter)

    def count(self, tally: Tally) -> None:
        """Add what one page held."""
        self.posts += tally.posts
        self.undated += tally.undated
        self.unknown_authors += tally.unknown_authors
        self.not_understood.update(dict(tally.remarks))

    @property
    def yielded_nothing(self) -> bool:
        """Return whether nothing at all was read from this source, now or before."""
        return not self.fetched and not self.unchanged

    @property
    def is_missing(self) -> bool:
        """Return whether nobody of this source was heard; one that only leads to another source is not missing."""
        return self.yielded_nothing and (not self.redirected or bool(self.failed or self.refused))

    @property
    def is_silent(self) -> bool:
        """Return whether nothing was read though there is something: it failed, was refused, or has to wait."""
        put_off = (self.later or self.put_off) and not self.redirected
        return self.yielded_nothing and bool(self.refused or self.failed or put_off)

    def as_json(self) -> dict[str, object]:
        """Return the source's line for `--json`."""
        return {
            "source": self.source, "fetched": self.fetched, "unchanged": self.unchanged, "redirected": self.redirected,
            "new_activities": self.new, "left_for_next_run": self.later, "put_off": self.put_off,
            "posts": self.posts, "undated": self.undated,
            "unknown_authors": self.unknown_authors, "refused": dict(sorted(self.refused.items())),
            "failed": dict(sorted(self.failed.items())), "not_understood": dict(sorted(self.not_understood.items())),
            "links_not_followed": dict(sorted(self.skipped.items())),
        }


@dataclass(slots=True, kw_only=True)
class Coverage:
    """All sources of one run, and how long it took."""

    sources: dict[str, SourceCoverage] = field(default_factory=dict)
    seconds: float = 0.0
    #: The run was ended by the user before it was done.
    interrupted: bool = False
    #: Addresses were left for the next run since no host on the public net could be reached.
    network_away: bool = False
    #: Sites entered by hops in this run.
    entered: list[str] = field(default_factory=list)

    def of(self, source: str) -> SourceCoverage:
        """Return one source's line, made at its first need."""
        if source not in self.sources:
            self.sources[source] = SourceCoverage(source=source)
        return self.sources[source]

    @property
    def fetched(self) -> int:
        """Return pages read anew."""
        return sum(line.fetched for line in self.sources.values())

    @property
    def lost(self) -> Counter[str]:
        """Return the pages that failed though they may hold something, by name."""
        failed = sum((line.failed for line in self.sources.values()), Counter[str]())
        return Counter({code: count for code, count in failed.items() if code not in _NO_LOSS})

    @property
    def unchanged(self) -> int:
        """Return pages asked conditionally that had not changed."""
        return sum(line.unchanged for line in self.sources.values())

    @property
    def new(self) -> int:
        """Return new activities."""
        return sum(line.new for line in self.sources.values())

    @property
    def posts(self) -> int:
        """Return posts on the pages read in this run."""
        return sum(line.posts for line in self.sources.values())

    def as_json(self) -> dict[str, object]:
        """Return the whole sheet for `--json`, sources in order of address."""
        return {
            "fetched": self.fetched, "unchanged": self.unchanged, "new_activities": self.new, "posts": self.posts,
            "interrupted": self.interrupted, "network_away": self.network_away, "seconds": round(self.seconds, 1),
            "entered_sites": sorted(self.entered),
            "sources": [self.sources[name].as_json() for name in sorted(self.sources)],
        }

    def lines(self) -> list[str]:
        """Return the sheet for people."""
        result = [text for name in sorted(self.sources) for text in _source_lines(self.sources[name])]
        return result + _closing(self)


def _source_lines(line: SourceCoverage) -> list[str]:
    facts = [_count(line.fetched, "page read", "pages read")]
    facts += [f"{line.unchanged} unchanged"] if line.unchanged else []
    facts += [_count(line.posts, "post", "posts")] if line.posts else []
    facts += [_count(line.new, "new activity", "new activities")] if line.new else []
    result = [f"{line.source}: {', '.join(facts)}"]
    for label, counts in (("refused", line.refused), ("failed", line.failed), ("not understood", line.not_understood)):
        if counts:
            result.append(f"    {label}: {_listed(counts)}")
    wanting = ((line.undated, "date (left out wherever a period is asked for)"),
               (line.unknown_authors, "author (credited to nobody)"))
    lacks = [f"{count} without {what}" for count, what in wanting if count]
    if lacks:
        result.append(f"    {', '.join(lacks)}")
    if line.put_off and line.yielded_nothing:
        result.append(f"    {_count(line.put_off, 'address', 'addresses')} put off: the server asked to wait or failed")
    if line.yielded_nothing and (advice := remedy(line.refused + line.failed)):
        result.append(f"    what to do: {advice}")
    elif line.yielded_nothing and line.redirected and not (line.later or line.put_off):
        result.append("    it only leads on to another address, which is read as its own source or cannot be read")
    if line.later:
        left = _count(line.later, "address", "addresses")
        result.append(f"    {left} left for the next run: run the same command again")
    return result


def _closing(coverage: Coverage) -> list[str]:
    total = (f"{_count(coverage.fetched, 'page', 'pages')} read, {coverage.unchanged} unchanged, "
             f"{_count(coverage.new, 'new activity', 'new activities')} in {coverage.seconds:.0f} s.")
    result = [total]
    silent = [name for name in sorted(coverage.sources) if coverage.sources[name].is_missing]
    if coverage.sources and not coverage.new and not coverage.interrupted and not _all_silent(coverage):
        result.append("Nothing new.")
    if silent and len(silent) < len(coverage.sources):
        result.append(f"Nothing came from {len(silent)} of {len(coverage.sources)} sources; people who only write "
                      "there are missing from every ranking.")
    if coverage.network_away:
        result.append("The network seems to be away: one host after another could not be reached, so the others were "
                      "not asked. Run the same command again when it is back.")
    if coverage.interrupted:
        result.append("Interrupted; what was read is saved. Run the same command to go on.")
    return result


def _all_silent(coverage: Coverage) -> bool:
    """Return whether no source could be read, which is not the same as nothing new."""
    return all(line.is_silent for line in coverage.sources.values())


def stored_lines(sheets: Iterable[SourceSheet]) -> list[str]:
    """Return what is known of all sources from all runs, for `influence check`."""
    result: list[str] = []
    for sheet in sheets:
        waiting, read = _waiting(sheet), _count(_read(sheet), "page", "pages")
        result.append(f"{sheet.source}: {read} read, {_count(sheet.posts, 'post', 'posts')}")
        if sheet.errors:
            result.append(f"    problems: {_listed(Counter(dict(sheet.errors)))}")
        if advice := _advice(sheet):
            result.append(f"    what to do: {advice}")
        lacks = [f"{count} without {what}" for count, what in
                 ((sheet.undated, "date"), (sheet.unknown_authors, "author")) if count]
        if lacks:
            result.append(f"    {', '.join(lacks)}")
        if sheet.remarks:
            result.append(f"    not understood: {_listed(Counter(dict(sheet.remarks)))}")
        if waiting:
            left = _count(waiting, "address", "addresses")
            result.append(f"    {left} waiting: 'influence crawl' goes on with what waits")
    return result


def stored_meaning(sheets: Sequence[SourceSheet]) -> list[str]:
    """Return what all that means for a ranking, one sentence for each thing missing; none where nothing is."""
    silent = sum(_read(sheet) == 0 for sheet in sheets)
    lost = sum(count for sheet in sheets if _read(sheet) for code, count in sheet.errors if code not in _NO_LOSS)
    waiting = sum(_waiting(sheet) for sheet in sheets)
    undated, unknown = sum(sheet.undated for sheet in sheets), sum(sheet.unknown_authors for sheet in sheets)
    said = [
        (silent, f"Nothing came from {silent} of {_count(len(sheets), 'source', 'sources')}: people who only write "
                 "there are missing from every ranking."),
        (lost, f"{_count(lost, 'page', 'pages')} of sources that answer could not be read: what was said there counts "
               "for nobody, and who writes much there stands too low."),
        (waiting, f"{_count(waiting, 'address is', 'addresses are')} still to be read: the ranking is of what was read "
                  "so far. Run 'influence crawl' until nothing waits."),
        (undated, f"{_count(undated, 'post', 'posts')} without date: left out wherever a period is asked for."),
        (unknown, f"{_count(unknown, 'post', 'posts')} without author: credited to nobody, so their writers stand too "
                  "low. 'influence inspect ADDRESS' shows what is seen on such a page."),
    ]
    return [text for count, text in said if count]


def _read(sheet: SourceSheet) -> int:
    return dict(sheet.states).get(VisitState.DONE, 0)


def _waiting(sheet: SourceSheet) -> int:
    states = dict(sheet.states)
    return sum(states.get(state, 0) for state in (VisitState.WAITING, VisitState.HELD))


def _advice(sheet: SourceSheet) -> str | None:
    """Return what to do about a source of which nothing, or far from all, was read."""
    missed = {code: count for code, count in sheet.errors if code not in _NO_LOSS or not _read(sheet)}
    if _read(sheet) > _MUCH_READ * sum(missed.values()):
        return None
    advice = remedy(Counter(missed))
    return advice.replace("the same command", "'influence crawl'") if advice else None


def stored_json(sheets: Iterable[SourceSheet]) -> list[dict[str, object]]:
    """Return the same for `--json`."""
    return [{
        "source": sheet.source, "addresses": dict(sheet.states), "problems": dict(sheet.errors), "posts": sheet.posts,
        "undated": sheet.undated, "unknown_authors": sheet.unknown_authors, "not_understood": dict(sheet.remarks),
    } for sheet in sheets]


def worded(code: str) -> str:
    """Return an error's name in plain words.

    >>> worded("robots"), worded("http_502")
    ('forbidden by robots.txt', 'server error (502)')
    """
    if code in WORDS:
        return WORDS[code]
    status = code.removeprefix("http_")
    if status != code:
        return f"server error ({status})" if status.startswith("5") else f"refused ({status})"
    return code.replace("_", " ")


def _listed(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {worded(code)}" for code, count in ranked)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
