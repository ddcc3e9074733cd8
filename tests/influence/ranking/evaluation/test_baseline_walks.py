"""PageRank, HITS and core numbers: both paths agree with slow references and with networkx."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influence.ranking.authority import authority
from influence.ranking.cores import core_numbers
from influence.ranking.links import incoming, undirected
from influence.ranking.pagerank import pagerank

graphs = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from([0.5, 1.0, 3.0])), max_size=40,
).map(lambda rows: [row for row in rows if row[0] != row[1]])


def matrix(rows, people=8):
    actor, owner, weight = (np.array([row[i] for row in rows]) for i in range(3))
    return incoming(actor.astype(np.int32), owner.astype(np.int32), people, weight.astype(float))


def slow_pagerank(rows, teleport, people=8, damping=0.85):
    """Power iteration over lists."""
    given_away = [sum(w for a, _, w in rows if a == u) for u in range(people)]
    x = list(teleport)
    for _ in range(150):
        lost = sum(x[u] for u in range(people) if not given_away[u])
        fresh = [(1 - damping) * teleport[v] + damping * lost * teleport[v] for v in range(people)]
        for a, o, w in rows:
            fresh[o] += damping * x[a] * w / given_away[a]
        x = fresh
    return x


@settings(max_examples=30, deadline=None)
@given(graphs, st.lists(st.floats(0.1, 1.0), min_size=8, max_size=8), st.booleans())
def test_pagerank_by_scipy_and_by_kernel_agree_with_power_iteration(rows, starts, weighted):
    rows = [(a, o, w if weighted else 1.0) for a, o, w in rows]
    start = np.array(starts) / sum(starts)
    links = matrix(rows)
    expected = slow_pagerank(rows, start.tolist())
    plain, fast = pagerank(links, teleport=np.array(starts)), pagerank(links, teleport=np.array(starts), large=0)
    assert plain == pytest.approx(expected, abs=2e-9)
    assert np.abs(plain - fast).sum() < 2e-9
    assert fast.sum() == pytest.approx(1)


def test_pagerank_of_nobody_is_empty():
    assert len(pagerank(matrix([], 0))) == 0
    assert pagerank(matrix([], 4), large=0).tolist() == [0.25] * 4


def test_pagerank_on_a_larger_graph_keeps_its_promise_of_precision():
    rng = np.random.default_rng(5)
    links = incoming(rng.integers(0, 3000, 20_000).astype(np.int32), (3000 * rng.random(20_000) ** 3).astype(np.int32), 3000)
    exact = pagerank(links, tolerance=1e-14)
    for size in (0, 1 << 40):
        assert np.abs(pagerank(links, tolerance=1e-9, large=size) - exact).sum() < 1e-9


@pytest.mark.parametrize("large", [0, 1 << 40])
def test_asking_for_more_precision_than_there_is_ends_all_the_same(large):
    rng = np.random.default_rng(6)
    actor = rng.integers(0, 50_000, 150_000).astype(np.int32)
    links = incoming(actor, (50_000 * rng.random(150_000) ** 4).astype(np.int32), 50_000)
    finest = pagerank(links, tolerance=0.0, large=large)
    assert np.abs(finest - pagerank(links, tolerance=1e-9, large=large)).sum() < 1e-9


@settings(max_examples=30, deadline=None)
@given(graphs)
def test_core_numbers_by_peeling_and_by_kernel_agree_with_networkx(rows):
    graph = nx.Graph([(a, o) for a, o, _ in rows])
    graph.add_nodes_from(range(8))
    expected = [nx.core_number(graph)[person] for person in range(8)]
    assert core_numbers(matrix(rows)).tolist() == expected
    assert core_numbers(matrix(rows), large=0).tolist() == expected


def test_core_numbers_of_nobody_are_empty():
    assert len(core_numbers(matrix([], 0))) == 0


def test_core_numbers_of_a_larger_graph_agree_with_networkx():
    graph = nx.barabasi_albert_graph(300, 4, seed=2)
    graph.add_edges_from(nx.complete_graph(12).edges)
    actor, owner = (np.array(ends, np.int32) for ends in zip(*graph.edges, strict=True))
    links = incoming(actor, owner, 300)
    expected = [nx.core_number(graph)[person] for person in range(300)]
    assert core_numbers(links).tolist() == expected
    assert core_numbers(links, large=0).tolist() == expected


def test_authority_agrees_with_networkx():
    rows = [(0, 1, 1.0), (0, 2, 1.0), (3, 2, 2.0), (4, 2, 1.0), (4, 1, 1.0), (2, 5, 1.0)]
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(rows)
    graph.add_nodes_from(range(8))
    _, expected = nx.hits(graph, max_iter=1000)
    assert authority(matrix(rows)) == pytest.approx([expected[person] for person in range(8)], abs=1e-6)
    assert authority(matrix([])).tolist() == [0.0] * 8


def test_ties_count_once_either_way_round_and_never_to_oneself():
    ties = undirected(incoming(np.array([0, 1, 0, 2], np.int32), np.array([1, 0, 1, 2], np.int32), 3))
    assert ties.toarray().tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
