"""Chances learned from acts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influence.model.acts import Acts
from influence.model.columns import UNDATED, UNKNOWN
from influence.shortlist.probabilities import influences, learned, weighted_cascade

DAY = 86_400


def acts_of(rows, posts, people=5, until=100 * DAY):
    """Acts from (actor, owner, post, day, weight) and posts from (author, day or None)."""
    column = list(zip(*rows, strict=True)) if rows else [()] * 5
    count = len(rows)
    return Acts(
        people=people, actor=np.array(column[0], np.int32), owner=np.array(column[1], np.int32),
        verb=np.ones(count, np.int8), time=np.array([day * DAY for day in column[3]], np.int64), inferred=np.zeros(count, bool),
        post=np.array(column[2], np.int32), result=np.full(count, UNKNOWN, np.int32), weight=np.array(column[4], np.float64),
        row=np.arange(count), post_author=np.array([author for author, _ in posts], np.int32),
        post_time=np.array([UNDATED if day is None else day * DAY for _, day in posts], np.int64),
        post_site=np.zeros(len(posts), np.int32), linked=np.ones(people, bool), rankable=np.ones(people, bool), since=0, until=until,
    )


def chances(found):
    return {(int(found.driver[i]), u): round(float(found.chance[i]), 6)
            for u in range(found.people) for i in range(found.start[u], found.start[u + 1])}


def test_a_chance_is_posts_answered_over_posts_and_one():
    posts = [(0, 1), (0, 2), (0, 3), (1, 5)]
    rows = [(2, 0, 0, 4, 1), (2, 0, 1, 4, 1), (3, 0, 1, 5, 1), (2, 1, 3, 6, 1)]
    assert chances(learned(acts_of(rows, posts))) == {(0, 2): 0.5, (0, 3): 0.25, (1, 2): 0.5}


def test_answering_one_post_often_is_one_success():
    rows = [(2, 0, 0, 4, 1)] * 7
    assert chances(learned(acts_of(rows, [(0, 1), (0, 2)]))) == {(0, 2): pytest.approx(1 / 3, abs=1e-6)}


def test_what_is_paid_or_given_away_moves_nobody():
    assert chances(learned(acts_of([(2, 0, 0, 4, 0)], [(0, 1)]))) == {}


def test_posts_outside_the_window_count_only_when_acted_on():
    posts = [(0, -9), (0, -8), (0, 3), (0, None), (0, None)]
    rows = [(2, 0, 0, 4, 1), (3, 0, 3, 4, 1)]
    assert chances(learned(acts_of(rows, posts))) == {(0, 2): 0.25, (0, 3): 0.25}


def test_a_day_on_which_somebody_was_named_without_a_post_counts_as_one_post():
    rows = [(2, 0, -1, 4, 1), (3, 0, -1, 4, 1), (2, 0, -1, 9, 1)]
    assert chances(learned(acts_of(rows, []))) == {(0, 2): pytest.approx(2 / 3, abs=1e-6), (0, 3): pytest.approx(1 / 3, abs=1e-6)}


def test_ties_lower_chances_and_pairs_without_one_have_none():
    rows = [(2, 0, 0, 4, 1), (3, 0, 0, 4, 1)]
    pairs = (np.array([2], np.int32), np.array([0], np.int32), np.array([0.5]))
    assert chances(learned(acts_of(rows, [(0, 1)]), pairs)) == {(0, 2): 0.25}
    nobody = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))
    assert chances(learned(acts_of(rows, [(0, 1)]), nobody)) == {}


def test_no_acts_teach_nothing():
    assert chances(learned(acts_of([], []))) == {}


def test_in_a_weighted_cascade_the_chances_of_a_responder_add_up_to_one():
    found = weighted_cascade(np.array([3, 3, 3, 4], np.int32), np.array([0, 1, 2, 3], np.int32), 5)
    assert found.chance[:3].sum() == pytest.approx(1)
    assert found.chance[3] == 1


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.floats(0, 1), max_size=20), st.randoms())
def test_rows_hold_every_pair_once_by_falling_chance_whatever_the_order(ties, random):
    listed = list(ties)
    random.shuffle(listed)
    found = influences(np.array([u for u, _ in listed], np.int32), np.array([v for _, v in listed], np.int32),
                       np.array([ties[pair] for pair in listed], np.float64), 7)
    wanted = {(v, u): round(float(np.float32(p)), 6) for (u, v), p in ties.items() if u != v and np.float32(p) > 0}
    assert chances(found) == wanted
    for u in range(7):
        row = found.chance[found.start[u]:found.start[u + 1]]
        assert (np.diff(row) <= 0).all()
