"""Who asks to be forgotten is gone from every table and file, and does not come back."""

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard

from crawlers.extract.acts import activities
from crawlers.records import (
    Account,
    Contact,
    ContactKind,
    ContactRule,
    Finding,
    Mention,
    OutlinkKind,
    Page,
    Post,
    PostKind,
    named,
)
from crawlers.records.visit import Entry, Lead
from influence.cli.app import main
from influence.cli.crawling import reextract
from influence.store.frontier import SqliteFrontier
from influence.store.pages import SqlitePages
from influence.store.project import DATABASE_NAME, Project

NOW = datetime(2024, 6, 1, tzinfo=UTC)
ANN, BOB = "https://annfolds.example/", "https://bob.example/"
ANNS, BOBS = named("annfolds.example", "Annika Leefold"), named("bob.example", "Bob Oyelaran")
MEMBER = "https://forum.example/u/annifold"
TRACES = ("annika", "leefold", "annfolds", "annifold", "Secret thought", "her bio")
TABLE = "author,time,id,in_reply_to,text,url\n" + "\n".join([
    f"{MEMBER},2024-05-01,1,,Secret thought in a table,https://list.example/1",
    "Bob Reader,2024-05-02,2,1,I tried it,https://list.example/2",
    "Cyd Reader,2024-05-03,3,2,So did I says Annika Leefold,https://list.example/3"]) + "\n"


def findings() -> list[tuple[str, str, list[Finding]]]:
    def post(url: str, author: str, day: int, text: str, **more: object) -> Post:
        return Post(url=url, author=author, text=text, published=datetime(2024, 5, day, tzinfo=UTC),
                    **{"kind": PostKind.POST, **more})  # type: ignore[arg-type]  # by name

    bobs = named("annfolds.example", "Bob O")
    return [
        (f"{ANN}1", "Annika Leefold writes", [
            Account(id=ANNS, name="Annika Leefold", site="annfolds.example", claims=(("rel=me", MEMBER),)),
            Account(id=ANN, name="Annika Leefold", claims=(("rel=me", MEMBER),)),
            post(f"{ANN}1", ANNS, 1, "Secret thought", title="Folding", home=ANN), Account(id=bobs, name="Bob O", website=BOB),
            post(f"{ANN}1#c1", bobs, 2, "Nice", kind=PostKind.COMMENT, thread=f"{ANN}1", in_reply_to=f"{ANN}1")]),
        (f"{ANN}about", "Annika Leefold, ann@annfolds.example", [
            Contact(kind=ContactKind.MAIL, page=f"{ANN}about", site="annfolds.example", value="ann@annfolds.example"),
            Contact(kind=ContactKind.WISH, page=f"{ANN}about", site="annfolds.example", rule=ContactRule.NO_PITCH,
                    quote="I, Annika, take no pitches.")]),
        (MEMBER, "Annika Leefold, profile", [Account(id=MEMBER, name="Annika Leefold", handle="annifold", bio="her bio",
                                                     claims=(("rel=me", ANN),), audience=5)]),
        ("https://forum.example/t/1", "Secret thought of annifold", [
            post("https://forum.example/t/1#1", "https://forum.example/u/cyd", 3, "Hello", kind=PostKind.MESSAGE),
            post("https://forum.example/t/1#2", MEMBER, 4, "Secret thought again", kind=PostKind.MESSAGE,
                 in_reply_to="https://forum.example/t/1#1"),
            post("https://forum.example/t/1#3", "https://forum.example/u/cyd", 5, "Thanks @annifold", kind=PostKind.MESSAGE,
                 in_reply_to="https://forum.example/t/1#2", mentions=(Mention(name="annifold", account=MEMBER),)),
            Account(id="https://forum.example/u/cyd", name="Cyd", handle="cyd"), Account(id=MEMBER, name="Annika Leefold")]),
        (f"{BOB}1", "Bob met somebody", [
            Account(id=BOBS, name="Bob Oyelaran", site="bob.example"),
            post(f"{BOB}1", BOBS, 6, "I met Annika Leefold at annfolds.example", home=BOB)]),
    ]


