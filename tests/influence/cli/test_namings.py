"""After a crawl: who speaks of whom without a link becomes a mention, once, with its words."""

from datetime import UTC, datetime

import pytest

from crawlers.extract.acts import activities
from crawlers.records import Account, Page, Post, PostKind, named
from influence.cli.namings import store_named
from influence.cli.pipeline import acts, world
from influence.store.project import Project

READ = datetime(2026, 3, 1, tzinfo=UTC)


def a_post(site, author, text, *, answers=None, number=1):
    url = f"https://{site}.example/p{number}" + (f"#c{number}" if answers else "")
    return Post(url=url, kind=PostKind.COMMENT if answers else PostKind.POST, author=named(f"{site}.example", author),
                text=text, published=datetime(2026, 1, number, tzinfo=UTC), in_reply_to=answers, thread=answers or url,
                home=f"https://{site}.example/")


@pytest.fixture
def project(tmp_path):
    posts = [
        ("ann", "Ann Weaver", a_post("ann", "Ann Weaver", "My own way, says Ann Weaver.")),
        ("bo", "Bo Quillfeather", a_post("bo", "Bo Quillfeather", "I tried what Ann Weaver showed.", number=2)),
        ("ann", "Bo Quillfeather", a_post("ann", "Bo Quillfeather", "Thank you, Ann Weaver!", answers="https://ann.example/p1", number=3)),
    ]
    with Project.open(tmp_path / "p", create=True) as opened:
        for site, name, post in posts:
            page = Page(post.url.partition("#")[0] + ("" if "#" not in post.url else "?c"), "", READ)
            found = [Account(id=post.author, name=name, site=f"{site}.example"), post]
            opened.add(page, [*found, *activities(found, page.url)])
        yield opened


def test_a_name_without_a_link_becomes_a_mention_with_its_words(project):
    assert store_named(project) == 1
    known = world(project)
    found = [one for one in project.details(known.columns.activities.key).values() if one.rule == "named"]
    assert [(one.quote, one.result) for one in found] == [("I tried what Ann Weaver showed.", "https://bo.example/p2")]
    drivers = {known.people.persons[code].name for code in acts(known).owner}
    assert drivers == {"Ann Weaver"}


def test_looking_twice_changes_nothing(project):
    store_named(project)
    before = len(project.columns().activities)
    assert store_named(project) == 0
    assert len(project.columns().activities) == before


def test_an_empty_project_names_nobody(tmp_path):
    with Project.open(tmp_path / "e", create=True) as empty:
        assert store_named(empty) == 0
