"""From an open project to what was heard in it; what `listen` and the report share. Import only inside a command."""

from collections import deque
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from influence.cli import pipeline
from influence.cli.pipeline import Question, World
from influence.cli.stances import texts, wanted
from influence.errors import NothingFoundError
from influence.graph import build
from influence.listening.heard import heard
from influence.listening.overhearing import Overhearing
from influence.listening.speakers import Speakers, audible, ring_members, speakers
from influence.listening.threads import threads
from influence.listening.voice import belief_by_act, driven
from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.model.heard import Heard
from influence.ranking import Ranking

DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hearing:
    """All that was heard, and who said it."""

    known: World
    heard: Heard
    overheard: Overhearing
    #: All acts up to the end of the window; what lies before its start is the past it is compared with.
    acts: Acts
    #: None when nobody acted on anybody.
    ranked: Ranking | None
    who: Speakers
    #: Rows of `heard` that are voices, at any time.
    rows: NDArray[np.bool_]
    #: By act, how far the responder is believed; by post, the acts it caused; by person, the living audience.
    believed: NDArray[np.float64]
    caused: NDArray[np.float64]
    audience: NDArray[np.float64]
    #: First and last second of the window.
    since: int
    until: int
    #: Was a start of the window asked for?
    limited: bool
    #: Was a brand named in influence.toml?
    branded: bool

    @property
    def within(self) -> NDArray[np.bool_]:
        """Return which rows fall into the window; undated ones only when it is not limited."""
        time = self.heard.time
        within = (time >= self.since) & (time <= self.until)
        return within if self.limited else within | (time == UNDATED)

    @property
    def author(self) -> NDArray[np.int32]:
        """Return the person code of each post's author; -1 unknown."""
        return self.acts.post_author

    def name(self, person: int) -> str:
        """Return a person's name."""
        return self.known.people.persons[person].name if person >= 0 else "somebody unknown"

    @property
    def first_heard(self) -> int:
        """Return from when on things were heard: the first percent of stray old posts aside."""
        times = self.acts.post_time
        times = times[(times != UNDATED) & (times <= self.until)]
        return int(np.partition(times, len(times) // 100)[len(times) // 100]) if len(times) else self.since


def hearing(known: World, question: Question, *, said: Heard | None = None) -> Hearing:
    """Return what was heard in a project up to the end of the window.

    Args:
        known: The project.
        question: The window, and topics in place of those of influence.toml.
        said: Mentions, where they were read already.

    Raises:
        NothingFoundError: No posts at all.
    """
    posts = known.columns.posts
    if not len(posts):
        raise NothingFoundError("nothing was heard yet: there are no posts", hint="crawl or load some first")
    found = build.acts(known.columns, known.people, until=question.until, weights=known.settings.score)
    ranked = _ranked(known, found)
    overheard = Overhearing(len(posts), question.topics or known.settings.scope.topics)
    passing = overheard.passing(texts(known))
    if said is None:
        said = heard(known.columns, known.people, passing, wanted(known))
    else:
        deque(passing, maxlen=0)
    posts = replace(posts, thread=threads(known.columns))
    known = replace(known, columns=replace(known.columns, posts=posts))
    who = speakers(known.people, _ring(ranked, found))
    believed = np.ones(len(found)) if ranked is None else belief_by_act(found, ranked.pairs)
    return Hearing(
        known=known, heard=said, overheard=overheard, acts=found, ranked=ranked, who=who,
        rows=audible(said, who) & ((said.time == UNDATED) | (said.time <= found.until)), believed=believed,
        caused=driven(found, believed), since=_since(found, question), until=found.until,
        audience=np.zeros(found.people) if ranked is None else ranked.living_audience,
        limited=question.since is not None or question.window_days is not None,
        branded=bool(known.settings.brand.name),
    )


def _ranked(known: World, found: Acts) -> Ranking | None:
    return pipeline.ranking(known, found, Question(intervals=False)) if len(found) else None


def _ring(ranked: Ranking | None, found: Acts) -> NDArray[np.bool_]:
    if ranked is None:
        return np.zeros(found.people, np.bool_)
    numbers, pairs = ranked.numbers, ranked.pairs
    living = np.bincount(pairs.driver, pairs.living, minlength=found.people)
    kept = np.bincount(pairs.driver, pairs.living * pairs.share, minlength=found.people)
    part = np.divide(kept, living, out=np.ones(found.people), where=living > 0)
    return ring_members(numbers.warnings["closed_circle"], numbers.mutual_share, numbers.counts.acts, part)


def _since(found: Acts, question: Question) -> int:
    starts = [found.since if len(found) else 0]
    times = found.post_time[found.post_time != UNDATED]
    starts = [min(starts[0], int(times.min()))] if len(times) else starts
    if question.since is not None:
        starts.append(question.since)
    if question.window_days is not None:
        starts.append(found.until - round(question.window_days * DAY))
    return max(starts)
