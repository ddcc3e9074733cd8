"""The paired bootstrap: no difference where there is none, a sure one where it is plain."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influence.ranking.comparison import DECIDING, Standing, coverage_differences, ndcg_differences
from influence.ranking.metrics import best_team, moved, ndcg, order


def standing(scores, truth, people=None):
    truth = np.asarray(truth, float)
    codes = np.arange(len(truth)) if people is None else np.asarray(people)
    return Standing(people=codes, truth=truth, scores={name: np.asarray(s, float) for name, s in scores.items()})


def test_a_row_against_itself_makes_no_difference():
    rng = np.random.default_rng(0)
    truth = rng.poisson(3, 50)
    found, = ndcg_differences([standing({"a": truth, "b": truth}, truth)], "a", ["b"], 10, 0)
    assert (found.value, found.low, found.high) == (0, 0, 0)
    assert not found.better
    assert not found.worse


def test_a_perfect_order_is_surely_better_than_a_random_one():
    rng = np.random.default_rng(1)
    truth = rng.poisson(2, 200) ** 2
    cuts = [standing({"good": truth, "bad": rng.random(200)}, truth) for _ in range(2)]
    found, = ndcg_differences(cuts, "good", ["bad"], 10, 0)
    assert found.better
    back, = ndcg_differences(cuts, "bad", ["good"], 10, 0)
    assert back.worse
    assert back.value == pytest.approx(-found.value)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 6)), min_size=3, max_size=30))
def test_the_value_is_the_plain_difference_of_the_mean_ndcg(rows):
    a, b, truth = (np.array(column, float) for column in zip(*rows, strict=True))
    if not truth.any():
        return
    found, = ndcg_differences([standing({"a": a, "b": b}, truth)] * 2, "a", ["b"], 10, 7)
    assert found.value == pytest.approx(ndcg(a, truth, 10, 7) - ndcg(b, truth, 10, 7))


def test_each_draw_gives_a_person_drawn_twice_two_places():
    """Against a slow reference that writes every drawn order out."""
    rng = np.random.default_rng(3)
    truth, score = rng.poisson(4, 12).astype(float), rng.random(12)
    found, = ndcg_differences([standing({"a": truth, "b": score}, truth)], "a", ["b"], 5, 3)
    counts = np.random.default_rng(3).poisson(1.0, (1000, 12))
    counts[0] = 1
    line, top = order(score, 3), np.argsort(-truth, kind="stable")

    def gained(places, times):
        drawn = [truth[i] for i in places for _ in range(times[i])][:5]
        return sum(gain / np.log2(place + 2) for place, gain in enumerate(drawn))

    # people the draws are about come in order of code here, as all twelve are needed
    slow = [gained(order(truth, 3), t) / gained(top, t) - gained(line, t) / gained(top, t) if gained(top, t) else 0.0
            for t in counts]
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(slow, (0.025, 0.975))))


def test_only_the_first_places_are_looked_at_however_many_people_there_are():
    rng = np.random.default_rng(4)
    truth = rng.poisson(1, 50_000)
    found, = ndcg_differences([standing({"a": truth, "b": rng.random(50_000)}, truth)], "a", ["b"], 10, 0)
    assert found.better
    assert DECIDING < 50_000


def test_people_are_told_apart_by_code_across_cuts():
    first = standing({"a": [3, 2, 1], "b": [1, 2, 3]}, [9, 4, 1], people=[0, 1, 2])
    second = standing({"a": [2, 1], "b": [1, 2]}, [5, 1], people=[2, 7])
    found, = ndcg_differences([first, second], "a", ["b"], 2, 0)
    plain = [ndcg(cut.scores["a"], cut.truth, 2) - ndcg(cut.scores["b"], cut.truth, 2) for cut in (first, second)]
    assert found.value == pytest.approx(np.mean(plain))


def test_a_team_that_reaches_far_more_people_is_surely_better():
    owner = np.repeat(np.arange(4), [60, 50, 5, 4]).astype(np.int32)
    truth = moved(owner, np.arange(10, 10 + len(owner)).astype(np.int32), 200)
    oracle = best_team(truth, np.arange(4), 2)
    teams = {"ours": np.array([0, 1]), "theirs": np.array([2, 3])}
    found, = coverage_differences([(truth, teams, oracle)], "ours", ["theirs"], 2, 0)
    assert found.value == pytest.approx(1 - 9 / 110)
    assert found.better
    assert found.measure == "coverage_2"
