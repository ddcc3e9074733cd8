"""What changed since a day: who rises, who is new, who fell silent, who turned, who is paid, who is with a rival."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import POST_SPONSORED, UNDATED, PostColumns
from influence.model.heard import SPONSORED, TONES, Heard, Tone
from influence.ranking.rising import DOUBLED

DAY = 86_400
_PRAISE, _COMPLAINT = TONES.index(Tone.PRAISE), TONES.index(Tone.COMPLAINT)
#: Rising means nothing with fewer living responders; a newcomer was picked up by at least so many insiders.
LEAST_AUDIENCE, INSIDERS = 3.0, 2
#: Somebody wrote regularly with at least so many posts in the half year before; silent is this many usual gaps.
REGULAR_POSTS, GAPS = 6, 4.0
HALF_YEAR_DAYS = 182


class Change(StrEnum):
    """What is different now."""

    RISING = "rising"
    NEWCOMER = "newcomer"
    SILENT = "gone_quiet"
    TURNED = "turned"
    WON = "won_back"
    SPONSORED = "newly_sponsored"
    RIVAL = "newly_with_rival"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One change with its receipt."""

    change: Change
    person: int
    #: Post that shows it (code), its second, and the row of `Heard` with the sentence; None where there is none.
    post: int | None
    time: int | None
    row: int | None
    #: The number behind it: growth, insiders, days of silence; None for none.
    value: float | None
    living_audience: float
    #: The rival, for RIVAL.
    brand: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """Everything changes are read from."""

    heard: Heard
    #: Rows that are voices, and rows that are paid.
    rows: NDArray[np.bool_]
    acts: Acts
    posts: PostColumns
    #: R, growth of R against one half-life before (NaN unknown), and how established each person is (0 to 1).
    living_audience: NDArray[np.float64]
    rising: NDArray[np.float64]
    standing: NDArray[np.float64]
    #: Whom nothing is told of: staff, shops, rings.
    silent: NDArray[np.bool_]


def changes(seen: Seen, since: int) -> tuple[Changed, ...]:
    """Return what changed from `since` to the end of the window, by kind, largest living audience first."""
    found: list[Changed] = []
    found += _rising(seen, since)
    found += _newcomers(seen, since)
    found += _gone_quiet(seen, since)
    found += _turned(seen, since)
    found += _sponsored(seen, since)
    found += _with_rival(seen, since)
    kinds = list(Change)
    told = [one for one in found if not seen.silent[one.person]]
    return tuple(sorted(told, key=lambda one: (kinds.index(one.change), -one.living_audience, one.person)))


def _made(seen: Seen, change: Change, person: int, post: int | None, value: float | None = None) -> Changed:
    time = None if post is None else int(seen.acts.post_time[post])
    return Changed(change=change, person=person, post=post, time=None if time == UNDATED else time, row=None,
                   value=value, living_audience=float(seen.living_audience[person]))


def _said(seen: Seen, change: Change, row: int, brand: str | None = None) -> Changed:
    heard, person = seen.heard, int(seen.heard.person[row])
    return Changed(change=change, person=person, post=int(heard.post[row]), time=int(heard.time[row]), row=row,
                   value=None, living_audience=float(seen.living_audience[person]), brand=brand)


def _rising(seen: Seen, since: int) -> list[Changed]:
    with np.errstate(invalid="ignore"):
        up = np.flatnonzero((seen.rising >= DOUBLED) & (seen.living_audience >= LEAST_AUDIENCE) & seen.acts.rankable)
    best = _best_post(seen.acts, since)
    return [_made(seen, Change.RISING, person, best(person), float(seen.rising[person])) for person in up.tolist()
            if best(person) is not None]


