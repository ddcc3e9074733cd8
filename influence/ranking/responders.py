"""The audience of everybody, opened to single responders: how alive, how proven, how far believed, what it credits."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.ranking.audience import act_value
from influence.ranking.circles import Circles, circles
from influence.ranking.credits import Credits, micro
from influence.ranking.newcomers import newcomers
from influence.ranking.pairs import Grouping
from influence.ranking.standing import NAME_ONLY_CAP, established, standing
from influence.ranking.sums import ratio, sum_by
from influence.ranking.trusted import Belief, belief, returning
from influence.ranking.window import Window

Array = NDArray[np.float64]

#: How much of everything counts beside the topic, at most.
BESIDE_TOPIC = 0.2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Responders:
    """One row per pair of responder and driver, in the order of `Grouping`; values per act where said."""

    #: Per act: what it is worth today, topic included.
    value: NDArray[np.float64]
    #: L, topic included.
    living: NDArray[np.float64]
    #: w, caps included.
    weight: NDArray[np.float64]
    #: The same without what circles of their own lend.
    outer: NDArray[np.float64]
    #: Believed part of L.
    share: NDArray[np.float64]
    #: L of everything, on topic or not.
    base: NDArray[np.float64]
    credits: Credits
    #: Tbar.
    proven: float
    belief: Belief
    circles: Circles
    #: New responders that came lately, per living responder, on topic or not.
    newcomers: float


def responders(
    acts: Acts, groups: Grouping, window: Window, relevance: NDArray[np.float64] | None, trusted: Collection[int],
    chosen_sites: Collection[int] = (),
) -> Responders:
    """Return every pair with its living act L, standing w, believed share and credit.

    Standing and belief are learned from all acts, on topic or not. When a topic is asked for,

        R(v) = R_topic(v) + min(R_topic(v), 0.2 R_all(v) * share of v's activity on the topic)

    so that off-topic standing helps only who is on topic anyway; the second part is spread over
    the responders in proportion to what each adds to R_all, so that R stays a sum over responders.
    """
    value = act_value(acts, window)
    living = groups.best(value)
    first = groups.first_time(acts)
    early = first < window.settled
    known = established(groups, early, trusted)
    round_about = circles(acts, groups, early, known, trusted, chosen_sites)
    stands, outer, believed = _proof(acts, groups, living, round_about)
    weight = _capped(acts, groups, stands)
    share = _share(weight, groups.driver, believed)
    beside, final = np.zeros(1), living
    if relevance is not None:
        value = act_value(acts, window, of_acts(acts, relevance))
        beside = _beside(acts, groups, window, relevance, (groups.best(value), living, share))
        final = groups.best(value) + beside * living
    shut = known & ~round_about.reached

    @cache
    def before_rules() -> tuple[Array, Array, Array]:  # only when somebody looks at receipts
        return _before_rules(acts, groups, window, living)

    def amounts(rows: NDArray[np.int64]) -> list[Array]:
        driver, more = groups.driver[rows], 1 + (beside[rows] if relevance is not None else 0.0)
        circle = shut[groups.responder[rows]].astype(np.float64)
        proofs = [np.maximum(stands[rows], circle), np.maximum(weight[rows], circle), weight[rows]]
        left = [more * part[rows] for part in (*before_rules(), living)] + [final[rows]]
        left += [final[rows] * _share(proof, driver, believed, ring=False) for proof in proofs]
        return [*left, final[rows] * share[rows]]

    return Responders(
        value=value, living=final, weight=weight, outer=outer, share=share, base=living,
        credits=Credits(credit=micro(final * share), amounts=amounts), proven=believed.proven, belief=believed,
        circles=round_about, newcomers=newcomers(groups, window, first, living),
    )


def _before_rules(acts: Acts, groups: Grouping, window: Window, living: Array) -> tuple[Array, Array, Array]:
    """Return L by pair as it would be of all acts, without paid ones, and without pasted words too."""
    if (acts.weight == 1).all():
        return living, living, living
    fading = window.fading(acts.time)
    own = acts.weight > 0
    unpaid = own | np.isin(acts.row, acts.copied) if len(acts.copied) else own
    without = groups.best(np.where(own, fading, 0.0))
    return groups.best(fading), groups.best(np.where(unpaid, fading, 0.0)) if len(acts.copied) else without, without


def _proof(acts: Acts, groups: Grouping, living: Array, found: Circles) -> tuple[Array, Array, Belief]:
    """Return standing by pair, its part (caps included) that no circle of its own lends, and what is believed.

    Towards people who are reached, and for Tbar, circles of their own do not exist: whatever a
    community does that nobody of the rest answers, the rest keeps its scores. All others take
    standing from wherever it is lent, measured by the same Tbar.
    """
    back = returning(acts)
    stands = standing(groups, living, found.reached, acts.linked)
    outer = _capped(acts, groups, stands)
    believed = belief(groups, living, outer, (found.reached, back))
    if not found.own.any():
        return stands, outer, believed
    lent = standing(groups, living, found.reached | found.own, acts.linked)
    within = belief(groups, living, _capped(acts, groups, lent), (found.reached, back), usual=believed.proven)
    merged = Belief(
        unproven=np.where(found.reached, believed.unproven, within.unproven),
        ring=np.where(found.reached, believed.ring, within.ring), proven=believed.proven,
    )
    return np.where(found.reached[groups.driver], stands, lent), outer, merged


def _capped(acts: Acts, groups: Grouping, stands: Array) -> Array:
    if acts.linked.all():
        return stands
    return np.where(acts.linked[groups.responder], stands, np.minimum(stands, NAME_ONLY_CAP))


def _share(weight: Array, driver: NDArray[np.int32], believed: Belief, *, ring: bool = True) -> Array:
    share = weight + (1 - weight) * believed.unproven[driver]
    return share * believed.ring[driver] if ring else share


def of_acts(acts: Acts, relevance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the relevance of each act: that of the post acted on, else of the post in which it was done, else 0."""
    padded = np.append(relevance, 0.0)
    return np.where(acts.post >= 0, padded[acts.post], padded[acts.result])


def _beside(
    acts: Acts, groups: Grouping, window: Window, relevance: NDArray[np.float64],
    living: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """Return by pair which part of the off-topic credit counts: min(R_topic, 0.2 R_all * share on topic) / R_all."""
    on_topic, everything, share = living
    people = acts.people
    topic = groups.per_driver(on_topic * share)
    total = groups.per_driver(everything * share)
    dated = (acts.post_author >= 0) & (acts.post_time != UNDATED) & (acts.post_time <= window.until)
    time = np.where(dated, acts.post_time, window.until)
    worth = window.fading(time) * dated
    author = np.maximum(acts.post_author, 0)
    wrote = sum_by(author, worth, people)
    about = sum_by(author, worth * relevance, people)
    part = np.where(wrote > 0, ratio(about, wrote), ratio(topic, total, empty=0.0))
    added = np.minimum(topic, BESIDE_TOPIC * total * part)
    return ratio(added, total, empty=0.0)[groups.driver]
