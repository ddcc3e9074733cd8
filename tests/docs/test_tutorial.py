"""The tutorial's commands are run, and what they print holds the lines it shows, in that order, numbers aside."""

import contextlib
import io
import os
import re
import shlex
from pathlib import Path

import pytest

from influence.cli.app import main

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
#: Apart from the demo's own, and from those of other tests.
PORT = 18_781 + 1_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
_BLOCK = re.compile(r"^```(?:console|sh)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def run(command: str) -> tuple[int, str]:
    """Return how a command ends and what it prints, in the current folder."""
    words = shlex.split(command)[1:]
    if "demo" in words:
        words += ["--port", str(PORT)]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), pytest.raises(SystemExit) as ended:
        main(words)
    return int(ended.value.code or 0), printed.getvalue()


def blocks() -> list[str]:
    """Return the console blocks of the page."""
    return _BLOCK.findall(PAGE.read_text("utf-8"))


def played(block: str) -> str:
    """Return a block as it comes out now: its commands, each with what it prints."""
    made = []
    for command in re.findall(r"^\$ (.+)$", block, re.MULTILINE):
        code, printed = run(command)
        assert code == 0, f"{command}\n{printed}"
        made += [f"$ {command}", *(line.rstrip() for line in printed.splitlines())]
    return "\n".join(made) + "\n"


def told(text: str) -> list[str]:
    """Return the words of each line, without numbers, which every better score moves."""
    masked = re.sub(r"\d[\d.,]*", "#", text)
    return [" ".join(line.split()) for line in masked.splitlines()]


def test_every_command_of_the_tutorial_prints_what_it_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(blocks()) > 5
    for block in blocks():
        printed = iter(told(played(block)))
        for line in told(block):
            assert line == "..." or line in printed, f"not printed, or not there: {line}"


def test_the_lines_of_the_tutorial_are_really_looked_for():
    assert told("Ann  moved 19 people, 3.5 each") == ["Ann moved # people, # each"]
    assert "Zoe moved # people" not in iter(told("Ann moved 7 people"))
