"""The baselines count what they say, paid acts nowhere, and never wake the compiler for a small world."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influence.ranking.baselines import BASELINES, MOST_ACTIVE, baselines, h_index, random_active

DAY = 86_400


@pytest.fixture
def world(make_acts):
    posts = [(0, 0), (0, 10 * DAY), (1, 90 * DAY)]
    rows = [(2, 0, 1 * DAY, 0), (3, 0, 11 * DAY, 1), (2, 0, 12 * DAY, 1), (3, 1, 91 * DAY, 2), (4, 1, 91 * DAY, 2)]
    return make_acts(6, rows, posts, weight=[1, 1, 1, 1, 0])


def test_each_row_counts_what_its_name_says(world):
    rows = baselines(world)
    assert rows["past_responders"].tolist() == [2, 1, 0, 0, 0, 0]
    assert rows["responses"].tolist() == [3, 1, 0, 0, 0, 0]
    assert rows["posts"].tolist() == [2, 1, 0, 0, 0, 0]
    assert rows["raw_rate"].tolist() == [1.5, 1.0, 0, 0, 0, 0]
    assert rows["h_index"].tolist() == [1, 1, 0, 0, 0, 0]
    assert rows["k_core"].tolist() == [1, 1, 1, 1, 0, 0]
    assert rows["pagerank"].argmax() == 0


def test_what_fades_halves_per_half_life(world):
    rows = baselines(world)  # 90 days observed: half-life 30
    assert rows["posts_decayed"][1] == pytest.approx(2 ** (-1 / 30), rel=0.01)
    assert rows["posts_decayed"][0] < 0.3
    assert rows["responses_decayed"][1] == pytest.approx(1)


def test_rows_stand_in_the_agreed_order_and_followers_only_when_known(world):
    assert list(baselines(world)) == [name for name in BASELINES if name != "followers"]
    unknown = np.full(6, np.nan)
    assert "followers" not in baselines(world, followers=unknown)
    unknown[2] = 1000
    assert list(baselines(world, followers=unknown)) == list(BASELINES)


def test_a_paid_act_counts_nowhere(make_acts):
    rows = [(2, 0, DAY, 0), (3, 0, DAY, 0)]
    with_paid = baselines(make_acts(4, rows, [(0, 0), (1, 0)], weight=[1, 0]))
    without = baselines(make_acts(4, rows[:1], [(0, 0), (1, 0)]))
    for name, values in without.items():
        assert with_paid[name].tolist() == values.tolist(), name


def test_where_nobody_posted_acts_on_others_stand_for_posts(make_acts):
    rows = baselines(make_acts(3, [(2, 0, DAY, -1), (2, 1, DAY, -1)]))
    assert rows["posts"].tolist() == [0, 0, 2]


def test_an_empty_world_has_rows_of_zeros(make_acts):
    for name, values in baselines(make_acts(3, [])).items():
        assert np.isfinite(values).all(), name


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=60))
def test_the_h_index_agrees_with_its_definition(rows):
    # a post has one author
    rows = [(post % 4, post) for _, post in rows]
    owner, post = (np.array([row[i] for row in rows], np.int32) for i in range(2))
    found = h_index(owner, post, 4)
    for person in range(4):
        answers = sorted((sum(1 for o, p in rows if (o, p) == (person, each)) for each in range(6)), reverse=True)
        assert found[person] == sum(1 for place, count in enumerate(answers, 1) if count >= place)


def test_the_random_row_draws_from_the_fifty_most_active():
    activity = np.arange(80.0)
    drawn = random_active(activity, 0)
    assert (drawn > 0).sum() == MOST_ACTIVE
    assert (drawn[:30] == 0).all()
    assert drawn.tolist() == random_active(activity, 0).tolist() != random_active(activity, 1).tolist()


SMALL = """
import sys, numpy as np
from influence.model.acts import Acts
from influence.ranking import score
from influence.ranking.evaluate import evaluate
n = 3000
rng = np.random.default_rng(0)
actor, owner = rng.integers(0, 100, n).astype(np.int32), rng.integers(0, 50, n).astype(np.int32)
owner = np.where(owner == actor, (owner + 1) % 50, owner).astype(np.int32)
acts = Acts(people=100, actor=actor, owner=owner, verb=np.ones(n, np.int8), time=np.arange(n) * 5000,
            inferred=np.zeros(n, bool), post=np.full(n, -1, np.int32), result=np.full(n, -1, np.int32),
            weight=np.ones(n), row=np.arange(n), post_author=np.zeros(0, np.int32), post_time=np.zeros(0, np.int64),
            post_site=np.zeros(0, np.int32), linked=np.ones(100, bool), rankable=np.ones(100, bool), since=0,
            until=int(n * 5000))
score(acts)
evaluate(acts)
print(sorted(name for name in sys.modules if name.partition(".")[0] in ("numba", "llvmlite")))
"""


def test_ranking_and_evaluating_a_small_world_never_imports_the_compiler():
    done = subprocess.run([sys.executable, "-c", SMALL], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"
