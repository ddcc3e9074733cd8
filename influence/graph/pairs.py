"""Who has to do with whom, whichever way: what communities and the layout are found on."""

import igraph
import numpy as np

from influence.graph.edges import Edges


def undirected(edges: Edges) -> igraph.Graph:
    """Return an undirected graph with one edge per pair of people and the sum of weights both ways."""
    low = np.minimum(edges.actor, edges.owner).astype(np.int64)
    high = np.maximum(edges.actor, edges.owner).astype(np.int64)
    people = max(edges.people, 1)
    pair, place = np.unique(low * people + high, return_inverse=True)
    graph = igraph.Graph(n=edges.people, edges=np.column_stack((pair // people, pair % people)))
    graph.es["weight"] = np.bincount(place, edges.weight, minlength=len(pair)).tolist()
    return graph
