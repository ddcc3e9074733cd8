"""`influence rank`: people by how well they drive others to act."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.cli.pipeline import World
    from influence.cli.session import Session
    from influence.export.people_table import Sheet
    from influence.model.score import Score
    from influence.ranking import Ranking

SCHEMA_VERSION = 1
#: Places a name and a sentence take on the screen.
NAME_PLACES, WHY_PLACES = 28, 88


@click.command()
@click.option("--objective", type=click.Choice(["people", "rate", "balanced"]), default="people", show_default=True,
              help="Order by people moved, by people moved per post, or by a balance of both.")
@click.option("--topic", "topics", multiple=True, metavar="WORDS", help="Only what is about this; may be repeated.")
@click.option("--brand", metavar="NAME", help="Only what names this brand, by all names that influence.toml knows.")
@click.option("--since", metavar="DATE", help="First day that counts, such as 2024-01-31.")
@click.option("--until", metavar="DATE", help="Last day that counts  [default: the last activity observed]")
@click.option("--window", "window_days", type=click.FloatRange(min=0, min_open=True), metavar="DAYS",
              help="Only so many days before the end.")
@click.option("-n", "count", type=click.IntRange(min=1), default=20, show_default=True, help="How many people to show.")
@click.option("--all", "everybody", is_flag=True, help="Everybody, also those too little seen to be ranked.")
@click.option("--full", is_flag=True, help="All columns in the CSV and JSON.")
@click.option("--csv", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write a CSV file.")
@click.option("--raw", is_flag=True, help="CSV for programs: no byte order mark, no apostrophes before formulas.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
@click.pass_obj
def rank(
    session: "Session", *, objective: str, topics: tuple[str, ...], brand: str | None, since: str | None,
    until: str | None, window_days: float | None, count: int, everybody: bool, full: bool, output: Path | None,
    raw: bool, as_json: bool,
) -> None:
    """Rank people by how many others they move to act, and how sure that is.

    \b
    Examples:
      influence rank -n 10
      influence rank --topic "paper flowers" --topic 紙花 --window 365
      influence rank --all --full --csv people.csv
    """
    import json

    from influence.cli import pipeline
    from influence.cli.sheets import people_objects, sheet, window_object
    from influence.model.score import Objective
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        question = pipeline.Question(
            objective=Objective(objective), since=pipeline.second(since), until=pipeline.second(until, end=True),
            topics=topics + pipeline.brand_words(known.settings, brand), window_days=window_days)
        found = pipeline.acts(known, question)
        ranked = pipeline.ranking(known, found, question)
        scores = ranked.scores[:] if everybody else ranked.scores[: min(count, ranked.scores.ranked)]
        if output is None and not as_json:
            _show(known, ranked, scores)
            return
        table = sheet(known, found, ranked, scores)
        if output is not None:
            _write(table, output, full=full, raw=raw)
            session.say(f"{len(scores)} people written to {output}.")
        if as_json:
            made = {"schema_version": SCHEMA_VERSION, "command": "rank", "window": window_object(ranked),
                    "objective": objective, "topics": list(question.topics),
                    "people": people_objects(known, table, full=full)}
            click.echo(json.dumps(made, ensure_ascii=False, indent=1))


def _write(table: "Sheet", output: Path, *, full: bool, raw: bool) -> None:
    from influence.export.people_table import columns, rows
    from influence.export.table import write_table

    chosen = columns(table, full=full)
    write_table(output, [column.name for column in chosen], rows(table, chosen), raw=raw)


def _show(known: "World", ranked: "Ranking", scores: "Sequence[Score]") -> None:
    from influence.cli.aligned import lines
    from influence.cli.pipeline import moment
    from influence.cli.wording import with_folder
    from influence.ranking.flags import MEANING

    window = ranked.window
    click.echo(f"{ranked.scores.ranked} people ranked, {len(ranked.scores) - ranked.scores.ranked} too little seen; "
               f"{moment(window.since)[:10]} to {moment(window.until)[:10]}, attention halves every "
               f"{window.half_life_days:.0f} days.")
    head = ("", "tier", "name", "living audience", "moved in 90 days", "per post", "moved", "why")
    click.echo("\n".join(lines(head, [_row(known, score) for score in scores], right=frozenset({0, 5, 6}))))
    _tell_forecast(ranked, scores)
    if ranked.proven <= 0:
        click.echo("Nobody here is known from before yet: every responder counts in full. Read older posts, or name "
                   "people you trust in influence.toml.")
    flagged = sorted({name for score in scores for name in score.warnings})
    if flagged:
        click.echo("Flags: " + "; ".join(f"{name}: {MEANING[name]}" for name in flagged) + ".")
    click.echo(with_folder("'influence explain NAME' opens a score to its acts.", known.project.folder))


def _tell_forecast(ranked: "Ranking", scores: "Sequence[Score]") -> None:
    """Say what the forecast counts, or why there is none."""
    from influence.cli.pipeline import moment
    from influence.ranking.drive import AHEAD_DAYS, FEWEST_PEOPLE, PAST_TIMES

    if any(score.drive is not None for score in scores):
        click.echo(f"'moved in 90 days': different people expected to act on them in the 90 days after "
                   f"{moment(ranked.window.until)[:10]}. 'influence shortlist' counts a team otherwise: everyone once, "
                   "by the chance to act again.")
    elif scores:
        click.echo(f"'moved in 90 days' is empty: that forecast is learned from at least {AHEAD_DAYS * PAST_TIMES} "
                   f"days of the past (here: {ranked.window.span_days:.0f}), with {FEWEST_PEOPLE} or more people to "
                   "learn from. Widen --window, or read older posts.")


def _row(known: "World", score: "Score") -> tuple[str, ...]:
    from influence.cli.aligned import cut
    from influence.shortlist.reasons import why

    name = known.people.persons[score.code].name
    living = f"{score.living_audience:.1f}" + _range(score.low, score.high)
    drive = "" if score.drive is None else f"{score.drive:.1f}" + _range(score.drive_low, score.drive_high)
    reason = why(score, name).split(". ")[0].removeprefix(f"{name} moved ").rstrip(".")
    flags = f" [{', '.join(score.warnings)}]" if score.warnings else ""
    return (
        "" if score.rank is None else str(score.rank), score.tier.value, cut(name, NAME_PLACES), living, drive,
        "" if score.action_rate is None else f"{score.action_rate:.2f}", str(score.people_moved),
        cut(reason, WHY_PLACES) + flags,
    )


def _range(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f" ({low:.1f} to {high:.1f})"
