"""`influence report`: the report to show a client."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from influence.cli.session import Session


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("-k", "size", default=5, show_default=True, type=click.IntRange(min=1), help="How many people.")
@click.option("--topic", "topics", multiple=True, metavar="WORDS", help="Only what is about this; may be repeated.")
@click.option("--since", metavar="DATE", help="First day that counts.")
@click.option("--until", metavar="DATE", help="Last day that counts; the last activity observed when left out.")
@click.pass_obj
def report(
    session: "Session", file: Path, size: int, topics: tuple[str, ...], since: str | None, until: str | None
) -> None:
    """Write one HTML file that needs nothing else: the team, the proof, the circles, the limits.

    \b
    Examples:
      influence report team.html
      influence report team.html -k 10 --topic 拼布
    """
    from influence.cli.pipeline import world
    from influence.cli.reports import write_team_report
    from influence.cli.teams import Request, choose_team
    from influence.errors import UsageError
    from influence.store.project import Project

    if file.suffix.lower() not in (".html", ".htm"):
        raise UsageError("a report is an HTML file", about=str(file), hint="end the name in .html")
    with Project.open(session.folder) as project:
        known = world(project)
        team = choose_team(known, Request(size=size, topics=topics, since=since, until=until))
        write_team_report(file, known, team, _typed(file, size, topics, since, until))
    session.say(f"Wrote {file}")


def _typed(file: Path, size: int, topics: tuple[str, ...], since: str | None, until: str | None) -> str:
    """Return the command as it can be typed again."""
    words = ["influence", "report", file.name, "-k", str(size)]
    words += [part for topic in topics for part in ("--topic", topic)]
    words += [part for flag, day in (("--since", since), ("--until", until)) if day for part in (flag, day)]
    return shlex.join(words)
