"""Activities of accounts -> acts of people on people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawlers.records import NAMED, Place, PostKind, Verb
from influence.graph.adoption import Adoptions, Ties, adoption_acts
from influence.graph.placement import last_observed, placed
from influence.graph.repeats import without_repeats
from influence.model.acts import Acts
from influence.model.columns import (
    PLACES,
    POST_GIVEAWAY,
    POST_KINDS,
    POST_SPONSORED,
    REL_SPONSORED,
    UNDATED,
    UNKNOWN,
    VERBS,
    Columns,
)
from influence.model.person import People, PersonKind
from influence.settings import ScoreSettings

#: Verbs that are acts; a reaction only where the settings give it a weight.
ACTS = (Verb.REPLY, Verb.LINK, Verb.MENTION, Verb.SHARE, Verb.ADOPT)
#: Where an act may stand; links in signatures, blogrolls and navigation are none.
COUNTED_PLACES = (Place.BODY, Place.COMMENT)
_CODE = {verb: VERBS.index(verb) for verb in VERBS}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rows:
    """Act rows while they are being chosen: all arrays of one length."""

    row: NDArray[np.int64]
    actor: NDArray[np.int32]
    owner: NDArray[np.int32]
    share: NDArray[np.float64]
    time: NDArray[np.int64]
    inferred: NDArray[np.bool_]

    def at(self, index: NDArray[np.int64] | NDArray[np.bool_]) -> "_Rows":
        return _Rows(row=self.row[index], actor=self.actor[index], owner=self.owner[index],
                     share=self.share[index], time=self.time[index], inferred=self.inferred[index])


def acts(
    columns: Columns, people: People, *, since: int | None = None, until: int | None = None,
    window_days: float | None = None, weights: ScoreSettings | None = None,
) -> Acts:
    """Return the acts of people on people in a window, sorted by time, then key.

    Left out: acts on oneself after accounts are joined, acts by or on bots and the brand's staff,
    acts whose actor or owner is nobody we know, links outside bodies and comments, repeats of one
    act. An organisation's acts stay; it is only not rankable. An adoption without a stated model
    counts for earlier adopters to whom the adopter is tied (see `influence.graph.adoption`). Nothing
    that happened after the end of the window changes what is in it.

    Args:
        columns: What the project holds.
        people: Who each account is.
        since: First second that counts, epoch; else the first act.
        until: Last second that counts, epoch; else the last activity observed, robustly and never
            after `columns.read_until`.
        window_days: Length of the window, back from its end; with `since`, the later start holds.
        weights: Weight of each kind of act; every kind 1 and reactions 0 when left out.
    """
    scale = _scale(weights or ScoreSettings())
    end = last_observed(columns) if until is None else until
    if columns.read_until != UNDATED:
        end = min(end, columns.read_until)
    counted = _acting(people)
    rows = _together(_direct(columns, people, scale, counted, end), _adopted(columns, people, counted))
    rows = rows.at(rows.time <= end)  # first of all: an act must not vanish because it was told again after the end
    rows = rows.at(without_repeats(columns, rows.row, rows.actor, rows.owner, rows.time))
    start = _start(rows, since, end, window_days)
    rows = rows.at(rows.time >= start)
    return _finished(columns, people, _in_order(rows, columns.activities.key), scale, (start, end))


def rankable(people: People) -> NDArray[np.bool_]:
    """Return which persons may be ranked: people, not organisations, bots or staff."""
    return np.array([person.kind is PersonKind.PERSON for person in people.persons], np.bool_)


def linked(columns: Columns, people: People, until: int) -> NDArray[np.bool_]:
    """Return which persons are more than a name under comments.

    False for those all whose accounts are bare names and who wrote comments and nothing else; a
    by-line, a forum member or an entry of a loaded table is somebody. What was written after `until`
    tells nothing.
    """
    named = np.fromiter((account.startswith(NAMED) for account in columns.accounts), np.bool_, len(columns.accounts))
    somebody = people.of_account != UNKNOWN
    addressed = np.zeros(len(people), np.bool_)
    addressed[people.of_account[somebody & ~named]] = True
    author = np.where(columns.posts.time <= until, _persons(people, columns.posts.author), UNKNOWN)
    comment = columns.posts.kind == POST_KINDS.index(PostKind.COMMENT)
    wrote = np.bincount(author[(author != UNKNOWN) & ~comment], minlength=len(people)) > 0
    commented = np.bincount(author[(author != UNKNOWN) & comment], minlength=len(people)) > 0
    return addressed | wrote | ~commented


def _acting(people: People) -> NDArray[np.bool_]:
    """Return which persons act and are acted on: all but bots and staff; one more entry, False, for UNKNOWN."""
    away = (PersonKind.BOT, PersonKind.STAFF)
    return np.array([person.kind not in away for person in people.persons] + [False], np.bool_)


def _scale(weights: ScoreSettings) -> NDArray[np.float64]:
    scale = np.zeros(len(VERBS))
    for verb in (*ACTS, Verb.REACT):
        scale[_CODE[verb]] = getattr(weights, f"weight_{verb.value}")
    return scale


def _persons(people: People, account: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the person code of each account code; UNKNOWN stays UNKNOWN."""
    table = np.append(people.of_account, np.int32(UNKNOWN)).astype(np.int32)
    return table[account]


