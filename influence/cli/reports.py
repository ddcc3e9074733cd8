"""The report of a team, put together from all that is known. Import only inside a command."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from influence.cli.dossiers import dossiers
from influence.cli.graphs import LARGEST, SMALLEST, people_graph
from influence.cli.pipeline import World, moment
from influence.cli.report_listening import listened
from influence.cli.teams import Team, told_names
from influence.export.cells import short
from influence.export.report import Card, Circle, Dot, Report, Told, write_report
from influence.export.report.assemble import Texts, cards
from influence.export.report.words import words
from influence.model.acts import Acts
from influence.model.columns import UNDATED, UNKNOWN
from influence.model.person import PersonKind
from influence.model.shortlist import LeftOut

#: So many dots and ties are drawn on the map, and names in its key.
DOTS, TIES, KEY = 300, 300, 9
_FIRST_WORDS = 90


def write_team_report(path: Path, known: World, team: Team, command: str) -> None:
    """Write the report of this team."""
    write_report(path, team_report(known, team, command))


def team_report(known: World, team: Team, command: str) -> Report:
    """Return what the report of this team says."""
    pairs = team.ranked.pairs
    ties = {}
    for score in team.sheet.scores:
        first, end = np.searchsorted(pairs.driver, [score.code, score.code + 1])
        value = (pairs.living * pairs.share)[first:end]
        order = np.lexsort((pairs.responder[first:end], -value))
        ties[score.code] = [(int(pairs.responder[first + at]), float(value[at])) for at in order]
    language = known.settings.scope.report_language
    t = words(language)
    made = cards(team.sheet, team.found, ties, _texts(known), dossiers(known, team.found, team.sheet))
    dots, lines, key = _map(known, team)
    names = told_names(known.people, team.made)
    return Report(
        about=t["comma"].join(team.topics), brand=known.settings.brand.name,
        since=moment(team.found.since)[:10], until=moment(team.found.until)[:10],
        counts=counts(known, team.found), command=command,
        findings=_findings(known, team, made, t), cards=made, dots=dots, ties=lines, circles=key,
        repair=_told(names, team.made.repair), left_out=_told(names, team.made.left_out), limits=_limits(known, t),
        settings=((t["half_life"], t["days"].format(days=f"{team.ranked.window.half_life_days:.0f}")),
                  (t["rule"], t[f"rule_{team.ranked.rule}"]),
                  (t["objective"], t[f"objective_{team.ranked.objective.value}"])),
        listened=listened(known, team.found.since, team.found.until),
        order=tuple(known.people.persons[one.code].name for one in team.made.chosen), language=language,
    )


def counts(known: World, found: Acts) -> dict[str, int]:
    """Return how much was looked at: people without organisations, bots and staff; acts that count, so no paid ones."""
    return {"sites": len(known.columns.sites), "posts": len(known.columns.posts), "people": _persons(known),
            "acts": int((found.weight > 0).sum())}


def _texts(known: World) -> Texts:
    columns = known.columns

    def posts(codes: Sequence[int]) -> Mapping[int, tuple[str, str]]:
        found = known.project.posts(columns.posts.key[list(codes)])
        return {code: (post.title or post.text[:_FIRST_WORDS], post.url or "")
                for code, post in zip(codes, found, strict=True)}

    def quotes(rows: Sequence[int]) -> Mapping[int, str]:
        keys = columns.activities.key[list(rows)]
        details = known.project.details(keys)
        return {row: details[int(key)].quote for row, key in zip(rows, keys, strict=True) if int(key) in details}

    return Texts(post=posts, quote=quotes)


def _map(
    known: World, team: Team
) -> tuple[tuple[Dot, ...], tuple[tuple[float, float, float, float], ...], tuple[Circle, ...]]:
    graph = people_graph(known, team.found, team.ranked, team.circles, team.made)
    chosen = {known.people.persons[candidate.code].id for candidate in team.made.chosen}
    nodes = sorted(graph.nodes, key=lambda node: (node.id not in chosen, -node.size, node.id))[:DOTS]
    place = {node.id: (node.x, node.y) for node in nodes}
    dots = tuple(Dot(x=node.x, y=node.y, size=min(max(node.size, SMALLEST), LARGEST), color=node.color,
                     name=node.label if node.id in chosen else "") for node in nodes)
    edges = sorted((edge for edge in graph.edges if edge.source in place and edge.target in place),
                   key=lambda edge: (-edge.weight, edge.source, edge.target, edge.kind))[:TIES]
    lines = tuple((*place[edge.source], *place[edge.target]) for edge in edges)
    named: dict[str, tuple[int, tuple[int, int, int]]] = {}
    for node in graph.nodes:
        name = str(node.values.get("community") or "")
        if name:
            named[name] = (named.get(name, (0, node.color))[0] + 1, node.color)
    key = tuple(Circle(name=name, people=count, color=color)
                for name, (count, color) in sorted(named.items(), key=lambda item: (-item[1][0], item[0]))[:KEY])
    return dots, lines, key


def _findings(known: World, team: Team, made: Sequence[Card], t: Mapping[str, str]) -> tuple[str, ...]:
    """Return at most three sentences: what the team does, whom to write to first, what was left out."""
    found = []
    persons, chosen = known.people.persons, team.made.chosen
    total = int((team.found.weight > 0).sum())
    if chosen:
        mine = int((np.isin(team.found.owner, [one.code for one in chosen]) & (team.found.weight > 0)).sum())
        names = _listed([short(persons[one.code].name) for one in chosen], t)
        found.append(t["find_share"].format(names=names, share=f"{100 * mine / max(total, 1):.0f}", acts=total,
                                            union=f"{team.made.union:.0f}"))
        reasons = {card.cells["person_id"]: str(card.cells["why"]) for card in made}
        first = persons[chosen[0].code]
        found.append(t["find_first"].format(name=short(first.name),
                                            why=reasons[first.id].removeprefix(first.name).lstrip()))
    beside = (("find_repair", team.made.repair), ("find_left_out", team.made.left_out))
    parts = [t[key].format(count=len(some)) for key, some in beside if some]
    if parts:
        found.append(t["find_rest"].format(parts=_listed(parts, t)))
    return tuple(found)


def _listed(names: Sequence[str], t: Mapping[str, str]) -> str:
    return names[0] if len(names) == 1 else f"{t['comma'].join(names[:-1])}{t['and']}{names[-1]}"


def _persons(known: World) -> int:
    """Return how many people there are, without organisations, automatic accounts and staff."""
    return sum(person.kind is PersonKind.PERSON for person in known.people.persons)


def _told(names: Mapping[int, str], some: Sequence[LeftOut]) -> tuple[Told, ...]:
    return tuple(Told(name=names[out.code], reason=out.text) for out in some)


def _limits(known: World, t: Mapping[str, str]) -> tuple[str, ...]:
    columns = known.columns
    posts, people = len(columns.posts), _persons(known)
    counted = {
        "limit_undated": int((columns.posts.time == UNDATED).sum()),
        "limit_nameless": int((columns.posts.author == UNKNOWN).sum()), "limit_others": len(known.people) - people,
    }
    return (t["limit_open"], *(t[key].format(count=count, posts=posts, people=people)
                               for key, count in counted.items() if count))
