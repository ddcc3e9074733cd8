"""`influence people paths`: who could introduce you."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from influence.cli.session import Session


@click.command()
@click.argument("person")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
@click.pass_obj
def paths(session: "Session", person: str, as_json: bool) -> None:
    """Show who could introduce you to a person: allies who have exchanged words with them, or whose friends have.

    Allies are those of people.allies in influence.toml and whoever has the status agreed or ambassador.

    \b
    Example:
      influence people paths "Ann Lee"
    """
    from influence.cli import pipeline
    from influence.cli.introductions import allies, path_lines, path_rows
    from influence.cli.people_cards import printed
    from influence.errors import NothingFoundError
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        code = pipeline.person_code(known.people, person)
        if not allies(known):
            raise NothingFoundError("no ally of the brand is known", hint="name some in people.allies of "
                                    "influence.toml, or set 'influence people status PERSON ambassador'")
        rows = path_rows(known, pipeline.acts(known), code)
        name = known.people.persons[code].name
    if as_json:
        click.echo(printed({"person": name, "paths": rows}))
    elif not rows:
        raise NothingFoundError(f"no ally has exchanged words with {name}, nor with anybody who has")
    else:
        for line in path_lines(rows):
            click.echo(line)
