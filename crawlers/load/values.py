"""Cells of a table as values: times, counts, accounts, addresses of posts. Whole columns at once."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from crawlers.records import NAMED, Basis, Verb
from crawlers.urls import try_canonical

#: How tables write "nobody", "nothing", "not known".
MISSING = frozenset({"", "-1", "-1.0", "nan", "NaN", "None", "none", "null", "NULL", "NA", "N/A"})
#: Numbers from here on are milliseconds since 1970 (1973 as milliseconds, the year 5138 as seconds).
_MILLISECONDS = 100_000_000_000
#: 9999-12-31, the last second that a date can have.
_LAST = 253_402_300_799
#: Counts from here on are none.
_LARGEST = 2.0**63
#: Days of these years may be written as numbers: 20240131.
_FIRST_DAY, _LAST_DAY = 1990_01_01, 2099_12_31
_MONTHS, _DAYS = 12, 31
_WEB = ("http://", "https://")
_SEGMENT = "[A-Za-z0-9_~-][A-Za-z0-9._~-]*"
#: Addresses that are in their canonical spelling for certain, so that no parser is needed.
_PLAIN = re.compile(rf"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/(?:{_SEGMENT}/)*(?:{_SEGMENT})?")
_WHOLE = re.compile(r"-?\d+\.0+")
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")
#: Other words for our verbs, as exports of other programs write them.
VERBS = {verb.value: verb for verb in Verb} | {
    "comment": Verb.REPLY, "answer": Verb.REPLY, "replied": Verb.REPLY, "quote": Verb.SHARE, "retweet": Verb.SHARE,
    "repost": Verb.SHARE, "reblog": Verb.SHARE, "boost": Verb.SHARE, "like": Verb.REACT, "favourite": Verb.REACT,
    "favorite": Verb.REACT, "vote": Verb.REACT, "cite": Verb.LINK, "citation": Verb.LINK, "hyperlink": Verb.LINK,
    "subscribe": Verb.FOLLOW,
}


def account_id(dataset: str, name: str) -> str | None:
    """Return the id of an account as a table names it; None for nobody.

    A web address is a profile; anything else is a name within its data set, kept letter by letter,
    since tables hold ids in which case matters.

    >>> account_id("loaded", "Ann Lee")
    'name:loaded:Ann%20Lee'
    >>> account_id("loaded", "HTTPS://ann.example")
    'https://ann.example/'
    """
    name = name.strip()
    if name in MISSING:
        return None
    if name.lower().startswith(_WEB) and (url := address(name)) is not None:
        return url
    return f"{NAMED}{dataset}:{name if name.isalnum() and name.isascii() else quote(name, safe='')}"


def address(text: str) -> str | None:
    """Return the canonical spelling of a web address; None when it is none.

    The fragment stays: in exports it sets comments of one page apart.
    """
    if _PLAIN.fullmatch(text):
        return text
    return try_canonical(text.strip(), fragment=True) if text.strip().lower().startswith(_WEB) else None


def post_address(dataset: str, local: str) -> str:
    """Return the address of a post that is known by an id within its data set.

    >>> post_address("loaded", "17.0")
    'table:loaded#17'
    """
    local = local.strip()
    return f"table:{dataset}#{local.partition('.')[0] if _WHOLE.fullmatch(local) else local}"


def post_reference(dataset: str, text: str) -> str | None:
    """Return the address of a post named by its URL or its id; None when none is named."""
    text = text.strip()
    if text in MISSING:
        return None
    return address(text) or post_address(dataset, text)


def times(cells: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int8], list[int]]:
    """Return epoch seconds, how each is known (index into `Basis`), and the rows that hold no time.

    Numbers are seconds since 1970, or milliseconds where they are too large for that, or days
    where all are written like 20240131; else ISO 8601.
    """
    try:
        seconds = np.fromiter(map(int, cells), dtype=np.int64, count=len(cells))
    except (ValueError, OverflowError):
        return _mixed_times(cells)
    if _are_days(seconds):
        return _mixed_times([f"{cell[:4]}-{cell[4:6]}-{cell[6:]}" for cell in map(str.strip, cells)])
    seconds = np.where(np.abs(seconds) >= _MILLISECONDS, seconds // 1000, seconds)
    bad = np.flatnonzero((np.abs(seconds) > _LAST) | (seconds == -1))
    return seconds, np.full(len(cells), _BASES.index(Basis.UTC), dtype=np.int8), bad.tolist()


_BASES = tuple(Basis)


def _are_days(numbers: NDArray[np.int64]) -> bool:
    """Return whether all numbers are days written like 20240131; seconds would hit upon that only by a freak."""
    month, day = numbers // 100 % 100, numbers % 100
    return bool(len(numbers) and ((numbers >= _FIRST_DAY) & (numbers <= _LAST_DAY) & (month >= 1)
                                  & (month <= _MONTHS) & (day >= 1) & (day <= _DAYS)).all())


def _mixed_times(cells: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int8], list[int]]:
    seconds = np.zeros(len(cells), dtype=np.int64)
    basis = np.zeros(len(cells), dtype=np.int8)
    bad = []
    for at, cell in enumerate(cells):
        found = _time(cell)
        if found is None:
            bad.append(at)
        else:
            seconds[at], basis[at] = found
    return seconds, basis, bad


@lru_cache(maxsize=65_536)
def _time(cell: str) -> tuple[int, int] | None:
    """Return epoch seconds and the index of the basis of one cell; None when it is no time."""
    text = cell.strip()
    try:
        number = float(text)
    except ValueError:
        return _iso(text)
    if not abs(number) <= _LAST * 1000 or text in MISSING:
        return None
    return int(number // 1000 if abs(number) >= _MILLISECONDS else number // 1), _BASES.index(Basis.UTC)


def _iso(text: str) -> tuple[int, int] | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        basis = Basis.STATED
    else:
        basis = Basis.DAY if _DAY.fullmatch(text) else Basis.LOCAL
        moment = moment.replace(tzinfo=UTC)
    return int(moment.timestamp() // 1), _BASES.index(basis)


def basis_of(code: int) -> Basis:
    """Return the basis that `times` numbered."""
    return _BASES[code]


def counts(cells: Sequence[str]) -> tuple[NDArray[np.float64], list[int]]:
    """Return numbers, and the rows that hold none. Thousands signs are read, blanks are not.

    >>> counts(["1,204", "7", "many"])
    (array([1204.,    7.,    0.]), [2])
    """
    numbers = np.zeros(len(cells))
    bad = []
    for at, cell in enumerate(cells):
        try:
            numbers[at] = float(cell.replace(",", ""))
        except ValueError:
            bad.append(at)
    bad += np.flatnonzero(~np.isfinite(numbers) | (numbers < 0) | (numbers >= _LARGEST)).tolist()
    return numbers, sorted(bad)


def names(text: str) -> list[str]:
    """Return the names in a cell that holds several: by `;` where there is one, else by blanks and commas.

    >>> names("@ann, bo"), names("Ann Lee; Bo")
    (['ann', 'bo'], ['Ann Lee', 'Bo'])
    """
    parts = text.split(";") if ";" in text else text.replace(",", " ").split()
    return [name for part in parts if (name := part.strip().lstrip("@"))]


def links(text: str) -> list[str]:
    """Return the web addresses in a cell, canonical, each once."""
    found = (try_canonical(part) for part in text.split() if part.lower().startswith(_WEB))
    return list(dict.fromkeys(url for url in found if url))