def walk(folder: Path) -> None:
    """Read a post of Bob's whose address, title and tags name her."""
    url, day = f"{BOB}annika-leefold-and-me", datetime(2024, 5, 7, tzinfo=UTC)
    post = Post(url=url, kind=PostKind.POST, author=BOBS, text="Look at https://pics.example/Annika%20Leefold.png", home=BOB,
                published=day, title="Annika_Leefold and me", tags=("Annika-Leefold",))
    with Project.open(folder) as project:
        SqliteFrontier(project.connection, project.path).add([Entry(url=url, kind=OutlinkKind.POST, source=BOB)])
        project.add(Page(url, "A walk", NOW), [post, *activities([post], url)])


def crawl(folder: Path) -> None:
    with Project.open(folder) as project:
        archive, frontier = SqlitePages(project.connection, project.path), SqliteFrontier(project.connection, project.path)
        project.add_alias("http://annfolds.example/", ANN, basis="redirect")
        for url, text, found in findings():
            page = Page(url, text, NOW)
            frontier.add([Entry(url=url, kind=OutlinkKind.POST, source=ANN)])
            project.add(page, [*found, *activities(found, url)])
            archive.keep(page)
        frontier.lead([Lead(site="annfolds.example", from_site="bob.example",
                            entry=Entry(url=ANN, kind=OutlinkKind.SITE, source=BOB))], needed=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "crafts"
    with Project.create(made, {"brand.name": "Snipwell", "crawl.contact": "team@snipwell.example"}):
        pass
    crawl(made)
    return made


Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--project", str(folder), *words])
        out, err = capsys.readouterr()
        return int(str(ended.value.code or 0)), out, err

    return call


def told(folder: Path) -> str:
    """Return all that a project folder says: every cell of every table, unpacked, and every file's bytes."""
    texts = []
    connection = sqlite3.connect(folder / DATABASE_NAME)
    for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        for row in connection.execute(f"SELECT * FROM {table}"):
            for cell in row:
                if isinstance(cell, bytes) and cell[:4] == b"\x28\xb5\x2f\xfd":
                    texts.append(zstandard.ZstdDecompressor().decompress(cell).decode("utf-8", "replace"))
                texts.append(cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell))
    connection.close()
    texts += [file.read_bytes().decode("latin-1") for file in sorted(folder.rglob("*")) if file.is_file()]
    return "\n".join(texts).casefold()


def left(folder: Path) -> list[str]:
    text = told(folder)
    return [trace for trace in TRACES if trace.casefold() in text]


def fill(say: Say, folder: Path) -> None:
    table = folder.parent / "list.csv"
    table.write_text(TABLE, "utf-8")
    assert say("load", str(table))[0] == 0
    walk(folder)
    assert say("people", "note", MEMBER, "Annika Leefold likes blue")[0] == 0
    assert say("people", "note", BOB, "friend of Annika Leefold")[0] == 0
    with Project.open(folder) as project:
        project.add_run("rank", 1, {}, {"people": ["Annika Leefold"]})
        project.add_run("rank", 2, {}, {"people": ["Bob"]})
        project.connection.execute("INSERT INTO outcomes VALUES (1, 1, 'click', ?, NULL, NULL, 1, NULL, 0)", (f"{ANN}1",))
    (folder / f"{DATABASE_NAME}.version1.bak").write_bytes(b"Annika Leefold")
    (folder / "influence.sets").write_bytes(b"annifold")


def test_before_it_everything_is_there(say, folder):
    fill(say, folder)
    assert left(folder) == list(TRACES)


def test_who_is_forgotten_leaves_no_trace_in_any_table_or_file(say, folder):
    fill(say, folder)
    code, _, err = say("people", "forget", MEMBER, "--yes")
    assert code == 0
    assert "Forgotten" in err
    assert left(folder) == []
    with Project.open(folder) as project:
        assert [run["id"] for run in project.runs()] == [2]
        assert len(project.decisions().rows) == 1
        text = " ".join(post.text for post in project.posts(project.columns().posts.key))
    assert "Hello" in text
    assert "I met […] at […]" in text
    assert "So did I says […]" in text


