"""docs/scores.md names every rule and flag there is, and no other."""

import re
from pathlib import Path

from influence.ranking.credits import RULES
from influence.ranking.flags import MEANING

PAGE = (Path(__file__).parents[3] / "docs" / "scores.md").read_text("utf-8")


def first_column(heading):
    part = PAGE.split(heading, 1)[1].split("\n#", 1)[0]
    return re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)


def test_every_rule_is_explained():
    assert tuple(first_column("### What is taken off")) == RULES


def test_every_flag_is_explained():
    assert set(first_column("### Flags")) == set(MEANING)


def test_the_page_calls_nobody_names():
    assert not re.search(r"\b(fraud|fake account|scam)", PAGE.split("## Literature")[0], re.IGNORECASE)
