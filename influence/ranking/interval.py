"""The spread of the past: how far R would move with other responders and other posts."""

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.gamma import gamma_quantile
from influence.ranking.pairs import Grouping
from influence.ranking.sums import sum_by

#: Ends of the 90 % interval.
LOW, HIGH = 0.05, 0.95


def two_way_variance(
    acts: Acts, groups: Grouping, value: NDArray[np.float64], credited: NDArray[np.int64], share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the variance of R under a two-way bootstrap over responders and posts, in closed form.

    Resampling responders with Poisson weights gives exactly sum over u of c(u,v)^2. Resampling
    posts adds, per post p, the square of what v would lose without p: each responder whose credit
    stands on p falls back to their best act elsewhere (the infinitesimal jackknife; Efron 1992,
    Owen 2007 for two ways). No draws, so the same data give the same interval, at the cost of two
    passes. Unit: responders squared. An act without a post stands for a post of its own.

    Worked example: three responders of 1, 0.5 and 0.5, each with a single act on a post of its
    own: 2 * (1 + 0.25 + 0.25) = 3.
    """
    if not len(groups):
        return np.zeros(acts.people)
    best = value[credited]
    lost = best.copy()
    several, at = groups.several()
    if len(several):
        lost[several] -= _elsewhere(acts, value[groups.order[at]], groups.order[at], credited[groups.pair[at]])
    lost *= share
    responders = groups.per_driver((best * share) ** 2)
    on_post = _theirs(acts)[credited]
    together = sum_by(acts.post[credited[on_post]], lost[on_post], len(acts.post_author))
    written = np.flatnonzero(together > 0)
    posts = sum_by(acts.post_author[written], together[written] ** 2, acts.people)
    return responders + posts + groups.per_driver(np.where(on_post, 0.0, lost**2))


def _elsewhere(
    acts: Acts, value: NDArray[np.float64], act: NDArray[np.int64], credited: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return by pair the best act that is not on the post on which its credit stands.

    Args:
        acts: What happened.
        value: Of each act, pair by pair.
        act: Index of each.
        credited: Index of the act on which the credit of its pair stands.
    """
    theirs = _theirs(acts)
    same = (act == credited) | (theirs[act] & theirs[credited] & (acts.post[act] == acts.post[credited]))
    start = np.flatnonzero(np.append(True, credited[1:] != credited[:-1]))
    return np.asarray(np.maximum.reduceat(np.where(same, 0.0, value), start), dtype=np.float64)


def _theirs(acts: Acts) -> NDArray[np.bool_]:
    """Return which acts are on a post that the one acted on wrote; others stand for a post of their own."""
    if not len(acts.post_author):
        return np.zeros(len(acts), bool)
    return np.asarray((acts.post >= 0) & (acts.post_author[acts.post] == acts.owner), dtype=np.bool_)


def spread(mean: NDArray[np.float64], variance: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of the 90 % interval: quantiles of the Gamma law with that mean and variance.

    Never below zero and longer upwards, as sums of few positive things are.

    >>> low, high = spread(np.array([10.0]), np.array([10.0]))
    >>> round(float(low[0]), 1), round(float(high[0]), 1)
    (5.4, 15.7)
    """
    some = (mean > 0) & (variance > 0)
    shape = np.where(some, mean**2 / np.where(some, variance, 1.0), 1.0)
    scale = np.where(some, variance / np.where(some, mean, 1.0), 0.0)
    low, high = gamma_quantile(shape, LOW) * scale, gamma_quantile(shape, HIGH) * scale
    return np.where(some, np.minimum(low, mean), mean), np.where(some, np.maximum(high, mean), mean)