def _newcomers(seen: Seen, since: int) -> list[Changed]:
    """Return people first seen since then on whom at least two established people acted."""
    acts, first = seen.acts, _first_seen(seen.acts)
    fresh = (acts.time >= since) & (first[acts.owner] >= since) & (seen.standing[acts.actor] >= 1) & (acts.weight > 0)
    pairs = np.unique(acts.owner[fresh].astype(np.int64) * max(acts.people, 1) + acts.actor[fresh])
    insiders = np.bincount(pairs // max(acts.people, 1), minlength=acts.people)
    best = _best_post(acts, since)
    return [_made(seen, Change.NEWCOMER, person, best(person), float(insiders[person]))
            for person in np.flatnonzero((insiders >= INSIDERS) & acts.rankable).tolist()]


def _gone_quiet(seen: Seen, since: int) -> list[Changed]:
    """Return regular writers whose last post lies before `since` by many of their usual gaps."""
    acts = seen.acts
    dated = (acts.post_author >= 0) & (acts.post_time != UNDATED) & (acts.post_time <= acts.until)
    author, time, code = acts.post_author[dated], acts.post_time[dated], np.flatnonzero(dated)
    last = np.full(acts.people, UNDATED)
    np.maximum.at(last, author, time)
    late = time > last[author] - HALF_YEAR_DAYS * DAY
    posts = np.bincount(author[late], minlength=acts.people)
    silence = (acts.until - last) / DAY
    quiet = (posts >= REGULAR_POSTS) & (last < since) & (silence > GAPS * HALF_YEAR_DAYS / np.maximum(posts, 1))
    before = last >= since - HALF_YEAR_DAYS * DAY  # whoever fell silent long ago is no news
    latest = {int(author[at]): int(code[at]) for at in np.lexsort((code, time))}
    return [_made(seen, Change.SILENT, person, latest[person], float(silence[person]))
            for person in np.flatnonzero(quiet & before & acts.rankable).tolist()]


def _turned(seen: Seen, since: int) -> list[Changed]:
    """Return whose words about the brand turned: only praise before and complaints since, or the reverse."""
    heard = seen.heard
    own = np.flatnonzero(seen.rows & (heard.brand == 0) & (heard.person >= 0) & (heard.time != UNDATED)
                         & np.isin(heard.tone, (_PRAISE, _COMPLAINT)))
    found = []
    for rows in _by_person(heard, own).values():
        before = {int(heard.tone[row]) for row in rows if heard.time[row] < since}
        later = [row for row in rows if heard.time[row] >= since]
        now = {int(heard.tone[row]) for row in later}
        if len(now) == 1 and before and heard.tone[_last(heard, rows, since)] not in now:
            found.append(_said(seen, Change.TURNED if _COMPLAINT in now else Change.WON, later[0]))
    return found


def _last(heard: Heard, rows: list[int], since: int) -> int:
    return max(row for row in rows if heard.time[row] < since)


def _sponsored(seen: Seen, since: int) -> list[Changed]:
    """Return who published a paid post since then and none before."""
    author, posts = seen.acts.post_author, seen.posts
    paid = np.zeros(len(posts), np.bool_)
    paid[seen.heard.post[(seen.heard.flags & SPONSORED) > 0]] = True
    paid |= (posts.flags & POST_SPONSORED) > 0
    codes = np.flatnonzero(paid & (author >= 0) & (posts.time != UNDATED) & (posts.time <= seen.acts.until))
    codes = codes[np.argsort(posts.time[codes], kind="stable")]
    first: dict[int, int] = {}
    for code in codes.tolist():
        first.setdefault(int(author[code]), code)
    made = [_made(seen, Change.SPONSORED, person, code) for person, code in sorted(first.items())
            if posts.time[code] >= since]
    return [_with_row(seen, one) for one in made]


def _with_row(seen: Seen, one: Changed) -> Changed:
    rows = np.flatnonzero(seen.heard.post == one.post)
    if not len(rows):
        return one
    return Changed(**{name: getattr(one, name) for name in Changed.__slots__} | {"row": int(rows[0])})


def _with_rival(seen: Seen, since: int) -> list[Changed]:
    """Return who praised a rival, or was paid to name it, since then and never before."""
    heard = seen.heard
    paid = ((heard.flags & SPONSORED) > 0) & np.isin(heard.tone, (_PRAISE, TONES.index(Tone.NEUTRAL)))
    with_it = ((heard.tone == _PRAISE) & seen.rows) | paid
    chosen = np.flatnonzero(with_it & (heard.brand > 0) & (heard.person >= 0) & (heard.time != UNDATED))
    firsts = (rows[0] for rows in _by_person(heard, chosen).values())
    return [_said(seen, Change.RIVAL, row, heard.brands[int(heard.brand[row])].name)
            for row in firsts if heard.time[row] >= since]


def _by_person(heard: Heard, rows: NDArray[np.int64]) -> dict[int, list[int]]:
    """Return the rows of each person, by time."""
    found: dict[int, list[int]] = {}
    for row in rows[np.lexsort((rows, heard.time[rows]))].tolist():
        found.setdefault(int(heard.person[row]), []).append(row)
    return found


def _first_seen(acts: Acts) -> NDArray[np.int64]:
    first = np.full(acts.people, np.iinfo(np.int64).max)
    dated = (acts.post_author >= 0) & (acts.post_time != UNDATED)
    np.minimum.at(first, acts.post_author[dated], acts.post_time[dated])
    np.minimum.at(first, acts.actor, acts.time)
    return first


def _best_post(acts: Acts, since: int) -> Callable[[int], int | None]:
    """Return a look-up of each person's post since then on which most different people acted."""
    recent = np.flatnonzero((acts.post >= 0) & (acts.time >= since) & (acts.weight > 0))
    people = max(acts.people, 1)
    pairs = np.unique(acts.post[recent].astype(np.int64) * people + acts.actor[recent])
    posts, moved = np.unique(pairs // people, return_counts=True)
    best: dict[int, int] = {}
    for at in np.lexsort((posts, -moved)).tolist():
        author = int(acts.post_author[posts[at]])
        if author >= 0:
            best.setdefault(author, int(posts[at]))
    return best.get
