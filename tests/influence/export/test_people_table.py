"""The people table: which columns it has, what they say, and what other programs get."""

import zipfile
from datetime import date

import numpy as np
import pytest

from crawlers.records import ContactKind, ContactRule
from influence.export.headings import heading
from influence.export.people_columns import COLUMNS, table_columns
from influence.export.people_table import Evidence, Sheet, columns, person_cells, rows
from influence.export.presets import MAILCHIMP_BYTES, PRESETS, preset_rows
from influence.export.xlsx import write_workbook
from influence.model.contact import Reach
from influence.model.person import People, Person
from influence.model.score import Score, Tier
from influence.model.shortlist import Candidate
from influence.shortlist.fit import Fit

PEOPLE = People(
    persons=(Person(id="p_a", name="Ann Lee", accounts=("https://ann.example/",), sites=("ann.example",), audience=500),
             Person(id="p_b", name="林怡君", accounts=("name:b.example:x",), sites=("b.example",))),
    of_account=np.arange(2, dtype=np.int32))
SCORES = tuple(Score(code=n, person=p.id, rank=n + 1, tier=Tier.A, living_audience=3.5, acts=4, people_moved=3,
                     last_post=1_750_000_000, warnings=("few_acts", "undated")) for n, p in enumerate(PEOPLE.persons))
SHEET = Sheet(people=PEOPLE, scores=SCORES)
FULL = Sheet(people=PEOPLE, scores=SCORES, community=["paper", ""], topics={0: ("paper", "scissors")}, language={0: "en"},
             evidence={0: (Evidence(url="https://b.example/1", quote="=tried it"),)},
             outreach={0: {"status": "asked", "notes": "ann@ann.example", "tags": ("consent",)}},
             reach={0: Reach(value="ann@ann.example", kind=ContactKind.MAIL, source="https://ann.example/about",
                             rule=ContactRule.NO_PITCH, quote="No PR.")}, intro_via={0: ("林怡君",)}, fit={0: Fit(fit=70.0, passion=80.0)},
             brand={0: {"brand_stance": "fan", "brand_positive": 2, "discloses": "yes"}},
             candidates={0: Candidate(code=0, place=1, adds=2.5, overlaps_with=((1, 0.5),), substitute=1, why="Because.")})


def test_columns_whose_floor_is_missing_are_absent_not_empty():
    names = [column.name for column in columns(SHEET, full=True)]
    assert "community" not in names
    assert "evidence_1" not in names
    assert "status" not in names
    assert "adds" not in names
    assert "living_audience" in names


def test_the_full_table_has_every_column_it_can_fill_in_the_agreed_order():
    assert [c.name for c in columns(FULL, full=True)] == [
        c.name for c in COLUMNS if c.name not in {"visits_driven", "orders_driven"}]


def test_what_is_said_of_the_brand_stands_in_the_row_and_nowhere_without_a_brand():
    names = [column.name for column in columns(SHEET, full=True)]
    assert "brand_stance" not in names
    assert "rival_mentions" not in names
    cells = person_cells(FULL, SCORES[0])
    assert (cells["brand_stance"], cells["brand_positive"], cells["discloses"]) == ("fan", 2, "yes")
    assert person_cells(FULL, SCORES[1])["brand_stance"] is None


def test_the_default_table_is_a_part_of_the_full_one():
    default = [c.name for c in columns(FULL)]
    assert default[:4] == ["rank", "tier", "person_id", "name"]
    assert set(default) < {c.name for c in columns(FULL, full=True)}
    assert "adds" not in [c.name for c in table_columns(full=False, team=False, available=frozenset(default))]


def test_cells_say_what_is_known_and_nothing_else():
    cells = person_cells(FULL, SCORES[0])
    assert cells["last_post"] == date(2025, 6, 15)
    assert cells["overlaps_with"] == ("林怡君",)
    assert cells["substitute"] == "林怡君"
    assert cells["evidence_1"] == "https://b.example/1"
    assert cells["why"] == "Because."
    assert (cells["contact"], cells["contact_kind"], cells["contact_rule"]) == ("ann@ann.example", "mail", "no_pitch")
    assert (cells["contact_source"], cells["contact_rule_quote"]) == ("https://ann.example/about", "No PR.")
    assert cells["intro_via"] == ("林怡君",)
    assert person_cells(FULL, SCORES[1])["contact_rule"] == "unknown"
    assert person_cells(FULL, SCORES[1])["community"] is None
    assert "林怡君 moved 3" in person_cells(FULL, SCORES[1])["why"]


