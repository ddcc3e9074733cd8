"""What a change of the input changes, and what it must leave alone."""

import inspect
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influence.model.acts import Acts
from influence.model.score import Objective, Tier
from influence.ranking import score
from influence.ranking.audience import act_value
from influence.ranking.pairs import gather
from influence.ranking.trusted import belief, usual_proven
from influence.ranking.window import window_of

DAY = 86_400


def standing_of(ranked):
    return {one.code: (one.living_audience, one.action_rate, one.warnings, one.tier) for one in ranked.scores}


def test_new_codes_for_the_same_people_change_no_number(forum_acts, shifted):
    new = np.random.default_rng(5).permutation(forum_acts.people)
    before, after = standing_of(score(forum_acts)), standing_of(score(shifted(forum_acts, new)))
    for code, (living, rate, warnings, _) in before.items():
        assert after[int(new[code])][0] == pytest.approx(living, abs=1e-5)
        assert after[int(new[code])][1] == pytest.approx(rate, rel=1e-3) if rate is not None else True
        assert after[int(new[code])][2] == warnings


def test_equal_acts_in_another_order_change_nothing(forum_acts):
    days = forum_acts.time // DAY * DAY  # many acts of one moment
    order = np.lexsort((np.random.default_rng(1).random(len(days)), days))
    same = np.argsort(days, kind="stable")

    def arranged(rows):
        columns = ("actor", "owner", "verb", "inferred", "post", "result", "weight", "row")
        return replace(forum_acts, time=days[rows], **{name: getattr(forum_acts, name)[rows] for name in columns})

    one, other = score(arranged(same)), score(arranged(order))
    assert [s.code for s in one.scores] == [s.code for s in other.scores]
    assert one.living_audience.tolist() == other.living_audience.tolist()


def test_a_second_act_of_the_same_day_by_the_same_responder_adds_nothing(forum_acts, reopen):
    town = reopen(forum_acts)
    last = max(town.happened, key=lambda act: act.time)
    town.answer(last.actor, last.post, last.time) if last.post >= 0 else town.act(last.actor, last.owner, last.time)
    assert score(town.acts()).living_audience.tolist() == score(forum_acts).living_audience.tolist()


def test_a_person_nobody_acts_on_changes_nobody_else(forum_acts, reopen):
    town = reopen(forum_acts)
    town.people += 1
    town.post(town.people - 1, town.until - 5 * DAY)
    before, after = score(forum_acts), score(town.acts())
    assert after.living_audience[:-1].tolist() == before.living_audience.tolist()
    assert [one.code for one in after.scores[: after.scores.ranked]] == [
        one.code for one in before.scores[: before.scores.ranked]]
    assert after.scores.of(forum_acts.people).tier is Tier.WATCH


def test_one_more_responder_never_lowers_anybody_but_for_the_usual_proven_part(forum_acts, reopen):
    before = score(forum_acts, intervals=False)
    middling = before.scores[10].code
    town = reopen(forum_acts)
    town.people += 1
    post = next(number for number, (author, _, _) in enumerate(town.posts) if author == middling)
    town.answer(town.people - 1, post, town.until - 1)
    after = score(town.acts(), intervals=False)
    assert after.living_audience[middling] >= before.living_audience[middling] - 1e-6
    others = np.arange(forum_acts.people) != middling
    assert after.living_audience[:-1][others] == pytest.approx(before.living_audience[others], abs=0.1)


def test_the_score_knows_nothing_of_audiences():
    names = {*inspect.signature(score).parameters, *Acts.__slots__}
    assert not any("audience" in name or "follower" in name for name in names)


def test_organisations_are_context_and_not_listed(forum_acts):
    top = score(forum_acts, intervals=False).scores[0].code
    rankable = forum_acts.rankable.copy()
    rankable[top] = False
    ranked = score(replace(forum_acts, rankable=rankable), intervals=False)
    assert ranked.scores.of(top) is None
    assert ranked.living_audience[top] > 0


