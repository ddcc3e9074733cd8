"""HITS authority: acted on by those who act on the right people. A baseline, not our score."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

#: Rounds after which we stop even where two circles of equal weight keep it from settling.
MOST_ROUNDS = 500


def authority(links: sp.csr_matrix, *, tolerance: float = 1e-9) -> NDArray[np.float64]:
    """Return each person's authority (Kleinberg 1999); sums to 1, zeros where nobody acts.

    a(v) is the sum of h(u) over those who act on v, h(u) the sum of a(v) over whom u acts on. It
    settles on the tightest circle and forgets the rest, which is why it does poorly here.

    Worked example: 0 and 1 act on 2, and 1 also on 3; 2 is the better authority.

    >>> from influence.ranking.links import incoming
    >>> a = authority(incoming(np.array([0, 1, 1], np.int32), np.array([2, 2, 3], np.int32), 4))
    >>> a.round(3).tolist()
    [0.0, 0.0, 0.618, 0.382]
    """
    people = links.shape[0]
    if not links.nnz:
        return np.zeros(people)
    back = links.T.tocsr()
    values = np.full(people, 1.0 / people)
    for _ in range(MOST_ROUNDS):
        fresh = links @ (back @ values)
        fresh /= fresh.sum()
        change = float(np.abs(fresh - values).sum())
        values = fresh
        if change < tolerance:
            break
    return np.asarray(values, dtype=np.float64)
