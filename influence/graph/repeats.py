"""One act told twice is one act: by two accounts of one person, or as a link and its pingback."""

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Verb
from influence.graph.timed_pairs import TimedPairs
from influence.model.columns import UNKNOWN, VERBS, Columns

#: A pingback or a note "I wrote about this" comes within this time of the link it tells of.
PINGBACK_S = 2 * 86_400
_LINK, _REPLY, _MENTION = (VERBS.index(verb) for verb in (Verb.LINK, Verb.REPLY, Verb.MENTION))
#: Odd multipliers of splitmix64, to mix several codes into one.
_MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


def without_repeats(
    columns: Columns, row: NDArray[np.int64], actor: NDArray[np.int32], owner: NDArray[np.int32],
    time: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Return which act rows to keep.

    Out go all but the first of the rows that agree in actor, owner, verb, object post and the post in
    which it was done; a mention of somebody whom the same post answers or links to; an answer under a
    post where, within two days, the same person linked to that post from elsewhere (the answer is
    then the pingback of the link).
    """
    found = columns.activities
    post, result, verb = found.post[row], found.result[row], found.verb[row]
    kept = np.ones(len(row), np.bool_)
    told = np.flatnonzero(result != UNKNOWN)
    kept[told[_repeated(_mixed(actor[told], owner[told], post[told], result[told], verb[told]))]] = False

    named = told[(verb[told] == _MENTION) & kept[told]]
    if len(named):
        others = told[verb[told] != _MENTION]
        others = others[_among(result[named], len(columns.posts))[result[others]]]
        kept[named] = ~_within(_mixed(actor[named], owner[named], result[named]),
                               np.sort(_mixed(actor[others], owner[others], result[others])))

    links = np.flatnonzero((verb == _LINK) & (post != UNKNOWN) & (result != UNKNOWN))
    replies = np.flatnonzero((verb == _REPLY) & (post != UNKNOWN))
    if not len(links) or not len(replies):
        return kept
    sites = columns.posts.site
    links = links[sites[result[links]] != sites[post[links]]]
    if not len(links):
        return kept
    linker = _among(actor[links], int(actor.max()) + 1)
    replies = replies[_among(post[links], len(sites))[post[replies]] & linker[actor[replies]]]
    known = TimedPairs(_mixed(actor[links], owner[links], post[links]), time[links])
    asked = time[replies]
    kept[replies] &= ~known.within(
        _mixed(actor[replies], owner[replies], post[replies]), asked - PINGBACK_S, asked + PINGBACK_S
    )
    return kept


def _among(codes: NDArray[np.int32], size: int) -> NDArray[np.bool_]:
    """Return which codes below `size` occur."""
    found = np.zeros(size, np.bool_)
    found[codes] = True
    return found


def _within(values: NDArray[np.int64], ordered: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which values occur in an ordered array."""
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    found: NDArray[np.bool_] = ordered[np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)] == values
    return found


def _repeated(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the positions of values that stood earlier already; cheap where there are few."""
    ordered = np.sort(values)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(twice):
        return np.empty(0, np.int64)
    at = np.flatnonzero(_within(values, twice))
    order = at[np.argsort(values[at], kind="stable")]
    again: NDArray[np.int64] = order[1:][values[order[1:]] == values[order[:-1]]]
    return again


def _mixed(*codes: NDArray[np.int32] | NDArray[np.int8]) -> NDArray[np.int64]:
    """Return one 64-bit integer per row that stands for all codes of it (splitmix64 finaliser)."""
    mixed = np.zeros(len(codes[0]), np.uint64)
    for code in codes:
        mixed = (mixed + np.uint64(_MIX[0])) ^ code.astype(np.int64).view(np.uint64)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_MIX[1])
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_MIX[2])
        mixed ^= mixed >> np.uint64(31)
    return mixed.view(np.int64)
