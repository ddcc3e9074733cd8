"""Sentences of posts, and the words of others left out."""

import pytest

from influence.listening.sentences import LONGEST, own_words, plain, sentences


@pytest.mark.parametrize(("text", "parts"), [
    ("One. Two! Three? four", ["One.", "Two!", "Three?", "four"]),
    ("It cost 3.50 at snipwell.example and works.", ["It cost 3.50 at snipwell.example and works."]),
    ("Ask Dr. Lee, e.g. on Monday.", ["Ask Dr. Lee, e.g. on Monday."]),
    ("很好用。真的！會再買嗎？會", ["很好用。", "真的！", "會再買嗎？", "會"]),
    ("她說「很好用。」我也是", ["她說「很好用。」", "我也是"]),
    ("I love it! 😍 Really.", ["I love it! 😍", "Really."]),
    ("Wait... what happened", ["Wait... what happened"]),
    ("Title\n\nText", ["Title", "Text"]),
    ("So did J. Lee and I. We agree.", ["So did J. Lee and I.", "We agree."]),
    ("", []), (" \n ", []), ("!!!", []),
])
def test_a_text_is_cut_where_a_sentence_ends(text, parts):
    assert sentences(text) == parts


@pytest.mark.parametrize("text", [
    "> mine broke\n\nno idea", "[quote=ann]mine broke[/quote]no idea", "<blockquote>mine broke</blockquote>no idea",
    "Ann wrote:\n> mine broke\nno idea", "[QUOTE]mine broke[/QUOTE]\nno idea",
])
def test_quotes_are_not_the_speakers_words(text):
    assert own_words(text).strip() == "no idea"


def test_a_text_without_quotes_stays_as_it_is():
    text = "Price: 3 > 2, they said so: fine."
    assert own_words(text) == text


def test_width_case_and_quotes_are_folded_in_place():
    assert plain("ＡＢＣ’s “X”") == "abc's \"x\""
    assert len(plain("İstanbul")) == len("İstanbul")


def test_a_text_without_marks_is_heard_in_pieces_that_keep_every_word():
    text = "wonderful but never blunt, " * 400
    pieces = sentences(text)
    assert max(map(len, pieces)) <= LONGEST < len(text)
    assert " ".join(pieces).split() == text.split()
    assert "".join(sentences("好" * 4000)) == "好" * 4000


def test_marks_without_end_take_time_by_their_number():
    assert max(map(len, sentences("." * 300_000 + "a"))) <= LONGEST
    assert len(sentences("Good." + " !" * 100_000)[0]) <= LONGEST
