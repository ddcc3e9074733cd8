"""What people say of the brand in tables, graphs and the choice of a team."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawlers.records import Activity, Page, Post, PostKind, Verb
from influence.cli.app import influence
from influence.cli.pipeline import world
from influence.cli.stances import against, paid_voices, stance_cells, stances_of, wanted
from influence.listening.corrections import correction
from influence.model.decisions import DecisionKind
from influence.model.heard import LINKED
from influence.store.project import Project

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
#: Who writes what, in this order; everybody else answers each post.
SAID = {
    "Ann Fan": ["I love my Snipwell shears.", "Snipwell again, wonderful.", "A quilt."],
    "Bea Turned": ["I love my Snipwell.", "My Snipwell broke.", "Snipwell never answered, I am furious."],
    "Cleo Critic": ["Snipwell is awful.", "My Snipwell snapped, what a waste.", "A card."],
    "Dot Paid": ["Sponsored: Kerfcut sent me this cutter.", "#ad Kerfcut on felt", "A lantern."],
    "Eve Quiet": ["A lamp.", "A box.", "A bag."],
}
CROWD = [f"Reader {word}" for word in ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [["author", "time", "id", "in_reply_to", "text"]]
    for person, (name, texts) in enumerate(SAID.items()):
        for number, text in enumerate(texts):
            at = BEGIN + timedelta(days=20 * number + person)
            rows.append([name, at.isoformat(), f"{name}{number}", "", text])
            rows += [[reader, (at + timedelta(hours=1 + k)).isoformat(), f"{name}{number}{reader}", f"{name}{number}", "Thanks, tried it."]
                     for k, reader in enumerate(CROWD)]
    with (tmp_path / "posts.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    made = tmp_path / "world"
    with Project.create(made, {"brand.name": "Snipwell", "brand.domains": ["snipwell.example"],
                               "brand.rivals": ["Kerfcut | 克縫 | kerfcut.example"]}):
        pass
    run(made, "load", str(tmp_path / "posts.csv"))
    return made


def run(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(influence, ["--project", str(folder), *arguments], catch_exceptions=False)
    return result.stdout


def code(known, name: str) -> int:
    return next(at for at, person in enumerate(known.people.persons) if person.name == name)


def test_who_turned_is_won_back_and_a_paid_voice_stays_out(folder):
    team = json.loads(run(folder, "shortlist", "-k", "5", "--json"))
    left = {out["name"]: out for out in team.get("left_out", [])}
    repair = {out["name"]: out for out in team.get("repair", [])}
    assert {"Bea Turned", "Cleo Critic"} <= set(repair)
    assert "furious" in repair["Bea Turned"]["text"] and repair["Bea Turned"]["reason"] == "estranged"
    assert repair["Cleo Critic"]["reason"] == "critic_heard"
    assert left["Dot Paid"]["reason"] == "rival_heard" and "Kerfcut" in left["Dot Paid"]["text"]
    assert not {"Bea Turned", "Cleo Critic", "Dot Paid"} & {one["name"] for one in team["people"]}


def test_the_table_tells_what_was_said(folder, tmp_path):
    run(folder, "rank", "--all", "--full", "--csv", str(tmp_path / "all.csv"))
    rows = {row["name"]: row for row in csv.DictReader((tmp_path / "all.csv").read_text("utf-8-sig").splitlines())}
    assert {name: rows[name]["brand_stance"] for name in SAID} == {
        "Ann Fan": "fan", "Bea Turned": "estranged", "Cleo Critic": "critic", "Dot Paid": "unknown", "Eve Quiet": "unknown"}
    ann, dot = rows["Ann Fan"], rows["Dot Paid"]
    assert (ann["brand_positive"], ann["brand_negative"], ann["last_brand_mention"]) == ("2", "0", "2025-01-21")
    assert (dot["rival_mentions"], dot["sponsored_share"], dot["discloses"]) == ("2", "0.667", "yes")
    assert (ann["sponsored_share"], ann["discloses"]) == ("0", "")


def test_the_graph_carries_the_stance(folder, tmp_path):
    run(folder, "export", str(tmp_path / "all.graphml"))
    assert "estranged" in (tmp_path / "all.graphml").read_text("utf-8")


def test_without_a_brand_nothing_is_said(tmp_path):
    with Project.create(tmp_path / "bare") as project:
        known = world(project)
        assert stances_of(known) is None
        assert (against(known, None), paid_voices(None), wanted(known).brands) == ({}, {}, ())


def test_a_correction_by_hand_changes_the_stance(folder):
    with Project.open(folder) as project:
        project.decide(DecisionKind.TONE, (), "neutral", others=correction("Snipwell", "My Snipwell broke."))
        known = world(project)
        found = stances_of(known)
        assert code(known, "Bea Turned") not in against(known, found)
        assert stance_cells(found, [code(known, "Bea Turned")])[code(known, "Bea Turned")]["brand_negative"] == 1


def test_labels_of_the_settings_win(folder):
    path = folder / "influence.toml"
    written = path.read_text("utf-8")
    assert "# allies = []" in written
    path.write_text(written.replace("# allies = []", 'allies = ["Eve Quiet"]'), "utf-8")
    with Project.open(folder) as project:
        known = world(project)
        assert stances_of(known).stance(code(known, "Eve Quiet")).value == "fan"


def test_a_link_to_the_brands_own_address_is_a_mention(tmp_path):
    page = "https://ann.example/one"
    post = Post(url=page, kind=PostKind.POST, author="https://ann.example/", text="Bought a pair.", published=BEGIN)
    act = Activity(verb=Verb.LINK, actor="https://ann.example/", object="https://shop.snipwell.example/a", result=page,
                   published=BEGIN, evidence=page)
    other = Activity(verb=Verb.LINK, actor="https://ann.example/", object="https://notsnipwell.example/a", result=page,
                     published=BEGIN, evidence=page)
    with Project.create(tmp_path / "linked", {"brand.name": "Snipwell", "brand.domains": ["snipwell.example"]}) as project:
        project.add(Page(page, "", BEGIN), [post, act, other])
        known = world(project)
        assert project.linking(["snipwell.example"]) == {0: {"https://shop.snipwell.example/a"}}
        assert project.linking(["else.example"]) == {}
        heard = stances_of(known).heard
        assert (heard.brand.tolist(), heard.flags.tolist()) == ([0], [LINKED])
