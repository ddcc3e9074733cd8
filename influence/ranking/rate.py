"""Action rate: different people moved per post, with what is known of newcomers and of young posts."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.ranking.gamma import gamma_quantile
from influence.ranking.ordering import stable_order
from influence.ranking.pairs import Grouping
from influence.ranking.search import lowest
from influence.ranking.sums import sum_by
from influence.ranking.window import DAY, Window

#: The lower bound we rank by, and the ends of the 90 % interval, as quantiles of the posterior.
BOUND, LOW, HIGH = 0.2, 0.05, 0.95
#: A post counts half after twice the half-life of an audience: a rate needs a longer memory than a ranking of
#: who is listened to now (docs/scores_table.md).
MEMORY = 2.0
#: The prior is fitted on at most so many people, evenly spread over the codes.
FITTED = 20_000
#: The prior's shape is looked for between these logarithms, mean and shape in turn, each to this width.
LOG_SHAPES = (float(np.log(0.05)), float(np.log(20.0)))
ROUNDS, SETTLED = 4, 1e-3
#: Only people who moved somebody tell what is usual, so that silent accounts made by the hundred do not;
#: with fewer of them than this, everybody who posted does.
LEAST_POSTS, LEAST_MOVED, FEWEST = 1.0, 0.3, 5
#: The delay's distribution is known from so many answers on; before, posts count in full after a week.
DELAYS_NEEDED = 30
USUAL_DELAY_DAYS = 7.0
#: Only answers believed this far tell how long answers usually take.
BELIEVED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rate:
    """People moved per post, by person; NaN where it is unknown (no dated post, or no act carries a post)."""

    #: D: the 20 % quantile; what `--objective rate` ranks by.
    bound: NDArray[np.float64]
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    #: Gamma prior: shape, and its rate in posts.
    shape: float
    scale: float


def gamma_prior(moved: NDArray[np.float64], posts: NDArray[np.float64]) -> tuple[float, float]:
    """Return shape a and rate b of the Gamma prior by marginal likelihood (negative binomial).

    Worked example: people who all move about one person in two posts leave little room between
    them, so the prior is narrow around 0.5.

    >>> a, b = gamma_prior(np.array([5.0, 10.0, 15.0] * 20), np.array([10.0, 20.0, 30.0] * 20))
    >>> round(a / b, 2)
    0.5
    """
    seen = np.flatnonzero((posts >= LEAST_POSTS) & (moved >= LEAST_MOVED))
    if len(seen) < FEWEST:
        seen = np.flatnonzero(posts > 0)
    step = max(len(seen) // FITTED, 1)
    k, n = moved[seen[::step]], posts[seen[::step]]
    if not k.sum() > 0:
        return 1.0, 1.0

    def loss(log_shape: float, log_mean: float) -> float:
        a, b = _shape_and_rate(log_shape, log_mean)
        likely = gammaln(k + a) - gammaln(a) + a * np.log(b / (b + n)) + k * np.log(n / (b + n))
        return -float(likely.sum())

    middle = float(np.log(k.sum() / n.sum()))
    log_shape = 0.0
    for _ in range(ROUNDS):  # shape and mean hardly depend on each other, so one after the other soon settles
        log_mean = lowest(partial(loss, log_shape), middle - 2.0, middle + 2.0, SETTLED)
        log_shape = lowest(partial(loss, log_mean=log_mean), *LOG_SHAPES, SETTLED)
    return _shape_and_rate(log_shape, log_mean)


def _shape_and_rate(log_shape: float, log_mean: float) -> tuple[float, float]:
    return float(np.exp(log_shape)), float(np.exp(log_shape - log_mean))


def answered_share(delay_s: NDArray[np.int64], age_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return which share of a post's answers has usually come by its age: the delay's distribution.

    Worked example: answers came after 1, 2, 3 and 4 days (seen often enough); a post of 2 days has
    had half of them.

    >>> days = np.repeat([1, 2, 3, 4], 10) * 86_400
    >>> answered_share(days, np.array([2.0, 9.0]) * 86_400).tolist()
    [0.5, 1.0]
    """
    if len(delay_s) < DELAYS_NEEDED:
        return np.minimum(1.0, age_s / (USUAL_DELAY_DAYS * DAY))
    return np.searchsorted(np.sort(delay_s), age_s, side="right") / len(delay_s)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """Each (post, responder) once, its first act, with posts that have a date and a known author."""

    post: NDArray[np.int32]
    #: Index of the first act.
    act: NDArray[np.int64]
    #: Pair of (author, responder).
    pair: NDArray[np.int32]
    #: Whole seconds from post to first act, never negative.
    delay_s: NDArray[np.int64]


