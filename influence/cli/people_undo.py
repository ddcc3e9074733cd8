"""`influence people undo`: decisions taken back, each told in words and by the name of whom it was about."""

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from influence.cli.pipeline import World
    from influence.cli.session import Session
    from influence.model.decisions import Decision
    from influence.store.project import Project

_ASKED = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
#: So many people are named in one sentence.
_NAMED = 4


@click.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.pass_obj
def undo(session: "Session", numbers: tuple[str, ...]) -> None:
    """Take back decisions by their numbers; without a number, the newest.

    What one command decided at once is taken back at once: 4-7. Forgetting cannot be undone; when
    that was the last thing done, a number must be named.

    \b
    Examples:
      influence people undo 12
      influence people undo 4-7
    """
    from influence.cli import pipeline
    from influence.errors import NothingFoundError
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        standing = project.decisions().rows
        known = pipeline.world(project)
        wanted = _wanted(numbers, standing) if numbers else _newest(project, known, standing)
        rows = [row for row in standing if row.id in wanted]
        if missing := sorted(wanted - {row.id for row in rows}):
            raise NothingFoundError(f"there is no decision {ranges(missing)} to take back",
                                    hint="'influence people show PERSON' lists the decisions about a person")
        with project.transaction():
            for row in rows:
                project.undo(row.id)
    for row in rows:
        session.say(f"Took back {row.id}: {in_words(known, row)}.")
    if not numbers and (beside := [row.id for row in standing if _together(row, rows[0])]):
        session.say(f"Decided with it, and still standing: {ranges(beside)}. Take that back with "
                    f"'influence people undo {ranges(beside)}'.")


def ranges(numbers: list[int]) -> str:
    """Return ascending numbers as `people undo` reads them.

    >>> ranges([4]), ranges([4, 5, 6]), ranges([1, 3, 4])
    ('4', '4-6', '1 3-4')
    """
    ends: list[list[int]] = []
    for number in numbers:
        if ends and ends[-1][1] == number - 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in ends)


def in_words(known: "World", row: "Decision") -> str:
    """Return one decision as a person says it, with the names of those it is about."""
    from influence.model.decisions import DecisionKind

    if row.kind is DecisionKind.TONE:
        return f"a sentence counts as {row.value}"
    who = _names(known, row.accounts)
    if row.kind is DecisionKind.MERGE:
        return f"{who}: {len(row.accounts)} accounts are one person"
    if row.kind is DecisionKind.SPLIT:
        count = "1 account is" if len(row.accounts) == 1 else f"{len(row.accounts)} accounts are"
        return f"{who}: {count} not of {_names(known, row.others)}"
    return f"{who}: {row.kind.value.replace('_', ' ')} {row.value or ''}".rstrip()


def _wanted(asked: tuple[str, ...], standing: "tuple[Decision, ...]") -> set[int]:
    """Return the numbers asked for; of a range, those that still stand."""
    from influence.errors import UsageError

    there = {row.id for row in standing}
    wanted: set[int] = set()
    for text in asked:
        found = _ASKED.fullmatch(text)
        if found is None:
            raise UsageError(f"'{text}' is no number of a decision", hint="write 12, or 4-7 for several")
        first, last = int(found[1]), int(found[2] or found[1])
        inside = {number for number in there if first <= number <= last}
        wanted |= inside or {first}
    return wanted


def _newest(project: "Project", known: "World", standing: "tuple[Decision, ...]") -> set[int]:
    """Return the newest decision, unless somebody was forgotten since.

    Raises:
        NothingFoundError: Nothing stands.
        UsageError: The last thing done was a forgetting.
    """
    from influence.errors import NothingFoundError, UsageError
    from influence.store.outreach import last_forgotten

    forgot = last_forgotten(project.connection)
    gone = "the last thing done was to forget somebody, which cannot be undone"
    if not standing:
        raise NothingFoundError("there is nothing to take back" if forgot is None else gone,
                                hint="'influence people show PERSON' lists the decisions about a person")
    newest = standing[-1]
    if forgot is not None and forgot >= (newest.time or 0):
        raise UsageError(f"{gone}. The newest decision that stands is {newest.id} ({in_words(known, newest)})",
                         hint=f"if that is meant: 'influence people undo {newest.id}'")
    return {newest.id}


def _together(row: "Decision", taken: "Decision") -> bool:
    """Return whether two decisions were made at one moment about one person."""
    return row.id != taken.id and row.time is not None and (row.time, row.accounts) == (taken.time, taken.accounts)


def _names(known: "World", accounts: tuple[str, ...]) -> str:
    """Return the people who hold these accounts, or the accounts where nobody does any more."""
    wanted = set(accounts)
    named = [person.name for person in known.people.persons if not wanted.isdisjoint(person.accounts)]
    shown = sorted(set(named)) or list(accounts)
    return " and ".join(shown[:_NAMED]) + (f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else "")
