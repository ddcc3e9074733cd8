"""Compiled inner loops of choosing by sampled sets: drawing sets, indexing them, covering most of them.

Reached through `influence.ranking.compiled.kernels` only, so that numba is not imported before it is
needed; `influence warm-up` compiles ahead of time. Every set has a generator of its own, started
from the run's seed and the number of the set: the same sets come out whatever the number of
threads, and a collection can be made longer later on.
"""

import math
from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

Nodes = NDArray[np.int32]
Codes = NDArray[np.int32]
#: Whose in-links are tried, where the set ends so far, its mark, the generator's state.
At = tuple[int | np.int64, int, int, np.uint64]

#: How `Network.nodes[:, WAY]` says that a person's in-links are tried: one coin each, by jumps from live to live, not.
COINS, JUMPS, NOBODY = -1, -2, -3
#: Columns of `Network.nodes`: first in-link, how many, the way they are tried, mark of the last set seen in.
FIRST, DEGREE, WAY, MARK = 0, 1, 2, 3
#: Columns of a row of counts; more live links at once than this have no chance worth a 32-bit word.
COUNTS = 16
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S27, _S30, _S31, _S32, _S11 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(32), np.uint64(11)
_LOW, _BYTE = np.uint64(0xFFFFFFFF), np.uint64(255)
_TO_32, _TO_53 = 2.0 ** -32, 2.0 ** -53
#: Where the tail of the ziggurat for exponential numbers begins (Marsaglia and Tsang 2000, 256 layers).
TAIL = 7.69711747013104972


_P = ParamSpec("_P")
_R = TypeVar("_R")


