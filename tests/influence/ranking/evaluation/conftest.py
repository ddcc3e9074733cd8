"""Small worlds of acts for the tests of the ranking."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from influence.model.acts import Acts
from influence.model.columns import UNKNOWN, VERBS

REPLY = next(code for code, verb in enumerate(VERBS) if verb.value == "reply")


def build(
    people: int, rows: Sequence[tuple[int, int, int, int]], posts: Sequence[tuple[int, int]] = (),
    *, until: int | None = None, weight: Sequence[float] | None = None, inferred: Sequence[bool] | None = None,
) -> Acts:
    """Return acts from (actor, owner, time, post) and posts from (author, time), sorted by time."""
    line = sorted(range(len(rows)), key=lambda i: (rows[i][2], i))
    table = np.array([rows[i] for i in line], np.int64).reshape(-1, 4)
    post = np.array(posts, np.int64).reshape(-1, 2)
    times = np.concatenate((table[:, 2], post[:, 1], [0]))
    return Acts(
        people=people, actor=table[:, 0].astype(np.int32), owner=table[:, 1].astype(np.int32),
        verb=np.full(len(table), REPLY, np.int8), time=table[:, 2],
        inferred=np.array([bool(inferred[i]) if inferred else False for i in line], bool),
        post=table[:, 3].astype(np.int32), result=np.full(len(table), UNKNOWN, np.int32),
        weight=np.array([weight[i] if weight else 1.0 for i in line], np.float64),
        row=np.array(line, np.int64), post_author=post[:, 0].astype(np.int32), post_time=post[:, 1].copy(),
        post_site=np.zeros(len(post), np.int32), linked=np.ones(people, bool), rankable=np.ones(people, bool),
        since=int(times.min()), until=int(times.max()) if until is None else until,
    )


@pytest.fixture(scope="session")
def make_acts() -> Callable[..., Acts]:
    """Return the builder of small worlds."""
    return build
