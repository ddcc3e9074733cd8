"""Needs: what people ask for and wish for, how many of them, who answers, and who is about to buy."""

import math
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from influence.graph.communities import terms
from influence.listening.echoes import is_echo
from influence.listening.subjects import subject, whole_name
from influence.listening.wishes import WishKind, is_advice, wish_kind
from influence.model.columns import UNDATED, UNKNOWN

#: So many words name a need.
WORDS = 4
#: From so many different people on, several wishes are one need.
LEAST_PEOPLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One sentence that wants something."""

    #: Post code, person code (-1 unknown), epoch seconds (UNDATED unknown).
    post: int
    person: int
    time: int
    kind: WishKind
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A later post in the thread of a wish, as far as it matters for needs."""

    post: int
    person: int
    time: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something several people want, or one open question."""

    #: The words that tell it, most telling first.
    words: tuple[str, ...]
    #: Person codes of those who said it themselves or echoed it, first to last.
    people: tuple[int, ...]
    wishes: tuple[Wish, ...]
    #: Posts that echo it without asking again.
    echoes: tuple[int, ...]
    #: Posts of others with something to go by.
    answers: tuple[int, ...]
    #: Each answer with the person it answers (-1 unknown); an answer to several people stands with each.
    helped: tuple[tuple[int, int], ...] = ()

    @property
    def first(self) -> Wish:
        """Return who said it first."""
        return min(self.wishes, key=lambda wish: (wish.time == UNDATED, wish.time, wish.post))

    @property
    def last(self) -> int:
        """Return when it was last asked for."""
        return max(wish.time for wish in self.wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody who answers what others ask; such people make good ambassadors."""

    person: int
    #: Different people they gave something to go by, as far as those are known.
    helped: int
    answers: int
    #: Acts that their answers drew, such as thanks.
    thanks: float


def needs(
    wishes: Sequence[Wish], replies: Mapping[int, Sequence[Reply]], common: Counter[str], posts: int
) -> list[Need]:
    """Return the needs, those of most different people first.

    Wishes belong together when they share a telling word: one that few posts use. Greedily, the word
    that most different people use, each weighted by how rare it is (log(posts / posts with it)), takes its
    wishes; what is left makes the next. An answer in the same thread echoes a need when it says "me
    too" or uses one of its words; it answers it when it gives something to go by ("try ...", "I use ...",
    a link). Who is about to buy stands in `buying`, not here.

    Args:
        wishes: What was found, of people who are voices.
        replies: By post code of a wish: the later posts of its thread, by time.
        common: In how many posts of a sample each word stands.
        posts: Size of that sample.
    """
    open_wishes = [wish for wish in wishes if wish.kind is not WishKind.BUYING]
    telling = [subject(wish.sentence) for wish in open_wishes]
    found = []
    alone = set(range(len(open_wishes)))
    for word, rows in _shared(open_wishes, telling, common, posts):
        words = _named([telling[row] for row in rows], common, posts, word)
        found.append(_need([open_wishes[row] for row in rows], replies, words))
        alone -= set(rows)
    for row in sorted(alone):
        own = sorted(telling[row], key=lambda term: (-_rarity(term, common, posts), -len(term), term))
        if own:
            found.append(_need([open_wishes[row]], replies, _apart(own)))
    return sorted(found, key=lambda need: (-len(need.people), bool(need.answers), -need.last, need.first.post))


def buying(wishes: Iterable[Wish]) -> list[Wish]:
    """Return who is about to buy and asks which one, newest first; each person once per post."""
    first: dict[tuple[int, int], Wish] = {}
    for wish in wishes:
        if wish.kind is WishKind.BUYING:
            first.setdefault((wish.post, wish.person), wish)
    return sorted(first.values(), key=lambda wish: (-wish.time, wish.post))


