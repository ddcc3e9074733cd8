"""People as rows: the values behind shortlist.csv, `rank --csv` and `--json`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from influence.export.cells import Cell
from influence.export.people_columns import COLUMNS, Column, table_columns
from influence.model.contact import Reach
from influence.model.person import People
from influence.model.score import Score
from influence.model.shortlist import Candidate
from influence.people.country import country
from influence.shortlist.fit import PARTS, Fit
from influence.shortlist.reasons import why


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One act to open and read."""

    url: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that a table of people shows. What is None was not worked out, and its columns are left out."""

    people: People
    #: In the order of the table.
    scores: tuple[Score, ...]
    #: By person code.
    community: Sequence[str] | None = None
    topics: Mapping[int, tuple[str, ...]] | None = None
    language: Mapping[int, str] | None = None
    evidence: Mapping[int, tuple[Evidence, ...]] | None = None
    #: Person code -> column -> the manager's own value (status, owner, notes, ...).
    outreach: Mapping[int, Mapping[str, Cell]] | None = None
    reach: Mapping[int, Reach] | None = None
    #: Person code -> the words by which somebody says to be under age.
    minors: Mapping[int, str] = field(default_factory=dict)
    #: Person code -> who could introduce them.
    intro_via: Mapping[int, tuple[str, ...]] | None = None
    #: Person code -> column -> value of what they say about the brand; None where no brand is set.
    brand: Mapping[int, Mapping[str, Cell]] | None = None
    visits: Mapping[int, float] | None = None
    orders: Mapping[int, float] | None = None
    fit: Mapping[int, Fit] | None = None
    candidates: Mapping[int, Candidate] = field(default_factory=dict)
    #: Language of sentences: `en` or `zh-TW`.
    words: str = "en"

    def of(self, codes: Sequence[int]) -> "Sheet":
        """Return the sheet with only these people, in this order."""
        by_code = {score.code: score for score in self.scores}
        return replace(self, scores=tuple(by_code[code] for code in codes))


#: Columns that are fields of `Score` under the same name.
_SCORE = frozenset({
    "rank", "drive", "drive_low", "drive_high", "action_rate", "people_moved", "acts", "acts_reply", "acts_link",
    "acts_mention", "acts_share", "acts_adopt", "second_order", "median_days", "repeat_share", "communities_moved",
    "season_peak", "last_year", "lift", "rising", "follows", "posts_90d", "active_months", "living_audience",
    "warnings", "interval",
})
#: Stances in which nobody is fit to speak for the brand, whatever their marks.
AGAINST = ("critic", "estranged")
_CONTACT = ("contact", "contact_kind", "contact_source", "contact_rule", "contact_rule_quote")
_FIT = ("fit", *PARTS)
_BRAND = ("brand_stance", "brand_positive", "brand_negative", "last_brand_mention", "rival_mentions", "sponsored_share",
          "discloses")
_OUTREACH = ("status", "owner", "last_contacted", "next_action", "notes", "tags")


def columns(sheet: Sheet, *, full: bool = False) -> tuple[Column, ...]:
    """Return the columns this sheet can fill."""
    absent = {
        "community": sheet.community is None, "topics": sheet.topics is None, "language": sheet.language is None,
        "visits_driven": sheet.visits is None, "orders_driven": sheet.orders is None,
        "intro_via": sheet.intro_via is None, **dict.fromkeys(_FIT, sheet.fit is None),
        **dict.fromkeys(_CONTACT, sheet.reach is None),
        **dict.fromkeys(_OUTREACH, sheet.outreach is None), **dict.fromkeys(_BRAND, sheet.brand is None),
        **{name: sheet.evidence is None for name in (c.name for c in COLUMNS) if name.startswith("evidence_")},
    }
    available = frozenset(column.name for column in COLUMNS if not absent.get(column.name))
    return table_columns(full=full, team=bool(sheet.candidates), available=available)


def rows(sheet: Sheet, chosen: Sequence[Column]) -> list[list[Cell]]:
    """Return the cells of every person, in the order of the scores."""
    return [[cells[column.name] for column in chosen] for cells in (person_cells(sheet, s) for s in sheet.scores)]


def person_cells(sheet: Sheet, score: Score) -> dict[str, Cell]:
    """Return every column's value for one person; None for what is not known."""
    person = sheet.people.persons[score.code]
    where = country(person.sites)
    cells: dict[str, Cell] = {column.name: None for column in COLUMNS}
    cells |= {name: getattr(score, name) for name in _SCORE}
    cells |= {
        "tier": score.tier.value, "person_id": person.id, "name": person.name, "kind": person.kind.value,
        "site": person.sites[0] if person.sites else None, "profiles": person.profiles,
        "community": sheet.community[score.code] or None if sheet.community is not None else None,
        "topics": (sheet.topics or {}).get(score.code), "language": (sheet.language or {}).get(score.code),
        "country": where, "location_basis": None if where is None else "inferred",
        "audience_low": score.low, "audience_high": score.high,
        "audience": person.audience, "audience_basis": None if person.audience is None else "published",
        "last_post": _day(score.last_post),
        "visits_driven": (sheet.visits or {}).get(score.code), "orders_driven": (sheet.orders or {}).get(score.code),
    }
    cells |= _evidence_cells((sheet.evidence or {}).get(score.code, ()))
    cells |= (sheet.outreach or {}).get(score.code, {})
    cells |= (sheet.brand or {}).get(score.code, {})
    cells |= _contact_cells((sheet.reach or {}).get(score.code, Reach()))
    marks = (sheet.fit or {}).get(score.code, Fit())
    cells |= {name: getattr(marks, name) for name in _FIT}
    if cells["brand_stance"] in AGAINST:
        cells["fit"] = None
    cells["intro_via"] = (sheet.intro_via or {}).get(score.code)
    cells |= _team_cells(sheet, score)
    if score.code in sheet.minors:
        cells["warnings"] = (*score.warnings, "minor")
    return cells


def _contact_cells(reach: Reach) -> dict[str, Cell]:
    kind = None if reach.kind is None else reach.kind.value
    return {"contact": reach.value, "contact_kind": kind, "contact_source": reach.source,
            "contact_rule": reach.rule.value, "contact_rule_quote": reach.quote}


def _team_cells(sheet: Sheet, score: Score) -> dict[str, Cell]:
    persons = sheet.people.persons
    name = persons[score.code].name
    candidate = sheet.candidates.get(score.code)
    if candidate is None:
        return {"why": why(score, name, language=sheet.words)}
    return {
        "adds": candidate.adds, "why": candidate.why,
        "overlaps_with": tuple(persons[code].name for code, _ in candidate.overlaps_with),
        "substitute": None if candidate.substitute is None else persons[candidate.substitute].name,
    }


def _evidence_cells(evidence: Sequence[Evidence]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for number, proof in enumerate(evidence[:3], start=1):
        cells[f"evidence_{number}"] = proof.url
        cells[f"evidence_{number}_quote"] = proof.quote or None
    return cells


def _day(seconds: int | None) -> date | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).date()
