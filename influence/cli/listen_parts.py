"""The parts of `influence listen`: alarms, allies, needs, changes, corrections."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from influence.cli.listening_options import answer, nothing, opened, window_options

if TYPE_CHECKING:
    from influence.cli.findings import Asked
    from influence.cli.hearing import Hearing
    from influence.cli.listen_rows import Row
    from influence.cli.session import Session

TEXT_PLACES, NAME_PLACES, WORD_PLACES = 72, 24, 34
TONES = ("praise", "complaint", "question", "neutral", "needs_reading")


@click.command()
@window_options
@click.pass_obj
def alarms(
    session: "Session", *, since: str | None, until: str | None, window_days: float | None, output: Path | None,
    as_json: bool,
) -> None:
    """Waves of complaints: more different, unconnected people than this topic usually has.

    \b
    Example:
      influence listen alarms --window 365
    """
    from influence.cli import findings
    from influence.cli.aligned import cut
    from influence.cli.listen_rows import ALARMS, alarm_rows

    with opened(session, since=since, until=until, window_days=window_days) as heard:
        rows = alarm_rows(heard, findings.alarms(heard))
        if not answer(session, heard, "listen alarms", ALARMS, rows, output=output, as_json=as_json):
            return
        if not rows:
            nothing("no wave of complaints: nothing out of the ordinary")
        for row in rows:
            about = " / ".join(row["about"]) if isinstance(row["about"], tuple) and row["about"] else "several things"
            click.echo(f"{row['raised']}  {row['people']} people about {about}, {row['began']} to {row['last']}; told "
                       f"at the {row['people_then']}th, a usual week has {row['usual_per_week']:.1f}.")
            click.echo(f"  First: {row['first']}: \"{cut(str(row['sentence']), TEXT_PLACES)}\" {row['url'] or ''}")
            click.echo(f"  Carried furthest: {row['carrier']} ({row['carrier_acts']:.0f} acts). "
                       f"All: {_listed(row['who'])}.")


@click.command()
@window_options
@click.option("-n", "count", type=click.IntRange(min=1), default=20, show_default=True, help="How many to show.")
@click.pass_obj
def allies(
    session: "Session", *, since: str | None, until: str | None, window_days: float | None, output: Path | None,
    as_json: bool, count: int,
) -> None:
    """Whose good word was lost, or won back: when, why, whether you answered, who followed.

    \b
    Examples:
      influence listen allies
      influence listen allies --csv repair.csv
    """
    from influence.cli import findings
    from influence.cli.aligned import cut, lines
    from influence.cli.listen_rows import ALLIES, ally_rows

    with opened(session, since=since, until=until, window_days=window_days) as heard:
        rows = ally_rows(heard, findings.allies(heard))
        if not answer(session, heard, "listen allies", ALLIES, rows, output=output, as_json=as_json):
            return
        if not rows:
            nothing("nobody turned away, fell silent or was won back in this time")
        head = ("", "name", "date", "why", "answered", "followed by", "living audience", "repair", "what they said")
        cells = [(str(row["turn"]), cut(str(row["name"]), NAME_PLACES), str(row["date"] or ""),
                  str(row["reason"] or ""), _answered(row), _count(row["followers"]),
                  f"{row['living_audience']:.1f}", f"{row['repairability']:.2f}",
                  cut(str(row["sentence"]), TEXT_PLACES)) for row in rows[:count]]
        click.echo("\n".join(lines(head, cells, right=frozenset({5, 6, 7}))))


@click.command()
@window_options
@click.option("--topic", "topics", multiple=True, metavar="WORDS",
              help="Only needs, and posts that wait for an answer, with these words; may be repeated.")
@click.option("-n", "count", type=click.IntRange(min=1), default=15, show_default=True,
              help="How many of each to show.")
@click.pass_obj
def needs(
    session: "Session", *, since: str | None, until: str | None, window_days: float | None, output: Path | None,
    as_json: bool, topics: tuple[str, ...], count: int,
) -> None:
    """What people ask for and wish for, who is about to buy, who answers, and who waits for you. Needs no brand.

    \b
    Examples:
      influence listen needs
      influence listen needs --topic left-handed --topic 左手
    """
    from influence.cli import findings
    from influence.cli.listen_rows import NEEDS, answer_objects, need_rows, open_rows

    with opened(session, since=since, until=until, window_days=window_days, topics=topics, branded=False) as heard:
        found = _chosen(findings.asked(heard), topics)
        replies = findings.answers(heard, on_topic=bool(topics))
        rows = need_rows(heard, found) + open_rows(heard, replies)
        if not answer(session, heard, "listen needs", NEEDS, rows, output=output, as_json=as_json,
                      more={"answering": answer_objects(replies)}):
            return
        if not rows:
            nothing("nobody asks for anything in this time", "widen the window, or crawl more")
        _show_needs(heard, rows, count)


@click.command()
@click.option("--since", metavar="DATE", required=True, help="What is different now from before this day.")
@click.option("--until", metavar="DATE", help="Last day that counts  [default: the last activity observed]")
@click.option("--csv", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write a CSV file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
@click.pass_obj
def changes(session: "Session", *, since: str, until: str | None, output: Path | None, as_json: bool) -> None:
    """What is different since a day: who rises, is new, silent, turned, paid, or with a rival.

    \b
    Example:
      influence listen changes --since 2024-06-01
    """
    from influence.cli import findings
    from influence.cli.aligned import cut, lines
    from influence.cli.listen_rows import CHANGES, change_rows
    from influence.cli.pipeline import second

    with opened(session, since=since, until=until, window_days=None, branded=False) as heard:
        rows = change_rows(heard, findings.changed(heard, second(since) or 0))
        if not answer(session, heard, "listen changes", CHANGES, rows, output=output, as_json=as_json):
            return
        if not rows:
            nothing(f"nothing of note changed since {since}")
        cells = [(str(row["change"]).replace("_", " ") + (f" {row['brand']}" if row["brand"] else ""),
                  cut(str(row["name"]), NAME_PLACES), str(row["date"] or ""),
                  "" if row["value"] is None else f"{row['value']:.0f}", f"{row['living_audience']:.1f}",
                  cut(str(row["sentence"]), TEXT_PLACES), str(row["url"] or "")) for row in rows]
        head = ("change", "name", "date", "value", "living audience", "receipt", "where")
        click.echo("\n".join(lines(head, cells, right=frozenset({3, 4}))))


@click.command()
@click.argument("sentence")
@click.argument("tone", type=click.Choice(TONES))
@click.option("--brand", metavar="NAME", help="Towards which brand  [default: your own]")
@click.pass_obj
def correct(session: "Session", *, sentence: str, tone: str, brand: str | None) -> None:
    """Correct the tone of a sentence by hand, wherever it stands about the brand; wins over every rule and new crawls.

    \b
    Example:
      influence listen correct "Great, it broke again." complaint
    """
    from influence.cli.tones import remember

    session.say(remember(session.folder, sentence, tone, brand))


def _chosen(found: "Asked", topics: tuple[str, ...]) -> "Asked":
    """Return only the needs whose wishes use one of the words; everything when none is given."""
    from dataclasses import replace

    from influence.listening.overhearing import topic_pattern

    pattern = topic_pattern(topics)
    if pattern is None:
        return found
    return replace(found, needs=tuple(need for need in found.needs
                                      if any(pattern.search(wish.sentence) for wish in need.wishes)),
                   buying=tuple(wish for wish in found.buying if pattern.search(wish.sentence)))


def _show_needs(heard: "Hearing", rows: "list[Row]", count: int) -> None:
    from influence.cli.aligned import cut, lines

    def part(kind: str) -> "list[Row]":
        return [row for row in rows if row["kind"] == kind]

    def shown(kind: str) -> str:
        return f"{min(count, len(part(kind)))} of {len(part(kind))}"

    wanted = [(str(row["people"]), cut(", ".join(row["words"]) if isinstance(row["words"], tuple) else "", WORD_PLACES),
               str(row["answers"]), str(row["last_date"] or ""), cut(str(row["first"]), NAME_PLACES),
               cut(str(row["sentence"]), TEXT_PLACES)) for row in part("need")[:count]]
    if wanted:
        head = ("people", "need", "answers", "last", "first asked by", "in their words")
        click.echo(f"What people ask for ({shown('need')}, most people first):\n"
                   + "\n".join(lines(head, wanted, right=frozenset({0, 2}))))
    for kind, title in (("buying", "About to buy"), ("unanswered", "Waiting for an answer of yours")):
        told = [(str(row["first_date"] or ""), cut(str(row["first"]), NAME_PLACES),
                 cut(str(row["sentence"]), TEXT_PLACES), str(row["url"] or "")) for row in part(kind)[:count]]
        if told:
            click.echo(f"\n{title} ({shown(kind)}, newest first):\n"
                       + "\n".join(lines(("date", "who", "what", "where"), told)))
    if any(len(part(kind)) > count for kind in ("need", "buying", "unanswered")):
        click.echo("\nMore with -n NUMBER; all in --csv FILE.")
    helping = [f"{_listed(row['who'])} ({row['people']} people)" for row in part("helper")[:5]
               if isinstance(row["people"], int) and row["people"] > 1]
    if helping:
        click.echo(f"\nWho answers best: {', '.join(helping)}.")


def _answered(row: "Row") -> str:
    if row["turn"] == "repaired":
        return f"won back {row['repaired']}"
    return str(row["answered"]) if row["answered"] else "" if row["turn"] == "stopped" else "no"


def _count(value: object) -> str:
    return str(len(value)) if isinstance(value, tuple) else ""


def _listed(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else ""
