"""influence.toml: every mistake is named, with the nearest right word."""

import pytest

from influence import settings
from influence.errors import SettingsError


def write(folder, text):
    (folder / "influence.toml").write_text(text, "utf-8")
    return folder


def test_no_file_means_defaults(tmp_path):
    assert settings.read(tmp_path, {}).crawl.delay_s == 1.0


def test_what_the_file_says_wins_over_defaults_and_its_origin_is_known(tmp_path):
    found = settings.read(write(tmp_path, '[brand]\nname = "Snipwell"\naliases = ["剪好"]\n[crawl]\ndelay_s = 2\n'), {})
    assert found.own_brand().aliases == ("剪好",)
    assert found.crawl.delay_s == 2.0
    assert found.origin["crawl.delay_s"] == "influence.toml"


def test_a_variable_wins_over_the_file(tmp_path):
    found = settings.read(write(tmp_path, "[crawl]\nmax_pages = 5\n"),
                          {"INFLUENCE_CRAWL_MAX_PAGES": "7", "INFLUENCE_SCOPE_TOPICS": "paper, 拼布", "INFLUENCE_X": "1"})
    assert found.crawl.max_pages == 7
    assert found.scope.topics == ("paper", "拼布")
    assert found.origin["crawl.max_pages"] == "INFLUENCE_CRAWL_MAX_PAGES"


def test_one_text_is_taken_for_a_list_of_one(tmp_path):
    assert settings.read(write(tmp_path, '[scope]\ntopics = "paper"\n'), {}).scope.topics == ("paper",)


def test_languages_may_be_named_and_are_kept_as_tags(tmp_path):
    path = write(tmp_path, '[scope]\nlanguages = ["English", "繁體中文", "zh-TW"]\n')
    assert settings.read(path, {}).scope.languages == ("en", "zh-Hant")
    assert settings.read(path, {"INFLUENCE_SCOPE_LANGUAGES": "Chinese,de"}).scope.languages == ("zh", "de")


@pytest.mark.parametrize(("text", "words"), [
    ("[brand]\nnme = 'x'\n", "did you mean 'name'"),
    ("[brnd]\nname = 'x'\n", "did you mean 'brand'"),
    ("[qqq]\n", "known are: brand"),
    ("brand = 3\n", r"must be a section, written \[brand\]"),
    ("[crawl]\nmax_pages = 'many'\n", "must be a whole number"),
    ("[crawl]\nmax_pages = true\n", "must be a whole number"),
    ("[crawl]\ndelay_s = 'x'\n", "must be a number"),
    ("[brand]\nname = 7\n", "must be a text"),
    ("[scope]\ntopics = [1]\n", "must be a list of texts"),
    ("[score]\nweight_reply = -1\n", "must not be negative"),
    ("[crawl]\nhops = -3\n", "must not be negative"),
    ("[people]\nmerge_threshold = 7\n", "between 0 and 1"),
    ("[scope]\nreport_language = 'fr'\n", "must be en or zh-TW"),
    ("[scope]\nlanguages = ['englsih']\n", "did you mean 'english', written en"),
    ("[brand\n", "cannot be read as TOML"),
])
def test_a_mistake_is_named(tmp_path, text, words):
    with pytest.raises(SettingsError, match=words):
        settings.read(write(tmp_path, text), {})


def test_a_variable_that_is_no_number_is_named():
    from pathlib import Path

    with pytest.raises(SettingsError, match="INFLUENCE_CRAWL_DELAY_S"):
        settings.read(Path("/nowhere"), {"INFLUENCE_CRAWL_DELAY_S": "soon"})
