"""Communities: people who act on each other more than on the rest, and the words that tell them apart."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from influence.graph.edges import Edges
from influence.graph.pairs import undirected
from influence.graph.randomness import seeded
from influence.graph.stopwords import STOPWORDS, STOPWORDS_CJK
from influence.model.columns import UNKNOWN

_ITERATIONS = 10
_LATIN = re.compile(r"[^\W\d_](?:[\w'’+-]*[\w+])?")
_CJK_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_LONGEST = 4
_SHORTEST_WORD = 3
#: Strength of the prior: so many words, in a small project a tenth of all.
_PRIOR, _PRIOR_PART = 100.0, 0.1
_LITTLE = 0.5
#: A telling word is at least twice as likely here as elsewhere.
_LEAST_ODDS = math.log(2)
#: Most terms taken from one text, so that a single long one costs no more than it tells.
_MOST_TERMS = 5_000


def communities(edges: Edges, *, seed: int = 0, resolution: float = 1.0) -> NDArray[np.int32]:
    """Return the community of each person, 0 the largest; UNKNOWN for people without any edge.

    Leiden (Traag, Waltman, van Eck 2019) on the undirected weighted graph, by modularity.
    Deterministic for a seed; equal sizes go by the smallest person code.
    """
    graph = undirected(edges)
    alone = np.array(graph.degree(), np.int64) == 0
    found = np.full(edges.people, UNKNOWN, np.int32)
    if alone.all():
        return found
    with seeded(seed):
        parts = graph.community_leiden(
            objective_function="modularity", weights="weight", resolution=resolution, n_iterations=_ITERATIONS)
    member = np.array(parts.membership, np.int64)
    label, first, size = np.unique(member[~alone], return_index=True, return_counts=True)
    rank = np.empty(int(member.max()) + 1, np.int32)
    rank[label[np.lexsort((first, -size))]] = np.arange(len(label), dtype=np.int32)
    found[~alone] = rank[member[~alone]]
    return found


def community_names(
    community: NDArray[np.int32], texts: Iterable[tuple[int, str]], *, fallback: Sequence[str], words: int = 3
) -> list[str]:
    """Return a name for each community: the words its people use and others do not.

    A word counts once per person, so that nobody names a community alone. Words are ranked by the
    z-score of their log-odds against all other communities with a Dirichlet prior (Monroe, Colaresi,
    Quinn 2008). Chinese is read as runs of two to four characters. A name is used once; where there
    are no telling words the fallback stands.

    Args:
        community: Community of each person, as `communities` returns it.
        texts: (person code, title or tag or text), in any order.
        fallback: Name of each community where words do not tell, for example its best known person.
        words: How many words a name has.
    """
    count = int(community.max()) + 1 if len(community) else 0
    used: dict[int, set[str]] = {}
    for person, text in texts:
        if community[person] != UNKNOWN:
            used.setdefault(person, set()).update(terms(text))
    spoken = [Counter[str]() for _ in range(count)]
    for person in sorted(used):
        spoken[community[person]].update(used[person])
    everywhere = Counter[str]()
    for counts in spoken:
        everywhere.update(counts)
    names: list[str] = []
    for number, counts in enumerate(spoken):
        telling = _telling(counts, everywhere, words)
        name = ", ".join(telling) if telling else fallback[number]
        names.append(name if name not in names else f"{name} ({fallback[number]})")
    return names


def terms(text: str) -> set[str]:
    """Return the words of a text that may name something; Chinese as runs of two to four characters.

    >>> sorted(terms("The INKS of Ａnn, and 鋼筆墨水"))
    ['ann', 'inks', '墨水', '筆墨', '筆墨水', '鋼筆', '鋼筆墨', '鋼筆墨水']
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    found: set[str] = set()
    for word in _LATIN.findall(plain):
        if len(word) >= _SHORTEST_WORD and word not in STOPWORDS and not _CJK.search(word):
            found.add(word)
    for run in _CJK_RUN.findall(plain):
        for size in range(2, _LONGEST + 1):
            found.update(run[at:at + size] for at in range(len(run) - size + 1))
        if len(found) > _MOST_TERMS:
            break
    return {term for term in found if not (set(term) & STOPWORDS_CJK)}


def _telling(counts: Counter[str], everywhere: Counter[str], words: int) -> list[str]:
    total, overall = sum(counts.values()), sum(everywhere.values())
    others, strength = overall - total, min(_PRIOR, _PRIOR_PART * overall)
    scored = []
    for term, here in counts.items():
        if here < 2:  # one person's word names nobody else
            continue
        prior = strength * everywhere[term] / overall
        there = everywhere[term] - here
        odds = math.log((here + prior) / max(total + strength - here - prior, _LITTLE))
        odds -= math.log((there + prior) / max(others + strength - there - prior, _LITTLE))
        if odds > _LEAST_ODDS:
            scored.append((odds / math.sqrt(1 / (here + prior) + 1 / (there + prior)), term))
    scored.sort(key=lambda item: (-round(item[0], 9), -len(item[1]), item[1]))
    return _without_parts([term for _, term in scored], words)


def _without_parts(ranked: Sequence[str], words: int) -> list[str]:
    """Return the first terms of which none is part of another, nor its plural."""
    chosen: list[str] = []
    for term in ranked:
        if not any(_same(term, other) for other in chosen):
            chosen.append(term)
        if len(chosen) == words:
            break
    return chosen


def _same(term: str, other: str) -> bool:
    if _CJK.search(term):
        return bool(set(term) & set(other))
    return term.rstrip("s") == other.rstrip("s") or (len(term) > _LONGEST and (term in other or other in term))