def test_paid_acts_are_listed_and_credit_nothing(make_town):
    town = make_town(6)
    posts = [town.post(0, day * DAY) for day in range(4)]
    for reader in (1, 2, 3):
        town.answer(reader, posts[0], 3 * DAY)
    town.answer(4, posts[1], 3 * DAY, weight=0.0)
    ranked = score(town.acts())
    one = ranked.scores.of(0)
    assert (one.people_moved, one.acts, one.living_audience) == (3, 3, 3.0)
    full, discounts = ranked.pairs.credits.opened(np.flatnonzero(ranked.pairs.responder == 4))
    assert full.tolist() == [1_000_000]
    assert discounts.tolist() == [[1_000_000, 0, 0, 0, 0, 0, 0, 0]]


def test_too_little_seen_is_listed_and_not_ranked(make_town):
    town = make_town(9)
    for author, posts, readers in ((0, 3, 3), (1, 2, 4), (2, 3, 2), (3, 0, 3)):
        mine = [town.post(author, day * DAY) for day in range(posts)]
        for reader in range(4, 4 + readers):
            town.act(reader, author, 5 * DAY, mine[0] if mine else -1)
    town.act(3, 8, 2 * DAY)
    town.until = 6 * DAY
    scores = score(town.acts()).scores
    ranks = {one.code: one.rank for one in scores}
    assert {code: ranks[code] is not None for code in range(4)} == {0: True, 1: False, 2: False, 3: True}
    watched = [one for one in scores if one.rank is None]
    assert all(one.tier is Tier.WATCH for one in watched)
    assert all("few_acts" in one.warnings for one in watched)
    assert [one.rank for one in scores[:2]] == [1, 2]


def test_in_a_new_place_everybody_counts_and_it_is_said(make_town):
    town = make_town(8)
    posts = [town.post(0, day * DAY) for day in range(3)]
    for reader in range(1, 8):
        town.answer(reader, posts[2], 2 * DAY)
    ranked = score(town.acts())
    assert (ranked.proven, ranked.rule) == (0.0, "all")
    assert ranked.scores[0].living_audience == 7.0
    assert "all_counted" in ranked.scores[0].warnings


@settings(max_examples=25, deadline=None)
@given(st.integers(8, 60), st.integers(3, 40))
def test_belief_moves_smoothly_as_one_person_after_another_is_known_from_before(make_town, known, readers):
    """One page more may not reorder everything: R of a customer-only audience changes little with one more regular."""

    def living(regulars):
        town = make_town(readers + 80)
        star = 0
        posts = [town.post(star, day * DAY) for day in range(0, 720, 60)]
        for reader in range(1, readers + 1):
            town.answer(reader, posts[reader % 12], 720 * DAY - reader)
        circle = list(range(readers + 1, readers + 1 + regulars))
        for person in circle:
            for other in circle[max(0, circle.index(person) - 4):circle.index(person)]:
                town.act(other, person, 100 * DAY)
                town.act(person, other, 700 * DAY)
        town.until = 730 * DAY
        return score(town.acts(), intervals=False).living_audience[star]

    fewer, more = living(known), living(known + 1)
    assert abs(more - fewer) <= max(0.25 * max(more, fewer), 2.0)


def test_the_living_audience_has_no_step_in_the_proven_part_of_the_place(forum_acts):
    groups, window = gather(forum_acts), window_of(forum_acts)
    living = groups.best(act_value(forum_acts, window))
    everybody = np.ones(forum_acts.people, bool)
    audience = np.bincount(groups.driver, weights=living, minlength=forum_acts.people)

    def trusted(weight):
        found = belief(groups, living, np.full(len(groups), weight), (everybody, everybody))
        share = weight + (1 - weight) * found.unproven[groups.driver]
        return np.bincount(groups.driver, weights=living * share * found.ring[groups.driver],
                           minlength=forum_acts.people)

    walk = [trusted(weight) for weight in np.linspace(0, 1, 401)]
    assert walk[0] == pytest.approx(audience)
    assert walk[-1] == pytest.approx(audience)
    steps = [np.abs(after - before).max() / audience.max() for before, after in pairwise(walk)]
    assert max(steps) < 0.02


