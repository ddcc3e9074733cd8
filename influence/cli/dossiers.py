"""What to read before writing to somebody, gathered from a project. Import only inside a command."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from influence.cli.fits import lived_by, on_topic
from influence.cli.pipeline import World
from influence.cli.stances import Stances, stances_of
from influence.cli.teams import labels
from influence.export.cells import plain
from influence.export.dossier import FRESH_DAYS, Dossier, Opener, Saying, dossier_text, sections
from influence.export.people_table import Sheet
from influence.export.report import write_dossier
from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.model.contact import Reach
from influence.model.heard import DOUBTFUL, TONES, Tone
from influence.people.sensitive import spared
from influence.shortlist import eligible
from influence.shortlist.fit import Fit
from influence.shortlist.habits import Habits

_DAY = 86_400
#: So many posts, tags, people and sentences are named.
NEWEST, TAGS, NAMES, SAYINGS = 3, 8, 5, 4
_TITLE = 90


def dossiers(known: World, found: Acts, sheet: Sheet) -> dict[int, Dossier]:
    """Return the dossier of everybody on a sheet, by person code."""
    codes = [score.code for score in sheet.scores]
    names = sheet.community or [""] * len(known.people)
    community = np.unique(np.array(names, np.str_), return_inverse=True)[1].astype(np.int32)
    lived, seen = lived_by(known, found, community, codes)
    about = on_topic(known, sorted({int(post) for posts in lived.posts.values() for post in posts}))
    moved = _moved(found)
    made = {}
    spoken = stances_of(known, found.until)
    split = eligible(sheet.scores, known.people, labels(known, found.until, {}), until=found.until)
    unproposed = {out.code: out.text for out in (*split.repair, *split.left_out)}
    repair = {out.code for out in split.repair}
    for code in codes:
        posts = lived.posts[code].tolist()[::-1]
        own = _Own(posts=posts, on_topic=[post for post in posts if post in about], habits=seen[code], moved=moved,
                   sayings=None if spoken is None else _sayings(known, spoken, code, found.until),
                   unproposed=unproposed.get(code, ""), repair=code in repair)
        made[code] = _dossier(known, found, sheet, code, own)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """What one person did in the last year."""

    #: Own posts, newest first, and those of them on topic.
    posts: Sequence[int]
    on_topic: Sequence[int]
    habits: Habits
    #: Different people who acted on each post.
    moved: Mapping[int, int]
    #: None where no brand is set.
    sayings: tuple[Saying, ...] | None
    #: Why they are not proposed; empty when they are. Whether they are to be won back instead.
    unproposed: str
    repair: bool


def dossier_of(known: World, found: Acts, sheet: Sheet) -> Dossier:
    """Return the dossier of the first person of a sheet."""
    return dossiers(known, found, sheet.of([sheet.scores[0].code]))[sheet.scores[0].code]


def dossier_object(known: World, found: Acts, sheet: Sheet) -> dict[str, object]:
    """Return the dossier of the first person of a sheet as `explain --dossier --json` prints it."""
    language = known.settings.scope.report_language
    parts = sections(dossier_of(known, found, sheet), language)
    return {part.key: [{"text": line.text, "url": line.url or None} for line in part.lines] for part in parts}


def show_dossier(known: World, found: Acts, sheet: Sheet, html_file: Path | None) -> str:
    """Return the dossier of the first person of a sheet as text, or write it as a page."""
    language = known.settings.scope.report_language
    made = dossier_of(known, found, sheet)
    if html_file is not None:
        write_dossier(html_file, made, language)
    return dossier_text(made, language)


def _dossier(known: World, found: Acts, sheet: Sheet, code: int, own: _Own) -> Dossier:
    person = known.people.persons[code]
    score = next(score for score in sheet.scores if score.code == code)
    times = found.post_time
    notes = (sheet.outreach or {}).get(code, {})
    flags = (*score.warnings, "minor") if code in sheet.minors else score.warnings
    return Dossier(
        person_id=person.id, name=person.name, site=person.sites[0] if person.sites else "",
        topics=(sheet.topics or {}).get(code, ()), tags=_tags(known, own.posts),
        community="" if sheet.community is None else sheet.community[code],
        counted=tuple(int(sum(times[post] > found.until - days * _DAY for post in own.on_topic))
                      for days in (30, 60, 90)),
        newest=tuple(_shown(known, found, own, own.on_topic[:NEWEST])),
        answered_by=_ties(known, found.actor[(found.owner == code) & (found.weight > 0)]),
        answers=_ties(known, found.owner[(found.actor == code) & (found.weight > 0)]),
        sayings=own.sayings, posts=own.habits.posts, paid=own.habits.paid, unsaid=own.habits.unsaid,
        fit=(sheet.fit or {}).get(code, Fit()), reach=(sheet.reach or {}).get(code, Reach()),
        intro=None if sheet.intro_via is None else sheet.intro_via.get(code, ()),
        opener=_opener(known, found, own),
        status=str(notes.get("status") or ""), warnings=flags, unproposed=own.unproposed, repair=own.repair,
        audience=person.audience,
    )


def _sayings(known: World, spoken: Stances, code: int, until: int) -> tuple[Saying, ...]:
    """Return what somebody said about the brand and its rivals: complaints about the brand first, then praise."""
    heard = spoken.heard
    rows = np.flatnonzero((heard.person == code) & ((heard.flags & DOUBTFUL) == 0) & (heard.time <= until))
    plainly = heard.tone[rows] == TONES.index(Tone.NEUTRAL)
    against = (heard.tone[rows] == TONES.index(Tone.COMPLAINT)) & (heard.brand[rows] == 0)
    best = rows[np.lexsort((rows, -heard.time[rows].astype(np.float64), plainly, ~against))][:SAYINGS]
    posts = known.project.posts(known.columns.posts.key[heard.post[best]])
    return tuple(
        Saying(day=_day(int(heard.time[row])), brand=heard.brands[int(heard.brand[row])].name,
               tone=TONES[int(heard.tone[row])].value, sentence=heard.sentences[row], url=post.url or "")
        for row, post in zip(best.tolist(), posts, strict=True))


def _day(time: int) -> str:
    return "" if time == UNDATED else datetime.fromtimestamp(time, UTC).date().isoformat()


def _opener(known: World, found: Acts, own: _Own) -> Opener | None:
    """Return the post of the last 60 days that most people acted on, one on topic if there is; else the newest."""
    fresh = [post for post in own.posts if found.post_time[post] > found.until - FRESH_DAYS * _DAY]
    best = max([post for post in fresh if post in own.on_topic] or fresh, default=None,
               key=lambda post: (own.moved.get(post, 0), int(found.post_time[post]), -post))
    if best is None:
        best = next(iter(own.on_topic or own.posts), None)
    return None if best is None else _shown(known, found, own, [best])[0]


def _shown(known: World, found: Acts, own: _Own, posts: Sequence[int]) -> list[Opener]:
    details = known.project.posts(known.columns.posts.key[list(posts)])
    made = []
    for post, told in zip(posts, details, strict=True):
        time = int(found.post_time[post])
        made.append(Opener(
            day=_day(time),
            title=plain(told.title or told.text)[:_TITLE] or told.url or "", url=told.url or "",
            people=own.moved.get(post, 0), fresh=time > found.until - FRESH_DAYS * _DAY))
    return made


def _moved(found: Acts) -> dict[int, int]:
    """Return the number of different people who acted on each post."""
    on_post = (found.post >= 0) & (found.weight > 0)
    if not on_post.any():
        return {}
    pairs = np.unique(np.stack([found.post[on_post], found.actor[on_post]]), axis=1)
    posts, people = np.unique(pairs[0], return_counts=True)
    return dict(zip(posts.tolist(), people.tolist(), strict=True))


def _ties(known: World, codes: NDArray[np.int32]) -> tuple[tuple[str, int], ...]:
    counted = Counter(codes.tolist())
    persons = known.people.persons
    best = sorted(counted, key=lambda code: (-counted[code], persons[code].name, persons[code].id))[:NAMES]
    return tuple((persons[code].name, counted[code]) for code in best)


def _tags(known: World, posts: Sequence[int]) -> tuple[str, ...]:
    """Return the tags used most in these posts, without sensitive ones that were not asked for."""
    counted: Counter[str] = Counter()
    for _, tags, _ in known.project.texts(known.columns.posts.key[list(posts)]):
        counted.update({tag.strip() for tag in tags})
    asked = known.settings.scope.topics
    kept = [tag for tag in counted if tag and spared(tag, asked).strip() == tag]
    return tuple(sorted(kept, key=lambda tag: (-counted[tag], tag))[:TAGS])
