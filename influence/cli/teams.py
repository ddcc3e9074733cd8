"""Choosing a team from a project, for `shortlist`, `report` and `demo`. Import only inside a command."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from influence.cli import pipeline
from influence.cli.circles import Circles, circles
from influence.cli.costs import read_costs
from influence.cli.fits import fits
from influence.cli.introductions import introductions
from influence.cli.pipeline import World
from influence.cli.proofs import outreach, proofs
from influence.cli.stances import against, paid_voices, stance_cells, stances_of
from influence.cli.team_rules import check_budget, only_country, only_language, tell_costs
from influence.errors import InputError, UsageError
from influence.export.people_table import Sheet
from influence.model.acts import Acts
from influence.model.person import People, PersonKind
from influence.model.score import Score
from influence.model.shortlist import Shortlist
from influence.people.contact import minors as under_age
from influence.people.contact import reaches, refusals
from influence.people.find import find_all
from influence.ranking import Ranking
from influence.shortlist import Audience, Eligible, Labels, Rules, audience, eligible, narrowed, shortlist
from influence.shortlist.team import Chooser

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
    country: str | None = None
    require: tuple[str, ...] = ()
    exclude: Path | None = None
    cost: Path | None = None
    budget: float | None = None
    method: str = "observed"
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

    def limits(self) -> tuple[str, ...]:
        """Return the options that limit who may join a team, as they are typed."""
        given = {
            "--max-per-community": self.max_per_community, "--max-per-site": self.max_per_site,
            "--language": self.language, "--country": self.country, "--exclude": self.exclude, "--budget": self.budget,
        }
        return tuple(f"{option} {value:g}" if isinstance(value, float) else f"{option} {value}"
                     for option, value in given.items() if value is not None)

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
    #: How many were asked for.
    size: int
    #: Topics to which everything was restricted; empty when nothing was.
    topics: tuple[str, ...] = ()
    #: The options that limit who may join, as typed.
    limits: tuple[str, ...] = ()


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
    required = _required(known, request)
    if required:
        _tell_overruled(candidates(known, found, ranked, {}), known, required)
        required = {code: text for code, text in required.items() if ranked.scores.of(code) is not None}
    able = _narrowed(candidates(known, found, ranked, required), known, request, around)
    costs = {} if request.cost is None else cost_table(request.cost, known)
    check_budget(able, costs, request.budget)
    rules = Rules(size=request.size, max_per_community=request.max_per_community, max_per_site=request.max_per_site,
                  required=tuple(sorted(required)), cost=costs, budget=request.budget,
                  language=known.settings.scope.report_language,
                  chooser=_chooser(known, found, ranked, request))
    made = shortlist(able, _scores(ranked, required), audiences(found, ranked), known.people, around.names, rules)
    tell_costs(made, costs, known)
    chosen = {candidate.code: candidate for candidate in made.chosen}
    codes = [int(code) for code in ranked.scores.codes if int(code) in chosen]
    people = replace(full_sheet(known, found, ranked, around, codes), candidates=chosen)
    return Team(made=made, sheet=people, found=found, ranked=ranked, circles=around, size=request.size,
                topics=request.topics, limits=request.limits())


def told_names(people: People, made: Shortlist) -> dict[int, str]:
    """Return the names of the team and of who is left out; where two share one, with the id that tells them apart."""
    persons = people.persons
    codes = {one.code for one in made.chosen} | {out.code for out in (*made.repair, *made.left_out)}
    shared = Counter(persons[code].name for code in codes)
    return {code: persons[code].name + (f" [{persons[code].id}]" if shared[persons[code].name] > 1 else "")
            for code in codes}


def _chooser(known: World, found: Acts, ranked: Ranking, request: Request) -> Chooser | None:
    if request.method == "observed":
        return None
    from influence.cli.kept_sets import by_samples  # its kernels are compiled for those who ask for them alone

    return by_samples(known.project.folder, found, ranked.pairs, request.size)


def _required(known: World, request: Request) -> dict[int, str]:
    """Return who must be in the team, by person code.

    Raises:
        UsageError: More than the team holds, or somebody whose wish or status forbids to write to them.
    """
    required = {pipeline.person_code(known.people, text): text for text in request.require}
    if len(required) > request.size:
        raise UsageError(f"{len(required)} people are required for a team of {request.size}", hint="raise -k")
    away = do_not_contact(known) | minors(known)
    for code, text in required.items():
        if code in away:
            raise UsageError(f"'{text}' cannot be in a team: do not contact", hint="'influence people show' says why")
        if known.people.persons[code].kind is not PersonKind.PERSON:
            raise UsageError(f"'{text}' cannot be in a team: no single person", hint="'influence people show' says why")
    return required


def _tell_overruled(found: Eligible, known: World, required: Mapping[int, str]) -> None:
    """Say which rules a required person would have fallen under, so that nobody overrules them unawares."""
    for out in (*found.repair, *found.left_out):
        if out.code in required:
            click.echo(f"{known.people.persons[out.code].name} is in the team because you require it; else: {out.text}",
                       err=True)


def do_not_contact(known: World) -> dict[int, str]:
    """Return who must not be written to, by their own word or by the manager's decision."""
    refused = refusals(reaches(known.project.contacts(), known.people, known.columns))
    own = outreach(known)
    return refused | {code: "status" for code, cells in own.items() if cells.get("status") == "do_not_contact"}