@pytest.mark.parametrize("audience", [20, 60, 180])
def test_customers_who_come_back_are_not_pressed_down_as_they_grow_in_number(make_town, audience):
    town = make_town(audience + 200)
    shop = [town.post(0, day * DAY) for day in range(0, 720, 30)]
    for customer in range(1, audience + 1):
        town.answer(customer, shop[customer % 12], 400 * DAY + customer)
        town.answer(customer, shop[12 + customer % 12], 715 * DAY - customer)
    regulars = list(range(audience + 1, audience + 60))
    for number, person in enumerate(regulars):
        wrote = town.post(person, number * 10 * DAY)
        for other in regulars[max(0, number - 5):number]:
            town.answer(other, wrote, number * 10 * DAY + DAY)
        for passer in range(4):
            town.answer(audience + 60 + (number * 4 + passer) % 130, wrote, number * 10 * DAY + 2 * DAY)
    town.until = 720 * DAY
    ranked = score(town.acts(), intervals=False)
    whole = ranked.numbers.follows[1: audience + 1].sum()
    assert ranked.proven > 0
    assert ranked.living_audience[0] > 0.6 * whole


@pytest.mark.parametrize("objective", [Objective.RATE, Objective.BALANCED])
def test_objectives_order_by_their_own_value_and_interval(forum_acts, objective):
    ranked = score(forum_acts, objective=objective)
    rate, living = ranked.numbers.action_rate, ranked.living_audience
    value = rate if objective is Objective.RATE else living**0.75 * rate**0.25
    order = [one.code for one in ranked.scores[: ranked.scores.ranked]]
    assert (np.diff(value[order]) <= 1e-12).all()
    assert all(one.low <= value[one.code] <= one.high for one in ranked.scores[: ranked.scores.ranked])


def test_the_rate_falls_back_to_people_moved_where_no_act_carries_a_post(make_town):
    town = make_town(7)
    for driver, readers in ((0, 5), (1, 4)):
        for reader in range(2, 2 + readers):
            town.act(reader, driver, reader * DAY)
    ranked = score(town.acts(), objective=Objective.RATE)
    assert [one.code for one in ranked.scores[:2]] == [0, 1]
    assert ranked.scores[0].action_rate is None


def test_a_topic_keeps_who_is_on_it_and_lets_the_rest_help_a_little(forum_acts):
    rng = np.random.default_rng(2)
    on_topic = (rng.random(forum_acts.people) < 0.3)[np.maximum(forum_acts.post_author, 0)]
    whole = score(forum_acts, intervals=False)
    topical = score(forum_acts, relevance=on_topic.astype(float), intervals=False)
    off = {one.code for one in whole.scores} - {
        int(author) for author in np.unique(forum_acts.post_author[on_topic])}
    assert all(topical.living_audience[code] == 0 for code in off)
    assert (topical.living_audience <= 1.2 * whole.living_audience + 1e-5).all()
    everything = score(forum_acts, relevance=np.ones(len(forum_acts.post_author)), intervals=False)
    assert everything.living_audience == pytest.approx(1.2 * whole.living_audience, abs=1e-4)


def test_acts_out_of_order_are_refused(forum_acts):
    with pytest.raises(ValueError, match="in order of time"):
        score(replace(forum_acts, time=forum_acts.time[::-1]))


def test_no_acts_make_an_empty_ranking(make_town):
    ranked = score(make_town(3).acts())
    assert len(ranked.scores) == 0
    assert list(ranked.scores) == []


def test_scores_are_a_sequence_made_on_demand(forum_acts):
    scores = score(forum_acts).named([f"p_{code}" for code in range(forum_acts.people)]).scores
    assert scores[0] == scores[:1][0]
    assert scores[-1] == list(scores)[-1]
    assert scores[0].person == f"p_{scores[0].code}"
    assert scores.of(scores[3].code) == scores[3]
    assert scores.of(10**6) is None
    with pytest.raises(IndexError):
        scores[len(scores)]


def test_a_million_nobodies_do_not_move_what_is_usual():
    t, u = np.array([9.0, 0.0]), np.array([1.0, 1e6])
    assert usual_proven(t, u, np.array([True, False])) == usual_proven(t[:1], u[:1], np.array([True]))
