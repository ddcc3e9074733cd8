"""docs/people.md names every clue with its confidence."""

import re
from pathlib import Path

import pytest

from influence.people.pairs import CONFIDENCE

PAGE = Path(__file__).parents[3] / "docs" / "people.md"


@pytest.mark.parametrize(("clue", "confidence"), sorted(CONFIDENCE.items()))
def test_every_clue_is_documented_with_its_confidence(clue, confidence):
    assert re.search(rf"^\| `{clue}` \| {confidence:.2f} \|", PAGE.read_text("utf-8"), re.M)


def test_no_clue_is_documented_that_does_not_exist():
    named = set(re.findall(r"^\| `(\w+)` \| \d", PAGE.read_text("utf-8"), re.M))
    assert named == set(CONFIDENCE)
