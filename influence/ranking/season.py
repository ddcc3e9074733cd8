"""Season: the months of the year in which somebody moves most people; known after more than a year."""

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.window import DAY, Window

MONTHS = 12
#: A peak month has so many times the usual acts, of at least so many in all.
PEAK, FEWEST = 1.5, 24
YEAR_DAYS = 365


def season(acts: Acts, window: Window) -> NDArray[np.int16]:
    """Return the peak months of each person as bits: bit 0 is January; 0 where none or not known.

    Acts received are counted by month (UTC), each month divided by how often the window holds it. A peak
    has half as many again as the person's usual month. Less than a year tells no season.

    Worked example: 2 acts in every month and 40 each December: bit 11, so 2048, "12".
    """
    if window.span_days <= YEAR_DAYS:
        return np.zeros(acts.people, np.int16)
    counted = acts.weight > 0
    table = np.bincount(acts.owner[counted].astype(np.int64) * MONTHS + _months(acts.time)[counted],
                        minlength=acts.people * MONTHS).reshape(acts.people, MONTHS)
    first = window.until - int(window.span_days * DAY)
    held = np.bincount(np.arange(_month(np.array([first]))[0], _month(np.array([window.until]))[0] + 1) % MONTHS,
                       minlength=MONTHS)
    usual = table / held
    peak = (usual >= PEAK * usual.mean(axis=1, keepdims=True)) & (table.sum(axis=1, keepdims=True) >= FEWEST)
    return np.asarray((peak * (1 << np.arange(MONTHS))).sum(axis=1), dtype=np.int16)


def months(bits: int) -> str | None:
    """Return the peak months in words; None for none.

    >>> months(0b100000000001), months(0)
    ('1;12', None)
    """
    found = [str(month + 1) for month in range(MONTHS) if bits >> month & 1]
    return ";".join(found) or None


def _months(ordered: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the month of the year (0 is January) of times in ascending order."""
    if not len(ordered):
        return ordered
    first, last = _month(ordered[[0, -1]])
    starts = np.arange(first, last + 2).astype("datetime64[M]").astype("datetime64[s]").astype(np.int64)
    count = np.diff(np.searchsorted(ordered, starts))
    return np.repeat(np.arange(first, last + 1) % MONTHS, count)


def _month(time: NDArray[np.int64]) -> NDArray[np.int64]:
    return time.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