def _direct(
    columns: Columns, people: People, scale: NDArray[np.float64], counted: NDArray[np.bool_], end: int
) -> _Rows:
    """Return the acts that activities state themselves."""
    rows = columns.activities
    verbs = np.zeros(len(VERBS), np.bool_)
    verbs[[_CODE[verb] for verb in ACTS]] = True
    verbs[_CODE[Verb.REACT]] = scale[_CODE[Verb.REACT]] > 0
    places = np.isin(np.arange(len(PLACES)), [PLACES.index(place) for place in COUNTED_PLACES])
    row = np.flatnonzero(verbs[rows.verb] & places[rows.place] & (rows.actor != UNKNOWN) & (rows.owner != UNKNOWN))
    actor, owner = _persons(people, rows.actor[row]), _persons(people, rows.owner[row])
    kept = counted[actor] & counted[owner] & (actor != owner)
    row = row[kept]
    time, inferred = placed(columns, row, end)
    return _Rows(row=row, actor=actor[kept], owner=owner[kept], share=np.ones(len(row)), time=time, inferred=inferred)


def _adopted(columns: Columns, people: People, counted: NDArray[np.bool_]) -> _Rows:
    """Return the acts that follow from adoptions without a stated model."""
    rows = columns.activities
    row = np.flatnonzero((rows.verb == _CODE[Verb.ADOPT]) & (rows.owner == UNKNOWN) & (rows.time != UNDATED))
    person = _persons(people, rows.actor[row])
    row, person = row[counted[person]], person[counted[person]]
    adoptions = Adoptions(person=person, item=rows.item[row], time=rows.time[row], row=row)
    index, owner, share = adoption_acts(adoptions, _ties(columns, people, counted), len(people))
    return _Rows(row=row[index], actor=person[index], owner=owner, share=share,
                 time=rows.time[row[index]], inferred=np.zeros(len(index), np.bool_))


def _ties(columns: Columns, people: People, counted: NDArray[np.bool_]) -> Ties:
    rows = columns.activities
    if not (rows.verb == _CODE[Verb.ADOPT]).any():
        nothing = np.empty(0, np.int32)
        return Ties(actor=nothing, owner=nothing, time=np.empty(0, np.int64), follow=np.empty(0, np.bool_))
    binding = [_CODE[verb] for verb in (*ACTS, Verb.FOLLOW)]
    row = np.flatnonzero(np.isin(rows.verb, binding) & (rows.actor != UNKNOWN) & (rows.owner != UNKNOWN))
    follow = rows.verb[row] == _CODE[Verb.FOLLOW]
    row, follow = row[follow | (rows.time[row] != UNDATED)], follow[follow | (rows.time[row] != UNDATED)]
    actor, owner = _persons(people, rows.actor[row]), _persons(people, rows.owner[row])
    kept = counted[actor] & counted[owner] & (actor != owner)
    earliest = int(rows.time[rows.time != UNDATED].min()) if (rows.time != UNDATED).any() else 0
    time = np.where(rows.time[row] == UNDATED, earliest, rows.time[row])
    return Ties(actor=actor[kept], owner=owner[kept], time=time[kept], follow=follow[kept])


def _together(first: _Rows, second: _Rows) -> _Rows:
    if not len(second.row):
        return first
    return _Rows(
        row=np.concatenate((first.row, second.row)), actor=np.concatenate((first.actor, second.actor)),
        owner=np.concatenate((first.owner, second.owner)), share=np.concatenate((first.share, second.share)),
        time=np.concatenate((first.time, second.time)), inferred=np.concatenate((first.inferred, second.inferred)),
    )


def _start(rows: _Rows, since: int | None, end: int, window_days: float | None) -> int:
    starts = [start for start in (since, None if window_days is None else end - round(window_days * 86_400))
              if start is not None]
    if starts:
        return max(starts)
    return int(rows.time.min()) if len(rows.time) else end


def _in_order(rows: _Rows, key: NDArray[np.int64]) -> _Rows:
    """Return the rows by time, then key, then owner; cheap where they nearly are."""
    rows = rows.at(np.argsort(rows.time, kind="stable"))
    same = np.flatnonzero(rows.time[1:] == rows.time[:-1])
    if (key[rows.row[same]] >= key[rows.row[same + 1]]).any():
        rows = rows.at(np.lexsort((rows.owner, key[rows.row], rows.time)))
    return rows


def _weight(columns: Columns, rows: _Rows, scale: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weight of each act: its kind's, or 0 where it was paid for or drawn by a give-away."""
    found = columns.activities
    flags = np.append(columns.posts.flags, np.uint8(0))
    paid = (found.rel[rows.row] & REL_SPONSORED) > 0
    paid |= (flags[found.result[rows.row]] & (POST_SPONSORED | POST_GIVEAWAY)) > 0
    paid |= (flags[found.post[rows.row]] & POST_GIVEAWAY) > 0
    return np.where(paid, 0.0, scale[found.verb[rows.row]] * rows.share)


def _finished(
    columns: Columns, people: People, rows: _Rows, scale: NDArray[np.float64], window: tuple[int, int]
) -> Acts:
    found, posts = columns.activities, columns.posts
    return Acts(
        people=len(people), actor=rows.actor, owner=rows.owner, verb=found.verb[rows.row], time=rows.time,
        inferred=rows.inferred, post=found.post[rows.row], result=found.result[rows.row],
        weight=_weight(columns, rows, scale), row=rows.row, post_author=_persons(people, posts.author),
        post_time=posts.time, post_site=posts.site, linked=linked(columns, people, window[1]),
        rankable=rankable(people), since=window[0], until=window[1],
    )
