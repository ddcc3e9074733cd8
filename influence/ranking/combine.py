"""The score: signals put together into one ranking of people."""

from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.score import Objective
from influence.ranking.counts import Counts, counts
from influence.ranking.credit import second_order
from influence.ranking.drive import AHEAD_DAYS, MANY_ACTS, Calibration, Reach, calibration, moved_after
from influence.ranking.flags import flags
from influence.ranking.follows import follows
from influence.ranking.interval import spread, two_way_variance
from influence.ranking.lift import lift
from influence.ranking.pairs import Grouping, gather
from influence.ranking.ranking import Numbers, Pairs, Ranking, Scores
from influence.ranking.rate import Rate, action_rate, answers
from influence.ranking.responders import Responders, of_acts, responders
from influence.ranking.rising import rising
from influence.ranking.season import YEAR_DAYS, season
from influence.ranking.tiers import tiers
from influence.ranking.trust import trust
from influence.ranking.window import DAY, Window, window_of

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
    relevance: Array | None = None,
    trusted: Collection[int] = (),
    chosen_sites: Collection[int] = (),
    intervals: bool = True,
) -> Ranking:
    """Return the people of these acts, best first, each number open to its acts.

    Args:
        acts: Who moved whom; acts later than `acts.until` must not be in it.
        objective: People moved, people moved per post, or a balance of both.
        relevance: Per post, 0 to 1, when a topic is asked for.
        trusted: Person codes whose answers count in full.
        chosen_sites: Codes of the sites that the user named as sources; communities there are no rings.
        intervals: False leaves out the 90 % intervals and drive, which look into the past again.
    """
    if (np.diff(acts.time) < 0).any():
        raise ValueError("acts must be in order of time")
    window = window_of(acts)
    groups = gather(acts)
    with ThreadPoolExecutor(max_workers=_threads(acts)) as pool:  # the past and today do not need each other
        then = _past(groups, relevance, trusted, chosen_sites)
        learning = pool.submit(calibration, acts, then) if intervals else None
        audience = responders(acts, groups, window, relevance, trusted, chosen_sites)
        learned = learning.result() if learning else None
    about = acts if relevance is None else on_topic(acts, relevance)
    found = answers(about, groups)
    reach, credited = audience.credits.by_driver(groups.driver, acts.people), groups.credited(audience.value)
    for_rate = audience.share * audience.belief.ring[groups.driver]  # whose root the rate takes: a ring counts in full
    with ThreadPoolExecutor(max_workers=_threads(acts)) as pool:
        beside = _beside(pool, (acts, about), groups, window, audience)
        rating = pool.submit(action_rate, about, window, found, for_rate, relevance)
        spreading = pool.submit(_spread, about, groups, audience, credited, reach, intervals=intervals)
        counting = pool.submit(counts, about, groups, window, found)
        trusting = trust(about, groups, audience.living, audience.weight)
        rate, seen = rating.result(), counting.result()
        asked = _asked(objective, (reach, *spreading.result()), rate)
    warnings = flags(about, groups, window, audience, (seen, trusting, found))
    warnings |= {"few_acts": too_little_seen(acts, seen)}
    numbers = Numbers(
        living_audience=reach, low=asked[1], high=asked[2], action_rate=rate.bound, action_rate_mean=rate.mean,
        trust=trusting.proven, mutual_share=trusting.mutual_share, repeat_share=trusting.repeat_share,
        communities_moved=np.full(acts.people, np.nan), counts=seen, warnings=warnings,
        season_peak=season(about, window), **_drive(learned, reach),
        **{name: one.result() for name, one in beside.items()},
    )
    return Ranking(
        scores=_in_order(acts, numbers, asked, SPREAD if intervals else None), objective=objective, window=window,
        proven=audience.proven, rule=rule(audience.proven), living_audience=reach, numbers=numbers,
        calibration=learned, newcomers=audience.newcomers,
        pairs=Pairs(responder=groups.responder, driver=groups.driver, living=audience.living, share=audience.share,
                    standing=audience.weight, act=credited, credits=audience.credits),
    )


def _threads(acts: Acts) -> int:
    return 2 if len(acts) > MANY_ACTS else 1


def on_topic(acts: Acts, relevance: Array) -> Acts:
    """Return the acts with weight 0 where they are off the topic; posts off it lose their author."""
    weight = np.where(of_acts(acts, relevance) > 0, acts.weight, 0.0)
    return replace(acts, weight=weight, post_author=np.where(relevance > 0, acts.post_author, -1).astype(np.int32))


