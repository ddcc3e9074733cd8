"""Small worlds for the graph tests: activities written as tuples, codes as letters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pytest

from crawlers.records import Place, PostKind, Verb
from influence.model.columns import (
    PLACES,
    POST_KINDS,
    UNDATED,
    UNKNOWN,
    VERBS,
    ActivityColumns,
    Columns,
    PostColumns,
)
from influence.model.person import People, Person, PersonKind

DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class P:
    """A post: author (account code) and day."""

    author: int = UNKNOWN
    day: float | None = 0
    site: int = 0
    kind: PostKind = PostKind.POST
    thread: int | None = None
    flags: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class A:
    """An activity: actor and owner are account codes, day counts from 0."""

    verb: Verb = Verb.REPLY
    actor: int = UNKNOWN
    owner: int = UNKNOWN
    day: float | None = 1
    post: int = UNKNOWN
    result: int = UNKNOWN
    place: Place = Place.BODY
    rel: int = 0
    item: int = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Columns and people that fit each other."""

    columns: Columns
    people: People = field(repr=False)


def seconds(day: float | None) -> int:
    return UNDATED if day is None else round(day * DAY)


def world(
    activities: Sequence[A], posts: Sequence[P] = (), *, accounts: int = 6, read_until: float | None = 1_000,
    kinds: dict[int, PersonKind] | None = None, person_of: Sequence[int] | None = None,
    ids: Sequence[str] | None = None,
) -> World:
    """Return a world; every account is a person of the same code unless `person_of` says otherwise."""
    rows = sorted(activities, key=lambda row: seconds(row.day))
    names = list(ids or (f"https://{chr(97 + code)}.example/" for code in range(accounts)))
    post_rows = list(posts)
    columns = Columns(
        accounts=names, sites=[f"s{number}.example" for number in range(9)], items=list("xyz"),
        posts=PostColumns(
            key=np.arange(len(post_rows), dtype=np.int64), author=np.array([p.author for p in post_rows], np.int32),
            time=np.array([seconds(p.day) for p in post_rows], np.int64),
            site=np.array([p.site for p in post_rows], np.int32),
            kind=np.array([POST_KINDS.index(p.kind) for p in post_rows], np.int8),
            thread=np.array([at if p.thread is None else p.thread for at, p in enumerate(post_rows)], np.int32),
            flags=np.array([p.flags for p in post_rows], np.uint8),
        ),
        activities=ActivityColumns(
            key=np.arange(len(rows), dtype=np.int64), verb=np.array([VERBS.index(a.verb) for a in rows], np.int8),
            actor=np.array([a.actor for a in rows], np.int32), owner=np.array([a.owner for a in rows], np.int32),
            post=np.array([a.post for a in rows], np.int32), result=np.array([a.result for a in rows], np.int32),
            time=np.array([seconds(a.day) for a in rows], np.int64),
            place=np.array([PLACES.index(a.place) for a in rows], np.int8),
            rel=np.array([a.rel for a in rows], np.uint8), item=np.array([a.item for a in rows], np.int32),
        ),
        read_until=seconds(read_until),
    )
    of_account = list(person_of) if person_of is not None else list(range(len(names)))
    persons = tuple(
        Person(id=f"p_{code}", name=f"N{code}", kind=(kinds or {}).get(code, PersonKind.PERSON),
               accounts=tuple(name for name, one in zip(names, of_account, strict=True) if one == code))
        for code in range(max(of_account, default=-1) + 1)
    )
    people = People(persons=persons, of_account=np.array(of_account, np.int32),
                    codes={person.id: code for code, person in enumerate(persons)})
    return World(columns=columns, people=people)


@pytest.fixture(scope="session")
def small() -> SimpleNamespace:
    """Return the maker of small worlds and its short records of posts and activities."""
    return SimpleNamespace(world=world, P=P, A=A, DAY=DAY)
