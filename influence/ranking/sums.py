"""Values added up, halved and compared by person: the few array steps all signals share."""

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32] | NDArray[np.int64]


def sum_by(group: Codes, value: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return the sum of the values of each group, 0 for an empty one.

    >>> sum_by(np.array([0, 0, 2]), np.array([1.0, 2.0, 5.0]), 3).tolist()
    [3.0, 0.0, 5.0]
    """
    return np.bincount(group, weights=value, minlength=size).astype(np.float64)


def median_by(group: Codes, value: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    """Return the median of the whole numbers (never negative) of each group; NaN for a group without any.

    >>> median_by(np.array([0, 0, 0, 1, 1]), np.array([5, 1, 2, 4, 6]), 3).tolist()
    [2.0, 5.0, nan]
    """
    width = int(value.max(initial=0)) + 1
    ordered = np.sort(group.astype(np.int64) * width + value) % width
    count = np.bincount(group, minlength=size)
    start = np.cumsum(count) - count
    padded = np.append(ordered.astype(np.float64), np.nan)
    low = padded[np.where(count > 0, start + (count - 1) // 2, len(value))]
    high = padded[np.where(count > 0, start + count // 2, len(value))]
    return np.asarray((low + high) / 2, dtype=np.float64)


def ratio(part: NDArray[np.float64], whole: NDArray[np.float64], empty: float = np.nan) -> NDArray[np.float64]:
    """Return part / whole; `empty` where the whole is 0.

    >>> ratio(np.array([1.0, 1.0]), np.array([4.0, 0.0])).tolist()
    [0.25, nan]
    """
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), empty)
