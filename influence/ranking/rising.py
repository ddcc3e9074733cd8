"""Rising: the living audience against that of one half-life before."""

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.pairs import Grouping
from influence.ranking.responders import Responders
from influence.ranking.window import DAY, Window

#: From this on somebody is rising.
DOUBLED = 2.0


def rising(
    acts: Acts, groups: Grouping, window: Window, audience: Responders
) -> NDArray[np.float64]:
    """Return R now over R as it stood one half-life ago, by person; NaN for those without R.

    R then counts what had happened by then, faded from there, with today's belief in each responder, and
    at least one responder, so that the first two answers of a life are no explosion. 2 or more is rising.

    Worked example: six responders this month, none of them before, and two that acted once a half-life
    ago (0.5 each now, 1 each then): (6 + 1) / 2 = 3.5.
    """
    then = window.until - int(window.half_life_days * DAY)
    before = groups.best(np.where(acts.time <= then, audience.value, 0.0)) * 2.0
    now = groups.per_driver(audience.living * audience.share)
    past = groups.per_driver(before * audience.share)
    return np.where(now > 0, now / np.maximum(past, 1.0), np.nan)
