"""A small project with known people, made through the commands a user has."""

import csv
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from influence.cli.app import main


@dataclass
class Done:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def influence(capsys):
    """Return a function that runs the command line in this process."""

    def run(*arguments: object) -> Done:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Done(int(ended.value.code or 0), printed.out, printed.err)

    return run


#: Two circles of readers, each with a driver; one talker whom nobody answers; a star who fell silent.
PAPER = [f"Paper reader {n}" for n in range(9)]
QUILT = [f"拼布讀者{n}" for n in range(7)]


def messages():
    """Return posts of two years: who writes, when, what it answers."""
    draw = random.Random(5)
    start = datetime(2024, 7, 1, 9, tzinfo=UTC)
    rows = []

    def write(author, day, text, answers=""):
        rows.append({"id": f"m{len(rows)}", "author": author, "time": (start + timedelta(days=day)).isoformat(),
                     "in_reply_to": answers, "text": text, "title": "" if answers else f"{text} {day}",
                     "url": f"https://circle.example/post/{len(rows)}", "place": "circle.example"})
        return rows[-1]["id"]

    for day in range(0, 720, 12):
        for driver, readers, text in (("Ann Lee", PAPER, "paper folding"), ("林怡君", QUILT, "拼布教學"), ("Bo Talker", [], "my day")):
            post = write(driver, day, text)
            for reader in draw.sample(readers, min(4, len(readers))):
                said = write(reader, day + draw.uniform(0.2, 3), f"tried your {text}", post)
                near = readers if draw.random() < 0.8 else PAPER + QUILT
                other = draw.choice([one for one in near if one != reader])
                write(other, day + draw.uniform(3, 5), "how did it go", said)
        if day < 300:
            post = write("Star Gone", day, "card making")
            for reader in draw.sample(PAPER + QUILT, 6):
                write(reader, day + 1, "lovely card", post)
    return rows


@pytest.fixture(scope="session")
def messages_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "circle.csv"
    rows = messages()
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="session")
def project(messages_file, tmp_path_factory) -> Path:
    """Return the folder of a project into which the messages were loaded; do not change it."""
    folder = tmp_path_factory.mktemp("project") / "circle"
    for arguments in (["init", str(folder), "--brand", "Snipwell", "--topic", "paper"],
                      ["--project", str(folder), "load", str(messages_file)]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code in (0, None)
    return folder
