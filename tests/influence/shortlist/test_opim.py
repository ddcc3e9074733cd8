"""A team chosen by sampled sets, against covering by hand and against every team there could be."""

from dataclasses import replace
from itertools import combinations
from math import e

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influence.shortlist import opim
from influence.shortlist.opim import Aim, Pool, chosen, filled, lower_bound, upper_bound, warm_up
from influence.shortlist.probabilities import weighted_cascade
from influence.shortlist.sampling import Sets, no_sets, sampler

PEOPLE = 7
SETS = st.lists(st.frozensets(st.integers(0, PEOPLE - 1), max_size=4), min_size=4, max_size=40)
EVERYBODY = np.arange(PEOPLE, dtype=np.int32)


def packed(sets):
    members = [code for one in sets for code in sorted(one)]
    return Sets(np.array(members, np.int32), np.cumsum([0, *map(len, sets)]).astype(np.int64))


def pool_of(sets, aim):
    return Pool(packed(sets), packed(sets), {aim: len(sets)})


def covered(sets, team):
    return sum(not one.isdisjoint(team) for one in sets)


def greedy(sets, size, candidates=range(PEOPLE), required=(), allowed=lambda code, team: True):
    team = list(required)
    able = [code for code in candidates if code not in team]
    while len(team) < size:
        gains = {code: covered(sets, [*team, code]) - covered(sets, team) for code in able if allowed(code, tuple(team))}
        if not gains or max(gains.values()) == 0:
            break
        best = min(gains, key=lambda code: (-gains[code], code))
        team.append(best)
        able.remove(best)
    return team


@given(SETS, st.integers(1, 5))
@settings(max_examples=150, deadline=None)
def test_the_compiled_choice_is_that_of_covering_by_hand(sets, size):
    aim = Aim(size=size)
    team = greedy(sets, size)
    choice = chosen(pool_of(sets, aim), EVERYBODY, aim, PEOPLE)
    assert list(choice.drivers)[:len(team)] == team
    assert len(choice.drivers) == size
    assert choice.union == pytest.approx(covered(sets, team) * PEOPLE / len(sets))
    assert sum(choice.adds) == pytest.approx(choice.union)


@given(SETS, st.integers(1, 5), st.sets(st.integers(0, PEOPLE - 1), min_size=1), st.integers(0, PEOPLE - 1))
@settings(max_examples=150, deadline=None)
def test_rules_are_kept_and_the_rest_is_chosen_as_by_hand(sets, size, candidates, required):
    aim = Aim(size=size)

    def allowed(code, team):
        return sum(other % 2 == code % 2 for other in team) < 2

    choice = chosen(pool_of(sets, aim), np.array(sorted(candidates), np.int32), aim, PEOPLE, required=(required,), allowed=allowed)
    team = greedy(sets, size, sorted(candidates), (required,), allowed)
    assert list(choice.drivers)[:len(team)] == team
    assert set(choice.drivers) <= candidates | {required}
    assert all(allowed(code, choice.drivers[:place]) for place, code in enumerate(choice.drivers) if place)


