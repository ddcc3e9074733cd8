"""`influence completion`: what a shell needs to complete our commands."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for a shell.

    \b
    Examples:
      influence completion bash >> ~/.bashrc
      influence completion zsh >> ~/.zshrc
      influence completion fish > ~/.config/fish/completions/influence.fish
    """
    from influence.cli.app import influence

    made = get_completion_class(shell)
    if made is None:  # pragma: no cover  click knows these three
        raise click.UsageError(f"no completion for {shell}")
    click.echo(made(influence, {}, "influence", "_INFLUENCE_COMPLETE").source())
