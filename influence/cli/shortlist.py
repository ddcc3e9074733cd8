"""`influence shortlist`: a team that together moves the most different people."""

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.cli.pipeline import World
    from influence.cli.session import Session
    from influence.cli.teams import Team
    from influence.model.shortlist import Shortlist

_FILE = click.Path(dir_okay=False, path_type=Path)
#: So many of those left out are named on the screen.
_NAMED = 8


class _Options(TypedDict):
    """The command's options; None where not given."""

    size: int
    topics: tuple[str, ...]
    since: str | None
    until: str | None
    window_days: float | None
    max_per_community: int | None
    max_per_site: int | None
    language: str | None
    country: str | None
    require: tuple[str, ...]
    exclude: Path | None
    cost: Path | None
    budget: float | None
    method: str
    csv_file: Path | None
    full: bool
    raw: bool
    preset: str | None
    receipts_file: Path | None
    xlsx_file: Path | None
    gexf_file: Path | None
    html_file: Path | None


@click.command()
@click.option("-k", "size", default=5, show_default=True, type=click.IntRange(min=1), help="How many people to choose.")
@click.option("--topic", "topics", multiple=True, metavar="WORDS", help="Only what is about this; may be repeated.")
@click.option("--since", metavar="DATE", help="First day that counts.")
@click.option("--until", metavar="DATE", help="Last day that counts; the last activity observed when left out.")
@click.option("--window", "window_days", type=click.FloatRange(min=0, min_open=True), metavar="DAYS",
              help="Length of the window, back from its end.")
@click.option("--max-per-community", type=click.IntRange(min=1), metavar="N", help="At most so many of one circle.")
@click.option("--max-per-site", type=click.IntRange(min=1), metavar="N", help="At most so many of one site.")
@click.option("--language", metavar="TAG", help="Only people who write in this language: en, zh, zh-Hant, ...")
@click.option("--country", metavar="CODE",
              help="Only people whose own site's address ends in this country's code: TW, GB, DE, ...")
@click.option("--require", multiple=True, metavar="PERSON", help="Somebody to have in the team; may be repeated.")
@click.option("--exclude", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="A file of people to leave out, one a line.")
@click.option("--cost", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="A table 'person,cost' with a header line.")
@click.option("--budget", type=click.FloatRange(min=0), metavar="X", help="Most the team may cost; needs --cost.")
@click.option("--method", type=click.Choice(["observed", "sampled"]), default="observed", show_default=True,
              help="How teams are weighed: by whom each person moved, or through others too, by learned chances.")
@click.option("--csv", "csv_file", type=_FILE, metavar="FILE", help="Write the table as CSV.")
@click.option("--full", is_flag=True, help="All columns, not only those that fit a screen.")
@click.option("--raw", is_flag=True, help="CSV for machines: no BOM, no apostrophes.")
@click.option("--preset", type=click.Choice(["hubspot", "mailchimp", "buzzstream"]),
              help="CSV as this program imports it; needs --csv.")
@click.option("--receipts", "receipts_file", type=_FILE, metavar="FILE",
              help="Write every act behind the scores as CSV.")
