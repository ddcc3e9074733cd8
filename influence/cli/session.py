"""What every command is handed: the project folder, how much to say, and how to open things."""

from dataclasses import dataclass
from pathlib import Path

import click


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
        """Write a line for the person to standard error, unless quiet."""
        if self.verbosity >= 0:
            click.echo(text, err=True)
