"""Quantiles of Gamma laws: exact for few shapes, from a table for very many."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

#: From so many shapes on they are read from a table; a quantile costs about a microsecond, a million of them seconds.
MANY = 50_000
#: Places of the table, even on the logarithm of the shape; what lies between is off by less than one in a million.
PLACES = 32_768
#: Shapes below this have a quantile of (nearly) nothing and stay exact.
SMALLEST = 0.05


def gamma_quantile(shape: NDArray[np.float64], part: float) -> NDArray[np.float64]:
    """Return the number that a Gamma law of this shape and scale 1 stays below with chance `part`.

    >>> gamma_quantile(np.array([1.0, 10.0]), 0.05).round(3).tolist()
    [0.051, 5.425]
    """
    if len(shape) < MANY:
        return np.asarray(gammaincinv(shape, part), dtype=np.float64)
    wide = np.maximum(shape, SMALLEST)
    places = np.exp(np.linspace(np.log(SMALLEST), np.log(float(wide.max()) + SMALLEST), PLACES))
    found = np.exp(np.interp(np.log(wide), np.log(places), np.log(gammaincinv(places, part))))
    little = np.flatnonzero(shape < SMALLEST)
    found[little] = gammaincinv(shape[little], part)
    return np.asarray(found, dtype=np.float64)
