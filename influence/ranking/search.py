"""Where a function of one number is lowest; small enough that scipy.optimize need not be loaded for it."""

from collections.abc import Callable
from math import sqrt

#: The part of the range that each step keeps.
GOLDEN = (sqrt(5) - 1) / 2


def lowest(loss: Callable[[float], float], low: float, high: float, width: float = 1e-7) -> float:
    """Return where `loss`, falling and then rising, is lowest between two ends: golden-section search (Kiefer 1953).

    Args:
        loss: What is to be low; called once per step.
        low: Lower end; returned (nearly) when the loss only rises.
        high: Upper end.
        width: The place is known this well.

    Worked example: a parabola with its foot at 2.

    >>> round(lowest(lambda x: (x - 2) ** 2, 0.0, 10.0), 5)
    2.0
    """
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = loss(left), loss(right)
    while high - low > width:
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = loss(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = loss(right)
    return (low + high) / 2