def test_nothing_written_afterwards_tells_of_the_forgotten(say, folder):
    fill(say, folder)
    files = {"ranks.csv": ("rank", "--all", "--full", "--csv"), "graph.gexf": ("export",), "nodes.json": ("export",),
             "graph.graphml": ("export",), "page.html": ("report",)}
    for name, words in files.items():
        assert say(*words, str(folder / name))[0] == 0, name
    assert "annika leefold" in told(folder)
    assert say("people", "forget", MEMBER, "--yes")[0] == 0
    for name, words in files.items():
        (folder / name).unlink()
        assert say(*words, str(folder / name))[0] == 0, name
    assert left(folder) == []
    out = "".join(text for words in (("people", "list", "--json"), ("people", "list", "--maybe"), ("rank", "--all", "--json"),
                                     ("check",), ("explain", BOB), ("people", "export-data", BOB))
                  for text in say(*words)[1:])
    assert not [trace for trace in TRACES if trace.casefold() in out.casefold()]


def test_a_handle_or_name_within_a_longer_word_is_somebody_elses():
    from influence.store.forgetting import Trace

    words = Trace(accounts=("https://forum.example/u/folder",), names=("Ann Lee", "林怡君"), handles=("folder",)).words()
    assert words.sub("…", "a folder, two folders, @folder, Joann Leeson, ann_lee's") == "a …, two folders, …, Joann Leeson, …'s"
    assert words.sub("…", "我喜歡folder和林怡君的 %E6%9E%97%E6%80%A1%E5%90%9B") == "我喜歡…和…的 …"


def test_a_crawl_and_a_load_do_not_bring_them_back(say, folder):
    fill(say, folder)
    assert say("people", "forget", MEMBER, "--yes")[0] == 0
    crawl(folder)
    table = folder.parent / "list.csv"
    table.write_text(TABLE.replace(" says Annika Leefold", "") + "Dan Reader,2024-05-04,4,1,Me too,https://list.example/4\n", "utf-8")
    assert say("load", str(table))[0] == 0
    known = json.loads(say("people", "list", "--json")[1])["people"]
    assert "Annika Leefold" not in {person["name"] for person in known}
    assert "Dan Reader" in {person["name"] for person in known}
    #: What others say of them in their own words may be read again.
    with Project.open(folder) as project:
        project.connection.execute("UPDATE texts SET text = '' WHERE text LIKE '%I met Annika%' OR text LIKE '%@annifold%'")
        project.connection.execute("UPDATE activities SET quote = '' WHERE quote LIKE '%I met Annika%' OR quote LIKE '%annifold%'")
        project.connection.execute("PRAGMA secure_delete = ON")
        project.connection.execute("VACUUM")
        project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert {page.url for page in SqlitePages(project.connection, project.path).pages()} == {f"{BOB}1"}
        assert not any("annf" in lease.entry.url for domain in SqliteFrontier(project.connection, project.path).waiting()
                       for lease in SqliteFrontier(project.connection, project.path).claim(domain, 9, until_s=0))
    assert left(folder) == []


def test_reading_kept_pages_again_keeps_what_stood_on_pages_that_are_not_kept(say, folder):
    assert say("people", "forget", MEMBER, "--yes")[0] == 0
    with Project.open(folder) as project:
        before = len(project.columns().posts)
        reextract(project)
        assert 0 < len(project.columns().posts) <= before


def test_forgetting_is_asked_for_and_names_files_that_still_tell(say, folder):
    (folder / "old.csv").write_text("name\nAnnika Leefold\n", "utf-8")
    code, _, err = say("people", "forget", MEMBER)
    assert code == 2
    assert "--yes" in err
    assert "old.csv names them" in say("people", "forget", MEMBER, "--yes")[2]


