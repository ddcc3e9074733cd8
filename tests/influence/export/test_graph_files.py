"""Graph files: read back by the libraries people use, valid, and harmless."""

import csv
from pathlib import Path

import igraph
import networkx
import pytest
from lxml import etree

from influence.export.gexf import write_gexf
from influence.export.graph_rows import Edge, GraphFile, Node
from influence.export.graph_tables import write_graph_tables
from influence.export.graphml import write_graphml

SHARED = Path(__file__).parents[4] / "shared"
NAMES = ["Ann & \"Co\" <b>", "林怡君 剪刀手", "x\x00\x0b\ud800\u202ey", "=1+1", "a" * 60]


def a_graph(*, dated=True):
    nodes = tuple(
        Node(id=f"p_{n}", label=name, x=n * 10.0, y=-n, size=4 + n * 24, color=(0, 114, 178),
             start="2026-01-05" if dated else None, end="2026-03-09" if dated else None,
             values={"living_audience": 3.5 + n, "rank": n + 1, "topics": ["paper", "quilts, old"], "shortlisted": n == 0,
                     "why": name, "site": "https://blog.example/?a=1&b=2"})
        for n, name in enumerate(NAMES)
    )
    edges = tuple(
        Edge(source="p_1", target="p_0", kind=kind, weight=weight, count=2, start="2026-01-05" if dated else None,
             end="2026-02-01" if dated else None, evidence="https://blog.example/p#c&1")
        for kind, weight in (("link", 0.5), ("reply", 1.5))
    )
    return GraphFile(title="Snips & co", description="who acted on whom", date="2026-03-09", nodes=nodes, edges=edges)


@pytest.fixture
def gexf(tmp_path):
    path = tmp_path / "g.gexf"
    write_gexf(path, a_graph())
    return path


def test_networkx_reads_the_gexf_with_both_kinds_of_edge(gexf):
    tree = etree.parse(str(gexf))
    kinds = [edge.get("kind") for edge in tree.iter("{http://gexf.net/1.3}edge")]
    assert kinds == ["link", "reply"]
    graph = networkx.read_gexf(gexf, version="1.3")
    assert graph.number_of_nodes() == len(NAMES)


def test_the_gexf_is_valid(gexf):
    schema = SHARED / "gexf_schema" / "1.3" / "gexf.rng"
    if not schema.exists():
        pytest.skip("../shared/gexf_schema is not here")
    rules = etree.RelaxNG(etree.parse(str(schema)))
    assert rules.validate(etree.parse(str(gexf))), rules.error_log


@pytest.mark.parametrize("dated", [True, False])
def test_time_is_declared_only_when_there_is_some(tmp_path, dated):
    path = tmp_path / "g.gexf"
    write_gexf(path, a_graph(dated=dated))
    text = path.read_text("utf-8")
    assert ('mode="dynamic"' in text) is dated
    assert ("start=" in text) is dated


def test_every_node_has_label_colour_size_and_position(gexf):
    viz = "{http://gexf.net/1.3/viz}"
    for node in etree.parse(str(gexf)).iter("{http://gexf.net/1.3}node"):
        assert node.get("label")
        assert {child.tag for child in node} >= {f"{viz}color", f"{viz}position", f"{viz}size"}


def test_igraph_and_networkx_read_the_graphml_with_one_edge_per_pair(tmp_path):
    path = tmp_path / "g.graphml"
    write_graphml(path, a_graph())
    read = igraph.Graph.Read_GraphML(str(path))
    assert read.vcount() == len(NAMES)
    assert read.ecount() == 1
    assert read.es[0]["weight"] == pytest.approx(2.0)
    assert read.es[0]["kinds"] == "link:2, reply:2"
    again = networkx.read_graphml(path)
    assert again.nodes["p_1"]["label"] == "林怡君 剪刀手"
    assert again.edges["p_1", "p_0"]["evidence"] == "https://blog.example/p#c&1"


def test_an_empty_graph_is_still_a_file_that_opens(tmp_path):
    empty = GraphFile(title="x", description="y", date="2026-01-01", nodes=(), edges=())
    write_gexf(tmp_path / "e.gexf", empty)
    write_graphml(tmp_path / "e.graphml", empty)
    assert networkx.read_graphml(tmp_path / "e.graphml").number_of_nodes() == 0
    etree.parse(str(tmp_path / "e.gexf"))


def test_the_csv_pair_carries_what_gephi_looks_for(tmp_path):
    nodes, edges = write_graph_tables(tmp_path / "team.csv", a_graph())
    with nodes.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["Id"] for row in rows] == [f"p_{n}" for n in range(len(NAMES))]
    assert rows[3]["Label"] == "'=1+1"
    with edges.open(encoding="utf-8-sig", newline="") as stream:
        assert {row["Type"] for row in csv.DictReader(stream)} == {"Directed"}


def test_the_same_graph_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_gexf(tmp_path / f"{name}.gexf", a_graph())
    assert (tmp_path / "a.gexf").read_bytes() == (tmp_path / "b.gexf").read_bytes()