def test_the_audience_is_shown_with_its_basis():
    assert (person_cells(SHEET, SCORES[0])["audience"], person_cells(SHEET, SCORES[0])["audience_basis"]) == (500, "published")
    assert person_cells(SHEET, SCORES[1])["audience_basis"] is None


def test_a_sheet_can_be_narrowed_to_some_people_in_their_order():
    assert [score.code for score in SHEET.of([1, 0]).scores] == [1, 0]


def test_mailchimp_gets_only_people_who_agreed():
    made, left_out = preset_rows(PRESETS["mailchimp"], [person_cells(FULL, score) for score in SCORES])
    assert left_out == 1
    assert made[0][0] == "ann@ann.example"
    assert len(str(made[0][3]).encode()) <= MAILCHIMP_BYTES


def test_hubspot_gets_names_and_an_address_of_the_site():
    made, _ = preset_rows(PRESETS["hubspot"], [person_cells(FULL, score) for score in SCORES])
    at = PRESETS["hubspot"].headings.index
    assert (*made[0][:2], made[0][at("Website URL")]) == ("Ann", "Lee", "https://ann.example/")
    assert (made[0][at("Contact rule")], made[0][at("Contact rule quote")]) == ("no_pitch", "No PR.")
    assert made[1][:2] == ("林怡君", "")


@pytest.mark.parametrize(("given", "mail"), [
    ({"notes": None, "contact_rule": "unknown"}, "ann@ann.example"), ({"notes": None, "contact_rule": "ok"}, "ann@ann.example"),
    ({"notes": None, "contact_rule": "no_pitch"}, ""), ({"notes": None, "contact_rule": "form_only"}, ""),
    ({"notes": None, "contact_kind": "form", "contact_rule": "ok"}, ""),
    ({"notes": "write to a.lee@mail.example", "contact_rule": "no_pitch"}, "a.lee@mail.example"),
])
def test_hubspot_gets_a_mail_address_only_where_it_may_be_used(given, mail):
    made, _ = preset_rows(PRESETS["hubspot"], [person_cells(FULL, SCORES[0]) | given])
    assert made[0][PRESETS["hubspot"].headings.index("Email")] == mail


def test_buzzstream_gets_the_bare_domain():
    made, _ = preset_rows(PRESETS["buzzstream"], [person_cells(FULL, SCORES[0])])
    assert made[0][1] == "ann.example"
    made, _ = preset_rows(PRESETS["buzzstream"], [person_cells(FULL, SCORES[0]) | {"site": "http://127.0.0.1:18085/blog"}])
    assert made[0][1:3] == ("127.0.0.1:18085", "http://127.0.0.1:18085/blog")


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_every_preset_fills_all_its_headings(preset):
    made, _ = preset_rows(preset, [person_cells(FULL, SCORES[0])])
    assert all(len(row) == len(preset.headings) for row in made)


def test_a_workbook_reads_back_with_dates_and_without_formulas(tmp_path):
    import zipfile

    path = tmp_path / "team.xlsx"
    shown = columns(FULL, full=True)
    write_workbook(path, shown, rows(FULL, shown))
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "=tried it" in words
    assert "Living audience" in words
    first = path.read_bytes()
    write_workbook(path, shown, rows(FULL, shown))
    assert path.read_bytes() == first


def test_a_workbook_has_headings_and_flags_in_the_language_of_the_report(tmp_path):
    shown = columns(FULL, full=True)
    for language, wanted in (("en", ("People", "Living audience", "some dates had to be worked out")),
                             ("zh-TW", ("人物", "活躍受眾", "部分日期為推算"))):
        write_workbook(tmp_path / "t.xlsx", shown, rows(FULL, shown), language=language)
        with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
            text = (book.read("xl/workbook.xml") + book.read("xl/sharedStrings.xml")).decode("utf-8")
        for words in wanted:
            assert words in text
        assert "few_acts" not in text.split("What to know")[0]


def test_every_column_has_a_chinese_heading():
    assert [column.name for column in COLUMNS if heading(column.name, "zh-TW") == heading(column.name)] == []
