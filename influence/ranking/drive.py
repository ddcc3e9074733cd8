"""Drive: how many different people somebody is expected to move in the next 90 days, learned from the past here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammaln

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.ranking.ordering import distinct
from influence.ranking.search import lowest
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
#: Between these logarithms the shape of the negative binomial is looked for.
LOG_SHAPES = (-4.0, 9.0)
#: What the interval is to hold of the past, and the tails tried for that, widest interval first.
NOMINAL = 0.9
TAILS = tuple(count / 200 for count in range(2, 51))

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

    def level_at(slope: float) -> float:
        return float(np.log(y.sum() / np.exp(slope * x).sum()))

    def poisson(slope: float) -> float:
        rate = level_at(slope) + slope * x
        return float((np.exp(rate) - y * rate).sum())

    slope = lowest(poisson, 0.0, STEEPEST)
    level = level_at(slope)
    mean = np.exp(level + slope * x)

    def unlikely(log_shape: float) -> float:
        r = float(np.exp(log_shape))
        like = gammaln(y + r) - gammaln(r) + r * np.log(r / (r + mean)) + y * np.log(mean / (r + mean))
        return -float(like.sum())

    shape = float(np.exp(lowest(unlikely, *LOG_SHAPES, width=1e-4)))
    return Calibration(level=level, slope=slope, offset=offset, shape=shape, tail=_tail(y, mean, shape),
                       people=len(y), cuts=cuts)


def _between(
    mean: NDArray[np.float64], shape: float, tail: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the quantiles at both tails; means to three digits, so that a million people share few of them."""
    digits = 10.0 ** (2 - np.floor(np.log10(np.maximum(mean, 1e-9))))
    few, at = np.unique(np.rint(mean * digits) / digits, return_inverse=True)
    low, high = (_quantile(q, few, shape) for q in (tail, 1 - tail))
    return low[at], high[at]


def _chance_up_to(number: NDArray[np.float64], mean: NDArray[np.float64], shape: float) -> NDArray[np.float64]:
    """Return the negative binomial's chance of at most `number`; below 0 it is 0."""
    chance = betainc(shape, np.maximum(number, 0.0) + 1.0, shape / (shape + mean))
    return np.where(number < 0, 0.0, chance)


def _quantile(q: float, mean: NDArray[np.float64], shape: float) -> NDArray[np.float64]:
    """Return the smallest whole numbers with a chance of at least `q` of not being passed."""
    low = np.full(len(mean), -1.0)
    high = np.ones(len(mean))
    while (short := _chance_up_to(high, mean, shape) < q).any():
        high[short] *= 2
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        enough = _chance_up_to(middle, mean, shape) >= q
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high


def _tail(moved: NDArray[np.float64], mean: NDArray[np.float64], shape: float) -> float:
    """Return the largest tail with which nine in ten of the past still lie inside: whole numbers alone are too wide."""
    up_to, below = (_chance_up_to(number, mean, shape) for number in (moved, moved - 1))
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
