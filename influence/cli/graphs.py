"""The graph file's nodes and edges, from people, acts and ranking. Import only inside a command."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from influence.cli.circles import Circles
from influence.cli.pipeline import World, moment
from influence.cli.stances import stances_of
from influence.export.cells import plain
from influence.export.graph_rows import MAX_LABEL, Edge, GraphFile, Node
from influence.export.xml import Value
from influence.graph.edges import Edges
from influence.graph.layout import layout
from influence.model.acts import Acts
from influence.model.columns import UNKNOWN, VERBS
from influence.model.person import Person
from influence.model.score import Score
from influence.model.shortlist import Shortlist
from influence.ranking import Ranking
from influence.shortlist.reasons import why

#: People in the default file; Gephi Lite draws so many well.
MOST = 5_000
#: Nine colours that colour-blind people tell apart (Okabe and Ito 2008, and one more); the rest are grey.
PALETTE = ((0, 114, 178), (230, 159, 0), (0, 158, 115), (204, 121, 167), (86, 180, 233), (213, 94, 0), (240, 228, 66),
           (100, 60, 150), (120, 94, 60))
GREY = (160, 160, 160)
SMALLEST, LARGEST = 4.0, 100.0
_WHY = 200
#: Seconds; further from 1970 than this is the mark of no date.
LONG_AGO = 2**40


def people_graph(
    known: World, found: Acts, ranked: Ranking, around: Circles, team: Shortlist | None = None, *,
    everybody: bool = False, least_weight: float = 0.0,
) -> GraphFile:
    """Return the graph of people: who acted on whom, laid out, sized by living audience, coloured by circle."""
    joined = _heavy(around.edges, least_weight)
    shown = _shown(joined, ranked, everybody=everybody)
    positions = layout(around.edges)
    sizes = _sizes(ranked.living_audience, shown)
    order = _by_rank(ranked, shown)
    chosen = None if team is None else {candidate.code: candidate.why for candidate in team.chosen}
    place = np.full(joined.people, -1, np.int64)
    place[ranked.scores.codes] = np.arange(len(ranked.scores))
    first, last = _seen(found)
    spoken = stances_of(known, found.until)
    nodes = tuple(
        Node(
            id=known.people.persons[code].id, label=_label(known.people.persons[code]), x=float(positions[code][0]),
            y=float(positions[code][1]), size=float(sizes[code]), color=_color(int(around.community[code])),
            start=_day(int(first[code])), end=_day(int(last[code])),
            values=_values(known, around, ranked.scores[int(place[code])] if place[code] >= 0 else None, code, chosen)
            | ({} if spoken is None else {"brand_stance": spoken.stance(code).value})
            | {"first_seen": _day(int(first[code])), "last_seen": _day(int(last[code]))},
        )
        for code in order
    )
    return GraphFile(
        title=f"Who acts on whom{_about(known)}", date=moment(found.until)[:10], nodes=nodes,
        description=f"{len(nodes)} nodes, {moment(found.since)[:10]} to {moment(found.until)[:10]}; an edge runs from "
                    "who acted to who moved them; larger: larger living audience; colour: circle",
        edges=_edges(known, joined, shown),
    )


def _about(known: World) -> str:
    name = known.settings.brand.name
    return f", for {name}" if name else ""


def _heavy(joined: Edges, least: float) -> Edges:
    if least <= 0:
        return joined
    kept = joined.weight >= least
    names = [name for name in Edges.__slots__ if name != "people"]
    return Edges(people=joined.people, **{name: getattr(joined, name)[kept] for name in names})


def _shown(joined: Edges, ranked: Ranking, *, everybody: bool) -> NDArray[np.bool_]:
    """Return who is in the file: everybody with an edge, or the largest audiences and their strongest responders."""
    connected = np.zeros(joined.people, np.bool_)
    connected[joined.actor] = True
    connected[joined.owner] = True
    if everybody:
        return np.ones(joined.people, np.bool_)
    if connected.sum() <= MOST:
        return connected
    drawn = np.bincount(joined.actor, weights=joined.weight, minlength=joined.people)
    order = np.lexsort((np.arange(joined.people), -drawn, -ranked.living_audience))
    best = order[connected[order]][:MOST]
    shown = np.zeros(joined.people, np.bool_)
    shown[best] = True
    return shown


def _by_rank(ranked: Ranking, shown: NDArray[np.bool_]) -> list[int]:
    """Return the codes shown: ranked ones first in their order, the others by code."""
    listed = ranked.scores.codes[shown[ranked.scores.codes]]
    others = shown.copy()
    others[listed] = False
    return [*listed.tolist(), *np.flatnonzero(others).tolist()]


def _sizes(living: NDArray[np.float64], shown: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return sizes by the square root of the living audience that span exactly 4 to 100 among those shown."""
    root = np.sqrt(np.maximum(living, 0))
    low, high = (float(root[shown].min()), float(root[shown].max())) if shown.any() else (0.0, 0.0)
    if high <= low:
        return np.full(len(root), SMALLEST)
    return np.asarray(SMALLEST + (LARGEST - SMALLEST) * np.clip((root - low) / (high - low), 0, 1))


