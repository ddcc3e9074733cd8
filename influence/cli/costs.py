"""What people cost: a table 'person,cost' read with care, since a slip there buys the wrong team.

Import only inside a command.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from influence.errors import InputError

HEAD = ("person", "cost")
#: A currency before or behind, thousands set apart by commas or not, decimals behind a point.
_COST = re.compile(r"(?P<before>[^\d.,+-]*)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?(?P<behind>[^\d.,+-]*)")
#: One point and three digits: a thousand in some countries, one and a bit in others.
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def read_costs(path: Path) -> dict[str, float]:
    """Return the cost of each person as the table names them.

    Raises:
        InputError: The table cannot be read; says the line and the value.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("this table of costs cannot be read", about=str(path),
                         hint="save it as CSV, UTF-8, with the columns person and cost") from error
    rows = [(number, row) for number, row in lines if any(row)]
    if not rows or tuple(cell.casefold() for cell in rows[0][1][:2]) != HEAD:
        first = ",".join(rows[0][1]) if rows else ""
        raise InputError(f"this table of costs begins with '{first}'", about=str(path),
                         hint="let its first line be 'person,cost'")
    found = list(_costs(path, rows[1:]))
    currencies = sorted({currency for _, _, currency in found if currency})
    if len(currencies) > 1:
        raise InputError(f"costs in more than one currency: {', '.join(currencies)}", about=str(path),
                         hint="write all of them in one")
    return {person: cost for person, cost, _ in found}


def cost(text: str) -> tuple[float, str] | None:
    """Return a cost and its currency; None when it is no number, or may mean two.

    >>> cost("£1,200.50"), cost("500 USD"), cost("500")
    ((1200.5, '£'), (500.0, 'USD'), (500.0, ''))
    >>> cost("much"), cost("1.200"), cost("-5"), cost("1,20")
    (None, None, None, None)
    """
    match = _COST.fullmatch(text.strip())
    if match is None or _EITHER.fullmatch(match["whole"] + (match["part"] or "")):
        return None
    number = float(match["whole"].replace(",", "") + (match["part"] or ""))
    return number, (match["before"] + match["behind"]).strip()


def _costs(path: Path, rows: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[str, float, str]]:
    for number, row in rows:
        if len(row) > len(HEAD) and any(row[len(HEAD):]) and cost(",".join(row[1:])) is not None:
            raise InputError(f"line {number}: '{','.join(row[1:])}' is cut at its comma", about=str(path),
                             hint="write 1200, or \"1,200\" in quotation marks")
        known = cost(row[1]) if len(row) > 1 else None
        if known is None:
            raise InputError(f"line {number}: '{row[1] if len(row) > 1 else ''}' is no cost", about=str(path),
                             hint="write a number such as 500 or 1200.50")
        yield row[0], *known
