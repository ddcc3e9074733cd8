"""Names and words meant to break tables, pages and terminals: stored as they are, harmless wherever they come out."""

import csv
import html
import io
import re
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

from influence.cli.app import influence

NAMES = {
    "formula": "=HYPERLINK(1)", "plus": "+1+2", "minus": "-2+3", "at": "@SUM(1)", "tab": "\t=1+1", "full-width formula": "＝cmd", "full-width plus": "＋1", "pipe": "|calc",
    "quotes": 'Ann "the" Fold', "line end": "Ann\nLine", "carriage return": "Ann\rReturn", "semicolon": "Ann; Bob, Eve", "script": "<script>alert(1)</script>Eve", "attribute": '" onmouseover="alert(1)',
    "end of script": "</script><script>x", "end of comment": "--><b>Bo", "CDATA end": "Ann]]>Bo", "entity": "Ann &amp; &lt;Bo&gt; &bogus;", "terminal": "Ann \x1b[31mRed\x1b[0m", "bell": "Ann\x07Bell",
    "terminal title": "Ann \x1b]0;owned\x07x", "one-sign control": "Ann \x9b31mRed", "NUL": "Ann\0Nul", "not in XML": "Ann\ufffe\uffffBo", "bidi": "Ann \u202eexe.txt", "isolate": "Ann \u2066Iso",
    "zero width": "An\u200bn Zero", "joiner": "Ann\u200dJoin", "combining": "Zoe\u0308 Fold", "many marks": "Z" + "\u0301" * 300 + "algo", "format": "{0} %s %(x)s {x.__class__}", "template": "{{7*7}} ${7*7} #{7*7}",
    "SQL": "Robert'); DROP TABLE accounts;--", "like": "100% _ann_", "path": "../../etc/passwd", "Windows path": "C:\\con\\nul", "markup of terminals": "[bold red]Ann[/] [link=x]", "emoji": "Ann 👩‍👩‍👧",
    "long": "L" * 100_000, "null word": "null", "None word": "None", "true word": "TRUE", "number": "00123", "date word": "1-2", "surrogate": "Ann \ud83dHalf", "right to left": "שרה לוי", "Chinese": "王小明　摺紙",
}


def comment(number: int, name: str) -> str:
    shown = html.escape(name.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return (f'<li class="comment" id="comment-{number}"><div class="comment-author vcard"><cite class="fn"><a class="url" rel="external nofollow" '
            f'href="http://home-{number}.example/">{shown}</a></cite></div><div class="comment-meta commentmetadata"><a href="#comment-{number}">'
            f'<time datetime="2024-05-02T10:{number % 60:02}:00+00:00">May 2</time></a></div><div class="comment-content"><p>I folded it twice, thank you {number}.</p></div></li>')


@pytest.fixture(scope="module")
def crawled(town, article_page):
    site, sources = town.site("blog"), []
    for number, name in enumerate(NAMES.values()):
        others = "".join(comment(100 * number + n, other) for n, other in enumerate(NAMES.values()) if n % 7 == number % 7)
        page = article_page(f"Post {number}", author="Ann Lee", extra=f'<ol class="comment-list commentlist">{others}</ol>')
        sources.append(site.page(f"/a-post-{number}/", page))
    feed = town.site("feed")
    items = "".join(f"<item><title>{html.escape(name[:300])}</title><link>/f{number}</link><author>x@b.example ({html.escape(name)})</author></item>" for number, name in enumerate(NAMES.values())
                    if "\0" not in name and not re.search("[\x01-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", name))
    sources.append(feed.feed("/feed.xml", items))
    town.crawl(*sources)
    return town


@pytest.fixture(scope="module")
def told(crawled, tmp_path_factory):
    """What the commands write of such people: output on the screen and files, by name."""
    folder = tmp_path_factory.mktemp("exports")
    result = {}
    for name, words in {"rank": ["rank", "-n", "99", "--all", "--csv", str(folder / "rank.csv")], "rank json": ["rank", "--json", "--all"], "people": ["people", "list"],
                        "check": ["check"], "explain": ["explain", "Ann Lee"]}.items():
        run = CliRunner().invoke(influence, ["--project", str(crawled.folder), *words])
        result[name] = run.output if run.exception is None or isinstance(run.exception, SystemExit) else f"raised {run.exception!r}"
    for ending in ("csv", "gexf", "graphml", "json"):
        run = CliRunner().invoke(influence, ["--project", str(crawled.folder), "export", str(folder / f"graph.{ending}"), "--all"])
        assert run.exit_code == 0, run.output
    report = CliRunner().invoke(influence, ["--project", str(crawled.folder), "report", str(folder / "report.html")])
    assert report.exit_code == 0, report.output
    return result, folder


def text_of(folder, pattern):
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob(pattern))}


def test_every_command_does_its_work(told):
    assert [name for name, text in told[0].items() if text.startswith("raised") or "Traceback" in text] == []


@pytest.mark.parametrize("name", ["rank", "people", "check", "explain"])
def test_no_control_sign_reaches_the_terminal(told, name):
    assert not re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f]", told[0][name])


@pytest.mark.parametrize("name", ["rank", "people", "check", "explain"])
def test_no_sign_that_turns_writing_round_reaches_the_terminal(told, name):
    assert not re.findall("[\u202a-\u202e\u2066-\u2069]", told[0][name])


def test_no_cell_of_any_table_is_a_formula(told):
    cells = [cell for text in text_of(told[1], "*.csv").values() for row in csv.reader(io.StringIO(text)) for cell in row]
    risky = [cell for cell in cells if cell[:1] in "=+@\t\r＝＋－＠" and cell] + [cell for cell in cells if cell.startswith("-") and not re.fullmatch(r"-?[\d.e+-]+", cell)]
    assert cells and not risky


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_graph_files_are_well_formed(told, ending):
    assert len(list(ET.parse(told[1] / f"graph.{ending}").iter())) > 10


@pytest.mark.parametrize("words", ["<script>alert(1)", '" onmouseover="alert(1)', "</script><script>x", "--><b>Bo"])
def test_no_name_breaks_out_of_the_report(told, words):
    assert words not in (told[1] / "report.html").read_text("utf-8")


def test_templates_are_not_worked_out(told):
    assert not any("49 49 49" in text for text in [*told[0].values(), *text_of(told[1], "*").values()])


def test_tables_are_still_there(crawled):
    assert crawled.query("SELECT count(*) FROM accounts")[0][0] > 10


def test_a_name_is_kept_within_reason(crawled):
    assert max(len(str(name)) for name, in crawled.query("SELECT name FROM accounts WHERE name IS NOT NULL")) <= 1_000


@pytest.mark.parametrize("name", ["semicolon", "like", "format", "Chinese", "right to left", "quotes"])
def test_an_odd_name_is_kept_as_it_is(crawled, name):
    names = {" ".join(str(found).split()) for found, in crawled.query("SELECT name FROM accounts")}
    assert " ".join(NAMES[name].split()) in names


def test_no_half_sign_is_stored(crawled):
    assert not [name for name, in crawled.query("SELECT name FROM accounts") if name and re.search("[\ud800-\udfff\0]", str(name))]
