"""From a ranking to a shortlist: eligibility, rules of the team, choice, reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from influence.model.person import People
from influence.model.score import Score
from influence.model.shortlist import Candidate, LeftOut, Shortlist
from influence.shortlist.affordable import best_affordable
from influence.shortlist.choice import Audience, Choice, all_gains, choose, overlaps, substitutes
from influence.shortlist.eligibility import Eligible
from influence.shortlist.reasons import why

#: May this person join this team?
Allowed = Callable[[int, tuple[int, ...]], bool]
#: Chooses from candidates: who is required and who may join; no rule to ask is None.
Chooser = Callable[[NDArray[np.int32], tuple[int, ...], Allowed | None], Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a team must keep to."""

    size: int = 5
    #: At most so many of one community or site; None for no limit.
    max_per_community: int | None = None
    max_per_site: int | None = None
    #: Person codes taken in any case.
    required: tuple[int, ...] = ()
    #: Cost of each person, any unit; people without one cost the median of those known.
    cost: Mapping[int, float] = field(default_factory=dict)
    budget: float | None = None
    #: Language of the reasons: `en` or `zh-TW`.
    language: str = "en"
    #: Another way to choose than by the observed audiences.
    chooser: Chooser | None = None

    @property
    def free(self) -> bool:
        """Return whether any team of that size is allowed."""
        return self.max_per_community is None and self.max_per_site is None and self.budget is None


def shortlist(
    eligible: Eligible, scores: Sequence[Score], audiences: Audience, people: People,
    community: Sequence[str], rules: Rules,
) -> Shortlist:
    """Choose the team and say what each adds, with whom they overlap and who could replace them."""
    candidates = np.array(sorted(eligible.codes), np.int32)
    allowed = None if rules.free else _allowed(people, community, rules)
    choice = _chosen(audiences, candidates, allowed, rules)
    shared = overlaps(audiences, choice.drivers)
    instead = substitutes(audiences, choice.drivers, candidates, allowed=allowed)
    by_code = {score.code: score for score in scores}
    chosen = tuple(
        Candidate(
            code=code, place=place, adds=adds, overlaps_with=_overlapping(code, shared),
            substitute=instead.get(code),
            why=why(by_code[code], people.persons[code].name, adds, language=rules.language),
        )
        for place, (code, adds) in enumerate(zip(choice.drivers, choice.adds, strict=True), start=1)
    )
    return Shortlist(chosen=chosen, left_out=eligible.left_out, repair=eligible.repair,
                     union=choice.union, of_bound=choice.of_bound, guarantee=choice.guarantee,
                     method="observed" if rules.chooser is None else "sampled")


def _chosen(
    audiences: Audience, candidates: NDArray[np.int32], allowed: Allowed | None, rules: Rules
) -> Choice:
    def pick(required: tuple[int, ...]) -> Choice:
        if rules.chooser is not None:
            return rules.chooser(candidates, required, allowed)
        return choose(audiences, candidates, rules.size, required=required, allowed=allowed)

    if rules.budget is None or allowed is None or len(rules.required) >= rules.size:
        return pick(rules.required)
    gains = all_gains(audiences, np.ones(audiences.people))
    promising = sorted(candidates.tolist(), key=lambda code: (-float(gains[code]), code))
    found = best_affordable(pick, (code for code in promising
                                   if code not in rules.required and allowed(code, rules.required)), rules.required)
    if rules.chooser is not None:
        return found
    in_order = choose(audiences, np.array(found.drivers, np.int32), rules.size, required=rules.required)
    return replace(found, drivers=in_order.drivers, adds=in_order.adds)


def usual_cost(costs: Mapping[int, float]) -> float:
    """Return what somebody costs who is not in the table: the median of those who are.

    >>> usual_cost({1: 10.0, 2: 90.0, 3: 30.0}), usual_cost({})
    (30.0, 0.0)
    """
    known = sorted(costs.values())
    return known[len(known) // 2] if known else 0.0


def narrowed(eligible: Eligible, keep: Callable[[int], bool], reason: str, text: str) -> Eligible:
    """Return those `keep` says yes to; the others are left out with this reason."""
    out = tuple(LeftOut(code=code, reason=reason, text=text) for code in eligible.codes if not keep(code))
    return Eligible(tuple(code for code in eligible.codes if keep(code)), eligible.left_out + out, eligible.repair)


def _allowed(people: People, community: Sequence[str], rules: Rules) -> Callable[[int, tuple[int, ...]], bool]:
    usual = usual_cost(rules.cost)

    def price(code: int) -> float:
        return rules.cost.get(code, usual)

    def may_join(code: int, team: tuple[int, ...]) -> bool:
        if rules.max_per_community is not None and community[code]:
            same = sum(community[other] == community[code] for other in team)
            if same >= rules.max_per_community:
                return False
        if rules.max_per_site is not None:
            sites = set(people.persons[code].sites)
            same = sum(not sites.isdisjoint(people.persons[other].sites) for other in team)
            if same >= rules.max_per_site:
                return False
        return rules.budget is None or sum(map(price, team)) + price(code) <= rules.budget

    return may_join


def _overlapping(code: int, shared: Mapping[tuple[int, int], float]) -> tuple[tuple[int, float], ...]:
    with_code = [(b if a == code else a, both) for (a, b), both in shared.items() if code in (a, b)]
    return tuple(sorted(with_code, key=lambda pair: (-pair[1], pair[0]))[:3])
