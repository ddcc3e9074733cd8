"""When did this person act on that one? Asked for millions of pairs at once."""

import numpy as np
from numpy.typing import NDArray

#: Bits kept for seconds: a little over two thousand years.
_TIME_BITS = 36
_LATEST = (1 << _TIME_BITS) - 1


class TimedPairs:
    """Sorted (pair, time) rows that answer "anything of this pair between these two times?".

    A pair is one integer, `actor * people + owner`. Building costs two sorts, asking two binary
    searches per question.
    """

    def __init__(self, pair: NDArray[np.int64], time: NDArray[np.int64]) -> None:
        self._first = int(time.min()) if len(time) else 0
        order = np.argsort(pair)
        ordered = pair[order]
        new = np.ones(len(pair), np.bool_)
        new[1:] = ordered[1:] != ordered[:-1]
        self._pairs = ordered[new]
        rank = np.cumsum(new) - 1
        self._rows = np.sort((rank << _TIME_BITS) | np.clip(time[order] - self._first, 0, _LATEST))

    def within(
        self, pair: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Return, per question, whether the pair has a row with start <= time <= end.

        >>> known = TimedPairs(np.array([7, 7]), np.array([100, 200]))
        >>> known.within(np.array([7, 7, 8]), np.array([150, 201, 0]), np.array([250, 300, 999])).tolist()
        [True, False, False]
        """
        if not len(self._pairs):
            return np.zeros(len(pair), np.bool_)
        rank = np.searchsorted(self._pairs, pair)
        known = self._pairs[np.minimum(rank, len(self._pairs) - 1)] == pair
        low = np.clip(start - self._first, 0, _LATEST)
        high = np.clip(end - self._first, 0, _LATEST)
        at = np.searchsorted(self._rows, (rank << _TIME_BITS) | low)
        found = self._rows[np.minimum(at, len(self._rows) - 1)]
        first_is_inside = (at < len(self._rows)) & (found <= ((rank << _TIME_BITS) | high))
        possible: NDArray[np.bool_] = known & (end >= self._first) & (end >= start)
        return possible & first_is_inside
