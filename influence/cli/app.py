"""The `influence` command: shared options, late loading of commands, how errors look."""

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from crawlers.errors import CrawlersError
from influence import __version__
from influence.cli.wording import folder_of, moved_option, plain, with_folder
from influence.errors import InfluenceError

#: Command -> module that holds a click command of the same name. Imported only when called.
COMMANDS = {
    "demo": "influence.cli.demo",
    "init": "influence.cli.init",
    "crawl": "influence.cli.crawl",
    "load": "influence.cli.load",
    "inspect": "influence.cli.inspect",
    "people": "influence.cli.people",
    "rank": "influence.cli.rank",
    "explain": "influence.cli.explain",
    "shortlist": "influence.cli.shortlist",
    "listen": "influence.cli.listen",
    "export": "influence.cli.export",
    "report": "influence.cli.report",
    "evaluate": "influence.cli.evaluate",
    "check": "influence.cli.check",
    "config": "influence.cli.config",
    "completion": "influence.cli.completion",
    "warm-up": "influence.cli.warm_up",
}
#: One line each for `influence --help`, so that no command has to be imported for it.
SUMMARIES = {
    "demo": "The whole job on a crafts community that ships with the project.",
    "init": "Make a project: brand, rivals, topics, sources.",
    "crawl": "Read blogs, forums and feeds; resumes where it stopped.",
    "load": "Read tables people already have: posts, acts, follows, ...",
    "inspect": "Show what is read from one page.",
    "people": "Who is who: list, show, merge, split, undo.",
    "rank": "People by how well they drive others to act.",
    "explain": "The receipts behind one person's score.",
    "shortlist": "Choose a team that together moves the most people.",
    "listen": "Who talks about the brand, in which tone, and what to do about it.",
    "export": "Write the graph for Gephi and others.",
    "report": "Write a report to show a client.",
    "evaluate": "Test whether the ranking predicts who drives action here.",
    "check": "What is missing or wrong: sources, dates, authors, settings.",
    "config": "Where each setting comes from.",
    "completion": "Shell completion for bash, zsh or fish.",
    "warm-up": "Compile the fast kernels now instead of at first need.",
}


class LateGroup(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return the command in it."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), cmd_name.replace("-", "_"))
        if not isinstance(command, click.Command):  # pragma: no cover  a slip in COMMANDS
            raise TypeError(cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1, cutoff=0.4)
            meant = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(
                f"There is no command '{args[0]}'.{meant} 'influence --help' lists all.", ctx
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List commands from `SUMMARIES`, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


@click.group(
    cls=LateGroup, invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="influence")
@click.option("--project", "folder", default=".", show_default="current folder", metavar="DIR",
              type=click.Path(file_okay=False, path_type=Path), help="Project folder.")
@click.option("-v", "--verbose", count=True, help="Say more; twice for every request.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("--debug", is_flag=True, help="Show where an error came from.")
@click.pass_context
def influence(context: click.Context, folder: Path, verbose: int, quiet: bool, debug: bool) -> None:
    """Find the people whose word makes others act, and show the proof.

    \b
    Examples:
      influence demo                      see the whole job on a sample community
      influence init mybrand --brand Acme --source https://blog.example/
      influence --project mybrand crawl
      influence --project mybrand shortlist -k 5 --csv team.csv
    """
    from influence.cli.session import Session

    context.obj = Session(folder=folder, verbosity=-1 if quiet else verbose, debug=debug)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, see docs/cli.md for the others."""
    colourless = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_run(given, color=False if colourless else None))


def _run(arguments: list[str], *, color: bool | None) -> int:
    try:
        result = influence.main(arguments, prog_name="influence", standalone_mode=False, color=color)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("Interrupted; what was done is saved.", err=True)
        return 130
    except click.ClickException as error:
        _worded(error, arguments).show()
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (InfluenceError, CrawlersError) as error:
        if "--debug" in arguments:
            raise
        click.echo(with_folder(f"influence: {error}", folder_of(arguments)), err=True)
        return error.exit_code if isinstance(error, InfluenceError) else 1
    return result if isinstance(result, int) else 0


def _worded(error: click.ClickException, arguments: Sequence[str]) -> click.ClickException:
    """Return a mistake in plain words."""
    if not isinstance(error, click.UsageError):
        return error
    moved = moved_option(error.option_name, arguments) if isinstance(error, click.NoSuchOption) else None
    return click.UsageError(moved or with_folder(plain(error.format_message()), folder_of(arguments)), error.ctx)
