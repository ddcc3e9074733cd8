"""PageRank: who is acted on by people who are themselves acted on. A baseline, not our score."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from influence.ranking.compiled import kernels
from influence.ranking.links import LARGE

DAMPING = 0.85
#: Double precision holds no more than this, and no damping up to 0.99 needs more rounds.
FINEST, MOST_ROUNDS = 1e-12, 5000


def pagerank(
    links: sp.csr_matrix, *, teleport: NDArray[np.float64] | None = None, damping: float = DAMPING,
    tolerance: float = 1e-9, large: int = LARGE,
) -> NDArray[np.float64]:
    """Return the PageRank of each person (Page, Brin, Motwani, Winograd 1998); sums to 1.

    x = (1 - d) t + d (P x + lost t), where u passes x(u) on in proportion to the weights of its
    acts, and what people who act on nobody would pass on is lost and dealt out like the teleport t.
    Solved as the linear system (I - d P) y = t, x = y / sum(y), which is the same without the lost
    part (Gleich, Gray, Greif, Lau 2010). The sum of absolute errors is at most `tolerance`.

    Worked example: two people act on a third, who acts on nobody. With equal teleport each of the
    two has y = 1 and the third 1 + 0.85 * 2 = 2.7; of 4.7 in all that is 0.574.

    >>> from influence.ranking.links import incoming
    >>> x = pagerank(incoming(np.array([0, 1], np.int32), np.array([2, 2], np.int32), 3))
    >>> x.round(3).tolist()
    [0.213, 0.213, 0.574]

    Args:
        links: Row v holds the weights of the acts of each u on v (see `links.incoming`).
        teleport: Where the walk starts again, in any scale; everywhere alike by default.
        damping: Chance to go on.
        tolerance: Largest sum of absolute errors; 1e-12 is the finest.
        large: From so many links on, the compiled kernels run.
    """
    people = links.shape[0]
    start = np.full(people, 1.0 / max(people, 1)) if teleport is None else teleport / teleport.sum()
    if not links.nnz:
        return np.asarray(start, dtype=np.float64)
    share = _share(links)
    solve = _compiled if links.nnz >= large else _plain
    values = solve(links, start, share, damping, max(tolerance, FINEST) / 2)
    return np.asarray(values / values.sum(), dtype=np.float64)


def _plain(
    links: sp.csr_matrix, start: NDArray[np.float64], share: NDArray[np.float64], damping: float, tolerance: float
) -> NDArray[np.float64]:
    """Solve by repeating x = start + d P x, scaled first so that inflow equals outflow (see `kernels.sweeps`).

    What is missing is at most d / (1 - d) of the last change.
    """
    values = start.copy()
    for _ in range(MOST_ROUNDS):
        values *= 1.0 / (values.sum() - damping * values[share > 0].sum())  # start sums to 1
        fresh = start + damping * (links @ (values * share))
        growth = float(np.abs(fresh - values).sum())
        values = fresh
        if growth * damping <= tolerance * (1 - damping) * float(values.sum()):
            break
    return values


def _compiled(
    links: sp.csr_matrix, start: NDArray[np.float64], share: NDArray[np.float64], damping: float, tolerance: float
) -> NDArray[np.float64]:
    """Solve by sweeps over the inner people only: those who act and are acted on, busiest first.

    Who is acted on by nobody keeps their start; who acts on nobody changes nobody else, and is
    worked out once at the end.
    """
    compiled = kernels()
    received = np.diff(links.indptr)
    inner = np.flatnonzero((received > 0) & (share > 0))
    inner = inner[np.argsort(share[inner], kind="stable")].astype(np.int32)
    place = np.full(links.shape[0], -1, np.int32)
    place[inner] = np.arange(len(inner), dtype=np.int32)
    alike = _alike(links)
    weights = np.zeros(0) if alike else links.data
    scale = share * links.data[0] if alike else share
    outside = np.where(received == 0, start, 0.0)
    fixed = (start + damping * (links @ (outside * share)))[inner]
    pointers, sources, kept = compiled.gathered(links.indptr, links.indices, weights, inner, place)
    solved, _ = compiled.sweeps(pointers, sources, kept, fixed, scale[inner], np.array([damping, tolerance]))
    outside[inner] = solved
    return np.asarray(start + damping * (links @ (outside * share)), dtype=np.float64)


def _share(links: sp.csr_matrix) -> NDArray[np.float64]:
    """Return the part of each person's value that goes with one unit of weight; 0 for who acts on nobody."""
    weights = None if _alike(links) else links.data
    given = np.bincount(links.indices, weights=weights, minlength=links.shape[0]).astype(np.float64)
    if weights is None:
        given *= links.data[0]
    return np.divide(1.0, given, out=np.zeros(links.shape[0]), where=given > 0)


def _alike(links: sp.csr_matrix) -> bool:
    """Return whether all links weigh the same, so that the weights need not be read."""
    return bool((links.data == links.data[0]).all())
