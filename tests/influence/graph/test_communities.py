"""Communities are found the same every time and named by their own words."""

import random

import numpy as np
import pytest

from influence.graph.build import acts
from influence.graph.communities import communities, community_names, terms
from influence.graph.edges import edges
from influence.graph.randomness import seeded


@pytest.fixture
def cliques(small):
    """Two groups of four that answer each other, joined by one act; the ninth person is alone."""
    rows = [small.A(actor=base + one, owner=base + other, day=one + other)
            for base in (0, 4) for one in range(4) for other in range(4) if one != other]
    world = small.world([*rows, small.A(actor=0, owner=4)], accounts=9)
    return edges(acts(world.columns, world.people))


def test_people_who_act_on_each_other_are_one_community(cliques):
    assert communities(cliques).tolist() == [0, 0, 0, 0, 1, 1, 1, 1, -1]


def test_a_seed_gives_the_same_communities_whatever_was_drawn_before(cliques):
    first = communities(cliques, seed=3)
    random.random()
    with seeded(9):
        pass
    assert (communities(cliques, seed=3) == first).all()


def test_nobody_acted_so_there_is_no_community(small):
    world = small.world([], accounts=3)
    assert communities(edges(acts(world.columns, world.people))).tolist() == [-1, -1, -1]


def test_the_larger_community_comes_first(small):
    rows = [small.A(actor=one, owner=other) for one in range(3, 8) for other in range(3, 8) if one != other]
    world = small.world([small.A(actor=0, owner=1), small.A(actor=1, owner=2), *rows], accounts=8)
    assert communities(edges(acts(world.columns, world.people))).tolist() == [1, 1, 1, 0, 0, 0, 0, 0]


GROUPS = np.array([0, 0, 0, 1, 1, 1, -1], np.int32)


def test_names_are_the_words_that_the_others_do_not_use():
    texts = [(0, "fountain pens and paper"), (1, "pens, paper"), (2, "pens again: paper"),
             (3, "clay bowls on paper"), (4, "clay bowls"), (5, "bowls of clay"), (6, "pens pens")]
    assert community_names(GROUPS, texts, fallback=["A", "B"], words=2) == ["pens, paper", "bowls, clay"]


def test_chinese_is_read_without_blanks():
    texts = [(0, "我的鋼筆與墨水"), (1, "鋼筆很好"), (2, "買了鋼筆"), (3, "陶碗製作"), (4, "手捏陶碗"), (5, "陶碗")]
    assert community_names(GROUPS, texts, fallback=["A", "B"], words=1) == ["鋼筆", "陶碗"]


def test_one_talker_names_no_community():
    texts = [(0, "zeppelin zeppelin"), (0, "zeppelin"), (3, "clay"), (4, "clay"), (5, "clay")]
    assert community_names(GROUPS, texts, fallback=["around Ann", "around Bob"], words=1) == ["around Ann", "clay"]


def test_a_plural_adds_nothing_and_no_name_is_given_twice():
    texts = [(code, "kiln kilns glaze") for code in (0, 1, 2)] + [(code, "loom weaving") for code in (3, 4, 5)]
    first, second = community_names(GROUPS, texts, fallback=["A", "B"], words=2)
    assert len({word.rstrip("s") for word in first.split(", ")}) == 2
    assert first != second
    assert community_names(GROUPS, [], fallback=["A", "A"], words=2) == ["A", "A (A)"]


def test_the_order_of_texts_does_not_matter():
    texts = [(0, "pens paper"), (1, "pens ink"), (2, "pens nib"), (3, "clay"), (4, "clay kiln"), (5, "kiln")]
    names = community_names(GROUPS, texts, fallback=["A", "B"])
    assert community_names(GROUPS, texts[::-1], fallback=["A", "B"]) == names


def test_grammar_and_blog_words_are_no_terms():
    assert terms("This is the post that I've been writing about 我們的") == set()


def test_one_word_in_the_whole_world_tells_nothing_wrong():
    assert community_names(GROUPS, [(0, "clay"), (1, "clay")], fallback=["A", "B"]) == ["clay", "B"]


def test_no_people_no_names():
    assert community_names(np.array([], np.int32), [], fallback=[]) == []
