"""Acts summed into edges: one per actor, owner and kind, with weight, count and dates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import VERBS

DAY_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edges:
    """Typed, dated, weighted edges, sorted by actor, owner, kind; no edge has weight 0.

    They run as attention goes, from who acted to whose post it was. Influence goes the other way.
    """

    #: Number of people; codes run from 0 to people - 1.
    people: int
    actor: NDArray[np.int32]
    owner: NDArray[np.int32]
    #: Code into `influence.model.columns.VERBS`; -1 where kinds are summed.
    verb: NDArray[np.int8]
    #: Sum of the acts' weights, each halved for every half-life before the end of the window.
    weight: NDArray[np.float64]
    #: Number of acts.
    count: NDArray[np.int64]
    #: Epoch seconds of the first and last act.
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    #: Row of the newest act in `Columns.activities`, as an example.
    row: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of edges."""
        return len(self.actor)


def edges(acts: Acts, *, half_life_days: float | None = None, by_kind: bool = True) -> Edges:
    """Return the edges of some acts; acts without weight (paid, give-away) make none.

    Args:
        acts: Who acted on whom.
        half_life_days: After so many days an act weighs half; None: age does not matter.
        by_kind: One edge per kind of act; else one per pair of people.
    """
    counted = np.flatnonzero(acts.weight > 0)
    verb = acts.verb[counted].astype(np.int64) if by_kind else np.zeros(len(counted), np.int64)
    people = max(acts.people, 1)
    group = (acts.actor[counted].astype(np.int64) * people + acts.owner[counted]) * len(VERBS) + verb
    order = np.argsort(group, kind="stable")
    rows, ordered = counted[order], group[order]
    start = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(ordered) else np.empty(0, np.int64)
    newest = np.append(start[1:], len(rows))[:len(start)] - 1
    weight = acts.weight[rows]
    if half_life_days is not None:
        weight = weight * np.exp2(-np.maximum(acts.until - acts.time[rows], 0) / (half_life_days * DAY_S))
    return Edges(
        people=acts.people, actor=acts.actor[rows[start]], owner=acts.owner[rows[start]],
        verb=acts.verb[rows[start]] if by_kind else np.full(len(start), -1, np.int8),
        weight=np.maximum(np.add.reduceat(weight, start), np.finfo(np.float64).tiny) if len(start) else weight,
        count=newest + 1 - start, first=acts.time[rows[start]], last=acts.time[rows[newest]],
        row=acts.row[rows[newest]],
    )
