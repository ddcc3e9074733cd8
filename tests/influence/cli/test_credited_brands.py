"""Which brand a link or a person is credited to, and who is put forward to be written to."""

from datetime import UTC, datetime

import pytest

from crawlers.records import Activity, Page, Post, PostKind, Verb
from influence.cli.findings import is_theirs
from influence.cli.pipeline import world
from influence.cli.stances import wanted
from influence.model.brand import Brand
from influence.model.person import Person
from influence.store.project import Project

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("target", "brand"), [
    ("https://shop.snipwell.example/a", 1), ("https://well.example/", 0),
    ("https://snipwell.example/go?u=https://well.example/", 1)])
def test_a_link_is_credited_to_the_brand_on_whose_host_it_lies(tmp_path, target, brand):
    page = "https://ann.example/one"
    post = Post(url=page, kind=PostKind.POST, author="https://ann.example/", text="Bought a pair.", published=BEGIN)
    act = Activity(verb=Verb.LINK, actor="https://ann.example/", object=target, result=page, published=BEGIN, evidence=page)
    with Project.create(tmp_path / "linked", {
            "brand.name": "Well", "brand.domains": ["well.example"],
            "brand.rivals": ["Snipwell | snipwell.example"]}) as project:
        project.add(Page(page, "", BEGIN), [post, act])
        assert wanted(world(project)).links == {0: frozenset({brand})}


@pytest.mark.parametrize(("name", "site", "theirs"), [
    ("Ann", "https://one.example/", True), ("Support of ANN", "https://one.example/", True),
    ("Joanne Vann", "https://one.example/", False), ("Someone", "https://haircut.example/", False),
    ("Someone", "https://shop.cut.example/team", True), ("Someone", "cut.example", True)])
def test_a_rivals_people_are_told_by_whole_words_and_whole_hosts(name, site, theirs):
    rival = Brand(name="Ann", domains=("cut.example",))
    assert is_theirs(Person(id="p", name=name, accounts=(), sites=(site,)), rival) is theirs


@pytest.mark.parametrize(("name", "theirs"), [("克縫", True), ("林克縫", False)])
def test_a_chinese_name_of_a_rival_is_the_whole_name_of_its_people(name, theirs):
    assert is_theirs(Person(id="p", name=name, accounts=()), Brand(name="克縫")) is theirs
