"""Choosing by sampled sets with a guarantee: OPIM-C, and the same choice under rules from sets that were kept."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from influence.ranking.compiled import kernels
from influence.shortlist.choice import Choice
from influence.shortlist.probabilities import influences
from influence.shortlist.sampling import KERNELS, Sampler, Sets, no_sets, sampler

if TYPE_CHECKING:
    from influence.shortlist.kernels import Cover

#: What greedy choice reaches of the best team (Nemhauser, Wolsey, Fisher 1978).
GREEDY = 1 - 1 / math.e
#: A pool that has this many members is a good estimate however few sets it is, and no stream gets more sets than this.
ENOUGH_MEMBERS, MOST_SETS = 4_000_000, 1 << 24
#: Streams of sets: one to choose by, one to judge the choice by.
CHOOSE, JUDGE = 0, 1

#: May this person join this team?
Allowed = Callable[[int, tuple[int, ...]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """How good the choice is to be."""

    size: int = 5
    #: The team reaches 1 - 1/e - epsilon of the best one ...
    epsilon: float = 0.1
    #: ... but for one case in so many; None for as many as there are people.
    cases: float | None = None
    #: At least so many sets in each stream, unless they are large: small networks need few for the
    #: guarantee, more for a good estimate.
    least: int = 1

    def sets(self, people: int) -> tuple[int, int]:
        """Return with how many sets a stream starts, and with how many the guarantee holds in any case.

        From OPIM-C (Tang, Tang, Xiao, Yuan 2018), algorithm 2.
        """
        log_cases = math.log(6 * self._cases(people))
        size = min(self.size, people)
        teams = math.lgamma(people + 1) - math.lgamma(size + 1) - math.lgamma(people - size + 1)
        root = GREEDY * math.sqrt(log_cases) + math.sqrt(GREEDY * (teams + log_cases))
        most = 2 * people * root ** 2 / (self.epsilon ** 2 * size)
        return max(1, int(most * self.epsilon ** 2 * size / people)), math.ceil(most)

    def surety(self, people: int) -> float:
        """Return the a = ln(1 / chance of failure) with which each bound of each round must hold."""
        first, most = self.sets(people)
        return math.log(3 * self.rounds(first, most) * self._cases(people))

    @staticmethod
    def rounds(first: int, most: int) -> int:
        """Return how many doublings lead from the first number of sets to the largest."""
        return max(1, math.ceil(math.log2(most / first)))

    def _cases(self, people: int) -> float:
        return max(2.0, self.cases or people)


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Sets to choose by and to judge by, as many of one as of the other, and for which teams that is enough."""

    chosen_by: Sets = field(default_factory=no_sets)
    judged_by: Sets = field(default_factory=no_sets)
    #: Number of sets that is enough, by what was aimed at.
    enough: Mapping[Aim, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of sets in each stream."""
        return min(len(self.chosen_by), len(self.judged_by))

    def __getitem__(self, count: int) -> "Pool":
        """Return the first so many sets of each stream."""
        return Pool(self.chosen_by[count], self.judged_by[count], self.enough)


def filled(drawer: Sampler, aim: Aim, pool: Pool | None = None) -> Pool:
    """Return a pool with enough sets for the guarantee of any team of that size, chosen without further rules.

    OPIM-C: double the sets until the choice's lower bound on the second stream is at least
    1 - 1/e - epsilon of the upper bound on the best team's spread. How many sets that takes depends
    on the network, the aim and the seed alone, never on what the given pool holds already.
    """
    pool = pool or Pool()
    known = pool.enough.get(aim)
    count, most = aim.sets(drawer.people)
    most = min(most, MOST_SETS)
    everybody = np.ones(drawer.people, np.bool_)
    while known is None:
        count = min(count, most)
        pool = _grown(drawer, pool, count)
        part = pool[count]
        many = count >= aim.least or len(part.chosen_by.members) >= ENOUGH_MEMBERS
        if count >= most or (many and _plain(part, everybody, aim).of_bound >= GREEDY - aim.epsilon):
            known = count
        count *= 2
    return replace(_grown(drawer, pool, known), enough={**pool.enough, aim: known})


def chosen(
    pool: Pool, candidates: NDArray[np.int32], aim: Aim, people: int,
    *, required: tuple[int, ...] = (), allowed: Allowed | None = None,
) -> Choice:
    """Choose a team from the sets that are enough for `aim`; a rule changed needs no new sets.

    Greedy covering of the first stream; what each member adds and what the team reaches is counted
    on the second, which the choice has not seen. `low` and `bound` hold together but for one case
    in `aim.cases`, whatever the rules: `of_bound` of the best possible team is reached for certain.

    Args:
        pool: From `filled`.
        candidates: Person codes to choose from.
        aim: As given to `filled`.
        people: Number of people.
        required: Taken first, whatever they add.
        allowed: Asked before somebody is added: may this person join this team?
    """
    pool = pool[pool.enough[aim]]
    usable = np.zeros(people, np.bool_)
    usable[candidates] = True
    if not required and allowed is None:
        return _filled_up(pool, _plain(pool, usable, aim), candidates, aim)
    compiled = kernels(KERNELS)
    cover = _cover(pool, usable)
    team = list(required[:aim.size])
    reached = sum(compiled.take(cover, code) for code in team)
    top = len(cover.histogram) - 1
    bound = reached + compiled.most(cover, aim.size, top)
    kept_out = 0  # the largest gain of those a rule keeps out: a better team may hold them
    while len(team) < aim.size:
        code, top = compiled.best(cover, top)
        if code < 0:
            break
        if allowed is None or allowed(code, tuple(team)):
            team.append(code)
            reached += compiled.take(cover, code)
            bound = min(bound, reached + compiled.most(cover, aim.size, max(top, kept_out)))
        else:
            kept_out = max(kept_out, top)
    return _filled_up(pool, _judged(pool, team, bound, usable, aim), candidates, aim, allowed)


def lower_bound(hits: int, sets: int, surety: float) -> float:
    """Return the share of sets a team is sure to hit, having hit `hits` of `sets` it was not chosen by.

    >>> round(lower_bound(500, 1000, math.log(100)), 3)
    0.435
    """
    root = math.sqrt(hits + 2 * surety / 9) - math.sqrt(surety / 2)
    return max(0.0, (root ** 2 if root > 0 else 0.0) - surety / 18) / sets


def upper_bound(hits: int, sets: int, surety: float) -> float:
    """Return the share of sets that no team is sure to exceed, when none can hit more than `hits` of `sets`.

    >>> round(upper_bound(500, 1000, math.log(100)), 3)
    0.573
    """
    return (math.sqrt(hits + surety / 2) + math.sqrt(surety / 2)) ** 2 / sets


def warm_up() -> tuple[str, ...]:
    """Compile every kernel, or read it from the cache, by choosing among three people; return their names."""
    found = influences(np.array([2, 2], np.int32), np.array([0, 1], np.int32), np.array([0.5, 0.25]), 3)
    aim, everybody = Aim(size=2), np.arange(3, dtype=np.int32)
    pool = filled(sampler(found), aim)
    chosen(pool, everybody, aim, 3, allowed=lambda _code, _team: True)
    return ("drawn", "indexed", "chained", "greedy", "first_hits")


def _grown(drawer: Sampler, pool: Pool, count: int) -> Pool:
    if len(pool) >= count:
        return pool
    return Pool(drawer.grown(pool.chosen_by, count, CHOOSE), drawer.grown(pool.judged_by, count, JUDGE), pool.enough)


def _cover(pool: Pool, usable: NDArray[np.bool_]) -> "Cover":
    """Return the kernels' `Cover` of the sets to choose by, nobody chosen yet."""
    compiled = kernels(KERNELS)
    sets = pool.chosen_by
    starts, of_person = compiled.indexed(sets.members, sets.ends, len(usable))
    covered = np.zeros(len(sets), np.uint8)
    cover: Cover = compiled.Cover(
        sets.members, sets.ends, starts, of_person, covered, *compiled.chained(starts, usable))
    return cover


def _plain(pool: Pool, usable: NDArray[np.bool_], aim: Aim) -> Choice:
    """Choose among the usable without further rules, all in one compiled loop."""
    team = np.empty(aim.size, np.int32)
    count, _, bound = kernels(KERNELS).greedy(_cover(pool, usable), team)
    return _judged(pool, team[:count].tolist(), bound, usable, aim)


def _judged(pool: Pool, team: list[int], bound: int, usable: NDArray[np.bool_], aim: Aim) -> Choice:
    """Return the choice with what the second stream says of it."""
    people, surety = len(usable), aim.surety(len(usable))
    place = np.full(people, len(team), np.int32)
    place[team] = np.arange(len(team))
    hits = np.zeros(len(team) + 1, np.int64)
    kernels(KERNELS).first_hits(pool.judged_by.members, pool.judged_by.ends, place, hits)
    sets = len(pool)
    held = int(hits[:-1].sum())
    scale = people / sets
    high = max(upper_bound(bound, sets, surety) * people, held * scale)
    low = lower_bound(held, sets, surety) * people
    kept = high > 0 and low / high >= GREEDY - aim.epsilon
    return Choice(tuple(team), tuple((hits[:-1] * scale).tolist()), held * scale, high, low=low,
                  guarantee=GREEDY - aim.epsilon if kept else None)


def _filled_up(
    pool: Pool, choice: Choice, candidates: NDArray[np.int32], aim: Aim, allowed: Allowed | None = None
) -> Choice:
    """Return the choice with the places taken that nobody's hits filled: the smallest codes, adding nothing seen."""
    team = list(choice.drivers)
    if len(team) >= aim.size:
        return choice
    for code in np.unique(candidates).tolist():
        if len(team) >= aim.size:
            break
        if code not in team and (allowed is None or allowed(code, tuple(team))):
            team.append(code)
    more = len(team) - len(choice.drivers)
    return replace(choice, drivers=tuple(team), adds=choice.adds + (0.0,) * more)
