"""Sampled sets kept in the project folder, and `shortlist --method sampled`."""

import io
import json
import shutil
import zipfile

import numpy as np
import pytest

from influence.cli import kept_sets
from influence.cli.kept_sets import FILE_NAME, content_key, read_pool, write_pool
from influence.shortlist.opim import Aim, filled
from influence.shortlist.probabilities import weighted_cascade
from influence.shortlist.sampling import sampler

FOUND = weighted_cascade(np.array([2, 2, 3], np.int32), np.array([0, 1, 2], np.int32), 4)
KEY = content_key(FOUND, 1)


@pytest.fixture
def kept(tmp_path):
    path = tmp_path / FILE_NAME
    write_pool(path, KEY, filled(sampler(FOUND), Aim(size=2)))
    return path


def test_what_was_kept_is_read_as_it_was(kept):
    pool, fresh = read_pool(kept, KEY, 4), filled(sampler(FOUND), Aim(size=2))
    assert pool.enough == fresh.enough
    for was, now in ((fresh.chosen_by, pool.chosen_by), (fresh.judged_by, pool.judged_by)):
        assert np.array_equal(was.members, now.members)
        assert np.array_equal(was.ends, now.ends)


def test_sets_of_other_acts_another_seed_or_fewer_people_are_not_used(kept):
    other = weighted_cascade(np.array([2, 3], np.int32), np.array([0, 2], np.int32), 4)
    assert read_pool(kept, content_key(other, 1), 4) is None
    assert read_pool(kept, content_key(FOUND, 2), 4) is None
    assert read_pool(kept, KEY, 2) is None


def test_the_same_sets_make_the_same_bytes(kept, tmp_path):
    again = tmp_path / "again"
    write_pool(again, KEY, filled(sampler(FOUND), Aim(size=2)))
    assert again.read_bytes() == kept.read_bytes()


@pytest.mark.parametrize("harm", [
    lambda whole: whole[:len(whole) // 2], lambda whole: b"", lambda whole: b"not sets at all",
    lambda whole: whole.replace(b"ends_1", b"odds_1"),
], ids=["cut", "empty", "other", "without a part"])
def test_a_damaged_file_counts_as_none(kept, harm):
    kept.write_bytes(harm(kept.read_bytes()))
    assert read_pool(kept, KEY, 4) is None


def with_member(whole, name, made):
    """Return the archive with one member replaced, its checksum right."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            new.writestr(member, made(old.read(member)) if member == name else old.read(member))
    return out.getvalue()


def array_bytes(rows):
    out = io.BytesIO()
    np.save(out, np.array(rows))
    return out.getvalue()


@pytest.mark.parametrize("harm", [
    lambda whole: array_bytes([1, 2]),
    lambda whole: whole.replace(b"PK\x01\x02" + whole[whole.index(b"PK\x01\x02") + 4:][:6],
                                b"PK\x01\x02" + whole[whole.index(b"PK\x01\x02") + 4:][:2] + b"\xff\x00\x00\x00"),
    lambda whole: with_member(whole, "key.npy", lambda old: old.replace(b"{'descr'", b"(((descr'")),
    lambda whole: with_member(whole, "ends_0.npy", lambda old: old.replace(b"'shape': (", b"'shape': [")),
    lambda whole: with_member(whole, "enough.npy", lambda old: array_bytes([[2.0, 0.1, 1.0]])),
    lambda whole: with_member(whole, "enough.npy", lambda old: array_bytes(7.0)),
    lambda whole: with_member(whole, "enough.npy", lambda old: array_bytes([[np.inf, 0.1, 1.0, 8.0]])),
    lambda whole: with_member(whole, "enough.npy", lambda old: array_bytes([[2.0, 0.1, 1.0, 1e15]])),
], ids=["a bare array", "another archive", "a broken header", "a broken shape", "a row too short", "no rows", "endless",
        "more sets than it has"])
def test_whatever_is_damaged_inside_counts_as_none(kept, harm):
    kept.write_bytes(harm(kept.read_bytes()))
    assert read_pool(kept, KEY, 4) is None


def test_sets_that_take_much_room_are_not_kept(tmp_path, monkeypatch):
    pool = filled(sampler(FOUND), Aim(size=2))
    size = sum(part.members.nbytes + part.ends.nbytes for part in (pool.chosen_by, pool.judged_by))
    monkeypatch.setattr(kept_sets, "MOST_BYTES", size - 1)
    write_pool(tmp_path / "large", KEY, pool)
    monkeypatch.setattr(kept_sets, "MOST_BYTES", size)
    write_pool(tmp_path / "small", KEY, pool)
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


def test_a_folder_that_cannot_be_written_to_keeps_nothing_and_hurts_nobody(tmp_path):
    write_pool(tmp_path / "nowhere" / FILE_NAME, KEY, filled(sampler(FOUND), Aim(size=2)))
    assert read_pool(tmp_path / "nowhere" / FILE_NAME, KEY, 4) is None


def test_a_sampled_team_says_how_it_was_chosen_and_what_is_promised(influence, project, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(project, folder)
    made = json.loads(influence("--project", folder, "shortlist", "-k", 2, "--method", "sampled", "--json").out)
    assert made["method"] == "sampled"
    assert made["guarantee"] == pytest.approx(0.532121)
    assert made["of_bound"] >= made["guarantee"]
    assert {person["name"] for person in made["people"]} == {"Ann Lee", "林怡君"}
    assert (folder / FILE_NAME).exists()
    shown = influence("--project", folder, "shortlist", "-k", 2, "--method", "sampled", "--csv", tmp_path / "team.csv").out
    assert "with one post each: at least" in shown
    assert "(chosen this way it is 53 % in any case)" in shown
    about = json.loads((tmp_path / "team.meta.json").read_text("utf-8"))
    assert about["choice"]["method"] == "sampled"
    assert "--method sampled" in about["command"]


def test_an_observed_team_needs_no_sets_and_promises_more_unless_rules_limit_it(influence, project, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(project, folder)
    free = json.loads(influence("--project", folder, "shortlist", "-k", 2, "--json").out)
    ruled = json.loads(influence("--project", folder, "shortlist", "-k", 2, "--max-per-community", 1, "--json").out)
    assert (free["method"], round(free["guarantee"], 3)) == ("observed", 0.632)
    assert ruled["guarantee"] is None
    assert not (folder / FILE_NAME).exists()
