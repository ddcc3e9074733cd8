"""Does the ranking predict who drives action, on this very data? Temporal hold-out against the baselines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.baselines import baselines
from influence.ranking.combine import BALANCED, score
from influence.ranking.comparison import Difference, Standing, coverage_differences, ndcg_differences
from influence.ranking.evaluation import ORACLE, Calibration, Cut, Evaluation, Row, Verdict, mean_rows
from influence.ranking.holdout import (
    CUT_SHARES,
    HeldOut,
    before,
    cut_times,
    halves,
    has_posts,
    held_out,
    horizon_days,
    placebo,
)
from influence.ranking.metrics import (
    Numbers,
    best_team,
    coverage,
    kendall,
    moved,
    ndcg,
    order,
    precision,
    spearman,
)
from influence.ranking.ranking import Ranking
from influence.ranking.truth import Truth, truth_of
from influence.ranking.verdict import LEAST_PEOPLE, ORDER_ALONE, too_little, verdict_of, words
from influence.ranking.window import DAY

#: Sizes of the teams that are compared, and of the one that is bootstrapped.
TEAMS = (5, 10, 25)
TEAM = 10
#: Random halves drawn when the data know no absolute time.
HALVES = 10
#: No verdict when more than this share of the acts have no date of their own.
MOSTLY = 0.5
#: Days that `drive` looks ahead.
DRIVE_DAYS = 90.0
#: Given a ranking, who may be chosen, and how many: a team.
Chooser = Callable[[Ranking, NDArray[np.int64], int], NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to evaluate."""

    #: One cut at this second; None for the usual four.
    cut: int | None = None
    #: How far to look ahead; None for 90 days, at most a sixth of the span.
    horizon_days: float | None = None
    #: Random halves of the posts instead of cuts in time.
    halves: bool = False
    #: Draws ties, held-out posts and intervals.
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trial:
    """One cut, everything about it."""

    cut: Cut
    truth: Truth
    #: Score of each row by position in `truth.people`.
    scores: dict[str, Numbers]
    #: The team of each row, and the oracle's.
    teams: dict[str, NDArray[np.int64]]
    ranking: Ranking
    past: Acts


def evaluate(
    acts: Acts, *, plan: Plan | None = None, followers: Numbers | None = None, adoptions: int = 0,
    choose: Chooser | None = None,
) -> Evaluation:
    """Return how well the ranking, made from what was known at each cut, foretold what came after it.

    One thing is as known today: which accounts are one person, since pages do not say since when they
    name one another.

    Args:
        acts: All that is known.
        plan: Where to cut and how far to look; the usual four cuts by default.
        followers: Stated audience per person, NaN where unknown, as one more row (known today, so it may know
            the future).
        adoptions: How many adoptions there are besides, of which only the order is known.
        choose: Chooses a team, for one more row; without it only the first k are.
    """
    asked = plan or Plan()
    if not len(acts) and adoptions:
        return Evaluation(verdict=Verdict.NONE, words=(ORDER_ALONE,), since=acts.since, until=acts.until)
    trials = [_trial(past, later, asked, followers, choose) for past, later in _splits(acts, asked)]
    trials = [trial for trial in trials if trial.truth.count.sum() > 0]
    cuts = tuple(trial.cut for trial in trials)
    reason = _too_little(acts, trials)
    if reason:
        return Evaluation(
            verdict=Verdict.NONE, words=(reason,), since=acts.since, until=acts.until, cuts=cuts, mean=mean_rows(cuts),
        )
    mean, differences = mean_rows(cuts), _differences(trials, asked.seed)
    verdict = verdict_of(differences)
    return Evaluation(
        verdict=verdict, words=words(verdict, mean, differences), since=acts.since, until=acts.until, cuts=cuts,
        mean=mean, differences=tuple(differences), calibration=_calibration(acts, trials),
        placebo=_placebo(trials, asked.seed) if has_posts(acts) and not asked.halves else {},
    )


def _splits(acts: Acts, plan: Plan) -> Iterator[tuple[Acts, HeldOut]]:
    """Yield what was known and what came, cut by cut."""
    if plan.halves:
        for i in range(HALVES):
            yield halves(acts, plan.seed + i)
        return
    days = horizon_days(acts, plan.horizon_days)
    for cut in (plan.cut,) if plan.cut is not None else cut_times(acts, CUT_SHARES):
        yield before(acts, cut), held_out(acts, cut, days)


def _trial(past: Acts, later: HeldOut, plan: Plan, followers: Numbers | None, choose: Chooser | None) -> Trial:
    """Score everybody by what was known, and compare with what came."""
    truth = truth_of(past, later, plan.seed, halves=plan.halves)
    ranking = score(past)
    people = truth.people
    scores = {name: values[people] for name, values in {
        **our_scores(ranking), **baselines(past, followers=followers, seed=plan.seed),
    }.items()}
    scores[ORACLE] = truth.count
    teams = {name: people[order(values, plan.seed)[:max(TEAMS)]] for name, values in scores.items()}
    teams[ORACLE] = best_team(truth.moved, people, max(TEAMS))
    if choose is not None and len(people):
        teams["ours_team"] = choose(ranking, people, max(TEAMS))
    rows = {name: {**_measures(scores.get(name), truth, plan.seed), **_coverages(team, teams[ORACLE], truth)}
            for name, team in teams.items()}
    cut = Cut(
        time=None if plan.halves else later.start,
        horizon_days=None if plan.halves else (later.end - later.start) / DAY,
        people=len(people), rated=int(truth.rated.sum()), drawn=truth.drawn, held_out_acts=len(later), rows=rows,
    )
    return Trial(cut=cut, truth=truth, scores=scores, teams=teams, ranking=ranking, past=past)


