"""Accounts -> persons, each merge with the clues for it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from crawlers.records import NAMED
from influence.model.account import AccountRow
from influence.model.brand import Brand
from influence.model.columns import UNKNOWN, Columns
from influence.model.decisions import Decisions
from influence.model.person import Clue, People, Person
from influence.people.clues import clues, namesakes
from influence.people.disclaimers import disclaims
from influence.people.joining import Bonds, Groups, bonds
from influence.people.names import agree, is_full, is_placeholder, squeezed, with_name
from influence.people.neighbours import neighbour_clues
from influence.people.pairs import HARD, Pair, pair, strength
from influence.people.persons import Known, person
from influence.people.places import places
from influence.people.words import ROLES
from influence.people.writing import Writing
from influence.settings import PeopleSettings

#: Pairs at least this likely, but under the threshold, are shown as "maybe one person".
MAYBE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two accounts that may be one person and were not joined, and why not."""

    first: str
    second: str
    confidence: float
    kinds: tuple[str, ...]
    #: "below the threshold", "two accounts on one site", "two different full names", "says it is
    #: somebody else", "kept apart by a split".
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Persons, and what was left in doubt."""

    people: People
    #: Surest first.
    doubts: tuple[Doubt, ...]


def resolve(
    accounts: Sequence[AccountRow], decisions: Decisions, settings: PeopleSettings, *,
    brand: Brand | None = None, columns: Columns | None = None, writing: Mapping[str, Writing] | None = None,
) -> People:
    """Return the persons behind accounts; `accounts` stand in the order of `Columns.accounts`, by id.

    Args:
        accounts: One row per account code.
        decisions: Merges, splits and tags that people made; they win over every clue.
        settings: Threshold, and lists of staff, organisations and bots, which win over words.
        brand: Accounts on its own domains are staff.
        columns: Who acts on whom, for clues from neighbours; without it these are not looked for.
        writing: How accounts write, by account id; helps to tell projects from people.
    """
    return resolution(accounts, decisions, settings, brand=brand, columns=columns, writing=writing).people


def resolution(
    accounts: Sequence[AccountRow], decisions: Decisions, settings: PeopleSettings, *,
    brand: Brand | None = None, columns: Columns | None = None, writing: Mapping[str, Writing] | None = None,
) -> Resolution:
    """Return `resolve` and the pairs left in doubt."""
    order = sorted(range(len(accounts)), key=lambda at: accounts[at].id)
    accounts = [with_name(accounts[at]) for at in order]
    code = {account.id: at for at, account in enumerate(accounts)}
    where = places(accounts)
    found = clues(accounts, where)
    if columns is not None:
        found = sorted({*found, *neighbour_clues(accounts, list(namesakes(accounts)), where, columns)},
                       key=lambda clue: (clue.first, clue.second, clue.kind, clue.evidence or ""))
    decided = bonds(decisions, code)
    groups, doubts = _joined(accounts, found, decided, settings.merge_threshold)
    known = Known(accounts=accounts, where=where, decisions=decisions, settings=settings,
                  brand=brand, writing=writing or {})
    people = _people(known, groups, found, decided, _idle(known.accounts, order, columns))
    of_account = np.empty(len(order), np.int32)
    of_account[order] = people.of_account
    return Resolution(people=replace(people, of_account=of_account), doubts=tuple(doubts))


def _joined(
    accounts: Sequence[AccountRow], found: Sequence[Pair], decided: Bonds, threshold: float
) -> tuple[Groups, list[Doubt]]:
    groups = Groups(len(accounts), decided.apart)
    for one, other in decided.joined:
        groups.join(one, other)
    by_pair: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for clue in found:
        by_pair[clue.first, clue.second].append(clue)
    ranked = sorted(((strength(made), ends) for ends, made in by_pair.items()), key=lambda item: (-item[0], item[1]))
    left: list[tuple[tuple[int, int], Doubt]] = []
    for confidence, ends in ranked:
        kinds = tuple(sorted({clue.kind for clue in by_pair[ends]}))
        reason = _not_joined(accounts, groups, ends, confidence >= threshold, hard=not HARD.isdisjoint(kinds))
        if reason is not None and confidence >= MAYBE:
            left.append((ends, Doubt(
                first=accounts[ends[0]].id, second=accounts[ends[1]].id, confidence=round(confidence, 3),
                kinds=kinds, reason=reason,
            )))
    return groups, _once(groups, left)


def _once(groups: Groups, left: Sequence[tuple[tuple[int, int], Doubt]]) -> list[Doubt]:
    """Return one doubt, the surest, for each two persons; none where another clue joined them after all."""
    found: dict[tuple[int, int], Doubt] = {}
    for ends, doubt in left:
        one, other = sorted(map(groups.root, ends))
        if one != other:
            found.setdefault((one, other), doubt)
    return list(found.values())


def _not_joined(
    accounts: Sequence[AccountRow], groups: Groups, ends: tuple[int, int], likely: bool, *, hard: bool  # noqa: FBT001
) -> str | None:
    """Join a pair where it is likely; return why not, else None."""
    if groups.root(ends[0]) == groups.root(ends[1]):
        return None
    if groups.kept_apart(*ends):
        return "kept apart by a split"
    if not likely:
        return "below the threshold"
    conflict = None if hard else _conflict(accounts, groups.members(ends[0]), groups.members(ends[1]))
    if conflict is None:
        groups.join(*ends)
    return conflict


def _conflict(accounts: Sequence[AccountRow], ours: Sequence[int], theirs: Sequence[int]) -> str | None:
    """Return what speaks against soft clues: two profiles on one platform, a disclaimer, two different full names."""
    platforms = {accounts[code].site for code in ours if _is_profile(accounts[code])}
    if any(_is_profile(accounts[code]) and accounts[code].site in platforms for code in theirs):
        return "two accounts on one site"
    if any(disclaims(accounts[code]) for code in (*ours, *theirs)):
        return "says it is somebody else"
    full = [accounts[code].name for code in ours if is_full(accounts[code].name or "")]
    other = [accounts[code].name for code in theirs if is_full(accounts[code].name or "")]
    if full and other and not any(agree(one, two) is not False for one in full for two in other):
        return "two different full names"
    return None


def _is_profile(account: AccountRow) -> bool:
    return account.site is not None and account.handle is not None and not account.id.startswith(NAMED)


def _idle(accounts: Sequence[AccountRow], order: Sequence[int], columns: Columns | None) -> set[int]:
    """Return bare names of which nothing is left: a page that tells more has taken over what they wrote."""
    if columns is None:
        return set()
    acted = np.zeros(len(accounts) + 1, np.bool_)
    for codes in (columns.activities.actor, columns.activities.owner, columns.posts.author):
        acted[codes] = True  # UNKNOWN is the last place
    return {
        at for at, account in enumerate(accounts)
        if account.id.startswith(NAMED) and not account.published and not account.answers and not acted[order[at]]
    }


def _people(
    known: Known, groups: Groups, found: Sequence[Pair], decided: Bonds, idle: Collection[int]
) -> People:
    accounts = known.accounts
    proof: dict[int, list[Pair]] = defaultdict(list)
    manual = [pair(one, other, "manual") for one, other in decided.joined]
    for clue in (*manual, *found):
        if groups.root(clue.first) == groups.root(clue.second):
            proof[groups.root(clue.first)].append(clue)
    roots: dict[int, list[int]] = defaultdict(list)
    for code, account in enumerate(accounts):
        if not (code in idle or _nobody(account)) or len(groups.members(code)) > 1:
            roots[groups.root(code)].append(code)
    made = [(person(known, codes, _shown(accounts, proof.get(root, ()))), codes) for root, codes in roots.items()]
    made.sort(key=lambda item: item[0].id)
    of_account = np.full(len(accounts), UNKNOWN, np.int32)
    for at, (_, codes) in enumerate(made):
        of_account[codes] = at
    persons: tuple[Person, ...] = tuple(found_person for found_person, _ in made)
    return People(persons=persons, of_account=of_account, codes={one.id: at for at, one in enumerate(persons)})


def _nobody(account: AccountRow) -> bool:
    """Return whether an account is a name that many strangers share: anonymous, 訪客; only counted."""
    if account.given is not None:
        return False
    name = account.name or account.handle or ""
    return account.id.startswith(NAMED) and is_placeholder(name) and squeezed(name).rstrip("0123456789") not in ROLES


def _shown(accounts: Sequence[AccountRow], proof: Sequence[Pair]) -> tuple[Clue, ...]:
    return tuple(
        Clue(first=accounts[clue.first].id, second=accounts[clue.second].id, kind=clue.kind,
             confidence=round(clue.confidence, 3), evidence=clue.evidence)
        for clue in sorted(proof, key=lambda clue: (-clue.confidence, clue.first, clue.second, clue.kind))
    )
