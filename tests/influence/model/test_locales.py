"""Languages and countries are known by code and by name, in Latin and Chinese letters; what is none is not guessed."""

import pytest

from influence.model.locales import country_code, country_hint, language_hint, language_tag


@pytest.mark.parametrize(("text", "tag"), [
    ("en", "en"), ("EN-us", "en-US"), ("English", "en"), (" chinese ", "zh"), ("Traditional Chinese", "zh-Hant"), ("正體中文", "zh-Hant"),
    ("zh-TW", "zh-Hant"), ("zh_hk", "zh-Hant"), ("zh-CN", "zh-Hans"), ("zh-hant", "zh-Hant"), ("zh", "zh"), ("ＤＥ", "de"),
    ("sr-latn", "sr-Latn"), ("yue", "yue"), ("tiếng Việt", "vi"), ("englisch", "en"),
])
def test_a_language_is_known_by_tag_and_name(text, tag):
    assert language_tag(text) == tag


@pytest.mark.parametrize("text", ["", "xx", "englsih", "Klingonese", "e", "en us", "中"])
def test_what_is_no_language_is_none(text):
    assert language_tag(text) is None


@pytest.mark.parametrize(("text", "code"), [
    ("Taiwan", "TW"), ("tw", "TW"), ("臺灣", "TW"), ("United Kingdom", "GB"), ("uk", "GB"), ("gb", "GB"), ("usa", "US"), ("Österreich", "AT"),
    ("mainland China", "CN"), ("Hong  Kong", "HK"), ("", None), ("ZZ", None), ("Atlantis", None), ("TWN", None),
])
def test_a_country_is_known_by_letters_and_name(text, code):
    assert country_code(text) == code


def test_a_slip_of_the_pen_is_answered_with_the_nearest_name():
    assert "'english', written en" in language_hint("Englsih")
    assert "'taiwan', written TW" in country_hint("Tawian")
    assert "a tag such as en" in language_hint("qqqq")
    assert "two letters" in country_hint("qqqq")
