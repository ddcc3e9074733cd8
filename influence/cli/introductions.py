"""Who could introduce the manager to somebody. Import only inside a command."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from influence.cli.people_cards import Row
from influence.cli.pipeline import World
from influence.cli.proofs import outreach
from influence.graph.paths import LEAST_WARMTH, Ties, WarmPath, ties, warm_paths
from influence.model.acts import Acts
from influence.model.columns import UNKNOWN
from influence.model.evidence import ActivityDetails
from influence.people.find import find_all
from influence.people.manners import Manners, manners

#: So many introductions stand in the table.
_SHOWN = 3
#: So many paths are looked at for their tone, and so many listed.
_LOOKED_AT, _LISTED = 10, 5
#: What is left of a step's warmth when it is harsh.
_HARSH = 0.25
#: So many newest exchanges of two people are read, and so much of each.
_READ, _LONG = 30, 500
#: Statuses of people who have said yes.
_WON = ("agreed", "ambassador")


def allies(known: World) -> set[int]:
    """Return the people who like the brand: named in the settings, or won over by the manager's own word."""
    named = set(find_all(known.people, known.settings.people.allies))
    return named | {code for code, own in outreach(known).items() if own.get("status") in _WON}


def introductions(known: World, found: Acts, codes: Iterable[int]) -> dict[int, tuple[str, ...]] | None:
    """Return who could introduce each of these people, "Kim" or "Kim > Bo"; None when no ally is known."""
    friends = allies(known)
    if not friends:
        return None
    warm = ties(found)
    paths = {code: warm_paths(warm, friends, code, most=_LOOKED_AT) for code in codes}
    tones = _tones(known, found, warm, (path for some in paths.values() for path in some))
    toned = {code: _toned(some, tones) for code, some in paths.items()}
    return {code: tuple(_chain(known, one.path) for one in some[:_SHOWN]) for code, some in toned.items() if some}


def path_rows(known: World, found: Acts, code: int) -> list[Row]:
    """Return the warm paths to one person, each with its steps, their tone and the newest act of each to open."""
    warm = ties(found)
    paths = warm_paths(warm, allies(known), code, most=_LOOKED_AT)
    listed = _toned(paths, _tones(known, found, warm, paths))[:_LISTED]
    seen = known.project.details({_key(known, warm, tie) for toned in listed for tie in toned.path.ties})
    return [{"via": _chain(known, toned.path), "warmth": round(toned.warmth, 3),
             "steps": [_step(known, warm, tie, tone, seen)
                       for tie, tone in zip(toned.path.ties, toned.tones, strict=True)]}
            for toned in listed]


def path_lines(rows: Iterable[Row]) -> Iterable[str]:
    """Yield the paths as text, steps below each."""
    for row in rows:
        yield f"{row['warmth']:.2f}  {row['via']}"
        steps = row["steps"]
        for step in steps if isinstance(steps, list) else ():
            tone = f", tone {step['tone']}" if step["tone"] else ""
            yield (f"      {step['listener']} answered {step['speaker']} {step['answers']} times, the other way "
                   f"{step['asked']}; last {step['last']}{tone}  {step['url'] or ''}").rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Toned:
    """A path with the tone of each of its steps, and its warmth after that."""

    path: WarmPath
    tones: tuple[Manners, ...]
    warmth: float


def _toned(paths: Sequence[WarmPath], tone_of: Mapping[int, Manners]) -> list[_Toned]:
    """Return paths by what is left of their warmth: each step in a harsh tone takes three quarters of it."""
    made = []
    for path in paths:
        tones = tuple(tone_of[tie] for tie in path.ties)
        left = path.warmth * float(np.prod([_HARSH if tone.harsh else 1.0 for tone in tones]))
        if left >= LEAST_WARMTH:
            made.append(_Toned(path=path, tones=tones, warmth=left))
    return sorted(made, key=lambda one: (-one.warmth, len(one.path.people), one.path.people))


def _tones(known: World, found: Acts, warm: Ties, paths: Iterable[WarmPath]) -> dict[int, Manners]:
    """Return, for each tie of these paths, in which tone its two people spoke to each other.

    Told by their newest exchanges: the quote, else the post. What all ties need is read at once: a read costs the same
    for one act as for thousands.
    """
    wanted = np.unique(np.array([tie for path in paths for tie in path.ties], dtype=np.int64))
    pairs = _pairs(warm.speaker[wanted], warm.listener[wanted], warm.people)
    rows = _exchanges(found, pairs)
    keys = known.columns.activities.key[found.row]
    seen = known.project.details(keys[np.concatenate([*rows.values(), np.zeros(0, np.intp)])])
    quoted = {pair: [seen[key].quote if key in seen else "" for key in keys[some].tolist()]
              for pair, some in rows.items()}
    codes = {pair: sorted({code for code, quote in zip(found.result[some].tolist(), quoted[pair], strict=True)
                           if not quote and code != UNKNOWN}) for pair, some in rows.items()}
    posts = sorted({code for some in codes.values() for code in some})
    written = known.project.posts(known.columns.posts.key[posts]) if posts else ()
    texts = {code: post.text[:_LONG] for code, post in zip(posts, written, strict=True)}
    tones = {pair: manners([*dict.fromkeys(quote for quote in said if quote), *(texts[code] for code in codes[pair])])
             for pair, said in quoted.items()}
    return {tie: tones[pair] for tie, pair in zip(wanted.tolist(), pairs.tolist(), strict=True)}


def _pairs(one: NDArray[np.int32], other: NDArray[np.int32], people: int) -> NDArray[np.int64]:
    """Return a number for each two people, whoever comes first."""
    return np.minimum(one, other).astype(np.int64) * max(people, 1) + np.maximum(one, other)


def _exchanges(found: Acts, pairs: NDArray[np.int64]) -> dict[int, NDArray[np.intp]]:
    """Return the newest rows of acts between the two people of each pair, by one sort for all pairs."""
    between = _pairs(found.actor, found.owner, found.people)
    rows = np.argsort(between, kind="stable")
    wanted = np.unique(pairs)
    first, end = (np.searchsorted(between, wanted, side=side, sorter=rows).tolist() for side in ("left", "right"))
    return {pair: rows[max(start, stop - _READ):stop]
            for pair, start, stop in zip(wanted.tolist(), first, end, strict=True)}


def _chain(known: World, path: WarmPath) -> str:
    return " > ".join(known.people.persons[code].name for code in path.people[:-1])


def _key(known: World, warm: Ties, tie: int) -> int:
    """Return the key of a tie's newest act."""
    return int(known.columns.activities.key[int(warm.row[tie])])


def _step(known: World, warm: Ties, tie: int, tone: Manners, seen: Mapping[int, ActivityDetails]) -> Row:
    newest = seen.get(_key(known, warm, tie))
    return {
        "speaker": known.people.persons[int(warm.speaker[tie])].name,
        "listener": known.people.persons[int(warm.listener[tie])].name,
        "answers": int(warm.answers[tie]), "asked": int(warm.asked[tie]),
        "tone": tone.word, "warm_words": tone.warm, "cold_words": tone.cold,
        "last": datetime.fromtimestamp(int(warm.last[tie]), UTC).date().isoformat(),
        "url": (newest.result or newest.evidence) if newest else None,
    }
