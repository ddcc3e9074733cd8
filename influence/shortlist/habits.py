"""What people do on their own account: how steadily they publish, about what, unpaid or paid, and whom they help.

Counted over the last year before the end of the window, in columns; `influence.shortlist.fit` makes marks of it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from crawlers.records import PostKind, Verb
from influence.model.acts import Acts
from influence.model.columns import POST_GIVEAWAY, POST_KINDS, POST_SPONSORED, VERBS, Columns
from influence.model.person import People

#: Length of the year looked at, and of a month in it, in days.
YEAR, MONTH = 360, 30
_DAY = 86_400
#: Fewer pauses than this tell nothing of a rhythm.
_PAUSES = 3
#: Posts with which somebody opens a conversation; comments and forum messages in others' threads are not among them.
_OPENING = [POST_KINDS.index(kind) for kind in PostKind if kind is not PostKind.COMMENT]
_REPLY = VERBS.index(Verb.REPLY)
_QUESTION = re.compile(r"[?？](?:\s|$|[)）」』\"'”’])|請問|请问|求助|有沒有人知道|有没有人知道")
_MAKING = re.compile(
    r"\b(?:I|we)(?:'ve|’ve| have| had)?(?: just| finally| also)? (?:made|sew(?:ed|n)|knit(?:ted)?|crocheted|built|bound"
    r"|folded|cut|printed|carved|painted|drew|designed|stitched|quilted|baked|cooked|planted|finished|tried|wove|dyed"
    r"|wrote|repaired|mended|glued)\b|\bmy (?:own|first|latest|finished|new) \w+|\b(?:handmade|hand-made|home-?made)\b"
    r"|我(?:自己)?(?:做|縫|织|織|編|编|折|摺|剪|印|刻|畫|画|設計|设计|烤|煮|種|种|完成|裁|釘|钉|黏|拼|試|试)"
    r"|(?:自己|親手|亲手|動手|动手)(?:做|縫|織|編|完成|製作|制作)|手作|手工製?作",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """One person's last year."""

    #: Days of the year that the data covers, at most 360.
    days: int
    #: Own posts that open something, and the 30-day months with at least one.
    posts: int = 0
    months: int = 0
    #: Longest silence between two of them, or after the last, in days.
    silence: float = 0.0
    #: Spread of the pauses between them over their mean; None for fewer than three pauses.
    unevenness: float | None = None
    #: Unpaid posts on topic, the months with one, and how many of them tell of something made or tried.
    on_topic: int = 0
    on_topic_months: int = 0
    making: int = 0
    #: Posts paid for: said in words, and marked in a link alone.
    paid: int = 0
    unsaid: int = 0
    #: Different people outside the own circle whose questions were answered.
    helped: int = 0
    #: People who replied to the person, and how many of them got an answer.
    addressed_by: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read in posts, each a set of post codes."""

    on_topic: frozenset[int] = frozenset()
    making: frozenset[int] = frozenset()
    questions: frozenset[int] = frozenset()
    #: Paid posts that do not say so in words.
    unsaid: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Year:
    """The posts and replies of the last year, by post code and by act."""

    start: int
    end: int
    #: Person code -> codes of the posts they opened, oldest first.
    posts: Mapping[int, NDArray[np.int64]] = field(default_factory=dict)
    #: Person code -> acts (rows of `Acts`) by which they answered posts of others in the year.
    replies: Mapping[int, NDArray[np.int64]] = field(default_factory=dict)
    #: Person code -> all acts on them, oldest first.
    received: Mapping[int, NDArray[np.int64]] = field(default_factory=dict)


def is_question(title: str, text: str) -> bool:
    """Return whether a post asks something.

    >>> is_question("Which glue?", ""), is_question("", "請問用哪種膠"), is_question("", "see https://a.example/?p=1")
    (True, True, False)
    """
    return _QUESTION.search(title) is not None or _QUESTION.search(_ADDRESS.sub(" ", text)) is not None


def tells_of_making(title: str, text: str) -> bool:
    """Return whether somebody tells of a thing they made or tried themselves.

    >>> tells_of_making("", "I made a lantern"), tells_of_making("我做了紙燈", ""), tells_of_making("", "Sale today")
    (True, True, False)
    """
    return _MAKING.search(title) is not None or _MAKING.search(text) is not None


def year(columns: Columns, people: People, acts: Acts, codes: list[int]) -> Year:
    """Return what these people posted and answered in the last year of the window."""
    start = max(acts.since, acts.until - YEAR * _DAY)
    posts = columns.posts
    author = acts.post_author
    wanted = np.zeros(len(people), np.bool_)
    wanted[codes] = True
    own = np.flatnonzero((author >= 0) & np.isin(posts.kind, _OPENING) & (posts.thread == np.arange(len(posts)))
                         & (posts.time > start) & (posts.time <= acts.until))
    own = own[wanted[author[own]]]
    own = own[np.lexsort((own, posts.time[own]))]
    answers = np.flatnonzero((acts.verb == _REPLY) & (acts.post >= 0) & (acts.time > start) & wanted[acts.actor])
    received = np.flatnonzero(wanted[acts.owner])
    return Year(start=start, end=acts.until, posts=_by_person(author[own], own, codes),
                replies=_by_person(acts.actor[answers], answers, codes),
                received=_by_person(acts.owner[received], received, codes))


def habits(columns: Columns, acts: Acts, lived: Year, read: Read, community: NDArray[np.int32]) -> dict[int, Habits]:
    """Return the habits of everybody in `lived`.

    Somebody is outside a person's own circle when they belong to another community, or had never acted on the
    person before the answer.
    """
    paid = (columns.posts.flags & POST_SPONSORED) > 0
    gift = (columns.posts.flags & POST_GIVEAWAY) > 0
    days = min(YEAR, max(round((lived.end - lived.start) / _DAY), 1))
    found = {}
    for code, posts in lived.posts.items():
        listed = posts.tolist()
        unpaid = [post for post in listed if post in read.on_topic and not paid[post] and not gift[post]]
        times = columns.posts.time[posts]
        addressed, answered = _courtesy(acts, lived, code)
        found[code] = Habits(
            days=days, posts=len(listed), months=_months(times, lived.end), silence=_silence(times, lived),
            unevenness=_unevenness(times), on_topic=len(unpaid),
            on_topic_months=_months(columns.posts.time[np.array(unpaid, np.int64)], lived.end),
            making=sum(post in read.making for post in unpaid),
            paid=int(paid[posts].sum()) - sum(post in read.unsaid for post in listed),
            unsaid=sum(post in read.unsaid for post in listed),
            helped=_helped(acts, lived, code, read.questions, community),
            addressed_by=addressed, answered=answered,
        )
    return found


def _by_person(of: NDArray[np.int32], what: NDArray[np.int64], codes: list[int]) -> dict[int, NDArray[np.int64]]:
    order = np.argsort(of, kind="stable")
    sorted_of, sorted_what = of[order], what[order]
    first = np.searchsorted(sorted_of, codes)
    end = np.searchsorted(sorted_of, codes, side="right")
    return {code: sorted_what[a:b] for code, a, b in zip(codes, first.tolist(), end.tolist(), strict=True)}


def _months(times: NDArray[np.int64], end: int) -> int:
    return len(np.unique((end - times) // (MONTH * _DAY)))


def _silence(times: NDArray[np.int64], lived: Year) -> float:
    marks = np.concatenate(([lived.start], times, [lived.end]))
    return float(np.diff(marks).max()) / _DAY


def _unevenness(times: NDArray[np.int64]) -> float | None:
    pauses = np.diff(times)
    if len(pauses) < _PAUSES or not pauses.any():
        return None
    return float(pauses.std() / pauses.mean())


def _courtesy(acts: Acts, lived: Year, code: int) -> tuple[int, int]:
    """Return how many people replied to the person in the year, and how many of them the person answered after."""
    last = {int(acts.owner[act]): int(acts.time[act]) for act in lived.replies[code]}  # acts are in the order of time
    first: dict[int, int] = {}
    for act in lived.received[code]:
        if acts.verb[act] == _REPLY and acts.time[act] > lived.start:
            first.setdefault(int(acts.actor[act]), int(acts.time[act]))
    return len(first), sum(last.get(other, time) > time for other, time in first.items())


def _helped(acts: Acts, lived: Year, code: int, questions: frozenset[int], community: NDArray[np.int32]) -> int:
    """Return the number of different people outside the own circle whose questions the person answered."""
    before: dict[int, int] = {}
    for act in lived.received[code]:
        before.setdefault(int(acts.actor[act]), int(acts.time[act]))
    helped = set()
    for act in lived.replies[code]:
        asker = int(acts.owner[act])
        stranger = community[asker] != community[code] or before.get(asker, int(acts.time[act])) >= acts.time[act]
        if stranger and int(acts.post[act]) in questions:
            helped.add(asker)
    return len(helped)
