"""Web server logs (common and combined format): visits that came from somebody's page.

A log names no person, so a visit is an outcome, never an act. Robots, one's own pages, pictures
and failed requests are left out; visits are counted by hour and referrer.
"""

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawlers.errors import TableError
from crawlers.urls import host, registrable_domain, try_canonical

_LINE = re.compile(
    r'^\S+ \S+ .*?\[(?P<time>[^\]]+)\] "(?P<method>[A-Z]+) (?P<path>\S+)[^"]*" (?P<status>\d{3}) \S+'
    r'(?: "(?P<referrer>(?:[^"\\]|\\.)*)" "(?P<agent>(?:[^"\\]|\\.)*)")?')
_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|feed|fetch|scan|http-?client", re.IGNORECASE)
_PART = re.compile(r"\.(?:css|js|png|jpe?g|gif|webp|svg|ico|woff2?|ttf|map|mp4|txt|xml)(?:\?|$)", re.IGNORECASE)
_HOUR_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """Visits of one hour from one page."""

    #: Beginning of the hour, epoch seconds.
    time: int
    #: Canonical URL of the page they came from.
    referrer: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReading:
    """What a log says."""

    #: Sorted by time, then referrer.
    visits: tuple[Visits, ...]
    #: Lines that are no log lines, by number; the first thousand.
    unreadable: tuple[int, ...]
    lines: int


def read(path: Path, own: Iterable[str] = ()) -> LogReading:
    """Return the visits a log tells of.

    Args:
        path: The log, plain or gzipped.
        own: Domains of one's own, whose pages do not count as referrers.

    Raises:
        TableError: It cannot be read, or no line is a log line.
    """
    mine = {domain.lower().removeprefix("www.") for domain in own}
    counts: Counter[tuple[int, str]] = Counter()
    unreadable = []
    number = 0
    for number, line in enumerate(_lines(path), 1):
        found = _LINE.match(line)
        if found is None:
            if line.strip():
                unreadable.append(number)
        elif (visit := _visit(found, mine)) is not None:
            counts[visit] += 1
    if number and len(unreadable) == number:
        raise TableError("no line of this file is that of a web server's log", about=str(path), line=1,
                         hint="the common and the combined format of Apache and nginx are read")
    visits = tuple(Visits(time=time, referrer=referrer, count=count)
                   for (time, referrer), count in sorted(counts.items()))
    return LogReading(visits=visits, unreadable=tuple(unreadable[:1000]), lines=number)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            for line in gzip.GzipFile(fileobj=raw) if packed else raw:
                yield line.decode("utf-8", "replace")
    except (OSError, EOFError) as error:
        raise TableError("this file cannot be read", about=str(path), hint="look at its name and rights") from error


def _visit(found: re.Match[str], mine: set[str]) -> tuple[int, str] | None:
    referrer = try_canonical(found["referrer"])
    if referrer is None or found["method"] != "GET" or found["status"][0] not in "23" or _PART.search(found["path"]):
        return None
    origin = {host(referrer).removeprefix("www."), registrable_domain(referrer)}
    if _ROBOT.search(found["agent"] or "") or mine & origin:
        return None
    try:
        moment = datetime.strptime(found["time"], "%d/%b/%Y:%H:%M:%S %z")
    except ValueError:
        return None
    return int(moment.timestamp()) // _HOUR_S * _HOUR_S, referrer
