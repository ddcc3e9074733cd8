"""Who could introduce the manager to somebody. Import only inside a command."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from influence.cli.people_cards import Row
from influence.cli.pipeline import World
from influence.cli.proofs import outreach
from influence.graph.paths import LEAST_WARMTH, Ties, WarmPath, ties, warm_paths
from influence.model.acts import Acts
from influence.model.columns import UNKNOWN
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
    paths = {code: _toned(known, found, warm, warm_paths(warm, friends, code, most=_LOOKED_AT)) for code in codes}
    return {code: tuple(_chain(known, toned.path) for toned in some[:_SHOWN]) for code, some in paths.items() if some}


def path_rows(known: World, found: Acts, code: int) -> list[Row]:
    """Return the warm paths to one person, each with its steps, their tone and the newest act of each to open."""
    warm = ties(found)
    return [{"via": _chain(known, toned.path), "warmth": round(toned.warmth, 3),
             "steps": [_step(known, warm, tie, tone) for tie, tone in zip(toned.path.ties, toned.tones, strict=True)]}
            for toned in _toned(known, found, warm, warm_paths(warm, allies(known), code, most=_LOOKED_AT))[:_LISTED]]


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


def _toned(known: World, found: Acts, warm: Ties, paths: Sequence[WarmPath]) -> list[_Toned]:
    """Return paths by what is left of their warmth: each step in a harsh tone takes three quarters of it."""
    made = []
    for path in paths:
        tones = tuple(_manners(known, found, warm, tie) for tie in path.ties)
        left = path.warmth * float(np.prod([_HARSH if tone.harsh else 1.0 for tone in tones]))
        if left >= LEAST_WARMTH:
            made.append(_Toned(path=path, tones=tones, warmth=left))
    return sorted(made, key=lambda one: (-one.warmth, len(one.path.people), one.path.people))


def _manners(known: World, found: Acts, warm: Ties, tie: int) -> Manners:
    """Return in which tone two people spoke to each other, by their newest exchanges: the quote, else the post."""
    one, other = int(warm.speaker[tie]), int(warm.listener[tie])
    between = ((found.actor == one) & (found.owner == other)) | ((found.actor == other) & (found.owner == one))
    rows = np.flatnonzero(between)[-_READ:]
    keys = known.columns.activities.key[found.row[rows]].tolist()
    seen = known.project.details(keys)
    quoted = [seen[number].quote if number in seen else "" for number in keys]
    codes = sorted({int(code) for code, quote in zip(found.result[rows], quoted, strict=True)
                    if not quote and code != UNKNOWN})
    written = [post.text[:_LONG] for post in known.project.posts(known.columns.posts.key[codes])] if codes else []
    return manners([*dict.fromkeys(quote for quote in quoted if quote), *written])


def _chain(known: World, path: WarmPath) -> str:
    return " > ".join(known.people.persons[code].name for code in path.people[:-1])


def _step(known: World, warm: Ties, tie: int, tone: Manners) -> Row:
    key = int(known.columns.activities.key[int(warm.row[tie])])
    seen = known.project.details([key]).get(key)
    return {
        "speaker": known.people.persons[int(warm.speaker[tie])].name,
        "listener": known.people.persons[int(warm.listener[tie])].name,
        "answers": int(warm.answers[tie]), "asked": int(warm.asked[tie]),
        "tone": tone.word, "warm_words": tone.warm, "cold_words": tone.cold,
        "last": datetime.fromtimestamp(int(warm.last[tie]), UTC).date().isoformat(),
        "url": (seen.result or seen.evidence) if seen else None,
    }
