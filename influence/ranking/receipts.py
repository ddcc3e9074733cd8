"""Receipts: every act behind a person's score, with what it credits and which rule took how much off."""

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
    row_of_act = {int(pairs.act[row]): row for row in range(first, end)}
    mine = np.flatnonzero(acts.owner == person)[::-1]
    return tuple(_receipt(acts, ranking, int(act), row_of_act.get(int(act))) for act in mine)


def _receipt(acts: Acts, ranking: Ranking, act: int, pair: int | None) -> Receipt:
    opened = ranking.pairs.credits
    full, credit = 0, 0
    taken: tuple[tuple[str, int], ...] = ()
    if pair is not None:
        full, credit = int(opened.full[pair]), int(opened.credit[pair])
        amounts = opened.discounts[pair].tolist()
        taken = tuple((rule, amount) for rule, amount in zip(RULES, amounts, strict=True) if amount)
    return Receipt(
        owner=int(acts.owner[act]), actor=int(acts.actor[act]), row=int(acts.row[act]), time=int(acts.time[act]),
        verb=str(VERBS[acts.verb[act]]), credit=credit, full=full, discounts=taken, days=_days(acts, act),
        weight=float(acts.weight[act]),
    )


def _days(acts: Acts, act: int) -> float | None:
    post = int(acts.post[act])
    if post < 0 or acts.inferred[act] or acts.post_time[post] == UNDATED:
        return None
    return max(int(acts.time[act] - acts.post_time[post]), 0) / DAY
