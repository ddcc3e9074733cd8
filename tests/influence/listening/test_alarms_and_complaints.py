import numpy as np
import pytest

from influence.listening.alarms import LEAST_PEOPLE, LEAST_SPANS, alarms, unlikeliness
from influence.listening.complaints import complaints, independent
from influence.listening.echoes import is_echo, is_own_experience
from influence.model.heard import FIRST_HAND, Tone

BAD, GOOD = Tone.COMPLAINT, Tone.PRAISE


def told(stage, made, heard_from=0):
    """Return the alarms of a stage, and its complaints."""
    heard = made.heard()
    found = complaints(heard, stage.all(heard), 0, made.columns().thread)
    caused = np.bincount([act[3] for act in made.happened], minlength=len(made.posts)).astype(float)
    return alarms(found, independent(found, made.acts()), heard.aspects, caused, heard_from), found


def wave(made, day=300.0, people=range(1, 7), gap=0.3, **more):
    return [made.say(person, day + gap * at, BAD, "Mine broke.", **more) for at, person in enumerate(people)]


def test_strangers_with_one_complaint_are_told_at_the_fourth(stage):
    made = stage.of(10)
    posts = wave(made, aspect=0)
    made.act(9, posts[2], 302)
    (alarm,), _ = told(stage, made)
    assert (alarm.aspects, alarm.people_then, alarm.people, alarm.first, alarm.carrier) == (("blade",), 4, 6, 1, 3)
    assert (alarm.began, alarm.raised) == (300 * stage.DAY, round(300.9 * stage.DAY))
    assert alarm.carried == 1
    assert alarm.chance < 1e-4


def test_one_loud_voice_is_no_wave(stage):
    made = stage.of(3)
    for at in range(20):
        made.say(1, 300 + at / 4, BAD, aspect=0)
    assert told(stage, made)[0] == ()


def friends(made, loud, others, day=280):
    """Let each of them answer the loud one, and the loud one each of them."""
    post = made.post(loud, day)
    for other in others:
        made.act(other, post, day + 1)
        made.act(loud, made.post(other, day + 2), day + 3)


@pytest.mark.parametrize(("day", "text", "flags", "alarmed"), [
    (280, "You are right about them.", 0, False),            # friends who nod
    (280, "You are right about them.", FIRST_HAND, True),    # friends with a broken pair of their own
    (280, "Mine broke as well.", 0, True),
    (100, "You are right about them.", 0, True)])            # friends of old are strangers again
def test_a_loud_voice_with_friends_is_no_wave_unless_it_happened_to_them(stage, day, text, flags, alarmed):
    made = stage.of(10)
    friends(made, 1, range(2, 8), day)
    opener = made.say(1, 300, BAD, aspect=0)
    for at, person in enumerate(range(2, 8)):
        made.say(person, 300.2 + at / 10, BAD, text, aspect=0, flags=flags, thread=opener)
    assert bool(told(stage, made)[0]) is alarmed


def test_readers_whom_the_loud_voice_never_answers_are_no_friends(stage):
    made = stage.of(10)
    post = made.post(1, 280)
    for reader in range(2, 8):
        made.act(reader, post, 281)
    opener = made.say(1, 300, BAD, aspect=0)
    for at, person in enumerate(range(2, 8)):
        made.say(person, 300.2 + at / 10, BAD, "You are right about them.", aspect=0, thread=opener)
    assert len(told(stage, made)[0]) == 1


def test_strangers_who_say_same_here_are_a_wave(stage):
    made = stage.of(10)
    opener = made.say(1, 300, BAD, aspect=0)
    for at, person in enumerate(range(2, 8)):
        made.say(person, 300.2 + at / 10, BAD, "You are right about them.", aspect=0, thread=opener)
    (alarm,), found = told(stage, made)
    assert alarm.people == 7
    assert set(found.of.tolist()) == {opener}


