"""Which readers there are, and which of them read a page.

Readers are asked how surely a page is theirs. One *main* reader is run (the surest of those that
read whole pages: a feed, a network, a forum, else the article reader) and, on a blog's page, the
surest *comment* reader (its name ends in `_comments`); the rest stay silent, so that the costly
generic stage runs only where the cheap ones do not. A main reader that yields nothing but remarks
gives way to the next.
"""

import logging
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.metadata import entry_points

from crawlers.extract.acts import activities
from crawlers.extract.article import Article
from crawlers.extract.comments import COMMENTS
from crawlers.extract.comments.isso import IssoAnswer
from crawlers.extract.contact import contacts
from crawlers.extract.feed import Feed
from crawlers.extract.forums import FORUMS
from crawlers.extract.introductions import introductions
from crawlers.extract.jsonfeed import JsonFeed
from crawlers.extract.networks import NETWORKS
from crawlers.extract.opml import Opml
from crawlers.ports import Extractor
from crawlers.records import Activity, Finding, Page, Remark

#: Readers that ship with the project; ties in certainty go to the earlier.
READERS: tuple[Callable[[], Extractor], ...] = (
    Feed, JsonFeed, Opml, IssoAnswer, *NETWORKS, *FORUMS, *COMMENTS, Article,
)
#: Entry point group of readers that others ship: classes without constructor arguments.
GROUP = "influence.extractors"
#: Readers of a part of a page, beside the article reader.
PART = "_comments"
#: Comments known this surely, and surer than any main reader, make the page a blog's.
TELLING = 0.9
#: What a reader that meets a page it was not made for may raise; a plug-in may be less careful than ours.
FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def readers() -> tuple[Extractor, ...]:
    """Return one of each reader, the built-in ones first, others by name."""
    others = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return tuple(make() for make in (*READERS, *(point.load() for point in others)))


def choose(page: Page, among: Iterable[Extractor] | None = None) -> list[tuple[Extractor, float]]:
    """Return every reader that knows the page, surest first, with its certainty."""
    sure = [(reader, _certainty(reader, page)) for reader in (readers() if among is None else among)]
    return sorted((pair for pair in sure if pair[1] > 0), key=lambda pair: -pair[1])


def chosen(page: Page, among: Iterable[Extractor] | None = None) -> list[tuple[Extractor, float]]:
    """Return the readers that are run: the main one, then the comment reader, if any."""
    return _run(page, choose(page, among))[0]


def extract(page: Page, among: Iterable[Extractor] | None = None) -> list[Finding]:
    """Return all that a page says, each finding once, with the activities its posts imply.

    Never raises for a bad page: what could not be read is a `Remark`.
    """
    return _run(page, choose(page, among))[1]


def read(page: Page, among: Iterable[Extractor] | None = None) -> tuple[list[tuple[Extractor, float]], list[Finding]]:
    """Return the readers that were run, and all they found."""
    return _run(page, choose(page, among))


def _run(page: Page, known: list[tuple[Extractor, float]]) -> tuple[list[tuple[Extractor, float]], list[Finding]]:
    parts = [pair for pair in known if pair[0].name.endswith(PART)]
    used, found = _first_reading(page, _mains(known, parts))
    if used and used[0][0].name == Article.name:
        more, comments = _first_reading(page, parts)
        if comments:
            used, found = used + more, found + comments
    unique = list(dict.fromkeys(found))
    unique += [*contacts(page, unique), *introductions(unique)]
    acts = activities(unique, page.url)
    return used, [finding for finding in unique if not isinstance(finding, Activity)] + list(acts)


def _mains(known: list[tuple[Extractor, float]], parts: list[tuple[Extractor, float]]) -> list[tuple[Extractor, float]]:
    """Return the main readers; the article reader alone where comments tell that the page is a blog's."""
    mains = [pair for pair in known if not pair[0].name.endswith(PART)]
    if not parts or not mains or parts[0][1] < TELLING or parts[0][1] <= mains[0][1]:
        return mains
    return [pair for pair in mains if pair[0].name == Article.name] or mains


def _first_reading(
    page: Page, pairs: list[tuple[Extractor, float]],
) -> tuple[list[tuple[Extractor, float]], list[Finding]]:
    """Return the first reader that finds more than remarks, and its findings; else the first reader's remarks."""
    remarks: tuple[list[tuple[Extractor, float]], list[Finding]] = ([], [])
    for pair in pairs:
        found = _findings(pair[0], page)
        if any(not isinstance(finding, Remark) for finding in found):
            return [pair], found
        if found and not remarks[1]:
            remarks = [pair], found
    return remarks if remarks[0] else (pairs[:1], [])


def _certainty(reader: Extractor, page: Page) -> float:
    try:
        return reader.matches(page)
    except FAULTS:
        _log.warning("reader %s failed to look at %s", reader.name, page.url, exc_info=True)
        return 0.0


def _findings(reader: Extractor, page: Page) -> list[Finding]:
    found: list[Finding] = []
    try:
        found.extend(reader.extract(page))
    except FAULTS as error:
        _log.warning("reader %s failed on %s", reader.name, page.url, exc_info=True)
        text = f"The reader {reader.name} failed here ({type(error).__name__})."
        found.append(Remark(code="reader_failed", text=text, about=page.url))
    return found
