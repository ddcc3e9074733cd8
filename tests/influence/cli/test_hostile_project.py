"""Names and texts that mean harm, through every format a project is written in, each read by a real reader."""

import csv
import json
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta

import igraph
import networkx
import pytest
from lxml import etree, html

NAMES = {
    "formula": '=HYPERLINK("http://evil.example";"prize")', "wide formula": "＝cmd|'/C calc'!A0", "plus": "+1-2", "at": "@SUM(A1)",
    "script": "<script>document.title='run'</script>", "image": "\"><img src=x onerror=document.title='run'>",
    "template": "{{ 7*7 }}{% raw %}", "bidi": "Ann\u202egnp.exe\u2066", "control": "Bell\x07 Null\x00 Esc\x1b[31m Break\r\nNext",
    "surrogate": "Half\ud800 Other\udfff", "long": "長" * 100_000, "xml": "]]></label><node/>&amp;&#0;", "comma": 'Com,ma;"quote"',
}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with every file that a team of hostile people is written to."""
    from influence.cli.app import main

    folder = tmp_path_factory.mktemp("hostile")
    start = datetime(2026, 1, 1, tzinfo=UTC)
    rows = []
    for number, (kind, name) in enumerate(NAMES.items()):
        for at in range(4):
            post = f"{number}-{at}"
            day = start + timedelta(days=7 * at, hours=number)
            rows.append({"id": post, "author": name, "time": day.isoformat(),
                         "title": f"{name} {kind} {at}", "text": f"{name} paper craft", "place": f"h{number}.example",
                         "url": f"https://h{number}.example/{at}"})
            rows += [{"id": f"{post}-{who}", "author": f"https://r{who}.example/", "time": (day + timedelta(hours=who)).isoformat(),
                      "in_reply_to": post, "text": f"{name} indeed", "url": f"https://h{number}.example/{at}#{who}",
                      "place": f"h{number}.example"} for who in range(1, 6)]
    (folder / "posts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    project = folder / "project"
    team = [str(part) for option, name in {
        "--csv": "team.csv", "--receipts": "proof.csv", "--xlsx": "team.xlsx", "--gexf": "team.gexf", "--html": "team.html",
    }.items() for part in (option, folder / name)]
    commands = [["init", str(project), "--brand", "Snipwell", "--topic", "paper"],
                ["--project", str(project), "load", str(folder / "posts.jsonl")], ["--project", str(project), "shortlist", "-k", "13", "--full", *team],
                ["--project", str(project), "shortlist", "-k", "13", "--csv", str(folder / "hubspot.csv"), "--preset", "hubspot"]]
    commands += [["--project", str(project), "export", str(folder / f"graph.{ending}")] for ending in ("graphml", "json", "csv")]
    for command in commands:
        with pytest.raises(SystemExit) as ended:
            main(command)
        assert ended.value.code in (0, None, 5), command
    return folder


def cells(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, strict=True))


@pytest.mark.parametrize("name", ["team.csv", "proof.csv", "hubspot.csv", "graph.nodes.csv", "graph.edges.csv"])
def test_no_cell_of_a_table_runs_breaks_a_line_or_hides_what_it_says(made, name):
    rows = cells(made / name)
    assert len({len(row) for row in rows}) == 1
    for row in rows[1:]:
        for cell in row:
            assert not _ILLEGAL.search(cell)
            assert "\n" not in cell
            assert "\r" not in cell
            assert len(cell) <= 32_767
            assert cell[:1] not in tuple("=@＝") or re.fullmatch(r"[-+]?[\d.]+", cell)
            assert not cell.startswith(("+1-2", "-="))


def test_the_people_are_all_there_under_names_one_can_read(made):
    head, *rows = cells(made / "team.csv")
    names = {row[head.index("name")] for row in rows}
    assert len(names) >= 10
    assert "<script>document.title='run'</script>" in names  # text is kept: it harms only where it is run
    assert not any(len(name) > 32_767 for name in names)


def test_a_workbook_holds_texts_only_where_texts_are_meant(made):
    with zipfile.ZipFile(made / "team.xlsx") as book:
        parts = {name: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xml")}
    space = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    for name, part in parts.items():
        assert not part.xpath("//s:f | //s:hyperlink", namespaces=space), name
    texts = parts["xl/sharedStrings.xml"].xpath("//s:t/text()", namespaces=space)
    assert all(len(text) <= 32_767 and not _ILLEGAL.search(text) for text in texts)


def test_a_workbook_opens_in_openpyxl(made):
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
    sheet = openpyxl.load_workbook(made / "team.xlsx").worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_spreadsheet_program_runs_nothing(made, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    for name in ("team.csv", "team.xlsx"):
        subprocess.run([office, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(made / name)], check=True,
                       capture_output=True, timeout=300)
        assert b"table:formula" not in (tmp_path / "team.fods").read_bytes()


def test_graphs_open_in_xml_readers_with_every_name_a_label(made):
    graph = networkx.read_graphml(made / "graph.graphml")
    assert igraph.Graph.Read_GraphML(str(made / "graph.graphml")).vcount() == len(graph)
    space = {"g": "http://gexf.net/1.3"}
    gexf = etree.parse(str(made / "team.gexf"))
    labels = gexf.xpath("//g:node/@label", namespaces=space)
    assert len(labels) == len(graph)
    assert all(0 < len(label) <= 60 and not _ILLEGAL.search(label) for label in labels)
    assert len(gexf.xpath("//g:nodes/g:node", namespaces=space)) == len(labels)  # no label made a node


def test_the_json_graph_is_json_without_halves_of_characters(made):
    text = (made / "graph.json").read_bytes().decode("utf-8")
    assert not any(_ILLEGAL.search(node["label"]) for node in json.loads(text)["nodes"])


def test_the_report_holds_no_element_that_people_wrote(made):
    page = html.document_fromstring((made / "team.html").read_text("utf-8"))
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //iframe | //*[@onerror] | //*[@onload]")
    assert not page.xpath("//a[not(starts-with(@href, 'http') or starts-with(@href, '#'))]")
    assert "49" not in page.xpath("string(//table)")
    assert not _ILLEGAL.search(page.text_content())
    assert (made / "team.html").stat().st_size < 200_000


def test_a_browser_runs_nothing_of_what_people_wrote(made, tmp_path):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("needs Chromium")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom",
         (made / "team.html").as_uri()], check=True, capture_output=True, timeout=300)
    page = html.document_fromstring(done.stdout.decode("utf-8"))
    assert page.xpath("string(//title)") == "Whose word makes others act for Snipwell"
    assert page.xpath("string(//output)").startswith("1")  # our own script ran
