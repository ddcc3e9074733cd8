"""`influence listen`: who talks about the brand, in which tone, and what to do about it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from influence.cli.listen_parts import alarms, allies, changes, correct, needs
from influence.cli.listening_options import answer, opened, window_options

if TYPE_CHECKING:
    from influence.cli.circles import Circles
    from influence.cli.findings import NeedVoice
    from influence.cli.hearing import Hearing
    from influence.cli.listen_rows import Row
    from influence.cli.news import Week
    from influence.cli.session import Session
    from influence.listening.places import Driver
    from influence.listening.speakers import Apart
    from influence.listening.voice import Facet

#: So many places and communities are shown, and so wide is a name.
SHOWN, NAME_PLACES = 5, 40


@click.group(invoke_without_command=True)
@window_options
@click.option("--topic", "topics", multiple=True, metavar="WORDS",
              help="What the need is about, in place of scope.topics; may be repeated.")
@click.pass_context
def listen(
    context: click.Context, *, since: str | None, until: str | None, window_days: float | None, output: Path | None,
    as_json: bool, topics: tuple[str, ...],
) -> None:
    """Say in three sentences what matters, then who is spoken of, where, and how.

    \b
    Examples:
      influence listen
      influence listen --window 90 --csv voice.csv
      influence listen allies
      influence listen changes --since 2024-06-01
    """
    if context.invoked_subcommand is None:
        with opened(context.obj, since=since, until=until, window_days=window_days, topics=topics) as heard:
            _listen(context.obj, heard, output, as_json=as_json)


for _part in (alarms, allies, needs, changes, correct):
    listen.add_command(_part)


def _listen(session: "Session", heard: "Hearing", output: Path | None, *, as_json: bool) -> None:
    from influence.cli.findings import need_voice
    from influence.cli.listen_rows import VOICE, answer_objects, voice_rows
    from influence.cli.news import news
    from influence.cli.weeks import week_of
    from influence.listening.speakers import apart

    around = _circles(heard)
    week = week_of(heard)
    said = news(heard, week)
    rows = voice_rows(heard, facets(heard, around))
    talk = need_voice(heard)
    aside = [apart(heard.heard, heard.who, heard.within, code) for code in range(len(heard.heard.brands))]
    where = _drivers(heard, around)
    more = {
        "sentences": list(said), "mentions": int((heard.rows & heard.within).sum()),
        "set_apart": {brand.name: {name: getattr(one, name) for name in one.__slots__}
                      for brand, one in zip(heard.heard.brands, aside, strict=True)},
        "need": None if talk is None else {"people": talk.people, "naming": talk.naming},
        "goal": _goal(week), "answering": answer_objects(week.answers), **where,
        "four_is": _four_is(heard, around),
    }
    if answer(session, heard, "listen", VOICE, rows, output=output, as_json=as_json, more=more):
        _show(heard, week, said, rows)
        _show_where(where)
        _show_rest(heard, talk, aside)


def facets(heard: "Hearing", around: "Circles | None") -> list["Facet"]:
    """Return the ways to part what was heard: week, place, language, community."""
    from influence.cli.findings import languages
    from influence.listening.voice import by_community, by_language, by_place, by_week

    code, names = languages(heard)
    said = heard.heard
    made = [by_week(said), by_place(said, heard.known.columns.sites), by_language(said, code, names)]
    if around is not None:
        made.append(by_community(said, around.community, community_names(around)))
    return made


def community_names(around: "Circles") -> list[str]:
    """Return the names of the communities by code."""
    names = [""] * (int(around.community.max(initial=-1)) + 1)
    for code, name in zip(around.community.tolist(), around.names, strict=True):
        if code >= 0:
            names[code] = name
    return names


def _circles(heard: "Hearing") -> "Circles | None":
    from influence.cli.circles import circles

    return circles(heard.known, heard.acts) if len(heard.acts) else None


def _drivers(heard: "Hearing", around: "Circles | None") -> dict[str, object]:
    """Return places and communities by how much they drive."""
    from dataclasses import replace

    from influence.listening.places import communities, places

    if heard.ranked is None or around is None:
        return {"places": [], "communities": []}
    names = community_names(around)
    sites = heard.known.columns.sites
    window = replace(heard.ranked.window, since=heard.since)
    by_place = places(heard.acts, window, heard.believed)
    by_circle = communities(heard.acts, window, heard.believed, around.community)
    return {"places": [_driver(one, sites[one.code]) for one in by_place],
            "communities": [_driver(one, names[one.code]) for one in by_circle]}


def _driver(one: "Driver", name: str) -> dict[str, object]:
    return {"name": name, "living_audience": round(one.living_audience, 3), "people_moved": one.people_moved,
            "acts": one.acts, "posts": one.posts, "authors": one.authors,
            "per_post": None if one.rate is None else round(one.rate, 3)}


def _four_is(heard: "Hearing", around: "Circles | None") -> list[dict[str, object]]:
    from dataclasses import replace

    from influence.listening.four_is import four_is

    if around is None:
        return []
    names = community_names(around)
    acts = replace(heard.acts, since=heard.since)
    found = four_is(heard.heard, heard.rows & heard.within, 0, acts, around.community, heard.overheard.on_topic)
    return [{"community": names[one.community]} | {
        name: round(value, 3) if isinstance(value, float) else value
        for name in ("members", "involvement", "interaction", "intimacy", "first_hand", "influence")
        for value in (getattr(one, name),)} for one in found]


def _goal(week: "Week") -> dict[str, object] | None:
    if week.pace is None:
        return None
    pace = week.pace
    return {"goal": pace.goal, "now": pace.now.value, "baseline": pace.baseline.value, "planned": pace.planned,
            "state": pace.state}


def _show(heard: "Hearing", week: "Week", said: tuple[str, ...], rows: list["Row"]) -> None:
    from influence.cli.aligned import lines
    from influence.cli.pipeline import moment

    click.echo(f"{moment(heard.since)[:10]} to {moment(heard.until)[:10]}\n")
    click.echo("\n".join(f"{number}. {sentence}" for number, sentence in enumerate(said, 1)) + "\n")
    head = ("brand", "posts", "people", "share of posts", "acts caused", "share of acts", "praise", "complaints")
    cells = [(str(row["brand"]), str(row["posts"]), str(row["people"]), _percent(row["share"]), f"{row['driven']:.0f}",
              _percent(row["driven_share"]), str(row["praises"]), str(row["complaints"]))
             for row in rows if row["part"] == "all"]
    click.echo("\n".join(lines(head, cells, right=frozenset(range(1, len(head))))))
    if week.pace is not None:
        pace = week.pace
        now = "-" if pace.now.value is None else f"{pace.now.value:.2f}"
        click.echo(f"Complaints for each praise: {now} in the last 90 days, goal {pace.goal:.2f}: {pace.state}.")


def _show_where(where: dict[str, object]) -> None:
    from influence.cli.aligned import cut, lines

    for title in ("places", "communities"):
        found = where[title]
        if isinstance(found, list) and found:
            cells = [(cut(one["name"], NAME_PLACES), f"{one['living_audience']:.1f}", str(one["people_moved"]),
                      str(one["posts"]), "" if one["per_post"] is None else f"{one['per_post']:.2f}")
                     for one in found[:SHOWN]]
            head = (title, "living audience", "people moved", "posts", "acts per post")
            click.echo("\n" + "\n".join(lines(head, cells, right=frozenset({1, 2, 3, 4}))))


def _show_rest(heard: "Hearing", talk: "NeedVoice | None", aside: "list[Apart]") -> None:
    from influence.cli.wording import with_folder

    if talk is not None and talk.people:
        naming = ", ".join(f"{count} name {name}" for name, count in talk.naming.items())
        click.echo(f"\nOf {talk.people} people who talk about the need, {naming}.")
    own = aside[0]
    names = {"staff": "by your own people", "ring": "by rings", "house": "by shops and automatic accounts",
             "sponsored": "paid", "doubtful": "perhaps about something else"}
    told = [f"{getattr(own, name)} {text}" for name, text in names.items() if getattr(own, name)]
    if told:
        click.echo(f"Not counted as voice: posts that name {heard.known.settings.brand.name} " + ", ".join(told) + ".")
    click.echo(with_folder("More: influence listen allies | alarms | needs | changes --since DATE.",
                           heard.known.project.folder))


def _percent(value: object) -> str:
    return f"{100 * value:.0f} %" if isinstance(value, float) else ""
