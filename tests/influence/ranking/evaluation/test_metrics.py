"""The measures of an order agree with slow and obvious ones."""

from itertools import combinations

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from influence.ranking.metrics import (
    best_team,
    coverage,
    kendall,
    moved,
    ndcg,
    order,
    precision,
    ranks,
    spearman,
)

pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), min_size=2, max_size=20)


def columns(rows):
    score, truth = zip(*rows, strict=True)
    return np.array(score, float), np.array(truth, float)


def slow_ndcg(line, truth, k):
    gained = sum(truth[i] / np.log2(place + 2) for place, i in enumerate(line[:k]))
    possible = sum(gain / np.log2(place + 2) for place, gain in enumerate(sorted(truth, reverse=True)[:k]))
    return gained / possible


@given(pairs, st.integers(1, 12))
def test_ndcg_is_the_gain_by_place_over_the_best_possible(rows, k):
    score, truth = columns(rows)
    if not truth.any():
        assert ndcg(score, truth, k) is None
    else:
        assert ndcg(score, truth, k, 3) == pytest.approx(slow_ndcg(order(score, 3).tolist(), truth.tolist(), k))


@given(pairs)
def test_rank_correlations_agree_with_scipy(rows):
    score, truth = columns(rows)
    if np.ptp(score) == 0 or np.ptp(truth) == 0:
        assert spearman(score, truth) is None
        assert kendall(score, truth) is None
    else:
        assert spearman(score, truth) == pytest.approx(scipy.stats.spearmanr(score, truth).statistic)
        assert kendall(score, truth) == pytest.approx(scipy.stats.kendalltau(score, truth).statistic)
    assert ranks(score).tolist() == scipy.stats.rankdata(score).tolist()


def test_the_unknown_stand_below_the_lowest():
    score, low = np.array([3.0, np.nan, 1.0, 2.0]), np.array([3.0, -5.0, 1.0, 2.0])
    truth = np.array([1.0, 5.0, 3.0, 2.0])
    assert order(score).tolist() == [0, 3, 2, 1]
    assert spearman(score, truth) == spearman(low, truth)
    assert kendall(score, truth) == kendall(low, truth)
    assert spearman(np.full(3, np.nan), truth[:3]) is None


def test_ties_stand_in_an_order_drawn_by_the_seed_not_in_that_of_input():
    score = np.zeros(200)
    line = order(score, 1)
    assert line.tolist() == order(score, 1).tolist()
    assert line.tolist() != order(score, 2).tolist()
    assert abs(spearman(line.astype(float), np.arange(200.0))) < 0.2


def test_precision_counts_ties_with_the_kth_best_as_being_among_them():
    truth = np.array([5.0, 3.0, 3.0, 1.0])
    assert precision(np.array([4.0, 1.0, 3.0, 2.0]), truth, 2) == 1.0
    assert precision(np.array([1.0, 4.0, 0.0, 3.0]), truth, 2) == 0.5
    assert precision(truth, np.zeros(4), 2) is None


def test_people_who_moved_nobody_are_never_among_the_best():
    assert precision(np.array([3.0, 2.0, 1.0]), np.array([4.0, 0.0, 0.0]), 3) == pytest.approx(1 / 3)


links = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7)), min_size=1, max_size=30)


@given(links, st.integers(1, 4))
def test_the_oracle_team_reaches_nearly_what_the_best_of_all_teams_does(rows, k):
    owner, actor = (np.array(each, np.int32) for each in zip(*rows, strict=True))
    truth = moved(owner, actor, 8)
    able = np.arange(6)
    team = best_team(truth, able, k)
    assert len(set(team.tolist())) == k
    most = max(int(truth.reached(np.array(group)).sum()) for group in combinations(range(6), k))
    assert int(truth.reached(team).sum()) >= (1 - 1 / np.e) * most
    assert truth.count.tolist() == [len({a for o, a in rows if o == person}) for person in range(8)]


def test_coverage_is_the_share_of_what_the_oracle_reached():
    truth = moved(np.array([0, 0, 1, 2], np.int32), np.array([3, 4, 4, 5], np.int32), 6)
    oracle = best_team(truth, np.arange(3), 2)
    assert oracle.tolist() == [0, 2]
    assert coverage(np.array([0, 1]), oracle, truth) == pytest.approx(2 / 3)
    assert coverage(np.array([0]), np.array([3]), truth) is None


def test_nobody_has_no_rank_correlation():
    assert spearman(np.zeros(0), np.zeros(0)) is None
    assert kendall(np.zeros(0), np.zeros(0)) is None
