"""Receipts: every act behind a person's score, with what it credits and which rule took how much off."""

from dataclasses import dataclass

import numpy as np

from influence.model.acts import Acts
from influence.model.columns import UNDATED, VERBS
from influence.model.score import Receipt
from influence.ranking.credits import RULES
from influence.ranking.ranking import Ranking
from influence.ranking.window import DAY


def receipts(acts: Acts, ranking: Ranking, person: int) -> tuple[Receipt, ...]:
    """Return one receipt per act on this person, newest first; their credits sum to R exactly.

    A responder's credit stands on one act, the last that counts most; their other acts carry 0 and
    are there to be read. `ranking` must be that of these acts.

    Args:
        acts: What was ranked.
        ranking: What `score` returned for them.
        person: Code of the driver.
    """
    pairs = ranking.pairs
    first, end = np.searchsorted(pairs.driver, [person, person + 1])
    rows = np.arange(first, end)
    full, discounts = pairs.credits.opened(rows)
    columns = (pairs.act[rows].tolist(), full.tolist(), pairs.credits.credit[rows].tolist(), discounts.tolist())
    opened = {
        act: _Opened(full=whole, credit=credit, discounts=_named(taken))
        for act, whole, credit, taken in zip(*columns, strict=True)
    }
    mine = np.flatnonzero(acts.owner == person)[::-1]
    return tuple(_receipt(acts, act, opened.get(act, _NOTHING)) for act in mine.tolist())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    full: int
    credit: int
    discounts: tuple[tuple[str, int], ...]


_NOTHING = _Opened(full=0, credit=0, discounts=())


def _named(taken: list[int]) -> tuple[tuple[str, int], ...]:
    return tuple((rule, amount) for rule, amount in zip(RULES, taken, strict=True) if amount)


def _receipt(acts: Acts, act: int, opened: _Opened) -> Receipt:
    return Receipt(
        owner=int(acts.owner[act]), actor=int(acts.actor[act]), row=int(acts.row[act]), time=int(acts.time[act]),
        verb=str(VERBS[acts.verb[act]]), credit=opened.credit, full=opened.full, discounts=opened.discounts,
        days=_days(acts, act), weight=float(acts.weight[act]),
    )


def _days(acts: Acts, act: int) -> float | None:
    post = int(acts.post[act])
    if post < 0 or acts.inferred[act] or acts.post_time[post] == UNDATED:
        return None
    return max(int(acts.time[act] - acts.post_time[post]), 0) / DAY
