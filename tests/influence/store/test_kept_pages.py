"""Raw pages are kept as they were, compressed, and come back in order of address."""

from datetime import UTC, datetime

import pytest

from crawlers.records import Page
from influence.store.pages import SqlitePages
from influence.store.project import Project

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path):
    with Project.open(tmp_path, create=True) as project:
        yield SqlitePages(project.connection, project.path)


def page(number: int, text: str = "x") -> Page:
    return Page(f"https://b.example/{number:04}", text, NOW, "text/html", {"link": "<x>"})


def test_a_page_comes_back_as_it_was(archive):
    kept = page(1, "拼布 <b>" * 1000)
    archive.keep(kept)
    back, = archive.pages()
    assert back == kept
    assert back.headers == {"link": "<x>"}


def test_the_newest_copy_counts(archive):
    archive.keep(page(1, "old"))
    archive.keep(page(1, "new"))
    assert [one.text for one in archive.pages()] == ["new"]
    assert archive.count() == 1


def test_pages_come_in_order_of_address_also_while_writing(archive):
    for number in reversed(range(250)):
        archive.keep(page(number))
    seen = []
    for one in archive.pages():
        seen.append(one.url)
        archive.keep(one)
    assert seen == sorted(seen)
    assert len(seen) == 250


def test_a_page_can_be_forgotten(archive):
    archive.keep(page(1))
    archive.drop(page(1).url)
    assert archive.count() == 0
