"""Loaded tables without the people who asked to be forgotten: rows stay, what tells of them goes."""

import sqlite3
from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from influence.model.columns import UNKNOWN
from influence.store import segments
from influence.store.keys import NONE
from influence.store.suppression import Forgotten

_Named = tuple[int, str, str | None]


def scrub(
    connection: sqlite3.Connection, load: int, gone: Collection[int], owns: Callable[[str], bool],
    blacked: Callable[[str], str],
) -> None:
    """Take people out of one load: their posts lose author, address and words, acts by and on them go.

    Args:
        connection: In a transaction.
        load: Key of the load.
        gone: Keys of their accounts.
        owns: Whether an address or account id is theirs.
        blacked: Blacks them out in the words of others.
    """
    names = dict(connection.execute("SELECT DISTINCT name, type FROM blocks WHERE load = ?", (load,)).fetchall())
    arrays = {name: segments.array(connection, load, name) for name, kind in names.items() if kind != segments.TEXT}
    texts = {name: list(segments.all_texts(connection, load, name)) for name, kind in names.items()
             if kind == segments.TEXT}
    if not names or "account_key" not in arrays:
        return
    codes = np.flatnonzero(np.isin(arrays["account_key"], np.array(sorted(gone), dtype=np.int64)))
    posts = _posts(arrays, texts, codes)
    _acts(arrays, texts, codes, posts)
    arrays["account_key"] = _with(arrays["account_key"], codes, NONE)
    for name, lines in texts.items():
        if name in ("object_text", "result_text", "post_url"):
            texts[name] = ["" if owns(line) else blacked(line) for line in lines]
        else:
            texts[name] = [blacked(line) for line in lines]
    segments.write(connection, load, arrays, texts)


def obeyed(connection: sqlite3.Connection, load: int, named: Sequence[_Named]) -> list[_Named]:
    """Scrub a load just written of whoever is on the suppression list; return the accounts that may be kept."""
    forgotten = Forgotten(connection)
    gone = {number for number, account, _ in named if forgotten.hides(account)}
    if forgotten:
        scrub(connection, load, gone, forgotten.hides, lambda text: text)
    return [row for row in named if row[0] not in gone]


def _posts(
    arrays: dict[str, NDArray[np.generic]], texts: dict[str, list[str]], codes: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Empty the posts of these account codes; return their rows."""
    if "post_author" not in arrays:
        return np.empty(0, dtype=np.intp)
    rows = np.flatnonzero(np.isin(arrays["post_author"], codes))
    arrays["post_author"] = _with(arrays["post_author"], rows, UNKNOWN)
    if "post_site" in arrays:
        arrays["post_site"] = _with(arrays["post_site"], rows, NONE)
    for name, lines in texts.items():
        if name.startswith(("post_", "note_")) and len(lines) == len(arrays["post_author"]):
            texts[name] = _emptied(lines, rows)
    return rows


def _acts(
    arrays: dict[str, NDArray[np.generic]], texts: dict[str, list[str]], codes: NDArray[np.intp],
    posts: NDArray[np.intp],
) -> None:
    """Delete acts by and on these account codes, in their posts and on them."""
    if "act_actor" not in arrays:
        return
    gone = np.isin(arrays["act_actor"], codes) | np.isin(arrays["act_owner"], codes)
    if "result_key" not in arrays:  # results are posts of the same load
        gone |= np.isin(arrays["act_result"], posts)
    if "post_key" in arrays:
        theirs = np.flatnonzero(np.isin(arrays["object_key"], arrays["post_key"][posts]))
        gone |= np.isin(arrays["act_object"], theirs)
    kept = np.flatnonzero(~gone)
    count = len(gone)
    for name in [name for name in arrays if name.startswith("act_")]:
        arrays[name] = arrays[name][kept]
    of_acts = ("act_",) if "post_key" in arrays else ("act_", "note_")
    for name, lines in texts.items():
        if name.startswith(of_acts) and len(lines) == count:
            texts[name] = [lines[row] for row in kept.tolist()]


def _with(column: NDArray[np.generic], rows: NDArray[np.intp], value: int) -> NDArray[np.generic]:
    changed = column.copy()
    changed[rows] = value
    return changed


def _emptied(lines: Sequence[str], rows: NDArray[np.intp]) -> list[str]:
    emptied = set(rows.tolist())
    return ["" if row in emptied else line for row, line in enumerate(lines)]
