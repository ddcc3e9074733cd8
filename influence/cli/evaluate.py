"""`influence evaluate`: does the ranking foretell who drives action, on these very data?"""

import json
from typing import TYPE_CHECKING

import click

from influence.cli.session import Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from influence.cli.pipeline import World
    from influence.ranking.evaluate import Plan
    from influence.ranking.evaluation import Calibration, Cut, Evaluation
    from influence.ranking.ranking import Ranking

SCHEMA_VERSION = 1
#: Columns of the table on the screen: measure and heading.
SHOWN = {"ndcg_10": "NDCG@10", "ndcg_50": "NDCG@50", "precision_10": "prec@10", "spearman": "Spearman",
         "coverage_5": "team 5", "coverage_10": "team 10", "rate_spearman": "per post"}
LEGEND = (
    "NDCG@10: what the first ten really moved, as a share of the best possible first ten. team 5, team 10: different\n"
    "people reached, as a share of the best possible team. per post: rank correlation with people moved per post."
)


def days(context: click.Context, option: click.Parameter, value: str | None) -> float | None:
    """Return a number of days written `120` or `120d`; above zero."""
    if value is None:
        return None
    try:
        number = float(value.removesuffix("d"))
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise click.BadParameter(f"'{value}' is no number of days; write 90 or 90d", context, option)
    return number


@click.command()
@click.option("--cut", metavar="DATE", help="One cut at the start of this day, instead of the usual four.")
@click.option("--horizon", callback=days, metavar="DAYS",
              help="How far to look ahead.  [default: 90 days, at most a sixth of the time observed]")
@click.option("--halves", is_flag=True,
              help="Split the posts at random instead of in time: for data without absolute times.")
@click.option("--seed", default=0, show_default=True, help="Draws ties, held-out posts and intervals.")
@click.option("--gate", is_flag=True, help="End with exit code 6 unless the verdict is better or equal.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_obj
def evaluate(
    session: Session, *, cut: str | None, horizon: float | None, halves: bool, seed: int, gate: bool, as_json: bool
) -> None:
    """Test whether the ranking predicts who drives action here.

    The past is cut off four times (at 40, 55, 70 and 85 % of the posts); people are ranked by what was
    known before each cut, and the ranking is compared with whom others really acted on after it, side
    by side with counting posts, responders or followers, PageRank and others. Says in words whether the
    ranking is better here, and admits it when it is not.

    \b
    Examples:
      influence evaluate
      influence evaluate --cut 2024-01-01 --horizon 120d
      influence evaluate --gate --json > evaluation.json
    """
    from influence.cli.pipeline import second
    from influence.errors import GateError
    from influence.ranking.evaluate import Plan
    from influence.ranking.evaluation import Verdict

    plan = Plan(cut=second(cut), horizon_days=horizon, halves=halves, seed=seed)
    found = _evaluated(session, plan)
    click.echo(json.dumps(as_object(found), ensure_ascii=False, indent=2) if as_json else as_text(found))
    if gate and found.verdict not in (Verdict.BETTER, Verdict.EQUAL):
        raise GateError(f"the verdict is {found.verdict}", hint=" ".join(found.words))


def _evaluated(session: Session, plan: "Plan") -> "Evaluation":
    """Open the project and evaluate it."""
    from influence.cli.pipeline import world
    from influence.graph import build
    from influence.ranking.evaluate import evaluate as evaluated
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = world(project)
        acts = build.acts(known.columns, known.people, weights=known.settings.score)
        return evaluated(
            acts, plan=plan, followers=_followers(known), adoptions=_adoptions(known), choose=chosen_team)


def _followers(known: "World") -> "NDArray[np.float64]":
    """Return each person's stated audience, NaN where unknown."""
    import numpy as np

    stated = [person.audience for person in known.people.persons]
    return np.array([np.nan if count is None else float(count) for count in stated])


def _adoptions(known: "World") -> int:
    from crawlers.records import Verb
    from influence.model.columns import VERBS

    return int((known.columns.activities.verb == VERBS.index(Verb.ADOPT)).sum())


def chosen_team(ranking: "Ranking", people: "NDArray[np.int64]", size: int) -> "NDArray[np.int64]":
    """Choose a team from these people as `influence shortlist` does, without its house rules."""
    import numpy as np

    from influence.shortlist import audience, choose

    pairs = ranking.pairs
    ties = audience(pairs.driver, pairs.responder, pairs.living * pairs.share, len(ranking.living_audience),
                    ranking.newcomers)
    return np.array(choose(ties, people.astype(np.int32), size).drivers, np.int64)


def as_text(found: "Evaluation") -> str:
    """Return the verdict, the table of means and what stands behind it, for a terminal."""
    from influence.ranking.evaluation import ROWS, Verdict

    lines = [f"Verdict: {found.verdict}", "", *found.words]
    if found.mean and found.verdict is not Verdict.NONE:  # of too little, good numbers are luck
        wide = max(len(label) for label in ROWS.values())
        lines += ["", " " * wide + "".join(f"{heading:>10}" for heading in SHOWN.values())]
        lines += [f"{ROWS[name]:<{wide}}" + "".join(_cell(row.get(measure)) for measure in SHOWN)
                  for name, row in found.mean.items()]
        lines += ["", LEGEND]
    if found.cuts:
        lines += ["", *(_cut_line(cut) for cut in found.cuts)]
    for each in found.calibration:
        lines += _calibration_line(each)
    if "ours_people" in found.placebo:
        left = found.placebo["ours_people"]
        lines.append(f"Placebo: with every act moved to a random post of the week before, {left:.2f} of NDCG@10 "
                     "is left; that much comes from how much people write.")
    return "\n".join(lines)


def as_object(found: "Evaluation") -> dict[str, object]:
    """Return what `--json` prints."""
    from dataclasses import asdict

    from influence.cli.pipeline import moment

    return {
        "schema_version": SCHEMA_VERSION, "command": "evaluate", "verdict": str(found.verdict),
        "words": list(found.words), "window": {"since": moment(found.since), "until": moment(found.until)},
        "cuts": [_cut_object(cut) for cut in found.cuts], "mean": found.mean,
        "differences": [asdict(each) for each in found.differences],
        "calibration": [asdict(each) for each in found.calibration], "placebo": found.placebo,
    }


def _calibration_line(found: "Calibration") -> list[str]:
    if found.observed is None:
        return []
    if found.of == "drive total":
        return [f"Of the people that drive expected to be moved in all, {found.observed:.0%} were."]
    return [f"The {found.of} held for {found.observed:.0%} of {found.people} people (it says {found.nominal:.0%})."]


def _cut_object(cut: "Cut") -> dict[str, object]:
    from influence.cli.pipeline import moment

    return {
        "cut": None if cut.time is None else moment(cut.time), "horizon_days": cut.horizon_days, "people": cut.people,
        "rated_people": cut.rated, "posts_drawn": cut.drawn, "held_out_acts": cut.held_out_acts, "rows": cut.rows,
    }


def _cut_line(cut: "Cut") -> str:
    from influence.cli.pipeline import moment

    if cut.time is None or cut.horizon_days is None:
        return f"Random halves: {cut.people} people judged, {cut.held_out_acts:,} held-out acts."
    return (f"Cut {moment(cut.time)[:10]}, {cut.horizon_days:.0f} days ahead: {cut.people} people judged "
            f"({cut.rated} by their rate), {cut.held_out_acts:,} held-out acts.")


def _cell(value: float | None) -> str:
    return f"{'-':>10}" if value is None else f"{value:10.2f}"
