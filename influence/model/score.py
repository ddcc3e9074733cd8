"""What a ranking says of one person, and the receipts behind it."""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """Groups whose intervals overlap too much to tell apart; WATCH is too little seen."""

    A = "A"
    B = "B"
    C = "C"
    WATCH = "watch"


class Objective(StrEnum):
    """What people are ordered by."""

    PEOPLE = "people"
    RATE = "rate"
    BALANCED = "balanced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One person's numbers in one window. None where not known or not computable."""

    #: Person code (index into `People.persons`) and id.
    code: int
    person: str
    #: 1 is best; None for WATCH.
    rank: int | None
    tier: Tier
    #: R of scoring.md, in responders.
    living_audience: float
    #: Expected number of different people moved in the next 90 days, and its 90 % interval.
    drive: float | None = None
    drive_low: float | None = None
    drive_high: float | None = None
    #: 90 % interval of the living audience, and what it is: "predictive" or "spread of the past".
    low: float | None = None
    high: float | None = None
    interval: str | None = None
    #: D: different people moved per post, lower bound (20 % quantile); mean beside it.
    action_rate: float | None = None
    action_rate_mean: float | None = None
    #: Counted in the window.
    posts: int = 0
    people_moved: int = 0
    acts: int = 0
    acts_reply: int = 0
    acts_link: int = 0
    acts_mention: int = 0
    acts_share: int = 0
    acts_adopt: int = 0
    #: T / A: which part of the audience has standing; share of acts from mutual pairs; people who came back.
    trust: float | None = None
    mutual_share: float | None = None
    repeat_share: float | None = None
    communities_moved: float | None = None
    median_days: float | None = None
    second_order: float | None = None
    follows: float | None = None
    rising: float | None = None
    season_peak: str | None = None
    #: People moved in the 90 days that begin one year before the end of the window.
    last_year: int | None = None
    #: Acts in the day after the person's posts over those in the same day a week before.
    lift: float | None = None
    #: Epoch seconds of the person's newest post; None when undated.
    last_post: int | None = None
    posts_90d: int = 0
    active_months: int = 0
    #: few_acts, ring_discount, closed_circle, one_responder, undated, merged_by_name, partly_seen, ...
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One act behind a score. Credits of one person sum to the score exactly."""

    #: Person code of the driver and of the responder.
    owner: int
    actor: int
    #: Row in `Columns.activities`.
    row: int
    #: Epoch seconds.
    time: int
    verb: str
    #: Credit in integer micro-responders: 1,000,000 is one whole responder. 0 on earlier acts of the same responder.
    credit: int
    #: What the credit would be before discounts, same unit.
    full: int
    #: Named rules that took something off, with how much (micro-responders).
    discounts: tuple[tuple[str, int], ...] = ()
    #: Days from the post acted on to the act; None when either date is unknown.
    days: float | None = None
    weight: float = 1.0
