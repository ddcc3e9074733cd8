"""A rare name with a link of one's own joins; a common one, or a link by others, does not."""

import numpy as np
import pytest

from crawlers.records import named
from influence.model.account import AccountRow
from influence.model.columns import UNKNOWN, ActivityColumns, Columns, PostColumns
from influence.model.decisions import Decisions
from influence.people import resolution, resolve
from influence.settings import PeopleSettings


def columns(accounts: list[AccountRow], acts: list[tuple[str, str]]) -> Columns:
    ids = [account.id for account in accounts]
    many, nothing = len(acts), np.empty(0, np.int32)
    unknown = np.full(many, UNKNOWN, np.int32)
    zero = np.zeros(many, np.int8)
    return Columns(
        accounts=ids, sites=[], items=[],
        posts=PostColumns(key=nothing.astype(np.int64), author=nothing, time=nothing.astype(np.int64), site=nothing,
                          kind=nothing.astype(np.int8), thread=nothing, flags=nothing.astype(np.uint8)),
        activities=ActivityColumns(
            key=np.arange(many), verb=zero, actor=np.array([ids.index(one) for one, _ in acts], np.int32),
            owner=np.array([ids.index(other) for _, other in acts], np.int32), post=unknown, result=unknown,
            time=np.arange(many), place=zero, rel=zero.astype(np.uint8), item=unknown),
    )


def byline(name: str, site: str, posts: int = 5) -> AccountRow:
    return AccountRow(id=named(site, name), name=name, site=site, published=((site, posts),))


def crowd(name: str) -> list[AccountRow]:
    """A person's own blog, the same name among others on a group blog, and five readers."""
    readers = [AccountRow(id=f"https://reader{number}.example/", name=None) for number in range(5)]
    rows = [byline(name, "own.example"), byline(name, "group.example"), byline("Bram Oyelaran", "group.example"),
            byline("Zed Marlowe", "group.example"), *readers]
    return sorted(rows, key=lambda row: row.id)


RARE, COMMON = "Cosima Vetch", "Amy Lin"


@pytest.mark.parametrize(("name", "people"), [(RARE, 8), (COMMON, 9)])
def test_linking_ones_own_writing_elsewhere_joins_a_rare_name_only(name, people):
    rows = crowd(name)
    acts = [(named("own.example", name), named("group.example", name))]
    found = resolve(rows, Decisions(), PeopleSettings(), columns=columns(rows, acts))
    assert len(found) == people


def test_the_clues_are_shown():
    rows = crowd(RARE)
    acts = [(named("own.example", RARE), named("group.example", RARE))]
    found = resolve(rows, Decisions(), PeopleSettings(), columns=columns(rows, acts))
    joined = next(person for person in found.persons if len(person.accounts) == 2)
    assert {clue.kind for clue in joined.clues} == {"rare_name", "linked_namesakes"}


def test_a_link_from_the_group_blog_is_no_proof():
    rows = crowd(RARE)
    acts = [(named("group.example", RARE), named("own.example", RARE))]
    assert len(resolve(rows, Decisions(), PeopleSettings(), columns=columns(rows, acts))) == 9


def test_a_shared_audience_raises_a_question_only():
    rows = crowd(RARE)
    acts = [(f"https://reader{number}.example/", named(site, RARE)) for number in range(4)
            for site in ("own.example", "group.example")]
    found = resolution(rows, Decisions(), PeopleSettings(), columns=columns(rows, acts))
    assert len(found.people) == 9
    assert found.doubts[0].kinds == ("rare_name", "shared_neighbours")
    assert len(resolve(rows, Decisions(), PeopleSettings(merge_threshold=0.8), columns=columns(rows, acts))) == 8


def test_a_bare_name_of_which_nothing_is_left_is_nobody():
    rows = [AccountRow(id="https://ann.example/", name="Ann"), AccountRow(id=named("a.example", "Ann"), name="Ann"),
            AccountRow(id=named("b.example", "Ann"), name="Ann"),
            AccountRow(id=named("c.example", "Ann"), name="Ann", answers=1)]
    acts = [(named("b.example", "Ann"), "https://ann.example/")]
    found = resolve(rows, Decisions(), PeopleSettings(), columns=columns(rows, acts))
    assert (found.of_account >= 0).tolist() == [True, False, True, True]
