"""Reads CSV, TSV and JSON Lines, plain or gzipped, in batches of columns; bad lines are set aside."""

import codecs
import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from crawlers.encoding import decode
from crawlers.errors import TableError
from crawlers.load.formats import Layout, TableOptions, layout
from crawlers.soundness import sound_text

#: Rows handled together: few enough to stay in the processor's cache.
BATCH_ROWS = 16_384
#: Longest cell we read; a whole book fits.
_MAX_CELL = 16 * 1024 * 1024
#: Lines of a JSON file that tell its columns.
_JSON_HEADER_ROWS = 1000
_REPLACED = "\ufffd"
#: Bytes from which encoding and kind of a file are told, and how many beyond ASCII say enough for that.
_SAMPLE = 8_192
_TELLING = 16
_ASCII = 0x7F
#: How programs call the encoding we want.
_UTF8 = "'CSV UTF-8'"
#: What people call the codecs that are told from bytes.
_NAMES = {"big5hkscs": "Big5", "cp950": "Big5", "gb18030": "GB 18030", "cp932": "Shift JIS", "euc_jp": "EUC-JP",
          "cp949": "EUC-KR", "cp1252": "Windows-1252", "cp1251": "Windows-1251", "koi8_r": "KOI8-R"}
#: What packed files begin with (zip, and the container of old Excel files), and endings of workbooks.
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that could not be read."""

    #: Line in the file, from 1, header included.
    line: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some rows, as columns."""

    #: Our column -> cells.
    columns: dict[str, Sequence[str]]
    #: Header -> cells, of columns we have no name for.
    notes: dict[str, Sequence[str]]
    #: Line of each row.
    lines: Sequence[int]
    #: All cells of each row, for the file of rejected rows.
    rows: Sequence[Sequence[str]]
    rejected: list[Rejected] = field(default_factory=list)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)


class Table:
    """An open table: its layout, and its rows in batches."""

    def __init__(self, path: Path, rows: "_Rows", place: Layout, decoding: "_Decoding") -> None:
        self.path = path
        self.layout = place
        #: Names of all columns as they stand in the file.
        self.header = rows.header
        #: Encoding in which it was read, in words; None for UTF-8 and UTF-16.
        self.encoding = decoding.encoding
        self._rows = rows
        self._decoding = decoding

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """Yield the rows, `size` at a time."""
        while True:
            before = self._rows.line()
            try:
                rows = list(islice(self._rows.cells, size))
            except csv.Error as error:
                line = self._rows.line()
                raise TableError(f"line {line}: {error}", about=str(self.path), line=line,
                                 hint="mend that line; nothing was loaded") from error
            if not rows:
                return
            yield self._batch(rows, before)

    def _batch(self, rows: list[list[str]], before: int) -> Batch:
        lines: Sequence[int] = range(before + 1, before + 1 + len(rows))
        if self._rows.line() - before != len(rows):
            lines = _line_numbers(rows, before)
        rejected: list[Rejected] = []
        if not set(map(len, rows)) <= {self.layout.width} or self._decoding.failed:
            rows, lines, rejected = self._sorted_out(rows, lines)
        if self.layout.where:
            kept = [at for at, row in enumerate(rows)
                    if all(row[position] == value for position, value in self.layout.where.items())]
            rows, lines = [rows[at] for at in kept], [lines[at] for at in kept]
        cells = list(zip(*rows, strict=True)) if rows else [()] * self.layout.width
        columns: dict[str, Sequence[str]] = {name: cells[at] for name, at in self.layout.position.items()}
        columns |= {name: [value] * len(rows) for name, value in self.layout.constants.items()}
        return Batch(columns=columns, notes={name: cells[at] for name, at in self.layout.notes.items()},
                     lines=lines, rows=rows, rejected=rejected)

    def _sorted_out(
        self, rows: list[list[str]], lines: Sequence[int]
    ) -> tuple[list[list[str]], list[int], list[Rejected]]:
        good, good_lines, rejected = [], [], []
        for row, line in zip(rows, lines, strict=True):
            reason = self._fault(row)
            if reason:
                rejected.append(Rejected(line=line, reason=reason, cells=tuple(row)))
            elif row:
                good.append(row)
                good_lines.append(line)
        self._decoding.failed = False
        return good, good_lines, rejected

    def _fault(self, row: list[str]) -> str | None:
        if isinstance(row, _NotJson):
            return "not a JSON object"
        if row and len(row) != self.layout.width:
            return f"{len(row)} cells where the header has {self.layout.width}"
        if self._decoding.failed and any(_REPLACED in cell for cell in row):
            return f"not {self.encoding or 'UTF-8'}: open the file in the program it comes from and save it as {_UTF8}"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The cells of a file, row by row, and how far it was read."""

    header: list[str]
    cells: Iterator[list[str]]
    line: Callable[[], int]


class _NotJson(list[str]):
    """A line that is no JSON object."""


class _Decoding:
    """Stands in for bytes that are not in the file's encoding, and remembers that it had to."""

    def __init__(self) -> None:
        self.failed = False
        #: Name of the encoding, where it was told from the bytes.
        self.encoding: str | None = None

    def replaced(self, error: UnicodeError) -> tuple[str, int]:
        """Return what stands for bytes that cannot be decoded."""
        if not isinstance(error, UnicodeDecodeError):
            raise error
        self.failed = True
        return _REPLACED, error.end


