"""From an open project to its ranking, one function for each step; what rank, explain, shortlist and others share.

Import this module only inside a command: it brings numpy and the store with it.
"""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from influence.cli.said import said
from influence.cli.writings import writings
from influence.errors import NothingFoundError, UsageError
from influence.graph import build
from influence.graph.pasted import without_pasted
from influence.model.acts import Acts
from influence.model.columns import Columns
from influence.model.person import People
from influence.model.score import Objective
from influence.people.find import find, find_all, nearest
from influence.people.resolve import resolve
from influence.ranking import Ranking, score
from influence.ranking.relevance import inherited, relevance
from influence.settings import Settings
from influence.store.collector import no_collector
from influence.store.project import Project

#: So many names are listed when a text may mean several people.
NAMED_AT_MOST = 10
#: More people than this are set apart from Python's cycle collector.
MANY = 100_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """A project as it is analysed: columns, the people in them, and the settings."""

    project: Project
    settings: Settings
    columns: Columns
    people: People

    @property
    def ids(self) -> tuple[str, ...]:
        """Return person ids by code."""
        return tuple(person.id for person in self.people.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a ranking is asked for."""

    objective: Objective = Objective.PEOPLE
    #: Words or phrases; empty for everything.
    topics: tuple[str, ...] = ()
    #: First and last second, epoch; None for the first and last activity.
    since: int | None = None
    until: int | None = None
    window_days: float | None = None
    intervals: bool = True


def world(project: Project) -> World:
    """Return an open project with its accounts resolved into people."""
    with no_collector():
        settings, columns, accounts = project.settings(), project.columns(), project.accounts()
        people = resolve(accounts, project.decisions(), settings.people, brand=settings.own_brand(), columns=columns,
                         writing=writings(project, accounts, columns))
    if len(people) > MANY:
        gc.freeze()  # they stay until the end; the collector need not look at millions of rows again and again
    return World(project=project, settings=settings, columns=columns, people=people)


def acts(known: World, question: Question = Question()) -> Acts:
    """Return who moved whom in the window asked for.

    Raises:
        NothingFoundError: Nobody acted on anybody there.
    """
    found = build.acts(
        known.columns, known.people, since=question.since, until=question.until,
        window_days=question.window_days, weights=known.settings.score,
    )
    if not len(found):
        raise NothingFoundError(
            "there is nobody to rank: no act of one person on another is known in this window",
            hint="crawl or load more, or widen --since, --until or --window")
    return without_pasted(found, said(known.project, known.columns, known.people, found))


def topic_relevance(known: World, topics: Sequence[str]) -> NDArray[np.float64] | None:
    """Return per post how far it is about the topics, 0 to 1; None when none is asked for.

    Raises:
        NothingFoundError: No post is about them.
    """
    if not topics:
        return None
    posts = known.columns.posts
    own = relevance(known.project.texts(posts.key), topics)
    if not (own > 0).any():
        raise NothingFoundError(f"no post mentions {' or '.join(topics)}", hint="try other words")
    return inherited(own, posts.thread)


def ranking(known: World, found: Acts, question: Question = Question()) -> Ranking:
    """Return the ranking of these acts; its scores carry the ids of the people."""
    trusted = find_all(known.people, known.settings.people.trusted)
    ranked = score(found, objective=question.objective, relevance=topic_relevance(known, question.topics),
                   trusted=trusted.keys(), chosen_sites=chosen_sites(known), intervals=question.intervals)
    return ranked.named(known.ids)


def chosen_sites(known: World) -> list[int]:
    """Return the codes of the sites where the user chose to listen: those of the sources crawled."""
    chosen = known.project.source_sites()
    return [code for code, name in enumerate(known.columns.sites) if name in chosen]


def brand_words(settings: Settings, brand: str | None) -> tuple[str, ...]:
    """Return the names to look for: those of the settings when the brand named is that one, else the name itself."""
    own = settings.own_brand()
    if brand is None:
        return ()
    names = (own.name, *own.aliases, *own.products)
    return tuple(name for name in names if name) if brand.casefold() in map(str.casefold, names) else (brand,)


def person_code(people: People, text: str) -> int:
    """Return the person that a text means: id, name, handle, profile address or site.

    Raises:
        UsageError: Nobody or several people; the message lists them.
    """
    codes = find(people, text)
    if len(codes) == 1:
        return codes[0]
    if not codes:
        like = nearest(people, text)
        meant = f"did you mean {' or '.join(like)}? " if like else ""
        raise UsageError(f"there is nobody called '{text}' here",
                         hint=f"{meant}'influence people list' lists everybody")
    shown = [people.persons[code] for code in codes[:NAMED_AT_MOST]]
    lines = "".join(f"\n  {person.id}  {person.name}  {' '.join(person.sites[:1])}".rstrip() for person in shown)
    raise UsageError(f"'{text}' may mean {len(codes)} people", hint=f"name one by its id:{lines}")


def second(day: str | None, *, end: bool = False) -> int | None:
    """Return the first (or last) second of a day written YYYY-MM-DD, UTC; a time is taken as it is.

    >>> second("1970-01-02"), second("1970-01-01", end=True)
    (86400, 86399)
    """
    if day is None:
        return None
    try:
        moment = datetime.fromisoformat(day)
    except ValueError as error:
        raise UsageError(f"'{day}' is no date", hint="write it as 2024-05-31") from error
    whole_day = len(day) == len("2024-05-31")
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if end and whole_day:
        moment += timedelta(days=1, seconds=-1)
    return int(moment.timestamp())


def moment(seconds: int) -> str:
    """Return an epoch second as ISO 8601 in UTC.

    >>> moment(86_400)
    '1970-01-02T00:00:00Z'
    """
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
