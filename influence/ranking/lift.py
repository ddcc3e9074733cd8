"""Lift: acts in the day after somebody's posts, against the same day of the week before."""

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.ranking.sums import sum_by
from influence.ranking.window import DAY

#: How long after a post counts, and how far before it the placebo lies (same weekday, same hour).
AFTER_S, WEEK_S = DAY, 7 * DAY


def lift(acts: Acts) -> NDArray[np.float64]:
    """Return (acts after the posts + 1) / (acts in the placebo windows + 1), by person; NaN without dated posts.

    An audience that acts on somebody every evening does so whether or not there is a new post. For
    each post the acts on its author in the 24 hours after it are counted, and those in the same 24
    hours a week before, when this post did not exist. 1 means that the posts add nothing that would
    not have happened anyway. Shown, never in the rank.

    Worked example: three acts within a day of the only post and one in the same hours a week before
    give (3 + 1) / (1 + 1) = 2.
    """
    theirs = (acts.post_author >= 0) & (acts.post_time != UNDATED) & (acts.post_time <= acts.until)
    if not theirs.any():
        return np.full(acts.people, np.nan)
    author, time = acts.post_author[theirs].astype(np.int64), acts.post_time[theirs]
    counted = acts.weight > 0
    owner, moment = acts.owner[counted].astype(np.int64), acts.time[counted]
    base = int(min(moment.min(initial=0), time.min(initial=0))) - WEEK_S
    width = max(int(acts.until) - base, 1) + AFTER_S + 1
    line = np.sort(owner * width + (moment - base))
    post = np.sort(author * width + (time - base))

    def within(start: NDArray[np.int64]) -> NDArray[np.float64]:
        found = np.searchsorted(line, start + AFTER_S) - np.searchsorted(line, start)
        return sum_by(post // width, found.astype(np.float64), acts.people)

    posted = np.bincount(author, minlength=acts.people) > 0
    return np.where(posted, (within(post) + 1) / (within(post - WEEK_S) + 1), np.nan)
