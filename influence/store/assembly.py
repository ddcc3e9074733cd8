"""Sightings of activities become activities: aliases followed, owners known, each act once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Verb
from influence.model.columns import UNDATED, UNKNOWN, VERBS, ActivityColumns
from influence.store.addresses import Aliases
from influence.store.keycolumns import KeyColumn, KeyIndex
from influence.store.keys import NONE, mixed
from influence.store.merging import MergedPosts
from influence.store.raw import RawActivities

_ADOPT = VERBS.index(Verb.ADOPT)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Objects:
    """What was acted on: one value for each different object."""

    #: The objects of all rows, aliases followed.
    column: KeyColumn
    #: Row of the post it is.
    post: NDArray[np.int32]
    #: Account code of its owner.
    owner: NDArray[np.int32]
    #: Item code, for adoptions.
    item: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """What the rows are looked up in."""

    accounts: KeyIndex
    posts: MergedPosts
    aliases: Aliases
    account_aliases: Aliases


def activity_columns(rows: RawActivities, objects: Objects, known: Known) -> ActivityColumns:
    """Return one row per activity, sorted by time, then key.

    An act done in a post is by the author of that post and of its time, as put together from all
    pages. Acts of accounts that appear nowhere (suppressed) are left out.
    """
    posts = known.posts
    results = rows.result.with_distinct(known.aliases.resolved(rows.result.distinct))
    result = posts.index.column(results)
    author = np.append(posts.author, np.int32(UNKNOWN))[result]
    published = np.append(posts.time, UNDATED)[result]
    actor = np.where(author == UNKNOWN, known.accounts.column(rows.actor), author)
    time = np.where(published == UNDATED, rows.time, published)
    stated = known.accounts.column(rows.owner)
    owner = np.where(stated == UNKNOWN, objects.column.spread(objects.owner), stated)
    chosen = _once(_identity(rows, objects.column, results, known), actor, rows)
    chosen = _sorted(chosen, time[chosen], rows.key[chosen])
    target = objects.column.rows(chosen)
    item = np.where(rows.verb[chosen] == _ADOPT, target.spread(objects.item), np.int32(UNKNOWN))
    return ActivityColumns(
        key=rows.key[chosen], verb=rows.verb[chosen], actor=actor[chosen], owner=owner[chosen],
        post=target.spread(objects.post), result=result[chosen], time=time[chosen], place=rows.place[chosen],
        rel=rows.rel[chosen], item=item)


def _identity(rows: RawActivities, target: KeyColumn, results: KeyColumn, known: Known) -> NDArray[np.int64]:
    """Return the rows' keys, made anew where an alias changed what they are made of."""
    actors = known.account_aliases.resolved(rows.actor.distinct)
    changed = (_moved(rows.object, target.distinct) | _moved(rows.result, results.distinct)
               | _moved(rows.actor, actors))
    if not changed.any():
        return rows.key
    result = results.rows(changed).keys()
    bare = result == NONE
    actor = np.where(bare, rows.actor.with_distinct(actors).rows(changed).keys(), NONE)
    time = np.where(rows.time[changed] == UNDATED, 0, rows.time[changed])
    key = rows.key.copy()
    key[changed] = mixed(rows.verb[changed].astype(np.int64), actor, target.rows(changed).keys(),
                         np.where(bare, time, result))
    return key


def _moved(column: KeyColumn, distinct: NDArray[np.int64]) -> NDArray[np.bool_]:
    differs = np.append(column.distinct != distinct, np.False_)
    return differs[column.codes] if differs.any() else np.zeros(len(column), dtype=np.bool_)


def _once(key: NDArray[np.int64], actor: NDArray[np.int32], rows: RawActivities) -> NDArray[np.intp]:
    """Return one row of each activity: the one in the body rather than in a side bar."""
    kept = np.flatnonzero(actor != UNKNOWN)
    if rows.once and key is rows.key:
        return kept
    order = kept[np.argsort(key[kept], kind="stable")]
    again = key[order][1:] == key[order][:-1]
    if again.any():
        order = kept[np.lexsort((rows.page[kept], rows.rel[kept], rows.place[kept], key[kept]))]
        again = key[order][1:] == key[order][:-1]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = ~again
    return order[first]


def _sorted(rows: NDArray[np.intp], time: NDArray[np.int64], key: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return rows sorted by time, then key; a single load is so already."""
    later = time[1:] > time[:-1]
    if bool(np.all(later | ((time[1:] == time[:-1]) & (key[1:] >= key[:-1])))):
        return rows
    return rows[np.lexsort((key, time))]
