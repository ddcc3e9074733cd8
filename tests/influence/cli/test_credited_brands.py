"""Which brand a link or a person is credited to, and who is put forward to be written to."""

import csv
import json
from datetime import UTC, datetime, timedelta

import pytest

from crawlers.records import Activity, Page, Post, PostKind, Verb
from influence.cli.findings import is_theirs
from influence.cli.hearing import hearing
from influence.cli.pipeline import Question, world
from influence.cli.report_listening import listened
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


#: Author, text, the row it answers.
TALK = (
    ("Rosa Dell", "Where can I get a left-handed cutter?", None), ("Ann Lee", "Try the mill in town.", 0),
    ("Bea Moor", "Try the other shop.", 0), ("Cleo Hart", "Does anybody know a left-handed cutter?", None),
    ("Ann Lee", "You can order one there.", 3), ("Bea Moor", "You can get one by mail.", 3),
    ("Rosa Dell", "My Snipwell shears broke.", None), ("Cleo Hart", "My Snipwell shears snapped.", None),
    ("Rosa Dell", "Which cutter should I get?", None), ("Cleo Hart", "Which cutter should I buy?", None),
    ("Rosa Dell", "Who sells waxed thread here?", None), ("Cleo Hart", "Nobody here sells waxed thread.", None),
)


def test_who_must_not_be_contacted_is_not_put_forward(influence, tmp_path):
    with (tmp_path / "talk.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("author", "time", "id", "in_reply_to", "text"), *(
            (author, (BEGIN + timedelta(days=at)).isoformat(), f"m{at}", "" if answers is None else f"m{answers}", text)
            for at, (author, text, answers) in enumerate(TALK))])
    folder = tmp_path / "bench"
    influence("init", folder, "--brand", "Snipwell")
    influence("--project", folder, "load", tmp_path / "talk.csv")

    def told():
        rows = json.loads(influence("--project", folder, "listen", "needs", "--json").out)["rows"]
        with Project.open(folder) as project:
            known = world(project)
            until = hearing(known, Question()).until
            report = listened(known, int(BEGIN.timestamp()), until)
        return ({row["who"][0] for row in rows if row["kind"] == "helper"},
                {row["who"][0] for row in rows if row["kind"] == "buying"},
                {row["first"] for row in rows if row["kind"] == "unanswered"},
                {line.name for line in report.waiting}, [line.name for line in report.needs])

    askers = {"Rosa Dell", "Cleo Hart"}
    assert told() == ({"Ann Lee", "Bea Moor"}, askers, askers, askers, ["Rosa Dell"])
    for name in ("Ann Lee", "Rosa Dell"):
        assert influence("--project", folder, "people", "status", name, "do_not_contact").code == 0
    assert told() == ({"Bea Moor"}, {"Cleo Hart"}, {"Cleo Hart"}, {"Cleo Hart"}, ["Cleo Hart"])
