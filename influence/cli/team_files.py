"""The files and the JSON object of a team, for `shortlist`, `report` and `demo`. Import only inside a command."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from influence import __version__
from influence.cli.graphs import people_graph
from influence.cli.pipeline import World
from influence.cli.receipt_rows import receipt_rows, write_rows
from influence.cli.reports import counts, write_team_report
from influence.cli.sheets import plain, window_object
from influence.cli.teams import Request, Team
from influence.export.files import write_whole
from influence.export.gexf import write_gexf
from influence.export.people_table import Sheet, columns, person_cells, rows
from influence.export.presets import PRESETS, preset_rows
from influence.export.table import write_table
from influence.export.xlsx import write_workbook
from influence.model.acts import Acts
from influence.model.columns import UNDATED, UNKNOWN
from influence.model.shortlist import LeftOut


def write_files(known: World, team: Team, request: Request) -> list[Path]:
    """Write every file asked for; return what was written, in order."""
    written: list[Path] = []
    if request.csv_file is not None:
        _write_csv(team.sheet, request.csv_file, request)
        about = request.csv_file.with_suffix(".meta.json")
        _write_json(about, meta(known, team, request.command))
        written += [request.csv_file, about]
    if request.receipts_file is not None:
        codes = [score.code for score in team.sheet.scores]
        lines = [line for code in codes for line in receipt_rows(known, team.found, team.ranked, code)]
        write_rows(request.receipts_file, lines)
        written.append(request.receipts_file)
    if request.xlsx_file is not None:
        shown = columns(team.sheet, full=request.full)
        write_workbook(request.xlsx_file, shown, rows(team.sheet, shown),
                       language=known.settings.scope.report_language)
        written.append(request.xlsx_file)
    if request.gexf_file is not None:
        write_gexf(request.gexf_file, people_graph(known, team.found, team.ranked, team.circles, team.made))
        written.append(request.gexf_file)
    if request.html_file is not None:
        write_team_report(request.html_file, known, team, request.command)
        written.append(request.html_file)
    return written


def as_object(known: World, team: Team) -> dict[str, object]:
    """Return the object that `shortlist --json` prints."""
    shown = columns(team.sheet, full=True)
    people = []
    for score in team.sheet.scores:
        cells = person_cells(team.sheet, score)
        people.append({**{column.name: plain(cells[column.name]) for column in shown},
                       "accounts": account_names(known, score.code)})
    return {
        "schema_version": 1, "command": "shortlist", "window": window_object(team.ranked), "people": people,
        "union": round(team.made.union, 6), "of_bound": round(team.made.of_bound, 6),
        **_choice(team),
        "left_out": _told(known, team.made.left_out), "repair": _told(known, team.made.repair),
    }


def _choice(team: Team) -> dict[str, object]:
    """Return how the team was chosen, and the share of the best team that this promises (none under rules)."""
    promised = team.made.guarantee
    return {"method": team.made.method, "guarantee": None if promised is None else round(promised, 6)}


def _told(known: World, some: Sequence[LeftOut]) -> list[dict[str, str]]:
    persons = known.people.persons
    return [{"person_id": persons[out.code].id, "name": persons[out.code].name, "reason": out.reason, "text": out.text}
            for out in some]


def account_names(known: World, code: int) -> list[str]:
    """Return a person's account ids: the profile address, or the name as a loaded table gave it."""
    given = known.project.given_names()
    return [given.get(account, account) for account in known.people.persons[code].accounts]


def meta(known: World, team: Team, command: str) -> dict[str, object]:
    """Return what a run was made of, for `shortlist.meta.json`: window, weights, counts, version."""
    columns, ranked = known.columns, team.ranked
    undated = int((columns.activities.time == UNDATED).sum())
    nameless = int((columns.posts.author == UNKNOWN).sum())
    return {
        "schema_version": 1, "version": __version__, "command": command, "window": window_object(ranked),
        "objective": ranked.objective.value, "rule": ranked.rule,
        "half_life_days": round(ranked.window.half_life_days, 3),
        "weights": {name: getattr(known.settings.score, name) for name in type(known.settings.score).__slots__},
        "choice": _choice(team) | {"union": round(team.made.union, 6), "of_bound": round(team.made.of_bound, 6)},
        "counts": _counts(known, team.found),
        "warnings": {"undated_activities": undated, "posts_without_author": nameless},
    }


def _counts(known: World, found: Acts) -> dict[str, int]:
    """Return how much was looked at, as the report counts it, and what it leaves out."""
    told = counts(known, found)
    return told | {"accounts": len(known.columns.accounts), "not_people": len(known.people) - told["people"],
                   "acts_not_counted": len(found) - told["acts"]}


def _write_csv(people: Sheet, path: Path, request: Request) -> None:
    if request.preset is None:
        shown = columns(people, full=request.full)
        write_table(path, [column.name for column in shown], rows(people, shown), raw=request.raw)
        return
    preset = PRESETS[request.preset]
    lines, left_out = preset_rows(preset, [person_cells(people, score) for score in people.scores])
    write_table(path, preset.headings, lines, raw=request.raw, bom=False)
    if left_out:
        click.echo(f"{left_out} people left out of {path}: {preset.left_out}", err=True)
    if preset.may_lack:
        at = preset.headings.index(preset.may_lack)
        empty = sum(not line[at] for line in lines)
        if empty:
            click.echo(f"{path}: {preset.may_lack} is empty for {empty} of {len(lines)} people: {preset.lacking}",
                       err=True)


def _write_json(path: Path, content: object) -> None:
    write_whole(path, [json.dumps(content, ensure_ascii=False, indent=1), "\n"])
