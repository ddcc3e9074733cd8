"""Forgetting somebody of a loaded table leaves a project that everything can be read from."""

import csv

import pytest

ROWS = [
    {"id": "1", "author": "Ann Lee", "time": "2024-01-01", "url": "https://ann.example/1", "in_reply_to": "", "place": "ann.example"},
    {"id": "2", "author": "Bob Fell", "time": "2024-01-05", "url": "https://bob.example/1", "in_reply_to": "1", "place": "ann.example"},
    {"id": "3", "author": "Cy Day", "time": "2024-01-06", "url": "https://bob.example/2", "in_reply_to": "2", "place": "bob.example"},
]


@pytest.mark.parametrize("columns", [[*ROWS[0]], [name for name in ROWS[0] if name != "place"]], ids=["with places", "without"])
def test_everything_can_still_be_read(influence, tmp_path, columns):
    table = tmp_path / "posts.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(ROWS)
    folder = tmp_path / "p"
    assert influence("init", folder).code == 0
    assert influence("--project", folder, "load", table).code == 0
    assert influence("--project", folder, "people", "forget", "Ann Lee", "--yes").code == 0
    for command in (("people", "list"), ("rank", "--all"), ("check",)):
        done = influence("--project", folder, *command)
        assert done.code in (0, 4), (command, done.err)
        assert "Ann Lee" not in done.out