def our_scores(ranking: Ranking) -> dict[str, Numbers]:
    """Return what each objective ranks by; R stands in where no rate is known of anybody."""
    reach, rate = ranking.living_audience, ranking.numbers.action_rate
    if np.isnan(rate).all():
        return {"ours_people": reach, "ours_rate": reach, "ours_balanced": reach}
    return {"ours_people": reach, "ours_rate": rate, "ours_balanced": reach**BALANCED[0] * rate**BALANCED[1]}


def _measures(scores: Numbers | None, truth: Truth, seed: int) -> Row:
    if scores is None:
        return {}
    rated = truth.rated
    return {
        "ndcg_10": ndcg(scores, truth.count, 10, seed), "ndcg_50": ndcg(scores, truth.count, 50, seed),
        "precision_10": precision(scores, truth.count, 10, seed),
        "spearman": spearman(scores, truth.count), "kendall": kendall(scores, truth.count),
        "rate_spearman": spearman(scores[rated], truth.rate[rated]) if rated.any() else None,
    }


def _coverages(team: NDArray[np.int64], oracle: NDArray[np.int64], truth: Truth) -> Row:
    return {f"coverage_{k}": coverage(team[:k], oracle[:k], truth.moved) for k in TEAMS}


def _too_little(acts: Acts, trials: list[Trial]) -> str | None:
    if len(acts) and acts.inferred.mean() > MOSTLY:
        return (f"No verdict: {acts.inferred.mean():.0%} of the acts have no date of their own, so nobody knows what "
                "was before a cut and what after.")
    people = int(np.median([trial.cut.people for trial in trials])) if trials else 0
    return too_little(people, sum(trial.cut.held_out_acts for trial in trials))


def _differences(trials: list[Trial], seed: int) -> list[Difference]:
    """Return the default against every baseline, by the first ten and by the people ten reach together."""
    standings = [Standing(people=t.truth.people, truth=t.truth.count, scores=t.scores) for t in trials]
    others = [name for name in trials[0].scores if name not in ("ours_people", ORACLE)]
    found = ndcg_differences(standings, "ours_people", others, 10, seed)
    cuts = [(t.truth.moved, {n: team[:TEAM] for n, team in t.teams.items()}, t.teams[ORACLE][:TEAM]) for t in trials]
    for row in ("ours_people", "ours_team"):
        if row in trials[0].teams:
            found += coverage_differences(cuts, row, others, TEAM, seed)
    return found


def _calibration(acts: Acts, trials: list[Trial]) -> tuple[Calibration, ...]:
    """Return how often the interval of drive and the bound of the rate held, and drive's total against what came."""
    held, above, expected, came = [np.zeros(0, bool)], [np.zeros(0, bool)], 0.0, 0.0
    for trial in trials:
        numbers = trial.ranking.numbers
        ranked = trial.ranking.scores.codes[:trial.ranking.scores.ranked]
        people = ranked[~np.isnan(numbers.drive[ranked])]
        if len(people) and trial.cut.time is not None:
            later = held_out(acts, trial.cut.time, DRIVE_DAYS)
            count = moved(later.owner, later.actor, later.people).count[people]
            held.append((count >= numbers.drive_low[people]) & (count <= numbers.drive_high[people]))
            expected, came = expected + float(numbers.drive[people].sum()), came + float(count.sum())
        people = trial.truth.people
        rated = ~np.isnan(trial.truth.per_post) & ~np.isnan(numbers.action_rate[people])
        above.append((trial.truth.per_post >= numbers.action_rate[people])[rated])
    found = [_shares("drive interval", 0.9, held), _shares("rate bound", 0.8, above)]
    if expected > 0:
        found.append(Calibration(of="drive total", nominal=1.0, observed=came / expected, people=found[0].people))
    return tuple(each for each in found if each.people)


def _shares(of: str, nominal: float, held: list[NDArray[np.bool_]]) -> Calibration:
    every = np.concatenate(held)
    return Calibration(of=of, nominal=nominal, observed=float(every.mean()) if len(every) else None, people=len(every))


def _placebo(trials: list[Trial], seed: int) -> dict[str, float]:
    """Return the mean NDCG@10 that is left when every act is moved to a random post of the week before."""
    found: dict[str, list[float]] = {"ours_people": [], "past_responders": []}
    for trial in trials:
        if len(trial.truth.people) < LEAST_PEOPLE:
            continue
        shuffled = placebo(trial.past, seed)
        rows = {**our_scores(score(shuffled, intervals=False)), **baselines(shuffled, seed=seed)}
        for name, values in found.items():
            value = ndcg(rows[name][trial.truth.people], trial.truth.count, 10, seed)
            if value is not None:
                values.append(value)
    return {name: float(np.mean(values)) for name, values in found.items() if values}
