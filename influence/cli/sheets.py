"""People as rows of a file or of a JSON object, for the commands that report them."""

from collections.abc import Sequence
from datetime import date, datetime

from influence.cli.pipeline import World, moment
from influence.export.cells import Cell
from influence.export.people_table import Sheet, columns, person_cells
from influence.model.score import Score
from influence.ranking import Ranking

Json = str | int | float | bool | None | list[str]


def sheet(known: World, scores: Sequence[Score]) -> Sheet:
    """Return what the table of people shows of these scores."""
    return Sheet(people=known.people, scores=tuple(scores))


def window_object(ranked: Ranking) -> dict[str, str]:
    """Return the first and last second that counted."""
    return {"since": moment(ranked.window.since), "until": moment(ranked.window.until)}


def people_objects(known: World, scores: Sequence[Score], *, full: bool = True) -> list[dict[str, Json]]:
    """Return one object per person: the columns by name, and `accounts`, the ids as given."""
    table = sheet(known, scores)
    names = [column.name for column in columns(table, full=full)]
    given = known.project.given_names()
    people = []
    for score in table.scores:
        cells = person_cells(table, score)
        person: dict[str, Json] = {name: plain(cells[name]) for name in names}
        person["accounts"] = [given.get(account, account) for account in known.people.persons[score.code].accounts]
        people.append(person)
    return people


def plain(value: Cell) -> Json:
    """Return a cell as JSON knows it: dates as ISO text, several values as a list.

    >>> plain(date(2024, 5, 31)), plain(("a", "b")), plain(0.5)
    ('2024-05-31', ['a', 'b'], 0.5)
    """
    if isinstance(value, datetime | date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
