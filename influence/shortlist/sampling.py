"""Sampled sets: for people drawn at random, who would have moved them, directly or through others."""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from influence.ranking.compiled import kernels
from influence.shortlist.probabilities import Influences

#: Module with the kernels.
KERNELS = "influence.shortlist.kernels"
#: Cost of a jump in coins: below this many coins for each jump expected, coins are quicker (benchmarks/choice.py).
JUMP_COST = 8.0
#: Up to so many live in-links on average their number is read off a table.
COUNTED = 1.5
#: More kinds of even people than this are not worth tables.
MOST_KINDS = 1 << 16
#: Room for a first batch of sets, in people.
_ROOM = 1 << 12
#: Fewer sets than this are not worth a second thread.
_WORTH_A_THREAD = 4096
_MASK = (1 << 64) - 1
#: Scale of jumps that all end at the next in-link.
_NEXT = 1e-300
_TAIL, _AREA = 7.69711747013104972, 0.0039496598225815571993


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """Sets of people, one after the other."""

    #: Person codes.
    members: NDArray[np.int32]
    #: Where each set ends; the first number is 0.
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of sets."""
        return len(self.ends) - 1

    def __getitem__(self, count: int) -> "Sets":
        """Return the first so many."""
        ends = self.ends[:count + 1]
        return Sets(self.members[:ends[-1]], ends)


@dataclass(frozen=True, slots=True, eq=False)
class Sampler:
    """Draws sets from one network: number i of a stream is the same set whenever and wherever it is drawn.

    Sets leave out the person they were drawn for, unless `own`: nobody counts as moved by themselves.
    """

    #: What the kernels read (`influence.shortlist.kernels.Network`).
    network: tuple[NDArray[np.generic], ...]
    people: int
    #: The largest number of drivers somebody has.
    most_links: int
    #: Whether the person drawn is in the set too, as the literature has it (spread then counts the team itself).
    own: bool = False
    seed: int = 1
    threads: int = 1

    def grown(self, sets: Sets, count: int, stream: int) -> Sets:
        """Return `sets`, which are the first of their stream, with more behind them, `count` in all."""
        missing = count - len(sets)
        if missing <= 0:
            return sets[count]
        shares = max(1, min(self.threads, missing // _WORTH_A_THREAD))
        cuts = [len(sets) + missing * share // shares for share in range(shares + 1)]
        spans = [(first, last - first) for first, last in pairwise(cuts)]
        likely = int(1.1 * len(sets.members) / max(len(sets), 1) * missing / shares) + _ROOM
        if shares == 1:
            drawn = [self._drawn(spans[0], stream, self.network[0], likely)]
        else:  # each thread marks whom it has seen in a copy of its own
            with ThreadPoolExecutor(shares) as pool:
                drawn = list(pool.map(lambda span: self._drawn(span, stream, self.network[0].copy(), likely), spans))
        ends = [sets.ends]
        for part in drawn:
            ends.append(part.ends[1:] + ends[-1][-1])
        return Sets(np.concatenate([sets.members, *(part.members for part in drawn)]), np.concatenate(ends))

    def _drawn(self, span: tuple[int, int], stream: int, nodes: NDArray[np.generic], room: int) -> Sets:
        first, wanted = span
        compiled = _compiled()
        nodes[:, compiled.MARK] = 0
        network = compiled.Network(nodes, *self.network[1:], np.empty(compiled.COUNTS + 1, np.int64))
        base = np.uint64(_mixed(_mixed(self.seed) + stream))
        slack = self.most_links + 2
        out, ends = np.empty(room + slack, np.int32), np.zeros(wanted + 1, np.int64)
        done = taken = mark = 0
        while True:
            state = np.array([first, wanted, done, taken, mark, self.own], np.int64)
            done, taken, mark = compiled.drawn(network, out, ends, base, state)
            if done == wanted:
                return Sets(out[:taken], ends)
            likely = int(1.1 * taken / max(done, 1) * wanted)
            out = np.concatenate([out[:taken], np.empty(max(2 * len(out), likely) + slack - taken, np.int32)])


def no_sets() -> Sets:
    """Return a collection with nothing in it."""
    return Sets(np.zeros(0, np.int32), np.zeros(1, np.int64))


def sampler(found: Influences, *, own: bool = False, seed: int = 1, threads: int = 1) -> Sampler:
    """Return what draws sets from these influences; the tables are worked out once, linear in the links."""
    compiled = _compiled()
    nodes = np.empty((found.people, 4), np.int32)
    nodes[:, compiled.MARK] = 0
    room = min(MOST_KINDS, found.people)
    slots, example = np.full(4 << room.bit_length(), -1, np.int32), np.empty(room, np.int32)
    kinds, uneven = compiled.arranged(found.start, found.chance, nodes, slots, example, JUMP_COST)
    first = found.start[example[:kinds]]
    degree = nodes[example[:kinds], compiled.DEGREE].astype(np.int64)
    counts, scales = _tables(degree, found.chance[first].astype(np.float64), compiled)
    network = (nodes, found.driver, _coins(found.chance if uneven else found.chance[:0]), counts, scales, _ziggurat())
    most_links = int(np.diff(found.start).max(initial=0))
    return Sampler(network=network, people=found.people, most_links=most_links, own=own, seed=seed, threads=threads)


def _compiled() -> ModuleType:
    return kernels(KERNELS)


def _coins(chance: NDArray[np.float32]) -> NDArray[np.float32]:
    coins = np.empty((len(chance), 2), np.float32)
    coins[:, 0] = chance
    with np.errstate(divide="ignore"):
        coins[:, 1] = -1.0 / np.log1p(-chance.astype(np.float64))
    return coins


def _tables(
    degree: NDArray[np.int64], chance: NDArray[np.float64], compiled: ModuleType
) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """Return, by kind of even person, the chances of at most 0, 1, ... live links, and the scale of jumps or 0."""
    counts = np.full((len(degree), compiled.COUNTS), 1 << 32, np.uint64)
    with np.errstate(divide="ignore"):
        scales = np.where(degree * chance > COUNTED, -1.0 / np.log1p(-chance), 0.0)
    scales[chance >= 1] = np.where(degree[chance >= 1] < compiled.COUNTS, 0.0, _NEXT)
    d = degree.astype(np.float64)
    some = (scales == 0) & (chance < 1)
    for live in range(compiled.COUNTS):
        counts[(chance >= 1) & (d > live), live] = 0
    chance = np.where(some, chance, 0.0)
    alone = np.where(some, np.exp(d * np.log1p(-chance)), 0.0)
    total = np.zeros(len(d))
    for live in range(compiled.COUNTS - 1):
        total += alone
        counts[some, live] = np.minimum(np.rint(total[some] * 2.0 ** 32), 2.0 ** 32).astype(np.uint64)
        counts[some & (d <= live), live] = 1 << 32
        alone *= np.maximum(d - live, 0.0) / (live + 1) * chance / (1 - chance)
    return counts, scales


@cache
def _ziggurat() -> NDArray[np.float64]:
    """Return widths, edges and heights of 256 layers of equal area under exp(-x) (Marsaglia and Tsang 2000)."""
    table = np.zeros((256, 3))
    x = np.empty(257)
    x[0], x[1] = _AREA * math.exp(_TAIL), _TAIL
    for layer in range(2, 256):
        x[layer] = -math.log(math.exp(-x[layer - 1]) + _AREA / x[layer - 1])
    x[256] = 0.0
    table[:, 0] = x[:256] * 2.0 ** -53
    table[:, 1] = x[1:] / x[:256] * 2.0 ** 53
    table[:, 2] = np.exp(-x[1:])
    return table


def _mixed(number: int) -> int:
    """Return splitmix64 of a number: neighbours give unrelated ones."""
    z = (number + 0x9E3779B97F4A7C15) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)
