"""CSV files: what spreadsheets and CRMs need, and nothing that runs."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influence.errors import InfluenceError
from influence.export.cells import MAX_CELL, cell_text, harmless, number, plain
from influence.export.files import whole, write_whole
from influence.export.table import table_lines, write_table

HOSTILE = ["=1+1", "+1", "-knits", "@ann", "＝1+1", "  =1+1", "\t=1", "＠sum", "－5", "　=HYPERLINK(1)"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_runs_as_a_formula(text):
    assert cell_text(text).startswith("'")


@pytest.mark.parametrize("text", HOSTILE)
def test_raw_cells_carry_no_apostrophe(text):
    assert not cell_text(text, raw=True).startswith("'")


@given(st.text())
def test_no_cell_breaks_a_line_or_hides_characters(text):
    shown = plain(text)
    assert "\n" not in shown
    assert "\r" not in shown
    assert "\u202e" not in shown
    shown.encode("utf-8")


def test_ordinary_text_stays_as_it_is():
    assert harmless("Ann Lee, 林怡君 (paper)") == "Ann Lee, 林怡君 (paper)"
    assert harmless("") == ""


def test_a_cell_of_a_hundred_thousand_characters_is_cut():
    assert len(cell_text("長" * 100_000)) == MAX_CELL


@pytest.mark.parametrize(("value", "text"), [
    (None, ""), (True, "yes"), (False, "no"), (7, "7"), (-2.5, "-2.5"), (1e9, "1000000000"), (float("inf"), ""),
    (0.0004, "0"), (-0.0001, "0"), (date(2026, 3, 9), "2026-03-09"),
    (datetime(2026, 3, 9, 23, tzinfo=UTC), "2026-03-09"), (("a;b", "c"), "a,b;c"), ((), ""),
])
def test_values_are_written_the_same_everywhere(value, text):
    assert cell_text(value) == text


def test_numbers_have_a_point_and_no_trailing_zeros():
    assert [number(x) for x in (3.0, 3.1, 3.14159)] == ["3", "3.1", "3.142"]


def test_a_table_has_a_bom_and_crlf_and_reads_back(tmp_path):
    path = tmp_path / "team.csv"
    write_table(path, ["name", "living_audience"], [("Ann, \"A\"", 1.234567), ("怡君", None)])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 3
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows == [["name", "living_audience"], ["Ann, \"A\"", "1.234567"], ["怡君", ""]]


def test_raw_tables_have_no_bom():
    assert not "".join(table_lines(["a"], [], raw=True)).startswith("\ufeff")


def test_a_broken_export_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "team.csv"
    path.write_text("old")

    def rows():
        yield ("a",)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_table(path, ["x"], rows())
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["team.csv"]


def test_a_folder_or_a_missing_folder_is_said_plainly(tmp_path):
    with pytest.raises(InfluenceError, match="folder"), whole(tmp_path):
        pass
    with pytest.raises(InfluenceError, match="cannot be written"):
        write_whole(tmp_path / "no" / "file.csv", ["x"])
