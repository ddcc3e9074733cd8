"""The score: signals put together into one ranking of people."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.score import Objective
from influence.ranking.counts import Counts, counts
from influence.ranking.interval import spread, two_way_variance
from influence.ranking.pairs import gather
from influence.ranking.ranking import Numbers, Pairs, Ranking, Scores
from influence.ranking.rate import Rate, action_rate, answers
from influence.ranking.responders import responders
from influence.ranking.tiers import tiers
from influence.ranking.trust import trust
from influence.ranking.window import window_of

#: Seen with fewer posts or responders than this, a person is listed, not ranked.
SEEN_ENOUGH = 3
#: From this proven part on, standing decides nearly alone.
DENSE = 0.6
SPREAD = "spread of the past"
#: Exponents of R and D in the balanced objective.
BALANCED = (0.75, 0.25)

Array = NDArray[np.float64]


def score(
    acts: Acts,
    *,
    objective: Objective = Objective.PEOPLE,
    relevance: NDArray[np.float64] | None = None,
    trusted: Collection[int] = (),
    seed: int = 0,
    intervals: bool = True,
) -> Ranking:
    """Return the people of these acts, best first, each number open to its acts.

    Args:
        acts: Who moved whom; whatever lies after `acts.until` must not be in it.
        objective: People moved, people moved per post, or a balance of both.
        relevance: Per post, 0 to 1, when a topic is asked for.
        trusted: Person codes whose answers count in full.
        seed: For what is drawn by chance (nothing in the default score).
        intervals: False leaves the 90 % intervals out.
    """
    window = window_of(acts)
    groups = gather(acts)
    audience = responders(acts, groups, window, relevance, trusted)
    found = answers(acts, groups)
    rate = action_rate(acts, window, found, audience.share, relevance)
    trusting = trust(acts, groups, audience.living, audience.weight, audience.mutual)
    seen = counts(acts, groups, window, found)
    reach = audience.credits.by_driver(groups.driver, acts.people)
    unknown = np.full(acts.people, np.nan)
    low, high = unknown, unknown
    if intervals:
        low, high = spread(reach, two_way_variance(acts, groups, audience.value, audience.act, audience.share))
    value, low, high = _asked(objective, (reach, low, high), rate)
    watched = too_little_seen(seen)
    numbers = Numbers(
        living_audience=reach, low=low, high=high, drive=unknown, drive_low=unknown, drive_high=unknown,
        action_rate=rate.bound, action_rate_mean=rate.mean, trust=trusting.proven,
        mutual_share=trusting.mutual_share, repeat_share=trusting.repeat_share,
        communities_moved=unknown, second_order=unknown, follows=unknown, rising=unknown,
        season_peak=np.zeros(acts.people, np.int8), counts=seen, warnings={"few_acts": watched},
    )
    listed = np.flatnonzero(acts.rankable & ((seen.posts > 0) | (seen.acts > 0)))
    order = listed[np.lexsort((listed, -reach[listed], -value[listed], watched[listed]))]
    ranked = order[: int((~watched[order]).sum())]
    groups_of = tiers(value[ranked], np.where(np.isnan(low), value, low)[ranked])
    return Ranking(
        scores=Scores(codes=order, ranked=len(ranked), tiers=groups_of, numbers=numbers,
                      interval=SPREAD if intervals else None),
        objective=objective, window=window, proven=audience.proven, rule=rule(audience.proven),
        living_audience=reach, numbers=numbers,
        pairs=Pairs(responder=groups.responder, driver=groups.driver, living=audience.living, share=audience.share,
                    standing=audience.weight, act=audience.act, credits=audience.credits),
    )


def too_little_seen(seen: Counts) -> NDArray[np.bool_]:
    """Return who had fewer than three responders, or fewer than three posts where their posts are known at all."""
    return (seen.people_moved < SEEN_ENOUGH) | ((seen.posts > 0) & (seen.posts < SEEN_ENOUGH))


def rule(proven: float) -> str:
    """Return in one word how audiences were believed: "proven", "vouched" or (nothing proven) "all"."""
    if proven <= 0:
        return "all"
    return "proven" if proven >= DENSE else "vouched"


def _asked(objective: Objective, reach: tuple[Array, Array, Array], rate: Rate) -> tuple[Array, Array, Array]:
    """Return the value people are ordered by, and its interval; R where the rate is known of nobody."""
    if objective is Objective.PEOPLE or np.isnan(rate.bound).all():
        return reach
    if objective is Objective.RATE:
        return np.where(np.isnan(rate.bound), -1.0, rate.bound), rate.low, rate.high
    weight_reach, weight_rate = BALANCED
    rates = (rate.bound, rate.low, rate.high)
    value, low, high = (r**weight_reach * d**weight_rate for r, d in zip(reach, rates, strict=True))
    return np.where(np.isnan(value), -1.0, value), low, high
