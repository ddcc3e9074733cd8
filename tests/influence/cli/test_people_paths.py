"""Who could introduce the manager, and who is left out or warned of, seen through the commands."""

import csv
import json
import shutil

import pytest

from influence.store.project import Project


@pytest.fixture
def copy(project, tmp_path):
    return shutil.copytree(project, tmp_path / "circle")


def test_without_an_ally_there_is_no_path(influence, copy):
    done = influence("--project", copy, "people", "paths", "Ann Lee")
    assert done.code == 4
    assert "people.allies" in done.err


def test_an_ambassador_introduces_and_the_table_says_so(influence, copy, tmp_path):
    assert influence("--project", copy, "people", "status", "Paper reader 1", "ambassador").code == 0
    done = influence("--project", copy, "people", "paths", "Ann Lee")
    assert done.code == 0
    assert "Paper reader 1" in done.out
    found = json.loads(influence("--project", copy, "people", "paths", "Ann Lee", "--json").out)
    assert found["person"] == "Ann Lee"
    assert found["paths"][0]["via"].startswith("Paper reader 1")
    step = found["paths"][0]["steps"][-1]
    assert step["url"].startswith("https://circle.example/post/")
    assert step["answers"] + step["asked"] > 0
    table = tmp_path / "team.csv"
    assert influence("--project", copy, "shortlist", "-k", "2", "--csv", table, "--full").code == 0
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["name"]: row for row in csv.DictReader(stream)}
    assert "Paper reader 1" in rows["Ann Lee"]["intro_via"]
    assert rows["Ann Lee"]["contact_rule"] == "unknown"


def test_who_nobody_near_has_met_has_no_path(influence, copy):
    assert influence("--project", copy, "people", "status", "Ann Lee", "ambassador").code == 0
    assert influence("--project", copy, "people", "paths", "Ann Lee").code == 4


def test_a_minor_is_not_proposed(influence, copy, tmp_path):
    with Project.open(copy) as project:
        project.connection.execute("UPDATE accounts SET bio = 'I''m 15 and I fold paper' WHERE name = 'Ann Lee'")
    table = tmp_path / "team.csv"
    assert influence("--project", copy, "shortlist", "-k", "2", "--csv", table).code == 0
    with table.open(encoding="utf-8-sig", newline="") as stream:
        assert "Ann Lee" not in {row["name"] for row in csv.DictReader(stream)}


def test_who_asks_to_be_left_alone_is_not_proposed(influence, copy, tmp_path):
    with Project.open(copy) as project:
        account = project.connection.execute("SELECT id FROM accounts WHERE name = 'Ann Lee'").fetchone()[0]
        project.connection.execute("INSERT INTO addresses VALUES (1, 'https://ann.example/about', NULL)")
        project.connection.execute(
            "INSERT INTO contacts VALUES (1, 'wish', ?, 'ann.example', NULL, 'do_not_contact', 'Do not contact me.', 0)", (account,))
    table = tmp_path / "team.json"
    done = influence("--project", copy, "shortlist", "-k", "3", "--json")
    table.write_text(done.out, "utf-8")
    assert "Ann Lee" not in {person["name"] for person in json.loads(done.out)["people"]}
    assert "do_not_contact" in done.out + done.err or "do-not-contact" in done.out + done.err


@pytest.mark.parametrize(("words", "tone", "warmth"), [
    ("Thanks, lovely idea!", "warm", 0.9), ("You are wrong and a liar.", "harsh", 0.2), ("I cut it at 5 cm.", None, 0.9)])
def test_a_harsh_tone_leaves_little_of_a_path(influence, tmp_path, words, tone, warmth):
    lines = ["id,author,time,in_reply_to,text,url"]
    for day in range(1, 9):
        lines += [f"p{day},Ann Lee,2024-05-{day:02},,Folding {day},https://circle.example/{day}",
                  f"r{day},Kim Ro,2024-05-{day + 1:02},p{day},{words},https://circle.example/{day}r"]
    table, folder = tmp_path / "posts.csv", tmp_path / "small"
    table.write_text("\n".join(line.replace("Thanks, ", "Thanks! ") for line in lines), "utf-8")
    assert influence("--project", folder, "init", "--brand", "Snipwell").code == 0
    assert influence("--project", folder, "load", table).code == 0
    assert influence("--project", folder, "people", "status", "Kim Ro", "ambassador").code == 0
    (path,) = json.loads(influence("--project", folder, "people", "paths", "Ann Lee", "--json").out)["paths"]
    assert path["steps"][0]["tone"] == tone
    assert abs(path["warmth"] - warmth) < 0.15
    assert (f"tone {tone}" in influence("--project", folder, "people", "paths", "Ann Lee").out) is (tone is not None)


def test_each_path_has_its_own_tone_told_by_the_newest_exchanges(influence, tmp_path):
    lines = ["id,author,time,in_reply_to,text,url"]
    for day in range(1, 32):
        lines += [f"p{day},Ann Lee,2024-05-{day:02}T08:00:00Z,,Folding {day},https://circle.example/{day}",
                  f"k{day},Kim Ro,2024-05-{day:02}T09:00:00Z,p{day},"
                  f"{'You are wrong and a liar.' if day == 1 else 'Thanks! Lovely idea.'},https://circle.example/{day}k",
                  f"b{day},Bo Fox,2024-05-{day:02}T10:00:00Z,p{day},You are wrong and a liar.,https://circle.example/{day}b"]
    table, folder = tmp_path / "posts.csv", tmp_path / "small"
    table.write_text("\n".join(lines), "utf-8")
    assert influence("--project", folder, "init", "--brand", "Snipwell").code == 0
    assert influence("--project", folder, "load", table).code == 0
    for ally in ("Kim Ro", "Bo Fox"):
        assert influence("--project", folder, "people", "status", ally, "ambassador").code == 0
    found = json.loads(influence("--project", folder, "people", "paths", "Ann Lee", "--json").out)["paths"]
    steps = {path["via"]: path["steps"][0] for path in found}
    assert {via: (step["tone"], step["cold_words"]) for via, step in steps.items()} == {"Kim Ro": ("warm", 0), "Bo Fox": ("harsh", 1)}
    assert {via: step["url"] for via, step in steps.items()} == {
        "Kim Ro": "https://circle.example/31k", "Bo Fox": "https://circle.example/31b"}
