"""Made-up inputs of any size, the same for the same seed."""

import hashlib

import numpy as np

from influence.model.acts import Acts
from influence.model.columns import UNKNOWN

DAY = 86_400


def rmat(scale: int, edges: int, seed: int = 1) -> tuple[int, np.ndarray, np.ndarray]:
    """Return (people, actor, owner) of an R-MAT graph (Chakrabarti, Zhan, Faloutsos 2004), links once, no loops."""
    rng = np.random.default_rng(seed)
    actor, owner = np.zeros(edges, np.int64), np.zeros(edges, np.int64)
    for _ in range(scale):
        drawn = rng.random(edges)
        actor = 2 * actor + (drawn >= 0.76)
        owner = 2 * owner + (((drawn >= 0.57) & (drawn < 0.76)) | (drawn >= 0.95))
    people = 1 << scale
    mixed = rng.permutation(people)
    actor, owner = mixed[actor], mixed[owner]
    key = np.unique((actor * people + owner)[actor != owner])
    return people, (key // people).astype(np.int32), (key % people).astype(np.int32)


def community(acts: int, seed: int = 1, years: float = 3.0) -> Acts:
    """Return a made-up community: a tenth as many people as acts, some posting and drawing far more than others.

    Every act answers a post; who is answered often and who answers often follow a heavy tail, answers
    come within days, and half of what somebody does goes to a circle of their own.
    """
    rng = np.random.default_rng(seed)
    people, posts = max(acts // 10, 50), max(acts // 3, 20)
    span = int(years * 365 * DAY)
    author = _heavy(rng, posts, people)
    post_time = np.sort(rng.integers(0, span, posts))
    post = _heavy(rng, acts, posts)
    actor = _heavy(rng, acts, people)
    near = rng.random(acts) < 0.5
    actor[near] = (author[post[near]] + 1 + rng.integers(0, 30, int(near.sum()))) % people
    time = post_time[post] + rng.exponential(2 * DAY, acts).astype(np.int64)
    keep = actor != author[post]
    post, actor, time = post[keep], actor[keep], time[keep]
    line = np.argsort(time, kind="stable")
    count = len(line)
    return Acts(
        people=people, actor=actor[line].astype(np.int32), owner=author[post[line]].astype(np.int32),
        verb=np.ones(count, np.int8), time=time[line], inferred=np.zeros(count, bool),
        post=post[line].astype(np.int32), result=np.full(count, UNKNOWN, np.int32), weight=np.ones(count),
        row=np.arange(count, dtype=np.int64), post_author=author.astype(np.int32), post_time=post_time,
        post_site=np.zeros(posts, np.int32), linked=np.ones(people, bool), rankable=np.ones(people, bool),
        since=0, until=int(time.max()),
    )


def fingerprint(*arrays: np.ndarray) -> str:
    """Return a short hash of arrays, so that reports can say which input they measured."""
    digest = hashlib.blake2b(digest_size=8)
    for array in arrays:
        digest.update(np.ascontiguousarray(array).view(np.uint8))
    return digest.hexdigest()


def _heavy(rng: np.random.Generator, count: int, kinds: int) -> np.ndarray:
    """Return `count` codes below `kinds`, a few of them very often; which ones is shuffled."""
    rank = (kinds ** rng.random(count)).astype(np.int64) - 1
    even = rng.integers(0, kinds, count)
    return rng.permutation(kinds)[np.where(rng.random(count) < 0.6, rank, even)]
