"""How long it takes to listen to many posts, and how much memory, in a process of its own.

    python benchmarks/listening/speed.py [--posts 1000000] [--gate]

Made-up posts of 50 to 600 letters, English and Chinese, three of a hundred naming a brand, in threads of five by one
person for each twenty posts. Everything of `listen` runs but the reading from disk: mentions, tone, wishes, voice,
alarms, allies, changes.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator

import numpy as np

from crawlers.records import PostKind, Verb
from influence.listening.alarms import alarms
from influence.listening.allies import Told, allies
from influence.listening.changes import Seen, changes
from influence.listening.complaints import complaints, independent
from influence.listening.heard import Listening, heard
from influence.listening.needs import Wish, needs
from influence.listening.overhearing import Overhearing
from influence.listening.voice import by_place, by_week, driven, voice_by, voices
from influence.listening.wishes import WishKind
from influence.model.acts import Acts
from influence.model.brand import Brand
from influence.model.columns import (
    PLACES,
    POST_KINDS,
    VERBS,
    ActivityColumns,
    Columns,
    PostColumns,
)
from influence.model.person import People, Person

DAY, YEARS = 86_400, 3
#: Floors for a million posts: CPU seconds and bytes at most.
CPU_MOST, MEMORY_MOST = 300.0, 2 * 1024**3
PLAIN = (
    "I have been at paper cutting most evenings this month, and the pile on the table is finally going down. ",
    "The trick is patience. I cut one test piece first, look at it in daylight, and only then cut the rest. ",
    "We had eight people at the table, two of them for the first time, and nobody wanted to go home. ",
    "這個月幾乎每天晚上都在做剪紙，桌上的材料終於少了一點。", "尺寸寫在圖片下面，做出來太小就四周各加四公釐。",
    "Bookmarked! ", "請問用的是幾磅的紙？ ",
)
NAMED = (
    "My Tanager shears broke after a month. ", "I love my Tanager, it cuts like butter. ",
    "唐雀用了四個月還是一樣順。 ",
    "The Corvane handle is awful. ", "Does anybody know whether Tanager makes a left-handed pair? ",
)


def texts(posts: int) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield made-up posts, always the same ones."""
    chance = np.random.default_rng(1)
    size, named = chance.integers(1, 7, posts), chance.random(posts) < 0.03
    for code in range(posts):
        parts = [PLAIN[(code * 7 + step * step) % len(PLAIN)] for step in range(int(size[code]))]
        if named[code]:
            parts.append(NAMED[code % len(NAMED)])
        yield ("A title" if code % 5 == 0 else ""), (), "".join(parts)


def community(posts: int) -> tuple[Columns, People, Acts]:
    """Return columns, people and acts of so many posts in threads of five."""
    chance = np.random.default_rng(2)
    people = max(posts // 20, 2)
    author = chance.integers(0, people, posts).astype(np.int32)
    moment = np.sort(chance.integers(0, YEARS * 365 * DAY, posts))
    opener = (np.arange(posts) // 5 * 5).astype(np.int32)
    post_columns = PostColumns(
        key=np.arange(posts), author=author, time=moment, site=(author % 200).astype(np.int32), thread=opener,
        kind=np.full(posts, POST_KINDS.index(PostKind.POST), np.int8), flags=np.zeros(posts, np.uint8))
    row = np.flatnonzero((opener != np.arange(posts)) & (author != author[opener]))
    reply = np.full(len(row), VERBS.index(Verb.REPLY), np.int8)
    activities = ActivityColumns(
        key=row, verb=reply, actor=author[row], owner=author[opener[row]], post=opener[row],
        result=row.astype(np.int32),
        time=moment[row], place=np.full(len(row), PLACES.index(PLACES[0]), np.int8), rel=np.zeros(len(row), np.uint8),
        item=np.full(len(row), -1, np.int32))
    acts = Acts(
        people=people, actor=author[row], owner=author[opener[row]], verb=reply, time=moment[row],
        inferred=np.zeros(len(row), bool), post=opener[row], result=row.astype(np.int32), weight=np.ones(len(row)),
        row=np.arange(len(row)), post_author=author, post_time=moment, post_site=post_columns.site,
        linked=np.ones(people, bool), rankable=np.ones(people, bool), since=int(moment[0]), until=int(moment[-1]))
    accounts = [f"name:{code:07}" for code in range(people)]
    persons = tuple(Person(id=f"p_{code:07}", name=f"N{code}", accounts=(accounts[code],)) for code in range(people))
    columns = Columns(accounts=accounts, sites=[f"s{code:03}.example" for code in range(200)], items=[],
                      posts=post_columns, activities=activities)
    return columns, People(persons=persons, of_account=np.arange(people, dtype=np.int32)), acts


def listen(posts: int) -> dict[str, float]:
    """Listen to so many posts; return CPU seconds by part."""
    columns, people, acts = community(posts)
    spent: dict[str, float] = {}
    start = time.process_time()

    def lap(name: str) -> None:
        nonlocal start
        spent[name] = time.process_time() - start
        start = time.process_time()

    ear = Overhearing(posts, ("scissors", "剪刀"))
    brands = (Brand(name="Tanager", aliases=("唐雀",)), Brand(name="Corvane"))
    said = heard(columns, people, ear.passing(texts(posts)), Listening(brands=brands))
    lap("mentions, tone and wishes")
    rows, caused = np.ones(len(said), bool), driven(acts)
    voices(said, rows, caused)
    voice_by(said, rows, caused, by_week(said))
    voice_by(said, rows, caused, by_place(said, columns.sites))
    lap("voice")
    found = complaints(said, rows, 0, columns.posts.thread)
    alarms(found, independent(found, acts), said.aspects, caused, 0)
    lap("alarms")
    silent, some = np.zeros(acts.people, bool), np.ones(acts.people)
    told = Told(heard=said, rows=rows, brand=0, until=acts.until)
    allies(told, found, acts, columns.posts, some, (silent, ()))
    lap("allies")
    seen = Seen(heard=said, rows=rows, acts=acts, posts=columns.posts, living_audience=some, rising=some,
                standing=some, silent=silent)
    changes(seen, acts.until - 90 * DAY)
    lap("changes")
    recent = acts.until - 365 * DAY
    author, moment = acts.post_author, acts.post_time
    wishes = [Wish(post=post, person=int(author[post]), time=int(moment[post]), kind=kind, sentence=one)
              for post, kind, one in ear.wishes if moment[post] >= recent]
    words = np.random.default_rng(3).integers(0, 3000, (posts // 50, 2)).tolist()
    wishes += [Wish(post=at, person=at, time=recent, kind=WishKind.WISH, sentence=f"Nobody makes no{one} of kind{two}.")
               for at, (one, two) in enumerate(words)]
    needs(wishes, {}, ear.common, ear.sample)
    lap("needs")
    return spent


def main() -> int:
    """Print CPU seconds by part and the most memory; 1 when a floor is not met and --gate is given."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=1_000_000)
    options.add_argument("--gate", action="store_true")
    given = options.parse_args()
    spent = listen(given.posts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    for name, seconds in spent.items():
        print(f"{seconds:8.1f} s CPU  {name}")
    print(f"{sum(spent.values()):8.1f} s CPU  {given.posts} posts; {memory / 1024**2:.0f} MB at most")
    scale = given.posts / 1_000_000
    return 1 if given.gate and (sum(spent.values()) > CPU_MOST * scale or memory > MEMORY_MOST) else 0


if __name__ == "__main__":
    sys.exit(main())
