"""The acts as graphs for networkx and igraph: attention, and the same turned round, influence."""

import igraph
import networkx as nx
import numpy as np

from influence.graph.edges import Edges
from influence.model.columns import VERBS
from influence.model.person import People


def attention_graph(edges: Edges, people: People) -> "nx.MultiDiGraph[str]":
    """Return persons and edges from who acted to whose post it was, one per kind (its key).

    Nodes are person ids with `name` and `kind`; edges carry `kind`, `weight`, `count`, `first` and
    `last` (epoch seconds).
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((person.id, {"name": person.name, "kind": person.kind.value}) for person in people.persons)
    columns = (edges.actor, edges.owner, edges.verb, edges.weight, edges.count, edges.first, edges.last)
    for actor, owner, verb, weight, count, first, last in zip(*(column.tolist() for column in columns), strict=True):
        kind = "act" if verb < 0 else VERBS[verb].value
        graph.add_edge(people.persons[actor].id, people.persons[owner].id, key=kind, kind=kind, weight=weight,
                       count=count, first=first, last=last)
    return graph


def influence_graph(edges: Edges, people: People) -> "nx.MultiDiGraph[str]":
    """Return the attention graph turned round: from who moved to who was moved."""
    return attention_graph(edges, people).reverse(copy=True)


def igraph_view(edges: Edges, people: People, *, influence: bool = False) -> igraph.Graph:
    """Return the same edges as an igraph graph; vertex i is the person of code i.

    Vertices have `name` (person id) and `label`; edges `kind`, `weight`, `count`, `first`, `last`.

    Args:
        edges: As made by `influence.graph.edges.edges`.
        people: Who the codes are.
        influence: Turn the edges round, from who moved to who was moved.
    """
    ends = (edges.owner, edges.actor) if influence else (edges.actor, edges.owner)
    graph = igraph.Graph(n=edges.people, edges=np.column_stack(ends), directed=True)
    graph.vs["name"] = [person.id for person in people.persons]
    graph.vs["label"] = [person.name for person in people.persons]
    graph.es["kind"] = ["act" if verb < 0 else VERBS[verb].value for verb in edges.verb.tolist()]
    graph.es["weight"] = edges.weight.tolist()
    for name, column in (("count", edges.count), ("first", edges.first), ("last", edges.last)):
        graph.es[name] = column.tolist()
    return graph