def njit_bare(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile without counting references to arrays, which takes half the time here; such a function makes no array."""
    compiled: Callable[_P, _R] = njit(cache=True, nogil=True, _nrt=False)(function)  # type: ignore[call-overload]  # no stub
    return compiled


class Network(NamedTuple):
    """In-links by responder as the kernels want them: what is read together lies together."""

    #: One row of four per person: FIRST, DEGREE, WAY (a row of `counts`, COINS or JUMPS) and MARK.
    nodes: NDArray[np.int32]
    #: Drivers, responder after responder; by falling chance within one.
    drivers: NDArray[np.int32]
    #: Per in-link: its chance, and -1 / log(1 - chance), which scales an exponential number to a jump.
    coins: NDArray[np.float32]
    #: Chance of at most so many live in-links, times 2 to the 32; one row per kind of even person.
    counts: NDArray[np.uint64]
    #: For even people with too many live links to count: the scale of a jump; 0 for those who are counted.
    scales: NDArray[np.float64]
    #: Ziggurat: widths, edges (as 53-bit numbers) and heights.
    ziggurat: NDArray[np.float64]
    #: Places drawn so far at one person, scratch.
    places: NDArray[np.int64]


class Cover(NamedTuple):
    """What greedy covering keeps."""

    members: NDArray[np.int32]
    ends: NDArray[np.int64]
    #: Sets by person: start of each person's slice, and the sets.
    starts: NDArray[np.int64]
    sets: NDArray[np.int32]
    #: 1 for sets that hold somebody of the team.
    covered: NDArray[np.uint8]
    #: How many more sets each person would cover; 0 for who may not be chosen.
    gains: NDArray[np.int64]
    #: How many people have each gain.
    histogram: NDArray[np.int64]
    #: First person of each gain's chain, and who comes next in it; gains in the chains may be outdated, never too low.
    heads: NDArray[np.int32]
    following: NDArray[np.int32]


@njit_bare
def _mixed(z: np.uint64) -> np.uint64:
    """Return the output of splitmix64 (Steele, Lea, Flood 2014) for a state."""
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return z ^ (z >> _S31)


@njit_bare
def _joined(nodes: Nodes, out: Codes, u: int, pos: int, mark: int) -> int:
    """Add somebody to the set unless there already; return where the set ends."""
    if nodes[u, MARK] != mark:
        nodes[u, MARK] = mark
        out[pos] = u
        pos += 1
    return pos


@njit_bare
def _counted(
    nodes: Nodes, drivers: Codes, counts: NDArray[np.uint64], places: NDArray[np.int64], out: Codes, at: At
) -> tuple[int, np.uint64]:
    """Add live in-links where all have one chance: draw how many are live, then which.

    The number is Binomial(degree, chance), read off a table with half a random word; the other half
    says which one. This is what subset sampling (Guo et al. 2020) comes to when the chances are even.
    """
    v, pos, mark, state = at
    first, degree, row = np.int64(nodes[v, FIRST]), np.uint64(nodes[v, DEGREE]), nodes[v, WAY]
    state += _GOLDEN
    word = _mixed(state)
    live = 0
    while (word >> _S32) >= counts[row, live]:
        live += 1
    if live > 0:
        places[0] = np.int64(((word & _LOW) * degree) >> _S32)
        pos = _joined(nodes, out, drivers[first + places[0]], pos, mark)
    found = 1
    while found < live:
        state += _GOLDEN
        place = np.int64(((_mixed(state) >> _S32) * degree) >> _S32)
        places[found] = place
        k = 0
        while places[k] != place:
            k += 1
        if k == found:  # not drawn before
            found += 1
            pos = _joined(nodes, out, drivers[first + place], pos, mark)
    return pos, state


@njit_bare
def _tossed(
    nodes: Nodes, drivers: Codes, coins: NDArray[np.float32], out: Codes, at: At
) -> tuple[int, np.uint64]:
    """Add live in-links with one coin for each: best where many are live or there are few."""
    v, pos, mark, state = at
    first = np.int64(nodes[v, FIRST])
    for e in range(first, first + nodes[v, DEGREE]):
        state += _GOLDEN
        if np.float64(_mixed(state) >> _S32) * _TO_32 < coins[e, 0]:
            pos = _joined(nodes, out, drivers[e], pos, mark)
    return pos, state


@njit_bare
def _exponential(ziggurat: NDArray[np.float64], state: np.uint64) -> tuple[float, np.uint64]:
    """Return an exponential number of mean 1 by the ziggurat: one word and one look at a table in 99 of 100."""
    while True:
        state += _GOLDEN
        word = _mixed(state)
        layer = np.int64(word & _BYTE)
        whole = np.float64(word >> _S11)
        x = whole * ziggurat[layer, 0]
        if whole < ziggurat[layer, 1]:
            return x, state
        state += _GOLDEN
        second = (np.float64(_mixed(state) >> _S11) + 0.5) * _TO_53
        if layer == 0:
            return TAIL - math.log(second), state
        below, above = ziggurat[layer - 1, 2], ziggurat[layer, 2]
        if below + (above - below) * second < math.exp(-x):
            return x, state


@njit_bare
def _leapt(
    nodes: Nodes, drivers: Codes, ziggurat: NDArray[np.float64], scale: float, out: Codes, at: At
) -> tuple[int, np.uint64]:
    """Add live in-links of an even person by jumps: the way to the next live one is geometric."""
    v, pos, mark, state = at
    e = np.int64(nodes[v, FIRST])
    end = e + nodes[v, DEGREE]
    while True:
        jump, state = _exponential(ziggurat, state)
        jump *= scale
        if jump >= end - e:
            break
        e += np.int64(jump)
        pos = _joined(nodes, out, drivers[e], pos, mark)
        e += 1
    return pos, state


@njit_bare
def _jumped(
    nodes: Nodes, drivers: Codes, coins: NDArray[np.float32], ziggurat: NDArray[np.float64], out: Codes, at: At
) -> tuple[int, np.uint64]:
    """Add live in-links by jumps over links sorted by falling chance, keeping each landed on by chance / largest ahead.

    Subset sampling (Guo et al. 2020, SUBSIM): about 1 + the sum of the chances jumps, however many links there are.
    """
    v, pos, mark, state = at
    e = np.int64(nodes[v, FIRST])
    end = e + nodes[v, DEGREE]
    while e < end:
        largest = coins[e, 0]
        jump, state = _exponential(ziggurat, state)
        jump *= coins[e, 1]
        if jump >= end - e:
            break
        e += np.int64(jump)
        chance = coins[e, 0]
        state += _GOLDEN
        if chance == largest or np.float64(_mixed(state) >> _S32) * _TO_32 * largest < chance:
            pos = _joined(nodes, out, drivers[e], pos, mark)
        e += 1
    return pos, state


@njit_bare
def drawn(
    network: Network, out: Codes, ends: NDArray[np.int64], base: np.uint64, span: NDArray[np.int64]
) -> tuple[int, int, int]:
    """Draw reverse-reachable sets into `out` until all of the span are there, or the room is used up.

    A set holds who would have moved one person drawn at random, directly or through others, had
    each of them started (Borgs et al. 2014). `span` is: number of the first set, how many, how many
    are there already, how much of `out` they take, last mark used, 1 to count the one drawn too.

    Returns:
        How many sets are there, where they end in `out`, last mark used.
    """
    nodes, drivers, coins, counts, scales, ziggurat, places = network
    number, wanted, done, pos, mark, own = span
    people, room = nodes.shape[0], out.shape[0]
    while done < wanted:
        mark += 1
        state = _mixed(base + np.uint64(number + done) * _MIX_2)
        state += _GOLDEN
        v = np.int64(np.float64(_mixed(state) >> _S11) * _TO_53 * people)
        nodes[v, MARK] = mark
        if own and pos < room:
            out[pos] = v
            pos += 1
        head = pos
        while pos + nodes[v, DEGREE] < room:
            way, at = nodes[v, WAY], (v, pos, mark, state)
            if way >= 0 and scales[way] == 0.0:
                pos, state = _counted(nodes, drivers, counts, places, out, at)
            elif way >= 0:
                pos, state = _leapt(nodes, drivers, ziggurat, scales[way], out, at)
            elif way == COINS:
                pos, state = _tossed(nodes, drivers, coins, out, at)
            elif way == JUMPS:
                pos, state = _jumped(nodes, drivers, coins, ziggurat, out, at)
            if head == pos:
                v = np.int64(-1)
                break
            v = np.int64(out[head])
            head += 1
        if v >= 0:  # no room: this very set is drawn again with more; leaving it out would make sets too small
            return done, ends[done], mark
        done += 1
        ends[done] = pos
    return done, pos, mark


@njit_bare
def arranged(
    start: NDArray[np.int64], chance: NDArray[np.float32], nodes: Nodes, slots: Codes, examples: Codes, jump_cost: float
) -> tuple[int, int]:
    """Fill `nodes`: who has in-links of one chance by kind (degree and chance), the others by what is quicker.

    `slots` is a hash table of kinds, all -1, a power of two long; `examples` takes one person of each
    kind, and when it is full, further kinds are taken as uneven.

    Returns:
        How many kinds there are; how many uneven people.
    """
    kinds, uneven, mask = 0, 0, np.uint64(len(slots) - 1)
    for v in range(len(start) - 1):
        first, degree = start[v], start[v + 1] - start[v]
        nodes[v, FIRST], nodes[v, DEGREE], nodes[v, WAY] = first, degree, NOBODY
        if degree == 0:
            continue
        p = chance[first]
        if chance[first + degree - 1] == p:
            slot = _mixed(np.uint64(degree) * _GOLDEN + np.uint64(p * 2.0 ** 40)) & mask
            while slots[slot] >= 0:
                example = examples[slots[slot]]
                if nodes[example, DEGREE] == degree and chance[start[example]] == p:
                    break
                slot = (slot + np.uint64(1)) & mask
            if slots[slot] < 0 and kinds < len(examples):
                examples[kinds] = v
                slots[slot] = kinds
                kinds += 1
            nodes[v, WAY] = slots[slot]
        if nodes[v, WAY] < 0:
            uneven += 1
            live = 1.0
            for e in range(first, first + degree):
                live += chance[e]
            nodes[v, WAY] = JUMPS if live * jump_cost < degree else COINS
    return kinds, uneven


@njit(cache=True, nogil=True)
def indexed(
    members: NDArray[np.int32], ends: NDArray[np.int64], people: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the sets each person is in: start of each person's slice, and the sets, ascending (a counting sort)."""
    starts = np.zeros(people + 1, np.int64)
    for i in range(ends[-1]):
        starts[members[i] + 1] += 1
    for v in range(people):
        starts[v + 1] += starts[v]
    free = starts[:people].copy()
    sets = np.empty(ends[-1], np.int32)
    for s in range(len(ends) - 1):
        for i in range(ends[s], ends[s + 1]):
            v = members[i]
            sets[free[v]] = s
            free[v] += 1
    return starts, sets


@njit(cache=True, nogil=True)
def chained(starts: NDArray[np.int64], usable: NDArray[np.bool_]) -> tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]
]:
    """Return gains, histogram, heads and following of a `Cover` in which nobody is chosen yet."""
    people = len(usable)
    gains = np.zeros(people, np.int64)
    most = 0
    for v in range(people):
        if usable[v]:
            gains[v] = starts[v + 1] - starts[v]
            most = max(most, gains[v])
    histogram = np.zeros(most + 1, np.int64)
    heads, following = np.full(most + 1, -1, np.int32), np.full(people, -1, np.int32)
    for v in range(people - 1, -1, -1):
        histogram[gains[v]] += 1
        if gains[v]:
            following[v] = heads[gains[v]]
            heads[gains[v]] = v
    return gains, histogram, heads, following