def helpers(
    needed: Iterable[Need], author: NDArray[np.int32], caused: NDArray[np.float64], spared: Container[int] = ()
) -> list[Helper]:
    """Return who answers best: most different people helped, then most acts drawn.

    Args:
        needed: The needs.
        author: Person code of each post's author.
        caused: Acts caused by each post.
        spared: Persons who are not put forward.
    """
    asked: dict[int, set[int]] = {}
    for need in needed:
        for post, asker in need.helped:
            asked.setdefault(post, set()).add(asker)
    helped: dict[int, set[int]] = {}
    count: Counter[int] = Counter()
    thanks: dict[int, float] = {}
    for post in sorted(asked):
        person = int(author[post])
        if person >= 0 and person not in spared:
            helped.setdefault(person, set()).update(asked[post] - {person, UNKNOWN})
            count[person] += 1
            thanks[person] = thanks.get(person, 0.0) + float(caused[post])
    made = [Helper(person=one, helped=len(people), answers=count[one], thanks=thanks[one])
            for one, people in helped.items()]
    return sorted(made, key=lambda one: (-one.helped, -one.thanks, -one.answers, one.person))


def _speaker(wish: Wish) -> int:
    """Return who speaks; somebody unknown is another one in every post."""
    return wish.person if wish.person >= 0 else -2 - wish.post


def _rarity(term: str, common: Counter[str], posts: int) -> float:
    return math.log((posts + 1) / (common[term] + 1))


def _shared(
    wishes: Sequence[Wish], telling: Sequence[set[str]], common: Counter[str], posts: int
) -> Iterator[tuple[str, list[int]]]:
    """Yield the words that several people share, best first, each with the wishes no better word has taken.

    Lazily: what a word is worth only falls as others take its wishes, so only the best is counted again.
    """
    using: dict[str, list[int]] = {}
    for row, terms_of in enumerate(telling):
        for term in terms_of:
            using.setdefault(term, []).append(row)
    taken: set[int] = set()

    def left(term: str) -> tuple[float, list[int]]:
        rows = [row for row in using[term] if row not in taken]
        people = len({_speaker(wishes[row]) for row in rows})
        return (-round(people * _rarity(term, common, posts), 9) if people >= LEAST_PEOPLE else 1.0), rows

    heap = [(left(term)[0], -len(term), term) for term, rows in using.items() if len(rows) >= LEAST_PEOPLE]
    heapify(heap)
    while heap and heap[0][0] <= 0:
        worth, length, term = heappop(heap)
        now, rows = left(term)
        if now > worth:
            heappush(heap, (now, length, term))
        else:
            taken |= set(rows)
            yield term, rows


def _named(telling: Sequence[set[str]], common: Counter[str], posts: int, word: str) -> tuple[str, ...]:
    used = Counter(term for terms_of in telling for term in terms_of)
    ranked = sorted((term for term in used if used[term] > 1), key=lambda term: (
        -round(used[term] * _rarity(term, common, posts), 9), -len(term), term))
    return _apart([word, *ranked])


def _apart(ranked: Sequence[str]) -> tuple[str, ...]:
    """Return the first words of which none is a part of another, nor two pieces of one Chinese phrase."""
    chosen: list[str] = []
    for term in ranked:
        alike = any(term in other or other in term or (not term.isascii() and set(term) & set(other))
                    for other in chosen)
        if len(chosen) < WORDS and not alike:
            chosen.append(term)
    return tuple(chosen)


def _need(chosen: Sequence[Wish], replies: Mapping[int, Sequence[Reply]], words: tuple[str, ...]) -> Need:
    people = dict.fromkeys(_speaker(wish) for wish in sorted(chosen, key=lambda one: (one.time, one.post)))
    wished = {wish.post for wish in chosen}
    echoes: dict[int, None] = {}
    helped: dict[tuple[int, int], None] = {}
    for wish in chosen:
        for reply in replies.get(wish.post, ()):
            if reply.post in wished or reply.person == wish.person:
                continue
            if _echoes(reply.text, words):
                echoes[reply.post] = None
                people.setdefault(reply.person if reply.person >= 0 else -2 - reply.post)
            elif is_advice(reply.text) and wish_kind(reply.text) is None:
                helped[reply.post, wish.person] = None
    sentences = [wish.sentence for wish in chosen]
    words = _apart([whole_name(word, sentences) for word in words])
    return Need(words=words, people=tuple(people), wishes=tuple(chosen), echoes=tuple(echoes),
                answers=tuple(dict.fromkeys(post for post, _ in helped)), helped=tuple(helped))


def _echoes(text: str, words: Sequence[str]) -> bool:
    """Return whether an answer shares a need: "me too", or one of its words without advice."""
    if is_echo(text):
        return True
    said = terms(text)
    named = any(word in said for word in words[:2])
    return named and not (is_advice(text) and wish_kind(text) is None)
