"""Newcomers: how many people nobody here has moved yet come with a living audience of a given size."""

import numpy as np
from numpy.typing import NDArray

from influence.ranking.pairs import NEVER, Grouping
from influence.ranking.window import Window


def newcomers(groups: Grouping, window: Window, first: NDArray[np.int64], living: NDArray[np.float64]) -> float:
    """Return how many responders who were new to their driver came lately, per living responder of all audiences.

    Lately is after `Window.settled` (the last fifth of the span, at most 180 days). A mailing list has
    about 0.4, Q&A sites 0.3 to 0.9: there nearly everybody who acts next never acted before, so that a
    team chosen for its known audience alone misses most of whom it will move.

    Worked example: four pairs that live 1, 1, 0.5 and 0.5; two of them began lately: 2 / 3.

    Args:
        groups: Who acted on whom.
        window: Its end.
        first: By pair, when it first acted; NEVER when no act counts.
        living: L by pair.
    """
    whole = float(living.sum()) if len(groups) else 0.0
    lately = int(((first >= window.settled) & (first != NEVER)).sum())
    return lately / whole if whole > 0 else 0.0
