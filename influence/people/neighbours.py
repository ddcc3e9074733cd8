"""Clues from who acts on whom, for accounts that already share a rare full name."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from influence.model.account import AccountRow
from influence.model.columns import UNKNOWN, Columns
from influence.people.clues import Pair, pair
from influence.people.places import Places

#: So many accounts that acted on both are more than chance.
_SHARED = 3


def neighbour_clues(
    accounts: Sequence[AccountRow], namesakes: Sequence[tuple[int, int]], where: Places, columns: Columns
) -> Iterator[Pair]:
    """Yield clues for namesakes: one links to the other's posts from a site of their own, or they share an audience.

    Linking to one's own writing elsewhere is what people do; a stranger of the same rare name who
    does it is not to be expected. The name is yielded too, since it is half of the proof.
    """
    if not namesakes:
        return
    asked = np.unique(np.array(namesakes, np.int64))
    rows = columns.activities
    kept = (rows.actor != UNKNOWN) & (rows.owner != UNKNOWN) & (np.isin(rows.actor, asked) | np.isin(rows.owner, asked))
    actor, owner = rows.actor[kept].astype(np.int64), rows.owner[kept].astype(np.int64)
    acted = set(zip(actor.tolist(), owner.tolist(), strict=True))
    audience = _audiences(actor, owner, asked)
    alone = {code for code, _ in where.sole.values()}
    for one, other in namesakes:
        kinds = []
        if ((one, other) in acted and one in alone) or ((other, one) in acted and other in alone):
            kinds.append("linked_namesakes")
        if len(audience[one] & audience[other]) >= _SHARED:
            kinds.append("shared_neighbours")
        if kinds:
            yield pair(one, other, "rare_name")
            yield from (pair(one, other, kind) for kind in kinds)


def _audiences(actor: NDArray[np.int64], owner: NDArray[np.int64], asked: NDArray[np.int64]) -> dict[int, set[int]]:
    audience: dict[int, set[int]] = {code: set() for code in asked.tolist()}
    for who, whose in zip(actor.tolist(), owner.tolist(), strict=True):
        if whose in audience:
            audience[whose].add(who)
    return audience
