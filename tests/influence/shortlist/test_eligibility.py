"""Who is left out of a shortlist, and with which reason."""

import numpy as np
import pytest

from influence.model.person import People, Person, PersonKind
from influence.model.score import Score, Tier
from influence.people.find import find, find_all
from influence.shortlist import Labels, Rules, audience, eligible, narrowed, shortlist
from influence.shortlist.reasons import MAX_BYTES, why

UNTIL = 1_750_000_000
DAY = 86_400


def a_person(number, **given):
    return Person(**{"id": f"p_{number}", "name": f"Person {number}", "accounts": (f"https://b{number}.example/",),
                     "sites": (f"b{number}.example",), **given})


def a_score(code, **given):
    return Score(**{"code": code, "person": f"p_{code}", "rank": code + 1, "tier": Tier.A, "living_audience": 5.0,
                    "posts": 9, "people_moved": 6, "acts": 8, "last_post": UNTIL - DAY, **given})


PEOPLE = People(persons=tuple(a_person(n) for n in range(4)), of_account=np.arange(4, dtype=np.int32),
                codes={f"p_{n}": n for n in range(4)})


def reason_for(score, people=PEOPLE, **labels):
    split = eligible((score,), people, Labels(**labels), until=UNTIL)
    return (split.left_out or split.repair)[0].reason if not split.codes else None


def test_somebody_active_with_an_audience_is_eligible():
    assert reason_for(a_score(0)) is None


@pytest.mark.parametrize(("given", "reason"), [
    ({"tier": Tier.WATCH, "rank": None}, "too_little_seen"),
    ({"last_post": UNTIL - 200 * DAY}, "dormant"),
    ({"living_audience": 0.0}, "nobody_moved"),
    ({"warnings": ("closed_circle",)}, "closed_circle"),
])
def test_what_the_score_says_leaves_out(given, reason):
    assert reason_for(a_score(0, **given)) == reason


def left_out_text_of(score, **labels):
    return eligible((score,), PEOPLE, Labels(**labels), until=UNTIL).left_out[0].text


@pytest.mark.parametrize(("language", "hint"), [("en", "cannot be told from"), ("zh-TW", "無法與事先約好")])
def test_a_closed_circle_is_told_as_what_is_seen_with_the_remedy(language, hint):
    text = left_out_text_of(a_score(0, warnings=("closed_circle",), people_moved=19), language=language)
    assert "19" in text
    assert hint in text
    assert "people.trusted" in text


def test_whoever_writes_much_and_moves_nobody_is_not_called_little_seen():
    watched = {"tier": Tier.WATCH, "rank": None}
    assert left_out_text_of(a_score(0, posts=81, people_moved=2, **watched)) == (
        "81 posts, but hardly anybody acts on them: 2 people")
    assert left_out_text_of(a_score(0, posts=8, people_moved=1, **watched)) == (
        "too little seen: 8 posts, 1 person moved")
    assert left_out_text_of(a_score(0, posts=81, people_moved=2, **watched), language="zh-TW").startswith("81 篇文章")


def test_a_community_that_is_merely_separate_is_not_left_out():
    assert reason_for(a_score(0, warnings=("own_circle",))) is None


@pytest.mark.parametrize("kind", [PersonKind.BOT, PersonKind.ORGANISATION, PersonKind.STAFF])
def test_only_people_are_proposed(kind):
    people = People(persons=(a_person(0, kind=kind, kind_reason="its name says so"),), of_account=np.zeros(1, np.int32))
    assert reason_for(a_score(0), people) == kind.value


@pytest.mark.parametrize(("label", "reason"), [
    ("critics", "critic"), ("rival_voices", "rival"), ("excluded", "excluded"), ("do_not_contact", "do_not_contact"),
])
def test_what_the_user_says_leaves_out(label, reason):
    assert reason_for(a_score(0), **{label: {0: "Person 0"}}) == reason


def test_a_critic_is_to_be_repaired_and_not_just_left_out():
    split = eligible((a_score(0),), PEOPLE, Labels(critics={0: "Person 0"}), until=UNTIL)
    assert [out.code for out in split.repair] == [0]
    assert split.left_out == ()


def test_somebody_required_stays_whatever_the_score_says():
    assert reason_for(a_score(0, last_post=UNTIL - 300 * DAY), required={0: "me"}) is None


@pytest.mark.parametrize("text", ["p_2", "Person 2", "person  2", "https://b2.example/", "b2.example", "https://b2.example"])
def test_a_person_is_found_by_whatever_a_user_types(text):
    assert find(PEOPLE, text) == (2,)


def test_a_handle_finds_its_account():
    people = People(persons=(a_person(0, accounts=("https://forum.example/u/AnnKnits",)),), of_account=np.zeros(1, np.int32))
    assert find(people, "@annknits") == (0,)
    assert find_all(people, ["annknits", "nobody"]) == {0: "annknits"}


def a_team(rules, split=None, ties=((0, 0.9), (1, 0.8), (2, 0.7), (3, 0.6))):
    scores = tuple(a_score(n) for n in range(4))
    audiences = audience(np.array([c for c, _ in ties], np.int32), np.array([c for c, _ in ties], np.int32) + 4,
                         np.array([t for _, t in ties]), 8)
    split = split or eligible(scores, PEOPLE, Labels(), until=UNTIL)
    return shortlist(split, scores, audiences, PEOPLE, ["red", "red", "blue", ""], rules)


def test_a_team_names_what_each_adds_and_who_could_stand_in():
    team = a_team(Rules(size=2))
    assert [c.code for c in team.chosen] == [0, 1]
    assert [c.substitute for c in team.chosen] == [2, 2]
    assert "moved 6 different people" in team.chosen[0].why
    assert team.of_bound == pytest.approx(1.0)


def test_at_most_one_of_a_community():
    assert [c.code for c in a_team(Rules(size=3, max_per_community=1)).chosen] == [0, 2, 3]


def test_a_team_keeps_within_its_budget_and_unknown_costs_are_the_usual_one():
    team = a_team(Rules(size=4, cost={0: 10.0, 1: 2.0, 2: 2.0}, budget=5.0))
    assert [c.code for c in team.chosen] == [1, 2]


def test_one_expensive_name_does_not_eat_the_budget_of_a_better_team():
    team = a_team(Rules(size=4, cost={0: 5.0, 1: 2.0, 2: 2.0, 3: 1.0}, budget=5.0))
    assert [c.code for c in team.chosen] == [1, 2, 3]
    assert team.of_bound < 1.0


def test_who_is_required_stays_though_the_money_would_do_more_elsewhere():
    team = a_team(Rules(size=4, cost={0: 4.0, 1: 2.0, 2: 2.0, 3: 1.0}, budget=5.0, required=(0,)))
    assert [c.code for c in team.chosen] == [0, 3]


def test_a_filter_names_those_it_took_out():
    split = eligible(tuple(a_score(n) for n in range(4)), PEOPLE, Labels(), until=UNTIL)
    kept = narrowed(split, lambda code: code != 0, "language", "does not write in en")
    assert kept.codes == (1, 2, 3)
    assert kept.left_out[-1].reason == "language"


def test_the_first_sentence_fits_a_crm_field_however_long_the_name():
    text = why(a_score(0, median_days=2.0), "很長的名字" * 40)
    assert len(text.split(".")[0].encode()) <= MAX_BYTES
    assert "6 different people" in text


def test_one_is_not_written_as_many():
    assert "1 person to act 1 time" in why(a_score(0, people_moved=1, acts=1), "Ann")
