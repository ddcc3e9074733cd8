"""Threads that only the answers tell."""

import numpy as np

from crawlers.records import Verb
from influence.listening.threads import threads
from influence.model.columns import VERBS, ActivityColumns, Columns, PostColumns


def columns(thread, answers, verb=Verb.REPLY):
    """Return posts with the threads their pages tell, and activities given as (post answered, post that answers)."""
    size, acts = len(thread), len(answers)
    number, none = np.zeros(size, np.int64), np.full(acts, -1, np.int64)
    told = dict.fromkeys(ActivityColumns.__slots__, none) | {
        "verb": np.full(acts, VERBS.index(verb), np.int8),
        "post": np.array([one for one, _ in answers], np.int32), "result": np.array([two for _, two in answers], np.int32)}
    return Columns(
        accounts=[], sites=[], items=[], activities=ActivityColumns(**told),
        posts=PostColumns(key=number, author=number, time=number, site=number, kind=number, flags=number,
                          thread=np.array(thread, np.int32)))


def test_answers_to_answers_lead_to_the_first_post():
    assert threads(columns([0, 1, 2, 3], [(3, 1), (1, 0), (0, 2)])).tolist() == [3, 3, 3, 3]


def test_a_long_chain_is_followed_to_its_end():
    chain = [(post, post + 1) for post in range(999)]
    assert set(threads(columns(list(range(1000)), chain)).tolist()) == {0}


def test_the_thread_a_page_tells_stands_and_is_gone_on_from():
    assert threads(columns([0, 0, 2, 3], [(3, 1), (1, 2)])).tolist() == [0, 0, 0, 3]


def test_of_several_posts_answered_the_first_counts_and_none_is_its_own():
    assert threads(columns([0, 1, 2], [(0, 2), (1, 2), (1, 1), (-1, 0), (1, -1)])).tolist() == [0, 1, 0]


def test_shares_and_links_open_no_thread():
    assert threads(columns([0, 1], [(0, 1)], Verb.LINK)).tolist() == [0, 1]


def test_posts_that_answer_each_other_stay_among_themselves():
    found = threads(columns([0, 1, 2], [(0, 1), (1, 0)])).tolist()
    assert set(found[:2]) <= {0, 1}
    assert found[2] == 2


def test_nothing_has_no_threads():
    assert threads(columns([], [])).tolist() == []
