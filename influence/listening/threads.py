"""Which post opened the thread of each post, also where only the replies tell it."""

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Verb
from influence.model.columns import VERBS, Columns

_REPLY = VERBS.index(Verb.REPLY)


def threads(columns: Columns) -> NDArray[np.int32]:
    """Return the code of the post that opened each post's thread, its own where it stands alone.

    A page tells the thread of its posts; a table of posts with `in_reply_to` and a feed of a microblog often tell only
    what answers what. There the answers are followed up to the post that answers nothing.
    """
    up = columns.posts.thread.astype(np.int32, copy=True)
    acts = columns.activities
    replies = np.flatnonzero((acts.verb == _REPLY) & (acts.post >= 0) & (acts.result >= 0) & (acts.post != acts.result))
    child, parent = acts.result[replies], acts.post[replies]
    alone = up[child] == child
    up[child[alone][::-1]] = parent[alone][::-1]  # of several, the first
    for _ in range(len(up).bit_length() + 1):
        up = up[up]  # each round goes up twice as far; who answer one another in a ring stay within it
    return up
