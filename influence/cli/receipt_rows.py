"""Receipts with names, quotes and addresses, as rows for the screen, CSV and JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from influence.cli.pipeline import World, moment
from influence.export.cells import Cell, plain, spot
from influence.export.people_columns import RECEIPT_COLUMNS
from influence.export.table import write_table
from influence.model.acts import Acts
from influence.model.score import Receipt
from influence.ranking import Ranking, receipts
from influence.ranking.credits import MICRO


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """One act, to be read and opened."""

    person_id: str
    act_id: str
    date: str
    actor: str
    actor_url: str | None
    act: str
    weight: float
    #: Micro-responders.
    credit: int
    discounts: tuple[tuple[str, int], ...]
    days: float | None
    quote: str
    url: str | None
    object: str | None
    rule: str


def receipt_rows(known: World, found: Acts, ranked: Ranking, person: int) -> list[ReceiptRow]:
    """Return the receipts of one person, newest first, with what the project knows of each act."""
    opened = receipts(found, ranked, person)
    key = known.columns.activities.key
    details = known.project.details(key[[receipt.row for receipt in opened]])
    rows = []
    for receipt in opened:
        actor = known.people.persons[receipt.actor]
        seen = details.get(int(key[receipt.row]))
        rows.append(ReceiptRow(
            person_id=known.people.persons[person].id, act_id=f"a{int(key[receipt.row]) & (2**64 - 1):016x}",
            date=moment(receipt.time)[:10], actor=actor.name, actor_url=_address(actor.profiles + actor.sites),
            act=receipt.verb, weight=receipt.weight, credit=receipt.credit, discounts=receipt.discounts,
            days=receipt.days, quote=plain(seen.quote) if seen else "",
            url=spot(read) if seen and (read := seen.result or seen.evidence) else None,
            object=seen.object if seen else None, rule=_rule(seen.rule if seen else "", receipt),
        ))
    return rows


def write_rows(path: Path, rows: Sequence[ReceiptRow], *, raw: bool = False) -> None:
    """Write the receipts file; the credits of a person sum to the living audience. `raw` is for programs."""
    names = [column.name for column in RECEIPT_COLUMNS]
    write_table(path, names, [[_cell(row, name) for name in names] for row in rows], raw=raw)


def as_objects(rows: Sequence[ReceiptRow]) -> list[dict[str, object]]:
    """Return the receipts as JSON objects with the columns of the receipts file, discounts opened."""
    names = [column.name for column in RECEIPT_COLUMNS]
    return [
        {name: _cell(row, name) for name in names}
        | {"discounts": {rule: amount / MICRO for rule, amount in row.discounts}}
        for row in rows
    ]


def _cell(row: ReceiptRow, name: str) -> Cell:
    if name == "credit":
        return row.credit / MICRO
    value: Cell = getattr(row, name)
    return value


def _address(addresses: Sequence[str]) -> str | None:
    return addresses[0] if addresses else None


def _rule(read: str, receipt: Receipt) -> str:
    """Return how the act was read and what was taken off, in one cell."""
    taken = [f"{rule} -{amount / MICRO:.6f}" for rule, amount in receipt.discounts]
    return "; ".join(part for part in [read, *taken] if part)
