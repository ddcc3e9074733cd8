"""Small worlds to rank: acts made by hand, real response sets where they are there, and accounts that attack."""

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from crawlers.records import Verb
from influence.model.acts import Acts
from influence.model.columns import UNDATED, VERBS

DAY = 86_400
SHARED = Path(__file__).parents[4] / "shared" / "data" / "diffusion"


@dataclass
class Happening:
    """One act: who, on whom, when, on which post (index), in which post."""

    actor: int
    owner: int
    time: int
    post: int = -1
    result: int = -1
    verb: Verb = Verb.REPLY
    weight: float = 1.0
    inferred: bool = False


@dataclass
class Town:
    """People, posts and acts while a test puts them together."""

    people: int
    #: (author, epoch seconds or None, site).
    posts: list[tuple[int, int | None, int]] = field(default_factory=list)
    happened: list[Happening] = field(default_factory=list)
    unlinked: set[int] = field(default_factory=set)
    not_rankable: set[int] = field(default_factory=set)
    until: int | None = None

    def post(self, author: int, time: int | None, site: int = 0) -> int:
        self.posts.append((author, time, site))
        return len(self.posts) - 1

    def act(self, actor: int, owner: int, time: int, post: int = -1, **more: object) -> None:
        self.happened.append(Happening(actor, owner, time, post, **more))  # type: ignore[arg-type]  test values

    def answer(self, actor: int, post: int, time: int, **more: object) -> None:
        self.act(actor, self.posts[post][0], time, post, **more)

    def acts(self) -> Acts:
        """Return the acts as the graph builder makes them: sorted by time, then as they were put in."""
        rows = sorted(self.happened, key=lambda act: act.time)
        marks = [row.time for row in rows] + [time for _, time, _ in self.posts if time is not None]

        def column(name: str, kind: type) -> np.ndarray:
            return np.array([getattr(row, name) for row in rows], dtype=kind)

        return Acts(
            people=self.people, actor=column("actor", np.int32), owner=column("owner", np.int32),
            verb=np.array([VERBS.index(row.verb) for row in rows], dtype=np.int8), time=column("time", np.int64),
            inferred=column("inferred", bool), post=column("post", np.int32), result=column("result", np.int32),
            weight=column("weight", np.float64), row=np.arange(len(rows)),
            post_author=np.array([author for author, _, _ in self.posts], dtype=np.int32),
            post_time=np.array([UNDATED if time is None else time for _, time, _ in self.posts], dtype=np.int64),
            post_site=np.array([site for _, _, site in self.posts], dtype=np.int32),
            linked=np.array([code not in self.unlinked for code in range(self.people)]),
            rankable=np.array([code not in self.not_rankable for code in range(self.people)]),
            since=min(marks, default=0), until=self.until if self.until is not None else max(marks, default=0),
        )


def town_of(acts: Acts) -> Town:
    """Return a town that holds these acts, to go on from."""
    town = Town(acts.people, until=acts.until)
    town.posts = [
        (author, None if time == UNDATED else time, site)
        for author, time, site in zip(acts.post_author.tolist(), acts.post_time.tolist(), acts.post_site.tolist(),
                                      strict=True)
    ]
    columns = (acts.actor, acts.owner, acts.time, acts.post, acts.result, acts.verb, acts.weight, acts.inferred)
    town.happened = [
        Happening(u, v, t, post, result, VERBS[verb], weight, inferred)
        for u, v, t, post, result, verb, weight, inferred in zip(*(c.tolist() for c in columns), strict=True)
    ]
    return town


