"""What an evaluation found: per cut, on average, against whom, and the verdict."""

from dataclasses import dataclass, field
from enum import StrEnum

from influence.ranking.baselines import BASELINES
from influence.ranking.comparison import Difference

#: What each row is measured by, in the order of tables and JSON.
MEASURES = (
    "ndcg_10", "ndcg_50", "precision_10", "spearman", "kendall", "coverage_5", "coverage_10", "coverage_25",
    "rate_spearman",
)
#: Name of each of our rows, and what it is for a person.
OURS = {
    "ours_people": "ours: people moved (default)",
    "ours_rate": "ours: people moved per post",
    "ours_balanced": "ours: balanced",
    "ours_team": "ours: chosen as a team",
}
#: The row of those who see the future.
ORACLE = "oracle"
#: Every row there can be, in the order of tables and JSON.
ROWS = {**OURS, **BASELINES, ORACLE: "oracle (sees the future)"}

#: The measures of one row; None where they cannot be taken.
Row = dict[str, float | None]


class Verdict(StrEnum):
    """Whether the default predicts who moves people here better than counting does."""

    BETTER = "better"
    EQUAL = "equal"
    WORSE = "worse"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One cut between what was known and what came."""

    #: First second that was not known, epoch; None for random halves.
    time: int | None
    #: How far was looked ahead; None for random halves.
    horizon_days: float | None
    #: People judged, how many of them by their rate, and by how many posts drawn each.
    people: int
    rated: int
    drawn: int
    #: Acts that came, on posts that were not written yet.
    held_out_acts: int
    rows: dict[str, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How often an interval or bound held what it says."""

    #: "drive interval" or "rate bound"; "drive total": what came, as a part of what drive expected in all.
    of: str
    nominal: float
    #: Share of the people for whom it held (of what was expected, for a total); None when nobody has one.
    observed: float | None
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that `evaluate` found."""

    verdict: Verdict
    #: Why, in sentences for a person.
    words: tuple[str, ...]
    #: First and last second of the acts.
    since: int
    until: int
    cuts: tuple[Cut, ...] = ()
    #: Mean of each measure over the cuts that have it.
    mean: dict[str, Row] = field(default_factory=dict)
    #: Ours minus others, with intervals.
    differences: tuple[Difference, ...] = ()
    calibration: tuple[Calibration, ...] = ()
    #: Mean NDCG@10 on what really came, of scores made from acts moved to random posts of the same week.
    placebo: dict[str, float] = field(default_factory=dict)

    def difference(self, measure: str, against: str, row: str = "ours_people") -> Difference | None:
        """Return the difference of one of our rows, the default if not said, to another in one measure."""
        found = [d for d in self.differences if (d.measure, d.against, d.row) == (measure, against, row)]
        return found[0] if found else None


def mean_rows(cuts: tuple[Cut, ...]) -> dict[str, Row]:
    """Return each row's measures, each the mean over the cuts in which it could be taken."""
    found: dict[str, Row] = {}
    for name in ROWS:
        rows = [cut.rows[name] for cut in cuts if name in cut.rows]
        if rows:
            found[name] = {measure: _mean([row.get(measure) for row in rows]) for measure in MEASURES}
    return found


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
