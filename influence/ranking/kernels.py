"""Compiled inner loops for large projects: PageRank by Gauss-Seidel, and core numbers.

Reached through `influence.ranking.compiled.kernels` only, so that numba is not imported before it
is needed. Argument types are fixed (int32 indices, int64 or int32 pointers as scipy gives them,
float64 values), so each kernel is compiled once and then read from the cache; `influence warm-up`
does that ahead of time.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Pointers = NDArray[np.int32] | NDArray[np.int64]
Codes = NDArray[np.int32]
Numbers = NDArray[np.float64]

#: More sweeps than any damping up to 0.99 needs.
MOST_SWEEPS = 5000
#: Flows out of balance by less than this are rounding; scaling by it would only stir.
IN_BALANCE = 1e-12


@njit(cache=True, nogil=True)
def sweeps(
    pointers: Pointers, sources: Codes, weights: Numbers, fixed: Numbers, share: Numbers, settings: Numbers,
) -> tuple[Numbers, int]:
    """Solve x[v] = fixed[v] + damping * sum over in-links of weight * share[u] * x[u] by Gauss-Seidel sweeps.

    Uses fresh values at once, and before each sweep scales all values so that what flows in equals
    what flows out (aggregation into one; Iterative aggregation, Koury, McAllister, Stewart 1984):
    the error that lies along the walk's main direction, the slowest to die, goes at once. What a
    sweep changes bounds what is still missing: damping / (1 - damping) times it, since the shares a
    person gives add up to at most 1. `settings` is (damping, tolerance); no `weights` means 1 each.

    Returns:
        The solution, off by at most `tolerance` of its sum; the number of sweeps.
    """
    damping, tolerance = settings[0], settings[1]
    n = len(pointers) - 1
    passed, x, scaled = np.zeros(n), np.empty(n), np.empty(n)
    for q in range(len(sources)):  # part of its value that each person passes on within
        passed[sources[q]] += weights[q] if len(weights) else 1.0
    for v in range(n):
        x[v] = fixed[v]
    for sweep in range(MOST_SWEEPS):
        _balance(x, scaled, passed, fixed, share, damping)
        growth = total = 0.0
        for v in range(n):
            taken = 0.0
            if len(weights):
                for q in range(pointers[v], pointers[v + 1]):
                    taken += weights[q] * scaled[sources[q]]
            else:
                for q in range(pointers[v], pointers[v + 1]):
                    taken += scaled[sources[q]]
            new = fixed[v] + damping * taken
            growth += abs(new - x[v])
            total += new
            x[v] = new
            scaled[v] = new * share[v]
        if growth * damping <= tolerance * (1.0 - damping) * total:
            return x, sweep + 1
    return x, MOST_SWEEPS


@njit(cache=True, nogil=True)
def _balance(x: Numbers, scaled: Numbers, passed: Numbers, fixed: Numbers, share: Numbers, damping: float) -> None:
    """Scale all values so that what comes in (`fixed`) is what is not passed on within; set `scaled`."""
    given = kept = 0.0
    for v in range(len(x)):
        given += fixed[v]
        kept += x[v] * (1.0 - damping * passed[v] * share[v])
    uneven = abs(given - kept) > IN_BALANCE * given and kept > 0.0
    factor = given / kept if uneven else 1.0
    for v in range(len(x)):
        x[v] *= factor
        scaled[v] = x[v] * share[v]


@njit(cache=True, nogil=True)
def gathered(
    pointers: Pointers, sources: Codes, weights: Numbers, rows: Codes, place: Codes
) -> tuple[Pointers, Codes, Numbers]:
    """Return the links among the people of `rows`, relabelled by place, row after row.

    `rows[i]` is the person at place i, `place` the way back (-1 for all others). With busy people
    first, what is read most often lies close together.
    """
    start = np.zeros(len(rows) + 1, np.int64)
    kept = np.empty(len(sources), np.int32)
    kept_weights = np.empty(len(weights), np.float64)
    at = 0
    for i in range(len(rows)):
        for q in range(pointers[rows[i]], pointers[rows[i] + 1]):
            u = place[sources[q]]
            if u >= 0:
                kept[at] = u
                if len(weights):
                    kept_weights[at] = weights[q]
                at += 1
        start[i + 1] = at
    return start, kept[:at], kept_weights[:at]


@njit(cache=True, nogil=True)
def core_numbers(pointers: Pointers, neighbours: Codes) -> NDArray[np.int64]:
    """Return the core number of each person in a symmetric graph (Batagelj and Zaversnik 2003), in linear time."""
    n = len(pointers) - 1
    degree = np.empty(n, np.int64)
    most = 0
    for v in range(n):
        degree[v] = pointers[v + 1] - pointers[v]
        most = max(most, degree[v])
    bins = np.zeros(most + 2, np.int64)  # where the people of each degree start in `line`
    for v in range(n):
        bins[degree[v] + 1] += 1
    for d in range(most + 1):
        bins[d + 1] += bins[d]
    free, line, place = bins.copy(), np.empty(n, np.int64), np.empty(n, np.int64)
    for v in range(n):
        place[v] = free[degree[v]]
        line[place[v]] = v
        free[degree[v]] += 1
    for i in range(n):
        v = line[i]
        for q in range(pointers[v], pointers[v + 1]):
            u = neighbours[q]
            if degree[u] > degree[v]:  # u falls into the next lower degree: to the front of its own, then over it
                first = bins[degree[u]]
                other = line[first]
                line[first], line[place[u]] = u, other
                place[other], place[u] = place[u], first
                bins[degree[u]] += 1
                degree[u] -= 1
    return degree


def warm_up() -> tuple[str, ...]:
    """Compile every kernel, or read it from the cache, by calling it on two people; return their names."""
    pointers, both = np.array([0, 1, 2], np.int32), np.array([1, 0], np.int32)
    ones = np.ones(2)
    start, kept, weights = gathered(pointers, both, ones, np.arange(2, dtype=np.int32), np.arange(2, dtype=np.int32))
    sweeps(start, kept, weights, ones, ones, np.array([0.5, 1e-3]))
    core_numbers(pointers, both)
    return ("gathered", "sweeps", "core_numbers")
