"""People as rows of a file or of a JSON object, for the commands that report them."""

from collections.abc import Sequence
from datetime import date, datetime

from influence.cli.circles import circles
from influence.cli.pipeline import World, moment
from influence.cli.teams import full_sheet
from influence.export.cells import Cell
from influence.export.people_table import Sheet, columns, person_cells
from influence.model.acts import Acts
from influence.model.score import Score
from influence.ranking import Ranking

Json = str | int | float | bool | None | list[str]


#: So many people at most get topics, communities and proofs beside their scores; a longer table has the scores alone.
TOLD_MOST = 2_000


def sheet(known: World, found: Acts, ranked: Ranking, scores: Sequence[Score]) -> Sheet:
    """Return the table of these people with all that is known of them; of very many, only their scores."""
    if len(scores) > TOLD_MOST:
        return Sheet(people=known.people, scores=tuple(scores))
    around = circles(known, found)
    told = ranked.with_communities(around.community)
    return full_sheet(known, found, told, around, [score.code for score in scores])


def window_object(ranked: Ranking) -> dict[str, str]:
    """Return the first and last second that counted."""
    return {"since": moment(ranked.window.since), "until": moment(ranked.window.until)}


def people_objects(known: World, table: Sheet, *, full: bool = True) -> list[dict[str, Json]]:
    """Return one object per person: the columns by name, and `accounts`, the ids as given."""
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
