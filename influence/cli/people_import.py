"""An edited CSV read back: what changed, and which rows were not understood."""

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from influence.errors import InputError
from influence.export.cells import Cell, cell_text, harmless
from influence.model.decisions import STATUSES, DecisionKind
from influence.model.person import People
from influence.people import find

#: Columns that are the manager's own.
OWN = {
    "status": DecisionKind.STATUS, "owner": DecisionKind.OWNER, "last_contacted": DecisionKind.LAST_CONTACTED,
    "next_action": DecisionKind.NEXT_ACTION,
}
_COLUMN = {kind: column for column, kind in OWN.items()}
#: Between notes in one cell.
_NOTES = " | "
#: A day as spreadsheets like to rewrite it; year first, else day and month could be either.
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")


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
    #: One sentence per row or cell that was not understood.
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
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"this is no table that can be read: {error}", about=str(path),
                         hint="open it in a spreadsheet and save it as 'CSV UTF-8'") from error
    names = {name.strip().lower() for name in head.replace('"', "").split(delimiter)}
    if not names & {"person_id", "name"}:
        raise InputError("there is no column person_id or name", about=str(path),
                         hint="edit a file that 'influence rank --csv' or 'shortlist --csv' wrote")
    return [{(key or "").strip().lower(): (value or "").strip() for key, value in row.items()
             if not isinstance(value, list)} for row in rows]


def changes(
    people: People, known: Mapping[int, Mapping[str, Cell]], rows: Sequence[Mapping[str, str]],
    earlier: Mapping[int, Mapping[str, Collection[str]]] | None = None,
) -> Changes:
    """Return what the rows change against what is known of each person.

    Nothing decided since the file was written is lost: a cell that holds what a later decision
    replaced is reported and left, and of two rows that contradict each other the first holds. Only
    do_not_contact goes before all.

    Args:
        people: Everybody.
        known: Person code -> column -> value, as it is now.
        rows: Of the edited file.
        earlier: Person code -> column -> values that were replaced since.
    """
    made: dict[tuple[int, DecisionKind, str], Change] = {}
    problems: list[str] = []
    said: dict[tuple[int, DecisionKind], tuple[int, str]] = {}
    for number, row in enumerate(rows, start=2):
        codes = _persons(people, row)
        if len(codes) != 1:
            who = row.get("name") or row.get("person_id") or "nobody named"
            problems.append(f"line {number}: {who} is {'nobody' if not codes else 'more than one person'} here")
            continue
        found, bad = _row_changes(codes[0], known.get(codes[0], {}), row)
        past = (earlier or {}).get(codes[0], {})
        for change in found:
            conflict = _conflict(change, said, past, known.get(codes[0], {}))
            if conflict is not None:
                bad.append(conflict)
            else:
                made[change.person, change.kind, change.value] = change
                said.setdefault((change.person, change.kind), (number, change.value))
        problems += [f"line {number}: {problem}" for problem in bad]
    return Changes(made=tuple(made.values()), problems=tuple(problems))


def _conflict(
    change: Change, said: Mapping[tuple[int, DecisionKind], tuple[int, str]], past: Mapping[str, Collection[str]],
    now: Mapping[str, Cell],
) -> str | None:
    """Return why a change is not made: another row says otherwise, or the cell is older than what was decided."""
    column = _COLUMN.get(change.kind)
    if column is None or change.value == "do_not_contact":
        return None
    line, first = said.get((change.person, change.kind), (0, change.value))
    if first != change.value:
        return f"{column} '{change.value}' contradicts '{first}' of line {line}, which was taken"
    if change.value in past.get(column, ()):
        return (f"{column} '{change.value}' was changed to '{now.get(column)}' since, which stays; to go back, use "
                "'influence people status'")
    return None


def _persons(people: People, row: Mapping[str, str]) -> tuple[int, ...]:
    named = _own_text(row.get("person_id", ""))
    if named in people.codes:
        return (people.codes[named],)
    if former := find(people, named) if named.startswith("p_") else ():
        return former
    name = _own_text(row.get("name", ""))
    return find(people, name) if name else ()


def _row_changes(
    person: int, known: Mapping[str, Cell], row: Mapping[str, str]
) -> tuple[list[Change], list[str]]:
    """Return what a row changes, and what is wrong with its cells."""
    found, problems = [], []
    for column, kind in OWN.items():
        cell = row.get(column, "")
        if not cell or _is_written(cell, known.get(column)):
            continue
        value = _value(kind, _own_text(cell))
        if value is None:
            problems.append(f"'{cell}' is {_WANTED[kind]}")
        elif value != known.get(column):
            found.append(Change(person=person, kind=kind, value=value))
    note = _new_note(known.get("notes"), row.get("notes", ""))
    if note:
        found.append(Change(person=person, kind=DecisionKind.NOTE, value=note))
    tags = known.get("tags")
    had = {cell_text((tag,), raw=True) for tag in tags} if isinstance(tags, tuple) else set(str(tags or "").split(";"))
    named = dict.fromkeys(part.strip() for part in _own_text(row.get("tags", "")).split(";"))
    found += [Change(person=person, kind=DecisionKind.TAG, value=tag) for tag in named if tag and tag not in had]
    return found, problems


_WANTED = {
    DecisionKind.STATUS: f"no status: write one of {', '.join(STATUSES)}",
    DecisionKind.LAST_CONTACTED: "no day: write it as 2024-05-31",
}


def _value(kind: DecisionKind, text: str) -> str | None:
    """Return what is meant by a cell; None when it is nothing that its column can hold.

    >>> _value(DecisionKind.STATUS, "Do not contact"), _value(DecisionKind.LAST_CONTACTED, "2024/5/31")
    ('do_not_contact', '2024-05-31')
    """
    if kind is DecisionKind.STATUS:
        status = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
        return status if status in STATUSES else None
    if kind is DecisionKind.LAST_CONTACTED:
        parts = _DAY.fullmatch(text)
        try:
            return date(*map(int, parts.groups())).isoformat() if parts else None
        except ValueError:
            return None
    return text


def _new_note(before: Cell, cell: str) -> str | None:
    """Return what a cell adds to the notes there are: nothing when it is as it was written, or was read before."""
    notes, had = _own_text(cell), cell_text(before, raw=True)
    if not notes or _is_written(cell, before) or f"{_NOTES}{notes}{_NOTES}" in f"{_NOTES}{had}{_NOTES}":
        return None
    added = notes.removeprefix(had).strip().removeprefix("|").strip() if had else notes
    return added or notes


def _is_written(cell: str, value: Cell) -> bool:
    """Return whether a cell is what this value is written as."""
    return cell in (cell_text(value), cell_text(value, raw=True))


def _own_text(text: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from running it; any other is the user's own.

    >>> _own_text("'=Kim"), _own_text("'tis so")
    ('=Kim', "'tis so")
    """
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
