"""Taking back: what one command decided goes together, named in words, and never instead of a forgetting."""

import shutil
import time

import pytest

from influence.model.decisions import DecisionKind
from influence.store.project import Project


@pytest.fixture
def folder(project, tmp_path):
    return shutil.copytree(project, tmp_path / "circle")


@pytest.fixture
def say(influence, folder):
    return lambda *words: influence("--project", folder, "people", *words)


def kinds(folder):
    with Project.open(folder) as opened:
        return [row.kind.value for row in opened.decisions().rows]


def test_after_a_forgetting_nothing_else_is_taken_back_unasked(say, folder):
    say("status", "林怡君", "do_not_contact")
    assert say("forget", "Bo Talker", "--yes").code == 0
    done = say("undo")
    assert done.code == 2
    assert "forget somebody, which cannot be undone" in done.err
    assert "decision that stands is 1 (林怡君: status do_not_contact)" in done.err
    assert kinds(folder) == ["status"]
    assert say("undo", "1").err == "Took back 1: 林怡君: status do_not_contact.\n"
    done = say("undo")
    assert done.code == 4
    assert "forget somebody" in done.err


def test_what_was_decided_after_a_forgetting_is_taken_back_without_a_number(say, folder):
    say("forget", "Bo Talker", "--yes")
    with Project.open(folder) as opened:
        account = opened.columns().accounts[0]
        opened.decide(DecisionKind.NOTE, [account], "later", int(time.time()) + 60)
    assert "note later" in say("undo").err
    assert kinds(folder) == []


def test_what_one_command_decided_is_taken_back_by_the_numbers_it_names(say, folder):
    say("note", "Ann Lee", "kept")
    done = say("status", "Ann Lee", "contacted", "--contacted", "2026-05-01", "--owner", "Kim", "--next", "send sample")
    assert "people undo 2-5'" in done.err
    done = say("undo", "2-5")
    assert done.code == 0
    assert done.err.count("Took back") == 4
    assert "Took back 3: Ann Lee: owner Kim." in done.err
    assert kinds(folder) == ["note"]


def test_the_newest_alone_names_what_was_decided_with_it(say, folder):
    with Project.open(folder) as opened, opened.transaction():
        accounts = opened.columns().accounts[:1]
        for kind, value in ((DecisionKind.STATUS, "agreed"), (DecisionKind.OWNER, "Kim")):
            opened.decide(kind, accounts, value, 1_700_000_000)
    done = say("undo")
    assert "owner Kim" in done.err
    assert "still standing: 1." in done.err
    assert "still standing" not in say("undo").err


def test_a_merge_a_split_and_a_tone_are_told_in_words(say, folder):
    say("merge", "Ann Lee", "林怡君")
    assert "2 accounts are one person" in say("undo", "1").err
    with Project.open(folder) as opened:
        one, other = opened.columns().accounts[:2]
        opened.decide(DecisionKind.SPLIT, [one], others=[other])
        opened.decide(DecisionKind.TONE, [], "complaint", others=["brand:Snipwell", "sentence:00"])
        opened.decide(DecisionKind.NOTE, ["https://gone.example/"], "x")
    done = say("undo", "2", "3", "4")
    assert "1 account is not of" in done.err
    assert "Took back 3: a sentence counts as complaint." in done.err
    assert "Took back 4: https://gone.example/: note x." in done.err


@pytest.mark.parametrize(("number", "code", "words"), [
    ("9", 4, "there is no decision 9"), ("x", 2, "'x' is no number of a decision"), ("3-", 2, "write 12, or 4-7"),
])
def test_a_number_that_is_none_is_said(say, number, code, words):
    done = say("undo", number)
    assert done.code == code
    assert words in done.err


def test_an_edited_table_says_how_to_take_it_back(say, folder, tmp_path):
    table = tmp_path / "team.csv"
    table.write_text("name,status,owner\nAnn Lee,agreed,Kim\n", "utf-8")
    assert "people undo 1-2'" in say("import", table).err
    assert say("undo", "1-2").code == 0
    assert kinds(folder) == []
