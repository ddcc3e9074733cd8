"""Whatever is done in whatever order, what the manager decided stands."""

import csv
import io
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.extract.acts import activities
from crawlers.records import Account, Contact, ContactKind, Finding, Page, Post, PostKind, named
from influence.cli.app import main
from influence.cli.people_import import changes, read_rows
from influence.cli.pipeline import World, world
from influence.cli.proofs import earlier, outreach
from influence.export.cells import Cell, cell_text
from influence.model.decisions import DecisionKind
from influence.model.person import Person
from influence.store.project import Project

NOW = datetime(2024, 6, 1, tzinfo=UTC)
SITES = [f"maker{at}.example" for at in range(5)]
AUTHORS = [named(site, f"Maker {at}") for at, site in enumerate(SITES)]
STATUS = ("watching", "candidate", "contacted", "agreed")
COLUMNS = ("person_id", "name", "status", "owner", "notes", "tags")


def read(project: Project, at: int, turn: int) -> None:
    """Read a blog, each time with one post more; from the third time on it names its twin, which names it back."""
    site, author, home = SITES[at], AUTHORS[at], f"https://{SITES[at]}/"
    twin = f"https://{SITES[at - 1]}/"
    found: list[Finding] = [
        Account(id=author, name=f"Maker {at}", site=site, claims=(("rel=me", twin),) if turn > 1 else ()),
        Account(id=home, site=site),
        Post(url=f"{home}{turn}", kind=PostKind.POST, author=author, title="Ink", text="I like ink", home=home,
             published=datetime(2024, 1, 1 + turn, tzinfo=UTC))]
    project.add(Page(f"{home}{turn}", "", NOW), [*found, *activities(found, f"{home}{turn}")])


def table(known: World) -> str:
    """Return the manager's columns as a table, one row for each person."""
    own = outreach(known)
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    for code, person in enumerate(known.people.persons):
        cells: dict[str, Cell] = {"person_id": person.id, "name": person.name, **own.get(code, {})}
        writer.writerow([cell_text(cells.get(column)) for column in COLUMNS])
    return lines.getvalue()


def take(project: Project, path: Path) -> tuple[int, tuple[str, ...]]:
    """Read a table back; return how much it changed and what it reported."""
    known = world(project)
    found = changes(known.people, outreach(known), read_rows(path), earlier(known))
    for change in found.made:
        project.decide(change.kind, known.people.persons[change.person].accounts, change.value)
    return len(found.made), found.problems


def check(project: Project) -> None:
    """Every decision that stands is seen on whoever holds its accounts now."""
    known = world(project)
    own = outreach(known)
    holder = {account: code for code, person in enumerate(known.people.persons) for account in person.accounts}
    rows = project.decisions().rows
    bonds = [row for row in rows if row.kind in (DecisionKind.MERGE, DecisionKind.SPLIT)]
    if bonds and (last := bonds[-1]):
        ends = {holder[account] for account in (*last.accounts, *last.others) if account in holder}
        apart = [{holder[account] for account in side if account in holder} for side in (last.accounts, last.others)]
        assert len(ends) == 1 if last.kind is DecisionKind.MERGE else apart[0].isdisjoint(apart[1])
    for row in rows:
        for code in {holder[account] for account in row.accounts if account in holder}:
            if row.kind is DecisionKind.NOTE:
                assert str(row.value) in str(own[code]["notes"]).split(" | ")
            elif row.kind is DecisionKind.STATUS:
                newest = [one for one in rows if one.kind is DecisionKind.STATUS
                          and set(one.accounts) & set(known.people.persons[code].accounts)][-1]
                assert own[code]["status"] == newest.value
            elif row.kind is DecisionKind.TAG:
                assert row.value in own[code]["tags"]


class Desk:
    """A project and what a manager does with it, one method for each thing."""

    def __init__(self, project: Project, folder: Path, draw: random.Random) -> None:
        self.project, self.folder, self.draw = project, folder, draw
        self.turn = self.number = 0
        for at in range(len(SITES)):
            read(project, at, 0)
        self.old = folder / "old.csv"
        self.old.write_text(table(world(project)), "utf-8-sig")

    def holder(self, at: int) -> Person:
        people = world(self.project).people
        return next(person for person in people.persons if AUTHORS[at] in person.accounts)

    def merge(self, one: int, other: int) -> None:
        if (first := self.holder(one)) != (second := self.holder(other)):
            self.project.decide(DecisionKind.MERGE, [*first.accounts, *second.accounts])

    def split(self, one: int, _: int) -> None:
        if len(held := self.holder(one).accounts) > 1:
            out = self.draw.choice(held)
            self.project.decide(DecisionKind.SPLIT, [out], others=[account for account in held if account != out])

    def undo(self, *_: int) -> None:
        self.project.undo()

    def status(self, one: int, other: int) -> None:
        self.project.decide(DecisionKind.STATUS, self.holder(one).accounts, STATUS[other % 4])

    def note(self, one: int, _: int) -> None:
        self.project.decide(DecisionKind.NOTE, self.holder(one).accounts, f"note {self.number}")

    def tag(self, one: int, other: int) -> None:
        self.project.decide(DecisionKind.TAG, self.holder(one).accounts, f"tag-{other}")

    def crawl(self, one: int, _: int) -> None:
        self.turn += 1
        read(self.project, one, self.turn)

    def edit(self, one: int, _: int) -> None:
        """Write a table, change a row of it, read it back, and once more."""
        mine = self.holder(one).id
        rows = list(csv.DictReader(io.StringIO(table(world(self.project)))))
        for row in rows:
            if row["person_id"] == mine:
                row["notes"] = f"{row['notes']} | edited {self.number}".removeprefix(" | ")
                row["owner"] = f"Kim {self.number}"
        path = self.folder / "edited.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        assert take(self.project, path) == (2, ())
        assert take(self.project, path) == (0, ())

    def stale(self, *_: int) -> None:
        """Read back a table from before anything was decided: it changes nothing."""
        before = outreach(world(self.project))
        take(self.project, self.old)
        assert outreach(world(self.project)) == before


