"""Files that are no tables, into the project: mail archives, WARC files, web server logs, visit statistics."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from crawlers.extract.acts import activities
from crawlers.extract.registry import extract
from crawlers.load import access_log, mbox, warc
from crawlers.load.reader import Rejected
from crawlers.records import Account, Page, Post
from influence.store import outcomes
from influence.store.keys import key
from influence.store.loading import LoadReport, file_digest
from influence.store.project import Project

_SHOWN = 5
#: Pages written together.
_PAGES_TOGETHER = 20


def format_by_name(path: Path) -> str | None:
    """Return the format that a file's ending tells; None for tables.

    >>> format_by_name(Path("crawl-0001.warc.gz")), format_by_name(Path("posts.csv"))
    ('warc', None)
    """
    name = path.name.lower().removesuffix(".gz")
    return {".mbox": "mbox", ".mbx": "mbox", ".warc": "warc", ".log": "access-log"}.get(Path(name).suffix)


def load_archive(project: Project, path: Path, name: str, *, dataset: str, now: int) -> LoadReport:
    """Load one file that is no table; the same file again changes nothing.

    Raises:
        TableError: It cannot be read or is something else.
    """
    mark = key("\n".join((dataset, name, str(path.resolve()))))
    digest = file_digest(path)
    before = project.connection.execute("SELECT rows, digest FROM loads WHERE key = ?", (mark,)).fetchone()
    if before is not None and before[1] == digest:
        return LoadReport(file=path.name, format=name, rows=before[0], unchanged=True)
    readers: dict[str, Callable[[Project, Path, str, int], LoadReport]] = {
        "mbox": _mails, "warc": _pages, "access-log": partial(_visits, mark)}
    report = readers[name](project, path, dataset, now)
    with project.transaction() as connection:  # last: what ends halfway is read again
        connection.execute("INSERT OR REPLACE INTO loads VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (
            mark, dataset, name, str(path), digest, now, report.rows, report.rejected))
    return report


def _mails(project: Project, path: Path, dataset: str, now: int) -> LoadReport:
    page = Page(f"mbox:{path.name}", "", datetime.fromtimestamp(now, UTC), "application/mbox")
    found = list(mbox.findings(path, dataset))
    acts = project.add(page, [*found, *activities(found, page.url)])
    mails = sum(isinstance(one, Post) for one in found)
    return LoadReport(file=path.name, format="mbox", rows=mails, posts=mails, acts=acts,
                      accounts=_accounts(one for one in found if isinstance(one, Account)))


def _accounts(found: Iterable[Account]) -> int:
    return len({account.id for account in found})


def _pages(project: Project, path: Path, dataset: str, now: int) -> LoadReport:
    del dataset, now  # pages name accounts by their own addresses, and say when they were fetched
    pages = posts = acts = 0
    seen: set[str] = set()
    read = ((page, extract(page)) for page in warc.pages(path))
    while some := list(islice(read, _PAGES_TOGETHER)):  # read before, so that others can write meanwhile
        with project.transaction():
            acts += sum(project.add(page, found) for page, found in some)
        pages += len(some)
        posts += sum(isinstance(one, Post) for _, found in some for one in found)
        seen |= {one.id for _, found in some for one in found if isinstance(one, Account)}
    return LoadReport(file=path.name, format="warc", rows=pages, posts=posts, acts=acts, accounts=len(seen))


def _visits(load: int, project: Project, path: Path, dataset: str, now: int) -> LoadReport:
    del dataset, now
    found = access_log.read(path, project.settings().brand.domains)
    with project.transaction() as connection:
        outcomes.replace(connection, load, [
            (key(f"{path.resolve()}\n{visit.time}\n{visit.referrer}"), visit.time, "visit", visit.referrer, None, None,
             float(visit.count), None) for visit in found.visits])
    first = tuple(Rejected(line=line, reason="not a line of a web server's log", cells=())
                  for line in found.unreadable[:_SHOWN])
    return LoadReport(file=path.name, format="access-log", rows=sum(visit.count for visit in found.visits),
                      rejected=len(found.unreadable), first_rejected=first)
