"""Ways and wishes become those of the persons whose pages they stand on."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.records import Account, Contact, ContactKind, ContactRule, Page, Post, PostKind
from influence.cli.pipeline import world
from influence.model.contact import SeenContact
from influence.people.contact import addresses, publishers, reach, reaches, refusals
from influence.store.project import Project

NOW = datetime(2024, 5, 1, tzinfo=UTC)


def way(kind: ContactKind, value: str, page: str = "https://ann.example/about", account: str | None = None) -> Contact:
    return Contact(kind=kind, page=page, site=page.split("/")[2], value=value, account=account)


def wish(rule: ContactRule, quote: str, page: str = "https://ann.example/about") -> Contact:
    return Contact(kind=ContactKind.WISH, page=page, site=page.split("/")[2], rule=rule, quote=quote)


def written(by: str, url: str) -> list[Account | Post]:
    account = Account(id=by, name=by.rsplit("/", 1)[-1])
    return [account, Post(url=url, kind=PostKind.POST, author=by, published=NOW, published_basis=None, text="paper")]


@pytest.fixture
def project(tmp_path: Path):
    with Project.open(tmp_path / "p", create=True) as made:
        for by, url in (("https://ann.example/author/ann", "https://ann.example/1"),
                        ("https://ink.example/author/bob", "https://ink.example/1"),
                        ("https://ink.example/author/cyd", "https://ink.example/2")):
            made.add(Page(url, "<p>x</p>", NOW), written(by, url))
        yield made


def read(project: Project, *found: Contact) -> dict[str, object]:
    pages: dict[str, list[Contact]] = {}
    for one in found:
        pages.setdefault(one.page, []).append(one)
    for url, of_page in pages.items():
        project.add(Page(url, "<p>x</p>", NOW), of_page)
    known = world(project)
    return {known.people.persons[code].name: each
            for code, each in reaches(project.contacts(), known.people, known.columns).items()}


def test_a_sites_page_speaks_for_the_one_who_publishes_there(project):
    found = read(project, way(ContactKind.PROFILE, "https://toot.example/@a"), way(ContactKind.MAIL, "a@ann.example"),
                 wish(ContactRule.OK, "Pitches are welcome."))
    (mine,) = found.values()
    assert (mine.value, mine.kind, mine.source) == ("a@ann.example", ContactKind.MAIL, "https://ann.example/about")
    assert (mine.rule, mine.quote, mine.quote_read) == (ContactRule.OK, "Pitches are welcome.", int(NOW.timestamp()))
    assert len(mine.seen) == 3


def test_a_shared_sites_wishes_hold_for_all_and_its_address_for_nobody(project):
    page = "https://ink.example/about"
    found = read(project, way(ContactKind.MAIL, "ink@ink.example", page), wish(ContactRule.NO_PITCH, "No PR.", page))
    assert sorted(found) == ["bob", "cyd"]
    assert {each.value for each in found.values()} == {None}
    assert {each.rule for each in found.values()} == {ContactRule.NO_PITCH}


def test_a_profile_speaks_for_its_holder_and_strangers_for_nobody(project):
    account = "https://ink.example/author/bob"
    found = read(project, way(ContactKind.MAIL, "bob@ink.example", account, account),
                 way(ContactKind.MAIL, "zed@zed.example", "https://zed.example/about"),
                 way(ContactKind.MAIL, "y@y.example", "https://y.example/y", "https://y.example/y"))
    assert {name: each.value for name, each in found.items()} == {"bob": "bob@ink.example"}


def test_the_strictest_wish_holds_and_a_form_is_taken_where_only_forms_are_wanted():
    said = [wish(ContactRule.OK, "Yes."), wish(ContactRule.FORM_ONLY, "Form."), way(ContactKind.MAIL, "a@ann.example"),
            way(ContactKind.FORM, "https://ann.example/about")]
    found = reach([SeenContact(contact=one) for one in said])
    assert (found.rule, found.quote, found.kind) == (ContactRule.FORM_ONLY, "Form.", ContactKind.FORM)
    assert addresses(found.seen) == ("a@ann.example",)
    assert reach([]).rule is ContactRule.UNKNOWN


def test_only_who_asks_for_it_is_left_out():
    never = reach([SeenContact(contact=wish(ContactRule.DO_NOT_CONTACT, "Leave me alone."))])
    busy = reach([SeenContact(contact=wish(ContactRule.NO_PITCH, "No PR."))])
    assert refusals({1: never, 2: busy}) == {1: "Leave me alone."}


def test_a_page_read_again_says_what_it_says_now(project):
    read(project, way(ContactKind.MAIL, "old@ann.example"))
    found = read(project, way(ContactKind.MAIL, "new@ann.example"))
    assert [one.value for one in found.values()] == ["new@ann.example"]
    project.add(Page(way(ContactKind.MAIL, "").page, "<p>x</p>", NOW), [])
    assert project.contacts() == []


def test_nobody_publishes_nothing(project):
    known = world(project)
    assert {site: len(who) for site, who in publishers(known.people, known.columns).items()} == {
        "ann.example": 1, "ink.example": 2}
