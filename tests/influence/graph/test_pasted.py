"""Pasted comments: which acts repeat words that were sent to many, or by many to one."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.records import Verb
from influence.graph.pasted import LEAST, LEAST_OF_MANY, letters, pasted, spoken, without_pasted, worth
from influence.model.acts import Acts
from influence.model.columns import UNKNOWN, VERBS

LONG = "such lovely colours, where did you find this paper?"
SHORT = "what a lovely quilt today"


def acts_of(rows):
    """Return acts, one a second, from (actor, owner) or (actor, owner, result)."""
    count = len(rows)
    result = [row[2] if len(row) > 2 else UNKNOWN for row in rows]
    none = np.empty(0, np.int32)
    return Acts(
        people=20, actor=np.array([row[0] for row in rows], np.int32), owner=np.array([row[1] for row in rows], np.int32),
        verb=np.full(count, VERBS.index(Verb.REPLY), np.int8), time=np.arange(count), inferred=np.zeros(count, bool),
        post=np.full(count, UNKNOWN, np.int32), result=np.array(result, np.int32), weight=np.ones(count),
        row=100 + np.arange(count), post_author=none, post_time=none.astype(np.int64), post_site=none,
        linked=np.ones(20, bool), rankable=np.ones(20, bool), since=0, until=count,
    )


def found(rows, words):
    said = [(at, letters(text)) for at, text in enumerate(words)]
    return sorted(pasted(acts_of(rows), said).tolist())


TO_FIVE = [(1, 5), (1, 6), (1, 7), (1, 8), (1, 9)]


def test_the_same_words_of_one_to_five_others_count_once():
    assert found(TO_FIVE, [SHORT] * 5) == [1, 2, 3, 4]
    assert found([*TO_FIVE[:4], (1, 8)], [SHORT] * 5) == []
    assert found(TO_FIVE[:4], [SHORT] * 4) == []


def test_the_same_words_of_five_to_one_count_once_when_they_are_long():
    rows = [(1, 8), (2, 8), (3, 8), (4, 8), (5, 8), (6, 9)]
    assert found(rows, [LONG] * 6) == [1, 2, 3, 4]
    assert found(rows[:4], [LONG] * 4) == []
    assert found(rows, [SHORT] * 6) == []


def test_thanks_are_thanks():
    assert found(TO_FIVE, ["Thank you!"] * 5) == []
    assert found(TO_FIVE, ["謝謝分享"] * 5) == []


def test_eight_chinese_signs_are_enough():
    assert worth("今天的拼布好漂亮") >= LEAST
    assert found(TO_FIVE, ["今天的拼布好漂亮！", "今天的拼布，好漂亮", "今天的拼布好漂亮~", "今天的拼布 好漂亮", "今天的拼布好漂亮?"]) == [1, 2, 3, 4]


def test_one_post_that_names_five_people_is_one_post():
    assert found([(*row, 0) for row in TO_FIVE], [LONG] * 5) == []
    assert found([(*row, at) for at, row in enumerate(TO_FIVE)], [LONG] * 5) == [1, 2, 3, 4]


def test_names_addresses_numbers_and_marks_make_no_difference():
    said = [letters("Great tutorial, Ann! 10/10 https://shop.example/a", "Ann Lee"),
            letters("GREAT tutorial bobo!!! www.shop.example @bobo", "Bobo"), letters("great  tutorial 林怡君", "林怡君")]
    assert set(said) == {"greattutorial"}


def test_links_and_what_counts_nothing_are_not_looked_at():
    acts = acts_of([(1, 5), (2, 5), (3, 5)])
    acts.verb[0] = VERBS.index(Verb.LINK)
    acts.weight[1] = 0.0
    assert spoken(acts).tolist() == [2]


def test_pasted_acts_weigh_nothing_and_are_named():
    acts = acts_of([(2, 6), *TO_FIVE])
    left = without_pasted(acts, [(at, "a" * 40) for at in range(1, 6)])
    assert left.weight.tolist() == [1, 1, 0, 0, 0, 0]
    assert left.copied.tolist() == [102, 103, 104, 105]
    assert acts.weight.tolist() == [1] * 6
    assert without_pasted(acts, []) is acts


def as_one_reads(rows, words):
    """The rule, read slowly: for each act all others with the same words."""
    away = set()
    for at, (actor, owner, result) in enumerate(rows):
        if worth(words[at]) < LEAST:
            continue
        same = [i for i, other in enumerate(words) if other == words[at]]
        mine = [i for i in same if rows[i][0] == actor]
        others = {rows[i][1] for i in mine}
        places = {rows[i][2] if rows[i][2] >= 0 else ("alone", i) for i in mine}
        if len(others) >= 5 and len(places) >= 5 and at != mine[0]:
            away.add(at)
        theirs = [i for i in same if rows[i][1] == owner]
        many = len({rows[i][0] for i in theirs}) >= 5 and worth(words[at]) >= LEAST_OF_MANY
        if many and at != theirs[0]:
            away.add(at)
    return sorted(away)


TEXTS = st.sampled_from(["short", "b" * LEAST, "c" * LEAST_OF_MANY, "好" * 8, "好" * 12])
ROW = st.one_of(st.tuples(st.integers(0, 1), st.integers(5, 11), st.integers(-1, 8)),
                st.tuples(st.integers(0, 7), st.integers(10, 11), st.integers(-1, 8)))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(ROW, TEXTS), max_size=60))
def test_the_rule_as_one_reads_it(told):
    rows, words = [row for row, _ in told], [text for _, text in told]
    assert sorted(pasted(acts_of(rows), enumerate(words)).tolist()) == as_one_reads(rows, words)


def test_the_order_in_which_words_come_does_not_matter():
    rows = [*TO_FIVE, (2, 9), (3, 9), (4, 9), (5, 9)]
    said = [(at, "e" * 40) for at in range(9)]
    for turned in (said, said[::-1]):
        assert sorted(pasted(acts_of(rows), turned).tolist()) == [1, 2, 3, 4, 5, 6, 7, 8]
