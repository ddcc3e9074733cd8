"""What stands beside a score: the acts to open, and what the manager noted. Import only inside a command."""

from collections.abc import Sequence

import numpy as np

from influence.cli.pipeline import World
from influence.export.cells import Cell, spot
from influence.export.people_table import Evidence
from influence.model.acts import Acts
from influence.model.decisions import Decision, DecisionKind
from influence.ranking import Ranking

#: So many proofs are shown per person.
PROOFS = 3
#: Proof of so many days goes before older proof.
RECENT_DAYS = 90
_OWN = {
    DecisionKind.STATUS: "status", DecisionKind.OWNER: "owner", DecisionKind.NEXT_ACTION: "next_action",
    DecisionKind.LAST_CONTACTED: "last_contacted",
}


def proofs(known: World, found: Acts, ranked: Ranking, codes: Sequence[int]) -> dict[int, tuple[Evidence, ...]]:
    """Return the strongest acts behind each person, of different responders.

    Those of the last 90 days go before older ones; then the highest credit, then the newest.
    """
    rows = {code: _strongest(found, ranked, code) for code in codes}
    keys = known.columns.activities.key
    details = known.project.details([int(keys[row]) for some in rows.values() for row in some])
    result = {}
    for code, some in rows.items():
        seen = [details[int(keys[row])] for row in some if int(keys[row]) in details]
        result[code] = tuple(
            Evidence(url=spot(address), quote=one.quote) for one in seen if (address := one.result or one.evidence)
        )
    return result


def outreach(known: World) -> dict[int, dict[str, Cell]]:
    """Return the manager's own columns by person code: the newest of each, notes and tags together."""
    code = {account: at for at, account in enumerate(known.columns.accounts)}
    own: dict[int, dict[str, Cell]] = {}
    for decision in known.project.decisions().rows:
        for person in _persons(known, decision, code):
            _noted(own.setdefault(person, {}), decision)
    return own


def earlier(known: World) -> dict[int, dict[str, set[str]]]:
    """Return, by person code and column, the values that a later one took the place of."""
    code = {account: at for at, account in enumerate(known.columns.accounts)}
    past: dict[int, dict[str, list[str]]] = {}
    for decision in known.project.decisions().of_kind(*_OWN):
        for person in _persons(known, decision, code):
            past.setdefault(person, {}).setdefault(_OWN[decision.kind], []).append(decision.value or "")
    return {person: {column: {value for value in values[:-1] if value != values[-1]} for column, values in of.items()}
            for person, of in past.items()}


def _strongest(found: Acts, ranked: Ranking, code: int) -> list[int]:
    pairs = ranked.pairs
    first, end = np.searchsorted(pairs.driver, [code, code + 1])
    act = pairs.act[first:end]
    old = found.time[act] <= found.until - RECENT_DAYS * 86_400
    order = np.lexsort((act, -found.time[act], -pairs.credits.credit[first:end], old))
    return [int(found.row[act[at]]) for at in order[:PROOFS]]


def _persons(known: World, decision: Decision, code: dict[str, int]) -> list[int]:
    found = {int(known.people.of_account[code[account]]) for account in decision.accounts if account in code}
    return sorted(found - {-1})


def _noted(cells: dict[str, Cell], decision: Decision) -> None:
    if decision.kind in _OWN:
        cells[_OWN[decision.kind]] = decision.value
    elif decision.kind is DecisionKind.NOTE and decision.value:
        cells["notes"] = f"{cells['notes']} | {decision.value}" if cells.get("notes") else decision.value
    elif decision.kind in (DecisionKind.TAG, DecisionKind.UNTAG) and decision.value:
        had = cells.get("tags")
        tags = set(had) if isinstance(had, tuple) else set()
        tags = tags | {decision.value} if decision.kind is DecisionKind.TAG else tags - {decision.value}
        cells["tags"] = tuple(sorted(tags))
