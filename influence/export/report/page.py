"""The report's page: template, style and script put into one file that calls nothing."""

import base64
import hashlib
import re
from collections.abc import Iterator
from importlib.resources import files
from math import isfinite
from pathlib import Path
from urllib.parse import unquote

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from influence.export.caveats import caveats
from influence.export.cells import Cell, cell_text, short
from influence.export.dossier import Dossier, Section, sections
from influence.export.dossier_words import dossier_words
from influence.export.files import write_whole
from influence.export.report.content import Report
from influence.export.report.pictures import community_map, ego, weeks_line
from influence.export.report.words import words

#: Longest text of one cell, in letters; names are shorter still.
_LONGEST = 600
#: A run of percent-encoded bytes beyond ASCII.
_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
#: Columns of the table, and which of them are numbers.
TABLE = (("rank", True), ("name", False), ("living_audience", True), ("people_moved", True), ("action_rate", True),
         ("adds", True), ("community", False), ("status", False), ("warnings", False))
#: Shown on a card, when known.
FACTS = ("site", "topics", "last_post", "overlaps_with", "substitute", "audience", "warnings")
#: Parts of the dossier that stand open on a card; the rest is folded.
OPEN = ("contact", "opener")
#: Columns a report without a team or without the manager's memory has nothing for.
_OPTIONAL = frozenset({"adds", "status", "community", "warnings"})


def write_report(path: Path, report: Report) -> None:
    """Write the report; an older file stays whole until the new one is complete."""
    write_whole(path, _page(report))


def write_dossier(path: Path, known: Dossier, language: str = "en") -> None:
    """Write one person's dossier as a page of the same kind."""
    style = _asset("report.css")
    page = _environment("dossier", language).get_template("dossier").render(
        name=short(known.name), site=known.site, title=dossier_words(language)["dossier"], language=language,
        parts=sections(known, language), style=Markup(style), policy=_policy(style),  # noqa: S704  our own file
    )
    write_whole(path, [page])


def _page(report: Report) -> Iterator[str]:
    style, script = _asset("report.css"), _asset("report.js")
    table = [(name, number) for name, number in TABLE
             if name not in _OPTIONAL or any(card.cells.get(name) for card in report.cards)]
    yield _environment("report", report.language).get_template("report").render(
        report=report, t=words(report.language), table=table, facts=FACTS, shown=OPEN, style=Markup(style),  # noqa: S704  our own files
        script=Markup(script), policy=_policy(style, script),  # noqa: S704  our own files
        weeks_line=weeks_line, ego=ego, community_map=community_map,
        circles=sorted({str(card.cells["community"]) for card in report.cards if card.cells.get("community")}),
    )


def _environment(name: str, language: str) -> Environment:
    environment = Environment(
        loader=DictLoader({name: _asset(f"{name}.html.jinja")}), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )

    def told(known: Dossier) -> tuple[Section, ...]:
        return sections(known, language, brief=True)

    def minded(flags: tuple[str, ...]) -> str:
        return caveats(flags or (), language)

    environment.filters |= {"cell": _cell, "short": short, "link": _link, "sections": told, "caveats": minded}
    return environment


def _policy(style: str, script: str | None = None) -> str:
    """Return a policy under which nothing is fetched and only our own style and script count."""
    runs = f"script-src '{_digest(script)}'; " if script is not None else ""
    return (f"default-src 'none'; style-src '{_digest(style)}'; {runs}"
            "img-src data:; base-uri 'none'; form-action 'none'")


def _cell(value: Cell) -> str:
    """Return a value as people read it in a page, where nothing runs."""
    if isinstance(value, tuple):
        return ", ".join(short(item) for item in value)
    if isinstance(value, float) and isfinite(value):
        return f"{value:.1f}"
    if isinstance(value, str):
        return short(value, _LONGEST)
    return cell_text(value, raw=True, decimals=1)


def _link(address: str) -> str:
    """Return an address only when it is one a browser may follow; letters of other scripts as people read them."""
    if not address.startswith(("https://", "http://")):
        return ""
    return _ENCODED.sub(lambda part: _letters(part[0]), address)


def _letters(encoded: str) -> str:
    """Return percent-encoded text as letters, or as it is where it holds anything but letters and digits."""
    try:
        text = unquote(encoded, errors="strict")
    except UnicodeDecodeError:
        return encoded
    return text if text.isalnum() else encoded


def _asset(name: str) -> str:
    return files("influence.export.report").joinpath(name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
