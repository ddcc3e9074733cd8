"""Rows that persons are made of, and what people decided about them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.records import Account, AccountKind, Page, Post, PostKind
from influence.model.decisions import DecisionKind
from influence.store.project import Project

ANN = "https://forum.example/u/ann"


@pytest.fixture
def project(tmp_path: Path):
    with Project.open(tmp_path / "p", create=True) as opened:
        yield opened


def see(project: Project, url: str, *found: Account | Post, day: int = 1) -> None:
    project.add(Page(url, "", datetime(2026, 6, day, tzinfo=UTC)), list(found))


def test_an_account_seen_on_many_pages_is_one_row_with_the_fuller_values(project: Project) -> None:
    see(project, "https://forum.example/t/1", Account(id=ANN, name="Ann Lee of Paper", handle="ann", website="https://w.example/"))
    see(project, ANN, Account(id=ANN, name="Ann Lee", bio="folds", kind=AccountKind.PERSON, audience=40, site="forum.example",
                              avatar="https://forum.example/a.png", claims=(("rel=me", "https://ann.example/"),)))
    see(project, "https://forum.example/t/2", Account(id=ANN, name="A", audience=12, website="https://w.example/"), day=2)
    (row,) = project.accounts()
    assert (row.name, row.handle, row.bio, row.kind, row.audience, row.site, row.avatar) == (
        "Ann Lee", "ann", "folds", AccountKind.PERSON, 40, "forum.example", "https://forum.example/a.png")
    assert row.websites == ("https://w.example/",)
    assert row.claims[0] == ("rel=me", "https://ann.example/", ANN)
    assert [claim[0] for claim in row.claims] == ["rel=me", "website"]


def test_claims_lead_to_the_canonical_address(project: Project) -> None:
    see(project, "https://forum.example/t/1", Account(id=ANN, claims=(("website", "http://w.example/"),)))
    project.add_alias("http://w.example/", "https://w.example/", basis="redirect")
    assert project.accounts()[0].websites == ("https://w.example/",)


def test_where_an_account_published_is_counted(project: Project) -> None:
    see(project, "https://ann.example/a", *(
        Post(url=f"https://ann.example/{name}", kind=PostKind.POST, author=ANN, home="https://ann.example/") for name in "abc"))
    see(project, "https://bo.example/b", Post(url="https://bo.example/b#c1", kind=PostKind.COMMENT, author=ANN),
        Post(url="https://bo.example/b", kind=PostKind.POST))
    (row,) = project.accounts()
    assert row.published == (("ann.example", 3),)
    assert row.answers == 1
    assert row.homes == ("https://ann.example/",)


def test_rows_stand_in_the_order_of_the_codes(project: Project) -> None:
    see(project, "https://x.example/", *(Account(id=f"https://x.example/{name}") for name in "cab"))
    assert [row.id for row in project.accounts()] == project.columns().accounts


def test_twin_accounts_share_their_values(project: Project) -> None:
    see(project, "https://x.example/1", Account(id="http://ann.example/", name="Ann"))
    see(project, "https://x.example/2", Account(id="https://ann.example/", handle="ann"))
    project.add_alias("http://ann.example/", "https://ann.example/", basis="redirect")
    (row,) = project.accounts()
    assert (row.id, row.name, row.handle) == ("https://ann.example/", "Ann", "ann")


def test_an_account_that_stands_for_an_address_never_read_takes_that_address(project: Project) -> None:
    see(project, "https://x.example/1", Account(id="http://ann.example/", name="Ann"))
    project.add_alias("http://ann.example/", "https://new.example/", basis="redirect")
    assert [row.id for row in project.accounts()] == ["https://new.example/"]


def test_decisions_stand_until_undone(project: Project) -> None:
    first = project.decide(DecisionKind.MERGE, ["b", "a", "b"], time=5)
    second = project.decide(DecisionKind.NOTE, ["a"], "met at the fair")
    assert [(row.id, row.kind, row.accounts, row.value, row.time) for row in project.decisions().rows] == [
        (first, DecisionKind.MERGE, ("a", "b"), None, 5), (second, DecisionKind.NOTE, ("a",), "met at the fair", None)]
    assert project.undo() == second
    assert project.undo(first) == first
    assert project.undo() is None
    assert project.undo(first) is None
    assert project.decisions().rows == ()


def test_decisions_survive_a_new_crawl(project: Project) -> None:
    project.decide(DecisionKind.STATUS, [ANN], "contacted")
    see(project, ANN, Account(id=ANN, name="Ann"))
    see(project, ANN)
    assert len(project.decisions().rows) == 1


def test_the_list_of_the_suppressed_names_nobody(project: Project) -> None:
    assert not project.is_suppressed(ANN)
    project.suppress([ANN])
    assert project.is_suppressed(ANN)
    assert not project.is_suppressed("https://bo.example/")
    project.suppress([ANN, "https://bo.example/"])
    assert project.is_suppressed("https://bo.example/")
    see(project, ANN, Account(id=ANN, name="Ann"))
    assert project.accounts() == []
    stored = [row[0] for row in project.connection.execute("SELECT hash FROM suppressions")]
    assert len(stored) == 2
    assert not any(b"ann" in one for one in stored)


def test_runs_are_remembered_with_their_settings(project: Project) -> None:
    number = project.add_run("rank", 7, {"objective": "people"}, {"first": "ann"})
    assert project.runs() == [{"id": number, "command": "rank", "time": 7, "settings": {"objective": "people"},
                               "result": {"first": "ann"}}]


def test_in_a_table_even_a_number_is_somebody(project: Project) -> None:
    from crawlers.load.formats import TableOptions
    from influence.people.resolve import resolve
    from influence.store.loading import load

    path = project.folder / "t.csv"
    path.write_text("actor,verb,object,time\n0,link,guest,5\n")
    load(project, path, TableOptions(), now=9)
    rows = project.accounts()
    assert [row.given for row in rows] == ["0", "guest"]
    people = resolve(rows, project.decisions(), project.settings().people)
    assert [(person.name, person.kind.value) for person in people.persons] in (
        [("0", "person"), ("guest", "person")], [("guest", "person"), ("0", "person")])


def test_a_name_of_a_table_is_told_beside_whatever_else_is_known(project: Project) -> None:
    from crawlers.load.formats import TableOptions
    from influence.store.loading import load

    path = project.folder / "t.csv"
    path.write_text("actor,verb,object,time\nbo,link,ann,5\ncy,link,ann,6\n")
    load(project, path, TableOptions(), now=9)
    audience = project.folder / "a.csv"
    audience.write_text("account,followers\nbo,7\n")
    load(project, audience, TableOptions(), now=9)
    see(project, "https://f.example/1", Account(id="name:loaded:cy", name="Cy Young", handle="cy"))
    project.add_alias("name:loaded:ann", "name:loaded:ann-lee", basis="redirect")
    load_named = project.folder / "u.csv"
    load_named.write_text("actor,verb,object,time\nann-lee,link,bo,5\n")
    load(project, load_named, TableOptions(), now=9)
    assert [(row.id, row.given, row.name, row.handle, row.audience) for row in project.accounts()] == [
        ("name:loaded:ann-lee", "ann-lee", "ann-lee", None, None), ("name:loaded:bo", "bo", "bo", None, 7),
        ("name:loaded:cy", "cy", "Cy Young", "cy", None)]
