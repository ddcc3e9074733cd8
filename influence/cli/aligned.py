"""Tables on the screen: columns in line, also where signs are two places wide."""

import unicodedata
from collections.abc import Sequence

from influence.export.cells import plain


def width(text: str) -> int:
    """Return how many places a text takes on a terminal.

    >>> width("Ann"), width("小美"), width("é")
    (3, 4, 1)
    """
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def cut(text: str, places: int) -> str:
    r"""Return a text on one line that takes at most so many places, with … where something was cut.

    Signs that turn, hide or blink the rest of the line are left out.

    >>> cut("Annabel", 4), cut("小美花園", 5)
    ('Ann…', '小美…')
    >>> cut("Ann\u202e\x1b[31m\nLee", 20)
    'Ann[31m Lee'
    """
    text = plain(text)
    if width(text) <= places:
        return text
    kept = ""
    for sign in text:
        if width(kept + sign) > places - 1:
            break
        kept += sign
    return kept + "…"


def lines(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> list[str]:
    """Return the lines of a table: head, rows, columns two places apart, the last one as long as it is.

    Args:
        head: Headings.
        rows: Cells.
        right: Columns that stand to the right (numbers), by place.
    """
    wide = [max(width(row[column]) for row in [head, *rows]) for column in range(len(head))]

    def line(row: Sequence[str]) -> str:
        cells = []
        for column, cell in enumerate(row):
            blank = " " * (wide[column] - width(cell))
            cells.append(blank + cell if column in right else cell + blank)
        return "  ".join(cells).rstrip()

    return [line(row) for row in [head, *rows]]