@njit_bare
def best(cover: Cover, top: int) -> tuple[int, int]:
    """Take out of the chains who would cover most, the smallest code of equals; -1 when nobody covers anything.

    `top` is a gain that nobody exceeds; a lower one is returned for the next call.
    """
    while top > 0:
        found, v = -1, cover.heads[top]
        cover.heads[top] = -1
        while v >= 0:
            after, gain = cover.following[v], cover.gains[v]
            back = v
            if gain == top and (found < 0 or v < found):
                back, found = found, v
            if back >= 0 and cover.gains[back] > 0:
                cover.following[back] = cover.heads[cover.gains[back]]
                cover.heads[cover.gains[back]] = back
            v = after
        if found >= 0:
            return found, top
        top -= 1
    return -1, 0


@njit_bare
def take(cover: Cover, v: int) -> int:
    """Cover all sets somebody is in; return how many of them are new."""
    new = 0
    for j in range(cover.starts[v], cover.starts[v + 1]):
        s = cover.sets[j]
        if cover.covered[s]:
            continue
        cover.covered[s] = 1
        new += 1
        for i in range(cover.ends[s], cover.ends[s + 1]):
            u = cover.members[i]
            gain = cover.gains[u]
            if gain > 0:
                cover.histogram[gain] -= 1
                cover.histogram[gain - 1] += 1
                cover.gains[u] = gain - 1
    return new


