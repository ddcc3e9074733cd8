"""Credit over cascades: what reached people through others, up the chain of answers to answers."""

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.sums import sum_by
from influence.ranking.window import Window

#: Chains longer than this, and credit smaller than this, are dropped.
LONGEST, LEAST = 6, 0.01
#: Credit is told apart in so many steps.
FINE = 1024


def second_order(acts: Acts, window: Window) -> NDArray[np.float64]:
    """Return how many people each person moved through others, faded by the delay on the way; in people.

    When u acts on a post of w, and that post itself was written in answer to v (the post is the `result`
    of an act of w on v), part of u's unit of credit passes on to v: the unit times
    2^(-delay / H), delay being how long w took, shared equally when the post answers several people.
    And so on up the chain (Goyal, Bonchi and Lakshmanan 2011, with the parent known). A responder
    counts once per v, by their largest credit; v themselves never. Direction: from responder up to
    driver. Shown beside the rank, never in it.

    Worked example: v posts, w answers at once, x and y answer w at once: v has moved w, and 2 people
    through w.
    """
    parents = _Parents(acts, window)
    act = np.flatnonzero((acts.weight > 0) & (acts.post >= 0))
    responder, credit, post = acts.actor[act], np.ones(len(act)), acts.post[act]
    found: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = []
    for _ in range(LONGEST - 1):
        row, upper, part = parents.of(post)
        credit = credit[row] * part
        kept = (credit >= LEAST) & (acts.owner[upper] != responder[row])
        responder, credit, upper = responder[row][kept], credit[kept], upper[kept]
        if not len(upper):
            break
        found.append((acts.owner[upper].astype(np.int64) * acts.people + responder, credit))
        onward = acts.post[upper] >= 0
        responder, credit, post = responder[onward], credit[onward], acts.post[upper][onward]
    if not found:
        return np.zeros(acts.people)
    key, value = (np.concatenate(part) for part in zip(*found, strict=True))
    word = np.sort(key * FINE + np.rint(value * (FINE - 1)).astype(np.int64))
    pair = word // FINE
    last = np.append(pair[1:] != pair[:-1], True)
    return sum_by(pair[last] // acts.people, (word[last] % FINE) / (FINE - 1), acts.people)


class _Parents:
    """The acts in which each post was written, with the share of credit that passes up through each."""

    def __init__(self, acts: Acts, window: Window) -> None:
        done = np.flatnonzero((acts.result >= 0) & (acts.weight > 0))
        self.act = done[np.argsort(acts.result[done], kind="stable")]
        posts = len(acts.post_author)
        self.count = np.bincount(acts.result[done], minlength=posts)
        self.start = np.cumsum(self.count) - self.count
        self.part = _kept(acts, window, self.act) / np.maximum(self.count[acts.result[self.act]], 1)

    def of(self, post: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Return for each parent act of each post: the row of the post, the act, and the part that passes on."""
        count = self.count[post]
        row = np.repeat(np.arange(len(post)), count)
        place = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(self.start[post], count)
        return row, self.act[place], self.part[place]


def _kept(acts: Acts, window: Window, act: NDArray[np.int64]) -> NDArray[np.float64]:
    post = acts.post[act]
    written = np.where(post >= 0, acts.post_time[post], acts.time[act]) if len(acts.post_time) else acts.time[act]
    delay = np.clip(acts.time[act] - np.maximum(written, 0), 0, None)
    return window.fading(window.until - delay)
