"""Intervals mean what they say: the closed form is the two-way bootstrap, drive holds nine in ten of the past."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influence.model.score import Tier
from influence.ranking import score
from influence.ranking.audience import act_value
from influence.ranking.drive import Calibration, calibration, cut_at, fitted, moved_after
from influence.ranking.gamma import MANY, gamma_quantile
from influence.ranking.interval import spread, two_way_variance
from influence.ranking.pairs import gather
from influence.ranking.tiers import tiers
from influence.ranking.window import window_of

DAY = 86_400


def bootstrap_variance(town, acts, driver, draws=4000):
    """Draw responders and posts anew; each pair falls back to its best act on a post that was drawn."""
    chance = np.random.default_rng(11)
    window = window_of(acts)
    value = act_value(acts, window)
    mine = [(int(acts.actor[i]), int(acts.post[i]), float(value[i])) for i in np.flatnonzero(acts.owner == driver)]
    posts, responders = sorted({p for _, p, _ in mine}), sorted({u for u, _, _ in mine})
    full = {u: max(v for x, _, v in mine if x == u) for u in responders}
    by_responders = np.array([sum(full[u] * n for u, n in zip(responders, row, strict=True))
                              for row in chance.poisson(1.0, (draws, len(responders)))])
    lost = sum(
        (sum(full[u] - max((v for x, q, v in mine if x == u and q != p), default=0.0) for u in responders)) ** 2
        for p in posts)
    return by_responders.var() + lost


def test_the_closed_form_is_the_bootstrap_over_responders_and_posts(make_town):
    town = make_town(12)
    posts = [town.post(0, day * 20 * DAY) for day in range(6)]
    chance = np.random.default_rng(3)
    for reader in range(1, 12):
        for post in chance.choice(posts, 2, replace=False).tolist():
            town.answer(reader, post, town.posts[post][1] + reader * DAY)
    acts = town.acts()
    groups, window = gather(acts), window_of(acts)
    value = act_value(acts, window)
    variance = two_way_variance(acts, groups, value, groups.credited(value), np.ones(len(groups)))
    assert variance[0] == pytest.approx(bootstrap_variance(town, acts, 0), rel=0.1)
    assert (variance[1:] == 0).all()


def test_one_post_that_made_a_name_makes_a_wide_interval(make_town):
    def width(on_posts):
        town = make_town(31)
        posts = [town.post(0, day * DAY) for day in range(30)]
        for reader in range(1, 31):
            town.answer(reader, posts[reader % on_posts], 40 * DAY)
        one = score(town.acts()).scores[0]
        return one.high - one.low

    assert width(1) > 2 * width(30)


@given(st.floats(0.01, 500), st.floats(0.001, 500))
def test_the_spread_holds_its_mean(mean, variance):
    low, high = spread(np.array([mean]), np.array([variance]))
    assert 0 <= low[0] <= mean <= high[0]


def test_who_has_no_audience_has_no_spread():
    low, high = spread(np.array([0.0, 2.0]), np.array([0.0, 0.0]))
    assert (low.tolist(), high.tolist()) == ([0.0, 2.0], [0.0, 2.0])


def test_tiers_never_go_up_again():
    found = tiers(np.array([9.0, 8.0, 5.0, 4.9, 1.0]), np.array([6.0, 5.0, 4.0, 4.0, 0.0]))
    assert found == [Tier.A, Tier.A, Tier.B, Tier.B, Tier.C]
    assert tiers(np.zeros(0), np.zeros(0)) == []
    assert tiers(np.array([2.0, 2.0]), np.array([1.0, 1.0])) == [Tier.A, Tier.A]


def test_very_many_gamma_quantiles_are_those_of_few():
    shape = np.exp(np.random.default_rng(3).uniform(-8, 12, MANY + 1))
    for part in (0.05, 0.2, 0.95):
        exact = np.concatenate([gamma_quantile(some, part) for some in np.array_split(shape, 3)])
        assert gamma_quantile(shape, part) == pytest.approx(exact, rel=1e-6, abs=1e-12)


def test_who_stands_both_ways_round_is_found(make_town):
    town = make_town(4)
    for actor, owner in ((0, 1), (1, 0), (2, 1), (3, 3 - 1), (2, 3)):
        town.act(actor, owner, DAY)
    groups = gather(town.acts())
    both = {(int(groups.responder[at]), int(groups.driver[at])) for at in groups.met}
    assert both == {(0, 1), (1, 0), (2, 3), (3, 2)}
    assert (groups.responder[groups.met] == groups.driver[groups.other]).all()
    assert (groups.driver[groups.met] == groups.responder[groups.other]).all()


def test_acts_cut_in_the_past_know_nothing_later(forum_acts):
    cut = cut_at(forum_acts, 500 * DAY)
    assert cut.time.max() <= 500 * DAY
    assert cut.until == 500 * DAY
    assert len(cut) == (forum_acts.time <= 500 * DAY).sum()


def test_the_cut_grouping_is_that_of_the_cut_acts(forum_acts):
    cut = cut_at(forum_acts, 500 * DAY)
    short, fresh = gather(forum_acts).until(len(cut)), gather(cut)
    for name in ("order", "start", "pair", "responder", "driver", "met", "other"):
        assert getattr(short, name).tolist() == getattr(fresh, name).tolist(), name


def test_a_score_of_the_past_is_not_moved_by_posts_of_the_future(forum_acts):
    cut = cut_at(forum_acts, 500 * DAY)
    without = replace(cut, post_author=np.where(cut.post_time > cut.until, -1, cut.post_author))
    one, other = score(cut), score(without)
    assert one.living_audience.tolist() == other.living_audience.tolist()
    assert one.numbers.action_rate == pytest.approx(other.numbers.action_rate, nan_ok=True)
    assert [s.warnings for s in one.scores[:30]] == [s.warnings for s in other.scores[:30]]


def test_moved_after_counts_different_people_on_later_posts(make_town):
    town = make_town(5)
    old, new = town.post(0, 0), town.post(0, 100 * DAY)
    town.answer(1, old, 110 * DAY)
    for reader in (2, 3, 3):
        town.answer(reader, new, 120 * DAY)
    town.answer(4, new, 300 * DAY)
    town.act(4, 1, 130 * DAY)
    assert moved_after(town.acts(), 90 * DAY, 180 * DAY).tolist() == [2, 1, 0, 0, 0]


def test_drive_holds_about_nine_in_ten_of_what_comes(forum_acts):
    cut = forum_acts.until - 90 * DAY
    ranked = score(cut_at(forum_acts, cut))
    moved = moved_after(forum_acts, cut, forum_acts.until)
    told = ranked.scores[: ranked.scores.ranked]
    inside = [one.drive_low <= moved[one.code] <= one.drive_high for one in told]
    assert len(told) > 30
    assert 0.8 <= np.mean(inside) <= 1.0
    expected = sum(one.drive for one in told)
    assert 0.5 < moved[[one.code for one in told]].sum() / expected < 2.0


def test_drive_keeps_the_order_of_the_living_audience(forum_acts):
    told = [one.drive for one in score(forum_acts).scores if one.rank is not None]
    assert told == sorted(told, reverse=True)


def test_too_little_past_tells_no_drive(make_town):
    town = make_town(40)
    for day in range(200):
        post = town.post(day % 40, day * DAY)
        town.answer((day + 1) % 40, post, day * DAY + 60)
    ranked = score(town.acts())
    assert ranked.calibration is None
    assert all(one.drive is None and one.drive_low is None for one in ranked.scores)


def test_a_past_without_people_teaches_nothing(forum_acts):
    def nobody(acts):
        return np.zeros(acts.people), np.zeros(acts.people, bool)

    assert calibration(forum_acts, nobody) is None


@given(st.lists(st.tuples(st.floats(0, 50), st.integers(0, 60)), min_size=5, max_size=80))
def test_more_reach_never_means_fewer_expected(seen):
    reach, moved = (np.array(part, dtype=float) for part in zip(*seen, strict=True))
    if moved.sum() == 0:
        moved[0] = 1
    learned = fitted(reach, moved)
    grid = np.linspace(0, 60, 30)
    assert isinstance(learned, Calibration)
    assert (np.diff(learned.expected(grid)) >= -1e-9).all()
    low, high = learned.interval(grid)
    assert (low <= high).all()
