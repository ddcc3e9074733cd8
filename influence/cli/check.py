"""`influence check`: what is missing or wrong in what was read."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from influence.cli.session import Session


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
@click.pass_obj
def check(session: "Session", as_json: bool) -> int:
    """Show, source by source, what could not be read and what that means for the ranking.

    \b
    Example:
      influence check
    """
    import json

    from crawlers.coverage import stored_json, stored_lines
    from influence.errors import NothingFoundError
    from influence.settings import read
    from influence.store.frontier import SqliteFrontier
    from influence.store.project import Project

    settings = read(session.folder)
    with Project.open(session.folder) as project:
        sheets = SqliteFrontier(project.connection, project.path).sheets()
    advice = [] if settings.crawl.contact else ["crawl.contact is not set: site owners cannot reach you"]
    if as_json:
        click.echo(json.dumps({"sources": stored_json(sheets), "settings": advice}, ensure_ascii=False, indent=1))
        return 0
    if not sheets:
        raise NothingFoundError("nothing was crawled yet", hint="begin with 'influence crawl https://...'")
    for line in [*stored_lines(sheets), *advice]:
        click.echo(line)
    return 0
