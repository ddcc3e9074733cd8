"""Who was neither seen nor contacted for long. Import only inside a command."""

from datetime import UTC, datetime

import numpy as np

from influence.cli.people_cards import Row
from influence.cli.pipeline import World, second
from influence.cli.proofs import outreach
from influence.model.columns import UNDATED, UNKNOWN
from influence.model.decisions import DecisionKind

_MONTH_S = 365.25 / 12 * 86_400


def aged(known: World, months: int, end: int) -> list[Row]:
    """Return people last seen and contacted more than so many months before `end`, the longest unseen first.

    People of whom nothing is dated are not listed: how long ago that was is not known.
    """
    since = end - round(months * _MONTH_S)
    seen, own = last_seen(known), outreach(known)
    touched = last_touched(known)
    rows: list[tuple[int, Row]] = []
    for code, person in enumerate(known.people.persons):
        day = own.get(code, {}).get("last_contacted")
        contacted = max(second(str(day)) or 0 if day else 0, touched.get(code, 0))
        if int(seen[code]) == UNDATED or max(int(seen[code]), contacted) >= since:
            continue
        rows.append((int(seen[code]), {
            "id": person.id, "name": person.name, "last_contacted": str(day) if day else None,
            "last_seen": datetime.fromtimestamp(int(seen[code]), UTC).date().isoformat()}))
    return [row for _, row in sorted(rows, key=lambda pair: (pair[0], str(pair[1]["id"])))]


def last_seen(known: World) -> "np.typing.NDArray[np.int64]":
    """Return the time of each person's newest post or act, UNDATED where none is dated."""
    latest = np.full(len(known.people) + 1, UNDATED, dtype=np.int64)
    of = np.append(known.people.of_account, np.int32(UNKNOWN))
    columns = known.columns
    for account, time in ((columns.posts.author, columns.posts.time),
                          (columns.activities.actor, columns.activities.time)):
        np.maximum.at(latest, of[account], time)
    return latest[:-1]


def last_touched(known: World) -> dict[int, int]:
    """Return when each person was last marked as contacted, by person code."""
    code = {account: at for at, account in enumerate(known.columns.accounts)}
    found: dict[int, int] = {}
    for row in known.project.decisions().of_kind(DecisionKind.STATUS):
        if row.value == "contacted" and row.time is not None:
            for person in {int(known.people.of_account[code[one]]) for one in row.accounts if one in code}:
                found[person] = max(found.get(person, 0), row.time)
    return found
