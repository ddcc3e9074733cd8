"""GraphML: the aggregated graph, one edge per pair, for programs other than Gephi."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from influence.export.files import write_whole
from influence.export.graph_rows import NODE_ATTRIBUTES, Attribute, Edge, GraphFile, Node
from influence.export.xml import attribute, value_text

#: GEXF kind -> one of the six types every GraphML reader knows.
_KINDS = {"integer": "int", "liststring": "string"}
_LOOKS = (
    Attribute("x", "double", ""), Attribute("y", "double", ""), Attribute("size", "double", ""),
    Attribute("r", "integer", ""), Attribute("g", "integer", ""), Attribute("b", "integer", ""),
)
_EDGE = (
    Attribute("weight", "double", ""), Attribute("kinds", "string", ""), Attribute("count", "long", ""),
    Attribute("first_seen", "string", ""), Attribute("last_seen", "string", ""), Attribute("evidence", "string", ""),
)


def write_graphml(path: Path, graph: GraphFile) -> None:
    """Write the graph with one edge per pair: weights summed, kinds as text ("link:3, reply:1")."""
    write_whole(path, _lines(graph))


@dataclass(slots=True)
class Pair:
    """All edges between two nodes, added up."""

    source: str
    target: str
    weight: float = 0.0
    count: int = 0
    kinds: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    evidence: str | None = None
    heaviest: float = 0.0

    def add(self, edge: Edge) -> None:
        """Add one kind's edge."""
        self.weight += edge.weight
        self.count += edge.count
        self.kinds.append(f"{edge.kind}:{edge.count}")
        self.dates += [day for day in (edge.start, edge.end) if day]
        if edge.evidence and edge.weight > self.heaviest:
            self.evidence, self.heaviest = edge.evidence, edge.weight


def pairs(graph: GraphFile) -> Iterator[Pair]:
    """Yield one pair per (source, target), in the order of the edges."""
    for (source, target), edges in groupby(graph.edges, key=lambda edge: (edge.source, edge.target)):
        pair = Pair(source, target)
        for edge in edges:
            pair.add(edge)
        yield pair


def _lines(graph: GraphFile) -> Iterator[str]:
    filled = {name for node in graph.nodes for name, value in node.values.items() if value is not None}
    used = tuple(column for column in NODE_ATTRIBUTES if column.id in filled)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield '  <key id="label" for="node" attr.name="label" attr.type="string"/>\n'
    for column in (*_LOOKS, *used):
        kind = _KINDS.get(column.kind, column.kind)
        yield f'  <key id="{column.id}" for="node" attr.name="{column.id}" attr.type="{kind}"/>\n'
    for column in _EDGE:
        yield f'  <key id="edge_{column.id}" for="edge" attr.name="{column.id}" attr.type="{column.kind}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node in graph.nodes:
        yield _node(node, used)
    for number, pair in enumerate(pairs(graph)):
        yield _edge(number, pair)
    yield "  </graph>\n</graphml>\n"


def _node(node: Node, columns: tuple[Attribute, ...]) -> str:
    red, green, blue = node.color
    looks = {"x": round(node.x, 2), "y": round(node.y, 2), "size": round(node.size, 2), "r": red, "g": green, "b": blue}
    data = [("label", attribute(node.label))]
    data += [(column.id, value_text(looks[column.id], column.kind)) for column in _LOOKS]
    data += [
        (column.id, value_text(node.values.get(column.id), "string" if column.kind == "liststring" else column.kind))
        for column in columns
    ]
    return f'    <node id="{attribute(node.id)}">{_data(data)}</node>\n'


def _edge(number: int, pair: Pair) -> str:
    data = [
        ("edge_weight", value_text(pair.weight, "double")), ("edge_kinds", ", ".join(pair.kinds)),
        ("edge_count", str(pair.count)), ("edge_first_seen", min(pair.dates, default="")),
        ("edge_last_seen", max(pair.dates, default="")), ("edge_evidence", attribute(pair.evidence or "")),
    ]
    ends = f'source="{attribute(pair.source)}" target="{attribute(pair.target)}"'
    return f'    <edge id="e{number}" {ends}>{_data(data)}</edge>\n'


def _data(values: list[tuple[str, str]]) -> str:
    return "".join(f'<data key="{key}">{text}</data>' for key, text in values if text)
