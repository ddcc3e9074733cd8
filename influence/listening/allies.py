"""Allies who turned or fell silent, and critics who were won back: when, why, whether we answered, who followed."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from influence.listening.complaints import Complaints
from influence.model.acts import Acts
from influence.model.columns import UNDATED, PostColumns
from influence.model.heard import FIRST_HAND, TONES, Heard, Tone

DAY = 86_400
_PRAISE, _COMPLAINT = TONES.index(Tone.PRAISE), TONES.index(Tone.COMPLAINT)
#: Nobody has stopped who spoke well of us less than this ago; and they must still write.
STOPPED_DAYS = 180
#: Somebody praised often when in at least so many posts: one kind word and then silence is no friend lost.
OFTEN = 3
#: What a complaint of half a year ago still lets hope for, against one of today.
COOLING_DAYS = 180.0
#: How likely a turned ally comes back, when we have not answered yet against when we did and it did not help.
UNANSWERED, ANSWERED = 1.0, 0.6


class Turn(StrEnum):
    """What became of somebody's good word."""

    #: Praised, then complained.
    TURNED = "turned"
    #: Praised often, and does so no more, though they still write.
    STOPPED = "stopped"
    #: Complained, and praised later.
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ally:
    """One person whose word about the brand changed."""

    person: int
    turn: Turn
    praises: int
    complaints: int
    #: Seconds of the last praise before the turn; None for critics who never praised before.
    praised: int | None
    #: First bad post and its second; None for who only stopped.
    bad_post: int | None
    bad_time: int | None
    #: What it was about; None for nothing in particular.
    aspect: str | None
    #: Row of `Heard` of the sentence that tells most: the first complaint, or the last praise of who stopped.
    row: int
    #: When one of ours first answered in that thread; None when nobody did.
    answered: int | None
    #: Row of the praise that shows the repair; None when it is not repaired.
    repaired: int | None
    #: Person codes of those who complained because of it, first to last.
    followers: tuple[int, ...]
    living_audience: float
    #: How far it is worth while to try, 0 to 1 (see `repairability`).
    repairability: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """What has been heard about one brand, up to `until`."""

    heard: Heard
    #: Which rows of `heard` are voices.
    rows: NDArray[np.bool_]
    brand: int
    until: int


def allies(
    told: Told, found: Complaints, acts: Acts, posts: PostColumns, living_audience: NDArray[np.float64],
    people: tuple[NDArray[np.bool_], Collection[int]],
) -> tuple[Ally, ...]:
    """Return whose good word changed, best worth repairing first, those already repaired last.

    Sorted by living audience times repairability, then by person.

    Args:
        told: What was said about the brand.
        found: Complaints with those who shared them.
        acts: Who acted on whom.
        posts: All posts, for answers of ours.
        living_audience: R by person.
        people: Who is staff, by person; person codes that the user names as allies.
    """
    staff, named = people
    told_by = _said(told)
    answers = _Answered(acts, posts, staff)
    followed = _followers(found, acts)
    last_post = _last_post(acts)
    made = []
    for person, (praise, complaint) in sorted(told_by.items()):
        ally = _turn(told, person, (praise, complaint), answers, last_post, person in named)
        if ally is not None:
            made.append(_completed(ally, told.until, float(living_audience[person]), followed))
    return tuple(sorted(made, key=lambda one: (
        one.turn is Turn.REPAIRED, -one.living_audience * (one.repairability or 1.0), one.person)))


def repairability(praises: int, complaints: int, days: float, *, answered: bool) -> float:
    """Return how far it is worth while to win somebody back, 0 to 1.

        (1 + praises) / (1 + praises + complaints) * 2^(-days / 180) * (1 if nobody answered yet, else 0.6)

    Who praised often and complained once is nearest; a complaint goes cold; one that nobody answered can
    still be answered.

    >>> round(repairability(5, 1, 0, answered=False), 2), round(repairability(1, 4, 180, answered=True), 2)
    (0.86, 0.1)
    """
    kind = (1 + praises) / (1 + praises + complaints)
    return float(kind * 2 ** (-max(days, 0) / COOLING_DAYS) * (ANSWERED if answered else UNANSWERED))


class _Answered:
    """Looks up when one of ours first wrote in a thread after a post."""

    def __init__(self, acts: Acts, posts: PostColumns, staff: NDArray[np.bool_]) -> None:
        self._thread, self._time = posts.thread, posts.time
        ours = np.flatnonzero(np.append(staff, False)[acts.post_author] & (posts.time != UNDATED))
        order = np.lexsort((posts.time[ours], posts.thread[ours]))
        self._threads, self._times = posts.thread[ours][order], posts.time[ours][order]

    def after(self, post: int) -> int | None:
        """Return the second of the first answer; None when there is none."""
        first, end = np.searchsorted(self._threads, [self._thread[post], self._thread[post] + 1])
        times = self._times[first:end]
        later = times[times >= self._time[post]]
        return int(later[0]) if len(later) else None


