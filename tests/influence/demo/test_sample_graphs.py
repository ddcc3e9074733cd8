"""The sample graphs: made by our own exporter, complete, and as their README says."""

import csv
import importlib.util
import io
from pathlib import Path

import pytest
from lxml import etree

from influence.demo.cast import read_cast

FOLDER = Path(__file__).parents[3] / "sample_graphs"
SCHEMA = FOLDER.parents[1] / "shared" / "gexf_schema" / "1.3" / "gexf.rng"
NAMES = ("crafts.gexf", "crafts.graphml", "crafts.nodes.csv", "crafts.edges.csv")
GEXF = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = importlib.util.spec_from_file_location("make_sample_graphs", FOLDER / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("graphs")
    module.make(folder)
    return folder


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((FOLDER / name).read_text("utf-8-sig"))))


def test_a_new_run_gives_the_same_people_and_ties(made):
    def ties(text: str) -> set[tuple[str, str, str]]:
        return {(row["Source"], row["Target"], row["Kind"]) for row in csv.DictReader(io.StringIO(text))}

    for name in NAMES:
        assert (made / name).exists()
    assert ties((made / "crafts.edges.csv").read_text("utf-8-sig")) == ties(
        (FOLDER / "crafts.edges.csv").read_text("utf-8-sig")), "say: python sample_graphs/make.py"


def test_the_picture_is_small_and_names_the_makers(made):
    for folder in (made, FOLDER):
        text = (folder / "crafts.svg").read_text("utf-8")
        assert len(text.encode()) < 200_000
        names = {label.text for label in etree.fromstring(text.encode()).iter("{http://www.w3.org/2000/svg}text")}
        assert {maker.name for maker in read_cast().with_role("maker")} <= names


def test_everybody_of_the_cast_is_in_it():
    labels = {row["Label"] for row in rows("crafts.nodes.csv")}
    assert labels == {figure.name for figure in read_cast().figures.values()}


def test_the_makers_are_the_team_and_the_ring_comes_last():
    cast = read_cast()
    people = rows("crafts.nodes.csv")
    makers = {maker.name for maker in cast.with_role("maker")}
    assert {row["Label"] for row in people if row["shortlisted"] == "yes"} == makers
    ranked = sorted((row for row in people if row["rank"]), key=lambda row: int(row["rank"]))
    assert {row["Label"] for row in ranked[:5]} == makers
    assert ranked[5]["Label"] == "Harriet Stroud"
    assert {row["Label"] for row in ranked[-5:]} == {figure.name for figure in cast.with_role("ring")}


def test_edges_join_people_of_the_file_and_carry_proof():
    ids = {row["Id"] for row in rows("crafts.nodes.csv")}
    for edge in rows("crafts.edges.csv"):
        assert {edge["Source"], edge["Target"]} <= ids
        assert float(edge["Weight"]) > 0
        assert ".example/" in edge["evidence"]


def test_gexf_and_tables_say_the_same():
    root = etree.parse(FOLDER / "crafts.gexf").getroot()
    nodes = {node.get("id"): node.get("label") for node in root.iter(f"{GEXF}node")}
    assert nodes == {row["Id"]: row["Label"] for row in rows("crafts.nodes.csv")}
    assert len(list(root.iter(f"{GEXF}edge"))) == len(rows("crafts.edges.csv"))
    assert len(etree.parse(FOLDER / "crafts.graphml").getroot().findall(".//{*}node")) == len(nodes)


def test_the_readme_names_every_planted_part():
    text = (FOLDER / "README.md").read_text("utf-8")
    for figure in read_cast().figures.values():
        assert figure.role == "ordinary" or figure.name in text, figure.name


@pytest.mark.skipif(not SCHEMA.exists(), reason="the GEXF schema is not beside the project")
def test_the_gexf_is_valid():
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    schema.assertValid(etree.parse(FOLDER / "crafts.gexf"))