STEP = st.tuples(st.sampled_from(["merge", "split", "undo", "status", "note", "tag", "crawl", "edit", "stale"]),
                 st.integers(0, 4), st.integers(0, 4))


@settings(max_examples=20, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=9), st.randoms())
def test_every_decision_lasts_through_any_sequence(tmp_path_factory, steps, draw):
    folder = tmp_path_factory.mktemp("any")
    with Project.create(folder / "p") as project:
        desk = Desk(project, folder, draw)
        for what, one, other in steps:
            desk.number += 1
            getattr(desk, what)(one, other)
            check(project)
        fresh = folder / "fresh.csv"
        fresh.write_text(table(world(project)), "utf-8-sig")
        assert take(project, fresh) == (0, ())


# what a table reports


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "p") as project:
        for at in range(len(SITES)):
            read(project, at, 0)
        for at in (0, 1):
            page = f"https://{SITES[at]}/about"
            project.add(Page(page, "x", NOW), [Contact(
                kind=ContactKind.MAIL, page=page, site=SITES[at], value="hello@workshop.example")])
    return tmp_path / "p"


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]):
    def call(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--project", str(folder), "people", *words])
        return int(str(ended.value.code or 0)), capsys.readouterr().err

    return call


def edited(folder: Path, *lines: str) -> str:
    path = folder.parent / "team.csv"
    path.write_text("\n".join(["name,status,owner", *lines]), "utf-8")
    return str(path)


def test_a_second_cold_mail_is_warned_of_when_a_table_says_it(say, folder):
    assert say("status", "Maker 0", "contacted", "--contacted", "2024-05-02")[0] == 0
    code, err = say("import", edited(folder, "Maker 1,contacted,"))
    assert code == 0
    assert "Mind: Maker 1 was, as Maker 0 with the same mail address, contacted before, on 2024-05-02" in err


def test_two_names_of_one_mail_address_in_one_table_are_warned_of(say, folder):
    code, err = say("import", edited(folder, "Maker 0,contacted,", "Maker 1,contacted,", "Maker 2,contacted,"))
    assert code == 0
    assert err.count("Mind:") == 1
    assert "Maker 0 and Maker 1 have the same mail address" in err


def test_what_was_decided_since_the_table_was_written_stays_and_is_reported(say, folder):
    say("status", "Maker 0", "watching")
    say("status", "Maker 0", "agreed")
    code, err = say("import", edited(folder, "Maker 0,watching,Kim"))
    assert code != 0
    assert "status 'watching' was changed to 'agreed' since" in err
    assert "1 changes from" in err
    assert say("import", edited(folder, "Maker 0,candidate,Kim"))[0] == 0


def test_two_rows_that_contradict_each_other_are_reported_and_the_first_holds(say, folder):
    say("merge", "Maker 3", "Maker 4")
    code, err = say("import", edited(folder, "maker3.example,contacted,", "maker4.example,declined,"))
    assert code != 0
    assert "status 'declined' contradicts 'contacted' of line 2" in err
    assert say("import", edited(folder, "maker3.example,agreed,", "maker4.example,do_not_contact,"))[0] == 0


def test_the_id_of_an_older_table_leads_to_whoever_holds_that_account_now(say, folder):
    with Project.open(folder) as project:
        people = world(project).people
    before = {person.name: person.id for person in people.persons}
    say("merge", "Maker 3", "Maker 4")
    path = folder.parent / "old.csv"
    path.write_text("person_id,owner\n" + "\n".join(f"{before[name]},Kim" for name in ("Maker 3", "Maker 4")), "utf-8")
    assert say("import", str(path))[0] == 0
    with Project.open(folder) as project:
        known = world(project)
        assert [own["owner"] for own in outreach(known).values()] == ["Kim"]
