"""What a report says, apart from how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass

from influence.export.cells import Cell
from influence.export.dossier import Dossier
from influence.export.report.listened import Listened


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post and what followed from it."""

    #: ISO day; empty when undated.
    day: str
    title: str
    url: str
    #: Different people who acted on it, and one of their acts in words.
    people: int
    said: str = ""
    said_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One person."""

    #: Column -> value, as in the CSV.
    cells: Mapping[str, Cell]
    #: Acts received in each of the last 52 weeks, oldest first.
    weeks: tuple[int, ...]
    #: Strongest responders with their tie, 0 to 1, strongest first.
    responders: tuple[tuple[str, float], ...]
    posts: tuple[Post, ...]
    #: What to read before writing; None where it was not gathered.
    dossier: Dossier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A person on the map of communities."""

    x: float
    y: float
    size: float
    color: tuple[int, int, int]
    #: Name, written only for the people of the report.
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A community in the key of the map."""

    name: str
    people: int
    color: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody not proposed, with the reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report, in the order it is read."""

    #: Topics to which everything was restricted; empty when nothing was.
    about: str
    since: str
    until: str
    counts: Mapping[str, int]
    command: str
    #: At most three sentences.
    findings: tuple[str, ...]
    cards: tuple[Card, ...]
    dots: tuple[Dot, ...]
    ties: tuple[tuple[float, float, float, float], ...]
    circles: tuple[Circle, ...]
    repair: tuple[Told, ...]
    left_out: tuple[Told, ...]
    limits: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    #: Brand it was made for; empty for none.
    brand: str = ""
    #: The talk about the brand; None where nothing was heard.
    listened: Listened | None = None
    #: Names in the order in which they were chosen.
    order: tuple[str, ...] = ()
    #: `en` or `zh-TW`.
    language: str = "en"
