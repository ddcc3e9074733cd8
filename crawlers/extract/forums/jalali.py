"""Dates of the Iranian calendar, which Persian forums write, as dates of ours."""

import re
from datetime import date, timedelta

_DATE = re.compile(r"(?<!\d)(1[34]\d\d)([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
#: Days before each month: six of 31, then of 30.
_BEFORE = (0, 31, 62, 93, 124, 155, 186, 216, 246, 276, 306, 336)
#: New Year's Day of 1300, and the years of each 33 that have a leap day (holds from 1244 to 1472).
_START, _FIRST = date(1921, 3, 21), 1300
_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def with_our_dates(text: str) -> str:
    """Return a text with its Iranian dates and digits written our way.

    >>> with_our_dates("1394/11/27, 00:31"), with_our_dates("۱۴۰۳/۰۱/۰۱")
    ('2016-02-16, 00:31', '2024-03-20')
    """
    plain = text.translate(_DIGITS)
    return _DATE.sub(lambda found: _gregorian(int(found[1]), int(found[3]), int(found[4])), plain)


def _gregorian(year: int, month: int, day: int) -> str:
    """Return the date as ISO writes it; years after 1472 may be a day off."""
    leaps = sum(1 for before in range(_FIRST, year) if before % 33 in _LEAP)
    days = 365 * (year - _FIRST) + leaps + _BEFORE[month - 1] + day - 1
    return (_START + timedelta(days=days)).isoformat()
