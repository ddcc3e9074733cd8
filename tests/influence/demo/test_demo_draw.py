"""Choices that look like chance."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from influence.demo.draw import Draw


def test_a_choice_hangs_on_seed_and_key_alone():
    first, second = Draw(1), Draw(1)
    second.share("something", "asked", "before")
    assert first.share("key", 3) == second.share("key", 3)
    assert first.share("key", 3) != first.share("key", 4)
    assert first.share("key", 3) != Draw(2).share("key", 3)


def test_keys_that_read_the_same_joined_are_different_keys():
    assert Draw(1).share("ab", "c") != Draw(1).share("a", "bc")


@given(st.integers(0, 50), st.integers(0, 50), st.text(max_size=8))
def test_numbers_stay_within_their_bounds(low, span, key):
    assert low <= Draw(3).number(low, low + span, key) <= low + span


def test_every_option_comes_about_equally_often():
    counts = Counter(Draw(5).one("abcd", turn) for turn in range(4_000))
    assert set(counts) == set("abcd")
    assert max(counts.values()) < 1.15 * min(counts.values())


@given(st.lists(st.integers(), max_size=12), st.integers())
def test_an_order_loses_and_doubles_nothing(options, key):
    assert sorted(Draw(9).order(options, key)) == sorted(options)


def test_orders_differ_by_key():
    assert len({tuple(Draw(9).order(range(6), key)) for key in range(20)}) > 15
