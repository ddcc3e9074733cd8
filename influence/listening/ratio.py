"""Complaints against praise: then, now, and whether the goal will be met."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.columns import UNDATED
from influence.model.heard import TONES, Heard, Tone

#: Fewer posts with a judgement than this tell nothing.
LEAST = 10
#: z of a 90 % interval.
_Z = 1.6449
_PRAISE, _COMPLAINT = TONES.index(Tone.PRAISE), TONES.index(Tone.COMPLAINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Posts that complain against posts that praise."""

    complaints: int
    praises: int

    @property
    def value(self) -> float | None:
        """Return complaints for each praise; None without any praise.

        >>> Ratio(complaints=3, praises=12).value
        0.25
        """
        return self.complaints / self.praises if self.praises else None

    @property
    def negative(self) -> float | None:
        """Return the part of the judging posts that complain; None without any."""
        whole = self.complaints + self.praises
        return self.complaints / whole if whole else None

    def interval(self) -> tuple[float, float] | None:
        """Return the 90 % interval of `negative` (Wilson 1927); None when too little was heard.

        >>> [round(end, 2) for end in Ratio(complaints=3, praises=12).interval()]
        [0.08, 0.41]
        """
        whole = self.complaints + self.praises
        if whole < LEAST:
            return None
        part = self.complaints / whole
        middle = (part + _Z**2 / (2 * whole)) / (1 + _Z**2 / whole)
        wide = _Z * np.sqrt(part * (1 - part) / whole + _Z**2 / (4 * whole**2)) / (1 + _Z**2 / whole)
        return float(max(middle - wide, 0.0)), float(min(middle + wide, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Where we want to be, by when, and from where."""

    #: Complaints for each praise.
    ratio: float
    #: Epoch seconds.
    until: int
    #: First and last second of the baseline.
    baseline: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How far we are on the way to the goal."""

    baseline: Ratio
    now: Ratio
    goal: float
    #: Complaints for each praise at which we would be today on a straight way; None when too little was heard.
    planned: float | None
    #: "met", "on the way", "behind" or "too little heard".
    state: str


def ratio(heard: Heard, rows: NDArray[np.bool_], brand: int, since: int, until: int) -> Ratio:
    """Return how many posts of these rows complain and how many praise, between two seconds, both included.

    A post counts once, by what outweighs in it; one with as much of both counts for neither.
    """
    chosen = rows & (heard.brand == brand) & (heard.time != UNDATED) & (heard.time >= since) & (heard.time <= until)
    praise, complaint = chosen & (heard.tone == _PRAISE), chosen & (heard.tone == _COMPLAINT)
    sign = praise.astype(np.int64) - complaint.astype(np.int64)
    _, code = np.unique(heard.post, return_inverse=True)
    balance = np.bincount(code, sign.astype(np.float64)) if len(code) else np.zeros(0)
    return Ratio(complaints=int((balance < 0).sum()), praises=int((balance > 0).sum()))


def pace(baseline: Ratio, now: Ratio, goal: Goal, day: int) -> Pace:
    """Return whether the goal will be met at this pace.

    The way runs straight in the part of judging posts that complain (a ratio has no straight way down
    to small numbers). Behind is only what is surely behind: when even the lower end of the present
    90 % interval lies above the way.

    Worked example: the half of all complained at the start (1 for each praise), the goal is 1 for 4
    (a fifth) after 100 days. After 50 days the way is at 35 %, 0.54 complaints for each praise.

    >>> start, now = Ratio(complaints=50, praises=50), Ratio(complaints=30, praises=70)
    >>> made = pace(start, now, Goal(ratio=0.25, until=100, baseline=(-10, 0)), 50)
    >>> round(made.planned, 2), made.state
    (0.54, 'on the way')
    """
    first, range_now = baseline.interval(), now.interval()
    if first is None or range_now is None or baseline.negative is None or now.negative is None:
        return Pace(baseline=baseline, now=now, goal=goal.ratio, planned=None, state="too little heard")
    wanted = goal.ratio / (1 + goal.ratio)
    start = goal.baseline[1]
    gone = min(max((day - start) / max(goal.until - start, 1), 0.0), 1.0)
    planned = baseline.negative + (wanted - baseline.negative) * gone
    later = "behind" if range_now[0] > planned else "on the way"
    state = "met" if now.negative <= wanted else later
    return Pace(baseline=baseline, now=now, goal=goal.ratio, planned=planned / max(1 - planned, 1e-9), state=state)
