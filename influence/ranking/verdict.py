"""The verdict in words: does the ranking predict who drives action here, and how sure is that."""

from collections.abc import Sequence

from influence.ranking.baselines import BASELINES
from influence.ranking.comparison import Difference
from influence.ranking.evaluation import ORACLE, OURS, ROWS, Row, Verdict

#: Fewer than this and no verdict is given: it would be luck.
LEAST_PEOPLE, LEAST_ACTS = 30, 100
#: The two that the verdict is against: what most tools count, and what is hardest to beat.
REFERENCES = ("past_responders", "posts_decayed")
ORDER_ALONE = (
    "No credit is given and no verdict: the data know only who adopted what after whom, and order alone says "
    "next to nothing about who moved whom. Load replies, links, mentions or follows between the people too."
)


def too_little(people: int, held_out_acts: int) -> str | None:
    """Return why no verdict can be given, or None when it can."""
    if people < LEAST_PEOPLE:
        return (f"No verdict: {people} people could be judged, and below {LEAST_PEOPLE} any order may look good "
                "by luck. Read more sources or a longer time.")
    if held_out_acts < LEAST_ACTS:
        return (f"No verdict: {held_out_acts} acts came after the cuts, and below {LEAST_ACTS} luck decides. "
                "Read a longer time, or look further ahead with --horizon.")
    return None


def verdict_of(differences: Sequence[Difference]) -> Verdict:
    """Return better, equal or worse, by NDCG@10.

    Better when the 95 % interval of the difference lies above zero against both references and
    below zero against no single baseline; worse when it lies below zero against any of them; else equal.
    """
    by_row = {d.against: d for d in differences if d.measure == "ndcg_10" and d.against in BASELINES}
    if any(d.worse for d in by_row.values()):
        return Verdict.WORSE
    return Verdict.BETTER if all(by_row[name].better for name in REFERENCES) else Verdict.EQUAL


def words(verdict: Verdict, mean: dict[str, Row], differences: Sequence[Difference]) -> tuple[str, ...]:
    """Return the verdict as sentences with their numbers."""
    opening = {
        Verdict.BETTER: "Here the ranking tells better who moves people next than counting responders or posts does.",
        Verdict.EQUAL: "Here the ranking does as well as the simpler scores, not provably better.",
        Verdict.WORSE: "Here the ranking does worse than a simpler score. Use that one, or ask why.",
        Verdict.NONE: "",
    }[verdict]
    said = [opening]
    ours = mean["ours_people"]["ndcg_10"]
    if ours is not None:
        said.append(f"Of what a perfect order would have gained in the first ten, ours gained {ours:.0%}.")
    best = best_baseline(mean, "ndcg_10")
    wanted = {name: None for name in (*REFERENCES, best) if name}
    for name in wanted:
        found = [d for d in differences if d.measure == "ndcg_10" and d.against == name]
        said += [_sentence(d, best=name == best) for d in found]
    return tuple(said)


def best_baseline(mean: dict[str, Row], measure: str) -> str | None:
    """Return the baseline with the highest mean of a measure; the first by name among equals."""
    known = {name: value for name, row in mean.items()
             if name not in OURS and name != ORACLE and (value := row.get(measure)) is not None}
    return min(known, key=lambda name: (-known[name], name)) if known else None


def _sentence(found: Difference, *, best: bool) -> str:
    sure = "surely more" if found.better else "surely less" if found.worse else "could be luck"
    which = f"{ROWS[found.against]}, the best of the others" if best else ROWS[found.against]
    return (f"Against {which}: {found.value:+.2f} of NDCG@10 "
            f"(95 % interval {found.low:+.2f} to {found.high:+.2f}; {sure}).")
