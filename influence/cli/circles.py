"""The circles people move in: communities with names, each person's topics and language.

Import this module only inside a command.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.cli.pipeline import World
from influence.graph.communities import communities, community_names, terms
from influence.graph.edges import Edges, edges
from influence.model.acts import Acts
from influence.model.columns import UNKNOWN
from influence.ranking.window import window_of

#: So many words tell what a person writes about.
TOPICS = 5
#: So many of a person's newest posts are read for it.
_READ_POSTS = 40
#: A word counts as a topic when the person used it in at least so many posts.
_LEAST_POSTS = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Circles:
    """Who belongs with whom, by person code."""

    #: Edges of the attention graph, one per kind, decayed.
    edges: Edges
    #: Community code of each person; UNKNOWN for people without edges.
    community: NDArray[np.int32]
    #: Name of each person's community; empty for none.
    names: Sequence[str]
    topics: dict[int, tuple[str, ...]]
    languages: dict[int, str]


def circles(known: World, found: Acts) -> Circles:
    """Return communities, topics and languages of the people of these acts."""
    joined = edges(found, half_life_days=window_of(found).half_life_days)
    member = communities(joined)
    read = _read(known, found)
    texts = ((person, text) for person, (text, _) in read)
    named = community_names(member, texts, fallback=_fallback(known, found, member))
    return Circles(
        edges=joined, community=member,
        names=[named[code] if code != UNKNOWN else "" for code in member.tolist()],
        topics=_topics(read), languages=_languages(read),
    )


def _read(known: World, found: Acts) -> list[tuple[int, tuple[str, str | None]]]:
    """Return (person, (words of title and tags and first lines, language)) of each person's newest posts."""
    order = np.lexsort((np.arange(len(found.post_time)), -found.post_time))
    order = order[found.post_author[order] >= 0]
    author = found.post_author[order]
    place = np.argsort(author, kind="stable")
    first = np.searchsorted(author[place], author[place])
    newest = order[place[np.arange(len(place)) - first < _READ_POSTS]]
    posts = known.project.posts(known.columns.posts.key[newest])
    return [
        (int(found.post_author[code]), (" ".join([post.title or "", *post.tags, post.text[:300]]), post.language))
        for code, post in zip(newest, posts, strict=True)
    ]


def _topics(read: Sequence[tuple[int, tuple[str, str | None]]]) -> dict[int, tuple[str, ...]]:
    """Return each person's words: used in several of their posts, by few others."""
    used: dict[int, Counter[str]] = {}
    for person, (text, _) in read:
        used.setdefault(person, Counter()).update(terms(text))
    spoken_by = Counter[str]()
    for counted in used.values():
        spoken_by.update(counted.keys())
    result = {}
    for person, counted in used.items():
        ranked = sorted(
            (term for term, times in counted.items() if times >= _LEAST_POSTS),
            key=lambda term: (-counted[term] * np.log(1 + len(used) / spoken_by[term]), -len(term), term),
        )
        chosen: list[str] = []
        for term in ranked:
            if not any(term in other or other in term for other in chosen):
                chosen.append(term)
            if len(chosen) == TOPICS:
                break
        result[person] = tuple(chosen)
    return result


def _languages(read: Sequence[tuple[int, tuple[str, str | None]]]) -> dict[int, str]:
    spoken: dict[int, Counter[str]] = {}
    for person, (_, language) in read:
        if language:
            spoken.setdefault(person, Counter())[language] += 1
    return {person: min(counted, key=lambda tag: (-counted[tag], tag)) for person, counted in spoken.items()}


def _fallback(known: World, found: Acts, member: NDArray[np.int32]) -> list[str]:
    """Return for each community the name of the person most acted on in it."""
    received = np.bincount(found.owner, minlength=found.people)
    names = []
    for code in range(int(member.max()) + 1 if len(member) else 0):
        inside = np.flatnonzero(member == code)
        names.append(known.people.persons[int(inside[np.argmax(received[inside])])].name)
    return names