@given(SETS, st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_greedy_reaches_its_share_and_no_team_exceeds_the_bound(sets, size):
    aim = Aim(size=size)
    best = max(covered(sets, team) for team in combinations(range(PEOPLE), size))
    choice = chosen(pool_of(sets, aim), EVERYBODY, aim, PEOPLE)
    scale = PEOPLE / len(sets)
    assert choice.union >= (1 - 1 / e) * best * scale - 1e-9
    assert choice.bound >= best * scale - 1e-9
    assert choice.low <= choice.union <= choice.bound + 1e-9
    assert 0 <= choice.of_bound <= 1


@given(SETS, st.integers(1, 5))
@settings(max_examples=80, deadline=None)
def test_a_larger_team_never_reaches_less_and_each_adds_less_where_it_was_chosen(sets, size):
    smaller, larger = Aim(size=size), Aim(size=size + 1)
    few, more = (chosen(pool_of(sets, aim), EVERYBODY, aim, PEOPLE) for aim in (smaller, larger))
    assert more.union >= few.union
    assert list(more.adds) == sorted(more.adds, reverse=True)


def network(people=400, links=1600, seed=3):
    rng = np.random.default_rng(seed)
    responder, driver = rng.integers(0, people, links), (people * rng.random(links) ** 3).astype(np.int64)
    key = np.unique((responder * people + driver)[responder != driver])
    return weighted_cascade((key // people).astype(np.int32), (key % people).astype(np.int32), people)


def test_the_promise_is_kept_and_said():
    drawer, aim = sampler(network(), own=True), Aim(size=10)
    choice = chosen(filled(drawer, aim), np.arange(400, dtype=np.int32), aim, 400)
    assert choice.of_bound >= 1 - 1 / e - 0.1
    assert choice.guarantee == pytest.approx(1 - 1 / e - 0.1)


def test_a_finer_aim_takes_more_sets():
    drawer = sampler(network(), own=True)
    rough, fine = Aim(size=10, epsilon=0.3), Aim(size=10, epsilon=0.02)
    pool = filled(drawer, fine, filled(drawer, rough))
    assert pool.enough[rough] < pool.enough[fine] == len(pool)


def test_how_many_sets_are_enough_does_not_depend_on_what_was_kept():
    drawer, first, second = sampler(network()), Aim(size=3), Aim(size=12, epsilon=0.05)
    fresh = filled(drawer, first)
    after = filled(drawer, first, filled(drawer, second))
    assert fresh.enough[first] == after.enough[first]
    everybody = np.arange(400, dtype=np.int32)
    one, other = (chosen(pool, everybody, first, 400) for pool in (fresh, after))
    assert (one.drivers, one.adds, one.bound) == (other.drivers, other.adds, other.bound)


def test_a_pool_that_is_enough_is_used_as_it_is():
    drawer, aim = sampler(network()), Aim(size=3)
    pool = filled(drawer, aim)
    again = filled(drawer, aim, pool)
    assert again.chosen_by is pool.chosen_by


def test_more_sets_are_drawn_than_the_promise_needs_when_asked_for_but_not_of_large_ones(monkeypatch):
    drawer = sampler(network())
    assert len(filled(drawer, Aim(size=3, least=5000))) >= 5000
    monkeypatch.setattr(opim, "ENOUGH_MEMBERS", 10)
    plain = len(filled(drawer, Aim(size=3)))
    assert len(filled(drawer, Aim(size=3, least=5000))) == plain


def test_drawing_ends_where_nobody_moves_anybody():
    nothing = weighted_cascade(np.zeros(0, np.int32), np.zeros(0, np.int32), 20)
    aim = Aim(size=2)
    choice = chosen(filled(sampler(nothing), aim), np.arange(20, dtype=np.int32), aim, 20)
    assert choice.drivers == (0, 1)
    assert (choice.union, choice.guarantee) == (0.0, None)


def test_rules_that_leave_a_poor_team_void_the_promise():
    drawer, aim = sampler(network(), own=True), Aim(size=10)
    pool = filled(drawer, aim)
    poor = chosen(pool, np.arange(400, dtype=np.int32), aim, 400, allowed=lambda code, team: code >= 390)
    assert poor.guarantee is None
    assert set(poor.drivers) == set(range(390, 400))


@given(st.integers(1, 500), st.floats(0.05, 0.95), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_bounds_hold_the_truth_but_for_one_case_in_many(sets, truth, seed):
    hits = int(np.random.default_rng(seed).binomial(sets, truth))
    surety = np.log(1e6)
    assert lower_bound(hits, sets, surety) <= truth <= upper_bound(hits, sets, surety)


def test_bounds_come_closer_with_more_sets():
    gaps = [upper_bound(n // 2, n, 5.0) - lower_bound(n // 2, n, 5.0) for n in (100, 1000, 10_000)]
    assert gaps == sorted(gaps, reverse=True)
    assert lower_bound(0, 10, 5.0) == 0


def test_an_empty_pool_holds_nothing_and_warming_up_names_the_kernels():
    assert len(Pool()) == len(no_sets()) == 0
    assert "drawn" in warm_up()
    assert replace(Aim(), size=2).sets(1000)[0] >= 1


def test_the_bound_counts_whom_is_required_and_whom_a_rule_keeps_out():
    sets = [frozenset({0})] * 4000 + [frozenset({1})] * 3000 + [frozenset({2})] * 1000
    aim = Aim(size=2)
    choice = chosen(pool_of(sets, aim), EVERYBODY, aim, PEOPLE, required=(0,), allowed=lambda code, team: code != 1)
    assert choice.drivers == (0, 2)
    assert choice.bound >= 7000 / 8000 * PEOPLE
    assert choice.low < choice.union == pytest.approx(5000 / 8000 * PEOPLE)


def test_each_bound_of_each_round_may_fail_in_its_share_of_the_one_case_alone():
    aim = Aim(size=50)
    first, most = aim.sets(10_000)
    rounds = int(np.ceil(np.log2(most / first)))
    assert rounds > 4
    assert np.exp(aim.surety(10_000)) == pytest.approx(3 * rounds * 10_000)
    assert Aim(size=50, cases=20.0).surety(10_000) < aim.surety(10_000)
