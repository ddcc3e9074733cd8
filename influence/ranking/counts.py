"""What is simply counted in the window: posts, acts by kind, people moved, months, usual delay."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Verb
from influence.model.acts import Acts
from influence.model.columns import UNDATED, VERBS
from influence.ranking.ordering import distinct
from influence.ranking.pairs import Grouping
from influence.ranking.rate import Answers
from influence.ranking.sums import median_by
from influence.ranking.window import DAY, Window

#: Kinds that are counted apart, in the order of the columns.
COUNTED = (Verb.REPLY, Verb.LINK, Verb.MENTION, Verb.SHARE, Verb.ADOPT)
#: The end of the window in which a person is lately active.
LATELY_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """By person. Acts of weight 0 (paid, give-away) are not counted."""

    posts: NDArray[np.int64]
    #: Different people who acted on the person.
    people_moved: NDArray[np.int64]
    acts: NDArray[np.int64]
    #: In the order of COUNTED.
    acts_of: tuple[NDArray[np.int64], ...]
    #: Newest dated post, epoch seconds; UNDATED for none.
    last_post: NDArray[np.int64]
    posts_90d: NDArray[np.int64]
    #: Months (UTC) with at least one dated post.
    active_months: NDArray[np.int64]
    #: Median days from post to answer; NaN when unknown.
    median_days: NDArray[np.float64]
    #: Share of acts whose time was inferred.
    inferred: NDArray[np.float64]


def counts(acts: Acts, groups: Grouping, window: Window, found: Answers) -> Counts:
    """Return what is counted of each person inside the window."""
    counted = acts.weight > 0
    owner, people = acts.owner[counted], acts.people
    total = np.bincount(owner, minlength=people)
    in_window = (acts.post_time <= window.until) & ((acts.post_time >= window.since) | (acts.post_time == UNDATED))
    author = acts.post_author[in_window & (acts.post_author >= 0)]
    dated = in_window & (acts.post_author >= 0) & (acts.post_time != UNDATED)
    writer, time = acts.post_author[dated], acts.post_time[dated]
    last = np.full(people, UNDATED)
    np.maximum.at(last, writer, time)
    late = time > window.until - LATELY_DAYS * DAY
    return Counts(
        posts=np.bincount(author, minlength=people),
        people_moved=np.bincount(groups.driver[groups.counted(acts) > 0], minlength=people),
        acts=total,
        acts_of=_by_verb(owner, acts.verb[counted], people),
        last_post=last,
        posts_90d=np.bincount(writer[late], minlength=people),
        active_months=months(writer, time, people),
        median_days=median_by(acts.owner[found.act], found.delay_s, people) / DAY,
        inferred=np.bincount(owner[acts.inferred[counted]], minlength=people) / np.maximum(total, 1),
    )


def _by_verb(
    owner: NDArray[np.int32], verb: NDArray[np.int8], people: int
) -> tuple[NDArray[np.int64], ...]:
    table = np.bincount(verb.astype(np.int64) * people + owner, minlength=len(VERBS) * people).reshape(-1, people)
    return tuple(table[VERBS.index(one)] for one in COUNTED)


def months(writer: NDArray[np.int32], time: NDArray[np.int64], people: int) -> NDArray[np.int64]:
    """Return in how many different months (UTC) each person wrote.

    >>> months(np.array([0, 0, 1]), np.array([0, 40, 40]) * 86_400, 2).tolist()
    [2, 1]
    """
    month = time.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) - np.int64(-100_000)
    different = distinct(writer.astype(np.int64) * 1_000_000 + month)
    return np.bincount(different // 1_000_000, minlength=people).astype(np.int64)
