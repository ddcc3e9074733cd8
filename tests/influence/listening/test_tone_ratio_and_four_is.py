from dataclasses import replace

import numpy as np
import pytest

from influence.listening.four_is import four_is
from influence.listening.places import communities, drivers, places
from influence.listening.ratio import Goal, Ratio, pace, ratio
from influence.model.heard import FIRST_HAND, Tone
from influence.ranking.window import Window

GOOD, BAD = Tone.PRAISE, Tone.COMPLAINT


def test_a_post_counts_once_by_what_outweighs_in_it(stage):
    made = stage.of(3)
    mixed = made.say(0, 1, GOOD)
    made.say(0, 1, BAD, post=mixed)
    bad = made.say(1, 2, BAD)
    made.say(1, 2, BAD, post=bad)
    made.say(2, 3, GOOD)
    made.say(2, 3, GOOD, brand=1)
    made.say(2, None, BAD)
    heard = made.heard()
    assert ratio(heard, stage.all(heard), 0, 0, made.end()) == Ratio(complaints=1, praises=1)
    assert ratio(heard, stage.all(heard), 0, 3 * stage.DAY, made.end()) == Ratio(complaints=0, praises=1)
    empty = stage.of(1).heard()
    assert ratio(empty, stage.all(empty), 0, 0, 9) == Ratio(complaints=0, praises=0)


def test_unknown_stays_unknown():
    none = Ratio(complaints=0, praises=0)
    assert (none.value, none.negative, none.interval()) == (None, None, None)
    assert Ratio(complaints=3, praises=0).value is None


@pytest.mark.parametrize(("now", "state"), [
    (Ratio(complaints=2, praises=98), "met"), (Ratio(complaints=35, praises=65), "on the way"),
    (Ratio(complaints=60, praises=40), "behind"), (Ratio(complaints=6, praises=3), "too little heard")])
def test_the_pace_is_behind_only_when_surely_so(now, state):
    start = Ratio(complaints=50, praises=50)
    found = pace(start, now, Goal(ratio=0.25, until=100, baseline=(-10, 0)), 50)
    assert found.state == state
    assert (found.planned is None) == (state == "too little heard")


def test_after_the_day_of_the_goal_the_way_is_the_goal():
    start = Ratio(complaints=50, praises=50)
    late = pace(start, Ratio(complaints=30, praises=70), Goal(ratio=0.25, until=100, baseline=(-10, 0)), 900)
    assert round(late.planned, 9) == 0.25
    assert late.state == "behind"


def test_four_is_of_a_community(stage):
    made = stage.of(12)
    made.say(0, 1, GOOD, flags=FIRST_HAND)
    made.say(1, 2, GOOD)
    made.say(2, 3, BAD)
    topical = made.post(3, 4)
    other = made.post(9, 5)
    for actor in (5, 6, 10):
        made.act(actor, 0, 6)
    for actor in (7, 8, 11):
        made.act(actor, 1, 7)
    for _ in range(12):
        made.act(3, other, 8)
    community = np.array([0] * 10 + [1, -1], np.int32)
    on_topic = np.zeros(len(made.posts), bool)
    on_topic[topical] = True
    heard = made.heard()
    (paper,) = four_is(heard, stage.all(heard), 0, replace(made.acts(), since=0), community, on_topic)
    assert (paper.community, paper.members, paper.involvement, paper.interaction) == (0, 10, 0.4, 3)
    assert (round(paper.intimacy, 3), round(paper.first_hand, 3), paper.influence) == (0.333, 0.333, 2)


def test_too_few_people_tell_no_intimacy(stage):
    made = stage.of(2)
    post = made.post(0, 1)
    made.say(1, 1, GOOD)
    heard = made.heard()
    (one,) = four_is(heard, stage.all(heard), 0, made.acts(), np.zeros(2, np.int32), np.array([True, False]))
    assert (one.intimacy, one.first_hand, one.influence) == (None, None, 0)
    (topic_only,) = four_is(heard, ~stage.all(heard), 0, made.acts(), np.zeros(2, np.int32), np.array([True, False]))
    assert topic_only.influence is None
    assert post == 0


def test_places_are_ranked_by_believed_living_responders(stage):
    made = stage.of(8)
    forum, blog, ring = made.post(0, 0, site=0), made.post(1, 0, site=1), made.post(2, 0, site=2)
    for actor in (3, 4):
        made.act(actor, forum, 100)
        made.act(actor, forum, 100)
    made.act(5, blog, 10)
    for actor in (6, 7):
        made.act(actor, ring, 100)
    acts = made.acts()
    believed = np.where(np.isin(acts.actor, (6, 7)), 0.0, 1.0)
    window = Window(since=0, until=100 * stage.DAY, span_days=100)
    found = places(acts, window, believed)
    assert [one.code for one in found] == [0, 1, 2]
    first = found[0]
    assert (first.living_audience, first.people_moved, first.acts, first.posts, first.authors, first.rate) == (
        2, 2, 4, 1, 1, 4)
    assert 0 < found[1].living_audience < 0.2
    assert found[2].living_audience == 0
    by_circle = communities(acts, window, believed, np.array([0, 1, 1, 0, 0, 0, 0, -1], np.int32))
    assert [(one.code, one.people_moved) for one in by_circle] == [(0, 2), (1, 3)]
    nowhere = np.full(len(acts), -1, np.int32), np.full(3, -1, np.int32)
    assert drivers(acts, window, believed, nowhere) == []


def test_a_place_without_posts_has_no_rate(stage):
    made = stage.of(2)
    made.post(0, 0)
    made.act(1, 0, 1)
    acts = made.acts()
    found = drivers(acts, Window(since=0, until=acts.until, span_days=1), np.ones(1),
                    (np.array([1], np.int32), np.array([0], np.int32)))
    assert {one.code: one.rate for one in found} == {0: 0.0, 1: None}
