"""How many new people come with a living audience."""

import numpy as np
import pytest

from influence.ranking import score
from influence.ranking.audience import act_value
from influence.ranking.newcomers import newcomers
from influence.ranking.pairs import gather
from influence.ranking.window import window_of

DAY = 86_400


def town_of(make_town, pairs):
    """Pairs of (responder, days at which they acted on 0), seen for 500 days."""
    town = make_town(1 + len(pairs))
    for responder, days in enumerate(pairs, start=1):
        for day in days:
            town.act(responder, 0, day * DAY)
    town.until = 500 * DAY
    return town.acts()


def test_who_first_acted_in_the_last_fifth_is_new_and_who_came_back_is_not(make_town):
    acts = town_of(make_town, [[0, 490], [1], [480], [495, 496]])
    window, groups = window_of(acts), gather(acts)
    living = groups.best(act_value(acts, window))
    expected = 2 / sum(2 ** (-(500 - day) / window.half_life_days) for day in (490, 1, 480, 496))
    assert newcomers(groups, window, groups.first_time(acts), living) == pytest.approx(expected)
    assert score(acts, intervals=False).newcomers == pytest.approx(expected)


def test_acts_that_count_nothing_bring_no_newcomers(make_town):
    town = make_town(3)
    town.act(1, 0, 0, weight=0.0)
    town.act(2, 0, 499 * DAY, weight=0.0)
    town.until = 500 * DAY
    assert score(town.acts(), intervals=False).newcomers == 0.0


def test_an_empty_world_has_none(make_town):
    acts = make_town(2).acts()
    groups = gather(acts)
    assert newcomers(groups, window_of(acts), np.zeros(0, np.int64), np.zeros(0)) == 0.0
