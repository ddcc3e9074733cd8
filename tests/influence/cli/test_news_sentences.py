"""The three sentences: what is most pressing comes first, and little is said of little."""

from dataclasses import replace

import numpy as np
import pytest

from influence.cli import pipeline
from influence.cli.app import main
from influence.cli.findings import Asked
from influence.cli.hearing import DAY, hearing
from influence.cli.news import Week, news
from influence.listening.alarms import Alarm
from influence.listening.allies import Ally, Turn
from influence.listening.answers import Answering, Open
from influence.listening.needs import Need, Wish
from influence.listening.ratio import Pace, Ratio
from influence.listening.voice import Voice
from influence.listening.wishes import WishKind
from influence.model.columns import UNDATED
from influence.store.project import Project

TONE = Ratio(complaints=8, praises=2)


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    base = tmp_path_factory.mktemp("news")
    table = base / "posts.csv"
    table.write_text("id,author,time,in_reply_to,text\na,Ann,2025-01-01,,I love my Snipwell.\nb,Bo,2025-03-01,a,Me too.\n", "utf-8")
    for arguments in (["init", str(base / "p"), "--brand", "Snipwell"], ["--project", str(base / "p"), "load", str(table)]):
        with pytest.raises(SystemExit):
            main(arguments)
    with Project.open(base / "p") as project:
        yield hearing(pipeline.world(project), pipeline.Question())


def voice(brand, posts, share, driven):
    return Voice(brand=brand, posts=posts, people=posts, share=share, driven=9.0, driven_share=driven)


def week(**given):
    return Week(**{"voices": (voice("Snipwell", 40, 1.0, 1.0),), "tone": TONE, "pace": None, "alarms": (), "allies": (),
                   "asked": Asked(needs=(), buying=(), helpers=()),
                   "answers": (Answering(brand="Snipwell", asked=0, answered=0, days=None, open=()),), **given})


def alarm(heard, days, aspects=("blade",)):
    end = heard.until - days * DAY
    return Alarm(aspects=aspects, began=end - 5 * DAY, raised=end - 4 * DAY, last=end, people_then=4, people=9, usual=0.3,
                 chance=1e-6, first=0, carrier=1, carried=4.0, rows=(0,))


def ally(heard, answered=None, aspect="blade", days=3):
    return Ally(person=0, turn=Turn.TURNED, praises=3, complaints=1, praised=0, bad_post=0, aspect=aspect, row=0,
                bad_time=heard.until - days * DAY, answered=answered, repaired=None, followers=(), living_audience=1.0,
                repairability=0.5)


def wish(heard, person=0):
    return Wish(post=0, person=person, time=heard.until, kind=WishKind.WISH, sentence="One for the left hand.")


def need(heard, answers=()):
    return Need(words=("left-handed",), people=(0, 1), wishes=(wish(heard),), echoes=(), answers=answers)


def test_the_most_pressing_comes_first(heard):
    full = week(alarms=(alarm(heard, 3),), allies=(ally(heard),), asked=Asked(needs=(need(heard),), buying=(), helpers=()))
    first, second, third = news(heard, full)
    assert first.startswith("9 different people complain about blade since")
    assert "0.3 in a usual week; Ann was first, Bo carried it furthest" in first
    assert second.startswith("Ann, who praised Snipwell 3 times, turned away on")
    assert second.endswith("over blade; nobody of yours has answered.")
    assert third == "2 people ask for left-handed and nobody gave them an answer; Ann asked first on 2025-03-01."


def test_old_waves_and_turns_are_no_news(heard):
    said = " ".join(news(heard, week(alarms=(alarm(heard, 90),), allies=(ally(heard, days=300),))))
    assert "complain about" not in said
    assert "turned away" not in said


def test_an_answer_is_said_with_its_day_and_a_wave_about_many_things_so(heard):
    full = week(alarms=(alarm(heard, 1, ()),), allies=(ally(heard, answered=heard.until, aspect=None),),
                asked=Asked(needs=(need(heard, answers=(1, 2)),), buying=(), helpers=()))
    first, second, third = news(heard, full)
    assert "about several things since" in first
    assert "you answered on 2025-03-01" in second
    assert "and got 2 answers;" in third


@pytest.mark.parametrize(("state", "words"), [
    ("behind", "Tone is behind the goal: 4.00 complaints for each praise now, 0.50 planned by today."),
    ("met", "The goal for tone is met: 4.00 complaints for each praise, the goal was 0.30.")])
def test_the_goal(heard, state, words):
    made = Pace(baseline=TONE, now=TONE, goal=0.3, planned=0.5, state=state)
    assert words in news(heard, week(pace=made))


def test_what_waits_is_counted_for_four_weeks(heard):
    waiting = (Open(row=0, days=90.0), Open(row=0, days=20.0), Open(row=0, days=3.0))
    said = news(heard, week(answers=(Answering(brand="Snipwell", asked=3, answered=0, days=None, open=waiting),)))
    assert said[0].endswith("that wait for an answer: 2, the longest for 20 days.")


def test_a_rival_with_few_mentions_and_many_conversations_is_named(heard):
    both = (voice("Snipwell", 90, 0.9, 0.4), voice("Kerfcut", 10, 0.1, 0.6))
    said = news(heard, week(voices=both))
    assert said[0] == ("Kerfcut makes more of its mentions than you of yours: 10 % of them, but 60 % of the acts caused.")
    assert said[1] == "Posts that judge Snipwell in the last 90 days: 10, of which 2 praise and 8 complain."
    assert said[2] == ("Snipwell is named in 90 % of the posts that name a compared brand, which cause 40 % of the acts.")


def test_little_is_said_of_little_and_calm_is_said(heard):
    assert news(heard, week(voices=(voice("Snipwell", 2, 1.0, None),))) == (
        "Posts that name Snipwell in this time: only 2, too few to say how people feel about it.",)
    assert news(heard, week(tone=Ratio(complaints=0, praises=0))) == (
        "No wave of complaints: nothing out of the ordinary.",)


def test_without_a_brand_needs_and_buyers_are_told(heard):
    bare = replace(heard, branded=False)
    buyers = (wish(heard), wish(heard, 1), wish(heard, 1))
    made = week(voices=(), answers=(), asked=Asked(needs=(need(heard),), buying=buyers, helpers=()))
    said = news(bare, made)
    assert said[1] == "2 people are about to buy and ask which one; Ann did so last, on 2025-03-01."
    assert len(said) == 2
    assert news(bare, week(voices=(), answers=())) == ()


def test_chinese_names_the_aspect_in_chinese(heard):
    said = news(heard, week(alarms=(alarm(heard, 3, ("blade", "other")),)), "zh-TW")
    assert "抱怨刀片 / other（平常一週 0.3 人）" in said[0]


def test_undated_mentions_count_only_where_the_window_has_no_start(heard):
    undated = replace(heard.heard, time=np.full(len(heard.heard), UNDATED))
    assert len(undated) > 0
    assert [replace(heard, heard=undated, limited=limited).within.all() for limited in (False, True)] == [True, False]
