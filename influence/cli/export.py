"""`influence export`: the graph for Gephi and others."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from influence.cli.session import Session

_ENDINGS = (".gexf", ".graphml", ".csv", ".json")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--of", "unit", type=click.Choice(["people", "accounts", "sites"]), default="people", show_default=True,
              help="What a node is: a person, one account of theirs, or a site with all who publish on it.")
@click.option("--since", metavar="DATE", help="First day that counts.")
@click.option("--until", metavar="DATE", help="Last day that counts; the last activity observed when left out.")
@click.option("--window", "window_days", type=click.FloatRange(min=0, min_open=True), metavar="DAYS",
              help="Length of the window, back from its end.")
@click.option("--min-weight", type=click.FloatRange(min=0), default=0.0, show_default=True,
              help="Leave out edges lighter than this.")
@click.option("--all", "everybody", is_flag=True, help="Everybody, not only the 5,000 that matter most.")
@click.option("--raw", is_flag=True, help="CSV for machines: no BOM, no apostrophes.")
@click.option("--pseudonymise", is_flag=True, help="No names and addresses: person 1, person 2, ...")
@click.pass_obj
def export(
    session: "Session", file: Path, unit: str, since: str | None, until: str | None, window_days: float | None,
    min_weight: float, everybody: bool, raw: bool, pseudonymise: bool,
) -> None:
    """Write the graph of people, accounts or sites: who acted on whom. The ending decides the format.

    .gexf for Gephi, .graphml (one edge per pair) for other programs, .csv for two tables (nodes
    and edges), .json for programs.

    \b
    Examples:
      influence export graph.gexf
      influence export sites.graphml --of sites
      influence export graph.csv --window 365 --min-weight 0.2
    """
    from influence.cli import pipeline
    from influence.cli.circles import circles
    from influence.cli.graphs import people_graph
    from influence.cli.units import by_accounts, by_sites
    from influence.errors import UsageError
    from influence.export.formats import pseudonymised, write_graph
    from influence.store.project import Project

    if file.suffix.lower() not in _ENDINGS:
        raise UsageError(f"'{file.suffix or file.name}' is no format we write", about=str(file),
                         hint=f"end the name in one of {' '.join(_ENDINGS)}")
    question = pipeline.Question(since=pipeline.second(since), until=pipeline.second(until, end=True),
                                 window_days=window_days)
    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        if unit != "people":
            known = by_accounts(known) if unit == "accounts" else by_sites(known)
        found = pipeline.acts(known, question)
        ranked = pipeline.ranking(known, found, question)
        graph = people_graph(known, found, ranked, circles(known, found), everybody=everybody, least_weight=min_weight)
    told = "" if everybody else " (those who acted or were acted on)"
    for path in write_graph(file, pseudonymised(graph) if pseudonymise else graph, raw=raw):
        session.say(f"Wrote {path}: {len(graph.nodes)} of {len(known.people)} {unit}{told}, {len(graph.edges)} edges")
