"""The talk about the brand, as the report tells it. Import only inside a command."""

from dataclasses import replace

from influence.cli import findings
from influence.cli.hearing import Hearing, hearing
from influence.cli.listen_rows import Receipts, Row, ally_rows
from influence.cli.news import Week, news
from influence.cli.pipeline import Question, World
from influence.cli.stances import stances_of
from influence.cli.weeks import week_of
from influence.export.report.listened import AllyLine, BrandVoice, Listened, QuestionLine
from influence.listening.ratio import ratio

#: So many lines each, and so much of a sentence.
ALLIES, NEEDS, WAITING, TEXT = 10, 6, 10, 200
#: A need of fewer people is one open question among many.
LEAST_PEOPLE = 2


def listened(known: World, since: int, until: int) -> Listened | None:
    """Return what the report says of the talk about the brand; None without a brand or where nobody names it."""
    spoken = stances_of(known, until)
    if spoken is None:
        return None
    heard = hearing(known, Question(since=since, until=until), said=spoken.heard)
    if not (heard.rows & heard.within).any():
        return None
    week = week_of(heard)
    return Listened(
        sentences=news(heard, week, known.settings.scope.report_language), voices=_voices(heard, week),
        allies=tuple(_ally(row) for row in ally_rows(heard, week.allies[:ALLIES])), needs=_needs(heard, week),
        waiting=_waiting(heard, week))


def _voices(heard: Hearing, week: Week) -> tuple[BrandVoice, ...]:
    rows = heard.rows & heard.within
    made = []
    for code, voice in enumerate(week.voices):
        tone = ratio(heard.heard, rows, code, heard.since, heard.until)
        made.append(BrandVoice(name=voice.brand, posts=voice.posts, share=voice.share, driven_share=voice.driven_share,
                               praises=tone.praises, complaints=tone.complaints))
    return tuple(made)


def _ally(row: Row) -> AllyLine:
    return AllyLine(
        name=str(row["name"]), turn=str(row["turn"]), day=str(row["date"] or ""), answered=str(row["answered"] or ""),
        won_back=str(row["repaired"] or ""), sentence=str(row["sentence"])[:TEXT], url=str(row["url"] or ""))


def _needs(heard: Hearing, week: Week) -> tuple[QuestionLine, ...]:
    """Return the needs nobody answered, each with its first question by somebody who may be written to."""
    away = findings.spared(heard)
    found = []
    for need in week.asked.needs:
        wishes = tuple(wish for wish in need.wishes if wish.person not in away)
        if len(need.people) >= LEAST_PEOPLE and not need.answers and wishes:
            found.append((len(need.people), replace(need, wishes=wishes).first))
    receipts = Receipts(heard, [first.post for _, first in found[:NEEDS]])
    return tuple(
        QuestionLine(people=people, day=str(findings.day(first.time) or ""), url=receipts.url(first.post) or "",
                     name=heard.name(first.person), sentence=first.sentence[:TEXT])
        for people, first in found[:NEEDS])


def _waiting(heard: Hearing, week: Week) -> tuple[QuestionLine, ...]:
    """Return the newest complaints and questions that wait; old ones are past an answer."""
    said, own = heard.heard, list(reversed(week.answers[0].open))[:WAITING]
    receipts = Receipts(heard, [int(said.post[one.row]) for one in own])
    return tuple(
        QuestionLine(people=1, day=str(findings.day(int(said.time[one.row])) or ""), url=receipts.url(
            int(said.post[one.row])) or "", name=heard.name(int(said.person[one.row])),
            sentence=said.sentences[one.row][:TEXT])
        for one in own)
