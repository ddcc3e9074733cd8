"""Follows: how readily somebody is moved by others. Kept apart from how they move others."""

import numpy as np
from numpy.typing import NDArray

from influence.ranking.pairs import Grouping
from influence.ranking.sums import sum_by


def follows(groups: Grouping, living: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum over v of L(u, v): how many people u acts on, each once, fading with time; in people.

    Influence and susceptibility are different traits, and influential people tend to be less
    susceptible (Aral and Walker 2012), so this is a column of its own and no part of the rank.

    Worked example: who answered one person today and another one a half-life ago follows 1.5.
    """
    return sum_by(groups.responder, living, groups.people)