def _said(told: Told) -> dict[int, tuple[list[int], list[int]]]:
    """Return the rows in which each person praised and complained, by time; each post once, by what outweighs."""
    heard = told.heard
    chosen = np.flatnonzero(told.rows & (heard.brand == told.brand) & (heard.person >= 0) & (heard.time != UNDATED)
                            & (heard.time <= told.until) & np.isin(heard.tone, (_PRAISE, _COMPLAINT)))
    by_post: dict[int, list[int]] = {}
    for row in chosen.tolist():
        by_post.setdefault(int(heard.post[row]), []).append(row)
    found: dict[int, tuple[list[int], list[int]]] = {}
    for rows in by_post.values():
        praise, complaint = ([row for row in rows if heard.tone[row] == tone] for tone in (_PRAISE, _COMPLAINT))
        if len(praise) != len(complaint):
            kept = found.setdefault(int(heard.person[rows[0]]), ([], []))
            better = len(praise) > len(complaint)
            kept[0 if better else 1].append(_telling(heard, praise if better else complaint))
    for praises, complaints in found.values():
        praises.sort()
        complaints.sort()
    return found


def _telling(heard: Heard, rows: list[int]) -> int:
    """Return the row that says most: first-hand, about an aspect, the longer one."""
    return min(rows, key=lambda row: (-int(heard.flags[row] & FIRST_HAND), heard.aspect[row] < 0,
                                      -len(heard.sentences[row]), row))


def _turn(
    told: Told, person: int, said: tuple[list[int], list[int]], answers: _Answered, last_post: NDArray[np.int64],
    named: bool,  # noqa: FBT001  a fact about the person, not a switch
) -> Ally | None:
    praise, complaint = said
    time = told.heard.time
    if not complaint:
        stopped = (len(praise) >= OFTEN or named) and praise and time[praise[-1]] < told.until - STOPPED_DAYS * DAY
        still = last_post[person] > told.until - STOPPED_DAYS * DAY
        return _made(told, person, said, (Turn.STOPPED, praise[-1], None), answers) if stopped and still else None
    before = [row for row in praise if time[row] < time[complaint[0]]]
    later = [row for row in praise if time[row] > time[complaint[-1]]]
    if later:
        return _made(told, person, said, (Turn.REPAIRED, complaint[0], later[-1]), answers)
    if not praise and not named:
        return None
    turned = next((row for row in complaint if not praise or time[row] > time[praise[-1]]), None)
    if turned is None or not (before or named or len(praise) >= len(complaint)):
        return None
    return _made(told, person, said, (Turn.TURNED, turned, None), answers)


def _made(
    told: Told, person: int, said: tuple[list[int], list[int]], turn: tuple[Turn, int, int | None], answers: _Answered
) -> Ally:
    heard, (kind, row, repaired) = told.heard, turn
    bad = kind is not Turn.STOPPED
    before = [int(heard.time[one]) for one in said[0] if one < row or not bad]
    aspect = int(heard.aspect[row])
    return Ally(
        person=person, turn=kind, praises=len(said[0]), complaints=len(said[1]),
        praised=before[-1] if before else None, bad_post=int(heard.post[row]) if bad else None,
        bad_time=int(heard.time[row]) if bad else None, aspect=heard.aspects[aspect] if aspect >= 0 and bad else None,
        row=row, answered=answers.after(int(heard.post[row])) if bad else None, repaired=repaired, followers=(),
        living_audience=0.0, repairability=0.0,
    )


def _completed(ally: Ally, until: int, audience: float, followed: dict[int, tuple[int, ...]]) -> Ally:
    since = ally.bad_time if ally.bad_time is not None else ally.praised
    days = (until - since) / DAY if since is not None else 0.0
    worth = repairability(ally.praises, ally.complaints, days, answered=ally.answered is not None)
    return Ally(**{name: getattr(ally, name) for name in Ally.__slots__}
                | {"followers": followed.get(ally.person, ()), "living_audience": audience,
                   "repairability": 0.0 if ally.turn is Turn.REPAIRED else worth})


def _followers(found: Complaints, acts: Acts) -> dict[int, tuple[int, ...]]:
    """Return who complained because of whom: shared their complaint, or acted on it before their own."""
    author = np.append(acts.post_author, np.int32(-1))
    lists: dict[int, dict[int, None]] = {}
    first: dict[int, int] = {}
    for at in range(len(found)):
        first.setdefault(int(found.person[at]), int(found.time[at]))
        loud = int(author[found.of[at]])
        if found.of[at] != found.post[at] and loud >= 0 and loud != found.person[at]:
            lists.setdefault(loud, {})[int(found.person[at])] = None
    complained = np.unique(found.post)
    for act in np.flatnonzero(np.isin(acts.post, complained)).tolist():
        actor, owner = int(acts.actor[act]), int(acts.owner[act])
        if actor in first and owner in first and first[owner] <= acts.time[act] <= first[actor]:
            lists.setdefault(owner, {})[actor] = None
    return {person: tuple(names) for person, names in lists.items()}


def _last_post(acts: Acts) -> NDArray[np.int64]:
    last = np.full(acts.people, UNDATED)
    written = (acts.post_author >= 0) & (acts.post_time != UNDATED) & (acts.post_time <= acts.until)
    np.maximum.at(last, acts.post_author[written], acts.post_time[written])
    return last
