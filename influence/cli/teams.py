"""Choosing a team from a project, for `shortlist`, `report` and `demo`. Import only inside a command."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from influence.cli import pipeline
from influence.cli.circles import Circles, circles
from influence.cli.pipeline import World
from influence.cli.proofs import outreach, proofs
from influence.errors import InputError, UsageError
from influence.export.people_table import Sheet
from influence.model.acts import Acts
from influence.model.score import Score
from influence.model.shortlist import Shortlist
from influence.people.contact import reaches, refusals
from influence.people.find import find_all
from influence.ranking import Ranking
from influence.shortlist import Audience, Eligible, Labels, Rules, audience, eligible, narrowed, shortlist

#: So many of the best are looked at for a team; nobody further down could add more than those before.
CONSIDERED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a team, and which files are wanted; None for what is not."""

    size: int = 5
    topics: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    window_days: float | None = None
    max_per_community: int | None = None
    max_per_site: int | None = None
    language: str | None = None
    require: tuple[str, ...] = ()
    exclude: Path | None = None
    cost: Path | None = None
    budget: float | None = None
    csv_file: Path | None = None
    full: bool = False
    raw: bool = False
    preset: str | None = None
    receipts_file: Path | None = None
    xlsx_file: Path | None = None
    gexf_file: Path | None = None
    html_file: Path | None = None
    #: The command as it can be typed again.
    command: str = "influence shortlist"

    def question(self) -> pipeline.Question:
        """Return what the ranking is asked for."""
        return pipeline.Question(topics=self.topics, since=pipeline.second(self.since),
                                 until=pipeline.second(self.until, end=True), window_days=self.window_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A chosen team and all it rests on."""

    made: Shortlist
    sheet: Sheet
    found: Acts
    ranked: Ranking
    circles: Circles


def choose_team(known: World, request: Request) -> Team:
    """Rank, leave out who must not be proposed, choose."""
    if request.budget is not None and request.cost is None:
        raise UsageError("--budget needs --cost", hint="a table 'person,cost' with a header line")
    if request.preset is not None and request.csv_file is None:
        raise UsageError("--preset needs --csv", hint="name the file to write")
    question = request.question()
    found = pipeline.acts(known, question)
    ranked = pipeline.ranking(known, found, question)
    around = circles(known, found)
    required = {pipeline.person_code(known.people, text): text for text in request.require}
    able = _narrowed(candidates(known, found, ranked, required), known, request, around)
    costs = {} if request.cost is None else cost_table(request.cost, known)
    rules = Rules(size=request.size, max_per_community=request.max_per_community, max_per_site=request.max_per_site,
                  required=tuple(sorted(required)), cost=costs, budget=request.budget)
    made = shortlist(able, _scores(ranked, required), audiences(found, ranked), known.people, around.names, rules)
    codes = [candidate.code for candidate in made.chosen]
    chosen = {candidate.code: candidate for candidate in made.chosen}
    people = replace(full_sheet(known, found, ranked, around, codes), candidates=chosen)
    return Team(made=made, sheet=people, found=found, ranked=ranked, circles=around)


def full_sheet(known: World, found: Acts, ranked: Ranking, around: Circles, codes: Sequence[int]) -> Sheet:
    """Return the table of these people, in this order, with all that is known beside their scores."""
    listed = (ranked.scores.of(code) for code in codes)
    return Sheet(
        people=known.people, scores=tuple(score for score in listed if score is not None), community=around.names,
        topics=around.topics, language=around.languages, evidence=proofs(known, found, ranked, codes),
        outreach=outreach(known), reach=reaches(known.project.contacts(), known.people, known.columns),
    )


def audiences(found: Acts, ranked: Ranking) -> Audience:
    """Return whom each person moves, for choosing a team."""
    pairs = ranked.pairs
    return audience(pairs.driver, pairs.responder, pairs.living * pairs.share, found.people)


def candidates(known: World, found: Acts, ranked: Ranking, required: Mapping[int, str]) -> Eligible:
    """Return who may be proposed by the settings, the manager's decisions and the scores."""
    settings = known.settings.people
    refused = refusals(reaches(known.project.contacts(), known.people, known.columns))
    refused |= {code: "status" for code, own in outreach(known).items() if own.get("status") == "do_not_contact"}
    labels = Labels(
        critics=find_all(known.people, settings.critics), rival_voices=find_all(known.people, settings.rival_voices),
        excluded=find_all(known.people, settings.exclude), do_not_contact=refused, required=required,
    )
    return eligible(_scores(ranked, required), known.people, labels, until=found.until)


def _scores(ranked: Ranking, required: Mapping[int, str]) -> tuple[Score, ...]:
    """Return the scores looked at: the best, and whoever is required."""
    best = ranked.scores[:CONSIDERED]
    listed = {score.code for score in best}
    more = (ranked.scores.of(code) for code in sorted(set(required) - listed))
    return best + tuple(score for score in more if score is not None)


def cost_table(path: Path, known: World) -> dict[int, float]:
    """Read a table of costs, "person,cost" with a header; persons are named as in `explain`."""
    costs: dict[str, float] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = [row for row in csv.reader(stream) if row]
        costs = {row[0]: float(row[1]) for row in rows[1:]}
    except (OSError, IndexError, ValueError) as error:
        raise InputError("this table of costs cannot be read", about=str(path),
                         hint="two columns, person and cost, with a header line; costs as numbers") from error
    return {code: costs[text] for code, text in find_all(known.people, costs).items()}


def _narrowed(able: Eligible, known: World, request: Request, around: Circles) -> Eligible:
    if request.exclude is not None:
        try:
            lines = request.exclude.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("this list cannot be read", about=str(request.exclude),
                             hint="plain text, one person a line") from error
        away = find_all(known.people, [line.strip() for line in lines if line.strip() and line[0] != "#"])
        able = narrowed(able, lambda code: code not in away, "excluded", "on your list of people to leave out")
    if request.language is not None:
        wanted = request.language.casefold()
        able = narrowed(able, lambda code: around.languages.get(code, "").casefold().startswith(wanted), "language",
                        f"does not write in {request.language}")
    return able
