"""The team that is chosen, against every team there could be."""

from itertools import combinations
from math import e

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influence.shortlist.affordable import best_affordable
from influence.shortlist.choice import all_gains, audience, choose, overlaps, substitutes

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(6, 13)), st.floats(0.01, 1.0), min_size=1, max_size=30
)
ALL = np.arange(6, dtype=np.int32)


def audiences_of(ties):
    pairs = list(ties)
    return audience(np.array([p[0] for p in pairs], np.int32), np.array([p[1] for p in pairs], np.int32),
                    np.array([ties[p] for p in pairs]), 14)


def moved(ties, team):
    """Expected different people moved, worked out one responder at a time."""
    total = 0.0
    for responder in range(6, 14):
        missed = 1.0
        for driver in team:
            missed *= 1 - 0.3 * ties.get((driver, responder), 0.0)
        total += 1 - missed
    return total


@given(PAIRS, st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_a_team_reaches_the_promised_share_of_the_best_team(ties, size):
    choice = choose(audiences_of(ties), ALL, size)
    best = max(moved(ties, team) for team in combinations(range(6), size))
    assert choice.union == pytest.approx(moved(ties, choice.drivers))
    assert choice.union >= (1 - 1 / e) * best - 1e-9
    assert choice.bound >= best - 1e-9
    assert sum(choice.adds) == pytest.approx(choice.union)


@given(PAIRS, st.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_lazy_choice_is_the_same_as_plain_greedy(ties, size):
    team = []
    for _ in range(size):
        best = max((c for c in range(6) if c not in team),
                   key=lambda c: (round(moved(ties, [*team, c]), 12), -c))
        team.append(best)
    assert moved(ties, choose(audiences_of(ties), ALL, size).drivers) == pytest.approx(moved(ties, team))


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_pairs_does_not_matter(ties):
    turned = dict(reversed(ties.items()))
    assert choose(audiences_of(ties), ALL, 3).drivers == choose(audiences_of(turned), ALL[::-1], 3).drivers


def test_somebody_required_is_taken_first_even_if_another_adds_more():
    ties = {(0, 6): 1.0, (0, 7): 1.0, (1, 8): 0.5}
    assert choose(audiences_of(ties), ALL, 2, required=(1,)).drivers == (1, 0)


def test_a_rule_of_the_team_keeps_somebody_out():
    ties = {(0, 6): 1.0, (1, 7): 0.9, (2, 8): 0.8}
    choice = choose(audiences_of(ties), ALL, 2, allowed=lambda code, team: not (code == 1 and 0 in team))
    assert choice.drivers == (0, 2)


def test_two_who_move_the_same_people_overlap_and_replace_each_other():
    ties = {(0, 6): 1.0, (0, 7): 1.0, (1, 6): 0.9, (1, 7): 0.9, (2, 8): 1.0, (2, 9): 0.6}
    audiences = audiences_of(ties)
    choice = choose(audiences, ALL, 2)
    assert choice.drivers == (0, 2)
    assert overlaps(audiences, (0, 1))[0, 1] == pytest.approx(2 * 0.3 * 0.27)
    assert substitutes(audiences, choice.drivers, ALL)[0] == 1


def with_newcomers(ties, newcomers):
    pairs = list(ties)
    return audience(np.array([p[0] for p in pairs], np.int32), np.array([p[1] for p in pairs], np.int32),
                    np.array([ties[p] for p in pairs]), 14, newcomers)


def fresh_moved(ties, team, newcomers):
    return moved(ties, team) + newcomers * sum(tie for (driver, _), tie in ties.items() if driver in team)


@given(PAIRS, st.integers(1, 4), st.floats(0.0, 3.0))
@settings(max_examples=100, deadline=None)
def test_with_newcomers_a_team_reaches_the_promised_share_too(ties, size, newcomers):
    choice = choose(with_newcomers(ties, newcomers), ALL, size)
    best = max(fresh_moved(ties, team, newcomers) for team in combinations(range(6), size))
    assert choice.union == pytest.approx(fresh_moved(ties, choice.drivers, newcomers))
    assert choice.union >= (1 - 1 / e) * best - 1e-9
    assert choice.bound >= best - 1e-9


def test_where_most_who_act_are_new_a_shared_audience_counts_for_both():
    ties = {(0, 6): 1.0, (0, 7): 1.0, (1, 6): 1.0, (1, 7): 0.9, (2, 8): 0.8, (2, 9): 0.6}
    assert choose(with_newcomers(ties, 0.0), ALL, 2).drivers == (0, 2)
    assert choose(with_newcomers(ties, 2.0), ALL, 2).drivers == (0, 1)


def test_nobody_to_choose_gives_an_empty_team_that_reaches_all_there_is():
    choice = choose(audiences_of({(0, 6): 1.0}), np.array([], np.int32), 5)
    assert choice.drivers == ()
    assert choice.of_bound == 1.0


def test_gains_of_all_are_those_of_each():
    ties = {(0, 6): 1.0, (1, 6): 0.5, (1, 7): 0.5, (5, 13): 0.1}
    gains = all_gains(audiences_of(ties), np.ones(14))
    assert gains[:6] == pytest.approx([moved(ties, [c]) for c in range(6)])


@given(PAIRS, st.lists(st.integers(1, 9), min_size=6, max_size=6), st.integers(3, 20))
@settings(max_examples=100, deadline=None)
def test_a_team_for_a_budget_comes_near_the_best_that_money_buys(ties, price, budget):
    audiences = audiences_of(ties)

    def allowed(code, team):
        return sum(price[other] for other in team) + price[code] <= budget

    def pick(required):
        return choose(audiences, ALL, 6, required=required, allowed=allowed)

    found = best_affordable(pick, (code for code in range(6) if price[code] <= budget), ())
    teams = [team for size in range(7) for team in combinations(range(6), size) if sum(price[one] for one in team) <= budget]
    best = max(moved(ties, team) for team in teams)
    assert sum(price[one] for one in found.drivers) <= budget
    assert found.union >= 0.63 * best - 1e-9
    assert found.bound >= best - 1e-9
