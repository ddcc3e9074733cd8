"""A disk that is full, a file that may not grow, a folder that may not be written to: clear ends, sound files, and going on."""

import resource
import subprocess
import sys

import pytest

from influence.store.project import Project

PAGES = 40


def article(number: int) -> str:
    words = " ".join(f"word{(number * 7919 + place * place) % 99991}" for place in range(1500))
    return (f'<html><head><title>Essay {number}</title><meta name="author" content="Ann {number % 7}"></head><body><article>'
            f'<h1>Essay {number}</h1><time datetime="2024-05-{number % 28 + 1:02}T10:00:00Z">x</time><p>{words}</p></article>'
            "</body></html>")


def build(web):
    web.page("/", "".join(f'<a href="/essay-number-{number}-here/">x</a>' for number in range(PAGES)))
    for number in range(PAGES):
        web.page(f"/essay-number-{number}-here/", article(number))


def crawl(web, folder, limit_bytes=None):
    """Return exit code and messages of a crawl, of one that may write no larger file if so asked."""
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    done = subprocess.run(
        [sys.executable, "-m", "influence", "--project", str(folder), "crawl", web.url("/"), "--allow-private", web.endpoint,
         "--delay", "0", "--hops", "0", "--workers", "3"],
        capture_output=True, text=True, timeout=300, check=False, preexec_fn=limit if limit_bytes else None)
    return done.returncode, done.stdout + done.stderr


def is_sound(folder):
    with Project.open(folder) as project:
        return project.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def kept(folder):
    with Project.open(folder) as project:
        return project.connection.execute("SELECT COUNT(*) FROM pages").fetchone()[0]


@pytest.fixture
def mounted(tmp_path):
    """A small disk of its own, which may be made read-only; skips where nothing may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1400k", "tmpfs", str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("needs the right to mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(folder, options):
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def test_a_disk_that_fills_up_ends_the_crawl_with_a_clear_line_and_room_lets_it_go_on(web, mounted):
    build(web)
    code, said = crawl(web, mounted / "p")
    assert code == 1
    assert "the disk is full; what was saved before is safe" in said
    assert "Traceback" not in said
    remount(mounted, "size=60m")
    assert is_sound(mounted / "p")
    before = kept(mounted / "p")
    assert crawl(web, mounted / "p")[0] == 0
    assert kept(mounted / "p") == PAGES + 1 > before


def test_a_folder_that_becomes_read_only_is_said_and_nothing_is_lost(web, mounted):
    build(web)
    remount(mounted, "size=60m")
    assert crawl(web, mounted / "p")[0] == 0
    remount(mounted, "ro")
    code, said = crawl(web, mounted / "p")
    assert code == 3
    assert "cannot be written to" in said
    assert "Traceback" not in said
    remount(mounted, "rw")
    assert kept(mounted / "p") == PAGES + 1


def test_no_room_for_temporary_files_ends_the_crawl_with_a_clear_line(web, tmp_path):
    build(web)
    code, said = crawl(web, tmp_path / "p", limit_bytes=600_000)
    assert "disk for temporary files" in said
    assert code == 1
    assert "Traceback" not in said
    assert is_sound(tmp_path / "p")
    assert crawl(web, tmp_path / "p")[0] == 0
    assert kept(tmp_path / "p") == PAGES + 1
