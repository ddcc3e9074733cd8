"""`influence check`: what is missing or wrong in what was read, and what that means for the ranking."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from influence.cli.session import Session
    from influence.settings import Settings
    from influence.store.loading import LoadedFile


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
@click.pass_obj
def check(session: "Session", as_json: bool) -> int:
    """Show, by source and file, what could not be read and what that means for the ranking.

    \b
    Example:
      influence check
    """
    import json
    from dataclasses import asdict

    from crawlers.coverage import stored_json, stored_lines, stored_meaning
    from influence.cli.wording import with_folder
    from influence.errors import NothingFoundError
    from influence.settings import read
    from influence.store.frontier import SqliteFrontier
    from influence.store.loading import loaded_files
    from influence.store.project import Project

    settings = read(session.folder)
    with Project.open(session.folder) as project:
        sheets = SqliteFrontier(project.connection, project.path).sheets()
        files = loaded_files(project)
    meaning, advice = stored_meaning(sheets) + _meaning(files), _advice(settings, crawled=bool(sheets))
    if as_json:
        click.echo(json.dumps({"sources": stored_json(sheets), "loaded": [asdict(file) for file in files],
                               "meaning": meaning, "settings": advice}, ensure_ascii=False, indent=1))
        return 0
    if not sheets and not files:
        raise NothingFoundError("nothing was crawled or loaded yet",
                                hint="begin with 'influence crawl https://...' or 'influence load FILE'")
    for line in [*stored_lines(sheets), *map(_line, files)]:
        click.echo(with_folder(line, session.folder))
    click.echo("\nWhat this means for the ranking:" if meaning else "\nNothing is missing that this program knows of.")
    for line in [*(f"  {text}" for text in meaning), *advice]:
        click.echo(with_folder(line, session.folder))
    return 0


def _line(file: "LoadedFile") -> str:
    """Return a loaded file's line on the sheet."""
    bad = f", {file.rejected:,} could not be read" if file.rejected else ""
    return f"{file.file}: {file.rows:,} {'row' if file.rows == 1 else 'rows'} loaded ({file.format}){bad}"


def _meaning(files: "list[LoadedFile]") -> list[str]:
    bad = sum(file.rejected for file in files)
    if not bad:
        return []
    rows = "1 row of a loaded file" if bad == 1 else f"{bad:,} rows of loaded files"
    return [f"{rows} could not be read, so nobody is credited for it. Mend what FILE.rejected.csv names and load that "
            "file again."]


def _advice(settings: "Settings", *, crawled: bool) -> list[str]:
    if settings.crawl.contact or not crawled:
        return []
    return ["crawl.contact is not set: site owners cannot reach you. Set it in influence.toml."]
