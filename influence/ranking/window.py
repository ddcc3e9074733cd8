"""The span of time that counts, and how fast the past fades in it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts

DAY = 86_400
#: The half-life stays between these, in days.
SHORTEST_HALF_LIFE, LONGEST_HALF_LIFE = 30.0, 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From when to when acts count, and how they fade.

    Worked example: 540 days seen give a half-life of 180 days, so an act of 360 days ago counts a quarter.

    >>> window = Window(since=0, until=540 * DAY, span_days=540.0)
    >>> window.half_life_days
    180.0
    >>> window.fading(np.array([180 * DAY, 540 * DAY])).tolist()
    [0.25, 1.0]
    """

    #: First and last second, epoch.
    since: int
    until: int
    #: Days really observed: from the first percent of the acts to the end, so that one stray old date moves nothing.
    span_days: float

    @property
    def half_life_days(self) -> float:
        """Return H: a third of the span, at least 30 and at most 180 days."""
        return min(LONGEST_HALF_LIFE, max(SHORTEST_HALF_LIFE, self.span_days / 3))

    @property
    def settled(self) -> int:
        """Return the second before which answers give standing: the end less a fifth of the span, at most 180 days."""
        return self.until - int(min(LONGEST_HALF_LIFE, self.span_days / 5) * DAY)

    def fading(self, times: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return g(s - t) = 2^(-(s - t) / H) for each time; never above 1."""
        age = np.maximum(self.until - times, 0) / (self.half_life_days * DAY)
        return np.asarray(np.exp2(-age), dtype=np.float64)


def window_of(acts: Acts) -> Window:
    """Return the window of these acts; the span is robust against a few stray dates.

    A feed that shows its ten newest items beside one post of ten years ago has not been watched for
    ten years: the span starts where one percent of the acts have happened.
    """
    counted = acts.time[acts.weight > 0]
    if not len(counted):
        return Window(since=acts.since, until=acts.until, span_days=max(acts.until - acts.since, 0) / DAY)
    first = int(np.partition(counted, len(counted) // 100)[len(counted) // 100])
    return Window(since=acts.since, until=acts.until, span_days=max(acts.until - first, 0) / DAY)
