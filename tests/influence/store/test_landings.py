"""A message's own address that redirects into its thread is the message that the thread shows under its number."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawlers.decide import MOVED
from crawlers.records import Account, Basis, OutlinkKind, Page, Post, PostKind
from crawlers.records.visit import Entry, Visit, VisitState
from influence.store.frontier import SqliteFrontier
from influence.store.landings import join_landings
from influence.store.project import Project

NOW = datetime(2026, 6, 1, tzinfo=UTC)
THREAD, OTHER = "https://f.example/topic/1/glue", "https://g.example/topic/1/glue"
ANN = Account(id="https://f.example/user/ann", name="Ann")


def landed(folder, *, target, number="77"):
    """Return the addresses of all posts after a feed told of `/post/77` and that address led to `target`."""
    feed = Post(url="https://f.example/post/77", kind=PostKind.POST, author=ANN.id, text="Which glue?")
    shown = Post(url=THREAD, kind=PostKind.MESSAGE, author=ANN.id, local_id=number, text="Which glue?", published=NOW,
                 published_basis=Basis.STATED)
    answer = Post(url="https://f.example/post/78", kind=PostKind.MESSAGE, author=ANN.id, local_id="78", thread=THREAD)
    with Project.open(folder, create=True) as project:
        project.add(Page("https://f.example/topic/1.rss", "", NOW, media_type="application/rss+xml"), [ANN, feed])
        project.add(Page(THREAD, "", NOW), [ANN, shown, answer])
        if target == OTHER:
            project.add(Page(OTHER, "", NOW), [ANN, replace(shown, url=OTHER)])
        frontier = SqliteFrontier(project.connection, project.path)
        frontier.add([Entry(url=feed.url, kind=OutlinkKind.POST, source="https://f.example/")])
        frontier.record([Visit(url=feed.url, state=VisitState.DONE, status=302, digest=MOVED + target)])
        for _ in range(2):
            with project.transaction() as connection:
                join_landings(connection)
        return sorted(post.url for post in project.posts(project.columns().posts.key))


def test_it_is_one_post(tmp_path):
    assert landed(tmp_path, target=THREAD) == ["https://f.example/post/78", THREAD]


@pytest.mark.parametrize(("target", "number"), [(OTHER, "77"), (THREAD, "5"), (f"{THREAD}/2", "77")],
                         ids=["another site", "another number", "a page not read"])
def test_without_proof_they_stay_two(tmp_path, target, number):
    assert "https://f.example/post/77" in landed(tmp_path, target=target, number=number)
