"""The whole job in one command: twice from scratch, and once more on what is there."""

import csv
import json
import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from influence.cli.app import influence
from influence.demo.cast import read_cast
from influence.store.project import Project

#: Apart from the demo's own, and from those of other test processes.
PORT = 18_281 + 1_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
FILES = ("shortlist.csv", "shortlist.meta.json", "graph.gexf", "report.html", "truth.json", "influence.toml")
CAST = read_cast()


@dataclass(frozen=True)
class Run:
    folder: Path
    code: int
    shown: str
    said: str

    def file(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


def demo(folder: Path, *options: str) -> Run:
    result = CliRunner().invoke(influence, ["demo", str(folder), "--port", str(PORT), *options])
    return Run(folder, result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """Two runs from scratch in folders of one name, and one more in the first's."""
    first, second = tmp_path_factory.mktemp("one") / "demo", tmp_path_factory.mktemp("two") / "demo"
    return [demo(first), demo(second), demo(first)]


def chosen(run: Run) -> list[dict[str, str]]:
    return list(csv.DictReader(run.file("shortlist.csv").decode("utf-8-sig").splitlines()))


def explained(run: Run) -> dict:
    """Return what the command shown last says, as JSON."""
    arguments = shlex.split(run.shown.strip().splitlines()[-1])[1:]
    result = CliRunner().invoke(influence, [*arguments, "--json"])
    assert result.exit_code == 0, result.exception
    return json.loads(result.stdout)


def test_the_five_are_the_planted_makers(runs):
    assert [run.code for run in runs] == [0, 0, 0]
    assert {row["name"] for row in chosen(runs[0])} == {maker.name for maker in CAST.with_role("maker")}
    for maker in CAST.with_role("maker"):
        assert f"{maker.name} moved " in runs[0].shown


def test_decoys_are_not_proposed_and_the_critic_is_named(runs):
    names = {row["name"] for row in chosen(runs[0])}
    for role in ("celebrity", "ring", "talker", "dormant_star", "critic", "organisation"):
        assert not names & {figure.name for figure in CAST.with_role(role)}
    assert "Not to recruit: Harriet Stroud, named as a critic" in runs[0].shown


def test_the_ally_who_turned_away_is_to_be_won_back_by_their_own_words(runs):
    ally, = CAST.with_role("turned_ally")
    assert f"Not to recruit: {ally.name}, used to praise Snipwell and has complained in" in runs[0].shown
    assert ally.name not in {row["name"] for row in chosen(runs[0])}
    assert {row["brand_stance"] for row in chosen(runs[0])} <= {"fan", "user"}


def test_the_last_line_is_the_command_that_explains_the_first(runs):
    command = runs[0].shown.strip().splitlines()[-1].split()
    assert command[:3] == ["influence", "--project", str(runs[0].folder)]
    opened = explained(runs[0])
    assert opened["people"][0]["name"] == chosen(runs[0])[0]["name"]
    total = sum(receipt["credit"] for receipt in opened["receipts"])
    assert total == pytest.approx(opened["people"][0]["living_audience"], abs=1e-6)


def test_every_receipt_leads_to_a_page_that_was_crawled(runs):
    with Project.open(runs[0].folder) as project:
        fetched = {row[0] for row in project.connection.execute("SELECT url FROM pages")}
    for receipt in explained(runs[0])["receipts"]:
        assert receipt["url"].partition("#")[0] in fetched or "viewtopic.php?p=" in receipt["url"]


def test_two_runs_from_scratch_write_the_same_bytes(runs):
    for name in FILES:
        assert runs[0].file(name) == runs[1].file(name), name


def test_a_second_run_finds_nothing_new(runs):
    assert "Nothing new: " in runs[2].said
    assert runs[2].shown == runs[0].shown


def test_other_projects_are_left_alone(tmp_path):
    Project.create(tmp_path / "mine").close()
    before = (tmp_path / "mine" / "influence.toml").read_bytes()
    run = demo(tmp_path / "mine")
    assert run.code != 0
    assert (tmp_path / "mine" / "influence.toml").read_bytes() == before
    assert not (tmp_path / "mine" / "truth.json").exists()


def test_a_demo_made_with_other_ports_is_not_mixed(runs):
    result = CliRunner().invoke(influence, ["demo", str(runs[0].folder), "--port", str(PORT + 40)])
    assert "made with other ports" in str(result.exception)


def shown_in_readme(run: Run, which: str) -> str:
    """Return what README shows of the demo or of its last command, as this run would print it."""
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    block = re.search(rf"<!-- {which} output: begin.*?-->\n```text\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    typed = block[1].replace(".venv/bin/influence", "influence")
    moved = re.sub(r"127\.0\.0\.1:(\d+)", lambda found: f"127.0.0.1:{int(found[1]) + PORT - 18_081}", typed)
    return re.sub(r"\bdemo/|(?<=--project )demo\b", lambda found: found[0].replace("demo", str(run.folder)), moved)


def test_readme_shows_what_the_demo_prints(runs):
    assert shown_in_readme(runs[0], "demo").strip() == runs[0].shown.strip()


def test_readme_shows_what_explain_prints(runs):
    arguments = shlex.split(runs[0].shown.strip().splitlines()[-1])[1:]
    printed = CliRunner().invoke(influence, arguments).stdout.splitlines()
    wanted = shown_in_readme(runs[0], "explain").strip().splitlines()
    shortened = [" ".join(line.split()) for line in printed]
    assert [line for line in wanted if line != "..." and " ".join(line.split()) not in shortened] == []
    assert len(wanted) > 5
