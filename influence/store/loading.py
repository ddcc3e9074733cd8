"""One file into the project: read, keep the good rows, write the bad ones beside it."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np

from crawlers.load.checked import Checked, checked
from crawlers.load.formats import TableOptions
from crawlers.load.reader import Rejected, Table, open_table
from crawlers.load.values import account_id
from influence.errors import InputError
from influence.store import accounts, outcomes, scrubbing, segments
from influence.store.bulk import ActRows, LoadColumns
from influence.store.collector import no_collector
from influence.store.keys import key
from influence.store.postrows import PostRows
from influence.store.project import Project
from influence.store.suppression import Forgotten

#: Bad rows kept for showing; the file beside holds them all.
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What came of loading one file."""

    file: str
    format: str
    #: Good rows.
    rows: int
    posts: int = 0
    acts: int = 0
    accounts: int = 0
    #: Bad rows, and the first of them.
    rejected: int = 0
    first_rejected: tuple[Rejected, ...] = ()
    rejected_file: Path | None = None
    #: True when this very file was loaded before in the same way; nothing was done.
    unchanged: bool = False
    #: Name of an older encoding that was told from the bytes; None for UTF-8 and what is no table.
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedFile:
    """A file that was loaded before, as `influence check` tells it."""

    file: str
    format: str
    #: Good rows, and bad ones.
    rows: int
    rejected: int


def loaded_files(project: Project) -> list[LoadedFile]:
    """Return all files loaded into a project, by name."""
    rows = project.connection.execute("SELECT file, format, rows, rejected FROM loads ORDER BY file, format, dataset")
    return [LoadedFile(file=file, format=name, rows=good, rejected=bad) for file, name, good, bad in rows]


def load(project: Project, path: Path, options: TableOptions, *, now: int) -> LoadReport:
    """Load one table; the good rows count even when some are bad.

    Loading the same file again replaces what it gave before.

    Args:
        project: Open project.
        path: CSV, TSV or JSON Lines, plain or gzipped.
        options: What the user says of it.
        now: The present time, epoch seconds; no act can be later.

    Raises:
        TableError: The file as a whole cannot be read; nothing was loaded.
        InputError: Every single row was bad, or there is none.
    """
    with open_table(path, options) as table:
        name = table.layout.format.name
        load_key = key("\n".join((options.dataset, name, str(path.resolve()))))
        digest = _digest(path, options)
        before = project.connection.execute(
            "SELECT rows, digest FROM loads WHERE key = ?", (load_key,)).fetchone()
        if before is not None and before[1] == digest:
            return LoadReport(file=path.name, format=name, rows=before[0], unchanged=True)
        rows = _Rows(name, options.dataset)
        rejected: list[Rejected] = []
        with no_collector():
            for batch in table.batches():
                good, bad = checked(batch, table.layout)
                rejected += bad
                rows.add(good)
            columns, late = rows.finished()
    if late:
        rejected = sorted([*rejected, *_with_cells(path, options, late)], key=lambda row: row.line)
        rows.count -= len(late)
    if rejected and not rows.count:
        raise InputError(f"no row of this table could be read; line {rejected[0].line}: {rejected[0].reason}",
                         about=str(path), hint="see 'influence load --help' for what the columns hold")
    if not rows.count:
        raise _without_rows(path, options)
    with project.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO loads VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                           (load_key, options.dataset, name, str(path), digest, now, rows.count, len(rejected)))
        segments.write(connection, load_key, columns.arrays, columns.texts)
        connection.executemany("INSERT OR IGNORE INTO sites VALUES (?, ?)",
                               [(key(site), site) for site in sorted(columns.sites)])
        kept = scrubbing.obeyed(connection, load_key, columns.accounts)
        accounts.add_named(connection, kept)
        known = {number for number, _, _ in kept}
        accounts.replace_audience(connection, load_key, [row for row in rows.audience if row[0] in known])
        forgotten = Forgotten(connection)
        told = [row for row in rows.outcomes
                if not any(isinstance(cell, str) and forgotten.hides(cell) for cell in row)]
        outcomes.replace(connection, load_key, told)
    return LoadReport(
        file=path.name, format=name, rows=rows.count, posts=len(columns.arrays.get("post_key", ())),
        acts=len(columns.arrays.get("act_key", ())), accounts=len(columns.accounts), rejected=len(rejected),
        first_rejected=tuple(rejected[:_SHOWN]),
        rejected_file=_written(path, table, rejected) if rejected else None, encoding=table.encoding)


