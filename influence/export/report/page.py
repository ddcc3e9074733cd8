"""The report's page: template, style and script put into one file that calls nothing."""

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from influence.export.cells import Cell, cell_text, plain
from influence.export.files import write_whole
from influence.export.report.content import Report
from influence.export.report.pictures import community_map, ego, weeks_line
from influence.export.report.words import words

#: Columns of the table, and which of them are numbers.
TABLE = (("rank", True), ("name", False), ("living_audience", True), ("people_moved", True), ("action_rate", True),
         ("adds", True), ("community", False), ("status", False), ("warnings", False))
#: Shown on a card, when known.
FACTS = ("site", "topics", "community", "last_post", "overlaps_with", "substitute", "audience", "warnings")
#: Columns a report without a team or without the manager's memory has nothing for.
_OPTIONAL = frozenset({"adds", "status", "community", "warnings"})


def write_report(path: Path, report: Report) -> None:
    """Write the report; an older file stays whole until the new one is complete."""
    write_whole(path, _page(report))


def _page(report: Report) -> Iterator[str]:
    style, script = _asset("report.css"), _asset("report.js")
    environment = Environment(
        loader=DictLoader({"report": _asset("report.html.jinja")}), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )
    environment.filters |= {"cell": _cell, "link": _link}
    table = [(name, number) for name, number in TABLE
             if name not in _OPTIONAL or any(card.cells.get(name) for card in report.cards)]
    yield environment.get_template("report").render(
        report=report, t=words(report.language), table=table, facts=FACTS, style=Markup(style), script=Markup(script),  # noqa: S704  our own files
        policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
               "img-src data:; base-uri 'none'; form-action 'none'",
        weeks_line=weeks_line, ego=ego, community_map=community_map,
        circles=sorted({str(card.cells["community"]) for card in report.cards if card.cells.get("community")}),
    )


def _cell(value: Cell) -> str:
    """Return a value as people read it in a page, where nothing runs."""
    if isinstance(value, tuple):
        return ", ".join(plain(item) for item in value)
    return cell_text(value, raw=True, decimals=1)


def _link(address: str) -> str:
    """Return an address only when it is one a browser may follow."""
    return address if address.startswith(("https://", "http://")) else ""


def _asset(name: str) -> str:
    return files("influence.export.report").joinpath(name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
