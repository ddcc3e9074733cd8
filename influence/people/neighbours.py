"""Clues from who acts on whom, for accounts that already share a rare full name."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from influence.model.account import AccountRow
from influence.model.columns import UNKNOWN, Columns
from influence.people.pairs import Pair, pair
from influence.people.places import Places

#: So many accounts that acted on both are more than chance.
_SHARED = 3
_NOBODY = np.empty(0, np.int64)


def neighbour_clues(
    accounts: Sequence[AccountRow], namesakes: Sequence[tuple[int, int]], where: Places, columns: Columns
) -> Iterator[Pair]:
    """Yield clues for namesakes: one links to the other's posts from a site of their own, or they share an audience.

    Linking to one's own writing elsewhere is what people do; a stranger of the same rare name who
    does it is not to be expected. The name is yielded too, since it is half of the proof.
    """
    if not namesakes:
        return
    acted = _acted(columns, np.unique(np.array(namesakes, np.int64)))
    alone = {code for code, _ in where.sole.values()}
    for one, other in namesakes:
        kinds = []
        if (one in alone and one in acted.get(other, ())) or (other in alone and other in acted.get(one, ())):
            kinds.append("linked_namesakes")
        if len(np.intersect1d(acted.get(one, _NOBODY), acted.get(other, _NOBODY), assume_unique=True)) >= _SHARED:
            kinds.append("shared_neighbours")
        if kinds:
            yield pair(one, other, "rare_name")
            yield from (pair(one, other, kind) for kind in kinds)


def _acted(columns: Columns, asked: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """Return the accounts that acted on each of the accounts asked about, each once, sorted."""
    rows = columns.activities
    kept = (rows.actor != UNKNOWN) & np.isin(rows.owner, asked)
    accounts = len(columns.accounts)
    found = np.unique(rows.owner[kept].astype(np.int64) * accounts + rows.actor[kept])
    owner, first = np.unique(found // max(accounts, 1), return_index=True)
    parts = np.split(found % max(accounts, 1), first[1:]) if len(owner) else []
    return dict(zip(owner.tolist(), parts, strict=True))
