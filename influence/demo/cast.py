"""Who lives in the made-up community, and where they write."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from importlib.resources import files

#: The community's first day and the moment after which nothing happens.
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
END = datetime(2026, 6, 30, 20, tzinfo=UTC)
#: Themes whose pages take comments.
COMMENTED = frozenset({"wordpress_classic", "wordpress_block", "blogger", "hugo", "pixnet", "jsonld"})
#: The slug of the one forum.
FORUM = "thebench"
BRAND, RIVAL = "Snipwell", "Kerfcut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Somebody of the cast, as `data/cast.toml` has them."""

    key: str
    name: str
    #: The part they play; see `sample_graphs/README.md`.
    role: str
    #: `en` or `zh` (Traditional Chinese).
    language: str
    craft: str
    #: Where a comment's author link leads: blog, forum or name (nowhere).
    signs: str
    #: Has an account in the forum.
    member: bool = False
    #: Keys of those whose posts this one acts on, the surest first.
    answers: tuple[str, ...] = ()
    #: Posts of their own, besides those that follow others.
    posts: int = 0
    begins: date | None = None
    ends: date | None = None
    #: Followers as their page boasts.
    audience: int | None = None

    @property
    def short(self) -> str:
        """Return the name that others use: the first name, or the whole Chinese name."""
        return self.name if self.language == "zh" else self.name.split()[0]

    @property
    def since(self) -> datetime:
        """Return when this one first writes."""
        return BEGIN if self.begins is None else _midnight(self.begins)

    @property
    def until(self) -> datetime:
        """Return when this one stops."""
        return END if self.ends is None else _midnight(self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A site: a blog, the forum or a bare feed."""

    slug: str
    title: str
    tagline: str
    #: Which of `influence.demo.themes` draws it.
    theme: str
    owners: tuple[str, ...]

    @property
    def commented(self) -> bool:
        """Return whether readers can leave comments."""
        return self.theme in COMMENTED


@dataclass(frozen=True)
class Cast:
    """Everybody, and every site in the order of its port."""

    figures: dict[str, Figure]
    places: dict[str, Place]

    @cached_property
    def home(self) -> dict[str, str]:
        """Return the slug of the first site by its owner's key."""
        found: dict[str, str] = {}
        for place in self.places.values():
            for owner in place.owners:
                found.setdefault(owner, place.slug)
        return found

    @cached_property
    def member_number(self) -> dict[str, int]:
        """Return the forum's user number by key; 2 is the first, as in phpBB."""
        members = [figure.key for figure in self.figures.values() if figure.member]
        return {key: number for number, key in enumerate(members, start=2)}

    def with_role(self, role: str) -> list[Figure]:
        """Return those who play a part, in the order of the cast."""
        return [figure for figure in self.figures.values() if figure.role == role]

    def circle(self, key: str) -> list[str]:
        """Return the ordinary people who answer the same maker first, without this one."""
        first = self.figures[key].answers[:1]
        ordinary = (figure for figure in self.with_role("ordinary") if figure.key != key)
        return [figure.key for figure in ordinary if figure.answers[:1] == first]

    def sites_of(self, key: str) -> list[str]:
        """Return the slugs of somebody's sites."""
        return [place.slug for place in self.places.values() if key in place.owners]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def read_cast() -> Cast:
    """Return the cast that ships with the project."""
    tables = tomllib.loads(files("influence.demo").joinpath("data/cast.toml").read_text("utf-8"))
    figures = [Figure(**{**table, "answers": tuple(table.get("answers", ()))}) for table in tables["person"]]
    places = [Place(**{**table, "owners": tuple(table["owners"])}) for table in tables["site"]]
    return Cast({figure.key: figure for figure in figures}, {place.slug: place for place in places})

