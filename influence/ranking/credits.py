"""Credit in integer micro-responders: what each responder adds to R, and which rule took how much off."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: One responder.
MICRO = 1_000_000

#: The rules in the order in which they are applied.
RULES = ("paid", "kind", "off_topic", "standing", "name_only", "closed_circle", "ring_discount")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Credits:
    """By pair of responder and driver. full = credit + the sum of all discounts, to the last micro-unit."""

    full: NDArray[np.int64]
    credit: NDArray[np.int64]
    #: One column per name in RULES.
    discounts: NDArray[np.int64]

    def by_driver(self, driver: NDArray[np.int32], people: int) -> NDArray[np.float64]:
        """Return R: the credits of each driver added up, in responders."""
        total = np.bincount(driver, weights=self.credit.astype(np.float64), minlength=people)
        return np.asarray(total / MICRO, dtype=np.float64)


def in_steps(amounts: list[NDArray[np.float64]]) -> Credits:
    """Return the credits when each rule in turn leaves these amounts (in responders), the first before any.

    Each amount is rounded by itself and a discount is the difference of two, so that nothing is lost
    between them.

    Worked example: one whole responder of whom standing leaves 0.6.

    >>> ones = np.ones(1)
    >>> credits = in_steps([ones, ones, ones, ones, ones * 0.6, ones * 0.6, ones * 0.6, ones * 0.6])
    >>> credits.credit.tolist(), credits.discounts.tolist()
    ([600000], [[0, 0, 0, 400000, 0, 0, 0]])
    """
    steps = np.rint(np.stack(amounts, axis=1) * MICRO).astype(np.int64)
    steps = np.minimum.accumulate(steps, axis=1)
    return Credits(full=steps[:, 0], credit=steps[:, -1], discounts=steps[:, :-1] - steps[:, 1:])
