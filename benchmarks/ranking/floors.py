"""What the ranking must reach on the response sets: a change that lowers one fails until it is agreed."""

from influence.ranking.evaluation import OURS, ROWS, Evaluation, Verdict
from influence.ranking.verdict import best_baseline

#: NDCG@10 of the default, mean of four cuts.
NDCG_10 = {"everything": 0.89, "polblogs": 0.87, "beer": 0.42, "music": 0.50}
#: Spearman of the action rate on retweets, mean over random halves.
RETWEETS_RATE = 0.72
#: Between these shares of all people the interval of drive must hold; it says 0.9.
INTERVALS = (0.85, 0.95)
#: Sets of the two mean rows.
REACH = ("everything", "polblogs", "beer", "music")
RATE = ("everything", "beer", "music", "retweets")


def misses(found: dict[str, Evaluation], alone: dict[str, Evaluation]) -> list[str]:
    """Return each floor that is not met, in words."""
    lines = [
        f"{name}: NDCG@10 {value:.3f}, floor {floor}"
        for name, floor in NDCG_10.items() if (value := found[name].mean["ours_people"]["ndcg_10"] or 0.0) < floor
    ]
    for name in NDCG_10:
        for measure in ("ndcg_10", "coverage_10"):
            best = best_baseline(found[name].mean, measure)
            rows = ("ours_people", "ours_team") if measure == "coverage_10" else ("ours_people",)
            gaps = [gap for row in rows if best and (gap := found[name].difference(measure, best, row))]
            lines += [f"{name}: {measure} of {ROWS[gap.row]} surely below {ROWS[gap.against]} "
                      f"({gap.value:+.3f}, up to {gap.high:+.3f})" for gap in gaps if gap.worse]
    lines += _beaten(found, REACH, "ndcg_10", "ours_people") + _beaten(found, RATE, "rate_spearman", "ours_rate")
    lines += _beaten(found, REACH, "coverage_10", "ours_people")
    lines += _intervals(found)
    rate = found["retweets"].mean["ours_rate"]["rate_spearman"] or 0.0
    if rate < RETWEETS_RATE:
        lines.append(f"retweets: Spearman of the action rate {rate:.3f}, floor {RETWEETS_RATE}")
    credited = [name for name, result in alone.items() if result.verdict is not Verdict.NONE]
    return lines + [f"{name}: credit from order alone" for name in credited]


def _beaten(found: dict[str, Evaluation], sets: tuple[str, ...], measure: str, row: str) -> list[str]:
    """Return the baselines whose mean over the sets is above ours."""
    mean = {
        name: sum(values) / len(sets) for name in ROWS if name != "oracle" and (name not in OURS or name == row)
        and None not in (values := [found[each].mean.get(name, {}).get(measure) for each in sets])
    }
    return [f"mean {measure} over sets: {ROWS[name]} {value:.3f}, {ROWS[row]} {mean[row]:.3f}"
            for name, value in mean.items() if value > mean[row]]


def _intervals(found: dict[str, Evaluation]) -> list[str]:
    """Return whether the interval of drive held too seldom or too often, all sets together."""
    seen = [each for result in found.values() for each in result.calibration
            if each.of == "drive interval" and each.observed is not None]
    people = sum(each.people for each in seen)
    held = sum((each.observed or 0.0) * each.people for each in seen) / max(people, 1)
    if not people or INTERVALS[0] <= held <= INTERVALS[1]:
        return []
    return [f"intervals of drive held for {held:.1%} of {people} people, agreed {INTERVALS[0]:.0%} to "
            f"{INTERVALS[1]:.0%}"]
