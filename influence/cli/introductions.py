"""Who could introduce the manager to somebody. Import only inside a command."""

from collections.abc import Iterable
from datetime import UTC, datetime

from influence.cli.people_cards import Row
from influence.cli.pipeline import World
from influence.cli.proofs import outreach
from influence.graph.paths import Ties, WarmPath, ties, warm_paths
from influence.model.acts import Acts
from influence.people.find import find_all

#: So many introductions stand in the table.
_SHOWN = 3
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
    paths = {code: warm_paths(warm, friends, code, most=_SHOWN) for code in codes}
    return {code: tuple(_chain(known, path) for path in some) for code, some in paths.items() if some}


def path_rows(known: World, found: Acts, code: int) -> list[Row]:
    """Return the warm paths to one person, each with its steps and the newest act of each to open."""
    warm = ties(found)
    return [{"via": _chain(known, path), "warmth": round(path.warmth, 3),
             "steps": [_step(known, warm, tie) for tie in path.ties]}
            for path in warm_paths(warm, allies(known), code)]


def path_lines(rows: Iterable[Row]) -> Iterable[str]:
    """Yield the paths as text, steps below each."""
    for row in rows:
        yield f"{row['warmth']:.2f}  {row['via']}"
        steps = row["steps"]
        for step in steps if isinstance(steps, list) else ():
            yield (f"      {step['listener']} answered {step['speaker']} {step['answers']} times, the other way "
                   f"{step['asked']}; last {step['last']}  {step['url'] or ''}").rstrip()


def _chain(known: World, path: WarmPath) -> str:
    return " > ".join(known.people.persons[code].name for code in path.people[:-1])


def _step(known: World, warm: Ties, tie: int) -> Row:
    key = int(known.columns.activities.key[int(warm.row[tie])])
    seen = known.project.details([key]).get(key)
    return {
        "speaker": known.people.persons[int(warm.speaker[tie])].name,
        "listener": known.people.persons[int(warm.listener[tie])].name,
        "answers": int(warm.answers[tie]), "asked": int(warm.asked[tie]),
        "last": datetime.fromtimestamp(int(warm.last[tie]), UTC).date().isoformat(),
        "url": (seen.result or seen.evidence) if seen else None,
    }
