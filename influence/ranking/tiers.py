"""Tiers: groups of people whose intervals overlap too much to tell apart."""

import numpy as np
from numpy.typing import NDArray

from influence.model.score import Tier


def tiers(score: NDArray[np.float64], low: NDArray[np.float64]) -> list[Tier]:
    """Return A, B or C for people given best first.

    A: cannot be told from the first (their score reaches the lower end of the first one's interval);
    B: cannot be told from the first of those left; C: all others.

    Worked example: the first is 10 (7 to 13), so 8 is still an A; 6 starts the B's (4 to 8), 3 is a C.

    >>> [str(t) for t in tiers(np.array([10.0, 8.0, 6.0, 3.0]), np.array([7.0, 6.0, 4.0, 2.0]))]
    ['A', 'A', 'B', 'C']
    """
    if not len(score):
        return []
    first = score >= low[0]
    rest = np.flatnonzero(~first)
    second = score >= (low[rest[0]] if len(rest) else np.inf)
    return [Tier.A if a else Tier.B if b else Tier.C for a, b in zip(first.tolist(), second.tolist(), strict=True)]
