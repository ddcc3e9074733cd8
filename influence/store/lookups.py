"""Look-ups by key, for receipts, reports and relevance: texts, quotes, addresses."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Verb
from influence.model.columns import VERBS
from influence.model.evidence import ActivityDetails, PostDetails
from influence.store import posts, segments
from influence.store.addresses import Aliases

_REPLY = VERBS.index(Verb.REPLY)
#: Name of the text columns of a loaded table by what they hold.
_LOADED_TEXTS = ("post_url", "post_title", "post_text", "post_language")


def texts(connection: sqlite3.Connection, keys: Sequence[int], aliases: Aliases) -> Iterator[PostDetails]:
    """Yield each post as it can be read, in the order of `keys`."""
    loaded = _loaded_posts(connection, keys)
    for key in keys:
        group = aliases.group(key)
        title, tags, text, language = posts.prose(connection, group)
        row = connection.execute("SELECT url FROM addresses WHERE key = ?", (key,)).fetchone()
        table = loaded.get(key, ("", "", "", ""))
        yield PostDetails(
            key=key, url=row[0] if row else table[0] or None, title=title or table[1] or None, text=text or table[2],
            tags=tags, language=language or table[3] or None)


def words(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Yield key and text of all posts that have one, in no order; a post seen on several pages comes several times."""
    yield from connection.execute("SELECT key, text FROM texts WHERE text != ''")
    for (load,) in connection.execute("SELECT key FROM loads ORDER BY loaded, key").fetchall():
        if segments.has(connection, load, "post_text"):
            keys = segments.array(connection, load, "post_key").tolist()
            yield from zip(keys, segments.all_texts(connection, load, "post_text"), strict=True)


def quotes(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Yield key and quote of all loaded acts whose table had quotes."""
    for (load,) in connection.execute("SELECT key FROM loads ORDER BY loaded, key").fetchall():
        if segments.has(connection, load, "act_quote"):
            keys = segments.array(connection, load, "act_key").tolist()
            yield from zip(keys, segments.all_texts(connection, load, "act_quote"), strict=True)


def linking(connection: sqlite3.Connection, domains: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield post key and address for every post of a page that links to one of these domains, in no order."""
    for domain in sorted(set(domains)):
        rows = connection.execute("SELECT key, url FROM addresses WHERE instr(url, ?) > 0", (domain,)).fetchall()
        meant = {key: url for key, url in rows if lies_on(url, domain)}
        for begin in range(0, len(meant), _AT_ONCE):
            keys = list(meant)[begin:begin + _AT_ONCE]
            marks = ",".join("?" * len(keys))
            yield from ((post, meant[target]) for post, target in connection.execute(
                f"SELECT DISTINCT result, object FROM activities WHERE object IN ({marks}) "  # noqa: S608  question marks
                "AND result IS NOT NULL", keys))


#: So many keys are asked for in one statement.
_AT_ONCE = 500


def lies_on(url: str, domain: str) -> bool:
    """Return whether an address, with or without its scheme, lies on a domain or below it; by whole parts of a path.

    >>> lies_on("https://shop.well.example/a", "well.example"), lies_on("https://snipwell.example/", "well.example")
    (True, False)
    >>> lies_on("bench.example/ann/one", "bench.example/ann"), lies_on("bench.example/anna", "bench.example/ann")
    (True, False)
    """
    rest = (url.partition("://")[2] or url).partition("?")[0].partition("#")[0]
    host, _, path = rest.partition("/")
    wanted, _, below = domain.rstrip("/").partition("/")
    return (host == wanted or host.endswith(f".{wanted}")) and (not below or f"{path}/".startswith(f"{below}/"))


def _loaded_posts(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, tuple[str, str, str, str]]:
    wanted = np.array(sorted(keys), dtype=np.int64)
    found: dict[int, tuple[str, str, str, str]] = {}
    for (load,) in connection.execute("SELECT key FROM loads ORDER BY loaded, key").fetchall():
        column = segments.array(connection, load, "post_key")
        rows = np.flatnonzero(np.isin(column, wanted))
        if len(rows):
            columns = [segments.texts(connection, load, name, rows) for name in _LOADED_TEXTS]
            for key, *values in zip(column[rows].tolist(), *columns, strict=True):
                found[key] = (values[0], values[1], values[2], values[3])
    return found


_SEEN = """
SELECT o.url, r.url, p.url, g.fetched, a.quote, a.rule FROM activities a
LEFT JOIN addresses o ON o.key = a.object LEFT JOIN addresses r ON r.key = a.result
LEFT JOIN addresses p ON p.key = a.page LEFT JOIN readings g ON g.page = a.page
LEFT JOIN sightings s ON s.page = a.page AND s.key = a.result
WHERE a.key = ? ORDER BY a.place, s.rank, a.rel, length(a.quote) = 0, a.page LIMIT 1"""


def details(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, ActivityDetails]:
    """Return what is known of these activities by key; unknown keys are left out."""
    wanted = set(keys)
    found = {}
    for key in wanted:
        row = connection.execute(_SEEN, (key,)).fetchone()
        if row is not None:
            target, result, page, fetched, quote, rule = row
            found[key] = ActivityDetails(key=key, object=target, result=result, evidence=page, fetched=fetched,
                                         quote=quote, rule=rule)
    return found | _loaded_details(connection, wanted - found.keys())


def _loaded_details(connection: sqlite3.Connection, keys: set[int]) -> dict[int, ActivityDetails]:
    found: dict[int, ActivityDetails] = {}
    wanted = np.array(sorted(keys), dtype=np.int64)
    for load, file, loaded in connection.execute("SELECT key, file, loaded FROM loads ORDER BY loaded, key").fetchall():
        column = segments.array(connection, load, "act_key")
        rows = np.flatnonzero(np.isin(column, wanted)) if len(wanted) else wanted
        if len(rows):
            quotes = segments.texts(connection, load, "act_quote", rows)
            objects = _named_texts(connection, load, "object", rows)
            results = _named_texts(connection, load, "result", rows)
            if not any(quotes):
                quotes = _answers(connection, load, rows)
            for key, quote, target, result in zip(column[rows].tolist(), quotes, objects, results, strict=True):
                found[key] = ActivityDetails(key=key, object=target, result=result, evidence=Path(file).name,
                                             fetched=loaded, quote=quote, rule="table")
    return found


def _answers(connection: sqlite3.Connection, load: int, rows: NDArray[np.intp]) -> list[str]:
    """Return the beginning of the posts in which replies were made; empty for other acts and other tables."""
    if not len(segments.array(connection, load, "post_key")):
        return [""] * len(rows)
    verb = segments.array(connection, load, "act_verb")[rows]
    result = segments.array(connection, load, "act_result")[rows].astype(np.intp)
    said = segments.texts(connection, load, "post_text", result)
    return [text[:200] if code == _REPLY else "" for text, code in zip(said, verb.tolist(), strict=True)]


def _named_texts(connection: sqlite3.Connection, load: int, name: str, rows: NDArray[np.intp]) -> list[str | None]:
    codes = segments.array(connection, load, f"act_{name}")[rows].astype(np.intp)
    known = codes[codes >= 0]
    column = f"{name}_text" if name == "object" or not segments.has(connection, load, "post_url") else "post_url"
    by_code = dict(zip(known.tolist(), segments.texts(connection, load, column, known), strict=True))
    return [by_code.get(code) for code in codes.tolist()]
