"""Alarms: more different, unconnected people with the same complaint than this topic usually has."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from influence.listening.complaints import Complaints

DAY = 86_400
#: A wave is looked for in so many days, against so many such spans before.
WINDOW_DAYS, SPANS = 7, 52
#: Fewer different people are no wave, whatever is usual.
LEAST_PEOPLE = 4
#: An arrival at least this unlikely raises an alarm.
UNLIKELY = 1e-4
#: Fewer people than this many standard deviations of a Poisson count over its mean are never that unlikely: a quick
#: first look, since its right tail is heavier than the normal one.
SURELY_USUAL = 3.7
#: Somebody who complains of the same again within so many days is no new complainer.
AGAIN_DAYS = 28
#: Nothing is said before so many spans were heard.
LEAST_SPANS = 8
#: An alarm is over when nobody joined for so many days, when a week has no more than usual, and after so many days:
#: what lasts longer has become usual.
QUIET_DAYS, LONGEST_DAYS = 14, 56
#: Prior of the usual rate: half a complainer in so many spans (Jeffreys' shape).
_SHAPE, _SPANS = 0.5, 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One wave of complaints."""

    #: What it is about; empty when about many things.
    aspects: tuple[str, ...]
    #: When the wave began, when it was told, and when the last one joined; epoch seconds.
    began: int
    raised: int
    last: int
    #: Different people when it was told, and by now.
    people_then: int
    people: int
    #: Different people that a week usually has.
    usual: float
    #: How likely so many would have been in an ordinary week.
    chance: float
    #: Person code of who was first, and of who carried it furthest: most acts on the complaint.
    first: int
    carrier: int
    #: Acts on the carrier's complaints.
    carried: float
    #: Rows of the complaints that make the wave, by time.
    rows: tuple[int, ...]


def alarms(
    found: Complaints, counts: NDArray[np.bool_], aspects: Sequence[str], caused: NDArray[np.float64], heard_from: int
) -> tuple[Alarm, ...]:
    """Return the waves of complaints, oldest first.

    For all complaints together and for each aspect by itself, every new complainer is an arrival. At
    each arrival the number of different people of the last seven days is held against the same topic's
    up to 52 weeks before, waves left out: how likely would so many be if nothing had changed? The usual
    rate is only known from what was heard, so the answer is the negative binomial that follows from
    its Gamma posterior (a Poisson count whose rate is uncertain), widened by how unevenly the past
    weeks came:

        mean = (0.5 + n) / (4 + weeks),  1 / size = 1 / (0.5 + n) + max(0, variance - mean) / mean^2

    At least four people, and a chance under 0.0001, raise an alarm; what joins within fourteen days
    of the last one belongs to it, while weeks have more than usual and for eight weeks at most.
    Waves that share people at the same time are one.

    Args:
        found: Complaints by time.
        counts: Which of them count as arrivals (see `complaints.independent`).
        aspects: Names by code.
        caused: Acts caused by each post (see `voice.driven`).
        heard_from: First second from which complaints would have been heard.
    """
    waves: list[_Wave] = []
    for aspect in (None, *range(len(aspects))):
        rows = np.flatnonzero(counts & ((found.aspect == aspect) if aspect is not None else True))
        rows = rows[_new(found.person[rows], found.time[rows])]
        waves += [(aspect, members, told) for members, told in _waves(rows, found.time[rows], heard_from)]
    made = [_alarm(found, group, aspects, caused) for group in _joined(found, waves)]
    return tuple(sorted(made, key=lambda alarm: (alarm.raised, alarm.began, alarm.aspects)))


