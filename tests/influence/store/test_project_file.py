"""The project file survives what happens to files: kills, full disks, other programs, newer versions."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.records import Page, Post, PostKind
from influence.errors import InfluenceError, ProjectBusyError, ProjectError, SettingsError
from influence.settings import FILE_NAME, SECTIONS, keys, read
from influence.store import schema, sql
from influence.store.project import DATABASE_NAME, Project
from influence.store.settings_file import MEANING, settings_text

PAGE = Page("https://ann.example/a", "", datetime(2026, 6, 1, tzinfo=UTC))
POST = Post(url="https://ann.example/a", kind=PostKind.POST, author="https://ann.example/", text="paper")


def test_a_folder_without_a_project_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="influence init") as caught:
        Project.open(tmp_path)
    assert caught.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_new_project_explains_every_setting_and_changes_none(tmp_path: Path) -> None:
    with Project.create(tmp_path / "new" / "p") as project:
        text = (project.folder / FILE_NAME).read_text("utf-8")
        assert project.settings() == read(Path("nowhere"), {})
    names = [f"{section}.{name}" for section in SECTIONS for name in keys(section)]
    assert sorted(MEANING) == sorted(names)
    for name in names:
        assert f"# {MEANING[name]}\n# {name.partition('.')[2]} = " in text


def test_settings_given_are_read_back_as_given(tmp_path: Path) -> None:
    values: dict[str, object] = {"brand.name": 'Snip"well\\ \n紙', "brand.aliases": ["a", "b"], "crawl.hops": 3,
                                 "people.merge_threshold": 0.5}
    with Project.create(tmp_path / "p", values) as project:
        settings = project.settings()
    assert (settings.brand.name, settings.brand.aliases, settings.crawl.hops, settings.people.merge_threshold) == (
        'Snip"well\\ \n紙', ("a", "b"), 3, 0.5)
    assert settings.origin["brand.name"] == FILE_NAME


def test_a_setting_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"brand\.colour"):
        settings_text({"brand.colour": "red"})
    assert "flag = true" in settings_text({}).replace("# report_language", "flag = true #")


def test_a_second_project_in_one_folder_is_refused(tmp_path: Path) -> None:
    Project.create(tmp_path).close()
    with pytest.raises(ProjectError, match="already"):
        Project.create(tmp_path)


def test_settings_alone_are_a_project(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("", "utf-8")
    with Project.open(tmp_path) as project:
        assert len(project.columns().activities) == 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ProjectError, match="cannot be made"):
        Project.open(tmp_path / "file" / "p", create=True)
    (tmp_path / "p" / FILE_NAME).mkdir(parents=True)
    with pytest.raises(ProjectError, match="already"):
        Project.create(tmp_path / "p")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_one_clear_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ProjectError, match="cannot be"):
            Project.create(tmp_path)
        with pytest.raises(ProjectError, match="cannot be"):
            Project.open(tmp_path, create=True)
    finally:
        tmp_path.chmod(0o700)


def test_a_file_that_may_only_be_read_is_refused_for_writing(tmp_path: Path) -> None:
    Project.open(tmp_path, create=True).close()
    with Project.open(tmp_path) as project:
        project.connection.execute("PRAGMA query_only = 1")
        with pytest.raises(ProjectError, match="cannot be written"):
            project.add(PAGE, [POST])


def test_a_project_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    Project.open(tmp_path, create=True).close()
    change(tmp_path, f"PRAGMA user_version = {schema.VERSION + 1}")
    before = (tmp_path / DATABASE_NAME).read_bytes()
    with pytest.raises(ProjectError, match="newer influence") as caught:
        Project.open(tmp_path)
    assert caught.value.exit_code == 3
    assert (tmp_path / DATABASE_NAME).read_bytes() == before


def test_a_project_of_an_older_version_is_brought_up_to_date_with_a_copy_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.open(tmp_path, create=True).close()
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setitem(schema.MIGRATIONS, schema.VERSION - 1,
                        lambda connection: connection.execute("CREATE TABLE later (x INTEGER) STRICT") and None)
    with Project.open(tmp_path) as project:
        assert schema.version(project.connection) == schema.VERSION
        assert project.connection.execute("SELECT COUNT(*) FROM later").fetchone() == (0,)
    copy = tmp_path / f"{DATABASE_NAME}.version{schema.VERSION - 1}.bak"
    connection = sqlite3.connect(copy)
    assert schema.version(connection) == schema.VERSION - 1
    connection.close()


@pytest.mark.parametrize("content", [b"this is no database, and long enough to look like none" * 40, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_named_and_not_overwritten(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(content)
    with pytest.raises(ProjectError, match="damaged"):
        Project.open(tmp_path)
    assert (tmp_path / DATABASE_NAME).read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(ProjectError, match="no influence project"):
        Project.open(tmp_path)


def test_a_locked_project_says_that_another_process_is_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Project.open(tmp_path, create=True) as project:
        other = sqlite3.connect(project.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        project.connection.execute("PRAGMA busy_timeout = 20")
        with pytest.raises(ProjectBusyError, match="another process") as caught:
            project.add(PAGE, [POST])
        assert caught.value.exit_code == 1
        assert len(project.columns().posts) == 0  # reading goes on while another writes
        other.execute("ROLLBACK")
        other.close()
        project.add(PAGE, [POST])
        assert len(project.columns().posts) == 1


def test_a_full_disk_is_said_so_and_loses_nothing(tmp_path: Path) -> None:
    with Project.open(tmp_path, create=True) as project:
        project.add(PAGE, [POST])
        pages = project.connection.execute("PRAGMA page_count").fetchone()[0]
        project.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        big = Post(url="https://ann.example/b", kind=PostKind.POST, text="x" * 100_000)
        with pytest.raises(InfluenceError, match="disk is full"):
            project.add(Page("https://ann.example/b", "", PAGE.fetched), [big])
        project.connection.execute("PRAGMA max_page_count = 1073741823")
        assert len(project.columns().posts) == 1
        project.add(Page("https://ann.example/b", "", PAGE.fetched), [big])
        assert project.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(project.columns().posts) == 2


def test_an_error_of_our_own_making_is_not_dressed_up(tmp_path: Path) -> None:
    with Project.open(tmp_path, create=True) as project, pytest.raises(sqlite3.OperationalError), project.transaction() as db:
        db.execute("SELECT * FROM nowhere")
    assert sql.BUSY_TIMEOUT_S > 1


def test_a_transaction_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with Project.open(tmp_path, create=True) as project:
        with pytest.raises(sqlite3.OperationalError):
            write_and_fail(project)
        assert len(project.columns().posts) == 0


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from crawlers.records import Page, Post, PostKind
from influence.store.project import Project
with Project.open(Path(sys.argv[1]), create=True) as project:
    for number in range(100_000):
        url = f"https://ann.example/{number}"
        project.add(Page(url, "", datetime(2026, 6, 1, tzinfo=UTC)),
                    [Post(url=url, kind=PostKind.POST, author="https://ann.example/", text="x" * 200)])
        print(number, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    for _ in range(3):
        child = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        done = -1
        for line in child.stdout:
            done = int(line)
            if done >= 40:
                break
        child.send_signal(signal.SIGKILL)
        child.stdout.close()
        child.wait()
        with Project.open(tmp_path) as project:
            assert project.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert len(project.columns().posts) > done


def test_columns_are_read_anew_after_another_process_wrote(tmp_path: Path) -> None:
    with Project.open(tmp_path, create=True) as reader, Project.open(tmp_path) as writer:
        first = reader.columns()
        assert reader.columns() is first
        writer.add(PAGE, [POST])
        assert len(reader.columns().posts) == 1


def write_and_fail(project: Project) -> None:
    with project.transaction() as db:
        project.add(PAGE, [POST])
        db.execute("SELECT * FROM nowhere")


def change(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / DATABASE_NAME)
    connection.execute(statement)
    connection.close()
