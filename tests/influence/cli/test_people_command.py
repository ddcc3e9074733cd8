"""`influence people` does what the manager says, shows why, and takes it back."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.extract.acts import activities
from crawlers.records import Account, Finding, Page, Post, PostKind, named
from influence.cli.app import main
from influence.store.project import Project

NOW = datetime(2024, 6, 1, tzinfo=UTC)
ANN, BOB = "https://ann.example/", "https://bob.example/"
ANNS, BOBS = named("ann.example", "Ann Lee"), named("bob.example", "Bob Oyelaran")
TWIN = named("ink.example", "Ann Lee")


def article(home: str, author: str, number: int, **more: object) -> Post:
    return Post(url=f"{home}p{number}", kind=PostKind.POST, author=author, title=f"Ink {number}", text="I like ink",
                published=datetime(2024, 1, number, tzinfo=UTC), home=home, **more)  # type: ignore[arg-type]  # by name


def store(project: Project, url: str, *findings: Finding) -> None:
    page = Page(url, "", NOW)
    project.add(page, [*findings, *activities(findings, url)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "crafts") as project:
        store(project, f"{ANN}p1", article(ANN, ANNS, 1),
              Account(id=ANNS, name="Ann Lee", site="ann.example"), Account(id=ANN, site="ann.example"))
        store(project, f"{BOB}p1", article(BOB, BOBS, 1), Account(id=BOBS, name="Bob Oyelaran", site="bob.example"))
        comment = Post(url="https://ink.example/p#c1", kind=PostKind.COMMENT, author=TWIN, text="Lovely",
                       published=datetime(2024, 2, 1, tzinfo=UTC), in_reply_to=f"{ANN}p1", thread=f"{ANN}p1")
        team = named("ink.example", "The Ink Team")
        store(project, "https://ink.example/p", comment, Account(id=TWIN, name="Ann Lee", site="ink.example"),
              Account(id=team, name="The Ink Team", site="ink.example"), article("https://ink.example/", team, 2))
    return tmp_path / "crafts"


Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--project", str(folder), "people", *words])
        out, err = capsys.readouterr()
        return int(str(ended.value.code or 0)), out, err

    return call


def card(say: Say, person: str) -> dict[str, object]:
    code, out, err = say("show", person, "--json")
    assert code == 0, err
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def test_list_shows_everybody_with_kind_and_reason(say):
    code, out, _ = say("list")
    assert code == 0
    assert "Bob Oyelaran" in out
    assert "'team' in the name 'The Ink Team'" in out
    found = json.loads(say("list", "--json", "--kind", "organisation")[1])
    assert [row["name"] for row in found["people"]] == ["The Ink Team"]


def test_list_says_when_there_is_nobody(say):
    assert say("list", "--kind", "bot")[0] == 4


def test_show_lists_accounts_and_the_clues_that_join_them(say):
    found = card(say, ANN)
    assert found["accounts"] == [ANN, ANNS]
    assert [clue["kind"] for clue in found["clues"]] == ["site_byline"]
    text = say("show", "ann.example")[1]
    assert "joined by site_byline 0.97" in text


def test_a_name_that_several_have_is_asked_back(say):
    code, _, err = say("show", "Ann Lee")
    assert code == 2
    assert "may mean 2 people" in err


def test_merge_holds_and_undo_takes_it_back(say):
    code, _, err = say("merge", ANN, TWIN)
    assert code == 0
    assert re.search(r"Undo with 'influence --project \S+ people undo 1'", err)
    assert card(say, "Ann Lee")["accounts"] == [ANN, ANNS, TWIN]
    assert say("undo")[0] == 0
    assert say("show", "Ann Lee")[0] == 2
    assert say("undo")[0] == 4


def test_merging_one_person_with_themself_is_refused(say):
    assert say("merge", ANN, ANNS)[0] == 2
    assert say("merge", ANN)[0] == 2


def test_split_takes_accounts_out_for_ever(say):
    assert say("split", "ann.example", ANN)[0] == 0
    assert card(say, ANN)["accounts"] == [ANN]
    assert say("undo", "1")[0] == 0
    assert card(say, ANN)["accounts"] == [ANN, ANNS]


def test_split_wants_an_account_of_the_person_and_leaves_one(say):
    code, _, err = say("split", ANN, BOBS)
    assert code == 2
    assert ANNS in err
    assert say("split", ANN, ANN, ANNS)[0] == 2


def test_status_note_and_tags_stand_on_the_card(say):
    assert say("status", BOBS, "contacted", "--owner", "Kim", "--next", "call", "--contacted", "2024-05-01")[0] == 0
    assert say("note", BOBS, "met at the fair")[0] == 0
    assert say("tag", BOBS, "spring", "paper")[0] == 0
    assert say("tag", BOBS, "paper", "--remove")[0] == 0
    assert card(say, BOBS)["own"] == {
        "last_contacted": "2024-05-01", "next_action": "call", "notes": "met at the fair", "owner": "Kim",
        "status": "contacted", "tags": ["spring"],
    }
    assert "status contacted" in say("show", BOBS)[1]


def test_show_says_first_where_things_stand_now_and_when_each_was_decided(say):
    say("status", BOBS, "contacted", "--contacted", "2024-05-01", "--owner", "Kim", "--next", "send sample")
    lines = say("show", BOBS)[1].splitlines()
    assert lines[1] == "  now       contacted 2024-05-01, Kim, next: send sample"
    assert any(re.fullmatch(r"  decided   3 on \d{4}-\d\d-\d\d: next action send sample", line) for line in lines)
    say("status", BOBS, "agreed")
    assert say("show", BOBS)[1].splitlines()[1] == "  now       agreed, last contacted 2024-05-01, Kim, next: send sample"
    say("note", ANN, "met")
    assert "  now " not in say("show", ANN)[1]


def test_contacted_without_a_day_is_today_and_keeps_no_older_day(say):
    assert say("status", BOBS, "contacted", "--contacted", "2024-05-01")[0] == 0
    err = say("status", BOBS, "contacted")[2]
    told = re.search(r"Taken as contacted today, (\d{4}-\d\d-\d\d); if it was another day: --contacted DATE", err)
    assert told is not None
    assert "contacted before, on 2024-05-01" in err
    assert card(say, BOBS)["own"]["last_contacted"] == told[1]
    assert f"contacted before, on {told[1]}" in say("status", BOBS, "contacted")[2]
    assert "Taken as" not in say("status", BOBS, "agreed")[2]


def test_a_kind_given_as_a_tag_decides(say):
    assert say("tag", BOBS, "organisation")[0] == 0
    assert card(say, BOBS)["kind"] == "organisation"


def test_status_wants_something_to_say_and_real_dates(say):
    assert say("status", BOBS)[0] == 2
    assert say("status", BOBS, "--contacted", "soon")[0] == 2
    assert say("status", BOBS, "sleeping")[0] == 2


def test_doubts_are_listed_with_their_reason(say):
    assert say("list", "--maybe")[0] == 4
    say("split", ANN, ANN)
    code, out, _ = say("list", "--maybe")
    assert code == 0
    assert "kept apart by a split" in out
    assert json.loads(say("list", "--maybe", "--json")[1])["maybe"][0]["clues"] == ["site_byline"]


def test_an_edited_csv_is_read_back_and_nothing_is_lost(say, tmp_path):
    say("note", BOBS, "met at the fair")
    bob, ann = card(say, BOBS)["id"], card(say, ANN)["id"]
    edited = tmp_path / "team.csv"
    edited.write_text(
        "person_id,name,status,notes,tags,owner\r\n"
        f"{bob},Bob,agreed,met at the fair | likes blue,spring;paper,\r\n"
        f"{ann},Ann Lee,,,,'=Kim\r\np_gone,Zed,new,,,\r\n", "utf-8-sig")
    code, _, err = say("import", str(edited))
    assert code == 5
    assert "line 4: Zed is nobody here" in err
    own = card(say, BOBS)["own"]
    assert own == {"notes": "met at the fair | likes blue", "status": "agreed", "tags": ["paper", "spring"]}
    assert card(say, ANN)["own"] == {"owner": "=Kim"}
    code, _, err = say("import", str(edited))
    assert err.startswith("0 changes")


@pytest.mark.parametrize("text", [b"colour,shape\nred,round\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_such_table_is_named(say, tmp_path, text):
    edited = tmp_path / "other.csv"
    edited.write_bytes(text)
    assert say("import", str(edited))[0] == 3


def test_export_data_holds_posts_and_acts_with_where_they_were_seen(say, tmp_path):
    code, out, _ = say("export-data", ANN)
    found = json.loads(out)
    assert code == 0
    assert [post["url"] for post in found["posts"]] == [f"{ANN}p1"]
    (act,) = found["activities"]
    assert (act["verb"], act["by"], act["on"]) == ("reply", TWIN, ANNS)
    assert act["seen_on"] == "https://ink.example/p"
    target = tmp_path / "ann.json"
    assert say("export-data", ANN, "--out", str(target))[0] == 0
    assert json.loads(target.read_text("utf-8")) == found


@pytest.mark.parametrize(("typed", "meant"), [
    ("Bob Oyelran", "Bob Oyelaran"), ("oyelaran", "Bob Oyelaran"), ("bob.exmaple", "bob.example"), ("zzz", None), ("", None),
])
def test_a_mistyped_name_is_answered_with_the_nearest_ones(say, typed, meant):
    code, _, err = say("show", typed)
    assert code == 2
    assert ("did you mean" in err) is (meant is not None)
    assert meant is None or meant in err


def test_signs_that_nobody_sees_are_no_part_of_a_name(say, folder):
    with Project.open(folder) as project:
        odd = "https://forum.example/u/odd"
        store(project, odd, Account(id=odd, name="Cosima\u202e Vetch\x1b\u200b", site="forum.example", handle="odd\u202e"))
    out = say("list")[1] + say("show", odd)[1] + say("list", "--json")[1]
    assert "Cosima Vetch" in out
    assert not set(out) & set("\u202e\x1b\u200b")
