"""The command as a person meets it: help, mistakes, exit codes, quick start."""

import os
import subprocess
import sys

import click
import pytest

from influence.cli import app
from influence.errors import GateError, InfluenceError, InputError, NothingFoundError, PartlyDoneError, UsageError

HEAVY = {"networkx", "igraph", "requests", "feedparser", "bs4", "numba", "rich", "numpy", "scipy", "lxml", "sqlite3"}


def run(*arguments, **environment):
    return subprocess.run([sys.executable, "-m", "influence", *arguments], capture_output=True, text=True,
                          env={**os.environ, **environment}, check=False, timeout=60)


def test_help_imports_nothing_heavy():
    code = f"import sys; sys.argv = ['influence', '--help']\nfrom influence.cli.app import main\n" \
           f"try: main()\nexcept SystemExit: pass\nprint(sorted(set(sys.modules) & {HEAVY}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_names_every_command_and_ends_well(arguments):
    done = run(*arguments)
    assert done.returncode == 0
    for name in app.COMMANDS:
        assert f"  {name} " in done.stdout


def test_a_misspelt_command_is_guessed():
    done = run("shortlst")
    assert done.returncode == 2
    assert "Did you mean 'shortlist'?" in done.stderr


def test_the_version_is_that_of_the_package():
    assert run("--version").stdout.strip().endswith("0.1.0")


@pytest.mark.parametrize("error", [InfluenceError, UsageError, InputError, NothingFoundError, PartlyDoneError, GateError])
def test_each_error_is_one_line_and_its_own_exit_code(error, monkeypatch, capsys):
    @click.command()
    def broken():
        raise error("it did not work", about="team.csv", hint="try again")

    monkeypatch.setattr(app.LateGroup, "get_command", lambda *_: broken)
    with pytest.raises(SystemExit) as ended:
        app.main(["rank"])
    assert ended.value.code == error.exit_code
    assert capsys.readouterr().err == "influence: it did not work (team.csv) - try again\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt, click.Abort])
def test_an_interrupt_says_that_work_is_saved(error, monkeypatch, capsys):
    @click.command()
    def stopped():
        raise error

    monkeypatch.setattr(app.LateGroup, "get_command", lambda *_: stopped)
    with pytest.raises(SystemExit) as ended:
        app.main(["rank"])
    assert ended.value.code == 130
    assert "saved" in capsys.readouterr().err


def test_debug_shows_where_an_error_came_from(monkeypatch):
    @click.command()
    def broken():
        raise InfluenceError("it did not work")

    monkeypatch.setattr(app.LateGroup, "get_command", lambda *_: broken)
    with pytest.raises(InfluenceError):
        app.main(["--debug", "rank"])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell):
    done = run("completion", shell)
    assert done.returncode == 0
    assert "_INFLUENCE_COMPLETE" in done.stdout


def test_a_closed_pipe_ends_quietly():
    done = subprocess.run(f"{sys.executable} -m influence --help | head -1", shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""
