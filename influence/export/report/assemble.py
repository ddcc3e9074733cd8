"""From scores, acts and texts to what the report says. Pure: values in, values out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from influence.export.cells import plain
from influence.export.dossier import Dossier
from influence.export.people_table import Sheet, person_cells
from influence.export.report.content import Card, Post
from influence.model.acts import Acts
from influence.model.columns import UNDATED

WEEKS = 52
RESPONDERS = 6
#: Posts on a card; one less where the report tells of many people.
POSTS, MANY = 3, 12
#: Posts of so many days go before older ones.
RECENT_DAYS = 180
_WEEK = 7 * 86_400
_TITLE = 90
_QUOTE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Looks up what was written, by post code and by row of the activities."""

    #: Post code -> (title or first words, address).
    post: Callable[[Sequence[int]], Mapping[int, tuple[str, str]]]
    #: Row in `Columns.activities` -> words around the act.
    quote: Callable[[Sequence[int]], Mapping[int, str]]


def cards(
    sheet: Sheet, acts: Acts, ties: Mapping[int, Sequence[tuple[int, float]]], texts: Texts,
    dossiers: Mapping[int, Dossier],
) -> tuple[Card, ...]:
    """Return one card per person of the sheet.

    Args:
        sheet: The people, in order.
        acts: What was ranked.
        ties: Person code -> (responder code, tie from 0 to 1), strongest first.
        texts: Where titles and quotes come from.
        dossiers: By person code; people without one get none on their card.
    """
    persons = sheet.people.persons
    made = []
    for score in sheet.scores:
        mine = np.flatnonzero((acts.owner == score.code) & (acts.weight > 0))
        made.append(Card(
            cells=person_cells(sheet, score), weeks=weekly(acts.time[mine], acts.until),
            responders=tuple((persons[code].name, tie) for code, tie in ties.get(score.code, ())[:RESPONDERS]),
            posts=_posts(acts, mine, lambda code: persons[code].name, texts)[: POSTS - (len(sheet.scores) > MANY)],
            dossier=dossiers.get(score.code),
        ))
    return tuple(made)


def weekly(times: NDArray[np.int64], until: int) -> tuple[int, ...]:
    """Return the number of times in each of the last 52 weeks before `until`, oldest first.

    >>> weekly(np.array([0, 7 * 86_400]), 7 * 86_400)[-2:]
    (1, 1)
    """
    back = (until - times) // _WEEK
    counted = np.bincount(back[(back >= 0) & (back < WEEKS)], minlength=WEEKS)
    return tuple(int(count) for count in counted[::-1])


def _posts(acts: Acts, mine: NDArray[np.int64], name: Callable[[int], str], texts: Texts) -> tuple[Post, ...]:
    """Return the posts most different people acted on, recent ones first, each with the fullest answer."""
    on_post = mine[acts.post[mine] >= 0]
    if not len(on_post):
        return ()
    pairs = np.unique(np.stack([acts.post[on_post], acts.actor[on_post]], axis=1), axis=0)
    codes, people = np.unique(pairs[:, 0], return_counts=True)
    old = acts.post_time[codes] <= acts.until - RECENT_DAYS * 86_400
    order = np.lexsort((codes, -acts.post_time[codes], -people, old))[:POSTS]
    shown = texts.post([int(codes[at]) for at in order])
    result = []
    for at in order:
        code = int(codes[at])
        said, by = _said(acts, on_post[acts.post[on_post] == code], texts)
        title, url = shown.get(code, ("", ""))
        result.append(Post(day=_day(int(acts.post_time[code])), title=plain(title)[:_TITLE] or url, url=url,
                           people=int(people[at]), said=said, said_by=name(by) if said else ""))
    return tuple(result)


def _said(acts: Acts, rows: NDArray[np.int64], texts: Texts) -> tuple[str, int]:
    quotes = texts.quote([int(acts.row[row]) for row in rows])
    found = [(plain(quotes.get(int(acts.row[row]), "")), int(acts.actor[row])) for row in rows]
    words, by = max(found, key=lambda pair: (min(len(pair[0]), _QUOTE), -pair[1]))
    return (words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"), by


def _day(seconds: int) -> str:
    return "" if seconds == UNDATED else datetime.fromtimestamp(seconds, UTC).date().isoformat()
