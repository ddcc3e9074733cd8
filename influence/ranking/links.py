"""Who acts on whom as a sparse matrix: what the walks and the cores of the baselines run on."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

#: From so many links on the compiled kernels pay; below, nobody waits for a compiler.
LARGE = 100_000


def incoming(
    actor: NDArray[np.int32], owner: NDArray[np.int32], people: int, weight: NDArray[np.float64] | None = None
) -> sp.csr_matrix:
    """Return the matrix whose row v holds the summed weight of the acts of each u on v.

    >>> m = incoming(np.array([0, 0, 2], np.int32), np.array([1, 1, 1], np.int32), 3)
    >>> m[1].toarray().tolist()
    [[2.0, 0.0, 1.0]]
    """
    values = np.ones(len(actor)) if weight is None else weight
    matrix = sp.csr_matrix((values, (owner, actor)), shape=(people, people))
    matrix.sum_duplicates()
    return matrix


def undirected(matrix: sp.csr_matrix) -> sp.csr_matrix:
    """Return who is tied to whom, either way round, each neighbour once, nobody to themself."""
    both = sp.csr_matrix(matrix + matrix.T)
    both.setdiag(0)
    both.eliminate_zeros()
    both.data = np.ones_like(both.data)
    return both
