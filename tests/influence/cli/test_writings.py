"""By-lines whose names tell nothing are read, others are not."""

from datetime import UTC, datetime, timedelta

from crawlers.records import Page, Post, PostKind, named
from influence.cli.pipeline import world
from influence.cli.writings import NEWEST, writings
from influence.model.person import PersonKind
from influence.store.project import Project

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def publish(project: Project, site: str, name: str, titles: list[str], text: str) -> None:
    author = named(site, name)
    for number, title in enumerate(titles):
        url = f"https://{site}/{number}"
        project.add(Page(url, "", NOW), [Post(
            url=url, kind=PostKind.POST, author=author, title=title, text=text, home=f"https://{site}/",
            published=NOW - timedelta(days=number))])


def test_a_project_is_told_from_a_person_of_the_same_kind_of_name(tmp_path):
    with Project.create(tmp_path / "p") as project:
        publish(project, "inkpress.example", "inkpress", [f"Release 1.{n}" for n in range(9)], "We fixed it. " * 9)
        publish(project, "quillfox.example", "quillfox", [f"My garden in {n}" for n in range(9)], "I like my ink. " * 9)
        publish(project, "ann.example", "Ann Lee", [f"Issue {n}" for n in range(9)], "We think so.")
        read = writings(project, project.accounts(), project.columns())
        assert sorted(read) == [named("inkpress.example", "inkpress"), named("quillfox.example", "quillfox")]
        kinds = {person.name: person.kind for person in world(project).people.persons}
    assert kinds == {"inkpress": PersonKind.ORGANISATION, "quillfox": PersonKind.PERSON, "ann lee": PersonKind.PERSON}


def test_only_the_newest_posts_are_read(tmp_path):
    with Project.create(tmp_path / "p") as project:
        titles = ["A story"] * NEWEST + ["Release 1.0"] * 5
        publish(project, "inkpress.example", "inkpress", titles, "")
        (read,) = writings(project, project.accounts(), project.columns()).values()
    assert (read.posts, read.numbered) == (NEWEST, 0)
