"""A graph to the format that the file's ending names."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from influence.errors import UsageError
from influence.export.files import write_whole
from influence.export.gexf import write_gexf
from influence.export.graph_rows import Edge, GraphFile, Node
from influence.export.graph_tables import write_graph_tables
from influence.export.graphml import write_graphml

#: What tells who somebody is; left out of a pseudonymised graph.
_TELLING = frozenset({"site", "feed", "platforms", "why", "topics"})


def write_graph(path: Path, graph: GraphFile, *, raw: bool = False) -> tuple[Path, ...]:
    """Write the graph by the ending of `path`; return the files written (two for .csv)."""
    ending = path.suffix.lower()
    if ending == ".csv":
        return write_graph_tables(path, graph, raw=raw)
    if ending == ".gexf":
        write_gexf(path, graph)
    elif ending == ".graphml":
        write_graphml(path, graph)
    elif ending == ".json":
        write_whole(path, _json(graph))
    else:
        raise UsageError(f"'{ending}' is no graph format we write", about=str(path))
    return (path,)


def pseudonymised(graph: GraphFile) -> GraphFile:
    """Return the graph with numbers for people and circles, and without sites, addresses and words."""
    number = {node.id: f"p_{at}" for at, node in enumerate(graph.nodes, start=1)}
    circles = sorted({str(node.values["community"]) for node in graph.nodes if node.values.get("community")})
    circle = {name: f"circle {at}" for at, name in enumerate(circles, start=1)}
    nodes = tuple(_nameless(node, number[node.id], circle) for node in graph.nodes)
    edges = (
        replace(edge, source=number[edge.source], target=number[edge.target], evidence=None) for edge in graph.edges
    )
    return replace(graph, nodes=nodes, edges=tuple(sorted(edges, key=_place)))


def _nameless(node: Node, name: str, circle: Mapping[str, str]) -> Node:
    values = {key: value for key, value in node.values.items() if key not in _TELLING}
    values["community"] = circle.get(str(node.values.get("community")))
    return replace(node, id=name, label=name.replace("p_", "person "), values=values)


def _place(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.target, edge.kind


def _json(graph: GraphFile) -> Iterator[str]:
    head = {"schema_version": 1, "title": graph.title, "description": graph.description, "date": graph.date}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "nodes": [\n'
    yield from _items(asdict(node) for node in graph.nodes)
    yield '], "edges": [\n'
    yield from _items(asdict(edge) for edge in graph.edges)
    yield "]}\n"


def _items(rows: Iterator[dict[str, object]]) -> Iterator[str]:
    mark = ""
    for row in rows:
        yield mark + json.dumps(row, ensure_ascii=False)
        mark = ",\n"
