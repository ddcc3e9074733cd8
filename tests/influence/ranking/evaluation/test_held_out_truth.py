"""What came after a cut: people moved, and people moved per post with volume taken out."""

import numpy as np
import pytest

from influence.ranking.holdout import before, held_out
from influence.ranking.truth import drawn_rate, judged, mean_rate, truth_of

DAY = 86_400


def two_writers(make_acts, seed=0):
    """Twelve people write 12 posts each after the cut; person 0 forty, of which every one moves one other."""
    rng = np.random.default_rng(seed)
    posts, rows = [(p, p) for p in range(13) for _ in range(3)], []
    for person in range(13):
        for _ in range(40 if person == 0 else 12):
            posts.append((person, 1000))
            rows += [(13 + int(rng.integers(0, 500)) * 4 + who, person, 1001, len(posts) - 1)
                     for who in range(4 if person == 1 else 1)]
    world = make_acts(2100, rows, posts)
    return before(world, 500), held_out(world, 500, 1)


def test_the_rate_takes_volume_out(make_acts):
    past, later = two_writers(make_acts)
    truth = truth_of(past, later, 0)
    assert truth.drawn == 10
    assert truth.people.tolist() == list(range(13))
    assert truth.count[0] > 35
    assert truth.rate[0] == pytest.approx(10, abs=0.7)
    assert truth.rate[1] == pytest.approx(40, abs=2)
    assert truth.per_post[0] == pytest.approx(1)
    assert truth.rated.all()


def test_fewer_posts_are_drawn_where_few_people_wrote_ten(make_acts):
    posts = [(p, 1000) for p in range(10) for _ in range(4)]
    later = held_out(make_acts(12, [(11, 0, 1001, 0)], posts), 500, 1)
    size, rate = drawn_rate(later, np.arange(12), 0)
    assert size == 3
    assert np.isnan(rate).tolist() == [False] * 10 + [True] * 2


def test_no_rate_where_fewer_than_ten_people_wrote_three_posts(make_acts):
    later = held_out(make_acts(12, [(11, 0, 1001, 0)], [(p, 1000) for p in range(9) for _ in range(4)]), 500, 1)
    size, rate = drawn_rate(later, np.arange(12), 0)
    assert size == 0
    assert np.isnan(rate).all()


def test_draws_are_the_same_for_the_same_seed(make_acts):
    past, later = two_writers(make_acts)
    assert truth_of(past, later, 4).rate.tolist() == truth_of(past, later, 4).rate.tolist()
    assert truth_of(past, later, 4).rate.tolist() != truth_of(past, later, 5).rate.tolist()


def test_somebody_who_answers_a_post_twice_counts_once(make_acts):
    later = held_out(make_acts(4, [(1, 0, 9, 0), (1, 0, 10, 0), (2, 0, 11, 1)], [(0, 8), (0, 8), (0, 8)]), 5, 1)
    assert mean_rate(later, np.array([0, 3]), 3).tolist() == [pytest.approx(2 / 3), pytest.approx(np.nan, nan_ok=True)]


def test_only_people_seen_three_times_before_are_judged(make_acts):
    posts = [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (2, 900)]
    assert judged(before(make_acts(3, [(1, 0, 5, 0)], posts), 500)).tolist() == [0]
    assert judged(before(make_acts(3, [(1, 0, 5, 0)], posts), 500), 2).tolist() == [0, 1]


def test_without_posts_those_are_judged_who_did_or_drew_three_acts(make_acts):
    rows = [(1, 0, 5, -1), (1, 0, 6, -1), (2, 0, 7, -1), (1, 2, 8, -1)]
    assert judged(make_acts(4, rows)).tolist() == [0, 1]


def test_halves_need_two_posts_on_each_side_and_use_all_of_them(make_acts):
    world = make_acts(3, [(1, 0, 5, 0)], [(0, 1), (0, 2), (2, 1)])
    truth = truth_of(world, held_out(world, 0, 1), 0, halves=True)
    assert truth.drawn == 0
    assert truth.people.tolist() == [0]
    assert truth.rate.tolist() == [0.5]
