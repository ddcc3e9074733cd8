"""Somebody whom others only point at is listed, not ranked."""

from dataclasses import replace

import numpy as np

from influence.model.acts import Acts
from influence.model.columns import VERBS
from influence.model.score import Tier
from influence.ranking import score

DAY = 86_400
MENTION = VERBS.index("mention")


def world(posts: int) -> Acts:
    """Five readers name persons 0 and 1; person 0 wrote `posts` posts, person 1 nothing anyone read."""
    rows = [(reader, owner) for reader in range(2, 7) for owner in (0, 1)]
    many = len(rows)
    return Acts(
        people=7, actor=np.array([row[0] for row in rows], np.int32), owner=np.array([row[1] for row in rows], np.int32),
        verb=np.full(many, MENTION, np.int8), time=np.arange(many, dtype=np.int64) * DAY,
        inferred=np.zeros(many, np.bool_), post=np.full(many, -1, np.int32), result=np.full(many, -1, np.int32),
        weight=np.ones(many), row=np.arange(many, dtype=np.int64), post_author=np.zeros(posts, np.int32),
        post_time=np.arange(posts, dtype=np.int64) * DAY, post_site=np.zeros(posts, np.int32),
        linked=np.ones(7, np.bool_), rankable=np.ones(7, np.bool_), since=0, until=many * DAY,
    )


def tiers(acts: Acts) -> dict[int, Tier]:
    return {one.code: one.tier for one in score(acts, intervals=False).scores}


def test_nothing_was_read_of_a_person_others_only_name():
    found = tiers(world(posts=5))
    assert found[0] is not Tier.WATCH
    assert found[1] is Tier.WATCH


def test_who_acted_was_read():
    acts = world(posts=5)
    acted = replace(acts, actor=np.where(np.arange(len(acts)) == 0, 1, acts.actor).astype(np.int32))
    assert tiers(acted)[1] is not Tier.WATCH


def test_where_no_posts_are_known_it_cannot_be_told():
    assert tiers(world(posts=0))[1] is not Tier.WATCH
