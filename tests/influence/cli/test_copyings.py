"""After a crawl: who took over another's words becomes an adoption with its quote, once."""

from datetime import UTC, datetime

import pytest

from crawlers.extract.acts import activities
from crawlers.records import Account, Page, Post, PostKind, Verb, named
from influence.cli.copyings import store_copies
from influence.cli.pipeline import acts, world
from influence.model.columns import VERBS
from influence.store.project import Project

READ = datetime(2026, 3, 1, tzinfo=UTC)
FOX = "Cut a square of red paper as large as your hand. Fold it twice along both diagonals. Push the corners in until they meet."


@pytest.fixture
def project(tmp_path):
    with Project.open(tmp_path / "p", create=True) as opened:
        for number, (site, name, text) in enumerate((("ann", "Ann Weaver", FOX), ("bo", "Bo Quill", f"My week. {FOX}")), 1):
            home = f"https://{site}.example/"
            post = Post(url=f"{home}p{number}", kind=PostKind.POST, author=named(f"{site}.example", name), text=text,
                        published=datetime(2026, 1, number, tzinfo=UTC), home=home)
            opened.add(Page(post.url, "", READ), [Account(id=post.author, name=name, site=f"{site}.example"), post,
                                                  *activities([post], post.url)])
        yield opened


def test_a_copy_is_an_adoption_of_who_wrote_it_first(project):
    assert store_copies(project) == 1
    known = world(project)
    act = next(one for one in project.details(known.columns.activities.key).values() if one.rule == "near copy")
    assert (act.quote, act.result) == (FOX[:200], "https://bo.example/p2")
    found = acts(known)
    assert [(known.people.persons[actor].name, known.people.persons[owner].name, VERBS[verb]) for actor, owner, verb in zip(
        found.actor.tolist(), found.owner.tolist(), found.verb.tolist(), strict=True)] == [("Bo Quill", "Ann Weaver", Verb.ADOPT)]


def test_looking_twice_changes_nothing(project):
    store_copies(project)
    assert store_copies(project) == 0


def test_what_is_no_copy_any_more_is_taken_back(project):
    store_copies(project)
    post = Post(url="https://bo.example/p2", kind=PostKind.POST, author=named("bo.example", "Bo Quill"), text="My week alone.",
                published=datetime(2026, 1, 2, tzinfo=UTC), home="https://bo.example/")
    project.add(Page(post.url, "", READ), [post])
    store_copies(project)
    assert len(project.columns().activities) == 0


def test_an_empty_project_has_no_copies(tmp_path):
    with Project.open(tmp_path / "e", create=True) as empty:
        assert store_copies(empty) == 0
