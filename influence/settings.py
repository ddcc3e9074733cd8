"""influence.toml: what the user told us, each key checked, unknown keys named with the nearest known.

Order of precedence: options of a command, then environment variables `INFLUENCE_SECTION_KEY`,
then the project's `influence.toml`, then the defaults here.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import get_origin, get_type_hints

from influence.errors import SettingsError
from influence.model.brand import Brand
from influence.model.locales import language_hint, language_tag

FILE_NAME = "influence.toml"
#: Settings that are days.
_DAYS = ("brand.goal_date", "brand.baseline_since", "brand.baseline_until")
Value = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandSettings:
    """Whom we listen for."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    #: Complaints for each praise that we want to come down to; 0 for no goal.
    ratio_goal: float = 0.0
    #: Days, YYYY-MM-DD; empty for none.
    goal_date: str = ""
    baseline_since: str = ""
    baseline_until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeSettings:
    """What we listen to."""

    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    #: Language of reports and sentences: `en` or `zh-TW`.
    report_language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSettings:
    """What the user knows about people; each a name, site or profile address."""

    allies: tuple[str, ...] = ()
    critics: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    #: Ambassadors of rivals.
    rival_voices: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    bots: tuple[str, ...] = ()
    #: People whose answers always count in full.
    trusted: tuple[str, ...] = ()
    #: Accounts are joined from this confidence on.
    merge_threshold: float = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """How we crawl."""

    #: Mail address or page that site owners can turn to; part of the User-Agent.
    contact: str = ""
    delay_s: float = 1.0
    max_pages: int = 1000
    hops: int = 1
    workers: int = 16
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSettings:
    """How acts are weighted; every kind counts 1 unless told otherwise."""

    weight_reply: float = 1.0
    weight_link: float = 1.0
    weight_mention: float = 1.0
    weight_share: float = 1.0
    weight_adopt: float = 1.0
    weight_react: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FitSettings:
    """How much each part of the ambassador fit counts; see `influence.shortlist.fit`."""

    weight_passion: float = 3.0
    weight_generosity: float = 2.0
    weight_constancy: float = 2.0
    weight_independence: float = 2.0
    weight_reliability: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All sections of influence.toml."""

    brand: BrandSettings = field(default_factory=BrandSettings)
    scope: ScopeSettings = field(default_factory=ScopeSettings)
    people: PeopleSettings = field(default_factory=PeopleSettings)
    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    score: ScoreSettings = field(default_factory=ScoreSettings)
    fit: FitSettings = field(default_factory=FitSettings)
    #: Where each value that is not a default came from: "section.key" -> "influence.toml" or the variable's name.
    origin: Mapping[str, str] = field(default_factory=dict)

    def own_brand(self) -> Brand:
        """Return the brand as one record."""
        section = self.brand
        return Brand(name=section.name, aliases=section.aliases, domains=section.domains, products=section.products)

    def rival_brands(self) -> tuple[Brand, ...]:
        """Return the rivals, each written as "name | another name | its.domain".

        >>> Settings(brand=BrandSettings(rivals=("Kerfcut | 克縫 | kerfcut.example",))).rival_brands()
        (Brand(name='Kerfcut', aliases=('克縫',), domains=('kerfcut.example',), products=()),)
        """
        return tuple(_rival(text) for text in self.brand.rivals if text.strip(" |"))


def _rival(text: str) -> Brand:
    parts = [part.strip() for part in text.split("|") if part.strip()]
    domains = tuple(part for part in parts[1:] if "." in part and " " not in part)
    return Brand(name=parts[0], aliases=tuple(part for part in parts[1:] if part not in domains), domains=domains)


SECTIONS: dict[str, type] = {
    "brand": BrandSettings, "scope": ScopeSettings, "people": PeopleSettings,
    "crawl": CrawlSettings, "score": ScoreSettings, "fit": FitSettings,
}


def read(folder: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of a project folder; defaults where it has no influence.toml.

    Raises:
        SettingsError: Not TOML, an unknown section or key, or a value of the wrong kind.
    """
    path = folder / FILE_NAME
    tables: dict[str, dict[str, object]] = {}
    if path.exists():
        try:
            tables = tomllib.loads(path.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"cannot be read as TOML: {error}", about=str(path),
                                hint="mend that line, or make a new file with 'influence init'") from error
    values, origin = _from_file(tables, str(path))
    for name, value in sorted((os.environ if environment is None else environment).items()):
        _from_variable(name, value, values, origin)
    made = {name: SECTIONS[name](**given) for name, given in values.items()}
    return Settings(**made, origin=origin)


