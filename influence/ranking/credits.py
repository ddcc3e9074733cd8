"""Credit in integer micro-responders: what each responder adds to R, and which rule took how much off."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: One responder.
MICRO = 1_000_000

#: The rules in the order in which they are applied.
RULES = ("paid", "copies", "kind", "off_topic", "standing", "name_only", "closed_circle", "ring_discount")

#: From rows of pairs to what each rule in turn leaves of them, in responders, the first before any.
Amounts = Callable[[NDArray[np.int64]], list[NDArray[np.float64]]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Credits:
    """By pair of responder and driver; discounts are opened only where somebody looks."""

    credit: NDArray[np.int64]
    amounts: Amounts

    def by_driver(self, driver: NDArray[np.int32], people: int) -> NDArray[np.float64]:
        """Return R: the credits of each driver added up, in responders."""
        total = np.bincount(driver, weights=self.credit.astype(np.float64), minlength=people)
        return np.asarray(total / MICRO, dtype=np.float64)

    def opened(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return full credit, and one column of discounts per rule, of some pairs.

        full = credit + the sum of all discounts, to the last micro-unit: each amount is rounded by
        itself and a discount is the difference of two, so that nothing is lost between them.

        Worked example: one whole responder of whom standing leaves 0.6.

        >>> whole, part = np.ones(1), np.full(1, 0.6)
        >>> left = lambda rows: [whole] * 5 + [part] * 4
        >>> full, discounts = Credits(credit=np.array([600_000]), amounts=left).opened(np.array([0]))
        >>> full.tolist(), discounts.tolist()
        ([1000000], [[0, 0, 0, 0, 400000, 0, 0, 0]])
        """
        steps = np.stack([micro(amount) for amount in self.amounts(rows)], axis=1)
        steps = np.maximum(steps, self.credit[rows][:, None])
        steps[:, -1] = self.credit[rows]
        return steps[:, 0], steps[:, :-1] - steps[:, 1:]


def micro(amount: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return responders in whole micro-responders.

    >>> micro(np.array([0.5, 1e-7])).tolist()
    [500000, 0]
    """
    return np.rint(amount * MICRO).astype(np.int64)
