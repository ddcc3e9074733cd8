"""Edges sum acts; the views for networkx and igraph say the same."""

import pytest

from crawlers.records import Verb
from influence.graph.build import acts
from influence.graph.edges import edges
from influence.graph.pairs import undirected
from influence.graph.views import attention_graph, igraph_view, influence_graph
from influence.model.columns import REL_SPONSORED


@pytest.fixture
def world(small):
    return small.world([
        small.A(actor=0, owner=1, day=1), small.A(actor=0, owner=1, day=11),
        small.A(verb=Verb.LINK, actor=0, owner=1, day=6), small.A(actor=1, owner=0, day=11),
        small.A(verb=Verb.LINK, actor=2, owner=0, day=11, rel=REL_SPONSORED),
    ], accounts=3)


@pytest.fixture
def found(world):
    return edges(acts(world.columns, world.people), half_life_days=10)


def test_an_edge_per_actor_owner_and_kind_with_decayed_weight_count_and_dates(found, small):
    rows = zip(found.actor.tolist(), found.owner.tolist(), found.weight.round(4).tolist(), found.count.tolist(),
               (found.first // small.DAY).tolist(), (found.last // small.DAY).tolist(), strict=True)
    assert list(rows) == [(0, 1, 1.5, 2, 1, 11), (0, 1, 0.7071, 1, 6, 6), (1, 0, 1.0, 1, 11, 11)]
    assert found.row.tolist() == [2, 1, 3]


def test_kinds_can_be_summed_and_age_left_out(world):
    found = edges(acts(world.columns, world.people), by_kind=False)
    assert found.weight.tolist() == [3, 1]
    assert set(found.verb.tolist()) == {-1}


def test_an_edge_however_old_keeps_a_weight_above_nothing(small):
    world = small.world([small.A(actor=0, owner=1, day=-200_000), small.A(actor=1, owner=0, day=900)])
    assert (edges(acts(world.columns, world.people), half_life_days=1).weight > 0).all()


def test_the_attention_graph_runs_from_who_acted(found, world):
    graph = attention_graph(found, world.people)
    assert sorted(graph.edges(keys=True)) == [("p_0", "p_1", "link"), ("p_0", "p_1", "reply"), ("p_1", "p_0", "reply")]
    assert graph.edges["p_0", "p_1", "reply"]["count"] == 2
    assert graph.nodes["p_2"] == {"name": "N2", "kind": "person"}


def test_the_influence_graph_is_turned_round(found, world):
    assert ("p_1", "p_0", "link") in influence_graph(found, world.people).edges(keys=True)


def test_igraph_holds_the_same_edges(found, world):
    graph = igraph_view(found, world.people)
    assert graph.vs["name"] == ["p_0", "p_1", "p_2"]
    assert [(edge.tuple, edge["kind"], edge["count"]) for edge in graph.es] == [
        ((0, 1), "reply", 2), ((0, 1), "link", 1), ((1, 0), "reply", 1)]
    turned = igraph_view(found, world.people, influence=True)
    assert [edge.tuple for edge in turned.es] == [(1, 0), (1, 0), (0, 1)]


def test_summed_kinds_are_called_act(world):
    found = edges(acts(world.columns, world.people), by_kind=False)
    assert igraph_view(found, world.people).es["kind"] == ["act", "act"]
    assert ("p_0", "p_1", "act") in attention_graph(found, world.people).edges(keys=True)


def test_both_directions_make_one_undirected_edge(found):
    graph = undirected(found)
    assert [(edge.tuple, round(edge["weight"], 4)) for edge in graph.es] == [((0, 1), 3.2071)]


def test_no_acts_make_no_edges(small):
    world = small.world([])
    found = edges(acts(world.columns, world.people), half_life_days=10)
    assert len(found) == 0
    assert undirected(found).ecount() == 0
    assert igraph_view(found, world.people).vcount() == 6
