"""Posts are about a topic in any script, and what a thread is about its replies are about too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influence.ranking.relevance import inherited, relevance


def about(topic, *posts):
    return relevance([(title, tuple(tags), text) for title, tags, text in posts], [topic]).tolist()


def test_case_accents_width_and_a_plural_s_do_not_matter():
    found = about("Crêpes", ("", (), "we made crepe today"), ("", (), "ＣＲＥＰＥＳ!"), ("", (), "pancake"))
    assert min(found[:2]) > 0
    assert found[2] == 0


def test_part_of_a_word_is_another_word():
    assert about("ink", ("", (), "we think in pink")) == [0.0]


def test_chinese_is_found_within_a_sentence_without_blanks():
    found = about("手工皂", ("我的手工皂教學", (), "今天"), ("", (), "手工 皂"), ("肥皂", (), "好用"))
    assert found[0] > 0.5
    assert found[1:] == [0.0, 0.0]


def test_title_and_tags_weigh_more_than_text():
    text = "a word and another, and then some more about nothing in particular"
    title, tag, body = about("quilt", ("quilt", (), text), ("", ("quilt",), text), ("", (), text + " quilt"))
    assert title > body
    assert tag > body


def test_a_long_post_must_say_it_more_often():
    short, long = about("quilt", ("", (), "a quilt"), ("", (), "a quilt " + "and more " * 200))
    assert short > long > 0


def test_the_rare_word_of_a_phrase_decides():
    posts = [("", (), "paper " * 3)] * 30 + [("", (), "marbling")] + [("", (), "paper marbling")]
    found = about("paper marbling", *posts)
    assert found[-1] > found[-2] > found[0] > 0


def test_the_best_of_several_topics_counts():
    both = relevance([("", (), "soap"), ("", (), "bread"), ("", (), "stone")], ["soap", "bread"])
    assert (both > 0).tolist() == [True, True, False]


@pytest.mark.parametrize("topics", [[], ["..."], [""]])
def test_no_words_no_relevance(topics):
    assert relevance([("a", (), "b")], topics).tolist() == [0.0]


def test_no_posts_no_relevance():
    assert len(relevance([], ["soap"])) == 0


@given(st.lists(st.tuples(st.text(max_size=20), st.lists(st.text(max_size=8), max_size=3), st.text(max_size=80)),
                max_size=8), st.lists(st.text(max_size=12), max_size=3))
def test_relevance_is_between_0_and_1(posts, topics):
    found = relevance([(title, tuple(tags), text) for title, tags, text in posts], topics)
    assert len(found) == len(posts)
    assert ((found >= 0) & (found <= 1)).all()


def test_a_reply_takes_over_most_of_what_its_thread_is_about():
    assert inherited(np.array([1.0, 0.1, 0.3]), np.array([0, 0, -1], dtype=np.int32)).tolist() == [1.0, 0.8, 0.3]
