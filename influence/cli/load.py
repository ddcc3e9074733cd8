"""`influence load`: records people already have, into the project."""

import json
import shlex
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from influence.cli.session import Session

if TYPE_CHECKING:
    from crawlers.load.formats import TableOptions
    from influence.store.loading import LoadReport
    from influence.store.project import Project

_ARCHIVES = ("mbox", "warc", "access-log")
_FORMATS = ("posts", "acts", "adoptions", "follows", "audience", "outcomes", *_ARCHIVES, "analytics")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "format_", type=click.Choice(_FORMATS),
              help="What the files hold; told by their header when left out.")
@click.option("--columns", metavar="OURS=THEIRS,...", help="Which of their columns is which of ours.")
@click.option("--set", "constants", multiple=True, metavar="OURS=VALUE", help="One value for all rows: verb=link.")
@click.option("--where", multiple=True, metavar="THEIRS=VALUE", help="Keep only rows with this value, like event=on.")
@click.option("--dataset", default="loaded", show_default=True, metavar="NAME",
              help="Names and ids mean the same within one data set.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def load(
    session: Session, files: tuple[Path, ...], format_: str | None, columns: str | None, constants: tuple[str, ...],
    where: tuple[str, ...], dataset: str, as_json: bool,
) -> None:
    """Load what people already have: tables, mail archives, WARC files, web server logs.

    Tables hold posts, acts, adoptions, follows, audience or outcomes (CSV, TSV, JSON Lines, .gz).

    Good rows are kept; bad ones are named with their line and written to FILE.rejected.csv.
    Excel workbooks are saved as CSV UTF-8 first.
    Loading a file again replaces what it gave before.

    \b
    Examples:
      influence load posts.csv
      influence load list.mbox site.warc.gz access.log
      influence load list.tsv.gz --columns author=person,time=unix_time,id=msg,in_reply_to=parent_msg
      influence load links.tsv --format acts --set verb=link \\
                     --columns actor=citing_blog,object=cited_blog,time=unix_time --where event=on
    """
    from crawlers.load.formats import TableOptions

    options = TableOptions(
        format=format_, columns=_pairs("--columns", columns.split(",") if columns else ()),
        constants=_pairs("--set", constants), where=_pairs("--where", where), dataset=dataset)
    reports = []
    with session.project(create=True) as project:
        for path in files:
            report = _load(project, path, options)
            reports.append(report)
            if not as_json:
                _say(session, report)
    if as_json:
        click.echo(json.dumps({"schema_version": 1, "command": "load", "files": [_plain(report) for report in reports]},
                              ensure_ascii=False, indent=2))
    else:
        _next(session, reports)
    _end(reports)


def _load(project: "Project", path: Path, options: "TableOptions") -> "LoadReport":
    from crawlers.errors import CrawlersError
    from influence.errors import InputError
    from influence.store.archives import format_by_name, load_archive
    from influence.store.loading import load as load_table

    name = options.format or format_by_name(path)
    try:
        if name in _ARCHIVES:
            return load_archive(project, path, name, dataset=options.dataset, now=int(time.time()))
        return load_table(project, path, options, now=int(time.time()))
    except CrawlersError as error:
        raise InputError(str(error)) from error


def _pairs(option: str, parts: tuple[str, ...] | list[str]) -> dict[str, str]:
    found = {}
    for part in parts:
        name, mark, value = part.partition("=")
        if not mark or not name.strip():
            raise click.BadParameter(f"'{part}' must be written NAME=VALUE", param_hint=option)
        found[name.strip()] = value.strip()
    return found


def _say(session: Session, report: "LoadReport") -> None:
    if report.unchanged:
        click.echo(f"{report.file}: loaded before, nothing new.")
        return
    parts = [f"{_number(report.rows, 'row')} ({report.format})"]
    parts += [_number(count, name) for name, count in
              (("post", report.posts), ("act", report.acts), ("account", report.accounts)) if count]
    click.echo(f"{report.file}: {', '.join(parts)}.")
    if report.encoding:
        session.say(f"  read as {report.encoding}, told from its bytes; if names look wrong, save it as 'CSV UTF-8' "
                    "and load it again")
    for row in report.first_rejected:
        session.say(f"  line {row.line}: {row.reason}")
    if report.rejected:
        where = f"; all are in {report.rejected_file}" if report.rejected_file else ""
        session.say(f"  {_number(report.rejected, 'row')} could not be read{where}")


def _number(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def _next(session: Session, reports: "list[LoadReport]") -> None:
    """Say what can be done with what was loaded."""
    if {report.format for report in reports} <= {"audience"}:
        shown = "rank --full --csv FILE' writes followers (column audience); they are never scored"
    elif {report.format for report in reports} <= {"outcomes", "access-log"}:
        shown = "rank --full --csv FILE' writes whom visits and orders came from"
    else:
        shown = "rank' shows who moves others to act"
    project = "" if session.folder == Path() else f"--project {shlex.quote(str(session.folder))} "
    session.say(f"Next: 'influence {project}{shown}; 'check' what is missing.")


def _plain(report: "LoadReport") -> dict[str, object]:
    plain = asdict(report)
    plain["rejected_file"] = str(report.rejected_file) if report.rejected_file else None
    plain["first_rejected"] = [{"line": row.line, "reason": row.reason} for row in report.first_rejected]
    return plain


def _left_out(rows: int) -> str:
    return "1 row was" if rows == 1 else f"{rows:,} rows were"


def _end(reports: "list[LoadReport]") -> None:
    from influence.errors import PartlyDoneError

    bad = [report for report in reports if report.rejected]
    if bad:
        raise PartlyDoneError(f"{_left_out(sum(report.rejected for report in bad))} left out",
                              about=", ".join(report.file for report in bad), hint="mend them and load the file again")
