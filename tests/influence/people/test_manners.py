"""In which tone people speak to one another."""

import pytest

from influence.people.manners import Manners, manners


@pytest.mark.parametrize("text", ["Thank you, Ann!", "Love this so much", "You are so right", "謝謝分享，好美", "恭喜！", "👏"])
def test_warm_words_are_warm(text):
    assert manners([text]) == Manners(warm=1, cold=0, read=1)


@pytest.mark.parametrize("text", ["You are simply wrong.", "What nonsense", "Thanks for nothing, shill", "胡說八道", "你這是抄襲", "🙄 sure"])
def test_cold_words_are_cold_and_outweigh_warm_ones_beside_them(text):
    assert manners([text]) == Manners(warm=0, cold=1, read=1)


@pytest.mark.parametrize("text", ["I cut it at 5 cm.", "Not helpful.", "那是不好", "這不是垃圾", "This is not stupid", ""])
def test_what_says_neither_or_takes_it_back_is_neither(text):
    assert manners([text]) == Manners(warm=0, cold=0, read=1)


@pytest.mark.parametrize(("warm", "cold", "word", "harsh"), [
    (0, 0, None, False), (3, 0, "warm", False), (3, 1, "warm", False), (2, 1, "mixed", False), (1, 1, "mixed", False), (1, 2, "harsh", True)])
def test_what_prevails_is_said_in_a_word(warm, cold, word, harsh):
    found = Manners(warm=warm, cold=cold, read=9)
    assert (found.word, found.harsh) == (word, harsh)
