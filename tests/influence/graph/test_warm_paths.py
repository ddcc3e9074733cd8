"""Warm paths run over who answered whom, how often and how lately."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influence.graph.paths import LEAST_WARMTH, Ties, ties, warm_paths
from influence.model.acts import Acts

YEAR = 365 * 86_400
ALLY, FRIEND, STAR, OTHER = range(4)


def acts(*rows: tuple[int, int, float], people: int = 4) -> Acts:
    """Return acts: actor, owner, years before the end."""
    rows = tuple(sorted(rows, key=lambda row: -row[2]))
    actor, owner = (np.array([row[at] for row in rows], np.int32) for at in (0, 1))
    count = len(rows)
    nothing = np.full(count, -1, np.int32)
    return Acts(
        people=people, actor=actor, owner=owner, verb=np.ones(count, np.int8),
        time=np.array([10 * YEAR - int(row[2] * YEAR) for row in rows], np.int64), inferred=np.zeros(count, np.bool_),
        post=nothing, result=nothing, weight=np.ones(count), row=np.arange(count, dtype=np.int64),
        post_author=np.empty(0, np.int32), post_time=np.empty(0, np.int64), post_site=np.empty(0, np.int32),
        linked=np.ones(people, np.bool_), rankable=np.ones(people, np.bool_), since=0, until=10 * YEAR)


def warmth(known: Ties, speaker: int, listener: int) -> float:
    at = np.flatnonzero((known.speaker == speaker) & (known.listener == listener))
    return float(known.warmth[at[0]]) if len(at) else 0.0


def test_being_answered_counts_twice_as_much_as_answering():
    known = ties(acts((STAR, ALLY, 0)))
    assert warmth(known, ALLY, STAR) == pytest.approx(0.5)
    assert warmth(known, STAR, ALLY) == pytest.approx(1 - 2 ** -0.5)
    assert known.answers.tolist() == [1, 0]
    assert known.asked.tolist() == [0, 1]


def test_a_year_halves_what_an_answer_counts():
    assert warmth(ties(acts((STAR, ALLY, 1))), ALLY, STAR) == pytest.approx(1 - 2 ** -0.5, abs=1e-3)


def test_a_friends_friend_is_found_and_warmth_multiplies():
    (path,) = warm_paths(ties(acts((FRIEND, ALLY, 0), (STAR, FRIEND, 0))), [ALLY], STAR)
    assert path.people == (ALLY, FRIEND, STAR)
    assert path.warmth == pytest.approx(0.25)


def test_each_ally_gives_the_warmest_path_once():
    known = ties(acts((STAR, ALLY, 5), *[(FRIEND, ALLY, 0)] * 6, *[(STAR, FRIEND, 0)] * 6, (STAR, OTHER, 0)))
    found = warm_paths(known, [ALLY, OTHER], STAR)
    assert [path.people for path in found] == [(ALLY, FRIEND, STAR), (OTHER, STAR)]
    assert warm_paths(known, [ALLY, OTHER], STAR, most=1) == found[:1]


def test_cold_far_and_own_paths_are_none():
    assert warm_paths(ties(acts((STAR, ALLY, 9))), [ALLY], STAR) == []
    chain = ties(acts((FRIEND, ALLY, 0), (OTHER, FRIEND, 0), (STAR, OTHER, 0)))
    assert warm_paths(chain, [ALLY], STAR) == []
    assert warm_paths(chain, [STAR], STAR) == []
    assert warm_paths(ties(acts()), [ALLY], STAR) == []


def test_the_newest_act_of_a_tie_is_shown():
    known = ties(acts((ALLY, STAR, 3), (STAR, ALLY, 2), (ALLY, STAR, 1)))
    assert known.row.tolist() == [2, 2]
    assert known.last.tolist() == [9 * YEAR] * 2


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 4)), max_size=30))
def test_the_paths_are_the_warmest_of_all_chains(rows):
    known = ties(acts(*[(a, b, float(years)) for a, b, years in rows if a != b], people=6))
    for path in warm_paths(known, [0, 1], 5):
        ally = path.people[0]
        through = [warmth(known, ally, between) * warmth(known, between, 5) for between in range(6) if between not in (ally, 5)]
        assert path.warmth == pytest.approx(max(warmth(known, ally, 5), *through))
        assert path.warmth >= LEAST_WARMTH
    reached = {path.people[0] for path in warm_paths(known, [0, 1], 5)}
    for ally in {0, 1} - reached:
        assert warmth(known, ally, 5) < LEAST_WARMTH