def test_export_data_holds_published_contacts(say, folder):
    found = json.loads(say("people", "export-data", MEMBER)[1])
    assert [(row["kind"], row["value"], row["page"]) for row in found["contacts"]] == [
        ("mail", "ann@annfolds.example", f"{ANN}about"), ("wish", None, f"{ANN}about")]
    assert found["contacts"][1]["rule"] == "no_pitch"


@pytest.mark.parametrize(("language", "words"), [
    ("en", ("Dear Annika Leefold", "Art. 6 (1) f GDPR", "OBJECT AT ANY TIME")), ("zh-TW", ("Annika Leefold您好", "隨時反對"))])
def test_the_notice_names_what_is_held_and_where_it_was_read(say, folder, language, words):
    code, out, _ = say("people", "notice", MEMBER, "--language", language)
    assert code == 0
    for word in (*words, "Snipwell", "team@snipwell.example", f"  - {ANN}1\n", "https://forum.example/t/1"):
        assert word in out
    target = folder / "notice.txt"
    assert say("people", "notice", MEMBER, "--language", language, "--out", str(target))[0] == 0
    assert target.read_text("utf-8") == out


def test_people_neither_seen_nor_contacted_for_long_are_listed(say, folder):
    code, out, _ = say("people", "old", "--until", "2025-06-15", "--json")
    assert code == 0
    assert {"Annika Leefold", "Bob Oyelaran"} <= {row["name"] for row in json.loads(out)["people"]}
    say("people", "status", MEMBER, "--contacted", "2025-01-01")
    assert "Annika Leefold" not in say("people", "old", "--until", "2025-06-15")[1]
    assert say("people", "old", "--until", "2024-06-15")[0] == 4


def test_a_shared_site_is_nobodys_own(folder):
    from influence.cli.pipeline import person_code, world
    from influence.cli.traces import trace

    with Project.open(folder) as project:
        known = world(project)
        found = trace(known, person_code(known.people, MEMBER))
    assert found.sites == ("annfolds.example",)
    assert found.mails == ("ann@annfolds.example",)
    assert found.owns(f"{MEMBER}/posts")
    assert not found.owns("https://forum.example/u/annifold2")


def test_a_second_cold_mail_is_warned_of_under_any_address(say, folder):
    with Project.open(folder) as project:
        for page, account in ((f"{BOB}about", None), ("https://forum.example/u/cyd", "https://forum.example/u/cyd")):
            project.add(Page(page, "x", NOW), [Contact(
                kind=ContactKind.MAIL, page=page, site="bob.example", account=account, value="bob@bob.example")])
    assert "Mind" not in say("people", "status", f"{BOB}", "contacted", "--contacted", "2024-06-02")[2]
    assert "Mind" not in say("people", "status", f"{BOB}", "contacted", "--contacted", "2024-06-02")[2]
    assert "contacted before, on 2024-06-02" in say("people", "status", BOB, "contacted")[2]
    assert "as Bob Oyelaran with the same mail address" in say("people", "status", "Cyd", "contacted")[2]
    assert "Mind" not in say("people", "status", "Cyd", "candidate")[2]


def test_a_wish_against_pitches_is_recalled_when_a_contact_is_noted(say):
    assert 'asks for no pitches: "I, Annika, take no pitches."' in say("people", "status", MEMBER, "contacted")[2]


def test_outcomes_of_the_forgotten_are_not_loaded_again(say, folder):
    assert say("people", "forget", MEMBER, "--yes")[0] == 0
    table = folder.parent / "outcomes.csv"
    table.write_text(f"time,kind,account\n2024-05-01,click,{MEMBER}\n2024-05-02,click,{BOB}\n", "utf-8")
    assert say("load", str(table), "--format", "outcomes")[0] == 0
    assert left(folder) == []
    with Project.open(folder) as project:
        assert [row[0] for row in project.connection.execute("SELECT account FROM outcomes")] == [BOB]
