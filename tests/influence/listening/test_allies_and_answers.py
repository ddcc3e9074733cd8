import numpy as np
import pytest

from influence.listening.allies import Told, Turn, allies
from influence.listening.answers import answering
from influence.listening.complaints import complaints
from influence.model.heard import FIRST_HAND, Tone

BAD, GOOD, ASK = Tone.COMPLAINT, Tone.PRAISE, Tone.QUESTION
STAFF = 9


def turned(stage, made, named=()):
    heard = made.heard()
    staff = np.arange(made.people) == STAFF
    rows = stage.all(heard)
    found = complaints(heard, rows, 0, made.columns().thread)
    told = Told(heard=heard, rows=rows, brand=0, until=made.end())
    audience = np.arange(made.people, 0, -1).astype(float)
    return allies(told, found, made.acts(), made.columns(), audience, (staff, named)), heard


def test_who_praised_and_then_complained_has_turned(stage):
    made = stage.of(10)
    made.say(1, 10, GOOD)
    made.say(1, 20, GOOD)
    bad = made.say(1, 100, BAD, "The blade is blunt.", aspect=0)
    made.say(1, 100, BAD, "My blade went blunt in a week.", aspect=0, flags=FIRST_HAND, post=bad)
    made.post(STAFF, 103, thread=bad)
    made.post(STAFF, 90, thread=bad)
    made.act(2, bad, 101)
    made.say(2, 102, BAD, "Mine too.", thread=bad)
    made.until = 100
    (ally,), heard = turned(stage, made)
    assert (ally.person, ally.turn, ally.praises, ally.complaints, ally.aspect) == (1, Turn.TURNED, 2, 1, "blade")
    assert (ally.praised, ally.bad_post, ally.bad_time) == (20 * stage.DAY, bad, 100 * stage.DAY)
    assert ally.answered == 103 * stage.DAY
    assert ally.followers == (2,)
    assert heard.sentences[ally.row] == "My blade went blunt in a week."
    assert round(ally.repairability, 3) == round(3 / 4 * 0.6, 3)


def test_who_was_won_back_stands_in_the_log_and_is_not_to_repair(stage):
    made = stage.of(10)
    made.say(1, 10, BAD)
    good = made.say(1, 50, GOOD, "I take it back.")
    (ally,), heard = turned(stage, made)
    assert (ally.turn, ally.repairability, ally.answered) == (Turn.REPAIRED, 0, None)
    assert heard.post[ally.repaired] == good


def test_who_praised_often_and_does_no_more_has_stopped_if_they_still_write(stage):
    made = stage.of(10)
    for person in (1, 2, 3):
        for day in (0, 10, 20)[: 3 if person < 3 else 1]:
            made.say(person, day, GOOD)
    made.post(1, 400)
    made.post(3, 400)
    assert [(one.person, one.turn) for one in turned(stage, made)[0]] == [(1, Turn.STOPPED)]
    named, _ = turned(stage, made, named={3})
    assert [one.person for one in named] == [1, 3]
    assert (named[0].bad_post, named[0].answered, named[0].aspect) == (None, None, None)


@pytest.mark.parametrize("said", [[BAD], [BAD, BAD, GOOD, BAD], [GOOD], [], [GOOD, GOOD]])
def test_critics_and_quiet_friends_are_no_allies_who_turned(stage, said):
    made = stage.of(10)
    for at, tone in enumerate(said):
        made.say(1, at, tone)
    made.post(1, 30)
    assert turned(stage, made)[0] == ()


def test_a_named_ally_who_complains_has_turned(stage):
    made = stage.of(10)
    made.say(1, 5, BAD)
    (ally,), _ = turned(stage, made, named={1})
    assert (ally.turn, ally.praised) == (Turn.TURNED, None)


def test_the_best_worth_repairing_comes_first_and_the_repaired_last(stage):
    made = stage.of(10)
    made.say(1, 0, GOOD), made.say(1, 50, BAD), made.say(1, 60, GOOD)
    for person, praises in ((3, 1), (4, 5)):
        for day in range(praises):
            made.say(person, day, GOOD)
        made.say(person, 100, BAD)
    assert [one.person for one in turned(stage, made)[0]] == [4, 3, 1]


def test_what_both_praises_and_complains_in_one_post_is_neither(stage):
    made = stage.of(10)
    made.say(1, 0, GOOD)
    both = made.say(1, 10, BAD)
    made.say(1, 10, GOOD, post=both)
    assert turned(stage, made)[0] == ()


def test_who_acted_on_a_complaint_and_complained_elsewhere_followed_it(stage):
    made = stage.of(10)
    made.say(1, 0, GOOD)
    bad = made.say(1, 10, BAD)
    made.act(2, bad, 11)
    made.say(2, 15, BAD)
    made.say(3, 16, BAD)
    assert turned(stage, made)[0][0].followers == (2,)


def answered(stage, made, own):
    heard = made.heard()
    people = tuple(np.isin(np.arange(made.people), one) for one in own)
    return answering(heard, stage.all(heard), made.columns(), people, made.end(), made.columns().author)


def test_what_waits_for_an_answer_and_for_how_long_beside_rivals(stage):
    made = stage.of(10)
    first = made.say(1, 0, BAD)
    made.say(1, 0, BAD, post=first)
    made.say(2, 10, ASK)
    made.say(3, 20, GOOD)
    made.say(4, None, ASK)
    made.say(5, 5, ASK, brand=1)
    made.post(STAFF, 4, thread=first)
    made.until = 30
    ours, rival = answered(stage, made, ([STAFF], []))
    assert (ours.brand, ours.asked, ours.answered, ours.days) == ("Snipwell", 2, 1, 4)
    assert [(one.days, made.heard().person[one.row]) for one in ours.open] == [(20, 2)]
    assert (rival.asked, rival.answered, rival.days, len(rival.open)) == (1, None, None, 1)


def test_an_answer_before_the_question_is_none(stage):
    made = stage.of(10)
    opener = made.post(STAFF, 0)
    made.say(1, 5, ASK, thread=opener)
    ours, _ = answered(stage, made, ([STAFF], []))
    assert (ours.asked, ours.answered, ours.days) == (1, 0, None)
