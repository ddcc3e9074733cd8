"""The reference of all commands, made from the commands themselves: `python -m influence.cli.reference`."""

from collections.abc import Iterator

import click

from influence.cli.app import COMMANDS, influence

_HEAD = """# Commands

<!-- Generated from the commands by `make docs`; a test fails when it is out of date. -->

Results go to standard output, everything else to standard error. Exit codes: 0 done; 1 could not be done; 2 wrong use;
3 settings or input file wrong; 4 done, nothing found; 5 done in part, the rest is named; 6 a gate was not met;
130 interrupted, what was done is saved.
"""


def reference() -> str:
    """Return docs/cli.md: the help of every command and subcommand."""
    return "\n".join([_HEAD, *_pages()])


def _pages() -> Iterator[str]:
    top = click.Context(influence, info_name="influence", max_content_width=100, terminal_width=100)
    yield f"## influence\n\n```text\n{_help(influence, top)}\n```\n"
    for name in COMMANDS:
        command = influence.get_command(top, name)
        if command is not None:
            yield from _page(command, top, name)


def _page(command: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    yield f"## {context.command_path}\n\n```text\n{_help(command, context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            inner = command.get_command(context, child)
            if inner is not None:
                yield from _page(inner, context, child)


def _help(command: click.Command, context: click.Context) -> str:
    return "\n".join(line.rstrip() for line in command.get_help(context).strip().splitlines())


if __name__ == "__main__":
    click.echo(reference(), nl=False)
