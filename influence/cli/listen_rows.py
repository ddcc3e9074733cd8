"""What was heard as rows of named cells, for JSON, CSV and the screen. Import only inside a command."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from influence.cli.findings import Asked, day
from influence.cli.hearing import Hearing
from influence.cli.sheets import Json, plain
from influence.export.cells import Cell
from influence.export.table import write_table
from influence.listening.alarms import Alarm
from influence.listening.allies import Ally
from influence.listening.answers import Answering
from influence.listening.changes import Changed
from influence.listening.needs import Wish
from influence.listening.ratio import ratio
from influence.listening.voice import Facet, Voice, voice_by, voices
from influence.model.columns import UNDATED

Row = dict[str, Cell]
#: Columns of each table, in order (see docs/listening.md).
VOICE = ("part", "label", "brand", "posts", "people", "share", "driven", "driven_share", "praises", "complaints")
ALARMS = ("raised", "began", "last", "about", "people", "people_then", "usual_per_week", "chance", "first", "carrier",
          "carrier_acts", "who", "sentence", "url")
ALLIES = ("person_id", "name", "turn", "date", "reason", "sentence", "url", "answered", "praises", "complaints",
          "last_praise", "repaired", "followers", "living_audience", "repairability")
NEEDS = ("kind", "words", "people", "answers", "first_date", "last_date", "first", "who", "sentence", "url",
         "days_open")
CHANGES = ("change", "person_id", "name", "date", "brand", "value", "living_audience", "sentence", "url")


class Receipts:
    """Looks up addresses of posts, fetched together."""

    def __init__(self, heard: Hearing, posts: Iterable[int]) -> None:
        codes = sorted(set(posts))
        found = heard.known.project.posts(heard.known.columns.posts.key[codes])
        self._post = {code: (post.url, post.title or post.text) for code, post in zip(codes, found, strict=True)}

    def url(self, post: int | None) -> str | None:
        """Return the address of a post; None when it has none."""
        return self._post[post][0] if post is not None else None

    def words(self, post: int | None) -> str:
        """Return the title of a post, else its beginning."""
        return self._post[post][1][:200] if post is not None else ""


def write_rows(path: Path, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Write rows as CSV."""
    write_table(path, names, [[row[name] for name in names] for row in rows])


def objects(rows: Iterable[Mapping[str, Cell]]) -> list[dict[str, Json]]:
    """Return rows as JSON knows them."""
    return [{name: plain(value) for name, value in row.items()} for row in rows]


def voice_rows(heard: Hearing, facets: Sequence[Facet]) -> list[Row]:
    """Return the voice of each brand in all and by week, place, language and community."""
    rows = heard.rows & heard.within
    made = [_voice(heard, "all", "", voice, rows) for voice in voices(heard.heard, rows, heard.caused)]
    for facet in facets:
        for part in voice_by(heard.heard, rows, heard.caused, facet):
            inside = rows & (facet.code == part.code)
            made += [_voice(heard, facet.name, part.label, voice, inside) for voice in part.voices if voice.posts]
    return made


def _voice(heard: Hearing, part: str, label: str, voice: Voice, rows: NDArray[np.bool_]) -> Row:
    brand = next(code for code, one in enumerate(heard.heard.brands) if one.name == voice.brand)
    tone = ratio(heard.heard, rows, brand, UNDATED + 1, heard.until)
    return {"part": part, "label": label, "brand": voice.brand, "posts": voice.posts, "people": voice.people,
            "share": voice.share, "driven": voice.driven, "driven_share": voice.driven_share, "praises": tone.praises,
            "complaints": tone.complaints}


def alarm_rows(heard: Hearing, found: Sequence[Alarm]) -> list[Row]:
    """Return one row per wave, newest first."""
    from influence.cli.findings import brand_complaints

    all_of = brand_complaints(heard)
    first = [alarm.rows[0] for alarm in found]
    receipts = Receipts(heard, [int(all_of.post[row]) for row in first])
    rows: list[Row] = []
    for alarm in reversed(found):
        who = dict.fromkeys(heard.name(int(all_of.person[row])) for row in alarm.rows)
        post = int(all_of.post[alarm.rows[0]])
        rows.append({
            "raised": day(alarm.raised), "began": day(alarm.began), "last": day(alarm.last), "about": alarm.aspects,
            "people": alarm.people, "people_then": alarm.people_then, "usual_per_week": alarm.usual,
            "chance": f"{alarm.chance:.1e}", "first": heard.name(alarm.first), "carrier": heard.name(alarm.carrier),
            "carrier_acts": alarm.carried, "who": tuple(who), "url": receipts.url(post),
            "sentence": heard.heard.sentences[int(all_of.row[alarm.rows[0]])]})
    return rows


