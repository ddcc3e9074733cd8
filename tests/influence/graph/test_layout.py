"""Positions fit Gephi, show structure, and come out the same."""

import numpy as np
import pytest

from influence.graph import layout as layout_module
from influence.graph.edges import Edges
from influence.graph.layout import LIMIT, layout


def edges_of(people: int, pairs: list[tuple[int, int]]) -> Edges:
    actor = np.array([one for one, _ in pairs], np.int32)
    owner = np.array([other for _, other in pairs], np.int32)
    ones = np.ones(len(pairs), np.int64)
    return Edges(people=people, actor=actor, owner=owner, verb=np.full(len(pairs), -1, np.int8), weight=ones * 1.0,
                 count=ones, first=ones, last=ones, row=ones)


def community_pairs(people: int, groups: int, seed: int = 1) -> list[tuple[int, int]]:
    rng = np.random.default_rng(seed)
    pairs = []
    for person in range(people):
        for _ in range(4):
            inside = rng.random() < 0.9
            other = int(rng.integers(people // groups)) * groups + person % groups if inside else int(
                rng.integers(people))
            if other != person and other < people:
                pairs.append((person, other))
    return pairs


def test_the_same_edges_give_the_same_picture():
    made = edges_of(60, community_pairs(60, 3))
    assert (layout(made) == layout(made)).all()


def test_positions_are_finite_different_and_within_what_gephi_leaves_alone():
    at = layout(edges_of(300, community_pairs(300, 5)))
    assert np.isfinite(at).all()
    assert np.abs(at).max() <= LIMIT
    assert len(np.unique(at, axis=0)) == 300


def test_neighbours_stand_nearer_than_strangers():
    pairs = community_pairs(300, 5)
    at = layout(edges_of(300, pairs))
    rng = np.random.default_rng(0)
    near = np.mean([np.hypot(*(at[one] - at[other])) for one, other in pairs])
    far = np.mean([np.hypot(*(at[one] - at[other])) for one, other in rng.integers(0, 300, (2_000, 2))])
    assert near < 0.7 * far


def test_parts_do_not_lie_on_each_other():
    triangles = [(base + one, base + (one + 1) % 3) for base in range(0, 30, 3) for one in range(3)]
    at = layout(edges_of(36, triangles))
    centres = [at[base:base + 3].mean(axis=0) for base in range(0, 30, 3)]
    widest = max(np.hypot(*(at[base + one] - at[base:base + 3].mean(axis=0))) for base in range(0, 30, 3)
                 for one in range(3))
    closest = min(np.hypot(*(one - other)) for n, one in enumerate(centres) for other in centres[n + 1:])
    assert closest > widest
    assert len(np.unique(at, axis=0)) == 36


@pytest.mark.parametrize("people", [0, 1, 2])
def test_hardly_anybody(people):
    at = layout(edges_of(people, [(0, 1)] if people > 1 else []))
    assert at.shape == (people, 2)
    assert np.isfinite(at).all()


def test_a_huge_graph_is_laid_out_by_its_best_and_the_rest_beside_them(monkeypatch):
    monkeypatch.setattr(layout_module, "MOST", 100)
    monkeypatch.setattr(layout_module, "BEST", 40)
    made = edges_of(203, community_pairs(200, 4))
    at = layout(made)
    assert (at == layout(made)).all()
    assert np.abs(at).max() <= LIMIT
    assert len(np.unique(at, axis=0)) == 203
