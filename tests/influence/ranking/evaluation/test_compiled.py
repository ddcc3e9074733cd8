"""Where compiled code is kept, and that warming up compiles all there is."""

import os
import tempfile
from pathlib import Path

import pytest

from influence.ranking import compiled


@pytest.fixture
def unset(monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")  # so that whatever a test sets is taken back
    monkeypatch.delenv("NUMBA_CACHE_DIR")


def test_the_folder_the_user_names_is_left_alone(monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/somewhere/else")
    monkeypatch.setattr(compiled, "_writable", lambda folder: False)
    compiled.kernels()
    assert os.environ["NUMBA_CACHE_DIR"] == "/somewhere/else"


def test_numba_chooses_where_the_package_or_the_users_cache_can_be_written(unset, monkeypatch):
    monkeypatch.setattr(compiled, "_writable", lambda folder: folder == compiled._user_cache())
    compiled.kernels()
    assert "NUMBA_CACHE_DIR" not in os.environ


def test_a_temporary_folder_serves_where_nothing_else_can_be_written(unset, monkeypatch):
    monkeypatch.setattr(compiled, "_writable", lambda folder: False)
    compiled.kernels()
    assert Path(os.environ["NUMBA_CACHE_DIR"]).parent == Path(tempfile.gettempdir())


def test_a_folder_that_is_not_there_yet_is_as_writable_as_the_one_above(tmp_path):
    assert compiled._writable(tmp_path / "not" / "there")


def test_the_users_cache_folder_follows_the_desktop_convention(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert compiled._user_cache() == tmp_path
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert compiled._user_cache().name == ".cache"


def test_warming_up_names_every_kernel():
    module = compiled.kernels()
    names = module.warm_up()
    assert all(getattr(module, name).signatures for name in names)
    every = {name for name, value in vars(module).items() if hasattr(value, "signatures")}
    assert set(names) == {name for name in every if not name.startswith("_")}
