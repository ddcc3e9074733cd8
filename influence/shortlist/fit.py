"""Ambassador fit: five marks from 0 to 100 and their weighted mean, apart from how far somebody drives others.

Drive says whether people act on somebody; fit says whether that somebody would want to, and could be relied on.
The criteria are those by which the best word-of-mouth campaigns chose: sustained unpaid talk about the craft, own
making, help for strangers, nobody's mouthpiece. Never part of a score.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from influence.settings import FitSettings
from influence.shortlist.habits import MONTH, Habits

#: With fewer posts in the year nothing can be said.
LEAST_POSTS = 3
#: So many unpaid on-topic posts a year, and people helped, are worth half of that part.
HALF_POSTS, HALF_HELPED = 12, 5
#: A paid post that does not say so weighs as much as so many that do.
UNSAID = 3.0
PARTS = ("passion", "generosity", "constancy", "independence", "reliability")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Marks from 0 to 100; None where too little was seen."""

    fit: float | None = None
    passion: float | None = None
    generosity: float | None = None
    constancy: float | None = None
    independence: float | None = None
    reliability: float | None = None


def fit(known: Habits, weights: FitSettings | None = None) -> Fit:
    """Return the marks of one person; all None for fewer than three posts in the year.

    - passion: 50 for a year with unpaid on-topic posts in every month, 30 n / (n + 12) for n such posts, 20 for the
      share of them that tell of something the person made or tried;
    - generosity: 100 h / (h + 5) for h people outside the own circle whose questions the person answered;
    - constancy: the root of (months with a post / all months) x (1 - longest silence / days), times 100;
    - independence: 100 (1 - paid share - 3 x share of paid posts that do not say so), at least 0;
    - reliability: the mean of rhythm, 100 / (1 + spread of the pauses over their mean), and of the share of people
      who replied and were answered; what is not known is left out;
    - fit: the mean of the known marks, weighted by the section [fit] of influence.toml.

    Worked example: a year, 24 posts evenly in all twelve months, 12 of them on topic in 12 months and half of those
    about making, two paid and said so, five strangers helped, ten people wrote and six were answered:

    >>> marks = fit(Habits(days=360, posts=24, months=12, silence=15, unevenness=0.25, on_topic=12, on_topic_months=12,
    ...                    making=6, paid=2, helped=5, addressed_by=10, answered=6))
    >>> marks.passion, marks.generosity, marks.constancy, marks.independence, marks.reliability
    (75.0, 50.0, 97.9, 91.7, 70.0)
    >>> marks.fit
    77.4
    """
    if known.posts < LEAST_POSTS:
        return Fit()
    marks = {
        "passion": _passion(known), "generosity": 100 * known.helped / (known.helped + HALF_HELPED),
        "constancy": _constancy(known), "independence": _independence(known), "reliability": _reliability(known),
    }
    return Fit(fit=_mean(marks, weights or FitSettings()),
               **{name: None if mark is None else round(mark, 1) for name, mark in marks.items()})


def _months(known: Habits) -> int:
    return max(-(-known.days // MONTH), 1)


def _passion(known: Habits) -> float:
    steady = min(known.on_topic_months / _months(known), 1.0)
    much = known.on_topic / (known.on_topic + HALF_POSTS)
    making = known.making / known.on_topic if known.on_topic else 0.0
    return 50 * steady + 30 * much + 20 * making


def _constancy(known: Habits) -> float:
    steady = min(known.months / _months(known), 1.0)
    return 100 * float((steady * max(1 - known.silence / known.days, 0.0)) ** 0.5)


def _independence(known: Habits) -> float:
    return 100 * max(1 - (known.paid + UNSAID * known.unsaid) / known.posts, 0.0)


def _reliability(known: Habits) -> float | None:
    parts = []
    if known.unevenness is not None:
        parts.append(100 / (1 + known.unevenness))
    if known.addressed_by:
        parts.append(100 * known.answered / known.addressed_by)
    return sum(parts) / len(parts) if parts else None


def _mean(marks: Mapping[str, float | None], weights: FitSettings) -> float | None:
    weighed = [(mark, float(getattr(weights, f"weight_{name}"))) for name, mark in marks.items() if mark is not None]
    total = sum(weight for _, weight in weighed)
    return round(sum(mark * weight for mark, weight in weighed) / total, 1) if total else None
