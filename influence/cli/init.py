"""`influence init`: a project folder with an influence.toml in which every key is explained."""

import sys
from pathlib import Path

import click

from influence.cli.session import Session


@click.command()
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path))
@click.option("--brand", metavar="NAME", help="The brand to listen for.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another spelling of it; may be repeated.")
@click.option("--rival", "rivals", multiple=True, metavar="NAME", help="A competing brand; may be repeated.")
@click.option("--topic", "topics", multiple=True, metavar="WORDS", help="What it is about; may be repeated.")
@click.option("--language", "languages", multiple=True, metavar="TAG",
              help="A language to keep, as a tag or a name (en, zh-Hant, 繁體中文); may be repeated.")
@click.option("--source", "sources", multiple=True, metavar="URL", help="Where to listen; may be repeated.")
@click.pass_obj
def init(
    session: Session, folder: Path | None, brand: str | None, aliases: tuple[str, ...], rivals: tuple[str, ...],
    topics: tuple[str, ...], languages: tuple[str, ...], sources: tuple[str, ...],
) -> None:
    """Make a project. On a terminal it asks for what is not given; elsewhere it never asks.

    \b
    Examples:
      influence init mybrand --brand Snipwell --rival Kerfcut --topic "paper craft"
      influence init mybrand --source https://blog.example/ --language en --language zh-Hant
    """
    from influence.store.project import DATABASE_NAME, Project

    values: dict[str, object] = {
        "brand.name": brand, "brand.aliases": aliases, "brand.rivals": rivals, "scope.topics": topics,
        "scope.languages": languages, "scope.sources": sources}
    if not any(values.values()) and sys.stdin.isatty():
        values = _asked()
    values["scope.sources"] = _addresses(values["scope.sources"])
    values["scope.languages"] = _tags(values["scope.languages"])
    target = folder or session.folder
    with Project.create(target, {name: value for name, value in values.items() if value}) as project:
        click.echo(f"Made {project.folder / 'influence.toml'} and {DATABASE_NAME} beside it.")
    where = "" if target == Path() else f" --project {target}"
    session.say(f"Next: influence{where} crawl" if values["scope.sources"] else
                f"Next: influence{where} crawl https://blog.example/   (or name sources in influence.toml)")


def _asked() -> dict[str, object]:
    def several(question: str) -> tuple[str, ...]:
        text = click.prompt(question, default="", show_default=False)
        return tuple(part.strip() for part in text.replace("，", ",").replace("、", ",").split(",") if part.strip())

    def tags(question: str) -> list[str]:
        from influence.errors import UsageError

        while True:
            try:
                return _tags(several(question))
            except UsageError as error:
                click.echo(str(error), err=True)

    return {
        "brand.name": click.prompt("Brand to listen for (Enter for none)", default="", show_default=False),
        "brand.aliases": several("Other spellings of it, comma between"),
        "brand.rivals": several("Competing brands, comma between"),
        "scope.topics": several("What it is about, comma between"),
        "scope.languages": tags("Languages to keep (en, zh-Hant), comma between; Enter for all"),
        "scope.sources": several("Blogs, feeds or forums to read, comma between")}


def _addresses(sources: object) -> list[str]:
    from crawlers.urls import try_canonical
    from influence.errors import UsageError

    found = []
    for source in sources if isinstance(sources, list | tuple) else ():
        url = try_canonical(source if "://" in source else f"https://{source}")
        if url is None:
            raise UsageError(f"'{source}' is no web address", hint="write it like https://blog.example/")
        found.append(url)
    return found


def _tags(languages: object) -> list[str]:
    from influence.errors import UsageError
    from influence.model.locales import language_hint, language_tag

    found: list[str] = []
    for text in languages if isinstance(languages, list | tuple) else ():
        tag = language_tag(text)
        if tag is None:
            raise UsageError(f"'{text}' is no language", hint=language_hint(text))
        found += [tag] if tag not in found else []
    return found
