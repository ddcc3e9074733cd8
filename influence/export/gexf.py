"""GEXF 1.3 for Gephi, written as a stream.

The order of elements, the `kind` on every edge, whole-number colours and the viz namespace are
what Gephi desktop, Gephi Lite, graphology and the RELAX NG schema all accept.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from influence.export.files import write_whole
from influence.export.graph_rows import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Attribute, Edge, GraphFile, Node
from influence.export.xml import attribute, value_text

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
)


def write_gexf(path: Path, graph: GraphFile) -> None:
    """Write the graph; an older file stays whole until the new one is complete."""
    write_whole(path, _lines(graph))


def _lines(graph: GraphFile) -> Iterator[str]:
    dated = graph.dated
    time = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if dated else 'mode="static"'
    used = _used(graph)
    yield _HEAD
    yield f'  <meta lastmodifieddate="{graph.date}">\n    <creator>influence</creator>\n'
    yield f"    <description>{attribute(graph.title)}: {attribute(graph.description)}</description>\n  </meta>\n"
    yield f'  <graph defaultedgetype="directed" idtype="string" {time}>\n'
    yield from _declared("node", used)
    yield from _declared("edge", EDGE_ATTRIBUTES)
    yield "    <nodes>\n"
    for node in graph.nodes:
        yield _node(node, used, dated=dated)
    yield "    </nodes>\n    <edges>\n"
    for edge in graph.edges:
        yield _edge(edge, dated=dated)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _used(graph: GraphFile) -> tuple[Attribute, ...]:
    """Return the columns that some node fills; a column of nothing only clutters Gephi's table."""
    filled = {name for node in graph.nodes for name, value in node.values.items() if value is not None}
    return tuple(column for column in NODE_ATTRIBUTES if column.id in filled)


def _declared(owner: str, columns: Sequence[Attribute]) -> Iterator[str]:
    if not columns:
        return
    yield f'    <attributes class="{owner}" mode="static">\n'
    for column in columns:
        yield f'      <attribute id="{column.id}" title="{column.title}" type="{column.kind}"/>\n'
    yield "    </attributes>\n"


def _node(node: Node, columns: Sequence[Attribute], *, dated: bool) -> str:
    red, green, blue = node.color
    values = "".join(
        f'<attvalue for="{column.id}" value="{text}"/>'
        for column in columns if (text := value_text(node.values.get(column.id), column.kind))
    )
    return (
        f'      <node id="{attribute(node.id)}" label="{attribute(node.label)}"{_span(node, dated=dated)}>'
        f"{f'<attvalues>{values}</attvalues>' if values else ''}"
        f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
        f'<viz:position x="{node.x:.2f}" y="{node.y:.2f}" z="0.0"/><viz:size value="{node.size:.2f}"/></node>\n'
    )


def _edge(edge: Edge, *, dated: bool) -> str:
    example = f'<attvalue for="evidence" value="{attribute(edge.evidence)}"/>' if edge.evidence else ""
    return (
        f'      <edge source="{attribute(edge.source)}" target="{attribute(edge.target)}" kind="{edge.kind}"'
        f' weight="{max(edge.weight, 1e-6):.6g}"{_span(edge, dated=dated)}>'
        f'<attvalues><attvalue for="count" value="{edge.count}"/>{example}</attvalues></edge>\n'
    )


def _span(item: Node | Edge, *, dated: bool) -> str:
    if not dated or item.start is None:
        return ""
    return f' start="{item.start}" end="{item.end or item.start}"'