class _Rows:
    """Rows of any format on their way into the project."""

    def __init__(self, name: str, dataset: str) -> None:
        self._name, self._dataset = name, dataset
        self._acts = ActRows(name, dataset) if name in ("acts", "adoptions", "follows") else None
        self._posts = PostRows(dataset) if name == "posts" else None
        self.count = 0
        #: Account key, time, followers.
        self.audience: list[tuple[int, int, int]] = []
        #: Rows of the table `outcomes`.
        self.outcomes: list[outcomes.Row] = []
        self._accounts: dict[int, tuple[int, str, str | None]] = {}
        self._same: Counter[tuple[object, ...]] = Counter()

    def add(self, part: Checked) -> None:
        """Take some rows."""
        self.count += len(part)
        if self._acts is not None:
            self._acts.add(part)
        elif self._posts is not None:
            self._posts.add(part)
        elif self._name == "audience":
            self._add_audience(part)
        else:
            self._add_outcomes(part)

    def finished(self) -> tuple[LoadColumns, list[Rejected]]:
        """Return the columns, and rows that turned out bad only beside the others."""
        if self._acts is not None:
            return self._acts.finished(), []
        if self._posts is not None:
            return self._posts.finished()
        return LoadColumns(accounts=[self._accounts[number] for number in sorted(self._accounts)]), []

    def _account(self, name: str) -> int | None:
        account = account_id(self._dataset, name)
        if account is None:
            return None
        number = key(account)
        given = None if account.startswith(("http://", "https://")) else name.strip()
        self._accounts.setdefault(number, (number, account, given))
        return number

    def _add_audience(self, part: Checked) -> None:
        for name, time, followers in zip(part.columns["account"], part.time.tolist(),
                                         part.numbers["followers"].tolist(), strict=True):
            number = self._account(name)
            if number is not None:
                self.audience.append((number, time, int(followers)))

    def _add_outcomes(self, part: Checked) -> None:
        cells = {name: part.columns.get(name, [""] * len(part)) for name in ("kind", "referrer", "code", "account")}
        count, value = part.numbers.get("count"), part.numbers.get("value")
        for at, time in enumerate(part.time.tolist()):
            account = account_id(self._dataset, cells["account"][at])
            if account is not None:
                self._account(cells["account"][at])
            row = (time, cells["kind"][at].strip().lower(), cells["referrer"][at].strip() or None,
                   cells["code"][at].strip() or None, account,
                   1.0 if count is None or np.isnan(count[at]) else float(count[at]),
                   None if value is None or np.isnan(value[at]) else float(value[at]))
            self._same[row] += 1  # two clicks in one second are two, but the same file twice is one
            self.outcomes.append((key(f"{row}#{self._same[row]}"), *row))


def _without_rows(path: Path, options: TableOptions) -> InputError:
    wanted = " and ".join(f"{name}={value}" for name, value in options.where.items())
    nothing = f"no row of this table has {wanted}" if wanted else "this table names its columns but has no rows"
    return InputError(nothing, about=str(path),
                      hint="nothing was loaded; export it again, or look at what --where keeps")


def _digest(path: Path, options: TableOptions) -> str:
    """Return a hash of the file and of how it is read."""
    return file_digest(path, repr((sorted(options.columns.items()), sorted(options.constants.items()),
                                   sorted(options.where.items()))))


def file_digest(path: Path, how: str = "") -> str:
    """Return a hash of a file's bytes, and of how it is read."""
    mark = blake2b(how.encode(), digest_size=16)
    with path.open("rb") as data:
        while block := data.read(1 << 20):
            mark.update(block)
    return mark.hexdigest()


def _with_cells(path: Path, options: TableOptions, late: Sequence[Rejected]) -> list[Rejected]:
    """Return the rejected rows with their cells, which are read again."""
    reason = {row.line: row.reason for row in late}
    found = []
    with open_table(path, options) as table:
        for batch in table.batches():
            found += [Rejected(line=line, reason=reason[line], cells=tuple(row))
                      for line, row in zip(batch.lines, batch.rows, strict=True) if line in reason]
    return found


def _written(path: Path, table: Table, rejected: Iterable[Rejected]) -> Path | None:
    """Write the bad rows beside the file, with line and reason; None where that folder is read-only."""
    target = path.with_name(path.name + ".rejected.csv")
    waiting = target.with_name(target.name + ".new")
    try:
        with waiting.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["line", "reason", *table.header])
            writer.writerows([row.line, row.reason, *row.cells] for row in rejected)
        waiting.replace(target)
    except OSError:
        return None
    return target
