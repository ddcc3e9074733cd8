"""Every fault this crawler is to bear has a test that shows it, or a reason why it has none (`fault_map.csv`)."""

import csv
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
FAULTS = 214
_NAMED = re.compile(r"(test_\w+)(?:\[([^\]]+)\])?")


def rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "fault_map.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def source_of() -> dict[str, list[str]]:
    """The text of every file of tests in which a function of this name stands."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text("utf-8")
        for name in re.findall(r"^def (test_\w+)\(", text, re.MULTILINE):
            found.setdefault(name, []).append(text)
    return found


def test_every_fault_stands_in_the_map_once():
    assert [int(row["number"]) for row in rows()] == list(range(1, FAULTS + 1))


def test_at_least_two_hundred_have_a_test():
    assert sum(row["tests"].startswith("test_") for row in rows()) >= 200


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["number"])
def test_the_tests_that_show_a_fault_exist(row, source_of):
    if row["tests"].startswith("not: "):
        assert len(row["tests"]) > 30  # a reason
        return
    named = _NAMED.findall(row["tests"])
    assert named
    for name, case in named:
        assert name in source_of, name
        assert not case or any(f'"{case}"' in text for text in source_of[name]), (name, case)
