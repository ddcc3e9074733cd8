"""`influence init` keeps languages as tags, however they are named, and takes nothing that is none."""

import io

import pytest
from click.testing import CliRunner

from influence.cli.app import influence as command
from influence.settings import read


def test_languages_given_by_name_are_kept_as_tags(influence, tmp_path):
    done = influence("init", tmp_path / "p", "--language", "English", "--language", "繁體中文", "--language", "en")
    assert done.code == 0
    assert read(tmp_path / "p", {}).scope.languages == ("en", "zh-Hant")


def test_what_is_no_language_makes_no_project(influence, tmp_path):
    done = influence("init", tmp_path / "p", "--language", "englsih")
    assert done.code == 2
    assert "did you mean 'english', written en?" in done.err
    assert not (tmp_path / "p").exists()


def test_on_a_terminal_a_slip_is_asked_again(tmp_path, monkeypatch: pytest.MonkeyPatch):
    from influence.cli import init

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(init, "sys", type("Sys", (), {"stdin": Terminal()}))
    result = CliRunner().invoke(command, ["init", str(tmp_path / "p")], input="Snipwell\n\n\n\nenglsih\nEnglish, 中文\n\n")
    assert result.exit_code == 0, result.output
    assert "'englsih' is no language" in result.output
    assert read(tmp_path / "p", {}).scope.languages == ("en", "zh")
