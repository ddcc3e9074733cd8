"""Nothing that happened after a cut reaches what is known before it."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influence.model.columns import UNDATED, UNKNOWN
from influence.ranking.holdout import before, cut_times, halves, has_posts, held_out, horizon_days, placebo

DAY = 86_400
steps = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 100), st.integers(0, 7)), max_size=40)
times = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 100)), min_size=8, max_size=8)


def same(a, b):
    return all(np.array_equal(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))


@given(steps, times, st.integers(1, 100))
def test_what_happens_after_the_cut_changes_nothing_before_it(make_acts, rows, posts, cut):
    rows = [(a, o, max(t, posts[p][1]), p) for a, o, t, p in rows if a != o]
    world = make_acts(6, rows, posts, until=200)
    later = [(a, o, t, p) if t < cut else (o, a, t + 1, (p + 1) % 8) for a, o, t, p in rows]
    moved = [(author, time) if time < cut else (author ^ 1, time + 3) for author, time in posts]
    early = [row for row in later if row[2] < cut]
    other = make_acts(6, [*early, *(row for row in later if row[2] >= cut)], moved, until=300)
    assert same(replace(before(world, cut), row=np.zeros(0)), replace(before(other, cut), row=np.zeros(0)))


def test_later_posts_have_neither_author_nor_date_before_the_cut(make_acts):
    past = before(make_acts(3, [(1, 0, 10, 0), (1, 0, 60, 1)], [(0, 5), (0, 50)]), 50)
    assert past.post_author.tolist() == [0, UNKNOWN]
    assert past.post_time.tolist() == [5, UNDATED]
    assert past.until == 49
    assert len(past) == 1


def test_an_act_on_a_post_that_is_not_known_yet_loses_the_post(make_acts):
    past = before(make_acts(3, [(1, 0, 10, 0)], [(0, 90)]), 50)
    assert past.post.tolist() == [UNKNOWN]


def test_acts_with_inferred_times_are_on_neither_side(make_acts):
    world = make_acts(3, [(1, 0, 10, 0), (2, 0, 60, 1)], [(0, 5), (0, 55)], inferred=[True, True])
    assert len(before(world, 50)) == 0
    assert len(held_out(world, 50, 1)) == 0


def test_only_answers_to_posts_written_after_the_cut_are_held_out(make_acts):
    posts = [(0, 10), (0, 110)]
    later = held_out(make_acts(4, [(1, 0, 120, 0), (2, 0, 120, 1), (3, 0, 130, -1)], posts), 100, 1)
    assert sorted(later.actor.tolist()) == [2, 3]
    assert later.written.tolist() == [1]
    assert later.author.tolist() == [0]


def test_paid_acts_and_acts_beyond_the_horizon_are_not_held_out(make_acts):
    rows = [(1, 0, 100, 0), (2, 0, 150, 0), (3, 0, 2 * DAY, 0)]
    later = held_out(make_acts(4, rows, [(0, 100)], weight=[0.0, 1.0, 1.0]), 100, 1)
    assert later.actor.tolist() == [2]


def test_cuts_lie_at_shares_of_the_posts(make_acts):
    world = make_acts(2, [(1, 0, 500, 0)], [(0, t) for t in range(100)])
    assert cut_times(world) == (40, 55, 70, 85)
    assert cut_times(world, (0.5,)) == (50,)


def test_cuts_lie_at_shares_of_the_acts_where_nobody_posted(make_acts):
    world = make_acts(2, [(1, 0, t, -1) for t in range(100)])
    assert not has_posts(world)
    assert cut_times(world) == (40, 55, 70, 85)
    assert cut_times(make_acts(2, [])) == ()


def test_the_horizon_is_a_sixth_of_the_span_and_at_most_ninety_days(make_acts):
    short = make_acts(2, [(1, 0, t * DAY, -1) for t in range(61)])
    long = make_acts(2, [(1, 0, t * DAY, -1) for t in range(0, 2000, 10)])
    assert horizon_days(short) == pytest.approx(10)
    assert horizon_days(long) == 90
    assert horizon_days(long, 7) == 7


def test_random_halves_share_no_post_and_leave_nothing_out(make_acts):
    rows = [(1 + i % 3, 0, i, i % 50) for i in range(400)]
    world = make_acts(4, rows, [(0, 0)] * 50)
    past, later = halves(world, 3)
    assert set(past.post.tolist()).isdisjoint(later.post.tolist())
    assert len(past) + len(later) == 400
    assert set(later.written.tolist()) == set(np.flatnonzero(past.post_author == UNKNOWN).tolist())
    again, _ = halves(world, 3)
    assert same(past, again)


def test_acts_without_posts_are_dealt_out_between_the_halves(make_acts):
    past, later = halves(make_acts(2, [(1, 0, t, -1) for t in range(100)]), 1)
    assert 20 < len(past) < 80
    assert len(past) + len(later) == 100


def test_a_placebo_moves_acts_to_others_posts_of_the_week_before(make_acts):
    posts = [(i % 5, i * DAY) for i in range(60)]
    world = make_acts(7, [(5 + i % 2, i % 5, i * DAY + 60, i) for i in range(60)], posts)
    moved = placebo(world, 1)
    assert len(moved) == 60
    ago = moved.time - world.post_time[moved.post]
    assert ago.min() >= 0
    assert ago.max() <= 7 * DAY
    assert (moved.owner == world.post_author[moved.post]).all()
    assert (moved.owner != moved.actor).all()
    assert (moved.post != world.post).mean() > 0.5


def test_a_placebo_leaves_out_acts_for_which_nobody_else_wrote(make_acts):
    world = make_acts(2, [(1, 0, 5, 0), (1, 0, 20 * DAY, 1)], [(0, 0), (1, 20 * DAY)])
    assert placebo(world, 1).time.tolist() == [5]
