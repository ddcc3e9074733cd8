"""People as text and JSON for `influence people list` and `show`."""

import json
import unicodedata
from collections.abc import Mapping, Sequence

from influence.cli.pipeline import World, moment
from influence.cli.proofs import outreach
from influence.cli.writings import writings
from influence.errors import NothingFoundError
from influence.model.decisions import Decision
from influence.model.person import Person
from influence.people import resolution

Row = dict[str, object]
#: Widths on the screen.
_NAME, _KIND = 28, 13


def printed(found: Mapping[str, object]) -> str:
    """Return a JSON object as it is written, always the same way."""
    return json.dumps({"schema_version": 1, **found}, ensure_ascii=False, indent=1)


def listed(known: World, kind: str | None) -> list[Row]:
    """Return one row per person, those with most accounts first.

    Raises:
        NothingFoundError: There is nobody (of that kind).
    """
    chosen = [person for person in known.people.persons if kind is None or person.kind.value == kind]
    if not chosen:
        raise NothingFoundError(f"no {kind or 'people'} here", hint="crawl or load something first")
    chosen.sort(key=lambda person: (-len(person.accounts), person.name, person.id))
    return [_row(person) for person in chosen]


def listed_text(rows: Sequence[Row]) -> str:
    """Return the rows as a table for the screen."""
    lines = [_line("PERSON", "KIND", "ACCOUNTS", "SITE, REASON")]
    for row in rows:
        last = f"{row['kind_reason'] or ' '.join(_texts(row['sites'])[:1])}  {row['id']}"
        lines.append(_line(str(row["name"]), str(row["kind"]), str(len(_texts(row["accounts"]))), last))
    return "\n".join(lines)


def doubts(known: World) -> list[Row]:
    """Return pairs of accounts that may be one person and were not joined, surest first."""
    accounts, settings = known.project.accounts(), known.settings
    found = resolution(
        accounts, known.project.decisions(), settings.people, brand=settings.own_brand(), columns=known.columns,
        writing=writings(known.project, accounts, known.columns),
    )
    name = {account: person.name for person in found.people.persons for account in person.accounts}
    return [
        {"first": doubt.first, "first_name": name.get(doubt.first), "second": doubt.second,
         "second_name": name.get(doubt.second), "confidence": doubt.confidence, "clues": list(doubt.kinds),
         "reason": doubt.reason}
        for doubt in found.doubts
    ]


def doubts_text(found: Sequence[Row]) -> str:
    """Return pairs in doubt as lines, each with the command that joins it.

    Raises:
        NothingFoundError: Nothing is in doubt.
    """
    if not found:
        raise NothingFoundError("nothing is in doubt", hint="'influence people list' shows everybody")
    return "\n".join(
        f"{row['confidence']:.2f}  {row['first_name']} ({row['first']}) = {row['second_name']} ({row['second']})?\n"
        f"      {', '.join(_texts(row['clues']))}: {row['reason']}" for row in found
    )


def card(known: World, code: int) -> Row:
    """Return all that is known of one person: accounts, clues, kind, the manager's own."""
    person = known.people.persons[code]
    decided = [row for row in known.project.decisions().rows
               if not set(person.accounts).isdisjoint((*row.accounts, *row.others))]
    return {
        **_row(person), "profiles": list(person.profiles), "audience": person.audience,
        "clues": [{"first": clue.first, "second": clue.second, "kind": clue.kind, "confidence": clue.confidence,
                   "evidence": clue.evidence} for clue in person.clues],
        "own": dict(sorted(outreach(known).get(code, {}).items())),
        "decisions": [_decision(row) for row in decided],
    }


def card_text(found: Row) -> str:
    """Return a person's card as text."""
    lines = [f"{found['name']}  ({found['id']})", *_now_text(found["own"]), f"  kind      {found['kind']}"]
    if found["kind_reason"]:
        lines[-1] += f": {found['kind_reason']}"
    for title, key in (("site", "sites"), ("profile", "profiles"), ("account", "accounts")):
        lines += [f"  {title:<9} {text}" for text in _texts(found[key])]
    if found["audience"] is not None:
        lines.append(f"  audience  {found['audience']} (shown, never scored)")
    lines += [f"  joined by {clue}" for clue in map(_clue_text, _rows(found["clues"]))]
    lines += [f"  decided   {_decided_text(row)}" for row in _rows(found["decisions"])]
    return "\n".join(lines)


def _now_text(own: object) -> list[str]:
    """Return where things stand with a person in one line, nothing where nothing was said.

    >>> _now_text({"status": "contacted", "last_contacted": "2026-07-01", "owner": "Kim", "next_action": "send sample"})
    ['  now       contacted 2026-07-01, Kim, next: send sample']
    >>> _now_text({"last_contacted": "2026-07-01", "status": "agreed"}), _now_text({"notes": "met"})
    (['  now       agreed, last contacted 2026-07-01'], [])
    """
    cells = own if isinstance(own, dict) else {}
    status, day = cells.get("status"), cells.get("last_contacted")
    where = f"{status} {day}" if status == "contacted" and day else status
    parts = [where, f"last contacted {day}" if day and status != "contacted" else None, cells.get("owner"),
             f"next: {cells['next_action']}" if cells.get("next_action") else None]
    said = ", ".join(str(part) for part in parts if part)
    return [f"  now       {said}"] if said else []


def _decided_text(row: Row) -> str:
    day = f" on {str(row['time'])[:len('2024-05-31')]}" if row["time"] else ""
    return f"{row['id']}{day}: {str(row['kind']).replace('_', ' ')} {row['value'] or ''}".rstrip()


def _row(person: Person) -> Row:
    return {"id": person.id, "name": person.name, "kind": person.kind.value, "kind_reason": person.kind_reason,
            "sites": list(person.sites), "accounts": list(person.accounts)}


def _decision(row: Decision) -> Row:
    return {"id": row.id, "kind": row.kind.value, "value": row.value, "accounts": list(row.accounts),
            "others": list(row.others), "time": moment(row.time) if row.time is not None else None}


def _clue_text(clue: Row) -> str:
    seen = f", seen on {clue['evidence']}" if clue["evidence"] else ""
    return f"{clue['kind']} {clue['confidence']:.2f}: {clue['first']} = {clue['second']}{seen}"


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _rows(value: object) -> list[Row]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _line(name: str, kind: str, accounts: str, last: str) -> str:
    return f"{_fitted(name, _NAME)} {kind:<{_KIND}} {accounts:>8}  {last}".rstrip()


def _fitted(text: str, width: int) -> str:
    """Return a text cut or filled to a width on the screen; CJK characters take two places."""
    kept, used = "", 0
    for char in text:
        places = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if used + places > width:
            break
        kept, used = kept + char, used + places
    return kept + " " * (width - used)
