"""The people table as a workbook: real dates, readable headings, nothing that runs."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from influence.export.caveats import caveats
from influence.export.cells import Cell, cell_text
from influence.export.files import whole
from influence.export.headings import heading, sheet_names
from influence.export.people_columns import Column

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
#: Width of a column in characters, by name; others 12.
_WIDTHS = {"name": 24, "why": 70, "site": 28, "community": 24, "topics": 30, "evidence_1": 40, "warnings": 24}
#: Fixed, so that the same data gives the same bytes.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  xlsxwriter takes naive times only


def write_workbook(
    path: Path, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, language: str = "en"
) -> None:
    """Write two sheets: the people, and what each column means; headings and flags in a language."""
    made = io.BytesIO()
    book = Workbook(made, _SAFE)
    book.set_properties({"created": _MADE, "title": "Shortlist"})
    _people_sheet(book, columns, rows, language)
    _meaning_sheet(book, columns, language)
    book.close()
    with whole(path) as stream:
        stream.write(made.getvalue())


def _people_sheet(
    book: Workbook, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], language: str
) -> None:
    sheet = book.add_worksheet(sheet_names(language)[0])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _WIDTHS.get(column.name, 12))
        sheet.write_string(0, at, heading(column.name, language), head)
    flags = [at for at, column in enumerate(columns) if column.name == "warnings"]
    for line, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            cell = caveats(value, language) if at in flags and isinstance(value, tuple) else value
            _write(sheet, line, at, cell, day if isinstance(cell, date) else text)


def _meaning_sheet(book: Workbook, columns: Sequence[Column], language: str) -> None:
    sheet = book.add_worksheet(sheet_names(language)[1])
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
    for line, column in enumerate(columns):
        sheet.write_string(line, 0, heading(column.name, language))
        sheet.write_string(line, 1, column.meaning)


def _write(sheet: Worksheet, line: int, at: int, cell: Cell, form: object) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        sheet.write_datetime(line, at, cell, form)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(line, at, round(cell, 6), form)
    else:
        sheet.write_string(line, at, cell_text(cell, raw=True), form)