def answers(acts: Acts, groups: Grouping) -> Answers:
    """Return who answered which post, each responder once per post."""
    pair_of_act = np.empty(len(acts), np.int32)
    pair_of_act[groups.order] = groups.pair
    post = np.maximum(acts.post, 0)
    if not len(acts.post_author):
        none = np.zeros(0, np.int32)
        return Answers(post=none, act=none.astype(np.int64), pair=none, delay_s=none.astype(np.int64))
    theirs = (acts.post >= 0) & (acts.post_author[post] == acts.owner) & (acts.post_time[post] != UNDATED)
    at = np.flatnonzero(theirs & (acts.weight > 0))
    order, key = stable_order(acts.post[at].astype(np.int64) * acts.people + acts.actor[at])
    act = at[order[np.append(True, key[1:] != key[:-1])]] if len(at) else at
    delay = np.maximum(acts.time[act] - acts.post_time[acts.post[act]], 0)
    return Answers(post=acts.post[act], act=act, pair=pair_of_act[act], delay_s=delay)


def action_rate(
    acts: Acts, window: Window, found: Answers, share: NDArray[np.float64], relevance: NDArray[np.float64] | None = None
) -> Rate:
    """Return D and its interval: Poisson answers per post with a common Gamma prior.

    k(v) = sum over (post, responder) of sqrt(share) * g(age of post / 2), n(v) = sum over v's posts
    of g(age / 2) * F(age), F the share of answers that have usually come by that age, so that nobody
    is punished for a post of this morning. The believed share enters by its root: in full it cost
    places where hardly anybody is proven (retweets: Spearman 0.72 against 0.76). Posterior
    Gamma(k + a, n + b): its mean, its 5 and 95 % quantiles, and D, its 20 % quantile: few posts give
    a low bound, not a high rank. Where no act carries a post the rate is unknown, not low.

    Worked example: prior a = 2, b = 4 (usually half a person per post); 8 people on 10 posts give
    a mean of (8 + 2) / (10 + 4) = 0.71 per post.

    Args:
        acts: What happened.
        window: Its end and half-life.
        found: Who answered which post.
        share: Per pair, the part of a responder that is believed.
        relevance: Per post, 0 to 1, when a topic is asked for.
    """
    dated = (acts.post_time != UNDATED) & (acts.post_author >= 0) & (acts.post_time <= window.until)
    unknown = np.full(acts.people, np.nan)
    if not len(found.post) or not dated.any():
        return Rate(bound=unknown, mean=unknown, low=unknown, high=unknown, shape=np.nan, scale=np.nan)
    time = np.where(dated, acts.post_time, window.until)
    worth = window.fading(time) ** (1 / MEMORY) * dated
    if relevance is not None:
        worth = worth * relevance
    ripe = found.delay_s[(acts.post_time[found.post] <= window.settled) & (share[found.pair] >= BELIEVED)]
    exposed = worth * answered_share(ripe, np.maximum(window.until - time, 0).astype(np.float64))
    n = sum_by(acts.post_author[dated], exposed[dated], acts.people)
    k = sum_by(acts.owner[found.act], np.sqrt(share[found.pair]) * worth[found.post], acts.people)
    a, b = gamma_prior(k, n)
    wrote = np.bincount(acts.post_author[dated], minlength=acts.people) > 0
    quantile = {q: np.where(wrote, gamma_quantile(k + a, q) / (n + b), np.nan) for q in (BOUND, LOW, HIGH)}
    mean = np.where(wrote, (k + a) / (n + b), np.nan)
    return Rate(bound=quantile[BOUND], mean=mean, low=quantile[LOW], high=quantile[HIGH], shape=a, scale=b)
