"""Small stages for listening: what people said, written as rows; who acted on which post."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pytest

from crawlers.records import PostKind, Verb
from influence.model.acts import Acts
from influence.model.brand import Brand
from influence.model.columns import POST_KINDS, UNDATED, VERBS, PostColumns
from influence.model.heard import TONES, Heard, Tone

DAY = 86_400
ASPECTS = ("blade", "handle", "service")


def seconds(day: float | None) -> int:
    return UNDATED if day is None else round(day * DAY)


@dataclass
class Stage:
    """Posts, sentences and acts while a test puts them together; days count from 0."""

    people: int
    brands: tuple[str, ...] = ("Snipwell", "Kerfcut")
    posts: list[tuple[int, float | None, int, int, int]] = field(default_factory=list)
    said: list[tuple[int, int, Tone, int, int, str]] = field(default_factory=list)
    happened: list[tuple[int, int, float, int, float]] = field(default_factory=list)
    until: float | None = None

    def post(self, author: int, day: float | None, *, site: int = 0, thread: int | None = None, flags: int = 0) -> int:
        code = len(self.posts)
        self.posts.append((author, day, site, code if thread is None else thread, flags))
        return code

    def say(self, author: int, day: float | None, tone: Tone = Tone.NEUTRAL, text: str = "Snipwell.", *, brand: int = 0,
            aspect: int = -1, flags: int = 0, post: int | None = None, **more: int) -> int:
        """Let somebody write a post with one sentence on a brand, or add the sentence to a post; return the post."""
        code = self.post(author, day, **more) if post is None else post
        self.said.append((code, brand, tone, aspect, flags, text))
        return code

    def act(self, actor: int, post: int, day: float, weight: float = 1.0) -> None:
        self.happened.append((actor, self.posts[post][0], day, post, weight))

    def end(self) -> int:
        marks = [row[2] for row in self.happened] + [post[1] for post in self.posts if post[1] is not None]
        return seconds(self.until if self.until is not None else max(marks, default=0))

    def heard(self) -> Heard:
        rows = sorted(self.said, key=lambda row: (seconds(self.posts[row[0]][1]), row[0]))
        post = [row[0] for row in rows]
        return Heard(
            brands=tuple(Brand(name=name) for name in self.brands), aspects=ASPECTS, post=np.array(post, np.int32),
            person=np.array([self.posts[code][0] for code in post], np.int32),
            site=np.array([self.posts[code][2] for code in post], np.int32),
            time=np.array([seconds(self.posts[code][1]) for code in post], np.int64),
            brand=np.array([row[1] for row in rows], np.int16),
            tone=np.array([TONES.index(row[2]) for row in rows], np.int8),
            aspect=np.array([row[3] for row in rows], np.int8), flags=np.array([row[4] for row in rows], np.uint8),
            sentences=[row[5] for row in rows])

    def columns(self) -> PostColumns:
        author, day, site, thread, flags = ([post[at] for post in self.posts] for at in range(5))
        return PostColumns(
            key=np.arange(len(self.posts), dtype=np.int64), author=np.array(author, np.int32),
            time=np.array([seconds(one) for one in day], np.int64), site=np.array(site, np.int32),
            kind=np.full(len(self.posts), POST_KINDS.index(PostKind.POST), np.int8), thread=np.array(thread, np.int32),
            flags=np.array(flags, np.uint8))

    def acts(self) -> Acts:
        rows = sorted(self.happened, key=lambda row: row[2])
        actor, owner, day, post, weight = ([row[at] for row in rows] for at in range(5))
        posts, marks = self.columns(), [seconds(one) for one in day]
        everybody = np.ones(self.people, np.bool_)
        return Acts(
            people=self.people, actor=np.array(actor, np.int32), owner=np.array(owner, np.int32),
            verb=np.full(len(rows), VERBS.index(Verb.REPLY), np.int8), time=np.array(marks, np.int64),
            inferred=np.zeros(len(rows), np.bool_), post=np.array(post, np.int32),
            result=np.full(len(rows), -1, np.int32), weight=np.array(weight, np.float64), row=np.arange(len(rows)),
            post_author=posts.author, post_time=posts.time, post_site=posts.site, linked=everybody, rankable=everybody,
            since=min(marks, default=0), until=self.end())


def everything(heard: Heard) -> np.ndarray:
    return np.ones(len(heard), np.bool_)


@pytest.fixture(scope="session")
def stage() -> SimpleNamespace:
    """Return the maker of stages (`stage.of(people)`), `stage.all(heard)`, and the length of a day."""

    def of(people: int, posts: Sequence[tuple[int, float]] = (), **more: object) -> Stage:
        made = Stage(people, **more)  # type: ignore[arg-type]  test values
        for author, day in posts:
            made.post(author, day)
        return made

    return SimpleNamespace(of=of, all=everything, DAY=DAY)
