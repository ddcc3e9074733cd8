"""Drive: how many different people somebody is expected to move in the next 90 days, learned from the past here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import gammaln
from scipy.stats import nbinom

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.ranking.ordering import distinct
from influence.ranking.window import DAY, window_of

#: How far ahead drive looks, in days, and how many of those a past must hold.
AHEAD_DAYS, PAST_TIMES = 90, 5
#: So many cuts into the past, each 90 days before the next.
CUTS = 4
#: More acts than this teach enough at a single cut, and so many people, evenly spread, are enough.
MANY_ACTS, MANY_PEOPLE = 1_000_000, 20_000
#: Fewer people or fewer moved than this, over all cuts, teach nothing.
FEWEST_PEOPLE, FEWEST_MOVED = 30, 60
#: Twice the R never means more than four times the people.
STEEPEST = 2.0
#: What the interval is to hold of the past, and the tails tried for that, widest interval first.
NOMINAL = 0.9
TAILS = tuple(count / 200 for count in range(2, 17))

#: R of every person for acts cut in the past, and who would have been ranked then.
Reach = Callable[[Acts], tuple[NDArray[np.float64], NDArray[np.bool_]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """From R to people moved in 90 days: mean = exp(level) * (R + offset) ^ slope, negative binomial around it."""

    level: float
    #: Between 0 and 2: who has more R is never expected to move fewer.
    slope: float
    offset: float
    #: Shape of the negative binomial; small is wide.
    shape: float
    #: Probability left out at each end, so that nine in ten of the past lie inside.
    tail: float
    #: How many people at how many cuts taught it.
    people: int
    cuts: int

    def expected(self, reach: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the expected number of different people moved in the next 90 days."""
        return np.asarray(np.exp(self.level + self.slope * np.log(reach + self.offset)), dtype=np.float64)

    def interval(self, reach: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the ends between which the number lies nine times in ten."""
        mean = self.expected(reach)
        return _between(mean, self.shape, self.tail)


def cut_at(acts: Acts, end: int) -> Acts:
    """Return the acts up to a second in the past, as views; later posts stay in the lists but count nowhere."""
    kept = slice(0, int(np.searchsorted(acts.time, end, side="right")))
    return replace(
        acts, actor=acts.actor[kept], owner=acts.owner[kept], verb=acts.verb[kept], time=acts.time[kept],
        inferred=acts.inferred[kept], post=acts.post[kept], result=acts.result[kept], weight=acts.weight[kept],
        row=acts.row[kept], until=end,
    )


def moved_after(acts: Acts, start: int, end: int) -> NDArray[np.float64]:
    """Return how many different others acted on each person after `start` up to `end`, on posts written then.

    Acts without a post count too, so that places of links and mentions can learn.
    """
    later = (acts.time > start) & (acts.time <= end) & (acts.weight > 0)
    at = np.flatnonzero(later)
    post_time = np.append(acts.post_time, UNDATED)[acts.post[at]]
    at = at[(acts.post[at] < 0) | (post_time > start)]
    pair = distinct(acts.owner[at].astype(np.int64) * acts.people + acts.actor[at])
    return np.bincount(pair // acts.people, minlength=acts.people).astype(np.float64)


def calibration(acts: Acts, reach: Reach) -> Calibration | None:
    """Return how R turned into people moved, on the acts' own past; None when the past is too short or too thin.

    At up to four cuts, 90 days apart, R is computed from what was known then and set against the different
    people moved in the 90 days after: Poisson regression of the number on log(R + offset) (the offset is a
    tenth of the mean, so that 0 has a place), slope held between 0 and 2; then the shape of a negative binomial
    for what is left, and the tails that leave nine in ten of that past inside. The span must be five times
    as long as what is foretold.

    Args:
        acts: What happened.
        reach: R of every person for acts cut in the past, and who would have been ranked.
    """
    span = window_of(acts).span_days
    cuts = min(CUTS, int(span / AHEAD_DAYS) - (PAST_TIMES - 1))
    if cuts < 1:
        return None
    cuts = 1 if len(acts) > MANY_ACTS else cuts
    seen = [_at_cut(acts, reach, acts.until - (back + 1) * AHEAD_DAYS * DAY) for back in range(cuts)]
    then, moved = (np.concatenate(part) for part in zip(*seen, strict=True))
    if len(then) < FEWEST_PEOPLE or moved.sum() < FEWEST_MOVED or then.max() <= 0:
        return None
    step = max(len(then) // MANY_PEOPLE, 1)
    return fitted(then[::step], moved[::step], cuts)


def fitted(reach: NDArray[np.float64], moved: Sequence[float] | NDArray[np.float64], cuts: int = 1) -> Calibration:
    """Return the calibration that fits pairs of R and people moved best.

    Worked example: where everybody moved twice their R, so is expected of 4.

    >>> found = fitted(np.array([1.0, 2.0, 4.0, 8.0] * 10), np.array([2.0, 4.0, 8.0, 16.0] * 10))
    >>> found.expected(np.array([4.0])).round().tolist()
    [8.0]
    """
    y = np.asarray(moved, dtype=np.float64)
    offset = 0.1 * float(reach.mean()) + 1e-6
    x = np.log(reach + offset)

    def poisson(at: NDArray[np.float64]) -> float:
        rate = at[0] + min(max(float(at[1]), 0.0), STEEPEST) * x
        return float((np.exp(np.minimum(rate, 50.0)) - y * rate).sum())

    start = np.array([np.log(y.mean() / np.exp(x).mean()), 1.0])
    found = minimize(poisson, start, method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-8}).x
    level, slope = float(found[0]), min(max(float(found[1]), 0.0), STEEPEST)
    mean = np.exp(level + slope * x)

    def unlikely(at: NDArray[np.float64]) -> float:
        r = float(np.exp(np.clip(at[0], -4.0, 9.0)))
        like = gammaln(y + r) - gammaln(r) + r * np.log(r / (r + mean)) + y * np.log(mean / (r + mean))
        return -float(like.sum())

    shape = float(np.exp(np.clip(minimize(unlikely, np.zeros(1), method="Nelder-Mead").x[0], -4.0, 9.0)))
    return Calibration(level=level, slope=slope, offset=offset, shape=shape, tail=_tail(y, mean, shape),
                       people=len(y), cuts=cuts)


def _between(
    mean: NDArray[np.float64], shape: float, tail: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the quantiles at both tails; means to three digits, so that a million people share few of them."""
    digits = 10.0 ** (2 - np.floor(np.log10(np.maximum(mean, 1e-9))))
    few, at = np.unique(np.rint(mean * digits) / digits, return_inverse=True)
    low, high = (np.asarray(nbinom.ppf(q, shape, shape / (shape + few))) for q in (tail, 1 - tail))
    return low[at], high[at]


def _tail(moved: NDArray[np.float64], mean: NDArray[np.float64], shape: float) -> float:
    """Return the largest tail with which nine in ten of the past still lie inside: whole numbers alone are too wide."""
    chance = shape / (shape + mean)
    up_to, below = (np.asarray(nbinom.cdf(number, shape, chance)) for number in (moved, moved - 1))
    inside: float = TAILS[0]
    for tail in TAILS:
        if ((up_to >= tail) & (below < 1 - tail)).mean() < NOMINAL:
            break
        inside = tail
    return inside


def _at_cut(acts: Acts, reach: Reach, end: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return R then and people moved after, of everybody who would have been ranked."""
    then, ranked = reach(cut_at(acts, end))
    moved = moved_after(acts, end, end + AHEAD_DAYS * DAY)
    return then[ranked], moved[ranked]
