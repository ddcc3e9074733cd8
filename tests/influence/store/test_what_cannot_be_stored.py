"""Half characters and numbers without end: mended on the way in, never a reason to lose a page."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.load.formats import TableOptions
from crawlers.records import (
    Account,
    Activity,
    Contact,
    ContactKind,
    Finding,
    Link,
    Mention,
    Page,
    Post,
    PostKind,
    Verb,
    named,
)
from crawlers.soundness import sound, sound_text
from influence.store.archives import load_archive
from influence.store.loading import load
from influence.store.pages import SqlitePages
from influence.store.project import Project

HALF = "T \ud83d"
WHOLE = "T \ufffd"
ANN = "https://ann.example/"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
PAGE = Page(ANN, "", NOW)


def post(**more: object) -> Post:
    return Post(**{"url": ANN, "kind": PostKind.POST, "author": ANN, **more})  # type: ignore[arg-type]  # by name


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.open(tmp_path / "p", create=True) as opened:
        yield opened


@pytest.mark.parametrize("finding", [
    post(title=HALF), post(text=HALF), post(tags=(HALF,)), post(local_id=HALF), post(number=10**30),
    post(language=HALF, disclosure=HALF), post(author=f"name:ann.example:{HALF}"),
    Account(id=ANN, audience=10**30), Account(id=ANN, name=HALF, bio=HALF, claims=(("rel=me", f"{ANN}{HALF}"),)),
    Activity(verb=Verb.LINK, actor=ANN, object=f"https://bo.example/{HALF}", quote=HALF, rule=HALF, evidence=ANN),
    Contact(kind=ContactKind.MAIL, page=ANN, account=ANN, site=HALF, value=HALF, quote=HALF)])
def test_a_finding_that_no_database_takes_is_mended(project: Project, finding: Finding) -> None:
    other = post(url=f"{ANN}2", title="whole")
    with project.transaction():
        project.add(Page(f"{ANN}before", "", NOW), [post(url=f"{ANN}before")])
        project.add(PAGE, [other, finding])
    assert [row.title for row in project.posts([project.account_key(f"{ANN}2")])] == ["whole"]
    assert ANN in [row.id for row in project.accounts()]
    assert project.add(PAGE, [other, finding]) == 0


def test_half_a_character_is_replaced_and_a_number_without_end_is_not_known(project: Project) -> None:
    project.add(PAGE, [post(title=HALF, number=10**30), Account(id=ANN, name=HALF, audience=10**30)])
    assert [row.title for row in project.posts([project.account_key(ANN)])] == [WHOLE]
    assert [(row.name, row.audience) for row in project.accounts()] == [(WHOLE, None)]
    assert project.connection.execute("SELECT number FROM texts").fetchall() == [(None,)]


def test_a_page_whose_address_is_broken_is_kept_under_a_whole_one(project: Project) -> None:
    broken = Page(f"{ANN}\udc80", HALF, NOW, "text/html", {"link": HALF})
    project.add(broken, [post()])
    SqlitePages(project.connection, project.path).keep(sound(broken))
    assert len(project.columns().posts) == 1


def test_what_is_sound_stays_the_same() -> None:
    whole = post(title="拼布 😀", number=3, links=(Link(url=ANN, rel=("ugc",)),), published=NOW)
    assert sound(whole) == whole
    assert sound(post(mentions=(Mention(name=HALF),))).mentions == (Mention(name=WHOLE),)
    assert sound_text("\ud83d\ude00") == "😀"
    assert named("ann.example", HALF) == named("ann.example", HALF).encode().decode()


def test_json_lines_with_half_characters_are_loaded(project: Project) -> None:
    path = project.folder / "p.jsonl"
    rows: list[dict[str, object]] = [
        {"author": "Ann", "time": 5, "title": HALF, "tags": [HALF], HALF: HALF, "links": [f"{ANN}\ud83d", ANN]},
        {"author": HALF, "time": 6}]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n" + '{"author":' + "[" * 100_000 + "\n")
    report = load(project, path, TableOptions(format="posts"), now=9)
    assert (report.rows, report.rejected) == (2, 1)
    assert sorted(row.name or "" for row in project.accounts()) == ["Ann", WHOLE]


def test_more_followers_than_can_be_are_named_as_a_bad_row(project: Project) -> None:
    path = project.folder / "a.csv"
    path.write_text("account,followers\nann,5\nbo,1e30\n")
    report = load(project, path, TableOptions(), now=9)
    assert [row.reason for row in report.first_rejected] == ["'1e30' is no number of followers"]
    assert {row.audience for row in project.accounts()} == {5}


def test_a_mail_whose_sender_is_in_no_known_encoding_is_read(project: Project) -> None:
    path = project.folder / "l.mbox"
    path.write_bytes(b"From x Mon Jan  5 10:00:00 2009\nFrom: =?unknown-8bit?q?J=F6rg?= <j\xf6rg@a.example>\n"
                     b"Date: Mon, 5 Jan 2009 10:00:00 +0000\nSubject: =?unknown-8bit?q?=F6?=\n"
                     b"Message-ID: <1@a.example>\n\nHi\n")
    assert load_archive(project, path, "mbox", dataset="l", now=9).rows == 1
    assert len(project.columns().posts) == 1