def forum(people: int = 120, days: int = 1000, posts: int = 1500, seed: int = 1) -> Town:
    """A forum with a few voices and many passers-by, in which most regulars answer one another."""
    chance = np.random.default_rng(seed)
    voice = chance.pareto(1.3, people) + 0.2
    arrival = np.maximum(np.sort(chance.random(people)) * 0.8 - 0.2, 0.0) * days
    town = Town(people)
    for day in np.sort(chance.random(posts)) * days:
        here = arrival <= day
        author = int(chance.choice(people, p=voice * here / (voice * here).sum()))
        post = town.post(author, int(day * DAY))
        for reader in chance.choice(people, 12):
            if here[reader] and reader != author and chance.random() < min(0.6, voice[author] / 10):
                later = min(int((day + chance.exponential(1.5)) * DAY), days * DAY)
                result = town.post(int(reader), later) if chance.random() < 0.5 else -1
                town.answer(int(reader), post, later, result=result)
    town.until = days * DAY
    return town


def messages(name: str) -> Acts:
    """A response set as acts, up to 85 % of its messages; skips where the shared data is not there."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not there: the shared response sets are kept beside the project")
    with gzip.open(path, "rt") as file:
        lines = file.read().splitlines()
    head = lines[0].split("\t")
    place = {column: head.index(column) for column in ("person", "unix_time", "parent_msg")}
    rows = [line.split("\t") for line in lines[1:]]
    person, time, parent = (np.array([int(row[place[c]]) for row in rows]) for c in place)
    order = np.argsort(time, kind="stable")
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    cut = int(len(order) * 0.85)
    town = Town(int(person.max()) + 1)
    for row in order[:cut].tolist():
        town.post(int(person[row]), int(time[row]))
        answered = int(number[parent[row]]) if parent[row] >= 0 else -1
        if answered >= 0 and min(person[row], town.posts[answered][0]) >= 0 and person[row] != town.posts[answered][0]:
            town.answer(int(person[row]), answered, int(time[row]), result=len(town.posts) - 1)
    return town.acts()


@pytest.fixture(scope="session")
def make_town() -> Callable[..., Town]:
    """Return what makes an empty town: `make_town(people)`."""
    return Town


@pytest.fixture(scope="session")
def reopen() -> Callable[[Acts], Town]:
    """Return what turns acts back into a town."""
    return town_of


@pytest.fixture(scope="session")
def forum_acts() -> Acts:
    """Return the acts of a made-up forum of 120 people over 1000 days."""
    return forum().acts()


@pytest.fixture(scope="session")
def mailing_list() -> Acts:
    return messages("everything_list_messages.tsv.gz")


@pytest.fixture(scope="session")
def beer_questions() -> Acts:
    return messages("se_beer_messages.tsv.gz")


@pytest.fixture(scope="session")
def shifted() -> Callable[[Acts, Sequence[int]], Acts]:
    """Return what gives people other codes: `shifted(acts, new_code)`."""

    def change(acts: Acts, new: Sequence[int]) -> Acts:
        code = np.append(np.array(new, dtype=np.int32), np.int32(-1))
        linked, rankable = np.empty_like(acts.linked), np.empty_like(acts.rankable)
        linked[code[:-1]], rankable[code[:-1]] = acts.linked, acts.rankable
        return replace(acts, actor=code[acts.actor], owner=code[acts.owner], post_author=code[acts.post_author],
                       linked=linked, rankable=rankable)

    return change


@pytest.fixture(scope="session")
def demo_acts(tmp_path_factory: pytest.TempPathFactory) -> Acts:
    """The acts of the demo, told without a crawl."""
    from crawlers.extract.acts import activities
    from influence.cli.pipeline import acts, world
    from influence.demo.addresses import Addresses
    from influence.demo.plan import tell
    from influence.demo.records import PerfectReader
    from influence.demo.settings import demo_settings
    from influence.store.project import Project

    story = tell()
    addresses = Addresses(story.cast, {slug: f"https://{slug}.example" for slug in story.cast.places})
    with Project.create(tmp_path_factory.mktemp("told"), demo_settings(story, ["https://foldandember.example/"])) as project:
        with project.transaction():
            for page, findings in PerfectReader(story, addresses).pages():
                project.add(page, [*findings, *activities(findings, page.url)])
        return acts(world(project))
