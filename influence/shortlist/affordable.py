"""The best team that a budget pays for: greedy alone spends it on one expensive name."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from influence.shortlist.choice import Choice

#: Most people that are tried as the first of a team.
MOST_STARTS = 100
#: Chooses a team in which these are taken in any case.
Pick = Callable[[tuple[int, ...]], Choice]


def best_affordable(pick: Pick, starts: Iterable[int], required: tuple[int, ...]) -> Choice:
    """Return the choice that moves most, greedy from every start in turn and from none.

    Greedy by gain alone can be as bad as one expensive person; trying every first member (partial
    enumeration, Khuller, Moss, Naor 1999; Sviridenko 2004 tries three at a time) mends what matters
    for teams of a handful.

    Args:
        pick: Chooses greedily within the budget and the other rules.
        starts: Person codes that may be first, the most promising first; so many are tried.
        required: Taken in any case.
    """
    first = best = pick(required)
    for _, start in zip(range(MOST_STARTS), starts, strict=False):
        other = pick((*required, start))
        if other.union > best.union * (1 + 1e-9):
            best = other
    return replace(best, bound=max(first.bound, best.union))  # that of a forced start holds for its teams alone
