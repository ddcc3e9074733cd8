"""Ambassador fit: what raises a mark, what lowers it, and what is never said."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.records import PostKind, Verb
from influence.model.acts import Acts
from influence.model.columns import (
    POST_GIVEAWAY,
    POST_KINDS,
    POST_SPONSORED,
    VERBS,
    ActivityColumns,
    Columns,
    PostColumns,
)
from influence.model.person import People, Person
from influence.settings import FitSettings
from influence.shortlist.fit import PARTS, fit
from influence.shortlist.habits import YEAR, Habits, Read, habits, is_question, tells_of_making, year

DAY = 86_400
END = 400 * DAY
NOTHING = Read()
GOOD = Habits(days=360, posts=24, months=12, silence=15, unevenness=0.3, on_topic=20, on_topic_months=12, making=10,
              helped=6, addressed_by=10, answered=9)


def test_too_few_posts_give_no_marks_rather_than_bad_ones():
    assert fit(replace(GOOD, posts=2)).fit is None


@pytest.mark.parametrize(("worse", "part"), [
    ({"on_topic_months": 3}, "passion"), ({"on_topic": 4, "making": 2}, "passion"), ({"making": 0}, "passion"),
    ({"helped": 0}, "generosity"), ({"months": 4}, "constancy"), ({"silence": 200}, "constancy"),
    ({"paid": 8}, "independence"), ({"unsaid": 2}, "independence"), ({"unevenness": 3.0}, "reliability"),
    ({"answered": 1}, "reliability"),
])
def test_each_part_falls_by_what_it_is_about_and_the_whole_with_it(worse, part):
    good, bad = fit(GOOD), fit(replace(GOOD, **worse))
    assert getattr(bad, part) < getattr(good, part)
    assert bad.fit < good.fit
    assert [name for name in PARTS if getattr(bad, name) != getattr(good, name)] == [part]


def test_a_paid_post_that_hides_it_weighs_more_than_one_that_says_so():
    assert fit(replace(GOOD, unsaid=2)).independence < fit(replace(GOOD, paid=2)).independence


def test_what_is_not_known_is_left_out_of_the_whole():
    known = fit(replace(GOOD, unevenness=None, addressed_by=0))
    assert known.reliability is None
    assert known.fit == pytest.approx(
        np.average([known.passion, known.generosity, known.constancy, known.independence], weights=[3, 2, 2, 2]), abs=0.1)


def test_weights_of_the_settings_decide_and_zero_everywhere_gives_none():
    only = FitSettings(weight_passion=0, weight_constancy=0, weight_independence=0, weight_reliability=0)
    assert fit(GOOD, only).fit == fit(GOOD).generosity
    assert fit(GOOD, replace(only, weight_generosity=0)).fit is None


@given(st.builds(
    Habits, days=st.integers(1, YEAR), posts=st.integers(3, 400), months=st.integers(0, 12), silence=st.floats(0, 360),
    unevenness=st.none() | st.floats(0, 50), on_topic=st.integers(0, 400), on_topic_months=st.integers(0, 13),
    making=st.integers(0, 0), paid=st.integers(0, 400), unsaid=st.integers(0, 400), helped=st.integers(0, 9999),
    addressed_by=st.integers(0, 3), answered=st.integers(0, 0)))
def test_marks_are_always_between_0_and_100(known):
    marks = fit(known)
    assert all(mark is None or 0 <= mark <= 100 for mark in (marks.fit, *(getattr(marks, name) for name in PARTS)))


@pytest.mark.parametrize(("title", "text", "asks"), [
    ("Which needle for silk?", "", True), ("", "請問哪裡買得到", True), ("", "Does it fray ? Mine did.", True),
    ("", "Look: https://a.example/?p=1 ", False), ("Done", "No question here.", False),
])
def test_questions_are_seen_and_addresses_are_none(title, text, asks):
    assert is_question(title, text) is asks


@pytest.mark.parametrize(("text", "made"), [
    ("I finally finished the quilt", True), ("we've built a loom", True), ("這週我做了三個紙燈", True),
    ("親手縫的包", True), ("New kits in the shop", False), ("她做了蛋糕", False),
])
def test_own_making_is_told_from_talk(text, made):
    assert tells_of_making("", text) is made


def a_year(posts, acts, people=3):
    """Return the columns and acts of posts (author, day, flags, kind) and acts (actor, owner, post, day)."""
    count = len(posts)
    columns = Columns(
        accounts=[f"a{n}" for n in range(people)], sites=["s"], items=[],
        posts=PostColumns(
            key=np.arange(count), author=np.array([p[0] for p in posts], np.int32),
            time=np.array([p[1] * DAY for p in posts]), site=np.zeros(count, np.int32),
            kind=np.array([POST_KINDS.index(p[3]) for p in posts], np.int8), thread=np.arange(count, dtype=np.int32),
            flags=np.array([p[2] for p in posts], np.uint8)),
        activities=ActivityColumns(**{name: np.empty(0, np.int64) for name in ActivityColumns.__slots__}))
    rows = len(acts)
    found = Acts(
        people=people, actor=np.array([a[0] for a in acts], np.int32), owner=np.array([a[1] for a in acts], np.int32),
        verb=np.full(rows, VERBS.index(Verb.REPLY), np.int8), time=np.array([a[3] * DAY for a in acts], np.int64),
        inferred=np.zeros(rows, bool), post=np.array([a[2] for a in acts], np.int32), result=np.full(rows, -1, np.int32),
        weight=np.ones(rows), row=np.arange(rows), post_author=columns.posts.author, post_time=columns.posts.time,
        post_site=columns.posts.site, linked=np.ones(people, bool), rankable=np.ones(people, bool), since=0, until=END)
    who = People(persons=tuple(Person(id=f"p_{n}", name=f"P{n}", accounts=(f"a{n}",)) for n in range(people)),
                 of_account=np.arange(people, dtype=np.int32))
    return columns, who, found


def lived(posts, acts, read=NOTHING, community=(0, 0, 1), code=0):
    columns, who, found = a_year(posts, acts)
    return habits(columns, found, year(columns, who, found, [code]), read, np.array(community, np.int32))[code]


def test_only_opening_posts_of_the_last_year_count():
    known = lived([(0, 20, 0, PostKind.POST), (0, 390, 0, PostKind.POST), (0, 395, 0, PostKind.COMMENT),
                   (1, 395, 0, PostKind.POST)], [])
    assert (known.posts, known.months, known.days) == (1, 1, YEAR)
    assert known.silence == 350


def test_paid_posts_and_gifts_are_no_passion():
    posts = [(0, 390, 0, PostKind.POST), (0, 391, POST_SPONSORED, PostKind.POST), (0, 392, POST_GIVEAWAY, PostKind.POST),
             (0, 393, POST_SPONSORED, PostKind.POST)]
    known = lived(posts, [], Read(on_topic=frozenset(range(4)), making=frozenset({0, 1}), unsaid=frozenset({3})))
    assert (known.on_topic, known.making, known.paid, known.unsaid) == (1, 1, 1, 1)


def test_answers_to_questions_of_strangers_are_help_and_to_old_friends_are_not():
    posts = [(1, 380, 0, PostKind.POST), (2, 381, 0, PostKind.POST), (0, 300, 0, PostKind.POST)]
    asked = Read(questions=frozenset({0, 1}))
    first_words = [(0, 1, 0, 382), (0, 2, 1, 383)]
    assert lived(posts, first_words, asked).helped == 2
    friends = [(1, 0, 2, 301), (2, 0, 2, 302), *first_words]
    assert lived(posts, friends, asked).helped == 1  # only the one of another circle
    assert lived(posts, first_words).helped == 0


def test_who_wrote_and_got_an_answer_afterwards_is_counted():
    posts = [(0, 300, 0, PostKind.POST), (1, 299, 0, PostKind.POST)]
    known = lived(posts, [(0, 2, 1, 301), (1, 0, 0, 302), (2, 0, 0, 303), (0, 1, 1, 304)])
    assert (known.addressed_by, known.answered) == (2, 1)


def test_a_rhythm_needs_some_pauses():
    even = [(0, day, 0, PostKind.POST) for day in range(300, 400, 10)]
    assert lived(even, []).unevenness == 0
    assert lived(even[:3], []).unevenness is None
