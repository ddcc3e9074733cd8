"""Union-find over accounts that obeys what people decided and refuses what contradicts itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from influence.model.decisions import Decision, DecisionKind, Decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonds:
    """What people decided about pairs of account codes, later decisions over earlier ones."""

    #: Pairs held to be one person, newest first.
    joined: tuple[tuple[int, int], ...]
    #: Pairs held to be two people.
    apart: frozenset[tuple[int, int]]


def bonds(decisions: Decisions, code: Mapping[str, int]) -> Bonds:
    """Return merges and splits as pairs of codes; accounts that are not known (any more) are passed over."""
    joined: dict[tuple[int, int], int] = {}
    apart: set[tuple[int, int]] = set()
    for decision in decisions.of_kind(DecisionKind.MERGE, DecisionKind.SPLIT):
        pairs = _crossing(decision, code)
        if decision.kind is DecisionKind.MERGE:
            joined.update((pair, decision.id) for pair in pairs)
            apart -= pairs
        else:
            apart |= pairs
            joined = {pair: made for pair, made in joined.items() if pair not in pairs}
    newest_first = sorted(joined, key=lambda pair: (-joined[pair], pair))
    return Bonds(joined=tuple(newest_first), apart=frozenset(apart))


def _crossing(decision: Decision, code: Mapping[str, int]) -> set[tuple[int, int]]:
    mine = sorted(code[account] for account in decision.accounts if account in code)
    if decision.kind is DecisionKind.MERGE:
        return {(one, other) for at, one in enumerate(mine) for other in mine[at + 1:]}
    theirs = [code[account] for account in decision.others if account in code]
    return {(min(one, other), max(one, other)) for one in mine for other in theirs if one != other}


class Groups:
    """Disjoint groups of account codes, with pairs that must stay apart."""

    def __init__(self, size: int, apart: Iterable[tuple[int, int]] = ()) -> None:
        self._parent = list(range(size))
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def root(self, code: int) -> int:
        """Return the group of an account: its smallest member."""
        while self._parent[code] != code:
            self._parent[code] = self._parent[self._parent[code]]
            code = self._parent[code]
        return code

    def members(self, code: int) -> Sequence[int]:
        """Return the accounts of a group, in the order in which they came."""
        root = self.root(code)
        return self._members.get(root, [root])

    def kept_apart(self, one: int, other: int) -> bool:
        """Return whether joining the two groups would join two accounts that were split."""
        first, second = self.root(one), self.root(other)
        fewer = min(self._apart.get(first, set()), self._apart.get(second, set()), key=len)
        if not fewer:
            return False
        away = self._apart[first]
        return any(self.root(member) == second for member in away)

    def join(self, one: int, other: int, *, refuse: Callable[[int, int], bool] | None = None) -> bool:
        """Join two groups unless they are kept apart or refused; return whether they are one now."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return True
        if self.kept_apart(first, second) or (refuse is not None and refuse(first, second)):
            return False
        self._parent[second] = first
        self._members.setdefault(first, [first]).extend(self._members.pop(second, [second]))
        self._apart[first] |= self._apart.pop(second, set())
        return True
