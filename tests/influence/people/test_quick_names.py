"""What is done quickly for names of one word gives what is done for any name."""

from hypothesis import given
from hypothesis import strategies as st

from influence.people.kinds import bot_word, organisation_word
from influence.people.names import compared, is_full, is_placeholder, plain, squeezed

PARTS = ["Bot", "bot", "team", "[bot]", "Guest", "admin", "the", "user", "匿名", "by", "and", "7", "12", "90", "_", " ", "-", "@"]
ZEROS = str.maketrans("123456789", "000000000")


@given(st.lists(st.sampled_from(PARTS), max_size=6).map("".join))
def test_a_kind_is_told_from_a_name_whatever_its_digits(name):
    assert (bot_word(name), organisation_word(name)) == (bot_word(name.translate(ZEROS)), organisation_word(name.translate(ZEROS)))


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=10))
def test_one_word_is_compared_as_a_name_with_blanks_around_it_is(name):
    for told in (compared, plain, squeezed, is_full, is_placeholder):
        assert told(name) == told(f" {name}")
