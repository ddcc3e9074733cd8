"""How good an order of people is, judged by what happened afterwards."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import kendalltau

#: A score or a truth, one number per person.
Numbers = NDArray[np.float64]


def order(score: Numbers, seed: int = 0) -> NDArray[np.int64]:
    """Return positions best first; unknown (NaN) last, ties in an order drawn once by `seed`.

    Never in the order of input, which often follows time or activity and would help one score
    over another for no merit of its own.

    >>> order(np.array([1.0, np.nan, 3.0])).tolist()
    [2, 0, 1]
    """
    tie = np.random.default_rng(seed).permutation(len(score))
    return np.lexsort((tie, -np.where(np.isnan(score), -np.inf, score)))


def discounts(k: int) -> Numbers:
    """Return what the first k places weigh: 1 / log2(place + 1)."""
    return np.asarray(1.0 / np.log2(np.arange(2, k + 2)), dtype=np.float64)


def ndcg(score: Numbers, truth: Numbers, k: int, seed: int = 0) -> float | None:
    """Return the normalised discounted cumulative gain of the first k, 0 to 1; None when nothing happened.

    Gain is the truth itself (people moved), not an exponential of it (Järvelin and Kekäläinen 2002).

    Worked example: the best (4 people) on place two, nobody else moved anyone: log2(2) / log2(3).

    >>> round(ndcg(np.array([9.0, 8.0]), np.array([0.0, 4.0]), 2), 3)
    0.631
    """
    weight = discounts(min(k, len(truth)))
    ideal = float((np.sort(truth)[::-1][:k] * weight).sum())
    return float((truth[order(score, seed)[:k]] * weight).sum()) / ideal if ideal > 0 else None


def precision(score: Numbers, truth: Numbers, k: int, seed: int = 0) -> float | None:
    """Return the share of the first k who really are among the k best (ties with the k-th count as being).

    >>> precision(np.array([3.0, 2.0, 1.0]), np.array([5.0, 0.0, 4.0]), 2)
    0.5
    """
    size = min(k, len(truth))
    if not size or truth.max() <= 0:
        return None
    least = max(float(np.sort(truth)[-size]), np.finfo(float).tiny)
    return float((truth[order(score, seed)[:size]] >= least).mean())


def ranks(values: Numbers) -> Numbers:
    """Return ranks from 1 for the smallest, equal values sharing the mean of their places.

    >>> ranks(np.array([10.0, 20.0, 10.0])).tolist()
    [1.5, 3.0, 1.5]
    """
    _, group, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2)[group], dtype=np.float64)


def spearman(score: Numbers, truth: Numbers) -> float | None:
    """Return Spearman's rank correlation with mean ranks for ties; None when either does not vary.

    An unknown score stands below all known ones.

    >>> spearman(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 9.0]))
    1.0
    """
    if not len(truth):
        return None
    a, b = ranks(_lowest(score)), ranks(truth)
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / norm if norm > 0 else None


def kendall(score: Numbers, truth: Numbers) -> float | None:
    """Return Kendall's tau-b (ties allowed for); None when either does not vary.

    >>> kendall(np.array([1.0, 2.0, 3.0]), np.array([1.0, 9.0, 4.0])).__round__(3)
    0.333
    """
    known = _lowest(score)
    if not len(truth) or np.ptp(known) == 0 or np.ptp(truth) == 0:
        return None
    return float(kendalltau(known, truth).statistic)


def _lowest(score: Numbers) -> Numbers:
    """Return the scores with unknown ones just below the smallest."""
    missing = np.isnan(score)
    if not missing.any():
        return score
    floor = float(score[~missing].min()) - 1.0 if not missing.all() else 0.0
    return np.where(missing, floor, score)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moved:
    """Who moved whom in the horizon, each pair once: rows of drivers over responders."""

    #: Start of each driver's slice; length people + 1.
    start: NDArray[np.int64]
    #: Responder codes.
    responder: NDArray[np.int32]
    people: int

    @property
    def count(self) -> Numbers:
        """Return how many different people each person moved."""
        return np.diff(self.start).astype(np.float64)

    def reached(self, team: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return who was moved by anybody of the team."""
        hit = np.zeros(self.people, bool)
        for driver in team.tolist():
            hit[self.responder[self.start[driver]:self.start[driver + 1]]] = True
        return hit


def moved(owner: NDArray[np.int32], actor: NDArray[np.int32], people: int) -> Moved:
    """Return who moved whom, from acts in any order and number.

    >>> moved(np.array([1, 1, 1], np.int32), np.array([0, 2, 2], np.int32), 3).count.tolist()
    [0.0, 2.0, 0.0]
    """
    pairs = np.unique(owner.astype(np.int64) * people + actor)
    start = np.zeros(people + 1, np.int64)
    np.cumsum(np.bincount(pairs // people, minlength=people), out=start[1:])
    return Moved(start=start, responder=(pairs % people).astype(np.int32), people=people)


def best_team(truth: Moved, able: NDArray[np.int64], k: int) -> NDArray[np.int64]:
    """Return the k of `able` who together moved most, greedily: the oracle that teams are measured by.

    Lazy: a gain only shrinks as the team grows, so a stale gain below the best fresh one needs no
    second look. Greedy set cover reaches at least 63 % of the true best, usually nearly all.
    """
    gain = truth.count[able]
    fresh = np.zeros(len(able), np.int64)
    hit = np.zeros(truth.people, bool)
    team: list[int] = []
    while len(team) < min(k, len(able)):
        at = int(gain.argmax())
        if fresh[at] == len(team):
            team.append(int(able[at]))
            hit[truth.responder[truth.start[able[at]]:truth.start[able[at] + 1]]] = True
            gain[at] = -1.0
        else:
            rows = truth.responder[truth.start[able[at]]:truth.start[able[at] + 1]]
            gain[at], fresh[at] = float((~hit[rows]).sum()), len(team)
    return np.array(team, np.int64)


def coverage(team: NDArray[np.int64], oracle: NDArray[np.int64], truth: Moved) -> float | None:
    """Return the different people the team moved as a share of those the oracle's team moved; None when nobody was."""
    possible = int(truth.reached(oracle).sum())
    return int(truth.reached(team).sum()) / possible if possible else None