def too_little_seen(acts: Acts, seen: Counts) -> NDArray[np.bool_]:
    """Return who had fewer than three responders, or fewer than three posts where their posts are known at all.

    Where posts are known, so are those of whom nothing was read, neither a post nor an act: others
    only point at them.
    """
    author = acts.post_author[(acts.post_author >= 0) & (acts.post_time <= acts.until)]
    read = np.bincount(author, minlength=acts.people) + np.bincount(acts.actor, minlength=acts.people) > 0
    few_posts = (seen.posts > 0) & (seen.posts < SEEN_ENOUGH)
    return (seen.people_moved < SEEN_ENOUGH) | few_posts | (~read if len(author) else np.zeros(acts.people, np.bool_))


def rule(proven: float) -> str:
    """Return in one word how audiences were believed: "proven", "vouched" or (nothing proven) "all"."""
    if proven <= 0:
        return "all"
    return "proven" if proven >= DENSE else "vouched"


def _beside(
    pool: ThreadPoolExecutor, of: tuple[Acts, Acts], groups: Grouping, window: Window, audience: Responders
) -> dict[str, Future[Array]]:
    """Return the signals that stand beside the rank, under way: numpy leaves both cores free for them."""
    acts, about = of
    return {
        "second_order": pool.submit(second_order, about, window),
        "lift": pool.submit(lift, about),
        "rising": pool.submit(rising, acts, groups, window, audience),
        "follows": pool.submit(follows, groups, audience.living),
        "last_year": pool.submit(_last_year, about, window),
    }


def _in_order(acts: Acts, numbers: Numbers, asked: tuple[Array, Array, Array], interval: str | None) -> Scores:
    """Return people best first, ties by R and then code; who was too little seen comes after."""
    value, low, _ = asked
    seen, watched = numbers.counts, numbers.warnings["few_acts"]
    listed = np.flatnonzero(acts.rankable & ((seen.posts > 0) | (seen.acts > 0)))
    order = listed[np.lexsort((listed, -numbers.living_audience[listed], -value[listed], watched[listed]))]
    ranked = order[: int((~watched[order]).sum())]
    groups_of = tiers(value[ranked], np.where(np.isnan(low), value, low)[ranked])
    return Scores(codes=order, ranked=len(ranked), tiers=groups_of, numbers=numbers, interval=interval)


def _spread(
    acts: Acts, groups: Grouping, audience: Responders, credited: NDArray[np.int64], reach: Array, *, intervals: bool
) -> tuple[Array, Array]:
    if not intervals:
        unknown = np.full(acts.people, np.nan)
        return unknown, unknown
    return spread(reach, two_way_variance(acts, groups, audience.value, credited, audience.share))


def _past(
    whole: Grouping, relevance: Array | None, trusted: Collection[int], chosen_sites: Collection[int]
) -> Reach:
    """Return what tells R of acts cut in the past, and who would have been ranked then."""

    def reach(acts: Acts) -> tuple[Array, NDArray[np.bool_]]:
        window, groups = window_of(acts), whole.until(len(acts))
        audience = responders(acts, groups, window, relevance, trusted, chosen_sites)
        written = (acts.post_author >= 0) & (acts.post_time <= acts.until)
        wrote = np.bincount(acts.post_author[written], minlength=acts.people)
        moved = np.bincount(groups.driver[groups.counted(acts) > 0], minlength=acts.people)
        enough = (moved >= SEEN_ENOUGH) & ((wrote == 0) | (wrote >= SEEN_ENOUGH)) & acts.rankable
        return audience.credits.by_driver(groups.driver, acts.people), enough

    return reach


def _drive(learned: Calibration | None, reach: Array) -> dict[str, Array]:
    if learned is None:
        unknown = np.full(len(reach), np.nan)
        return {"drive": unknown, "drive_low": unknown, "drive_high": unknown}
    low, high = learned.interval(reach)
    return {"drive": learned.expected(reach), "drive_low": low, "drive_high": high}


def _last_year(acts: Acts, window: Window) -> Array:
    if window.span_days <= YEAR_DAYS + AHEAD_DAYS:
        return np.full(acts.people, np.nan)
    start = acts.until - YEAR_DAYS * DAY
    return moved_after(acts, start, start + AHEAD_DAYS * DAY)


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
