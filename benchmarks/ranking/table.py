"""The table of docs/scores_table.md: every score on every response set, by temporal hold-out.

python -m benchmarks.ranking.table            print it
python -m benchmarks.ranking.table --write    write docs/scores_table.md
python -m benchmarks.ranking.table --gate     exit 1 when a floor is not met
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from benchmarks.ranking.floors import misses
from benchmarks.ranking.sets import FOLDER, Dataset, order_only_sets, response_sets
from influence.ranking.evaluate import Plan, evaluate
from influence.ranking.evaluation import ROWS, Evaluation
from influence.ranking.ranking import Ranking
from influence.ranking.verdict import best_baseline
from influence.shortlist.choice import audience, choose

TARGET = Path(__file__).resolve().parents[2] / "docs" / "scores_table.md"
#: Sets of the reach tables; the retweets know no time and are shown apart.
REACH = ("everything", "polblogs", "beer", "music")
HEAD = """# Scores, measured

Made by `python -m benchmarks.ranking.table --write`; do not edit. Each score sees only what happened before a cut, at
40, 55, 70 and 85 % of the posts (of the acts, where nobody's posts are known), and is judged on posts written after
it: a mailing list, 47 political blogs, a beer and a music Q&A site, and retweets without absolute time, which are
split at random instead. "Mean" is over the sets of the table. What each row is: docs/scores.md.
"""


def team(ranking: Ranking, people: np.ndarray, size: int) -> np.ndarray:
    """Choose a team as `influence shortlist` does."""
    pairs = ranking.pairs
    ties = audience(pairs.driver, pairs.responder, pairs.living * pairs.share, len(ranking.living_audience),
                    ranking.newcomers)
    return np.array(choose(ties, people.astype(np.int32), size).drivers, np.int64)


def run(dataset: Dataset) -> Evaluation:
    """Evaluate one set."""
    plan = Plan(horizon_days=dataset.horizon_days, halves=dataset.halves)
    return evaluate(dataset.acts, plan=plan, followers=dataset.followers, adoptions=dataset.adoptions, choose=team)


def cell(value: float | None, best: bool = False) -> str:
    """Return a number as people write it in tables, the best one bold."""
    if value is None:
        return "-"
    text = f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.2f}"
    return f"**{text}**" if best else text


def one_table(title: str, measure: str, found: dict[str, Evaluation]) -> list[str]:
    """Return a table of one measure: rows by sets, and their mean."""
    values = {row: [found[name].mean.get(row, {}).get(measure) for name in found] for row in ROWS}
    values = {row: line for row, line in values.items() if any(value is not None for value in line)}
    for line in values.values():
        known = [value for value in line if value is not None]
        line.append(sum(known) / len(known) if len(known) == len(found) else None)
    best = [max((line[i] for row, line in values.items() if row != "oracle" and line[i] is not None), default=None)
            for i in range(len(found) + 1)]
    columns = [*found, "mean"] if len(found) > 1 else list(found)
    lines = [f"## {title}", "", "| score | " + " | ".join(columns) + " |", "| --- |" + " --- |" * len(columns)]
    for row, line in values.items():
        cells = [cell(value, row != "oracle" and value is not None and value == best[i])
                 for i, value in enumerate(line[:len(columns)])]
        lines.append(f"| {ROWS[row]} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def against_best(found: dict[str, Evaluation]) -> list[str]:
    """Return the default against the best single baseline of each set, with 95 % intervals."""
    lines = ["## The default against the best single baseline of each set", "",
             "Mean difference and 95 % interval (paired bootstrap). Judged after the fact: the best of 13 others is "
             "another one on each set.", "",
             "| set | measure | ours | best of the others | ours minus it | 95 % interval |",
             "| --- | --- | --- | --- | --- | --- |"]
    for name, result in found.items():
        for measure, row in (("ndcg_10", "ours_people"), ("coverage_10", "ours_people"), ("coverage_10", "ours_team")):
            best = best_baseline(result.mean, measure)
            if best and (gap := result.difference(measure, best, row)):
                ours, interval = ROWS[row].removeprefix("ours: "), f"{gap.low:+.3f} to {gap.high:+.3f}"
                lines.append(f"| {name} | {measure} | {ours} | {ROWS[best]} | {gap.value:+.3f} | {interval} |")
    return [*lines, ""]


def facts(found: dict[str, Evaluation]) -> list[str]:
    """Return how many people and acts stand behind each set, its verdict, calibration and placebo."""
    lines = ["## Behind the numbers", "",
             "Placebo: NDCG@10 of our default when every act is moved to a random post of the week before; what is "
             "left measures how much people write, not whom they move.", "",
             "| set | people judged | by rate | held-out acts | verdict | placebo | inside drive's 90 % interval "
             "| rates above their 80 % bound |",
             "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for name, result in found.items():
        people = np.mean([cut.people for cut in result.cuts])
        rated = np.mean([cut.rated for cut in result.cuts])
        acts = sum(cut.held_out_acts for cut in result.cuts)
        held = {c.of: f"{c.observed:.0%} of {c.people}" for c in result.calibration}
        lines.append(f"| {name} | {people:.0f} | {rated:.0f} | {acts:,} | {result.verdict} | "
                     f"{cell(result.placebo.get('ours_people'))} | {held.get('drive interval', '-')} "
                     f"| {held.get('rate bound', '-')} |")
    return [*lines, ""]


def page(found: dict[str, Evaluation], alone: dict[str, tuple[int, Evaluation]]) -> str:
    """Return the whole page."""
    reach = {name: found[name] for name in REACH}
    retweets = {"retweets": found["retweets"]}
    lines = [HEAD]
    lines += one_table("Who moves most different people next: NDCG@10", "ndcg_10", reach)
    lines += one_table("The same, first fifty: NDCG@50", "ndcg_50", reach)
    lines += one_table("The same, rank correlation: Spearman", "spearman", reach)
    lines += one_table("Precision of the first ten", "precision_10", reach)
    for k in (5, 10, 25):
        lines += one_table(f"Teams of {k}: share of the people the best possible team reached", f"coverage_{k}", reach)
    lines += one_table("Who moves most people per post: Spearman on equal numbers of held-out posts", "rate_spearman",
                       {name: found[name] for name in ("everything", "beer", "music", "retweets")})
    lines += one_table("Retweets, random halves: people moved, NDCG@10", "ndcg_10", retweets)
    lines += against_best(reach)
    lines += facts(found)
    lines += ["## Sets that know only the order of adoption", ""]
    lines += [f"- {name}: {count:,} adoptions, {result.verdict}. {' '.join(result.words)}"
              for name, (count, result) in alone.items()]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, print or write, and check the floors."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    options.add_argument("--gate", action="store_true", help="exit 1 when a floor is not met")
    given = options.parse_args()
    if not FOLDER.is_dir():
        print(f"The response sets are not here ({FOLDER.name} of the shared data); nothing measured.", file=sys.stderr)
        return 0
    found = {dataset.name: run(dataset) for dataset in response_sets()}
    alone = {dataset.name: (dataset.adoptions, run(dataset)) for dataset in order_only_sets()}
    text = page(found, alone)
    if given.write:
        TARGET.write_text(text, encoding="utf-8")
    else:
        print(text)
    missed = misses(found, {name: result for name, (_, result) in alone.items()})
    for line in missed:
        print(f"below the floor: {line}", file=sys.stderr)
    return 1 if given.gate and missed else 0


if __name__ == "__main__":
    sys.exit(main())
