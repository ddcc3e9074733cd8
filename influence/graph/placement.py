"""Times for acts that have none: the post's own date plus the delay that is usual here."""

import numpy as np
from numpy.typing import NDArray

from influence.model.columns import UNDATED, UNKNOWN, Columns

#: Delay taken where no dated answer tells what is usual: one day.
DEFAULT_DELAY_S = 86_400
#: Part of the dated rows that may lie far after all others without moving the end of the window.
_STRAY_PART = 0.001
_STRAY_GAP_S = 365 * 86_400


def usual_delay(columns: Columns, until: int) -> int:
    """Return the median of seconds from a post to the acts on it dated until then; a day where there are none.

    Answers dated before their post (clocks without a zone) are left out.
    """
    rows = columns.activities
    on_post = np.flatnonzero((rows.post != UNKNOWN) & (rows.time != UNDATED) & (rows.time <= until))
    posted = columns.posts.time[rows.post[on_post]]
    delay = rows.time[on_post][posted != UNDATED] - posted[posted != UNDATED]
    delay = delay[delay >= 0]
    return int(np.median(delay)) if len(delay) else DEFAULT_DELAY_S


def last_observed(columns: Columns) -> int:
    """Return the last second at which anything was seen to happen, never after `read_until`.

    One wrong date must not empty the window: where at most one row in a thousand lies more than a
    year after all others, these rows do not count. 0 where nothing is dated and nothing was read.
    """
    times = np.concatenate((columns.activities.time, columns.posts.time))
    times = times[times != UNDATED]
    if columns.read_until != UNDATED:
        times = times[times <= columns.read_until]
    if not len(times):
        return max(columns.read_until, 0)
    late = int((1 - _STRAY_PART) * (len(times) - 1))
    usual = np.partition(times, late)[late] if len(times) * _STRAY_PART >= 1 else times.max()
    return int(times[times <= usual + _STRAY_GAP_S].max())


def placed(
    columns: Columns, row: NDArray[np.int64], until: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the time of each activity row and whether it was inferred.

    Tried in order for a row without a date: the post acted on, the post that opened its thread, the
    post that opened the thread in which it was done (each plus the usual delay); last the median of
    all rows dated until `until`, the end of the window: what came after it tells nothing of the delay
    either. Never later than what was read.
    """
    rows, posts = columns.activities, columns.posts
    time = rows.time[row].copy()
    inferred = time == UNDATED
    if not inferred.any():
        return time, inferred
    missing = row[inferred]
    found = np.full(len(missing), UNDATED, np.int64)
    for post in (rows.post[missing], _opening(columns, rows.post[missing]), _opening(columns, rows.result[missing])):
        known = post != UNKNOWN
        guess = np.where(known, posts.time[np.where(known, post, 0)], UNDATED) if len(posts) else found
        found = np.where((found == UNDATED) & (guess != UNDATED), guess, found)
    found = np.where(found == UNDATED, UNDATED, found + usual_delay(columns, until))
    dated = np.concatenate((rows.time, posts.time))
    dated = dated[(dated != UNDATED) & (dated <= until)]
    latest = columns.read_until if columns.read_until != UNDATED else last_observed(columns)
    middle = int(np.median(dated)) if len(dated) else latest
    time[inferred] = np.minimum(np.where(found == UNDATED, middle, found), latest)
    return time, inferred


def _opening(columns: Columns, post: NDArray[np.int32]) -> NDArray[np.int32]:
    if not len(columns.posts):
        return post
    return np.where(post != UNKNOWN, columns.posts.thread[np.where(post != UNKNOWN, post, 0)], UNKNOWN).astype(np.int32)