def _seen(found: Acts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each person's first and last second: own posts, acts done and acts received."""
    first = np.full(found.people, np.iinfo(np.int64).max)
    last = np.full(found.people, np.iinfo(np.int64).min)
    dated = (found.post_author >= 0) & (found.post_time >= found.since) & (found.post_time <= found.until)
    for code, time in ((found.actor, found.time), (found.owner, found.time),
                       (found.post_author[dated], found.post_time[dated])):
        np.minimum.at(first, code, time)
        np.maximum.at(last, code, time)
    return first, last


def _label(person: Person) -> str:
    return (plain(person.name) or person.id)[:MAX_LABEL]


def _color(community: int) -> tuple[int, int, int]:
    return PALETTE[community] if community != UNKNOWN and community < len(PALETTE) else GREY


def _values(
    known: World, around: Circles, score: Score | None, code: int, chosen: Mapping[int, str] | None
) -> dict[str, Value]:
    person = known.people.persons[code]
    values: dict[str, Value] = {
        "community": around.names[code] or None, "site": person.sites[0] if person.sites else None,
        "platforms": person.sites or None, "topics": around.topics.get(code) or None,
    }
    if chosen is not None:
        values["shortlisted"] = code in chosen
    if score is not None:
        values |= _numbers(score, (chosen or {}).get(code) or why(score, person.name))
    return values


def _numbers(score: Score, reason: str) -> dict[str, Value]:
    return {
        "living_audience": score.living_audience, "drive": score.drive, "drive_low": score.drive_low,
        "drive_high": score.drive_high, "action_rate": score.action_rate, "rank": score.rank, "tier": score.tier.value,
        "acts": score.acts, "people_moved": score.people_moved, "posts": score.posts,
        "reply_share": score.acts_reply / score.acts if score.acts else None,
        "why": plain(reason)[:_WHY] if score.acts else None,
    }


def _edges(known: World, joined: Edges, shown: NDArray[np.bool_]) -> tuple[Edge, ...]:
    kept = np.flatnonzero(shown[joined.actor] & shown[joined.owner])
    keys = known.columns.activities.key[joined.row[kept]]
    details = known.project.details(keys)
    persons = known.people.persons
    made = []
    for at, key in zip(kept, keys, strict=True):
        seen = details.get(int(key))
        made.append(Edge(
            source=persons[joined.actor[at]].id, target=persons[joined.owner[at]].id, kind=str(VERBS[joined.verb[at]]),
            weight=float(joined.weight[at]), count=int(joined.count[at]), start=_day(int(joined.first[at])),
            end=_day(int(joined.last[at])), evidence=(seen.result or seen.evidence) if seen is not None else None,
        ))
    return tuple(sorted(made, key=lambda edge: (edge.source, edge.target, edge.kind)))


def _day(seconds: int) -> str | None:
    if not -LONG_AGO < seconds < LONG_AGO:
        return None
    return date.isoformat(datetime.fromtimestamp(seconds, UTC).date())
