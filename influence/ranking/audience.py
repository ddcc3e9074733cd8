"""Living audience: everyone who ever acted on a person, each once, fading with time since."""

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.window import Window


def act_value(
    acts: Acts, window: Window, relevance: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Return what each act is worth today, 0 to its weight: weight * relevance * 2^(-age / H).

    Direction: from responder to driver; unit: responders. A pair's L(u,v) is the largest value of
    its acts, so with equal weights that of the last one; more acts of the same responder add
    nothing. Measured best of 35 scores at telling who will move most different people next
    (docs/scores.md); Goyal, Bonchi and Lakshmanan (2011) fade credit the same way.

    Worked example: with a half-life of 30 days, three people whose last acts are 0, 30 and 60 days
    old make a living audience of 1 + 0.5 + 0.25 = 1.75.

    >>> fading = Window(since=0, until=60 * 86_400, span_days=60.0).fading
    >>> float(fading(np.array([60, 30, 0]) * 86_400).sum())
    1.75

    Args:
        acts: What happened.
        window: Its end and half-life.
        relevance: Per act, 0 to 1, when a topic is asked for.
    """
    value = acts.weight * window.fading(acts.time)
    return value if relevance is None else value * relevance
