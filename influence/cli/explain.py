"""`influence explain`: the receipts behind one person's score."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from influence.cli.pipeline import World
    from influence.cli.receipt_rows import ReceiptRow
    from influence.cli.session import Session
    from influence.model.acts import Acts
    from influence.model.score import Score
    from influence.ranking import Ranking

SCHEMA_VERSION = 1
NAME_PLACES, QUOTE_PLACES = 24, 60


@click.command()
@click.argument("person", metavar="PERSON")
@click.option("--topic", "topics", multiple=True, metavar="WORDS", help="Only what is about this; may be repeated.")
@click.option("--since", metavar="DATE", help="First day that counts, such as 2024-01-31.")
@click.option("--until", metavar="DATE", help="Last day that counts  [default: the last activity observed]")
@click.option("--window", "window_days", type=click.FloatRange(min=0, min_open=True), metavar="DAYS",
              help="Only so many days before the end.")
@click.option("-n", "count", type=click.IntRange(min=1), help="Show only the newest so many  [default: all]")
@click.option("--csv", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write the receipts as CSV.")
@click.option("--raw", is_flag=True, help="CSV for programs: no byte order mark, no apostrophes before formulas.")
@click.option("--dossier", is_flag=True, help="One page to read before writing to them, instead of the acts.")
@click.option("--html", "html_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the dossier as a page; implies --dossier.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
@click.pass_obj
def explain(
    session: "Session", *, person: str, topics: tuple[str, ...], since: str | None, until: str | None,
    window_days: float | None, count: int | None, output: Path | None, raw: bool, dossier: bool, html_file: Path | None,
    as_json: bool,
) -> None:
    """Open one person's score to the acts behind it; their credits sum to it exactly.

    PERSON is an id, a name, a handle, a profile address or a site. --dossier is one page to read
    before you write: how to reach them, the post to open with, what not to do, whom they know.

    \b
    Examples:
      influence explain "Ann Lee"
      influence explain https://blog.example/ --window 365
      influence explain p_1a2b3c --csv receipts.csv
      influence explain "Ann Lee" --dossier
    """
    import json

    from influence.cli import pipeline
    from influence.cli.dossiers import dossier_object, show_dossier
    from influence.cli.receipt_rows import as_objects, receipt_rows, write_rows
    from influence.cli.sheets import people_objects, sheet, window_object
    from influence.errors import NothingFoundError
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        code = pipeline.person_code(known.people, person)
        question = pipeline.Question(topics=topics, since=pipeline.second(since), window_days=window_days,
                                     until=pipeline.second(until, end=True))
        found = pipeline.acts(known, question)
        ranked = pipeline.ranking(known, found, question)
        score = ranked.scores.of(code)
        if score is None:
            raise NothingFoundError(f"{known.people.persons[code].name} is not ranked here: "
                                    "not a person, or neither posts nor acts in this window", about=person)
        rows = receipt_rows(known, found, ranked, code)
        if output is not None:
            write_rows(output, rows, raw=raw)
            session.say(f"{len(rows)} receipts written to {output}.")
        if as_json:
            table = sheet(known, found, ranked, [score])
            opened = {"schema_version": SCHEMA_VERSION, "command": "explain", "window": window_object(ranked),
                      "people": people_objects(known, table), "receipts": as_objects(rows)}
            if dossier or html_file is not None:
                opened["dossier"] = dossier_object(known, found, table)
            click.echo(json.dumps(opened, ensure_ascii=False, indent=1))
        if html_file is not None or (dossier and not as_json):
            page = show_dossier(known, found, sheet(known, found, ranked, [score]), html_file)
            click.echo(page) if html_file is None else session.say(f"Wrote {html_file}")
        elif output is None and not as_json:
            click.echo(_place(known, found, score))
            _show(known, ranked, score, rows, count)


def _show(known: "World", ranked: "Ranking", score: "Score", rows: "Sequence[ReceiptRow]", count: int | None) -> None:
    from influence.cli.aligned import cut, lines
    from influence.ranking.flags import MEANING

    shown = rows[:count]
    head = ("date", "who", "act", "credit", "days", "quote", "where", "taken off")
    cells = [
        (row.date or "", cut(row.actor, NAME_PLACES), row.act, f"{row.credit / 1e6:.6f}",
         "" if row.days is None else f"{row.days:.1f}", cut(row.quote, QUOTE_PLACES), row.url or "",
         ", ".join(f"{rule} {amount / 1e6:.6f}" for rule, amount in row.discounts))
        for row in shown
    ]
    if not rows:
        click.echo("No act on what they wrote was seen in this window, so there is nothing to open.")
    else:
        click.echo("\n".join(lines(head, cells, right=frozenset({3, 4}))))
        part = "" if len(shown) == len(rows) else f" The newest {len(shown)} of {len(rows)} acts are shown."
        click.echo(f"Living audience {score.living_audience:.6f} = the sum of all credits.{part} Each responder counts "
                   "once, on the act that counts most today; attention halves every "
                   f"{ranked.window.half_life_days:.0f} days.")
    for sentence in _beside(score, known.people.persons[score.code].audience):
        click.echo(sentence)
    for warning in score.warnings:
        click.echo(f"{warning}: {MEANING[warning]}.")


def _place(known: "World", found: "Acts", score: "Score") -> str:
    """Return where somebody stands, why, and what speaks against proposing them."""
    from influence.cli.teams import labels
    from influence.shortlist import eligible
    from influence.shortlist.reasons import why

    name = known.people.persons[score.code].name
    place = "too little seen to be ranked" if score.rank is None else f"rank {score.rank}, tier {score.tier.value}"
    split = eligible((score,), known.people, labels(known, found.until, {}), until=found.until)
    told = [f"{title}: {out.text}." for title, some in (("Repair, do not recruit", split.repair),
                                                        ("Not proposed", split.left_out)) for out in some]
    moved = why(score, name) if score.people_moved else f"{name} moved nobody to act."
    return "\n".join([f"{name}: {place}. {moved}", *told])


def _beside(score: "Score", audience: int | None) -> "Iterator[str]":
    """Yield what the posts add to an audience that acts anyway, what the season is, and the followers stated."""
    if score.lift is not None and score.people_moved:
        yield (f"In the day after a post {score.lift:.1f} times as many act as in the same day of the week before "
               "(1 would be: they act anyway).")
    if score.season_peak:
        yield f"Most happens in month {score.season_peak.replace(';', ', ')} of the year."
    if score.last_year is not None:
        yield f"In the 90 days after this day of last year {score.last_year} different people were moved."
    if audience is not None:
        yield f"Followers as stated somewhere: {audience:,}; shown, never scored."
