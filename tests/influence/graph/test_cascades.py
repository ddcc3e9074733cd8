"""Cascades follow what was answered, in order of time, without circles."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.records import Verb
from influence.graph.build import acts
from influence.graph.cascades import cascades, structural_virality
from influence.model.columns import UNKNOWN


def found(small, steps, days, verb=Verb.REPLY):
    """Cascades of posts (each by an author of its own) from (answer, answered) pairs."""
    posts = [small.P(author=at, day=day) for at, day in enumerate(days)]
    rows = [small.A(verb=step[2] if len(step) > 2 else verb, actor=step[0], owner=step[1], day=days[step[0]],
                    post=step[1], result=step[0]) for step in steps]
    world = small.world(rows, posts, accounts=max(len(days), 1))
    return cascades(acts(world.columns, world.people, until=1_000 * small.DAY))


def test_a_chain_has_depth_and_size(small):
    chain = found(small, [(1, 0), (2, 1)], [0, 1, 2])
    assert chain.parent.tolist() == [-1, 0, 1]
    assert chain.root.tolist() == [0, 0, 0]
    assert chain.depth.tolist() == [0, 1, 2]
    assert chain.size.tolist() == [3, 2, 1]


def test_a_post_that_nobody_answered_is_a_cascade_of_its_own(small):
    alone = found(small, [], [0])
    assert (alone.root.tolist(), alone.size.tolist(), len(alone)) == ([0], [1], 1)


def test_what_is_replied_to_goes_before_what_is_linked_to(small):
    assert found(small, [(2, 0, Verb.LINK), (2, 1, Verb.REPLY)], [5, 1, 9]).parent.tolist() == [-1, -1, 1]
    assert found(small, [(2, 0, Verb.LINK), (2, 1, Verb.SHARE)], [5, 1, 9]).parent.tolist() == [-1, -1, 1]


def test_of_several_links_the_latest_post_is_the_parent(small):
    assert found(small, [(2, 0), (2, 1)], [1, 5, 9], Verb.LINK).parent.tolist() == [-1, -1, 1]


def test_nothing_comes_of_a_post_that_is_younger(small):
    assert found(small, [(0, 1)], [1, 5]).parent.tolist() == [-1, -1]


def test_mentions_carry_no_cascade(small):
    assert found(small, [(1, 0)], [1, 5], Verb.MENTION).parent.tolist() == [-1, -1]


def test_a_circle_of_undated_posts_is_cut_at_its_first(small):
    circle = found(small, [(0, 1), (1, 2), (2, 0), (3, 2)], [None] * 4)
    assert circle.parent.tolist() == [-1, 2, 0, 2]
    assert circle.size.tolist() == [4, 1, 3, 1]


def test_a_broadcast_is_less_viral_than_a_chain(small):
    star = structural_virality(found(small, [(1, 0), (2, 0), (3, 0)], [0, 1, 2, 3]))
    chain = structural_virality(found(small, [(1, 0), (2, 1), (3, 2)], [0, 1, 2, 3]))
    assert star.tolist() == [1.5, 0, 0, 0]
    assert chain.round(4).tolist() == [1.6667, 0, 0, 0]


def slow_virality(parent: list[int], root: int) -> float:
    """Mean distance of all pairs of a tree, pair by pair."""
    def path(post: int) -> list[int]:
        return [post] if parent[post] == UNKNOWN else [post, *path(parent[post])]

    inside = [post for post in range(len(parent)) if path(post)[-1] == root]
    distances = []
    for at, one in enumerate(inside):
        for other in inside[at + 1:]:
            up, over = path(one), path(other)
            shared = len(set(up) & set(over))
            distances.append(len(up) + len(over) - 2 * shared)
    return sum(distances) / len(distances) if distances else 0.0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_virality_agrees_with_all_pairs(small, chosen):
    steps = [(at, parent % at) for at, parent in enumerate(chosen) if at and parent % 5]
    trees = found(small, steps, list(range(len(chosen))))
    parent = trees.parent.tolist()
    expected = [slow_virality(parent, post) if parent[post] == UNKNOWN else 0.0 for post in range(len(parent))]
    assert np.allclose(structural_virality(trees), expected)
    assert trees.size[trees.parent == UNKNOWN].sum() == len(parent)
