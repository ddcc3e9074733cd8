"""The response sets the ranking is measured on, as acts; they lie beside the repository and are never part of it."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from influence.model.acts import Acts
from influence.model.columns import UNDATED, UNKNOWN, VERBS

#: Where the sets are looked for.
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "diffusion"
DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One set: what it is called, what is in it, and how far ahead its people are judged."""

    name: str
    title: str
    acts: Acts
    #: Days after the cut; None for the default of `evaluate`.
    horizon_days: float | None = None
    followers: np.ndarray | None = None
    #: True where posts know no absolute time: random halves instead of cuts.
    halves: bool = False
    #: Adoptions of which nothing but their order is known.
    adoptions: int = 0


def rows(name: str, folder: Path = FOLDER) -> Iterator[dict[str, str]]:
    """Yield the rows of one table by column name."""
    with gzip.open(folder / f"{name}.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def make_acts(
    people: int, acts: list[tuple[int, int, str, int, int, int]], posts: list[tuple[int, int]]
) -> Acts:
    """Return acts from (actor, owner, verb, time, post, result) and posts from (author, time)."""
    codes = {verb.value: code for code, verb in enumerate(VERBS)}
    line = sorted(range(len(acts)), key=lambda i: (acts[i][3], i))
    table = np.array([(a[0], a[1], codes[a[2]], a[3], a[4], a[5]) for a in (acts[i] for i in line)], np.int64)
    table = table.reshape(-1, 6)
    post = np.array(posts, np.int64).reshape(-1, 2)
    times = np.concatenate((table[:, 3], post[post[:, 1] != UNDATED, 1]))
    return Acts(
        people=people, actor=table[:, 0].astype(np.int32), owner=table[:, 1].astype(np.int32),
        verb=table[:, 2].astype(np.int8), time=table[:, 3], inferred=np.zeros(len(table), bool),
        post=table[:, 4].astype(np.int32), result=table[:, 5].astype(np.int32), weight=np.ones(len(table)),
        row=np.array(line, np.int64), post_author=post[:, 0].astype(np.int32), post_time=post[:, 1].copy(),
        post_site=np.zeros(len(post), np.int32), linked=np.ones(people, bool), rankable=np.ones(people, bool),
        since=int(times.min()), until=int(table[:, 3].max() if len(table) else times.max()),
    )


def messages(name: str, folder: Path = FOLDER) -> Acts:
    """Return a mailing list or a question-and-answer site: who replied to whose message."""
    table = [(int(r["person"]), int(r["unix_time"]), int(r["parent_msg"])) for r in rows(name, folder)]
    people = max(person for person, _, _ in table) + 1
    acts = [
        (person, table[parent][0], "reply", time, parent, message)
        for message, (person, time, parent) in enumerate(table)
        if person >= 0 and parent >= 0 and table[parent][0] not in (UNKNOWN, person)
    ]
    return make_acts(people, acts, [(person, time) for person, time, _ in table])


def blog_links(folder: Path = FOLDER) -> Acts:
    """Return which political blog began to link to which; links that stood at the first look are no acts."""
    table = [
        (int(r["citing_blog"]), int(r["cited_blog"]), int(r["unix_time"]), r["event"])
        for r in rows("political_blogs_2004_links", folder)
    ]
    first = min(time for _, _, time, _ in table)
    acts = [(a, b, "link", t, UNKNOWN, UNKNOWN) for a, b, t, event in table if event == "on" and t > first and a != b]
    return make_acts(1 + max(max(a, b) for a, b, _, _ in table), acts, [])


def retweets(folder: Path = FOLDER) -> tuple[Acts, np.ndarray]:
    """Return who passed on whose message, and followers; every message starts at second 0."""
    codes: dict[str, int] = {}
    followers: list[float] = []
    author: dict[str, int] = {}
    acts: list[tuple[int, int, str, int, int, int]] = []
    posts: list[tuple[int, int]] = []
    cascade_post: dict[str, int] = {}
    for r in rows("auspol_retweets", folder):
        person = codes.setdefault(r["person"], len(codes))
        if person == len(followers):
            followers.append(0.0)
        followers[person] = max(followers[person], float(r["followers"] or 0))
        cascade = r["cascade"]
        if cascade not in author:
            author[cascade], cascade_post[cascade] = person, len(posts)
            posts.append((person, 0))
        elif person != author[cascade]:
            time = int(float(r["seconds_since_start"]))
            acts.append((person, author[cascade], "share", time, cascade_post[cascade], UNKNOWN))
    return make_acts(len(codes), acts, posts), np.array(followers)


def adoptions(name: str, folder: Path = FOLDER) -> tuple[Acts, int]:
    """Return the acts among adoptions of which only the order is known (none), and how many adoptions there are."""
    table = [(int(r["person"]), int(r["time"])) for r in rows(name, folder)]
    return make_acts(1 + max(person for person, _ in table), [], [(UNKNOWN, table[0][1])]), len(table)


def response_sets(folder: Path = FOLDER) -> list[Dataset]:
    """Return the sets that know who answered, linked or passed on what; horizons as first measured."""
    shared, followers = retweets(folder)
    return [
        Dataset(name="everything", title="mailing list, 1998-2009", acts=messages("everything_list_messages", folder),
                horizon_days=270),
        Dataset(name="polblogs", title="47 political blogs, 2004", acts=blog_links(folder), horizon_days=21),
        Dataset(name="beer", title="beer Q&A, 2014-17", acts=messages("se_beer_messages", folder), horizon_days=240),
        Dataset(name="music", title="music meta Q&A, 2011-18", acts=messages("se_music_meta_messages", folder),
                horizon_days=365),
        Dataset(name="retweets", title="retweets, 3,333 cascades", acts=shared, followers=followers, halves=True),
    ]


def order_only_sets(folder: Path = FOLDER) -> list[Dataset]:
    """Return the sets that know only who adopted what after whom."""
    found = []
    for name, title in (("twitter_urls", "shared addresses"), ("douban_books", "books rated"),
                        ("se_android", "tags used")):
        acts, count = adoptions(f"{name}_cascades", folder)
        found.append(Dataset(name=name, title=title, acts=acts, adoptions=count))
    return found
