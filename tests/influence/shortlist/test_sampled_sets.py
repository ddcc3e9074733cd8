"""Sampled sets against the chances worked out by going through every world there could be."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influence.shortlist import sampling
from influence.shortlist.probabilities import influences, weighted_cascade
from influence.shortlist.sampling import no_sets, sampler

PEOPLE = 5
LINKS = st.dictionaries(
    st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)).filter(lambda pair: pair[0] != pair[1]),
    st.sampled_from([0.1, 0.25, 0.5, 0.5, 0.9, 1.0]), min_size=1, max_size=8)


def network(links, people=PEOPLE):
    pairs = sorted(links)
    return influences(np.array([u for u, _ in pairs], np.int32), np.array([v for _, v in pairs], np.int32),
                      np.array([links[pair] for pair in pairs]), people)


def reached(live, root):
    """Who reaches root over live links (responder, driver), the root left out."""
    found, waiting = {root}, [root]
    while waiting:
        at = waiting.pop()
        for responder, driver in live:
            if responder == at and driver not in found:
                found.add(driver)
                waiting.append(driver)
    return frozenset(found - {root})


def exact(links, people=PEOPLE):
    """The chance of every set, over all worlds and all roots."""
    pairs = sorted(links)
    chance = {}
    for world in product((False, True), repeat=len(pairs)):
        p = float(np.prod([links[pair] if live else 1 - links[pair] for pair, live in zip(pairs, world, strict=True)]))
        for root in range(people):
            one = reached([pair for pair, live in zip(pairs, world, strict=True) if live], root)
            chance[one] = chance.get(one, 0.0) + p / people
    return chance


def sets_of(sets):
    return [frozenset(sets.members[a:b].tolist()) for a, b in zip(sets.ends[:-1], sets.ends[1:], strict=True)]


def frequencies(links, count, people=PEOPLE):
    found = sets_of(sampler(network(links, people)).grown(no_sets(), count, 0))
    return {one: found.count(one) / count for one in set(found)}


def agree(seen, wanted, count):
    assert set(seen) <= {one for one, p in wanted.items() if p > 0}
    for one, p in wanted.items():
        assert abs(seen.get(one, 0.0) - p) < 5 * (p * (1 - p) / count) ** 0.5 + 1e-6, (one, p)


@given(LINKS)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_sets_come_as_often_as_going_through_all_worlds_says(links):
    agree(frequencies(links, 20_000), exact(links), 20_000)


@pytest.mark.parametrize("cost", [0.0, 1e9], ids=["by jumps", "by coins"])
@given(links=LINKS)
@settings(max_examples=12, deadline=None, derandomize=True)
def test_jumps_and_coins_draw_the_same(cost, links):
    kept = sampling.JUMP_COST, sampling.MOST_KINDS
    sampling.JUMP_COST, sampling.MOST_KINDS = cost, 0
    try:
        agree(frequencies(links, 20_000), exact(links), 20_000)
    finally:
        sampling.JUMP_COST, sampling.MOST_KINDS = kept


def test_many_even_links_are_leapt_over_in_the_right_number():
    links = {(0, v): 0.25 for v in range(1, 41)}
    found = sampler(network(links, 41)).grown(no_sets(), 60_000, 0)
    sizes = np.diff(found.ends)
    hit = np.bincount(found.members, minlength=41)
    assert sizes.sum() / 60_000 == pytest.approx(40 * 0.25 / 41, rel=0.05)
    assert hit[0] == 0
    assert hit[1:].min() > 0.75 * hit[1:].mean()


def test_a_chance_of_one_always_moves_however_many_there_are():
    few, many = {(0, v): 1.0 for v in range(1, 4)}, {(0, v): 1.0 for v in range(1, 31)}
    for links, people in ((few, 4), (many, 31)):
        assert set(sets_of(sampler(network(links, people)).grown(no_sets(), 500, 0))) == {frozenset(), frozenset(range(1, people))}


def test_small_chances_among_many_links_are_met_as_often_as_they_should():
    rng = np.random.default_rng(5)
    chance = rng.uniform(0, 0.04, 400)
    found = influences(np.zeros(400, np.int32), np.arange(1, 401, dtype=np.int32), chance, 401)
    sets = sampler(found).grown(no_sets(), 2_000_000, 0)
    drawn = int((np.diff(sets.ends) > 0).sum())  # the sets of the one person who has links: about 5,000
    hit = np.bincount(sets.members, minlength=401)[1:] / drawn
    assert hit.sum() == pytest.approx(chance.sum(), rel=0.04)
    assert np.corrcoef(hit, chance)[0, 1] > 0.95


def test_the_one_drawn_is_in_the_set_when_asked_for():
    sets = sampler(weighted_cascade(np.array([0, 0], np.int32), np.array([1, 2], np.int32), 3), own=True).grown(no_sets(), 300, 0)
    assert np.diff(sets.ends).min() == 1
    assert np.bincount(sets.members, minlength=3).min() > 50


@pytest.mark.parametrize("threads", [2, 3])
def test_the_same_sets_come_out_whatever_the_number_of_threads_and_steps(threads):
    rng = np.random.default_rng(1)
    found = weighted_cascade(rng.integers(0, 300, 900).astype(np.int32), rng.integers(300, 600, 900).astype(np.int32), 600)
    alone = sampler(found, seed=7).grown(no_sets(), 20_000, 1)
    drawer = sampler(found, seed=7, threads=threads)
    steps = no_sets()
    for count in (10, 9_000, 20_000):
        steps = drawer.grown(steps, count, 1)
    assert np.array_equal(alone.members, steps.members)
    assert np.array_equal(alone.ends, steps.ends)
    assert np.array_equal(drawer.grown(steps, 50, 1).ends, alone.ends[:51])
    other = sampler(found, seed=8).grown(no_sets(), 20_000, 1)
    assert not np.array_equal(other.ends, alone.ends)


def test_sets_too_large_for_the_first_room_are_drawn_again_whole():
    people = 3000
    ring = np.arange(people, dtype=np.int32)
    found = influences(ring, np.roll(ring, 1), np.ones(people), people)
    sets = sampler(found).grown(no_sets(), 60, 0)
    assert np.diff(sets.ends).tolist() == [people - 1] * 60


def test_streams_are_unrelated():
    found = weighted_cascade(np.array([0, 1], np.int32), np.array([1, 2], np.int32), 50)
    first, second = (sets_of(sampler(found).grown(no_sets(), 400, stream)) for stream in (0, 1))
    assert first != second
