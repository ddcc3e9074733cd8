"""An edited table read back: only what was edited changes, and only what can be meant is taken."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from influence.cli.people_import import Change, Changes, changes, read_rows
from influence.errors import InputError
from influence.export.cells import Cell, cell_text
from influence.model.account import AccountRow
from influence.model.decisions import DecisionKind, Decisions
from influence.model.person import People
from influence.people.resolve import resolve
from influence.settings import Settings, read


def settings() -> Settings:
    return read(Path("nowhere"), {})


@pytest.fixture(scope="module")
def people() -> People:
    return resolve([AccountRow(id="https://ann.example/", name="Ann Lee")], Decisions(), settings().people)


def edited(people: People, known: Mapping[str, Cell], *rows: Mapping[str, str]) -> Changes:
    named: Sequence[Mapping[str, str]] = [{"name": "Ann Lee", **row} for row in rows]
    return changes(people, {0: known}, named)


@pytest.mark.parametrize(("cell", "status"), [
    ("Do not contact", "do_not_contact"), ("DO-NOT-CONTACT ", "do_not_contact"), ("do_not_contact", "do_not_contact"),
    ("Agreed", "agreed")])
def test_a_status_is_known_however_it_is_written(people, cell, status):
    found = edited(people, {}, {"status": cell})
    assert found == Changes(made=(Change(person=0, kind=DecisionKind.STATUS, value=status),), problems=())


def test_what_is_no_status_or_day_is_a_problem_and_the_rest_of_the_row_counts(people):
    found = edited(people, {}, {"status": "never!", "last_contacted": "31/01/2024", "owner": "Kim"},
                   {"last_contacted": "2024-02-31"})
    assert [change.value for change in found.made] == ["Kim"]
    assert [problem.partition(":")[0] for problem in found.problems] == ["line 2", "line 2", "line 3"]
    assert "'never!' is no status: write one of new, " in found.problems[0]
    assert "'31/01/2024' is no day: write it as 2024-05-31" in found.problems[1]


@pytest.mark.parametrize("cell", ["2024/1/31", "2024-01-31", "2024.01.31", "2024-01-31 00:00:00"])
def test_a_day_is_known_as_spreadsheets_rewrite_it(people, cell):
    assert edited(people, {}, {"last_contacted": cell}).made[0].value == "2024-01-31"
    assert edited(people, {"last_contacted": "2024-01-31"}, {"last_contacted": cell}).made == ()


HARD: dict[str, Cell] = {
    "notes": "first line\nsecond  line | =SUM(A1)", "owner": "=Kim\u200b", "status": "agreed", "next_action": "'quote' her",
    "tags": ("a;b", "=c", "two  words")}


@pytest.mark.parametrize("raw", [False, True])
def test_a_table_that_was_not_edited_changes_nothing(people, raw):
    row = {name: cell_text(value, raw=raw) for name, value in HARD.items()}
    assert edited(people, HARD, row) == Changes(made=(), problems=())


def test_only_what_was_added_to_the_notes_is_new(people):
    row = {"notes": cell_text(HARD["notes"]) + " | likes blue"}
    assert [change.value for change in edited(people, HARD, row).made] == ["likes blue"]


@pytest.mark.parametrize("notes", ["rewritten", "one | two", "first line second line | =SUM(A1) | more"])
def test_the_same_edited_table_twice_adds_its_notes_once(people, notes):
    known = dict(HARD)
    for change in edited(people, known, {"notes": notes}).made:
        known["notes"] = f"{known['notes']} | {change.value}"
    assert known != HARD
    assert edited(people, known, {"notes": notes}).made == ()


def test_a_genuine_apostrophe_stays(people):
    assert [change.value for change in edited(people, {}, {"notes": "'tis so", "owner": "'=Kim"}).made] == [
        "=Kim", "'tis so"]


def test_a_cell_too_long_to_be_read_is_one_clear_line(tmp_path: Path):
    path = tmp_path / "long.csv"
    path.write_text("name,notes\nAnn," + "x" * 200_000 + "\n", "utf-8")
    before = csv.field_size_limit(131_072)  # reading tables to load raises it for the whole process
    try:
        with pytest.raises(InputError, match="no table"):
            read_rows(path)
    finally:
        csv.field_size_limit(before)
