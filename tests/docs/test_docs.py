"""The documentation keeps up with the code, or these fail."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from influence.cli.app import COMMANDS, SUMMARIES
from influence.export.people_columns import COLUMNS, RECEIPT_COLUMNS
from influence.settings import SECTIONS, keys

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def test_the_command_reference_is_that_of_the_commands():
    made = subprocess.run([sys.executable, "-m", "influence.cli.reference"], capture_output=True, check=True,
                          env={**os.environ, "PYTHONUTF8": "1"}).stdout.decode()
    assert (DOCS / "cli.md").read_text("utf-8") == made, "run `make docs`"


def test_every_command_has_a_summary():
    assert list(SUMMARIES) == list(COMMANDS)


@pytest.mark.parametrize("column", [c.name for c in (*COLUMNS, *RECEIPT_COLUMNS)])
def test_every_column_is_documented(column):
    assert f"`{column}`" in (DOCS / "outputs.md").read_text("utf-8")


@pytest.mark.parametrize("key", [f"{section}.{key}" for section in SECTIONS for key in keys(section)])
def test_every_setting_is_documented(key):
    section, name = key.split(".")
    text = (DOCS / "settings.md").read_text("utf-8")
    assert re.search(rf"^\| `{name}` \|", text.split(f"## [{section}]")[1].split("\n## ")[0], re.M), key


@pytest.mark.parametrize("page", sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md")]), ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md")]), ids=lambda path: path.name)
def test_pages_name_only_commands_that_exist(page):
    for name in re.findall(r"^\s*(?:\$ )?influence (?:--project \S+ )?([a-z][a-z-]+)", page.read_text("utf-8"), re.M):
        assert name in COMMANDS, f"{page.name} names 'influence {name}'"
