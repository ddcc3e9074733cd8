"""`influence demo`: the whole job on the crafts community that ships with the project."""

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from crawlers.coverage import Coverage
    from influence.cli.pipeline import World
    from influence.cli.session import Session
    from influence.cli.teams import Team
    from influence.demo.server import Running

#: The same as `influence.demo.server.FIRST_PORT`, which `--help` does without.
_FIRST_PORT = 18_081
#: How far away other ports are proposed where these are taken, and the last first port there can be.
_ELSEWHERE = 3_000
_LAST_PORT = 65_000


@click.command()
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(file_okay=False, path_type=Path))
@click.option("--port", "first_port", default=_FIRST_PORT, show_default=True, type=click.IntRange(1024, _LAST_PORT),
              help="Port of the first site; those of the other 27 follow.")
@click.option("--serve", is_flag=True, help="Keep the community up at the end, so that every proof can be opened.")
@click.pass_obj
def demo(session: "Session", folder: Path, first_port: int, serve: bool) -> None:
    """Do the whole job on a made-up crafts community: serve it here, crawl it, rank its people, choose five.

    Writes into DIR [default: demo] a project, shortlist.csv, graph.gexf, report.html, and truth.json:
    what is really so, to compare with. Nothing leaves this machine.

    \b
    Examples:
      influence demo
      influence demo /tmp/crafts --serve
    """
    from influence.cli.pipeline import world
    from influence.cli.showcase import crawl_community, make_project, propose
    from influence.demo.plan import tell
    from influence.demo.server import served

    story = tell()
    otherwise = _otherwise(folder, first_port)
    with served(story, first_port, otherwise=otherwise) as running, make_project(folder, story, running) as project:
        session.say(f"{len(story.cast.figures)} made-up people on {len(running.homes)} sites, served by this machine "
                    f"at {running.homes[0]} and the ports that follow. Crawling them ...")
        coverage = crawl_community(project, running)
        session.say(_crawled(coverage))
        known = world(project)
        team, written = propose(known, folder)
        _show(known, team)
        _next(known, team, folder, written)
        if serve:
            _wait(session, running)


def _otherwise(folder: Path, first_port: int) -> str:
    """Return the command that does the same on other ports: in a new folder where this one has a project."""
    from influence.settings import FILE_NAME

    port = first_port + _ELSEWHERE if first_port + _ELSEWHERE <= _LAST_PORT else _FIRST_PORT
    where = folder.with_name(f"{folder.name or 'demo'}-{port}") if (folder / FILE_NAME).exists() else folder
    return f"{_called()} demo {shlex.quote(str(where))} --port {port}"


def _crawled(coverage: "Coverage") -> str:
    lost = coverage.lost.total()
    missing = (f" {lost} {'page' if lost == 1 else 'pages'} could not be read, so the numbers below are not the "
               "demo's: run the same command again when this machine is less busy." if lost else "")
    if not coverage.fetched and coverage.unchanged:
        return f"Nothing new: {coverage.unchanged} pages are as they were.{missing}"
    return f"{coverage.fetched} pages read, {coverage.unchanged} unchanged, in {coverage.seconds:.0f} s.{missing}"


def _show(known: "World", team: "Team") -> None:
    from influence.cli.aligned import lines

    score_of = {score.code: score for score in team.sheet.scores}
    cells = [
        (str(candidate.place), known.people.persons[candidate.code].name,
         f"{score_of[candidate.code].living_audience:.1f}", f"{candidate.adds:.1f}",
         " ".join(known.people.persons[candidate.code].sites[:1]))
        for candidate in team.made.chosen
    ]
    click.echo("\n".join(lines(("", "name", "living audience", "adds", "site"), cells, right=frozenset({0, 2, 3}))))
    click.echo()
    for candidate in team.made.chosen:
        click.echo(f"{candidate.place}. {candidate.why}")
    for out in team.made.repair:
        click.echo(f"\nNot to recruit: {known.people.persons[out.code].name}, {out.text}.")


def _next(known: "World", team: "Team", folder: Path, written: list[Path]) -> None:
    """Say what was written, and what to type to see why the first is first."""
    from influence.people.find import find

    click.echo(f"\nWritten: {', '.join(str(path) for path in written)}.")
    click.echo(f"What is really so stands in {folder / 'truth.json'}.")
    if team.made.chosen:
        first = known.people.persons[team.made.chosen[0].code]
        called = f'"{first.name}"' if len(find(known.people, first.name)) == 1 else first.id
        click.echo(f"\nWhy {first.name} is first:\n  {_called()} --project {folder} explain {called}")


def _called() -> str:
    """Return how this command can be typed here: with its path where the shell would not find it."""
    started = Path(sys.argv[0])
    if started.name != "influence" or shutil.which("influence"):
        return "influence"
    return os.path.relpath(started)


def _wait(session: "Session", running: "Running") -> None:
    """Keep serving until Ctrl-C."""
    import time

    session.say(f"\nThe community stays at {running.homes[0]} until Ctrl-C.")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        session.say("Ended.")
