"""Options that all parts of `listen` share, and how their answers come out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from influence.cli.hearing import Hearing
    from influence.cli.listen_rows import Row
    from influence.cli.session import Session

SCHEMA_VERSION = 1


def window_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--since --until --window --csv --json`."""
    for option in reversed((
        click.option("--since", metavar="DATE", help="First day that counts, such as 2024-01-31."),
        click.option("--until", metavar="DATE", help="Last day that counts  [default: the last activity observed]"),
        click.option("--window", "window_days", type=click.FloatRange(min=0, min_open=True), metavar="DAYS",
                     help="Only so many days before the end."),
        click.option("--csv", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write a CSV file."),
        click.option("--json", "as_json", is_flag=True, help="One JSON object for programs."),
    )):
        command = option(command)
    return command


@contextmanager
def opened(
    session: "Session", *, since: str | None, until: str | None, window_days: float | None,
    topics: Sequence[str] = (), branded: bool = True,
) -> Iterator["Hearing"]:
    """Open the project and hear what was said in it.

    Args:
        session: What every command is handed.
        since: First day that counts.
        until: Last day that counts.
        window_days: Only so many days before the end.
        topics: Words in place of those of influence.toml.
        branded: Does the question make no sense without a brand?

    Raises:
        NothingFoundError: No brand is named where one is needed, or it is named nowhere.
    """
    from influence.cli import pipeline
    from influence.cli.hearing import hearing
    from influence.errors import NothingFoundError
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        brand = known.settings.brand.name
        if branded and not brand:
            raise NothingFoundError("no brand is set, so there is nothing to listen for",
                                    hint="write name = \"...\" under [brand] in influence.toml; "
                                         "'influence listen needs' works without one")
        question = pipeline.Question(
            topics=tuple(topics), since=pipeline.second(since), until=pipeline.second(until, end=True),
            window_days=window_days)
        heard = hearing(known, question)
        if branded and not (heard.rows & heard.within).any():
            raise NothingFoundError(f"nobody names {brand} or a rival of it in this time",
                                    hint="add aliases in influence.toml, widen the window, or crawl more")
        yield heard


def answer(
    session: "Session", heard: "Hearing", name: str, columns: Sequence[str], rows: Sequence["Row"],
    *, output: Path | None, as_json: bool, more: dict[str, object] | None = None,
) -> bool:
    """Write rows as CSV or JSON where that was asked for; return whether the screen is left to be written.

    Raises:
        NothingFoundError: There are no rows.
    """
    import json

    from influence.cli.listen_rows import objects, write_rows
    from influence.cli.pipeline import moment

    if output is not None:
        write_rows(output, columns, rows)
        session.say(f"{len(rows)} rows written to {output}.")
    if as_json:
        window = {"since": moment(heard.since), "until": moment(heard.until)}
        made = {"schema_version": SCHEMA_VERSION, "command": name, "window": window, **(more or {}),
                "rows": objects(rows)}
        click.echo(json.dumps(made, ensure_ascii=False, indent=1))
    return output is None and not as_json


def nothing(text: str, hint: str | None = None) -> None:
    """Say that there is nothing to show.

    Raises:
        NothingFoundError: Always.
    """
    from influence.errors import NothingFoundError

    raise NothingFoundError(text, hint=hint)