@njit_bare
def most(cover: Cover, size: int, top: int) -> int:
    """Return the sum of the largest gains of so many people: what no `size` more can exceed together."""
    total = 0
    while size > 0 and top > 0:
        many = min(cover.histogram[top], size)
        total += many * top
        size -= many
        top -= 1
    return total


@njit_bare
def greedy(cover: Cover, team: Codes) -> tuple[int, int, int]:
    """Fill a team with people who cover most; return how many, how much they cover, and a bound on any team."""
    top, reached, chosen, size = len(cover.histogram) - 1, 0, 0, len(team)
    bound = most(cover, size, top)
    while chosen < size:
        v, top = best(cover, top)
        if v < 0:
            break
        team[chosen] = v
        chosen += 1
        reached += take(cover, v)
        bound = min(bound, reached + most(cover, size, top))
    return chosen, reached, bound


@njit_bare
def first_hits(
    members: Codes, ends: NDArray[np.int64], place: Codes, hits: NDArray[np.int64]
) -> None:
    """Add up, per place in a team, how many sets hold that member and none before; all others have the place after."""
    size = len(hits) - 1
    for s in range(len(ends) - 1):
        earliest = size
        for i in range(ends[s], ends[s + 1]):
            earliest = min(earliest, int(place[members[i]]))
        hits[earliest] += 1