def keys(section: str) -> dict[str, object]:
    """Return the keys of a section with their types."""
    hints = get_type_hints(SECTIONS[section])
    return {item.name: hints[item.name] for item in fields(SECTIONS[section])}


def _from_file(
    tables: Mapping[str, Mapping[str, object]], path: str
) -> tuple[dict[str, dict[str, Value]], dict[str, str]]:
    values: dict[str, dict[str, Value]] = {name: {} for name in SECTIONS}
    origin: dict[str, str] = {}
    for section, table in tables.items():
        _known(section, SECTIONS, f"[{section}]", path)
        if not isinstance(table, Mapping):
            raise SettingsError(f"'{section}' must be a section, written [{section}]", about=path)
        for key, value in table.items():
            hints = keys(section)
            _known(key, hints, f"{section}.{key}", path)
            values[section][key] = _checked(value, hints[key], f"{section}.{key}", path)
            origin[f"{section}.{key}"] = FILE_NAME
    return values, origin


def _from_variable(name: str, text: str, values: dict[str, dict[str, Value]], origin: dict[str, str]) -> None:
    if not name.startswith("INFLUENCE_"):
        return
    section, _, key = name.removeprefix("INFLUENCE_").lower().partition("_")
    if section not in SECTIONS or key not in keys(section):
        return
    wanted = keys(section)[key]
    value: object = text
    if get_origin(wanted) is tuple:
        value = [part.strip() for part in text.split(",") if part.strip()]
    elif wanted in (int, float):
        try:
            value = float(text) if wanted is float else int(text)
        except ValueError as error:
            raise SettingsError(f"'{text}' is no number", about=name) from error
    values[section][key] = _checked(value, wanted, f"{section}.{key}", name)
    origin[f"{section}.{key}"] = name


def _known(name: str, known: Mapping[str, object], shown: str, path: str) -> None:
    if name in known:
        return
    near = get_close_matches(name, known, n=1)
    meant = f"did you mean '{near[0]}'?" if near else f"known are: {', '.join(known)}"
    raise SettingsError(f"'{shown}' is not a setting", about=path, hint=meant)


def _in_range(value: object, shown: str, path: str) -> None:
    """Refuse a number or word that cannot be meant."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        raise SettingsError(f"'{shown}' must not be negative", about=path)
    if shown == "people.merge_threshold" and isinstance(value, float) and value > 1:
        raise SettingsError(f"'{shown}' must be between 0 and 1", about=path)
    if shown in _DAYS and value:
        try:
            date.fromisoformat(str(value))
        except ValueError as error:
            raise SettingsError(f"'{shown}' must be a day", about=path, hint="write it as 2024-05-31") from error
    if shown == "scope.report_language" and value not in ("en", "zh-TW"):
        raise SettingsError(f"'{shown}' must be en or zh-TW", about=path)


def _languages(given: Iterable[str], path: str) -> tuple[str, ...]:
    """Return languages as tags, however they are named."""
    found = {text: language_tag(text) for text in given}
    for text, tag in found.items():
        if tag is None:
            raise SettingsError(f"'{text}' in 'scope.languages' is no language", about=path, hint=language_hint(text))
    return tuple(dict.fromkeys(tag for tag in found.values() if tag))


def _checked(value: object, wanted: object, shown: str, path: str) -> Value:
    if get_origin(wanted) is tuple:
        given = (value,) if isinstance(value, str) else value
        if isinstance(given, list | tuple) and all(isinstance(item, str) for item in given):
            return _languages(given, path) if shown == "scope.languages" else tuple(given)
        raise SettingsError(f"'{shown}' must be a list of texts", about=path)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    _in_range(value, shown, path)
    if isinstance(wanted, type) and isinstance(value, wanted) and isinstance(value, str | int | float | bool) and not (
        wanted is int and isinstance(value, bool)
    ):
        return value
    expected = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
    kind = expected.get(wanted, "another kind of value") if isinstance(wanted, type) else "another kind of value"
    raise SettingsError(f"'{shown}' must be {kind}", about=path)
