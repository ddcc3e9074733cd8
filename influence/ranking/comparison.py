"""Is one order really better than another here, or was it luck? Paired bootstrap of the difference."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.ranking.metrics import Moved, Numbers, discounts, order

#: How often people are drawn again, and the interval that is printed.
DRAWS = 1000
INTERVAL = (0.025, 0.975)
#: So many first places decide the first 50 of any draw: the chance that they do not is below 1e-30.
DECIDING = 200
#: At most so many numbers are drawn at once.
AT_ONCE = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Ours minus another row in one measure, mean over the cuts, with its 95 % interval."""

    measure: str
    row: str
    against: str
    value: float
    low: float
    high: float

    @property
    def better(self) -> bool:
        """Return whether the whole interval lies above zero."""
        return self.low > 0

    @property
    def worse(self) -> bool:
        """Return whether the whole interval lies below zero."""
        return self.high < 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """The scores of one cut, and what happened; arrays by position in `people`."""

    people: NDArray[np.int64]
    truth: Numbers
    scores: dict[str, Numbers]


def ndcg_differences(cuts: Sequence[Standing], row: str, against: Sequence[str], k: int, seed: int) -> list[Difference]:
    """Return NDCG@k of `row` minus that of each other row, mean over cuts, people drawn anew.

    Each draw gives every person a Poisson(1) number of places, the same in all cuts, as the same
    people come again in each. Only the first 200 of each order can matter, so that a million people
    cost no more than a thousand.
    """
    names = [row, *against]
    lines = [{name: order(cut.scores[name], seed)[:DECIDING] for name in names} for cut in cuts]
    best = [np.argsort(-cut.truth, kind="stable")[:DECIDING] for cut in cuts]
    needed = np.unique(np.concatenate(
        [cut.people[at] for cut, line, top in zip(cuts, lines, best, strict=True) for at in (*line.values(), top)]
    ))
    drawn = np.random.default_rng(seed).poisson(1.0, (DRAWS, len(needed))).astype(np.uint8)
    drawn[0] = 1  # the first draw is what was observed
    values = {name: np.zeros(DRAWS) for name in names}
    with np.errstate(invalid="ignore"):
        for cut, line, top in zip(cuts, lines, best, strict=True):
            ideal = _gains(cut, top, needed, drawn, k)
            for name in names:
                values[name] += np.nan_to_num(_gains(cut, line[name], needed, drawn, k) / ideal) / len(cuts)
    return [_difference(f"ndcg_{k}", row, name, values[row] - values[name]) for name in against]


def coverage_differences(
    cuts: Sequence[tuple[Moved, dict[str, NDArray[np.int64]], NDArray[np.int64]]],
    row: str, against: Sequence[str], k: int, seed: int,
) -> list[Difference]:
    """Return the team's coverage under `row` minus under each other row, responders drawn anew.

    Args:
        cuts: Per cut who moved whom, the team of each row, and the oracle's team.
        row: Ours.
        against: The others.
        k: Size of the teams, for the name of the measure.
        seed: Draws the responders.
    """
    names = [row, *against]
    masks = [
        np.stack([truth.reached(team) for team in (*(teams[name] for name in names), oracle)])
        for truth, teams, oracle in cuts
    ]
    some = np.flatnonzero(np.any([mask.any(axis=0) for mask in masks], axis=0))
    parts = [mask[:, some].T.astype(np.float32) for mask in masks]
    rng = np.random.default_rng(seed)
    batch = max(1, min(DRAWS, AT_ONCE // max(len(some), 1)))
    draws = min(DRAWS, max(100, 10 * batch))
    shares: list[Numbers] = []
    for start in range(0, draws, batch):
        drawn = rng.poisson(1.0, (min(batch, draws - start), len(some))).astype(np.float32)
        if start == 0:
            drawn[0] = 1
        shares.append(_mean_shares([drawn @ part for part in parts]))
    values = np.concatenate(shares)
    return [_difference(f"coverage_{k}", row, name, values[:, 0] - values[:, i + 1]) for i, name in enumerate(against)]


def _mean_shares(reached: list[NDArray[np.float32]]) -> Numbers:
    """Return draws by rows: share of the oracle's people (last column), mean over cuts."""
    shares = [each[:, :-1] / np.maximum(each[:, -1:], 1.0) for each in reached]
    return np.asarray(np.mean(shares, axis=0), dtype=np.float64)


def _gains(
    cut: Standing, line: NDArray[np.int64], needed: NDArray[np.int64], drawn: NDArray[np.uint8], k: int
) -> Numbers:
    """Return the discounted gain of the first k places in each draw: a person drawn twice takes two places."""
    counts = drawn[:, np.searchsorted(needed, cut.people[line])]
    filled = np.minimum(np.cumsum(counts, axis=1, dtype=np.int64), k)
    table = np.concatenate(([0.0], np.cumsum(discounts(k))))
    return np.asarray((np.diff(table[filled], axis=1, prepend=0.0) * cut.truth[line]).sum(axis=1), dtype=np.float64)


def _difference(measure: str, row: str, against: str, draws: Numbers) -> Difference:
    low, high = np.quantile(draws, INTERVAL)
    return Difference(
        measure=measure, row=row, against=against, value=float(draws[0]), low=float(low), high=float(high),
    )
