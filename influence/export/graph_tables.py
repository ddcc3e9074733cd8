"""The graph as two CSV files, for Gephi's spreadsheet import and for people."""

from pathlib import Path

from influence.export.cells import Cell
from influence.export.graph_rows import NODE_ATTRIBUTES, GraphFile
from influence.export.table import write_table

_EDGE_NAMES = (
    "Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "count", "first_seen", "last_seen", "evidence",
)


def table_paths(path: Path) -> tuple[Path, Path]:
    """Return where nodes and edges go: `team.csv` gives `team.nodes.csv` and `team.edges.csv`."""
    return path.with_suffix(".nodes.csv"), path.with_suffix(".edges.csv")


def write_graph_tables(path: Path, graph: GraphFile, *, raw: bool = False) -> tuple[Path, Path]:
    """Write nodes (`Id,Label,...`) and edges (`Source,Target,Type,...`); return both paths."""
    nodes, edges = table_paths(path)
    columns = [column.id for column in NODE_ATTRIBUTES]
    write_table(nodes, ["Id", "Label", "x", "y", "size", *columns], (
        (node.id, node.label, round(node.x, 2), round(node.y, 2), round(node.size, 2),
         *(_cell(node.values.get(name)) for name in columns))
        for node in graph.nodes), raw=raw)
    write_table(edges, _EDGE_NAMES, (
        (edge.source, edge.target, "Directed", edge.kind, f"{edge.source}>{edge.target}>{edge.kind}", edge.kind,
         edge.weight, edge.count, edge.start, edge.end, edge.evidence)
        for edge in graph.edges), raw=raw)
    return nodes, edges


def _cell(value: object) -> Cell:
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return tuple(map(str, value)) if isinstance(value, list | tuple) else str(value)