def test_what_is_usual_alarms_nobody(stage):
    made = stage.of(500)
    for week in range(45):
        wave(made, 7 * week, range(week * 5, week * 5 + 5), gap=1.2)
    assert told(stage, made)[0] == ()


def test_nothing_is_told_before_enough_was_heard(stage):
    made = stage.of(10)
    wave(made, day=300)
    assert told(stage, made, heard_from=(300 - 7 * LEAST_SPANS) * stage.DAY)[0] == ()


def test_who_joins_later_belongs_to_the_wave_and_a_new_one_is_told_apart(stage):
    made = stage.of(40)
    wave(made, 200, range(1, 6))
    wave(made, 210, range(6, 8))
    wave(made, 320, range(10, 16))
    found, _ = told(stage, made)
    assert [(alarm.people, alarm.first) for alarm in found] == [(7, 1), (6, 10)]


def test_where_much_is_said_a_wave_ends_when_a_week_is_as_usual(stage):
    made = stage.of(900)
    person = iter(range(900))
    for week in range(60):
        wave(made, 7 * week, [next(person) for _ in range(5)], gap=1.3)
    wave(made, 7 * 40 + 1, [next(person) for _ in range(30)], gap=0.15)
    (alarm,), _ = told(stage, made)
    assert alarm.began >= 7 * 39 * stage.DAY
    assert alarm.last < 7 * 43 * stage.DAY
    assert 4 < alarm.usual < 6


def test_what_lasts_becomes_usual_and_is_told_once(stage):
    made = stage.of(900)
    person = iter(range(900))
    for week in range(40, 70):
        wave(made, 7 * week, [next(person) for _ in range(7)], gap=1.0)
    found, _ = told(stage, made)
    assert len(found) == 1


def test_two_aspects_in_the_mouths_of_the_same_people_are_one_wave(stage):
    made = stage.of(10)
    for at, person in enumerate(range(1, 7)):
        post = made.say(person, 300 + at / 3, BAD, aspect=0)
        made.say(person, 300 + at / 3, BAD, aspect=2, post=post)
    (alarm,), _ = told(stage, made)
    assert alarm.aspects == ("blade", "service")


def test_praise_rivals_strangers_without_names_and_undated_words_are_no_complaints(stage):
    made = stage.of(4)
    made.say(1, 1, GOOD)
    made.say(1, 1, BAD, brand=1)
    made.say(-1, 1, BAD)
    made.say(1, None, BAD)
    heard = made.heard()
    assert len(complaints(heard, stage.all(heard), 0, made.columns().thread)) == 0


def test_fewer_than_four_are_never_a_wave(stage):
    made = stage.of(10)
    wave(made, people=range(1, LEAST_PEOPLE))
    assert told(stage, made)[0] == ()


def test_uneven_weeks_make_many_people_less_unlikely():
    people, usual, spans = np.array([6]), np.array([1.0]), np.array([40.0])
    even = unlikeliness(people, usual, np.array([1.0]), spans)
    uneven = unlikeliness(people, usual, np.array([6.0]), spans)
    assert even[0] < uneven[0] < 0.1
    assert unlikeliness(people, np.array([0.0]), np.array([0.0]), spans)[0] < even[0]


@pytest.mark.parametrize("text", [
    "Same here.", "Me too!", "so did mine", "I had the same.", "Thanks for the warning.", "我也是", "同感！", "左撇子舉手。",
    "Left-handed here as well, and I still cut paper upside down."])
def test_echoes(text):
    assert is_echo(text)


@pytest.mark.parametrize("text", ["Agree to disagree.", "What blade length do you use?", "剪慢一點就好。", "", "me too " * 200])
def test_no_echoes(text):
    assert not is_echo(text)


def test_own_experience_is_told_apart_from_nodding():
    assert is_own_experience("I wrote to them twice and heard nothing.")
    assert is_own_experience("用了三次就斷了")
    assert not is_own_experience("You are right about Snipwell.")
