"""Loaded tables stand beside what was crawled; the fast way means what the slow way means."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers.errors import TableError
from crawlers.extract.acts import activities
from crawlers.load.formats import TableOptions
from crawlers.load.tables import findings
from crawlers.records import Link, Page, Post, PostKind
from influence.errors import InputError
from influence.model.columns import UNDATED, UNKNOWN, VERBS, Columns
from influence.store import segments
from influence.store.loading import LoadReport, load
from influence.store.project import Project

NOW = 1_800_000_000


@pytest.fixture
def project(tmp_path: Path):
    with Project.open(tmp_path / "p", create=True) as opened:
        yield opened


def put(project: Project, text: str, name: str = "t.csv", **options: object) -> LoadReport:
    path = project.folder / name
    path.write_text(text, "utf-8")
    return load(project, path, TableOptions(**options), now=NOW)  # type: ignore[arg-type]  test values


def acts(columns: Columns) -> list[tuple[str, str, str | None, int]]:
    rows = columns.activities
    return [(VERBS[verb].value, columns.accounts[actor], None if owner == UNKNOWN else columns.accounts[owner], int(time))
            for verb, actor, owner, time in zip(rows.verb, rows.actor, rows.owner, rows.time, strict=True)]


def test_posts_that_answer_each_other_become_replies_with_owners(project: Project) -> None:
    report = put(project, "author,time,id,in_reply_to,title,text\nann,5,1,-1,Paper,Fold\nbo,9,2,1,,Why not glue?\n")
    assert (report.format, report.rows, report.posts, report.acts, report.accounts) == ("posts", 2, 2, 1, 2)
    columns = project.columns()
    assert acts(columns) == [("reply", "name:loaded:bo", "name:loaded:ann", 9)]
    assert columns.sites == ["loaded"]
    assert columns.read_until == NOW
    key = int(columns.activities.key[0])
    seen = project.details([key])[key]
    assert (seen.quote, seen.object, seen.result, seen.evidence) == (
        "Why not glue?", "table:loaded#1", "table:loaded#2", "t.csv")
    assert sorted(project.texts(columns.posts.key)) == [("", (), "Why not glue?"), ("Paper", (), "Fold")]
    assert project.given_names() == {"name:loaded:ann": "ann", "name:loaded:bo": "bo"}


def test_an_answer_to_a_post_of_another_file_finds_its_author(project: Project) -> None:
    put(project, "author,time,id,in_reply_to\nbo,9,2,1\n", "later.csv")
    assert acts(project.columns()) == [("reply", "name:loaded:bo", None, 9)]
    put(project, "author,time,id\nann,5,1\n", "earlier.csv")
    assert acts(project.columns()) == [("reply", "name:loaded:bo", "name:loaded:ann", 9)]


def test_data_sets_keep_their_names_and_ids_apart(project: Project) -> None:
    put(project, "author,time,id\nann,5,1\n", "a.csv", dataset="list")
    put(project, "author,time,id,in_reply_to\nann,6,2,1\n", "b.csv", dataset="forum")
    columns = project.columns()
    assert columns.accounts == ["name:forum:ann", "name:list:ann"]
    assert columns.activities.post.tolist() == [UNKNOWN]
    assert columns.sites == ["forum", "list"]


def test_loading_a_file_again_changes_nothing_and_a_changed_file_replaces_what_it_gave(project: Project) -> None:
    put(project, "actor,verb,object,time\nann,link,bo,5\nann,link,cy,6\n")
    before = acts(project.columns())
    assert put(project, "actor,verb,object,time\nann,link,bo,5\nann,link,cy,6\n").unchanged
    assert acts(project.columns()) == before
    assert not put(project, "actor,verb,object,time\nann,link,bo,5\n").unchanged
    assert acts(project.columns()) == before[:1]


def test_one_act_in_two_files_is_one(project: Project) -> None:
    put(project, "actor,verb,object,time\nann,link,bo,5\n", "a.csv")
    put(project, "actor,verb,object,time\nann,link,bo,5\nann,link,bo,6\n", "b.csv")
    assert len(project.columns().activities) == 2


def test_a_loaded_post_and_its_crawled_page_are_one_post(project: Project) -> None:
    put(project, "author,time,url\nhttps://ann.example/,5,https://ann.example/p\n")
    page = Page("https://bo.example/b", "", datetime.fromtimestamp(NOW, UTC))
    post = Post(url="https://bo.example/b", kind=PostKind.POST, author="https://bo.example/",
                published=datetime.fromtimestamp(9, UTC), links=(Link(url="https://ann.example/p"),))
    project.add(page, [post, *activities([post], page.url)])
    project.add(Page("https://ann.example/p", "", datetime.fromtimestamp(NOW, UTC)), [
        Post(url="https://ann.example/p", kind=PostKind.POST, text="hello")])
    columns = project.columns()
    assert acts(columns) == [("link", "https://bo.example/", "https://ann.example/", 9)]
    assert len(columns.posts) == 2
    assert columns.sites == ["ann.example", "bo.example"]


def test_a_followed_profile_is_an_account(project: Project) -> None:
    put(project, "follower,followed\nann,https://bo.example\n")
    put(project, "actor,verb,object,time\ncy,follow,https://di.example,5\ncy,link,https://di.example,6\n", "acts.csv")
    assert acts(project.columns()) == [
        ("follow", "name:loaded:ann", "https://bo.example/", UNDATED),
        ("follow", "name:loaded:cy", "https://di.example/", 5), ("link", "name:loaded:cy", "https://di.example/", 6)]


def test_follows_adoptions_audiences_and_outcomes_find_their_place(project: Project) -> None:
    put(project, "follower,followed\nann,bo\n", "follows.csv")
    put(project, "actor,item,time,via\nann,washi tape,5,bo\ncy,awl,7,\n", "adoptions.csv")
    put(project, "account,followers,time\nbo,10,5\nbo,7,9\nhttps://cy.example,3,\n", "audience.csv")
    outcomes = "time,kind,code,account,count,value\n5,click,ANN10,,,\n5,click,ANN10,,,\n6,Order,,bo,2,19.5\n"
    put(project, outcomes, "outcomes.csv")
    put(project, outcomes, "again.csv")
    columns = project.columns()
    assert acts(columns) == [("follow", "name:loaded:ann", "name:loaded:bo", UNDATED),
                             ("adopt", "name:loaded:ann", "name:loaded:bo", 5), ("adopt", "name:loaded:cy", None, 7)]
    assert columns.items == ["awl", "washi tape"]
    assert columns.activities.item.tolist() == [UNKNOWN, 1, 0]
    assert {row.id: row.audience for row in project.accounts()} == {
        "https://cy.example/": 3, "name:loaded:ann": None, "name:loaded:bo": 10, "name:loaded:cy": None}
    rows = project.connection.execute("SELECT time, kind, code, account, count, value FROM outcomes GROUP BY key ORDER BY 1, 2")
    assert rows.fetchall() == [(5, "click", "ANN10", None, 1.0, None), (5, "click", "ANN10", None, 1.0, None),
                               (6, "order", None, "name:loaded:bo", 2.0, 19.5)]


def test_bad_rows_are_written_beside_the_file(project: Project) -> None:
    report = put(project, 'actor,verb,object,time\nann,link,bo,5\nann,sing,bo,5\n"ann",link\n')
    assert (report.rows, report.rejected, report.acts) == (1, 2, 1)
    assert report.rejected_file is not None
    with report.rejected_file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["line", "reason", "actor", "verb", "object", "time"]
    assert rows[1][0] == "3"
    assert rows[1][2:] == ["ann", "sing", "bo", "5"]
    assert rows[2][2:] == ["ann", "link"]


def test_an_id_used_by_two_posts_is_a_bad_row_and_a_row_repeated_is_not(project: Project) -> None:
    report = put(project, "author,time,id\nann,5,1\nann,5,1\nbo,6,1\n")
    assert (report.posts, report.rejected) == (1, 1)
    assert (report.first_rejected[0].line, report.first_rejected[0].cells) == (4, ("bo", "6", "1"))
    assert "line 2" in report.first_rejected[0].reason


def test_a_table_without_a_good_row_changes_nothing(project: Project) -> None:
    with pytest.raises(InputError, match="line 2"):
        put(project, "actor,verb,object,time\nann,sing,bo,5\n")
    with pytest.raises(TableError):
        put(project, "tea,cake\n1,2\n")
    assert project.connection.execute("SELECT COUNT(*) FROM loads").fetchone() == (0,)


def test_unknown_columns_are_kept_as_notes(project: Project) -> None:
    put(project, "author,time,id,mood\nann,5,2,glad\nbo,5,1,sad\n")
    put(project, "actor,verb,object,time,mood\nbo,link,ann,5,calm\n", "acts.csv")
    notes = [name for name, in project.connection.execute("SELECT name FROM blocks WHERE name LIKE 'note_%'")]
    assert notes == ["note_mood", "note_mood"]


def test_posts_lie_on_the_site_of_their_address_or_in_the_place_named(project: Project) -> None:
    put(project, "author,time,url,place\nann,1,https://ann.example/p,body\nbo,2,,Craft Forum\ncy,3,,comment\n")
    columns = project.columns()
    assert columns.sites == ["Craft Forum", "ann.example", "loaded"]


def test_suppressed_names_appear_in_no_loaded_act(project: Project) -> None:
    put(project, "actor,verb,object,time\nann,link,bo,5\nbo,link,ann,6\n")
    project.suppress(["name:loaded:ann"])
    assert acts(project.columns()) == [("link", "name:loaded:bo", None, 6)]


def test_texts_of_large_loads_are_found_in_their_blocks(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "BLOCK_ROWS", 3)
    put(project, "author,time,id,text\n" + "".join(f"ann,{at},{at},text {at}\n" for at in range(1, 12)))
    posts = project.columns().posts
    assert [text for _, _, text in project.texts(posts.key)] == [f"text {time}" for time in posts.time.tolist()]


NAMES = st.sampled_from(["ann", "bo", "Ann", "-1", "", "https://cy.example", "王 小明"])
TIMES = st.sampled_from(["5", "1700000000", "2024-01-31", "2024-01-31T10:00:00+08:00", "soon"])
POSTS = st.tuples(NAMES, TIMES, st.sampled_from(["", "https://a.example/1", "https://b.example/2"]),
                  st.sampled_from(["1", "2", "3", "4", "5", ""]), st.sampled_from(["", "-1", "1", "3", "https://a.example/1"]),
                  st.sampled_from(["", "x", "y"]), st.sampled_from(["", "https://a.example/1 https://c.example/"]),
                  st.sampled_from(["", "@bo; Cy"]), st.sampled_from(["", "body", "comment", "blogroll"]))
ACTS = st.tuples(NAMES, st.sampled_from(["reply", "link", "adopt", "follow", "hum"]),
                 st.sampled_from(["ann", "bo", "7", "https://a.example/1"]), TIMES, NAMES,
                 st.sampled_from(["", "9", "https://a.example/9"]))


def both(folder: Path, text: str) -> tuple[Columns, Columns]:
    """Return the columns of a table taken as records, and taken in bulk."""
    path = folder / "t.csv"
    path.write_text(text, "utf-8")
    with Project.open(folder / "slow", create=True) as slow:
        found = findings(path, TableOptions(), [])
        page = Page("https://file.example/", "", datetime.fromtimestamp(NOW, UTC))
        slow.add(page, [*found, *activities(found, page.url)])
        first = slow.columns()
    with Project.open(folder / "fast", create=True) as fast:
        try:
            load(fast, path, TableOptions(), now=NOW)
        except InputError:
            assert not found
        return first, fast.columns()


def same(first: Columns, second: Columns) -> None:
    assert first.items == second.items
    for name in ("key", "time", "kind", "thread"):
        assert np.array_equal(getattr(first.posts, name), getattr(second.posts, name)), name
    for name in ("key", "verb", "post", "result", "time", "place", "rel", "item"):
        assert np.array_equal(getattr(first.activities, name), getattr(second.activities, name)), name
    for part, other in ((first.posts.author, second.posts.author), (first.activities.actor, second.activities.actor),
                        (first.activities.owner, second.activities.owner)):
        assert [at != UNKNOWN and first.accounts[at] for at in part] == [
            at != UNKNOWN and second.accounts[at] for at in other]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(POSTS, min_size=1, max_size=8), parents=st.booleans())
def test_posts_in_bulk_are_the_posts_taken_as_records(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], parents: bool
) -> None:
    header = ["author", "time", "url", "id", "in_reply_to" if parents else "note", "thread", "links", "mentions", "place"]
    same(*both(tmp_path_factory.mktemp("posts"), "\n".join([",".join(header), *(",".join(row) for row in rows)]) + "\n"))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ACTS, min_size=1, max_size=8))
def test_acts_in_bulk_are_the_acts_taken_as_records(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    header = "actor,verb,object,time,owner,result"
    same(*both(tmp_path_factory.mktemp("acts"), "\n".join([header, *(",".join(row) for row in rows)]) + "\n"))


def test_a_page_that_was_adopted_and_answered_is_an_item_only_where_it_was_adopted(project: Project) -> None:
    put(project, "actor,verb,object,time\nann,adopt,https://a.example/1,5\nbo,reply,https://a.example/1,6\n")
    columns = project.columns()
    assert columns.items == ["https://a.example/1"]
    assert columns.activities.item.tolist() == [0, UNKNOWN]
