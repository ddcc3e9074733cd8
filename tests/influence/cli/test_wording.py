"""A mistake in a command line is answered with what to type; hints name the project's folder."""

from pathlib import Path

import pytest

from influence.cli.app import COMMANDS
from influence.cli.wording import folder_of, moved_option, plain, with_folder


@pytest.mark.parametrize(("typed", "meant"), [
    (["rank", "--project", "x", "-n", "5"], "--project stands before the command: influence --project x rank -n 5"),
    (["people", "list", "--project=my brand"], "--project stands before the command: influence '--project=my brand' people list"),
    (["rank", "-q"], "-q stands before the command: influence -q rank"),
    (["people", "show", "Ann Lee", "--debug"], "--debug stands before the command: influence --debug people show 'Ann Lee'"),
])
def test_an_option_behind_its_command_is_put_before_it(influence, typed, meant):
    done = influence(*typed)
    assert done.code == 2
    assert meant in done.err


def test_an_option_of_nobody_stays_unknown(influence):
    assert "No such option" in influence("rank", "--colour").err
    assert moved_option("--project", ["rank", "--projec", "x"]) is None


@pytest.mark.parametrize(("typed", "words"), [
    (["rank", "--window", "ten"], "'ten' is no number; write it in figures, such as 90."),
    (["rank", "-n", "few"], "'few' is no whole number; write it in figures, such as 5."),
    (["rank", "-n", "0"], "0 is too little: 1 or more."),
    (["crawl", "--hops", "9"], "9 does not do: 0 to 5."),
    (["crawl", "--since", "soon"], "'soon' is no date; write it as 2024-05-31."),
])
def test_a_wrong_value_is_said_in_plain_words(influence, typed, words):
    done = influence(*typed)
    assert done.code == 2
    assert words in done.err
    assert "valid float" not in done.err


def test_more_than_a_bound_is_said_as_such():
    assert plain("0 is not in the range x>0.") == "0 is too little: more than 0."


def test_hints_name_the_folder_that_was_named(influence, project):
    done = influence("--project", project, "people", "show", "Nobody At All")
    assert f"'influence --project {project} people list' lists everybody" in done.err
    assert f"'influence --project {project} explain NAME' opens" in influence("--project", project, "rank", "-n", "1").out


def test_in_the_current_folder_hints_stay_short(influence, project, monkeypatch):
    monkeypatch.chdir(project)
    assert "'influence people list' lists everybody" in influence("people", "show", "Nobody At All").err


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"demo", "init", "completion", "warm-up"}))
def test_every_command_of_a_project_gets_its_folder(name):
    assert with_folder(f"run 'influence {name}'", Path("my brand")) == f"run 'influence --project \"my brand\" {name}'"


def test_what_makes_a_project_or_is_no_command_stays():
    for text in ("make one with 'influence init'", "'influence --project x crawl'", "the influence people have", "an influence crawl"):
        assert with_folder(text, Path("p")) == text


def test_the_folder_is_read_off_the_options_before_the_command():
    assert folder_of(["-v", "--project=a", "rank"]) == Path("a")
    assert folder_of(["--project"]) == folder_of([]) == folder_of(["rank", "--project", "b"]) == Path()
