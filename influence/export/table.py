"""Rows of cells to a CSV file that spreadsheets and CRMs both read rightly."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from influence.export.cells import Cell, cell_text
from influence.export.files import write_whole

#: Columns whose sums must come out exactly keep micro-units.
EXACT = frozenset({"living_audience", "credit"})


def write_table(
    path: Path, names: Sequence[str], rows: Iterable[Sequence[Cell]], *, raw: bool = False, bom: bool = True
) -> None:
    """Write a CSV: UTF-8 with BOM, CRLF, comma, RFC 4180 quoting; `raw` without BOM and apostrophes."""
    write_whole(path, table_lines(names, rows, raw=raw, bom=bom))


def table_lines(
    names: Sequence[str], rows: Iterable[Sequence[Cell]], *, raw: bool = False, bom: bool = True
) -> Iterator[str]:
    """Yield the lines of the CSV, header first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    if bom and not raw:
        buffer.write("\ufeff")
    writer.writerow(names)
    decimals = [6 if name in EXACT else 3 for name in names]
    for row in rows:
        yield _taken(buffer)
        writer.writerow([cell_text(cell, raw=raw, decimals=digits) for cell, digits in zip(row, decimals, strict=True)])
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
