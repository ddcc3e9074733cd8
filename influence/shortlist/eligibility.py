"""Who must not be proposed, each with the reason; and who should be won back instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from influence.model.person import People, PersonKind
from influence.model.score import Score, Tier
from influence.model.shortlist import LeftOut
from influence.shortlist.reasons import left_out_text

#: Without a post for this long before the end of the window, somebody is dormant.
DORMANT_DAYS = 180
#: Of somebody with so many posts enough was seen: it is the others who do not act.
MANY_POSTS = 20
_DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the user said of people: person code -> the words that named them."""

    critics: Mapping[int, str] = field(default_factory=dict)
    rival_voices: Mapping[int, str] = field(default_factory=dict)
    excluded: Mapping[int, str] = field(default_factory=dict)
    #: Decided in `influence people status`, or asked for on the person's own pages.
    do_not_contact: Mapping[int, str] = field(default_factory=dict)
    #: Say of themselves that they are under age.
    minors: Mapping[int, str] = field(default_factory=dict)
    required: Mapping[int, str] = field(default_factory=dict)
    #: Turned against the brand by their own words: the reason (`critic_heard`, `estranged`) and its numbers.
    against: Mapping[int, tuple[str, dict[str, object]]] = field(default_factory=dict)
    #: Paid by a rival, by their own words: which one, and in how many posts.
    paid_voices: Mapping[int, dict[str, object]] = field(default_factory=dict)
    #: Language of the reasons: `en` or `zh-TW`.
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Eligible:
    """Who may be chosen, who is left out and why, and whom to repair instead of recruit."""

    codes: tuple[int, ...]
    left_out: tuple[LeftOut, ...]
    repair: tuple[LeftOut, ...]


def eligible(scores: tuple[Score, ...], people: People, labels: Labels, *, until: int) -> Eligible:
    """Split the scored people, in the order of their scores; somebody required is never left out, a minor always.

    Args:
        scores: Of one ranking, best first.
        people: Who they are.
        labels: What the user said of them.
        until: End of the window, epoch seconds; dormancy counts back from it.
    """
    codes: list[int] = []
    left_out: list[LeftOut] = []
    repair: list[LeftOut] = []
    for score in scores:
        if (reason := _reason(score, people, labels, until)) is None:
            codes.append(score.code)
        else:
            name, numbers = reason
            text = left_out_text(name, language=labels.language, **numbers)
            (repair if name in _REPAIR else left_out).append(LeftOut(code=score.code, reason=name, text=text))
    return Eligible(tuple(codes), tuple(left_out), tuple(repair))


#: Reasons for which somebody is to be won back.
_REPAIR = frozenset({"critic", "critic_heard", "estranged"})
_FLAGGED = ("closed_circle",)
_Reason = tuple[str, dict[str, object]]


def _reason(score: Score, people: People, labels: Labels, until: int) -> _Reason | None:
    if score.code in labels.minors:
        return "minor", {"words": labels.minors[score.code]}
    if score.code in labels.required:
        return None
    if score.code in labels.critics:
        return "critic", {}
    if score.code in labels.against:
        return labels.against[score.code]
    person = people.persons[score.code]
    if person.kind is not PersonKind.PERSON:
        return person.kind.value, {"because": person.kind_reason}
    for reason, named in (("rival", labels.rival_voices), ("excluded", labels.excluded),
                          ("do_not_contact", labels.do_not_contact)):
        if score.code in named:
            return reason, {}
    if score.code in labels.paid_voices:
        return "rival_heard", labels.paid_voices[score.code]
    return _by_score(score, until)


def _by_score(score: Score, until: int) -> _Reason | None:
    if score.tier is Tier.WATCH:
        reason = "hardly_acted_on" if score.posts >= MANY_POSTS else "too_little_seen"
        return reason, {"posts": score.posts, "people": score.people_moved}
    for flag in _FLAGGED:
        if flag in score.warnings:
            return flag, {"people": score.people_moved}
    if score.last_post is not None and score.last_post < until - DORMANT_DAYS * _DAY:
        return "dormant", {"days": (until - score.last_post) // _DAY}
    if score.living_audience <= 0:
        return "nobody_moved", {}
    return None
