"""Ways of writing a brand."""

import pytest

from influence.listening.spellings import Sort, spellings
from influence.model.brand import Brand


def forms(*brands: Brand, slips: bool = False) -> set[str]:
    return {text for text, one in spellings(brands).items() if slips or one.sort is not Sort.SLIP}


def test_parts_are_joined_apart_and_hyphenated():
    assert forms(Brand(name="SnipWell")) == {"snipwell", "snip well", "snip-well"}
    assert forms(Brand(name="Paper Fox")) == {"paper fox", "paper-fox", "paperfox"}


def test_accents_may_be_left_out_and_chinese_stays_whole():
    assert forms(Brand(name="Köhl", aliases=("唐雀",))) == {"köhl", "kohl", "唐雀"}


def test_a_chinese_name_is_known_in_both_scripts():
    assert forms(Brand(name="剪縫")) == {"剪縫", "剪缝"}
    assert forms(Brand(name="剪缝")) == {"剪縫", "剪缝"}


def test_domains_lose_what_every_address_has():
    assert forms(Brand(name="Kerf", domains=("https://www.kerf.example/",))) == {"kerf", "kerf.example"}


@pytest.mark.parametrize("slip", ["snipwel", "snipweell", "sinpwell", "snipwall"])
def test_one_wrong_letter_of_a_long_name_is_known(slip):
    assert spellings([Brand(name="Snipwell")])[slip].sort is Sort.SLIP


@pytest.mark.parametrize(("name", "other"), [("Kerf", "korf"), ("Snipwell", "knipwell"), ("Tanager", "manager")])
def test_short_names_other_first_letters_and_real_words_are_no_slips(name, other):
    assert other not in spellings([Brand(name=name)])


def test_a_slip_that_is_another_brands_name_is_that_brands():
    found = spellings([Brand(name="Corvane"), Brand(name="Corvine")])
    assert (found["corvine"].brand, found["corvine"].sort) == (1, Sort.NAME)


def test_what_is_also_a_common_word_is_marked():
    found = spellings([Brand(name="Target"), Brand(name="Snipwell"), Brand(name="Sharp")])
    assert [found[name].ordinary for name in ("target", "snipwell", "sharp")] == [True, False, True]
