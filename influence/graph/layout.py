"""Positions for drawing: people who act on each other near each other, the same every time."""

import math

import igraph
import numpy as np
from numpy.typing import NDArray

from influence.graph.edges import Edges
from influence.graph.pairs import undirected
from influence.graph.randomness import seeded

#: Gephi leaves positions alone while they stay within this.
LIMIT = 4_800.0
#: Radius that 99 of 100 nodes stay within is this times the square root of their number.
_SPREAD = 60.0
_ITERATIONS, _FEWER = 500, 200
#: Above the first, only so many best-connected people are laid out and the others put beside them.
MOST, BEST = 50_000, 20_000
_GOLDEN = math.pi * (3 - math.sqrt(5))


def layout(edges: Edges, *, seed: int = 0) -> NDArray[np.float64]:
    """Return x and y per person, within `LIMIT`, by Fruchterman-Reingold on a grid.

    Each connected part is laid out for itself; the largest stands in the middle, the others around
    it, people without any edge outermost. Deterministic for a seed. 10,000 people and 33,000 edges
    take about 2 s of CPU.
    """
    if edges.people == 0:
        return np.empty((0, 2))
    graph = undirected(edges)
    if edges.people > MOST:
        return _scaled(_thinned(graph, seed))
    return _scaled(_packed(graph, seed))


def _packed(graph: igraph.Graph, seed: int) -> NDArray[np.float64]:
    """Lay out each component and set them on rings around the largest."""
    at = np.zeros((graph.vcount(), 2))
    parts = sorted(graph.connected_components().__iter__(), key=lambda part: (-len(part), part[0]))
    ring, reached, angle = 0.0, 0.0, 0.0
    for number, part in enumerate(parts):
        radius = _SPREAD * math.sqrt(len(part))
        inner = _spring(graph, part, seed, radius)
        if number == 0:
            at[part] = inner
            ring = reached = radius
            continue
        if angle == 0.0 or angle + _width(radius, ring) > 2 * math.pi:
            ring, angle = reached + radius * 1.2, 0.0
        half = _width(radius, ring) / 2
        angle += half
        at[part] = inner + ring * np.array([math.cos(angle), math.sin(angle)])
        angle += half
        reached = max(reached, ring + radius)
    return at


def _width(radius: float, ring: float) -> float:
    return 2 * math.asin(min(1.0, radius * 1.1 / max(ring, radius)))


def _spring(graph: igraph.Graph, part: list[int], seed: int, radius: float) -> NDArray[np.float64]:
    """Return the positions of one component, centred, most of it within the radius."""
    if len(part) <= 2:  # one person, or two side by side
        return np.array([[radius * 0.6 * (2 * number - len(part) + 1), 0.0] for number in range(len(part))])
    inner = graph if len(part) == graph.vcount() else graph.induced_subgraph(part)
    start = [[math.sqrt(at + 0.5) * math.cos(at * _GOLDEN), math.sqrt(at + 0.5) * math.sin(at * _GOLDEN)]
             for at in range(len(part))]
    with seeded(seed):
        found = inner.layout_fruchterman_reingold(
            weights=_gentle(inner.es["weight"]), niter=_ITERATIONS if len(part) <= BEST else _FEWER, seed=start,
            grid="auto")
    at = np.array(found.coords)
    at -= np.median(at, axis=0)
    reach = np.quantile(np.hypot(at[:, 0], at[:, 1]), 0.99)
    return at * (radius / max(float(reach), 1e-9))


def _gentle(weights: list[float]) -> list[float]:
    """Return weights whose ratios do not tear the picture: logarithms, at least 1."""
    values = np.asarray(weights)
    scaled: list[float] = np.log2(1 + values / max(float(np.median(values)), 1e-300)).clip(1, 6).tolist()
    return scaled


def _thinned(graph: igraph.Graph, seed: int) -> NDArray[np.float64]:
    """Lay out the best connected, and put everybody else beside their strongest neighbour."""
    strength = np.array(graph.strength(weights="weight"))
    best = np.sort(np.lexsort((np.arange(len(strength)), -strength))[:BEST])
    at = np.zeros((graph.vcount(), 2))
    at[best] = _packed(graph.induced_subgraph(best.tolist()), seed)
    placed = np.zeros(graph.vcount(), np.bool_)
    placed[best] = True
    ends = np.array(graph.get_edgelist(), np.int64).reshape(-1, 2)
    weight = np.array(graph.es["weight"])
    rng = np.random.default_rng(seed)
    for _ in range(3):
        both = np.concatenate((ends, ends[:, ::-1]))
        strong = np.concatenate((weight, weight))
        usable = placed[both[:, 1]] & ~placed[both[:, 0]]
        order = np.lexsort((both[usable, 1], -strong[usable], both[usable, 0]))
        who, first = np.unique(both[usable, 0][order], return_index=True)
        beside = both[usable, 1][order][first]
        at[who] = at[beside] + rng.normal(0, _SPREAD / 2, (len(who), 2))
        placed[who] = True
    rest = np.flatnonzero(~placed)
    turn, far = rest * _GOLDEN, 1.1 * np.abs(at).max()
    at[rest] = np.column_stack((far * np.cos(turn), far * np.sin(turn)))
    return at


def _scaled(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centre on the median, bring the 99 % radius to 60 sqrt(n) at most, and clip; rounded to 0.01."""
    at = at - np.median(at, axis=0)
    reach = float(np.quantile(np.hypot(at[:, 0], at[:, 1]), 0.99))
    wanted = min(_SPREAD * math.sqrt(len(at)), LIMIT * 0.99)
    scaled: NDArray[np.float64] = np.clip(at * (wanted / max(reach, 1e-9)), -LIMIT, LIMIT)
    return scaled.round(2) + 0.0
