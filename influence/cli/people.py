"""`influence people`: who is who, and what the manager decided about them."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from influence.cli.people_paths import paths
from influence.cli.people_rights import forget, notice, old
from influence.cli.people_undo import ranges, undo
from influence.model.decisions import STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.cli.session import Session
    from influence.model.decisions import DecisionKind

#: Labels that decide what somebody is.
KINDS = ("person", "organisation", "bot", "staff")


@click.group()
def people() -> None:
    """Who is who: which accounts are one person, why, and what you decided.

    A PERSON is an id (p_...), a name, a handle, a profile address or a site.

    \b
    Examples:
      influence people list --maybe
      influence people merge "Ann Lee" https://forum.example/u/annl
      influence people status "Ann Lee" contacted
    """


@people.command(name="list")
@click.option("--kind", type=click.Choice(KINDS), help="Only these.")
@click.option("--maybe", is_flag=True, help="Accounts that may be one person and were not joined, with the reason.")
@click.option("-n", "count", type=click.IntRange(min=1), help="At most so many rows.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
@click.pass_obj
def list_people(session: "Session", *, kind: str | None, maybe: bool, count: int | None, as_json: bool) -> None:
    """List people with kind, accounts and sites; or what is left in doubt.

    \b
    Examples:
      influence people list --kind organisation
      influence people list --maybe -n 20
    """
    from influence.cli import pipeline
    from influence.cli.people_cards import doubts, doubts_text, listed, listed_text, printed
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        if maybe:
            found = doubts(known)[:count]
            click.echo(printed({"maybe": found}) if as_json else doubts_text(found))
        else:
            rows = listed(known, kind)[:count]
            click.echo(printed({"people": rows}) if as_json else listed_text(rows))


@people.command()
@click.argument("person")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
@click.pass_obj
def show(session: "Session", person: str, as_json: bool) -> None:
    """Show one person: accounts, the clues that join them, kind, and all you decided.

    \b
    Example:
      influence people show "Ann Lee"
    """
    from influence.cli import pipeline
    from influence.cli.people_cards import card, card_text, printed
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        found = card(known, pipeline.person_code(known.people, person))
        click.echo(printed(found) if as_json else card_text(found))


@people.command()
@click.argument("persons", nargs=-1, required=True, metavar="PERSON PERSON...")
@click.pass_obj
def merge(session: "Session", persons: tuple[str, ...]) -> None:
    """Say that these are one person; holds for ever, whatever is read later, until undone.

    \b
    Example:
      influence people merge "Ann Lee" "A. Lee" https://forum.example/u/annl
    """
    from influence.cli import pipeline
    from influence.errors import UsageError
    from influence.model.decisions import DecisionKind
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        codes = sorted({pipeline.person_code(known.people, text) for text in persons})
        if len(codes) < 2:  # it takes two
            raise UsageError("these are one person already" if len(persons) > 1 else "name at least two people",
                             hint="'influence people show' lists a person's accounts")
        accounts = [account for code in codes for account in known.people.persons[code].accounts]
        number = project.decide(DecisionKind.MERGE, accounts, time=_now())
        names = ", ".join(known.people.persons[code].name for code in codes)
        session.say(f"Merged {names}: {len(accounts)} accounts. Undo with 'influence people undo {number}'.")


@people.command()
@click.argument("person")
@click.argument("accounts", nargs=-1, required=True, metavar="ACCOUNT...")
@click.pass_obj
def split(session: "Session", person: str, accounts: tuple[str, ...]) -> None:
    """Take accounts out of a person; they become somebody else, for ever, until undone.

    \b
    Example:
      influence people split "Ann Lee" https://forum.example/u/annl
    """
    from influence.cli import pipeline
    from influence.errors import UsageError
    from influence.model.decisions import DecisionKind
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        found = known.people.persons[pipeline.person_code(known.people, person)]
        out = {known_id for text in accounts for known_id in found.accounts if known_id.rstrip("/") == text.rstrip("/")}
        missing = [text for text in accounts if text.rstrip("/") not in {one.rstrip("/") for one in out}]
        stay = [account for account in found.accounts if account not in out]
        if missing or not stay:
            raise UsageError(f"'{missing[0]}' is no account of {found.name}" if missing else "one account must stay",
                             hint="theirs are: " + ", ".join(found.accounts))
        number = project.decide(DecisionKind.SPLIT, sorted(out), time=_now(), others=stay)
        session.say(f"Took {len(out)} accounts out of {found.name}. Undo with 'influence people undo {number}'.")


@people.command()
@click.argument("person")
@click.argument("labels", nargs=-1, required=True, metavar="LABEL...")
@click.option("--remove", is_flag=True, help="Take the labels off.")
@click.pass_obj
def tag(session: "Session", person: str, labels: tuple[str, ...], remove: bool) -> None:
    """Label a person; the labels person, organisation, bot and staff decide what somebody is.

    \b
    Examples:
      influence people tag "Ann Lee" spring-campaign
      influence people tag "Paper Weekly" organisation
    """
    from influence.model.decisions import DecisionKind

    kind = DecisionKind.UNTAG if remove else DecisionKind.TAG
    _decide(session, person, [(kind, label) for label in labels])


@people.command()
@click.argument("person")
@click.argument("text")
@click.pass_obj
def note(session: "Session", person: str, text: str) -> None:
    """Write a note about a person.

    \b
    Example:
      influence people note "Ann Lee" "met at the paper fair"
    """
    from influence.model.decisions import DecisionKind

    _decide(session, person, [(DecisionKind.NOTE, text)])


@people.command()
@click.argument("person")
@click.argument("status", type=click.Choice(STATUSES), required=False)
@click.option("--owner", metavar="NAME", help="Who looks after this person.")
@click.option("--next", "next_action", metavar="TEXT", help="What to do next.")
@click.option("--contacted", metavar="DATE",
              help="Day of the last contact, such as 2024-01-31; today when not given with the status contacted.")
@click.pass_obj
def status(
    session: "Session", *, person: str, status: str | None, owner: str | None, next_action: str | None,
    contacted: str | None,
) -> None:
    """Say where things stand; do_not_contact keeps a person off every shortlist.

    \b
    Examples:
      influence people status "Ann Lee" contacted --contacted 2024-01-31 --owner Kim
      influence people status "Ann Lee" do_not_contact
    """
    from influence.cli.pipeline import second
    from influence.errors import UsageError
    from influence.model.decisions import DecisionKind

    second(contacted)
    made = [(DecisionKind.STATUS, status), (DecisionKind.OWNER, owner), (DecisionKind.NEXT_ACTION, next_action),
            (DecisionKind.LAST_CONTACTED, contacted)]
    wanted = [(kind, value) for kind, value in made if value is not None]
    if not wanted:
        raise UsageError("say what the status is", hint=f"one of {', '.join(STATUSES)}")
    if status != "contacted" or contacted is not None:
        _decide(session, person, wanted)
        return
    today = datetime.now(UTC).astimezone().date().isoformat()
    _decide(session, person, wanted, implied=[(DecisionKind.LAST_CONTACTED, today)])
    session.say(f"Taken as contacted today, {today}; if it was another day: --contacted DATE.")


@people.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_people(session: "Session", file: Path) -> None:
    """Read an edited CSV back: status, owner, last_contacted, next_action, notes, tags.

    Rows are known by person_id (or by name where that is gone); empty cells change nothing, and
    nothing is lost: a changed note is added, an emptied tag stays until 'people tag --remove', and what
    was decided since the file was written stays and is reported. A second contact is warned of.

    \b
    Example:
      influence people import team.csv
    """
    from influence.cli import pipeline
    from influence.cli.contacted import is_contact, warnings_of_all
    from influence.cli.people_import import changes, read_rows
    from influence.cli.proofs import earlier, outreach
    from influence.errors import PartlyDoneError
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        found = changes(known.people, outreach(known), read_rows(file), earlier(known))
        noted: dict[int, list[tuple[DecisionKind, str]]] = {}
        for change in found.made:
            noted.setdefault(change.person, []).append((change.kind, change.value))
        warned = warnings_of_all(known, {code: made for code, made in noted.items() if is_contact(made)})
        with project.transaction():
            numbers = [project.decide(change.kind, known.people.persons[change.person].accounts, change.value, _now())
                       for change in found.made]
    for line in warned:
        session.say(f"Mind: {line}")
    back = f" Undo with 'influence people undo {ranges(numbers)}'." if numbers else ""
    session.say(f"{len(found.made)} changes from {file.name}.{back}")
    if found.problems:
        raise PartlyDoneError("not all rows were understood: " + "; ".join(found.problems), about=str(file))


@people.command(name="export-data")
@click.argument("person")
@click.option("--out", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write a file instead.")
@click.pass_obj
def export_data(session: "Session", person: str, output: Path | None) -> None:
    """Write all that is held about one person, and where it came from, as JSON.

    \b
    Example:
      influence people export-data "Ann Lee" --out ann.json
    """
    from influence.cli import pipeline
    from influence.cli.people_cards import printed
    from influence.cli.people_data import held
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        text = printed(held(known, pipeline.person_code(known.people, person)))
    if output is None:
        click.echo(text)
    else:
        output.write_text(text + "\n", "utf-8")
        session.say(f"Wrote {output}.")


for _command in (undo, paths, forget, notice, old):
    people.add_command(_command)


def _decide(
    session: "Session", person: str, made: "list[tuple[DecisionKind, str]]",
    implied: "Sequence[tuple[DecisionKind, str]]" = (),
) -> None:
    from influence.cli import pipeline
    from influence.cli.contacted import is_contact, warnings
    from influence.store.project import Project

    with Project.open(session.folder) as project:
        known = pipeline.world(project)
        code = pipeline.person_code(known.people, person)
        found = known.people.persons[code]
        warned = warnings(known, code, made) if is_contact(made) else []
        made = [*made, *implied]
        with project.transaction():
            numbers = [project.decide(kind, found.accounts, value, _now()) for kind, value in made]
    for line in warned:
        session.say(f"Mind: {line}")
    shown = ", ".join(f"{kind.value} {value}" for kind, value in made)
    session.say(f"{found.name}: {shown}. Undo with 'influence people undo {ranges(numbers)}'.")


def _now() -> int:
    return int(time.time())
