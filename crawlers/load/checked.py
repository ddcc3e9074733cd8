"""Rows of a table whose required cells are there and can be read; the rest is set aside with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from crawlers.load.formats import Layout
from crawlers.load.reader import Batch, Rejected
from crawlers.load.values import MISSING, VERBS, counts, times
from crawlers.records import Verb

#: Columns that may not be empty, by format; a post may be by nobody we know (a removed account).
_NEEDED = {"acts": ("actor", "object"), "adoptions": ("actor", "item"), "follows": ("follower", "followed"),
           "audience": ("account",), "outcomes": ("kind",), "posts": ()}
_DATED = frozenset({"acts", "adoptions", "outcomes", "posts"})
#: Characters of a bad cell that are shown.
_SHOWN = 40
_NUMBERS = ("followers", "count", "value")
_CODE = {verb: code for code, verb in enumerate(Verb)}
_VERB_CODE = {word: _CODE[verb] for word, verb in VERBS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Good rows, as columns."""

    columns: dict[str, Sequence[str]]
    notes: dict[str, Sequence[str]]
    lines: Sequence[int]
    #: Epoch seconds; 0 where `dated` is False.
    time: NDArray[np.int64]
    dated: NDArray[np.bool_]
    #: How the time is known, for `crawlers.load.values.basis_of`.
    basis: NDArray[np.int8]
    #: Index into `tuple(Verb)`; empty where the format has no verbs.
    verb: NDArray[np.int8]
    #: Followers, count, value; NaN where the cell is empty.
    numbers: dict[str, NDArray[np.float64]]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.lines)


def checked(batch: Batch, layout: Layout) -> tuple[Checked, list[Rejected]]:
    """Return the good rows of a batch, and all that were set aside."""
    reason: dict[int, str] = {}
    name = layout.format.name
    for column in _NEEDED[name]:
        for at in _missing(batch.columns[column]):
            reason.setdefault(at, f"{column} is empty")
    seconds, basis, dated = _times(batch, reason, needed=name in _DATED)
    verb = _verbs(batch, reason) if "verb" in layout.format.columns else np.empty(0, dtype=np.int8)
    numbers = {column: _numbers(batch.columns[column], column, reason, needed=column in layout.format.required)
               for column in _NUMBERS if column in batch.columns}
    found = Checked(columns=batch.columns, notes=batch.notes, lines=batch.lines, time=seconds, dated=dated, basis=basis,
                    verb=verb, numbers=numbers)
    if not reason:
        return found, batch.rejected
    rejected = [Rejected(line=batch.lines[at], reason=why, cells=tuple(batch.rows[at]))
                for at, why in sorted(reason.items())]
    return _without(found, reason), sorted([*batch.rejected, *rejected], key=lambda row: row.line)


def _missing(cells: Sequence[str]) -> list[int]:
    if MISSING.isdisjoint(map(str.strip, cells)):  # four times as fast as the loop below
        return []
    return [at for at, cell in enumerate(cells) if cell in MISSING or cell.isspace()]


def _times(
    batch: Batch, reason: dict[int, str], *, needed: bool
) -> tuple[NDArray[np.int64], NDArray[np.int8], NDArray[np.bool_]]:
    count = len(batch)
    cells = batch.columns.get("time")
    if cells is None:
        return np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int8), np.zeros(count, dtype=np.bool_)
    seconds, basis, bad = times(cells)
    dated = np.ones(count, dtype=np.bool_)
    dated[bad] = False
    for at in bad:
        if cells[at].strip() not in MISSING:
            reason.setdefault(at, f"'{_short(cells[at])}' is no time: write 2024-01-31T10:00:00Z or seconds since 1970")
        elif needed:
            reason.setdefault(at, "time is empty")
    return seconds, basis, dated


def _verbs(batch: Batch, reason: dict[int, str]) -> NDArray[np.int8]:
    cells = batch.columns["verb"]
    code = {cell: _VERB_CODE.get(cell.strip().lower(), -1) for cell in set(cells)}
    codes = np.fromiter(map(code.__getitem__, cells), dtype=np.int8, count=len(cells))
    for at in np.flatnonzero(codes < 0).tolist():
        reason.setdefault(at, f"'{_short(cells[at])}' is no verb: {', '.join(verb.value for verb in Verb)}")
    return codes


def _numbers(cells: Sequence[str], name: str, reason: dict[int, str], *, needed: bool) -> NDArray[np.float64]:
    numbers, bad = counts(cells)
    for at in bad:
        if needed or cells[at].strip() not in MISSING:
            reason.setdefault(at, f"'{_short(cells[at])}' is no number of {name}")
    numbers[bad] = np.nan
    return numbers


def _without(found: Checked, reason: dict[int, str]) -> Checked:
    kept = np.ones(len(found), dtype=np.bool_)
    kept[list(reason)] = False
    flags = kept.tolist()
    return Checked(
        columns={name: list(compress(cells, flags)) for name, cells in found.columns.items()},
        notes={name: list(compress(cells, flags)) for name, cells in found.notes.items()},
        lines=list(compress(found.lines, flags)), time=found.time[kept], dated=found.dated[kept],
        basis=found.basis[kept], verb=found.verb[kept] if len(found.verb) else found.verb,
        numbers={name: values[kept] for name, values in found.numbers.items()})


def _short(cell: str) -> str:
    return cell if len(cell) <= _SHOWN else cell[:_SHOWN - 1] + "…"
