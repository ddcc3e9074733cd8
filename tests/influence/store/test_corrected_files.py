"""A corrected file replaces what it told before; files of version 2 learn by which load their rows came."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.load.formats import TableOptions
from crawlers.records import Account, Page
from influence.store import schema
from influence.store.archives import load_archive
from influence.store.loading import load
from influence.store.project import DATABASE_NAME, Project

LINE = '1.2.3.4 - - [10/Oct/2025:1{}:55:36 +0200] "GET / HTTP/1.1" 200 9 "https://ann.example/p" "Mozilla/5.0"\n'
#: The tables as version 2 had them.
OUTCOMES_2 = ("CREATE TABLE outcomes (key INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, referrer TEXT, "
              "code TEXT, account TEXT, count REAL NOT NULL, value REAL) STRICT")
AUDIENCES_2 = ("CREATE TABLE audiences (account INTEGER NOT NULL, time INTEGER NOT NULL, followers INTEGER NOT NULL, "
               "PRIMARY KEY (account, time)) STRICT, WITHOUT ROWID")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.open(tmp_path / "p", create=True) as opened:
        yield opened


def told(project: Project, name: str, text: str) -> None:
    path = project.folder / name
    path.write_text(text)
    load(project, path, TableOptions(), now=9)


def outcomes(project: Project) -> list[tuple[object, ...]]:
    return project.connection.execute("SELECT time, kind, count FROM outcomes GROUP BY key ORDER BY time").fetchall()


def test_corrected_outcomes_count_once(project: Project) -> None:
    told(project, "o.csv", "time,kind,count\n5,order,2\n6,click,1\n")
    told(project, "o.csv", "time,kind,count\n5,order,3\n")
    assert outcomes(project) == [(5, "order", 3.0)]


def test_an_outcome_that_two_files_tell_counts_once_and_stays_with_the_other(project: Project) -> None:
    told(project, "spring.csv", "time,kind\n5,order\n6,click\n")
    told(project, "summer.csv", "time,kind\n6,click\n7,click\n")
    assert outcomes(project) == [(5, "order", 1.0), (6, "click", 1.0), (7, "click", 1.0)]
    told(project, "summer.csv", "time,kind\n7,click\n")
    assert outcomes(project) == [(5, "order", 1.0), (6, "click", 1.0), (7, "click", 1.0)]


def test_a_corrected_log_replaces_its_visits(project: Project) -> None:
    path = project.folder / "access.log"
    for hours in ((3, 4), (4, 5)):
        path.write_text("".join(LINE.format(hour) for hour in hours))
        load_archive(project, path, "access-log", dataset="", now=9)
    assert [time // 3600 % 24 for time, _, _ in outcomes(project)] == [12, 13]


def test_corrected_followers_replace_only_their_own(project: Project) -> None:
    ann = "https://ann.example/"
    told(project, "a.csv", f"account,followers,time\n{ann},90000,5\n{ann},100,6\n")
    told(project, "b.csv", f"account,followers,time\n{ann},300,5\n")
    told(project, "a.csv", f"account,followers,time\n{ann},100,6\n")
    assert [row.audience for row in project.accounts()] == [300]
    project.add(Page(ann, "", datetime.fromtimestamp(5, UTC)), [Account(id=ann, audience=400)])
    told(project, "b.csv", f"account,followers,time\n{ann},200,5\n")
    assert [row.audience for row in project.accounts()] == [400]


def as_version_2(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as db, db:
        db.execute("DROP TABLE outcomes")
        db.execute("DROP TABLE audiences")
        db.execute(OUTCOMES_2)
        db.execute(AUDIENCES_2)
        db.execute("INSERT INTO outcomes VALUES (1, 5, 'order', NULL, NULL, NULL, 2.0, NULL)")
        db.execute("INSERT INTO audiences SELECT key, 5, 70 FROM accounts")
        db.execute("PRAGMA user_version = 2")


def test_a_file_of_version_2_keeps_outcomes_and_followers(project: Project) -> None:
    told(project, "o.csv", "time,kind,count\n5,order,2\n")
    told(project, "a.csv", "account,followers,time\nann,70,5\n")
    as_version_2(project.folder)
    with Project.open(project.folder) as again:
        assert outcomes(again) == [(5, "order", 2.0)]
        assert [row.audience for row in again.accounts()] == [70]
        told(again, "o.csv", "time,kind,count\n5,order,3\n")
        assert outcomes(again) == [(5, "order", 3.0)]
        rows = again.connection.execute("SELECT name, sql FROM sqlite_schema WHERE name IN ('outcomes', 'audiences')")
        made = {name: " ".join(sql.replace('"', "").split()) for name, sql in rows.fetchall()}
    with Project.open(project.folder.parent / "new", create=True) as new:
        rows = new.connection.execute("SELECT name, sql FROM sqlite_schema WHERE name IN ('outcomes', 'audiences')")
        assert made == {name: " ".join(sql.split()) for name, sql in rows.fetchall()}


def test_of_several_processes_one_brings_the_file_up_to_date(project: Project) -> None:
    as_version_2(project.folder)
    found = [sqlite3.connect(project.path, isolation_level=None, check_same_thread=False) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        copies = list(pool.map(lambda db: schema.migrate(db, project.path), found))
    for db in found:
        assert schema.version(db) == schema.VERSION
        db.close()
    made, = (copy for copy in copies if copy is not None)
    with closing(sqlite3.connect(made)) as copy:
        assert schema.version(copy) == 2


def test_a_copy_kept_before_is_not_written_over(project: Project) -> None:
    before = project.path.with_name(f"{DATABASE_NAME}.version2.bak")
    before.write_bytes(b"mine")
    as_version_2(project.folder)
    Project.open(project.folder).close()
    assert before.read_bytes() == b"mine"
    with closing(sqlite3.connect(project.path.with_name(f"{DATABASE_NAME}.version2.2.bak"))) as copy:
        assert schema.version(copy) == 2


def test_a_failed_change_of_version_leaves_the_file_as_it_was(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_version_2(project.folder)
    monkeypatch.setitem(schema.MIGRATIONS, 2, lambda db: db.execute("SELECT * FROM nowhere") and None)
    with pytest.raises(sqlite3.OperationalError):
        Project.open(project.folder)
    with closing(sqlite3.connect(project.path)) as db:
        assert schema.version(db) == 2
        db.execute("BEGIN IMMEDIATE")