def full_sheet(known: World, found: Acts, ranked: Ranking, around: Circles, codes: Sequence[int]) -> Sheet:
    """Return the table of these people, in this order, with all that is known beside their scores."""
    listed = (ranked.scores.of(code) for code in codes)
    spoken = stances_of(known, found.until)
    return Sheet(
        people=known.people, scores=tuple(score for score in listed if score is not None), community=around.names,
        topics=around.topics, language=around.languages, evidence=proofs(known, found, ranked, codes),
        outreach=outreach(known), reach=reaches(known.project.contacts(), known.people, known.columns),
        minors=minors(known), intro_via=introductions(known, found, codes), fit=fits(known, found, around, codes),
        words=known.settings.scope.report_language, brand=None if spoken is None else stance_cells(spoken, codes),
    )


def audiences(found: Acts, ranked: Ranking) -> Audience:
    """Return whom each person moves, for choosing a team."""
    pairs = ranked.pairs
    return audience(pairs.driver, pairs.responder, pairs.living * pairs.share, found.people, ranked.newcomers)


def candidates(known: World, found: Acts, ranked: Ranking, required: Mapping[int, str]) -> Eligible:
    """Return who may be proposed by the settings, the manager's decisions and the scores."""
    return eligible(_scores(ranked, required), known.people, labels(known, found.until, required), until=found.until)


def labels(known: World, until: int, required: Mapping[int, str]) -> Labels:
    """Return what the settings, the manager's decisions and people's own words say against proposing them."""
    settings = known.settings.people
    return Labels(
        critics=find_all(known.people, settings.critics), rival_voices=find_all(known.people, settings.rival_voices),
        excluded=find_all(known.people, settings.exclude), do_not_contact=do_not_contact(known),
        minors=minors(known), required=required, language=known.settings.scope.report_language,
        against=against(known, spoken := stances_of(known, until)), paid_voices=paid_voices(spoken),
    )


def minors(known: World) -> dict[int, str]:
    """Return who says of themself to be under age, with the words that say so, by person code."""
    found = reaches(known.project.contacts(), known.people, known.columns)
    return under_age(known.project.abouts(), found, known.people, known.columns)


def _scores(ranked: Ranking, required: Mapping[int, str]) -> tuple[Score, ...]:
    """Return the scores looked at: the best, and whoever is required."""
    best = ranked.scores[:CONSIDERED]
    listed = {score.code for score in best}
    more = (ranked.scores.of(code) for code in sorted(set(required) - listed))
    return best + tuple(score for score in more if score is not None)


def cost_table(path: Path, known: World) -> dict[int, float]:
    """Read a table of costs, "person,cost" with a header; persons are named as in `explain`."""
    costs = read_costs(path)
    named = find_all(known.people, costs)
    _tell_unknown(path, costs, named)
    return {code: costs[text] for code, text in named.items()}


def _tell_unknown(path: Path, texts: Iterable[str], found: Mapping[int, str]) -> None:
    """Say which entries of a list name nobody here: a slip of the pen must not propose somebody."""
    for text in sorted(set(texts) - set(found.values())):
        click.echo(f"{path}: nobody here is called '{text}'", err=True)


def _narrowed(able: Eligible, known: World, request: Request, around: Circles) -> Eligible:
    if request.exclude is not None:
        try:
            lines = request.exclude.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("this list cannot be read", about=str(request.exclude),
                             hint="plain text, one person a line") from error
        named = [line.strip() for line in lines if line.strip() and line[0] != "#"]
        away = find_all(known.people, named)
        _tell_unknown(request.exclude, named, away)
        able = narrowed(able, lambda code: code not in away, "excluded", "on your list of people to leave out")
    if request.language is not None:
        able = only_language(able, request.language, around.languages)
    if request.country is not None:
        able = only_country(able, request.country, known)
    return able
