"""Which tables can be loaded: their columns, and how a header shows which one it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from crawlers.errors import TableError


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The columns of one kind of table."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return all columns, required first."""
        return self.required + self.optional


#: In the order in which a header is tried: the more telling first.
FORMATS = (
    Format(name="acts", required=("actor", "verb", "object", "time"), optional=("owner", "result", "quote")),
    Format(name="adoptions", required=("actor", "item", "time"), optional=("via",)),
    Format(name="follows", required=("follower", "followed"), optional=("time",)),
    Format(name="audience", required=("account", "followers"), optional=("time",)),
    Format(name="posts", required=("author", "time"), optional=(
        "url", "id", "in_reply_to", "thread", "title", "text", "links", "mentions", "place", "language")),
    Format(name="outcomes", required=("time", "kind"), optional=("referrer", "code", "account", "count", "value")),
)
BY_NAME = {known.name: known for known in FORMATS}
#: Visit statistics as analytics programs export them: a table of outcomes under other headers.
ANALYTICS = "analytics"
_ANALYTICS_HEADERS = {
    "time": ("date", "day", "time", "timestamp", "日期"),
    "referrer": ("referrer", "page_referrer", "full_referrer", "session_source", "source", "session_source_/_medium",
                 "referrer_url", "website", "name", "來源", "工作階段來源"),
    "count": ("sessions", "visits", "visitors", "unique_visitors", "total_users", "users", "clicks", "count",
              "工作階段", "使用者"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """What the user says of a table."""

    #: Name of a format; None to tell it from the header.
    format: str | None = None
    #: Our column -> header of the file.
    columns: Mapping[str, str] = field(default_factory=dict)
    #: Our column -> one value for every row.
    constants: Mapping[str, str] = field(default_factory=dict)
    #: Header of the file -> the only value to keep; other rows are left out.
    where: Mapping[str, str] = field(default_factory=dict)
    #: Names and ids mean the same within one data set.
    dataset: str = "loaded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where each of our columns stands in a file."""

    format: Format
    #: Our column -> position in a row.
    position: Mapping[str, int]
    constants: Mapping[str, str]
    #: Position -> the only value to keep.
    where: Mapping[int, str]
    #: Header -> position, of columns we have no name for; kept as notes.
    notes: Mapping[str, int]
    #: Number of cells in a row.
    width: int


def layout(header: Sequence[str], options: TableOptions, about: str) -> Layout:
    """Return what stands where.

    Headers are compared without regard to case; blanks and dashes count as underscores.

    Raises:
        TableError: No format fits, or a required column is missing; says which, and what to write.
    """
    place = {_plain(name): at for at, name in reversed(list(enumerate(header)))}
    if options.format == ANALYTICS:
        options = _as_outcomes(options, place, header)
    position = dict(place)
    for ours, theirs in options.columns.items():
        if _plain(theirs) not in place:
            raise TableError(f"there is no column '{theirs}'", about=about, line=1, hint=_columns_hint(theirs, header))
        position[ours] = place[_plain(theirs)]
    where = {}
    for theirs, value in options.where.items():
        if _plain(theirs) not in place:
            raise TableError(f"there is no column '{theirs}'", about=about, line=1, hint=_columns_hint(theirs, header))
        where[place[_plain(theirs)]] = value
    chosen = _chosen(options, position.keys() | options.constants.keys(), header, about)
    known = {name: at for name, at in position.items() if name in chosen.columns and name not in options.constants}
    used = set(known.values())
    return Layout(
        format=chosen, position=known, width=len(header), where=where,
        constants={name: value for name, value in options.constants.items() if name in chosen.columns},
        notes={name: at for at, name in enumerate(header) if at not in used})


def _as_outcomes(options: TableOptions, place: Mapping[str, int], header: Sequence[str]) -> TableOptions:
    columns = {ours: header[place[name]] for ours, known in _ANALYTICS_HEADERS.items()
               for name in reversed(known) if name in place}
    return replace(options, format="outcomes", columns={**columns, **options.columns},
                   constants={"kind": "visit", **options.constants})


def _chosen(options: TableOptions, have: set[str], header: Sequence[str], about: str) -> Format:
    if options.format is None:
        named = options.columns.keys() | options.constants.keys()
        for known in FORMATS:
            if have.issuperset(known.required) and named <= set(known.columns):
                return known
        raise TableError(
            f"no known table has the columns {', '.join(header)}", about=about, line=1,
            hint="name what they are, like --format posts --columns author=person,time=when; "
            + "; ".join(f"{known.name}: {', '.join(known.required)}" for known in FORMATS))
    chosen = BY_NAME.get(options.format)
    if chosen is None:
        raise TableError(f"'{options.format}' is no table format", about=about,
                         hint=f"known are {', '.join(sorted(BY_NAME))}")
    strange = sorted((options.columns.keys() | options.constants.keys()) - set(chosen.columns))
    if strange:
        near = get_close_matches(strange[0], chosen.columns, n=1)
        raise TableError(f"a table of {chosen.name} has no column '{strange[0]}'", about=about, line=1, hint=(
            f"did you mean '{near[0]}'?" if near else f"its columns are {', '.join(chosen.columns)}"))
    missing = [name for name in chosen.required if name not in have]
    if missing:
        raise TableError(
            f"a table of {chosen.name} needs the column {' and '.join(missing)}", about=about, line=1,
            hint=f"say which one it is, like --columns {missing[0]}={header[0]}, or give one value for all rows, "
            f"like --set {missing[0]}={_example(missing[0])}; the file has {', '.join(header)}")
    return chosen


def _example(name: str) -> str:
    return {"verb": "link", "kind": "click", "time": "2024-01-31"}.get(name, "VALUE")


def _columns_hint(name: str, header: Sequence[str]) -> str:
    near = get_close_matches(name, header, n=1)
    return (f"did you mean '{near[0]}'? " if near else "") + f"the file has {', '.join(header)}"


def _plain(name: str) -> str:
    return "_".join(name.strip().lower().replace("-", " ").split())