def unlikeliness(
    people: NDArray[np.int64], usual: NDArray[np.float64], variance: NDArray[np.float64], spans: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the chance of at least so many people, by what was usual in so many spans before.

    Worked example: 4 people in a week, after 40 weeks that had one on average and were as uneven as
    chance makes them: 1.6 %.

    >>> one = unlikeliness(np.array([4]), np.array([1.0]), np.array([1.0]), np.array([40.0]))
    >>> float(one.round(3)[0])
    0.016
    """
    total = usual * spans
    mean = (_SHAPE + total) / (_SPANS + spans)
    uneven = np.maximum(variance - usual, 0.0) / np.maximum(usual, 1e-9) ** 2
    size = 1.0 / (1.0 / (_SHAPE + total) + np.where(usual > 0, uneven, 0.0))
    return np.asarray(betainc(people, size, mean / (mean + size)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Told:
    """What was known when a wave was told: people in the window, what is usual, the chance."""

    people: int
    usual: float
    chance: float


#: Aspect (None: all together), rows of the complaints, and what was known when it was told.
_Wave = tuple[int | None, list[int], _Told]


def _new(person: NDArray[np.int32], time: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places of complaints by somebody who had not complained for some weeks; in order of time."""
    order = np.lexsort((time, person))
    gap = np.diff(time[order], prepend=0)
    other = np.append(True, person[order][1:] != person[order][:-1]) if len(order) else np.zeros(0, np.bool_)
    return np.sort(order[other | (gap > AGAIN_DAYS * DAY)])


def _waves(rows: NDArray[np.int64], time: NDArray[np.int64], heard_from: int) -> list[tuple[list[int], _Told]]:
    """Return the waves among arrivals: their rows, and what was known when each was told."""
    span, moments = WINDOW_DAYS * DAY, time.tolist()
    found: list[tuple[list[int], _Told]] = []
    ordinary: list[int] = []
    began, first = -1, 0
    for at, moment in enumerate(moments):
        while moments[first] <= moment - span:
            first += 1
        if began >= 0 and moment - moments[at - 1] <= QUIET_DAYS * DAY and at - first + 1 > found[-1][1].usual:
            if moment - moments[began] <= LONGEST_DAYS * DAY:
                found[-1][0].append(int(rows[at]))
                continue
            ordinary += moments[began:at]  # what lasts is usual by now
        told = _judged(ordinary, moment, at - first + 1, heard_from)
        began = -1 if told is None else first
        if told is None:
            ordinary.append(moment)
        else:
            found.append(([int(row) for row in rows[first: at + 1]], told))
            del ordinary[bisect_left(ordinary, moments[first]):]
    return found


def _judged(ordinary: list[int], moment: int, people: int, heard_from: int) -> _Told | None:
    """Return what is known of a wave of so many people in a week; None when it is none, or too little is known."""
    span = WINDOW_DAYS * DAY
    spans = min(SPANS, (moment - heard_from) // span - 1)
    if people < LEAST_PEOPLE or spans < LEAST_SPANS:
        return None
    end = bisect_right(ordinary, moment - span)
    mean = (end - bisect_right(ordinary, moment - (spans + 1) * span)) / spans
    if people < mean + SURELY_USUAL * mean**0.5:
        return None
    edges = [bisect_right(ordinary, moment - span * back) for back in range(spans + 1, 0, -1)]
    weekly = np.diff(np.array(edges)).astype(np.float64)
    usual, variance = weekly.mean(), weekly.var(ddof=1)
    chance = unlikeliness(np.array([people]), np.array([usual]), np.array([variance]), np.array([float(spans)]))
    return _Told(people=people, usual=float(usual), chance=float(chance[0])) if chance[0] < UNLIKELY else None


def _joined(found: Complaints, waves: Sequence[_Wave]) -> list[list[_Wave]]:
    """Return the waves in groups: at the same time, and most people of the smaller one in both."""
    groups: list[list[_Wave]] = []
    for wave in waves:
        near = [group for group in groups if any(_same_wave(found, wave, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([wave, *(other for group in near for other in group)])
    return groups


def _same_wave(found: Complaints, one: _Wave, other: _Wave) -> bool:
    first, second = (found.time[wave[1]] for wave in (one, other))
    quiet = QUIET_DAYS * DAY
    together = first.min() <= second.max() + quiet and second.min() <= first.max() + quiet
    people = [set(found.person[wave[1]].tolist()) for wave in (one, other)]
    return bool(together) and 2 * len(people[0] & people[1]) >= min(map(len, people))


def _alarm(
    found: Complaints, group: Sequence[_Wave], aspects: Sequence[str], caused: NDArray[np.float64],
) -> Alarm:
    rows = sorted({row for _, members, _ in group for row in members}, key=lambda row: (int(found.time[row]), row))
    whole = {int(found.person[row]) for row in rows}
    raised, told = min(((_moment(found, members, told), told) for _, members, told in group),
                       key=lambda pair: (pair[0], pair[1].chance))
    named = {code for code, members, _ in group if code is not None and len(members) * 2 >= len(whole)}
    persons = [int(found.person[row]) for row in rows]
    carried: dict[int, float] = {}
    for row in {int(found.post[row]): row for row in rows}.values():
        person = int(found.person[row])
        carried[person] = carried.get(person, 0.0) + float(caused[found.post[row]])
    carrier = min(carried, key=lambda person: (-carried[person], persons.index(person)))
    return Alarm(
        aspects=tuple(sorted(aspects[code] for code in named)), began=int(found.time[rows[0]]), raised=raised,
        last=int(found.time[rows[-1]]), people_then=told.people, people=len(set(persons)), usual=told.usual,
        chance=told.chance, first=persons[0], carrier=carrier, carried=carried[carrier], rows=tuple(rows),
    )


def _moment(found: Complaints, members: Sequence[int], told: _Told) -> int:
    """Return when a wave was told: at the arrival that made it unlikely."""
    return int(found.time[members[told.people - 1]])
