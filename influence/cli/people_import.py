"""An edited CSV read back: what changed, and which rows were not understood."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from influence.errors import InputError
from influence.export.cells import Cell
from influence.model.decisions import DecisionKind
from influence.model.person import People
from influence.people import find

#: Columns that are the manager's own.
OWN = {
    "status": DecisionKind.STATUS, "owner": DecisionKind.OWNER, "last_contacted": DecisionKind.LAST_CONTACTED,
    "next_action": DecisionKind.NEXT_ACTION,
}
#: Between notes in one cell.
_NOTES = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing to decide about one person."""

    person: int
    kind: DecisionKind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an edited file changes."""

    made: tuple[Change, ...]
    #: One sentence per row that was not understood.
    problems: tuple[str, ...]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV as spreadsheets write it: with or without BOM, comma, semicolon or tab.

    Raises:
        InputError: Not text, or without the columns that say who a row is about.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("this is no UTF-8 text", about=str(path), hint="save it as 'CSV UTF-8'") from error
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    names = {name.strip().lower() for name in head.replace('"', "").split(delimiter)}
    if not names & {"person_id", "name"}:
        raise InputError("there is no column person_id or name", about=str(path),
                         hint="edit a file that 'influence rank --csv' or 'shortlist --csv' wrote")
    return [{(key or "").strip().lower(): (value or "").strip() for key, value in row.items()
             if not isinstance(value, list)} for row in rows]


def changes(people: People, known: Mapping[int, Mapping[str, Cell]], rows: Sequence[Mapping[str, str]]) -> Changes:
    """Return what the rows change against what is known of each person.

    Args:
        people: Everybody.
        known: Person code -> column -> value, as the file was written from.
        rows: Of the edited file.
    """
    made: list[Change] = []
    problems = []
    for number, row in enumerate(rows, start=2):
        codes = _persons(people, row)
        if len(codes) != 1:
            who = row.get("name") or row.get("person_id") or "nobody named"
            problems.append(f"line {number}: {who} is {'nobody' if not codes else 'more than one person'} here")
            continue
        made += _row_changes(codes[0], known.get(codes[0], {}), row)
    return Changes(made=tuple(dict.fromkeys(made)), problems=tuple(problems))


def _persons(people: People, row: Mapping[str, str]) -> tuple[int, ...]:
    named = _own_text(row.get("person_id", ""))
    if named in people.codes:
        return (people.codes[named],)
    name = _own_text(row.get("name", ""))
    return find(people, name) if name else ()


def _row_changes(person: int, known: Mapping[str, Cell], row: Mapping[str, str]) -> list[Change]:
    found = []
    for column, kind in OWN.items():
        value = _own_text(row.get(column, ""))
        if value and value != str(known.get(column) or ""):
            found.append(Change(person=person, kind=kind, value=value))
    before = str(known.get("notes") or "")
    notes = _own_text(row.get("notes", ""))
    if notes and notes != before:
        added = notes.removeprefix(before).removeprefix(_NOTES.rstrip()).strip() if before else notes
        found.append(Change(person=person, kind=DecisionKind.NOTE, value=added.removeprefix("|").strip() or notes))
    tags = known.get("tags")
    had = set(tags) if isinstance(tags, tuple) else set(str(tags or "").split(";"))
    named = dict.fromkeys(part.strip() for part in _own_text(row.get("tags", "")).split(";"))
    return found + [Change(person=person, kind=DecisionKind.TAG, value=tag) for tag in named if tag and tag not in had]


def _own_text(text: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from running it."""
    return text[1:] if text.startswith("'") else text
