"""How each person stands towards each brand, by all they said so far; the user's own labels win.

Each post counts once, on the side most of its sentences are on. Paid and gifted posts are no
praise; doubtful mentions and sentences a person has to read count for nothing.

==========  =======================================================================================
fan         praised in two posts or more, and did not complain after the last praise
user        praised once, or has the thing and did not complain; or complained and was won back
neutral     named it, no more; or one complaint by somebody who does not have it
critic      complained and never praised: from own use, or in two posts
estranged   praised, and only complained since
unknown     no sure mention
==========  =======================================================================================
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from influence.model.columns import UNDATED
from influence.model.heard import DOUBTFUL, FIRST_HAND, SPONSORED, TONES, Heard, Stance, Tone

_PRAISE, _COMPLAINT = TONES.index(Tone.PRAISE), TONES.index(Tone.COMPLAINT)
#: Praise in so many posts makes a fan; complaints in so many posts are enough to keep somebody off a team.
FAN_POSTS, AGAINST_POSTS = 2, 2
#: Paid posts for a rival from which somebody is that rival's voice.
PAID_POSTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceLabels:
    """What the user said in influence.toml: person codes."""

    allies: frozenset[int] = frozenset()
    critics: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStance:
    """How one person stands towards one brand, and the sentences that show it."""

    person: int
    #: Code into `Heard.brands`.
    brand: int
    stance: Stance
    #: Posts that name it surely, that praise it (unpaid), that complain about it, that are paid or gifted.
    posts: int = 0
    praises: int = 0
    complaints: int = 0
    paid: int = 0
    #: Complaining posts since the last praise.
    against: int = 0
    #: Epoch seconds of the first and the last sure mention; None when none is dated.
    first: int | None = None
    last: int | None = None
    #: Rows of `Heard` that show the stance, oldest first.
    rows: tuple[int, ...] = ()
    #: The stance is the user's own word.
    labelled: bool = False


@dataclass(slots=True)
class _Said:
    """What one person said of one brand, post by post."""

    posts: int = 0
    paid: int = 0
    #: Rows of praising and complaining posts, oldest first.
    praises: list[int] = field(default_factory=list)
    complaints: list[int] = field(default_factory=list)
    has_it: bool = False
    own_complaint: bool = False
    times: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def stances(
    heard: Heard, labels: StanceLabels = StanceLabels(), *, until: int | None = None
) -> dict[tuple[int, int], PersonStance]:
    """Return how each person stands towards each brand they named, by (person code, brand code).

    Labels hold for the brand itself (code 0): a critic stays one; an ally is a fan unless their
    later words are complaints only.

    Args:
        heard: Everything said.
        labels: What the user knows.
        until: Only what was said up to this second; for stances of the past. Undated words count.
    """
    found = {key: _held(*key, _said(heard, rows)) for key, rows in _by_person(heard, until)}
    for person in sorted(labels.allies | labels.critics):
        known = found.get((person, 0), PersonStance(person=person, brand=0, stance=Stance.UNKNOWN))
        found[person, 0] = _labelled(known, labels)
    return dict(sorted(found.items()))


def is_against(held: PersonStance) -> bool:
    """Return whether somebody's own words keep them off a team: complaints in two posts, no praise since."""
    return held.stance in (Stance.CRITIC, Stance.ESTRANGED) and held.against >= AGAINST_POSTS


def is_paid_voice(held: PersonStance) -> bool:
    """Return whether somebody was paid by a brand more than once."""
    return held.paid >= PAID_POSTS


def _by_person(heard: Heard, until: int | None) -> Iterable[tuple[tuple[int, int], list[int]]]:
    """Yield the sure rows of each person and brand, oldest first."""
    kept = (heard.person >= 0) & ((heard.flags & DOUBTFUL) == 0)
    if until is not None:
        kept &= heard.time <= until
    rows = np.flatnonzero(kept)
    order = rows[np.lexsort((rows, heard.brand[rows], heard.person[rows]))]
    keys = zip(heard.person[order].tolist(), heard.brand[order].tolist(), order.tolist(), strict=True)
    for (person, brand), some in groupby(keys, key=lambda one: one[:2]):
        yield (person, brand), [row for _, _, row in some]


def _said(heard: Heard, rows: list[int]) -> _Said:
    said = _Said(rows=rows)
    for _, some in groupby(rows, key=lambda row: int(heard.post[row])):
        of_post = list(some)
        said.posts += 1
        flags = np.bitwise_or.reduce(heard.flags[of_post])
        good = [row for row in of_post if heard.tone[row] == _PRAISE]
        bad = [row for row in of_post if heard.tone[row] == _COMPLAINT]
        said.has_it |= bool(flags & FIRST_HAND)
        said.paid += bool(flags & SPONSORED)
        if heard.time[of_post[0]] != UNDATED:
            said.times.append(int(heard.time[of_post[0]]))
        if len(bad) > len(good):
            said.complaints.append(bad[0])
            said.own_complaint |= bool(flags & FIRST_HAND)
        elif len(good) > len(bad) and not flags & SPONSORED:
            said.praises.append(good[0])
    return said


def _held(person: int, brand: int, said: _Said) -> PersonStance:
    last_praise = max(said.praises, default=-1)
    against = [row for row in said.complaints if row > last_praise]
    stance, rows = _stance(said, against)
    return PersonStance(
        person=person, brand=brand, stance=stance, posts=said.posts, praises=len(said.praises),
        complaints=len(said.complaints), paid=said.paid, against=len(against),
        first=min(said.times, default=None), last=max(said.times, default=None), rows=tuple(rows))


def _stance(said: _Said, against: list[int]) -> tuple[Stance, list[int]]:
    if against and said.praises:
        return Stance.ESTRANGED, [said.praises[-1], *against]
    if against:
        certain = said.own_complaint or len(against) >= AGAINST_POSTS
        return (Stance.CRITIC if certain else Stance.NEUTRAL), against
    if said.praises:
        since = [row for row in said.praises if row > max(said.complaints, default=-1)]
        return (Stance.FAN if len(since) >= FAN_POSTS else Stance.USER), said.complaints[-1:] + since
    return (Stance.USER if said.has_it and not said.paid else Stance.NEUTRAL), said.rows


def _labelled(known: PersonStance, labels: StanceLabels) -> PersonStance:
    stance = Stance.CRITIC if known.person in labels.critics else Stance.FAN
    if stance is Stance.FAN and known.stance is Stance.ESTRANGED:
        return known
    return PersonStance(
        person=known.person, brand=known.brand, stance=stance, posts=known.posts, praises=known.praises,
        complaints=known.complaints, paid=known.paid, against=known.against, first=known.first, last=known.last,
        rows=known.rows, labelled=True)
