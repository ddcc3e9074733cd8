"""The circles people move in: communities with names, each person's topics and language.

Import this module only inside a command.
"""

import re
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
from influence.people.sensitive import spared
from influence.ranking.window import window_of

#: So many words tell what a person writes about.
TOPICS = 5
#: So many of a person's newest posts are read for it.
_READ_POSTS = 40
#: So much is read of a post without a title.
_LINES = 300
#: A word counts as a topic when the person used it in at least so many posts.
_LEAST_POSTS = 2
#: So many names are taken out of the words by which circles are named.
_NAMES = 500
#: So many of a person's best words are weighed against each other.
_WEIGHED = 200


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
    nameless = _without_names(known, read)
    texts = ((words.person, nameless.sub(" ", words.text)) for words in read if words.titled)
    named = community_names(member, texts, fallback=_fallback(known, found, member))
    return Circles(
        edges=joined, community=member,
        names=[named[code] if code != UNKNOWN else "" for code in member.tolist()],
        topics=_topics(known, read), languages=_languages(read),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What one post says of its author: title and tags, or the first lines where the author writes no titles."""

    person: int
    text: str
    language: str | None
    titled: bool


def _read(known: World, found: Acts) -> list[_Words]:
    """Return the words of each person's newest posts, without sensitive ones that were not asked for."""
    order = np.lexsort((np.arange(len(found.post_time)), -found.post_time))
    order = order[found.post_author[order] >= 0]
    author = found.post_author[order]
    place = np.argsort(author, kind="stable")
    first = np.searchsorted(author[place], author[place])
    newest = order[place[np.arange(len(place)) - first < _READ_POSTS]]
    posts = known.project.posts(known.columns.posts.key[newest])
    written = [(int(found.post_author[code]), post) for code, post in zip(newest, posts, strict=True)]
    titled = {person for person, post in written if post.title}
    return [
        _Words(person, spared(" ".join([post.title or "", *post.tags]) if person in titled else post.text[:_LINES],
                              known.settings.scope.topics), post.language, person in titled)
        for person, post in written if post.title or person not in titled
    ]


def _topics(known: World, read: Sequence[_Words]) -> dict[int, tuple[str, ...]]:
    """Return each person's words: used in several of their posts, by few others who write in the same script.

    Words of people's names say who, not what, and are left out.
    """
    used: dict[int, Counter[str]] = {}
    for words in read:
        used.setdefault(words.person, Counter()).update(terms(words.text))
    names = {term for person in used for term in terms(known.people.persons[person].name)}
    spoken_by = Counter(term for counted in used.values() for term in counted)
    writers = {script: sum(any(term.isascii() is script for term in counted) for counted in used.values())
               for script in (True, False)}

    def rare(term: str) -> float:
        return max(float(np.log((writers[term.isascii()] + 1) / (spoken_by[term] + 0.5))), 0.0)

    result = {}
    for person, counted in used.items():
        several = (term for term, times in counted.items() if times >= _LEAST_POSTS and term not in names)
        ranked = sorted(several, key=lambda term: (-round(counted[term] * rare(term), 9), -len(term), term))
        chosen: list[str] = []
        for term in ranked[:_WEIGHED]:
            if len(chosen) < TOPICS and not any(_alike(term, other) for other in chosen):
                chosen.append(term)
        result[person] = tuple(chosen)
    return result


def _alike(term: str, other: str) -> bool:
    """Return whether one term holds the other, or both are pieces of one Chinese phrase."""
    return term in other or other in term or (not term.isascii() and bool(set(term) & set(other)))


def _languages(read: Sequence[_Words]) -> dict[int, str]:
    spoken: dict[int, Counter[str]] = {}
    for words in read:
        if words.language:
            spoken.setdefault(words.person, Counter())[words.language] += 1
    return {person: min(counted, key=lambda tag: (-counted[tag], tag)) for person, counted in spoken.items()}


def _without_names(known: World, read: Sequence[_Words]) -> re.Pattern[str]:
    """Return what matches the names of those who write here: they say who, not what, a circle is about."""
    names = sorted({known.people.persons[words.person].name for words in read}, key=lambda name: (-len(name), name))
    parts = sorted({part for name in names[:_NAMES] for part in (name, *name.split()) if len(part) > 1},
                   key=lambda part: (-len(part), part))
    words = (rf"\b{re.escape(part)}\b" if part.isascii() else re.escape(part) for part in parts)
    return re.compile("|".join(words) or "(?!)", re.IGNORECASE)


def _fallback(known: World, found: Acts, member: NDArray[np.int32]) -> list[str]:
    """Return for each community the name of the person most acted on in it."""
    received = np.bincount(found.owner, minlength=found.people)
    names = []
    for code in range(int(member.max()) + 1 if len(member) else 0):
        inside = np.flatnonzero(member == code)
        names.append(known.people.persons[int(inside[np.argmax(received[inside])])].name)
    return names
