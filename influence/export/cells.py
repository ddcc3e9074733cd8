"""One value as the text of a cell, harmless in a spreadsheet."""

import re
import unicodedata
from datetime import UTC, date, datetime

Cell = str | int | float | bool | date | tuple[str, ...] | None

#: First characters that make a spreadsheet run a cell, full-width forms folded by NFKC.
_RUNS = frozenset("=+-@\t\r")
_BREAKS = re.compile(r"[\r\n\t\v\f\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
#: Longest cell that spreadsheets keep whole.
MAX_CELL = 32_000
#: Longest name on a page meant for reading.
LONGEST_NAME = 80


def plain(text: str) -> str:
    r"""Return text on one line, without control, direction and invisible characters and lone surrogates.

    >>> plain(" Ann\u202e\nLee ")
    'Ann Lee'
    """
    return " ".join(_INVISIBLE.sub("", _BREAKS.sub(" ", text)).split())[:MAX_CELL]


def spot(address: str) -> str:
    """Return where something can be read: its address, or in words where it has none but its place in a loaded table.

    >>> spot("https://ann.example/1"), spot("table:loaded#37"), spot("table:forum 2025#m4")
    ('https://ann.example/1', 'loaded table, post 37', 'table forum 2025, post m4')
    """
    scheme, _, rest = address.partition(":")
    if scheme != "table" or "#" not in rest:
        return address
    table, _, post = rest.partition("#")
    return f"{'loaded table' if table == 'loaded' else f'table {table}'}, post {post}"


def short(text: str, most: int = LONGEST_NAME) -> str:
    """Return text on one line, cut where it is longer than people read.

    >>> short("A" * 100, 5), short("Ann")
    ('AAAA…', 'Ann')
    """
    line = plain(text[: most * 4])
    return line if len(line) <= most else f"{line[: most - 1]}…"


def harmless(text: str) -> str:
    """Return text with a leading apostrophe where a spreadsheet would run it as a formula.

    >>> harmless("=1+1"), harmless(" ＝1+1"), harmless("Ann")
    ("'=1+1", "' ＝1+1", 'Ann')
    """
    start = unicodedata.normalize("NFKC", text.lstrip(" \u3000\u00a0")[:1])
    return f"'{text}" if start[:1] in _RUNS and start else text


def cell_text(value: Cell, *, raw: bool = False, decimals: int = 3) -> str:
    """Return a value as a CSV cell: ISO dates, point decimals, yes/no, lists joined by `;`, empty when unknown.

    Args:
        value: What to write.
        raw: Without apostrophes, for machines.
        decimals: Digits after the point, trailing zeros left out.

    >>> cell_text(True), cell_text(2.50), cell_text(("a", "b")), cell_text(None), cell_text("@ann")
    ('yes', '2.5', 'a;b', '', "'@ann")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number(value, decimals)
    if isinstance(value, datetime):
        return value.astimezone(UTC).date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = ";".join(plain(item).replace(";", ",") for item in value) if isinstance(value, tuple) else plain(value)
    return text if raw else harmless(text)


def number(value: float, decimals: int = 3) -> str:
    """Return a number with a point, no thousands signs, no trailing zeros; empty for what is no number.

    >>> number(12.0), number(0.12345), number(float("nan"))
    ('12', '0.123', '')
    """
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124  not a number
        return ""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