def _line_numbers(rows: list[list[str]], before: int) -> list[int]:
    """Return the line on which each row begins; a cell with line ends takes several."""
    lines = []
    line = before + 1
    for row in rows:
        lines.append(line)
        line += 1 + sum(cell.count("\n") for cell in row)
    return lines


@contextmanager
def open_table(path: Path, options: TableOptions) -> Iterator[Table]:
    """Open a table for reading.

    Raises:
        TableError: It cannot be read, is empty, or its columns fit no format.
    """
    decoding = _Decoding()
    handler = f"influence-{id(decoding)}"
    codecs.register_error(handler, decoding.replaced)
    try:
        raw = path.open("rb")
    except OSError as error:
        raise TableError("this file cannot be read", about=str(path), hint="look at its name and rights") from error
    try:
        with raw, _unpacked(_text(raw, str(path))) as data, io.TextIOWrapper(
                data, encoding=_encoding(data, decoding), errors=handler, newline="") as text:
            rows = _rows(path, text)
            yield Table(path, rows, layout(rows.header, options, str(path)), decoding)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise TableError("this gzip file is damaged or cut short", about=str(path),
                         hint="fetch or pack it again; nothing was loaded") from error


def _unpacked(raw: io.BufferedReader) -> io.BufferedReader:
    if raw.peek(2)[:2] != b"\x1f\x8b":
        return raw
    return io.BufferedReader(gzip.GzipFile(fileobj=raw), buffer_size=1 << 20)


def _text(raw: io.BufferedReader, about: str) -> io.BufferedReader:
    """Return a file that may be text; for others, as spreadsheets keep their own, say what to do."""
    start = raw.peek(_SAMPLE)[:_SAMPLE]
    if not start.startswith(_PACKED):
        return raw
    named = about.lower().endswith(_WORKBOOKS) or b"[Content_Types].xml" in start or start.startswith(_PACKED[1])
    what = "an Excel workbook" if named else "a packed file (a spreadsheet or an archive)"
    raise TableError(f"this is {what}, not a table of text", about=about,
                     hint=f"open it in the program it comes from, save it as {_UTF8} and load that file")


def _encoding(data: io.BufferedReader, decoding: _Decoding) -> str:
    """Return the codec of a file: UTF-8 unless its bytes are certainly something else."""
    start = data.peek(_SAMPLE)[:_SAMPLE]
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    whole = start[:start.rfind(b"\n") + 1] or start
    lines = [line for line in whole.splitlines() if not line.isascii()]
    bad = sum(not _is_utf8(line) for line in lines)
    if 2 * bad <= len(lines) or sum(byte > _ASCII for byte in whole) < _TELLING:
        return "utf-8-sig"  # single bad rows are named
    found = decode(whole)
    if found.doubtful or _REPLACED in found.text:
        return "utf-8-sig"
    decoding.encoding = _NAMES.get(found.codec, found.codec)
    return found.codec


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rows(path: Path, text: io.TextIOWrapper) -> _Rows:
    name = path.name.lower().removesuffix(".gz")
    first, skipped = text.readline(), 0
    while first.startswith("#") or (first and not first.strip()):  # what some programs write above the header
        first, skipped = text.readline(), skipped + 1
    if not first.strip():
        raise TableError("this file is empty", about=str(path), hint="the first line must name the columns")
    if name.endswith((".jsonl", ".ndjson", ".json")):
        return _json_rows(path, chain((first,), text), skipped)
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(chain((first,), text), delimiter=_delimiter(first, name))
    header = [cell.strip() for cell in next(reader)]
    return _Rows(header=header, cells=reader, line=lambda: reader.line_num + skipped)


def _delimiter(header: str, name: str) -> str:
    """Return what stands between cells: as the ending says, unless the header shows otherwise."""
    expected = "\t" if name.endswith((".tsv", ".tab")) else ","
    found = {mark: header.count(mark) for mark in (expected, ",", "\t", ";")}
    return expected if found[expected] else max(found, key=lambda mark: found[mark])


def _json_rows(path: Path, lines: Iterable[str], skipped: int) -> _Rows:
    """Return the values of JSON objects, one a line; the columns are those of the first thousand."""
    objects = (_json_object(line) for line in lines)
    first = list(islice(objects, _JSON_HEADER_ROWS))
    names = list(dict.fromkeys(key for found in first if found for key in found))
    if not names:
        raise TableError("this file holds no JSON objects", about=str(path), line=1,
                         hint='each line must be one, like {"author": "ann", "time": "2024-01-31"}')
    count = skipped

    def cells() -> Iterator[list[str]]:
        nonlocal count
        for found in chain(first, objects):
            count += 1
            if found is None:
                yield _NotJson()
            else:
                yield [_json_cell(found.get(key)) for key in names] if found else []

    return _Rows(header=[sound_text(name) for name in names], cells=cells(), line=lambda: count)


def _json_object(line: str) -> dict[str, object] | None:
    if not line.strip():
        return {}
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _json_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        items = [sound_text(str(item)) for item in value]
        return (" " if all(" " not in item for item in items) else "; ").join(items)
    return str(value).lower() if isinstance(value, bool) else sound_text(str(value))
