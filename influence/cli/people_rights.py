"""`influence people forget`, `notice` and `old`: the rights of the people described."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from influence.model.decisions import RETENTION_MONTHS

if TYPE_CHECKING:
    from influence.cli.session import Session


@click.command()
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget(session: "Session", person: str, yes: bool) -> None:
    """Erase a person from the project and keep them out, for ever; cannot be undone.

    Accounts, posts, acts by and on them, kept pages, notes and rankings go; only salted hashes of
    their accounts stay, so that no crawl and no table brings them back. Files you wrote (CSV, graph,
    report) are yours: delete them, or write them again.

    \b
    Example:
      influence people forget "Ann Lee"
    """
    import sys
    import time

    from influence.cli import pipeline
    from influence.cli.traces import trace
    from influence.errors import UsageError
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        code = pipeline.person_code(known.people, person)
        gone, found = trace(known, code), known.people.persons[code]
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("forgetting cannot be undone", hint="add --yes if that is meant")
            shown = ", ".join((*found.accounts, *gone.sites))
            click.confirm(f"Erase {found.name} ({shown}) for ever?", abort=True, err=True)
        words = gone.words()
        done = project.forget(gone, int(time.time()))
    session.say(f"Forgotten: {len(found.accounts)} accounts, {done['posts']} posts, {done['acts']} acts, "
                f"{done['pages']} kept pages. Only salted hashes stay, so that they do not come back.")
    session.say("Files you wrote or loaded before are yours: delete this person there, too.")
    for file in sorted(session.folder.iterdir()):
        if file.is_file() and file.suffix in _TEXTS and words.search(file.read_text("utf-8", "replace")):
            session.say(f"  {file.name} names them.")


_TEXTS = frozenset({".toml", ".csv", ".tsv", ".json", ".jsonl", ".gexf", ".graphml", ".html", ".txt", ".md", ".opml"})


@click.command()
@click.argument("person")
@click.option("--language", type=click.Choice(["en", "zh-TW"]), help="Else the language of reports.")
@click.option("--out", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write a file instead.")
@click.pass_obj
def notice(session: "Session", person: str, language: str | None, output: Path | None) -> None:
    """Write what to tell a person whose data was not got from them (GDPR Art. 14), with their sources.

    Send it with the first message, at the latest a month after reading about them. What only you know
    stands in square brackets.

    \b
    Examples:
      influence people notice "Ann Lee"
      influence people notice 林怡君 --language zh-TW --out notice.txt
    """
    from influence.cli import pipeline
    from influence.cli.notices import notice_text
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        text = notice_text(known, pipeline.person_code(known.people, person),
                           language or known.settings.scope.report_language)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")
        session.say(f"Wrote {output}.")


@click.command()
@click.option("--months", type=click.IntRange(min=1), default=RETENTION_MONTHS, show_default=True,
              help="Neither seen nor contacted for so long.")
@click.option("--until", metavar="DATE", help="Counted back from this day; today unless given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
@click.pass_obj
def old(session: "Session", months: int, until: str | None, as_json: bool) -> None:
    """List people neither seen nor contacted for a year: no more reason to hold their data.

    Seen is a dated post or act of theirs. Nobody is erased by this; 'people forget' does that.

    \b
    Example:
      influence people old --months 24
    """
    import time

    from influence.cli import pipeline
    from influence.cli.people_cards import printed
    from influence.cli.retention import aged
    from influence.errors import NothingFoundError
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        end = pipeline.second(until, end=True)
        rows = aged(known, months, int(time.time()) if end is None else end)
    if as_json:
        click.echo(printed({"people": rows}))
        return
    if not rows:
        raise NothingFoundError(f"everybody was seen or contacted within {months} months")
    for row in rows:
        click.echo(f"{row['last_seen']}  {row['last_contacted'] or 'never contacted':<15}  {row['id']}  {row['name']}")
