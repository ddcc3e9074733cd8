"""What `score` returns: the people in order, the arrays behind them, and how it was computed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

import numpy as np
from numpy.typing import NDArray

from influence.model.columns import UNDATED
from influence.model.score import Objective, Score, Tier
from influence.ranking.counts import Counts
from influence.ranking.credits import Credits
from influence.ranking.drive import Calibration
from influence.ranking.season import months
from influence.ranking.trust import communities_moved
from influence.ranking.window import Window


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Each responder of each driver once, by driver, then responder. What the shortlist chooses from."""

    responder: NDArray[np.int32]
    driver: NDArray[np.int32]
    #: L: how alive the responder's attention is, 0 to 1 (times the kind's weight and relevance).
    living: NDArray[np.float64]
    #: The part of L that is believed, 0 to 1: living * share is what the pair adds to R.
    share: NDArray[np.float64]
    #: w: standing of the responder towards this driver, 0 to 1.
    standing: NDArray[np.float64]
    #: Index of the act on which the credit stands.
    act: NDArray[np.int64]
    credits: Credits

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.responder)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """All signals by person code; NaN where unknown. `Score` is one row of these."""

    living_audience: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    drive: NDArray[np.float64]
    drive_low: NDArray[np.float64]
    drive_high: NDArray[np.float64]
    action_rate: NDArray[np.float64]
    action_rate_mean: NDArray[np.float64]
    trust: NDArray[np.float64]
    mutual_share: NDArray[np.float64]
    repeat_share: NDArray[np.float64]
    communities_moved: NDArray[np.float64]
    second_order: NDArray[np.float64]
    follows: NDArray[np.float64]
    rising: NDArray[np.float64]
    #: Acts after posts over acts in a placebo week (see lift.py).
    lift: NDArray[np.float64]
    #: Different people moved in the 90 days after this day last year; NaN with less than a year of data.
    last_year: NDArray[np.float64]
    #: Peak months as bits (see season.py).
    season_peak: NDArray[np.int16]
    counts: Counts
    #: Who a warning stands at, by its name.
    warnings: dict[str, NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores(Sequence[Score]):
    """The people best first, the ranked before those too little seen; each record is made when asked for.

    A sequence like a tuple, but a million people cost nothing until somebody looks at them.
    """

    #: Person codes in order.
    codes: NDArray[np.int64]
    #: How many of them are ranked.
    ranked: int
    tiers: Sequence[Tier]
    numbers: Numbers
    #: What low and high are; None when not asked for.
    interval: str | None
    #: Person ids by code; the code in words where none are given.
    ids: Sequence[str] | None = None

    def __len__(self) -> int:
        """Return how many people are listed."""
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> Score: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Score, ...]: ...
    def __getitem__(self, index: int | slice) -> Score | tuple[Score, ...]:
        """Return one score, or a tuple of them."""
        if isinstance(index, slice):
            return tuple(self._score(place) for place in range(*index.indices(len(self))))
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        return self._score(place)

    def __iter__(self) -> Iterator[Score]:
        """Yield the scores best first."""
        return (self._score(place) for place in range(len(self)))

    def of(self, code: int) -> Score | None:
        """Return the score of a person; None when not listed."""
        found = np.flatnonzero(self.codes == code)
        return self._score(int(found[0])) if len(found) else None

    def _score(self, place: int) -> Score:
        code, all_of = int(self.codes[place]), self.numbers
        seen, acts_of = all_of.counts, all_of.counts.acts_of
        return Score(
            code=code, person=self.ids[code] if self.ids is not None else str(code),
            rank=place + 1 if place < self.ranked else None,
            tier=self.tiers[place] if place < self.ranked else Tier.WATCH,
            living_audience=float(all_of.living_audience[code]),
            drive=_known(all_of.drive[code]), drive_low=_known(all_of.drive_low[code]),
            drive_high=_known(all_of.drive_high[code]),
            low=_known(all_of.low[code]), high=_known(all_of.high[code]), interval=self.interval,
            action_rate=_known(all_of.action_rate[code]), action_rate_mean=_known(all_of.action_rate_mean[code]),
            posts=int(seen.posts[code]), people_moved=int(seen.people_moved[code]), acts=int(seen.acts[code]),
            acts_reply=int(acts_of[0][code]), acts_link=int(acts_of[1][code]), acts_mention=int(acts_of[2][code]),
            acts_share=int(acts_of[3][code]), acts_adopt=int(acts_of[4][code]),
            trust=_known(all_of.trust[code]), mutual_share=_known(all_of.mutual_share[code]),
            repeat_share=_known(all_of.repeat_share[code]), communities_moved=_known(all_of.communities_moved[code]),
            median_days=_known(seen.median_days[code]), second_order=_known(all_of.second_order[code]),
            follows=_known(all_of.follows[code]), rising=_known(all_of.rising[code]),
            season_peak=months(int(all_of.season_peak[code])), lift=_known(all_of.lift[code]),
            last_year=None if np.isnan(all_of.last_year[code]) else int(all_of.last_year[code]),
            last_post=None if seen.last_post[code] == UNDATED else int(seen.last_post[code]),
            posts_90d=int(seen.posts_90d[code]), active_months=int(seen.active_months[code]),
            warnings=tuple(name for name, flagged in sorted(all_of.warnings.items()) if flagged[code]),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranking:
    """The answer: who drives others to act, and everything needed to open it."""

    scores: Scores
    objective: Objective
    window: Window
    #: Tbar: proven part of the whole living audience, 0 to 1.
    proven: float
    #: Which rule believed the audiences, in words: "proven", "vouched" or "all" (see trusted.py).
    rule: str
    #: R by person code: the living audience that is believed, in responders.
    living_audience: NDArray[np.float64]
    pairs: Pairs
    numbers: Numbers
    #: New responders that came lately, per living responder; see newcomers.py.
    newcomers: float
    #: How R turned into people moved here, on its own past; None when that is too short.
    calibration: Calibration | None

    def named(self, ids: Sequence[str]) -> "Ranking":
        """Return the same ranking with the people's ids (by code) in its scores."""
        return replace(self, scores=replace(self.scores, ids=ids))

    def with_communities(self, community: NDArray[np.int32]) -> "Ranking":
        """Return the same ranking with the column `communities_moved` told; communities by person code, -1 for none."""
        pairs = self.pairs
        moved = communities_moved(pairs.responder, pairs.driver, pairs.living * pairs.share, community)
        numbers = replace(self.numbers, communities_moved=moved)
        return replace(self, numbers=numbers, scores=replace(self.scores, numbers=numbers))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
