"""What every command is handed: the project folder, how much to say, and how to open things."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from influence.cli.wording import with_folder

if TYPE_CHECKING:
    from influence.store.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The shared options of one call."""

    #: Project folder as given.
    folder: Path
    #: -1 quiet, 0 normal, 1 more, 2 every request.
    verbosity: int = 0
    #: Show where an error came from.
    debug: bool = False

    def say(self, text: str) -> None:
        """Write a line for the person to standard error, unless quiet; commands in it name the project's folder."""
        if self.verbosity >= 0:
            click.echo(with_folder(text, self.folder), err=True)

    def project(self, *, create: bool = False) -> "Project":
        """Open the project; with `create` make one where there is none. Use it in a `with` statement."""
        from influence.settings import FILE_NAME
        from influence.store.project import DATABASE_NAME, Project

        if not create or (self.folder / FILE_NAME).exists() or (self.folder / DATABASE_NAME).exists():
            return Project.open(self.folder)
        made = Project.create(self.folder)
        self.say(f"Made a project in {self.folder.resolve()}; tell it about your brand in {FILE_NAME}.")
        return made
