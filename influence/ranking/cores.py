"""Core numbers: how tightly knit the circle is that a person belongs to. A baseline, not our score."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from influence.ranking.compiled import kernels
from influence.ranking.links import LARGE, undirected


def core_numbers(links: sp.csr_matrix, *, large: int = LARGE) -> NDArray[np.int64]:
    """Return the largest k for which a person is among people with k ties each to one another (Seidman 1983).

    Ties count once, either way round.

    Worked example: a triangle with a tail of one: everybody of the triangle is in the 2-core.

    >>> from influence.ranking.links import incoming
    >>> m = incoming(np.array([0, 1, 2, 2], np.int32), np.array([1, 2, 0, 3], np.int32), 4)
    >>> core_numbers(m).tolist()
    [2, 2, 2, 1]

    Args:
        links: Row v holds the weights of the acts of each u on v.
        large: From so many links on, the compiled kernel runs.
    """
    ties = undirected(links)
    if not ties.shape[0]:
        return np.zeros(0, np.int64)
    if links.nnz >= large:
        return np.asarray(kernels().core_numbers(ties.indptr, ties.indices), dtype=np.int64)
    return _peeled(ties)


def _peeled(ties: sp.csr_matrix) -> NDArray[np.int64]:
    """Take away all with fewer than k ties left, round by round, for k = 1, 2, ..."""
    degree = np.diff(ties.indptr).astype(np.int64)
    core = np.zeros(len(degree), np.int64)
    left = np.ones(len(degree), bool)
    k = 1
    while left.any():
        leaving = left & (degree < k)
        if not leaving.any():
            core[left] = k
            k += 1
            continue
        left &= ~leaving
        degree -= (ties @ leaving.astype(np.float64)).astype(np.int64)
    return core