def ally_rows(heard: Hearing, found: Sequence[Ally]) -> list[Row]:
    """Return one row per person whose word changed, best worth repairing first."""
    said = heard.heard
    receipts = Receipts(heard, [int(said.post[one.row]) for one in found])
    return [{
        "person_id": heard.known.people.persons[one.person].id, "name": heard.name(one.person), "turn": one.turn.value,
        "date": day(one.bad_time if one.bad_time is not None else one.praised), "reason": one.aspect,
        "sentence": said.sentences[one.row], "url": receipts.url(int(said.post[one.row])),
        "answered": day(one.answered), "praises": one.praises, "complaints": one.complaints,
        "last_praise": day(one.praised),
        "repaired": None if one.repaired is None else day(int(said.time[one.repaired])),
        "followers": tuple(heard.name(person) for person in one.followers), "living_audience": one.living_audience,
        "repairability": one.repairability} for one in found]


def need_rows(heard: Hearing, found: Asked) -> list[Row]:
    """Return one row per need (kind `need`), then who is about to buy (`buying`), then who helps (`helper`)."""
    receipts = Receipts(heard, [*(need.first.post for need in found.needs), *(wish.post for wish in found.buying)])
    rows: list[Row] = []
    for need in found.needs:
        first = need.first
        rows.append(_wanted(heard, receipts, "need", first) | {
            "words": need.words, "people": len(need.people), "answers": len(need.answers), "last_date": day(need.last),
            "who": tuple(heard.name(person) for person in need.people),
            "days_open": None if need.answers else float((heard.until - first.time) // 86_400)})
    rows += [_wanted(heard, receipts, "buying", wish) for wish in found.buying]
    rows += [_blank("helper") | {"people": one.helped, "answers": one.answers, "who": (heard.name(one.person),)}
             for one in found.helpers]
    return rows


def open_rows(heard: Hearing, found: Sequence[Answering]) -> list[Row]:
    """Return what waits for an answer of the brand, newest first, as rows of the needs table (kind `unanswered`)."""
    said = heard.heard
    own = found[0].open[::-1] if found else ()  # the newest can still be answered
    receipts = Receipts(heard, [int(said.post[one.row]) for one in own])
    return [_blank("unanswered") | {
        "people": 1, "answers": 0, "first_date": day(int(said.time[one.row])),
        "first": heard.name(int(said.person[one.row])), "sentence": said.sentences[one.row],
        "url": receipts.url(int(said.post[one.row])), "days_open": one.days} for one in own]


def answer_objects(found: Sequence[Answering]) -> list[dict[str, Json]]:
    """Return how each brand answers, in numbers."""
    return [{"brand": one.brand, "asked": one.asked, "answered": one.answered, "median_days": one.days,
             "waiting": len(one.open), "longest_days": one.open[0].days if one.open else None} for one in found]


def change_rows(heard: Hearing, found: Sequence[Changed]) -> list[Row]:
    """Return one row per change with its receipt."""
    receipts = Receipts(heard, [one.post for one in found if one.post is not None])
    return [{
        "change": one.change.value, "person_id": heard.known.people.persons[one.person].id,
        "name": heard.name(one.person), "date": day(one.time), "brand": one.brand, "value": one.value,
        "living_audience": one.living_audience, "url": receipts.url(one.post),
        "sentence": heard.heard.sentences[one.row] if one.row is not None else receipts.words(one.post)}
            for one in found]


def _blank(kind: str) -> Row:
    return dict.fromkeys(NEEDS) | {"kind": kind}


def _wanted(heard: Hearing, receipts: Receipts, kind: str, wish: Wish) -> Row:
    return _blank(kind) | {
        "people": 1, "first_date": day(wish.time), "last_date": day(wish.time), "first": heard.name(wish.person),
        "who": (heard.name(wish.person),), "sentence": wish.sentence, "url": receipts.url(wish.post)}