@click.option("--xlsx", "xlsx_file", type=_FILE, metavar="FILE", help="Write the table as a workbook.")
@click.option("--gexf", "gexf_file", type=_FILE, metavar="FILE", help="Write the graph for Gephi, the team marked.")
@click.option("--html", "html_file", type=_FILE, metavar="FILE", help="Write the report.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def shortlist(session: "Session", as_json: bool, **options: Unpack[_Options]) -> None:
    """Choose people who together move the most different people.

    Left out, each with the reason: organisations and bots, people too little seen, dormant or
    excluded ones. Critics stand on a list of their own: repair, do not recruit.

    \b
    Examples:
      influence shortlist -k 5 --csv team.csv
      influence shortlist -k 8 --max-per-community 2 --topic "paper craft" --receipts proof.csv
      influence shortlist --require "Ann Lee" --cost fees.csv --budget 900 --xlsx team.xlsx
    """
    from influence.cli.pipeline import world
    from influence.cli.team_files import as_object, write_files
    from influence.cli.teams import Request, choose_team
    from influence.errors import NothingFoundError
    from influence.store.project import Project

    request = Request(**options, command=typed(options))
    with Project.open(session.folder) as project:
        known = world(project)
        team = choose_team(known, request)
        written = write_files(known, team, request)
        click.echo(json.dumps(as_object(known, team), ensure_ascii=False, indent=1) if as_json else screen(known, team))
    for path in written:
        session.say(f"Wrote {path}")
    if not team.made.chosen:
        raise NothingFoundError("nobody can be proposed",
                                hint="the reasons stand above; crawl or load more, or widen the window")


def typed(options: "_Options") -> str:
    """Return the command as it can be typed again."""
    words = ["influence", "shortlist", "-k", str(options["size"])]
    for flag, values in (("--topic", options["topics"]), ("--require", options["require"])):
        words += [part for value in values for part in (flag, shlex.quote(value))]
    single = {
        "--since": options["since"], "--until": options["until"], "--window": options["window_days"],
        "--language": options["language"], "--country": options["country"],
        "--max-per-community": options["max_per_community"],
        "--max-per-site": options["max_per_site"], "--exclude": options["exclude"], "--cost": options["cost"],
        "--budget": options["budget"], "--method": options["method"] if options["method"] != "observed" else None,
    }
    words += [part for flag, given in single.items() if given is not None for part in (flag, shlex.quote(str(given)))]
    return " ".join(words)


def screen(known: "World", team: "Team") -> str:
    """Return the team as a person reads it on a terminal."""
    from influence.cli.teams import told_names

    persons, made = known.people.persons, team.made
    names = told_names(known.people, made)
    scores = {score.code: score for score in team.sheet.scores}
    lines: list[str] = []
    if [one.code for one in made.chosen] != [score.code for score in team.sheet.scores]:
        lines.append("In the order chosen; the files are in the order of rank.")
    for one in made.chosen:
        score = scores[one.code]
        spread = "" if score.low is None or score.high is None else f" ({score.low:.1f} to {score.high:.1f})"
        lines.append(f"{one.place}. {names[one.code]}   living audience {score.living_audience:.1f}{spread}, "
                     f"adds {one.adds:.1f}, tier {score.tier}")
        where = " ".join(persons[one.code].sites[:1])
        instead = "" if one.substitute is None else f"if they decline: {persons[one.substitute].name}"
        lines += [f"   {one.why}", *(f"   {line}" for line in ["; ".join(filter(None, (where, instead)))] if line)]
    if len(made.chosen) < team.size:
        lines.append(f"\n{too_few(made, team.size, team.limits)}")
    if made.chosen:
        lines += _together(team)
    for title, some in (("Repair, do not recruit", made.repair), ("Left out", made.left_out)):
        if some:
            lines += ["", f"{title}:", *(f"  {names[out.code]}: {out.text}" for out in some[:_NAMED])]
            if len(some) > _NAMED:
                lines.append(f"  and {len(some) - _NAMED} more; --json names them all")
    return "\n".join(lines)


def _together(team: "Team") -> list[str]:
    """Return what the team is expected to do, and how that differs from the forecast of `rank`."""
    made = team.made
    always = "" if made.guarantee is None else (
        f" (chosen this way it is {100 * made.guarantee:.0f} % in any case)")
    if made.method == "observed":
        counted = ("Everyone who ever acted on one of them counts once, by the chance to act again, and new people as "
                   "they came lately. 'moved in 90 days' of 'influence rank' is another forecast: one person alone, in "
                   "the next 90 days.")
        with_post = ""
    else:
        counted = "That counts people moved by one post each, through others too, by chances learned from the past."
        with_post = " with one post each"
    return [f"\nTogether they are expected to move {made.union:.1f} different people{with_post}: "
            f"at least {100 * made.of_bound:.0f} % of what any {len(made.chosen)} could{always}.", counted]


def too_few(made: "Shortlist", size: int, limits: "Sequence[str]") -> str:
    """Return why there are fewer than asked for: the rules given, else the reasons that stand below."""
    only = f"Only {len(made.chosen)} of the {size} asked for: "
    away = len(made.left_out) + len(made.repair)
    if limits:
        return f"{only}nobody else may join under {' '.join(limits)} and the reasons below."
    if not away:
        return f"{only}nobody else is known here. Crawl or load more."
    return (f"{only}the other {away} stand below with the reason. Enough is seen from three posts and three people "
            "who acted on them.")
