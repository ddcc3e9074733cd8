"""Who must not be proposed, each with the reason; and who should be won back instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from influence.model.person import People, PersonKind
from influence.model.score import Score, Tier
from influence.model.shortlist import LeftOut

#: Without a post for this long before the end of the window, somebody is dormant.
DORMANT_DAYS = 180
_DAY = 86_400
_KINDS = {
    PersonKind.BOT: "an automatic account",
    PersonKind.ORGANISATION: "an organisation, not a person",
    PersonKind.STAFF: "the brand's own staff",
}


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
        if score.code in labels.minors:
            left_out.append(LeftOut(code=score.code, reason="minor", text="says of themself to be under 18: "
                                    f"'{labels.minors[score.code]}'"))
        elif score.code in labels.required:
            codes.append(score.code)
        elif score.code in labels.critics:
            repair.append(LeftOut(code=score.code, reason="critic", text="named as a critic in influence.toml: "
                                  "answer them first, do not recruit them"))
        elif (reason := _reason(score, people, labels, until)) is not None:
            left_out.append(LeftOut(code=score.code, reason=reason[0], text=reason[1]))
        else:
            codes.append(score.code)
    return Eligible(tuple(codes), tuple(left_out), tuple(repair))


def _reason(score: Score, people: People, labels: Labels, until: int) -> tuple[str, str] | None:
    person = people.persons[score.code]
    if person.kind is not PersonKind.PERSON:
        return person.kind.value, _KINDS[person.kind] + (f": {person.kind_reason}" if person.kind_reason else "")
    by_label = (
        ("rival", labels.rival_voices, "named as a rival's voice in influence.toml"),
        ("excluded", labels.excluded, "excluded by you"),
        ("do_not_contact", labels.do_not_contact, "marked do-not-contact"),
    )
    for reason, named, text in by_label:
        if score.code in named:
            return reason, text
    return _by_score(score, until)


def _by_score(score: Score, until: int) -> tuple[str, str] | None:
    if score.tier is Tier.WATCH:
        return "too_little_seen", f"too little seen: {score.posts} posts, {score.people_moved} people moved"
    for flag, text in _FLAGGED:
        if flag in score.warnings:
            return flag, text
    if score.last_post is not None and score.last_post < until - DORMANT_DAYS * _DAY:
        days = (until - score.last_post) // _DAY
        return "dormant", f"silent for {days} days before the end of the window"
    if score.living_audience <= 0:
        return "nobody_moved", "nobody with standing acted on what they wrote"
    return None


_FLAGGED = (
    ("closed_circle", "answered almost only by a closed circle of accounts that answer one another"),
)
