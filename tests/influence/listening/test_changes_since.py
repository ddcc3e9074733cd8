from dataclasses import replace

import numpy as np

from influence.listening.changes import Change, Seen, changes
from influence.model.columns import POST_SPONSORED
from influence.model.heard import SPONSORED, Tone

BAD, GOOD = Tone.COMPLAINT, Tone.PRAISE
SINCE = 200


def seen(stage, made, **more):
    heard, people = made.heard(), made.people
    rows = (heard.flags & SPONSORED) == 0
    values = {"living_audience": np.full(people, 5.0), "rising": np.full(people, np.nan), "standing": np.zeros(people),
              "silent": np.zeros(people, bool)} | more
    return Seen(heard=heard, rows=rows, acts=made.acts(), posts=made.columns(), **values)


def kinds(stage, made, **more):
    return [(one.change, one.person) for one in changes(seen(stage, made, **more), SINCE * stage.DAY)]


def test_risers_stand_with_the_post_that_moved_most(stage):
    made = stage.of(6)
    made.post(0, 210)
    best = made.post(0, 220)
    for actor in (1, 2):
        made.act(actor, best, 221)
    made.act(1, 0, 215)
    rising = np.array([3.0, 9.0, 1.0, np.nan, np.nan, np.nan])
    (one,) = changes(seen(stage, made, rising=rising), SINCE * stage.DAY)
    assert (one.change, one.person, one.post, one.value, one.time) == (Change.RISING, 0, best, 3.0, 220 * stage.DAY)


def test_newcomers_are_picked_up_by_two_who_are_established(stage):
    made = stage.of(6)
    for author, day in ((1, 10), (2, 10), (5, 20)):
        made.post(author, day)
    new, picked_once = made.post(3, 210), made.post(4, 210)
    for actor in (1, 2):
        made.act(actor, new, 215)
    made.act(1, picked_once, 215)
    standing = np.array([0, 1, 1, 0, 0, 0.4])
    assert kinds(stage, made, standing=standing) == [(Change.NEWCOMER, 3)]
    assert kinds(stage, made, standing=standing, silent=np.arange(6) == 3) == []


def test_a_regular_writer_falls_silent_and_a_rare_one_does_not(stage):
    made = stage.of(3)
    for day in range(0, 190, 10):
        made.post(0, day)
    for day in (0, 150):
        made.post(1, day)
    made.until = 330
    (one,) = changes(seen(stage, made), SINCE * stage.DAY)
    assert (one.change, one.person, one.value) == (Change.SILENT, 0, 150)


def test_long_gone_is_no_news(stage):
    made = stage.of(1)
    for day in range(0, 100, 10):
        made.post(0, day - 300)
    made.until = 330
    assert kinds(stage, made) == []


def test_turned_and_won_back(stage):
    made = stage.of(6)
    made.say(0, 100, GOOD), made.say(0, 250, BAD, "It broke.")
    made.say(1, 100, BAD), made.say(1, 250, GOOD)
    made.say(2, 100, GOOD), made.say(2, 250, GOOD)
    made.say(3, 250, BAD)
    made.say(4, 100, GOOD), made.say(4, 240, BAD), made.say(4, 250, GOOD)
    found = changes(seen(stage, made), SINCE * stage.DAY)
    assert [(one.change, one.person) for one in found] == [(Change.TURNED, 0), (Change.WON, 1)]
    assert made.heard().sentences[found[0].row] == "It broke."


def test_newly_paid_and_newly_with_a_rival(stage):
    made = stage.of(6)
    made.say(0, 220, brand=1, flags=SPONSORED)
    made.say(1, 100, brand=1, flags=SPONSORED), made.say(1, 220, brand=1, flags=SPONSORED)
    made.say(2, 230, GOOD, brand=1)
    made.say(3, 100, GOOD, brand=1), made.say(3, 230, GOOD, brand=1)
    plain = made.post(4, 240, flags=POST_SPONSORED)
    found = changes(seen(stage, made), SINCE * stage.DAY)
    assert [(one.change, one.person, one.brand) for one in found] == [
        (Change.SPONSORED, 0, None), (Change.SPONSORED, 4, None), (Change.RIVAL, 0, "Kerfcut"),
        (Change.RIVAL, 2, "Kerfcut")]
    assert (found[0].row is not None, found[1].row, found[1].post) == (True, None, plain)


def test_an_undated_post_has_no_day(stage):
    made = stage.of(4)
    made.post(0, None)
    for actor in (1, 2):
        made.act(actor, 0, 220)
    state = seen(stage, made, rising=np.array([3.0, np.nan, np.nan, np.nan]))
    (one,) = changes(replace(state), SINCE * stage.DAY)
    assert one.time is None
