"""`influence evaluate` and `influence warm-up` from project folder to words, JSON and exit code."""

import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from crawlers.records import Account, Activity, Page, Post, PostKind, Verb
from influence.cli.app import influence
from influence.errors import GateError
from influence.store.project import Project

START = datetime(2022, 1, 1, tzinfo=UTC)


def person(number):
    return f"https://people.example/{number}"


def page(number, kind):
    return Page(f"https://board.example/{kind}/{number}", "", START + timedelta(days=900))


def filled(folder, people=45, days=800):
    """A board on which a few are answered by many different people, others hardly."""
    rng = random.Random(1)
    with Project.create(folder) as project:
        project.add(page(0, "members"), [Account(id=person(i), name=f"Person {i}") for i in range(people)])
        findings = []
        for number in range(days):
            author = rng.randrange(people)
            day = START + timedelta(days=number)
            url = f"https://board.example/t/{number}"
            findings.append(Post(url=url, kind=PostKind.MESSAGE, author=person(author), published=day))
            for reply in range(6 if author % 9 == number // 300 else rng.randrange(2)):
                actor, answer = rng.randrange(people), f"{url}#{reply}"
                when = day + timedelta(hours=1 + reply)
                if actor != author:
                    findings.append(Post(url=answer, kind=PostKind.MESSAGE, author=person(actor), published=when))
                    findings.append(Activity(verb=Verb.REPLY, actor=person(actor), object=url, result=answer, published=when))
        project.add(page(1, "list"), findings)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("board") / "project")


def run(folder, *arguments):
    return CliRunner().invoke(influence, ["--project", str(folder), *arguments], standalone_mode=False)


def test_the_verdict_comes_in_words_with_a_table_of_every_row(folder):
    done = run(folder, "evaluate")
    assert done.exception is None
    assert done.stdout.startswith("Verdict: ")
    assert "ours: people moved (default)" in done.stdout
    assert "PageRank, decayed" in done.stdout
    assert "oracle (sees the future)" in done.stdout
    assert done.stdout.count("days ahead:") == 4
    assert "followers" not in done.stdout


def test_too_little_gets_a_sentence_and_the_cuts_but_no_table(tmp_path):
    done = run(filled(tmp_path / "few", people=8, days=60), "evaluate")
    assert done.exception is None
    assert done.stdout.startswith("Verdict: none")
    assert "No verdict" in done.stdout
    assert "people judged" in done.stdout
    assert "NDCG" not in done.stdout


def test_json_is_one_object_with_schema_verdict_cuts_and_mean(folder):
    done = run(folder, "evaluate", "--json")
    found = json.loads(done.stdout)
    assert found["schema_version"] == 1
    assert found["command"] == "evaluate"
    assert found["verdict"] in ("better", "equal", "worse", "none")
    assert len(found["cuts"]) == 4
    assert set(found["cuts"][0]["rows"]["ours_people"]) == set(found["mean"]["ours_people"])
    assert "coverage_10" in found["mean"]["ours_team"]
    assert {"measure", "row", "against", "value", "low", "high"} <= set(found["differences"][0])
    assert found["cuts"][0]["cut"].endswith("Z")
    assert run(folder, "evaluate", "--json").stdout == done.stdout


def test_one_cut_at_a_day_with_a_horizon(folder):
    found = json.loads(run(folder, "evaluate", "--json", "--cut", "2023-06-01", "--horizon", "60d").stdout)
    assert [(cut["cut"], cut["horizon_days"]) for cut in found["cuts"]] == [("2023-06-01T00:00:00Z", 60.0)]


@pytest.mark.parametrize("days", ["soon", "0", "-3d", "inf", "nan"])
def test_a_horizon_that_is_no_number_of_days_is_refused(folder, days):
    done = run(folder, "evaluate", f"--horizon={days}")
    assert "is no number of days; write 90 or 90d" in str(done.exception)


def test_random_halves_have_no_cut(folder):
    done = run(folder, "evaluate", "--halves")
    assert "Random halves: " in done.stdout
    assert all(cut["cut"] is None for cut in json.loads(run(folder, "evaluate", "--halves", "--json").stdout)["cuts"])


def test_the_gate_passes_a_ranking_that_is_not_worse(folder):
    done = run(folder, "evaluate", "--gate", "--json")
    verdict = json.loads(done.stdout)["verdict"]
    assert isinstance(done.exception, GateError) == (verdict not in ("better", "equal"))


def test_the_gate_closes_with_exit_code_6_where_there_is_no_verdict(tmp_path):
    done = run(filled(tmp_path / "small", people=8, days=60), "evaluate", "--gate")
    assert isinstance(done.exception, GateError)
    assert done.exception.exit_code == 6
    assert done.stdout.startswith("Verdict: none")


def test_order_of_adoption_alone_is_refused_with_the_reason(tmp_path):
    with Project.create(tmp_path / "books") as project:
        project.add(page(0, "members"), [Account(id=person(i), name=f"Person {i}") for i in range(9)])
        project.add(page(1, "list"), [
            Activity(verb=Verb.ADOPT, actor=person(i), object="https://books.example/1",
                     published=START + timedelta(days=i)) for i in range(9)
        ])
    done = run(tmp_path / "books", "evaluate")
    assert done.exception is None
    assert "Verdict: none" in done.stdout
    assert "order alone says next to nothing" in done.stdout


def test_warming_up_says_what_is_ready(tmp_path):
    done = run(tmp_path, "warm-up")
    assert done.exception is None
    assert done.stdout == ""
    assert "kernels are ready (gathered, sweeps, core_numbers, " in done.stderr
