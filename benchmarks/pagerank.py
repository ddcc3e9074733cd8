"""PageRank to 1e-9, k-core and building, against igraph and NetworKit where they are installed; equal quality first."""

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
import scipy.sparse as sp

from benchmarks.generators import fingerprint, rmat
from benchmarks.harness import Measured, in_turns
from influence.ranking.cores import core_numbers
from influence.ranking.links import incoming
from influence.ranking.pagerank import pagerank

TOLERANCE = 1e-9
#: Times of the fastest peer over ours that are agreed for 1e7 links.
FLOOR = 2.0


def run(scale: int = 20, edges: int = 10_000_000, reps: int = 2) -> list[Measured]:
    """Return times of all PageRanks on the same R-MAT graph, and their error against a far stricter solution."""
    people, actor, owner = rmat(scale, edges)
    links = incoming(actor, owner, people)
    exact = pagerank(links, tolerance=1e-12)
    jobs: dict[str, Callable[[], object]] = {
        "pagerank influence (kernel)": lambda: pagerank(links, tolerance=TOLERANCE),
        "pagerank influence (scipy)": lambda: pagerank(links, tolerance=TOLERANCE, large=len(actor) * 2),
    }
    jobs |= _igraph(people, actor, owner) | _networkit(people, links)

    def notes(name: str, values: object) -> dict[str, float | str]:
        error = float(np.abs(np.asarray(values, dtype=np.float64) - exact).sum()) if "pagerank" in name else 0.0
        return {"links": float(len(actor)), "input": fingerprint(actor, owner), "L1 error": error}

    rows = in_turns(jobs, reps, notes)
    return rows + in_turns({
        "build influence": lambda: incoming(actor, owner, people),
        "k-core influence (kernel)": lambda: core_numbers(links),
    }, 1)


def misses(rows: list[Measured]) -> list[str]:
    """Return each peer that our kernel is not twice as fast as, by CPU time."""
    ours = next(row.cpu_min for row in rows if row.job == "pagerank influence (kernel)")
    return [f"{row.job}: {row.cpu_min / ours:.1f} times ours, agreed {FLOOR}" for row in rows
            if row.job.startswith("pagerank") and "influence" not in row.job and row.cpu_min < FLOOR * ours]


def _igraph(people: int, actor: np.ndarray, owner: np.ndarray) -> dict[str, Callable[[], object]]:
    if find_spec("igraph") is None:
        return {}
    import igraph

    graph = igraph.Graph(n=people, edges=np.column_stack((actor, owner)).astype(np.int64), directed=True)
    return {"pagerank igraph": lambda: graph.pagerank(damping=0.85)}


def _networkit(people: int, links: sp.csr_matrix) -> dict[str, Callable[[], object]]:
    if find_spec("networkit") is None:
        print("networkit is not installed: left out")
        return {}
    import networkit

    networkit.engineering.setNumberOfThreads(1)
    pairs = links.tocoo()
    graph = networkit.GraphFromCoo((np.ones(len(pairs.row)), (pairs.col, pairs.row)), n=people, directed=True)

    def job() -> object:
        found = networkit.centrality.PageRank(
            graph, 0.85, TOLERANCE, distributeSinks=networkit.centrality.SinkHandling.DistributeSinks)
        found.run()
        return found.scores()

    return {"pagerank networkit (1 thread)": job}
