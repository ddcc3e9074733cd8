"""Columns of keys, and the codes they become: ten million rows, looked up by their distinct values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.columns import UNKNOWN
from influence.store.keys import NONE


@dataclass(frozen=True, slots=True, eq=False)
class KeyColumn:
    """A column of keys as codes into its different keys; a key may stand twice in `distinct`."""

    distinct: NDArray[np.int64]
    #: UNKNOWN where there is no key.
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, keys: NDArray[np.int64]) -> "KeyColumn":
        """Return a column of these keys; `NONE` becomes UNKNOWN."""
        distinct, inverse = np.unique(keys, return_inverse=True)
        codes: NDArray[np.int32] = np.where(keys == NONE, UNKNOWN, inverse.reshape(len(keys))).astype(np.int32)
        return cls(distinct, codes)

    @classmethod
    def joined(cls, parts: Sequence["KeyColumn"]) -> "KeyColumn":
        """Return several columns one under the other."""
        if len(parts) == 1:
            return parts[0]
        shifts = np.cumsum([0, *(len(part.distinct) for part in parts)])
        codes = [np.where(part.codes >= 0, part.codes + np.int32(shift), np.int32(UNKNOWN))
                 for part, shift in zip(parts, shifts[:-1], strict=True)]
        empty: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        return cls(np.concatenate([empty, *(part.distinct for part in parts)]),
                   np.concatenate([np.empty(0, dtype=np.int32), *codes]))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.codes)

    def spread(self, values: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return each row's value, given one value for each of `distinct`; UNKNOWN where there is no key."""
        return np.append(values, np.int32(UNKNOWN))[self.codes]

    def keys(self) -> NDArray[np.int64]:
        """Return each row's key, `NONE` where there is none."""
        return np.append(self.distinct, np.int64(NONE))[self.codes]

    def with_distinct(self, distinct: NDArray[np.int64]) -> "KeyColumn":
        """Return the same rows with other keys (aliases replaced)."""
        return KeyColumn(distinct, self.codes)

    def rows(self, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> "KeyColumn":
        """Return some of the rows."""
        return KeyColumn(self.distinct, self.codes[chosen])


class KeyIndex:
    """Codes by key."""

    def __init__(self, keys: NDArray[np.int64], codes: NDArray[np.int32] | None = None) -> None:
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._codes = order.astype(np.int32) if codes is None else codes[order]

    def codes(self, keys: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the code of each key; UNKNOWN where it has none."""
        if not len(self._keys):
            return np.full(len(keys), UNKNOWN, dtype=np.int32)
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[place] == keys, self._codes[place], np.int32(UNKNOWN))

    def column(self, column: KeyColumn) -> NDArray[np.int32]:
        """Return the code of each row of a column."""
        return column.spread(self.codes(column.distinct))


def first_known(
    order: NDArray[np.intp], starts: NDArray[np.intp], known: NDArray[np.bool_]
) -> NDArray[np.intp]:
    """Return for each group the row of its first known value, the group's first row where none is known.

    Args:
        order: Rows sorted by group, then by preference.
        starts: Where each group begins in `order`.
        known: Whether the row has a value.
    """
    if not len(starts):
        return np.empty(0, dtype=np.intp)
    last = len(order)
    places = np.where(known[order], np.arange(last), last)
    first = np.minimum.reduceat(places, starts)
    return order[np.where(first < last, first, starts)]
