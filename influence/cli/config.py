"""`influence config`: every setting, its value, and where it comes from."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from influence.cli.session import Session

if TYPE_CHECKING:
    from influence.settings import Settings


@click.group(invoke_without_command=True)
@click.pass_context
def config(context: click.Context) -> None:
    """Show settings and where each comes from.

    Order: options of a command, environment variables INFLUENCE_SECTION_KEY, influence.toml, defaults.

    \b
    Examples:
      influence config show
      influence config path
    """
    if context.invoked_subcommand is None:
        context.invoke(show)


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--set", "only_set", is_flag=True, help="Only what is not a default.")
@click.pass_obj
def show(session: Session, as_json: bool = False, only_set: bool = False) -> None:
    """Show every setting with its value and origin."""
    from influence.settings import FILE_NAME, read
    from influence.store.project import DATABASE_NAME

    if not any((session.folder / name).exists() for name in (FILE_NAME, DATABASE_NAME)):
        session.say(f"There is no project in {session.folder.resolve()}: this is what one would begin with. "
                    "Make one with 'influence init', or name another folder with --project.")
    rows = [row for row in _rows(read(session.folder)) if not only_set or row["from"] != "default"]
    if as_json:
        found = {"schema_version": 1, "command": "config", "settings": rows}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    width = max((len(str(row["setting"])) for row in rows), default=0)
    for row in rows:
        click.echo(f"{row['setting']!s:<{width}} = {_shown(row['value'])}   ({row['from']})")


@config.command()
@click.pass_obj
def path(session: Session) -> None:
    """Show where influence.toml is, or would be."""
    from influence.settings import FILE_NAME

    click.echo(str((session.folder / FILE_NAME).resolve()))


def _rows(settings: "Settings") -> list[dict[str, object]]:
    from influence.settings import SECTIONS

    rows: list[dict[str, object]] = []
    for section in SECTIONS:
        for name, value in asdict(getattr(settings, section)).items():
            key = f"{section}.{name}"
            rows.append({"setting": key, "value": list(value) if isinstance(value, tuple) else value,
                         "from": settings.origin.get(key, "default")})
    return rows


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
