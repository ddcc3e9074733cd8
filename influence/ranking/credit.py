"""Credit over cascades: what reached people through others, up the chain of answers to answers."""

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.ranking.sums import sum_by
from influence.ranking.window import Window

#: Chains longer than this, and credit smaller than this, are dropped.
LONGEST, LEAST = 6, 0.01
#: Credit is told apart in so many steps.
FINE = 1024


def second_order(acts: Acts, window: Window) -> NDArray[np.float64]:
    """Return how many people each person moved through others, faded by the delay on the way; in people.

    When u acts on a post of w, and that post itself was written in answer to v (the post is the `result`
    of an act of w on v; the first, when there are several), part of u's unit of credit passes on to v:
    the unit times 2^(-delay / H), delay being how long w took. And so on up the chain (Goyal, Bonchi
    and Lakshmanan 2011, with the parent known). A responder counts once per v, by their largest
    credit; v themselves never. Direction: from responder up to driver. Shown beside the rank, never in it.

    Worked example: v posts, w answers at once, x and y answer w at once: v has moved w, and 2 people
    through w.
    """
    if not len(acts.post_author):
        return np.zeros(acts.people)
    parent, part = _parents(acts, window)
    act = np.flatnonzero((acts.weight > 0) & (acts.post >= 0))
    responder, credit, upper = acts.actor[act], np.ones(len(act)), parent[acts.post[act]]
    found: list[NDArray[np.int64]] = []
    for _ in range(LONGEST - 1):
        kept = upper >= 0
        responder, upper = responder[kept], upper[kept]
        credit = credit[kept] * part[upper]
        kept = (credit >= LEAST) & (acts.owner[upper] != responder)
        responder, credit, upper = responder[kept], credit[kept], upper[kept]
        if not len(upper):
            break
        pair = acts.owner[upper].astype(np.int64) * acts.people + responder
        found.append(pair * FINE + np.rint(credit * (FINE - 1)).astype(np.int64))
        post = acts.post[upper]
        upper = np.where(post >= 0, parent[post], -1)
    if not found:
        return np.zeros(acts.people)
    word = np.concatenate(found)
    word.sort()
    pair = word // FINE
    last = np.append(pair[1:] != pair[:-1], True)
    return sum_by(pair[last] // acts.people, (word[last] % FINE) / (FINE - 1), acts.people)


def _parents(acts: Acts, window: Window) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the act in which each post was written (-1 for none), and by act what passes on through it."""
    done = np.flatnonzero((acts.result >= 0) & (acts.weight > 0))[::-1]
    parent = np.full(len(acts.post_author), -1, np.int64)
    parent[acts.result[done]] = done  # the last one set stays: the first act
    written = np.where(acts.post >= 0, acts.post_time[acts.post], acts.time)
    delay = np.where(written == UNDATED, 0, acts.time - np.maximum(written, 0))
    return parent, window.fading(window.until - np.maximum(delay, 0))
