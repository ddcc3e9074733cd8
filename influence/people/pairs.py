"""A clue about two accounts, how sure each kind is, and how several add up."""

from collections.abc import Sequence
from dataclasses import dataclass

#: How sure each kind of clue is by itself.
CONFIDENCE: dict[str, float] = {
    "manual": 1.0,
    "rel_me_both_ways": 0.99,
    "same_as_both_ways": 0.97,
    "site_byline": 0.97,
    "same_address": 0.97,
    "pages_of_account": 0.95,
    "same_byline": 0.94,
    "named_as_byline": 0.92,
    "comment_website": 0.93,
    "bios_name_each_other": 0.93,
    "introduction": 0.93,
    "same_profile_link": 0.93,
    "same_gravatar": 0.85,
    "same_handle": 0.7,
    "same_avatar": 0.7,
    "rare_name": 0.7,
    "linked_namesakes": 0.7,
    "shared_neighbours": 0.5,
    "full_name": 0.4,
    "claimed_one_way": 0.5,
    "website_other_name": 0.6,
}
#: Kinds that join whatever else is known; the others are soft and give way to a conflict.
HARD = frozenset({
    "manual", "rel_me_both_ways", "same_as_both_ways", "site_byline", "same_address", "pages_of_account", "same_byline",
    "named_as_byline",
})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Pair:
    """A clue between two account codes, smaller first."""

    first: int
    second: int
    kind: str
    confidence: float
    evidence: str | None = None


def pair(one: int, other: int, kind: str, evidence: str | None = None, *, factor: float = 1.0) -> Pair:
    """Return a clue with its codes in order and its kind's confidence."""
    first, second = sorted((one, other))
    return Pair(first=first, second=second, kind=kind, confidence=CONFIDENCE[kind] * factor, evidence=evidence)


def strength(found: Sequence[Pair]) -> float:
    """Return how sure several clues about one pair are together: each kind counts once.

    >>> round(strength([pair(1, 2, "same_handle"), pair(1, 2, "rare_name"), pair(1, 2, "rare_name")]), 2)
    0.91
    """
    if len(found) == 1:
        return found[0].confidence
    best: dict[str, float] = {}
    for clue in found:
        best[clue.kind] = max(best.get(clue.kind, 0.0), clue.confidence)
    left = 1.0
    for confidence in best.values():
        left *= 1.0 - confidence
    return 1.0 - left
