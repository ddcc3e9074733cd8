"""From texts to `Heard`: who said what about which brand, sentence by sentence."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from influence.listening.corrections import sentence_key
from influence.listening.inherited import agrees, is_cue, is_short
from influence.listening.lexicon import names_of, phrases
from influence.listening.mentions import Finder, Mention, Surroundings
from influence.listening.sentences import own_words, plain, sentences
from influence.listening.threads import threads
from influence.listening.tone import Skeleton, says_nothing, stronger, tones, tones_of
from influence.model.brand import Brand
from influence.model.columns import POST_GIVEAWAY, POST_SPONSORED, UNKNOWN, Columns
from influence.model.heard import (
    BUYING,
    DOUBTFUL,
    FIRST_HAND,
    INHERITED,
    LINKED,
    SPONSORED,
    TONES,
    Heard,
    Tone,
)
from influence.model.person import People

#: How the sentence behind one that names a brand begins when it goes on about it.
_GOES_ON = ("it ", "it'", "they ", "they'", "these ", "those ", "this ", "that ", "mine ", "the ", "i ", "i'", "my ",
            "and ", "but ", "so ", "very ", "best ", "great ", "never ", "not ", "no ", "will ", "would ",
            "after ", "clean ",
            "它", "這", "这", "那", "但", "可是", "不過", "不过", "真", "很", "超", "用", "剪", "我", "結果", "结果")
#: The first sentences under a title leave out more: who complains of what the title names need not say "it".
_UNDER_A_TITLE = (*_GOES_ON, "do not ", "don't ", "avoid", "stay away", "broke", "snapped", "fell apart", "again",
                  "worst", "love ", "loving ", "happy ", "another ", "又", "再", "壞", "坏",
                  "斷", "断", "不", "別", "别", "第", "最", "才", "大家", "推", "有夠", "有够")
_SIDES = (Tone.PRAISE, Tone.COMPLAINT)
#: So many sentences are looked through for one that says what the title leaves open.
_NEAR_THE_TITLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """What is listened for."""

    #: The brand itself first, then its rivals.
    brands: tuple[Brand, ...]
    #: Words of the trade, which help to tell a name from a common word.
    topics: tuple[str, ...] = ()
    #: Post code -> codes of brands to whose own address the post links.
    links: Mapping[int, frozenset[int]] = field(default_factory=dict)
    #: (brand name, `corrections.sentence_key`) -> tone decided by hand.
    corrections: Mapping[tuple[str, str], Tone] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    post: int
    place: int
    brand: int
    tone: Tone
    aspect: int
    flags: int
    sentence: str
    #: The sentences it is put together from, the telling one first; none for one sentence alone.
    parts: tuple[str, ...] = ()


#: A sentence of a post: its number (-1 the title), its words, the brands it names.
_Said = tuple[int, str, list[Mention]]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands: post, number in it; whether the post is paid, and which brands it links to."""

    post: int
    place: int
    paid: int
    linked: frozenset[int]


Text = tuple[str, Sequence[str], str]


def heard(columns: Columns, people: People, texts: Iterable[Text], wanted: Listening) -> Heard:
    """Return everything said about some brands.

    Quoted words of others are left out. A title counts once, where it opens a thread. A reply that
    names no brand and repeats what the thread's title is about ("same here, mine broke") counts as
    INHERITED. A title that only names a brand takes the tone of the sentences under it. A tone decided
    by hand holds for a sentence that names no brand, too, in a post or a thread about the brand.

    Args:
        columns: Posts, authors, threads.
        people: Who the authors are.
        texts: Title, tags and text of each post, in the order of `columns.posts`.
        wanted: Brands and what helps to find them.
    """
    return _made(columns, people, wanted, _listened(columns, texts, wanted).finished())


def corrected_posts(columns: Columns, texts: Iterable[Text], wanted: Listening) -> tuple[frozenset[int], list[str]]:
    """Return the posts in which a tone decided by hand is used, and every sentence heard, for whoever mistyped one."""
    listener = _listened(columns, texts, wanted)
    rows = listener.finished()
    return frozenset(listener.corrected), [part for row in rows for part in (row.parts or (row.sentence,))]


def _listened(columns: Columns, texts: Iterable[Text], wanted: Listening) -> "_Listener":
    listener = _Listener(columns, wanted)
    for post, (title, _, text) in enumerate(texts):
        listener.read(post, title, text)
    return listener


class _Listener:
    """Reads posts one by one; keeps what names a brand, and short replies that may repeat it."""

    def __init__(self, columns: Columns, wanted: Listening) -> None:
        self._finder = Finder(wanted.brands, wanted.topics)
        self._wanted = wanted
        self._thread = threads(columns)
        own = np.arange(len(self._thread))
        site = columns.posts.site
        #: Posts whose title is their own: those that open a thread, be it by an answer from a site of one's own.
        self._titled = (columns.posts.thread == own) & ((self._thread == own) | (site != site[self._thread]))
        self._paid = (columns.posts.flags & (POST_SPONSORED | POST_GIVEAWAY)) != 0
        self._rows: list[_Row] = []
        #: Post code -> the one brand its title is about.
        self._about: dict[int, int] = {}
        self._replies: list[tuple[int, str]] = []
        self._named: set[int] = set()
        codes = {brand.name: code for code, brand in enumerate(wanted.brands)}
        #: `sentence_key` -> codes of the brands towards which its tone was decided by hand.
        self._decided: dict[str, list[int]] = {}
        for name, key in sorted(wanted.corrections):
            if name in codes:
                self._decided.setdefault(key, []).append(codes[name])
        #: Posts in which a tone decided by hand was used.
        self.corrected: set[int] = set()

    def read(self, post: int, title: str, text: str) -> None:
        """Read one post."""
        small = plain(title) + "\n" + plain(text)
        linked = self._wanted.links.get(post, frozenset())
        if linked or self._finder.candidate(small):
            self._listen(post, title if self._titled[post] else "", own_words(text), small, linked)
        if self._thread[post] != post and post not in self._named and (
                (is_short(text) and is_cue(small)) or self._may_be_corrected(post, text)):
            self._replies.append((post, own_words(text)))

    def finished(self) -> list[_Row]:
        """Return all rows, those of replies that repeat a thread's subject among them."""
        sides = {(row.post, row.brand): row.tone for row in self._rows if row.tone in _SIDES}
        for post, text in self._replies:
            opener = int(self._thread[post])
            brand = self._about.get(opener)
            if brand is not None:
                self._inherit(post, text, brand, sides.get((opener, brand)))
        return self._rows

    def _listen(self, post: int, title: str, text: str, small: str, linked: frozenset[int]) -> None:
        around = Surroundings(sure=linked | self._sure(small), on_topic=self._finder.on_topic(small))
        headline = self._finder.mentions(title, around) if title else []
        subjects = {one.brand for one in headline if not one.doubtful}
        if len(subjects) == 1:
            self._about[post] = subjects.pop()
        paid = SPONSORED * bool(self._paid[post] or _is_paid(small))
        said = [(-1, title, headline)] if title and plain(title) not in small[len(title) + 1:] else []
        split = sentences(text)
        said += [(place, one, self._finder.mentions(one, around)) for place, one in enumerate(split)]
        unnamed = set(linked)
        brands = linked | {one.brand for _, _, found in said for one in found}
        used: set[int] = set()
        for at, (place, sentence, found) in enumerate(said):
            if found:
                following = _following(said, at)
                if self._add(_Place(post, place, paid, linked), sentence, found, following) and following:
                    used.add(following[0])
                unnamed -= {one.brand for one in found}
            elif place not in used:
                self._correct(_Place(post, place, paid, linked), sentence, brands)
        for brand in sorted(unnamed):  # a link alone, its words say no name
            self._keep(_Row(post, 0, brand, Tone.NEUTRAL, UNKNOWN, LINKED | paid, split[0] if split else title))

    def _sure(self, small: str) -> frozenset[int]:
        """Return the brands that a post names in a way that can mean nothing else."""
        return frozenset(one.brand for one in self._finder.mentions(small) if one.linked or not one.doubtful)

    def _add(self, at: _Place, sentence: str, found: list[Mention], following: _Said | None) -> bool:
        """Keep what a sentence says of the brands it names; return whether the one that follows tells the tone."""
        told = tones(sentence, found)
        words = sentence
        parts: tuple[str, ...] = ()
        if following is not None and says_nothing(sentence):
            more = tones_of(Skeleton(plain(following[1]), ()), list(told)[-1:])
            both = stronger(told, more)
            if both != told and any(tone in _SIDES for tone in more.values()):
                told, parts = both, (following[1], sentence)
                words = f"{_closed(sentence)} {following[1]}" if at.place < 0 else f"{sentence} {following[1]}"
        flags = at.paid | _own_flags(plain(sentence))
        aspect = _aspect(plain(words))
        for brand, tone in told.items():
            mine = [one for one in found if one.brand == brand]
            doubt = DOUBTFUL * all(one.doubtful for one in mine)
            link = LINKED * (brand in at.linked or any(one.linked for one in mine))
            self._keep(_Row(at.post, at.place, brand, tone, aspect, flags | doubt | link, words, parts))
        return bool(parts)

    def _may_be_corrected(self, post: int, text: str) -> bool:
        """Return whether a reply in a thread that is, or may be, about a brand holds a sentence decided by hand."""
        opener = int(self._thread[post])
        return bool(self._decided) and (opener in self._about or opener > post) and any(
            sentence_key(sentence) in self._decided for sentence in sentences(own_words(text)))

    def _correct(self, at: _Place, sentence: str, brands: Collection[int]) -> bool:
        """Keep a sentence that names no brand where its tone was decided by hand; return whether it was."""
        if not self._decided:
            return False
        chosen = [brand for brand in self._decided.get(sentence_key(sentence), ()) if brand in brands]
        small = plain(sentence)
        for brand in chosen:
            flags = at.paid | _own_flags(small)
            self._keep(_Row(at.post, at.place, brand, Tone.NEUTRAL, _aspect(small), flags, sentence))
        return bool(chosen)

    def _inherit(self, post: int, text: str, brand: int, side: Tone | None) -> None:
        """Keep what a reply repeats of the subject of its thread, when it is on the same side."""
        for place, sentence in enumerate(sentences(text)):
            small = plain(sentence)
            tone = tones_of(Skeleton(small, ()), [brand])[brand]
            if self._correct(_Place(post, place, INHERITED, frozenset()), sentence, (brand,)):
                continue
            if agrees(small, tone, side):
                kept = side if side is not None and tone in (Tone.NEUTRAL, Tone.UNREAD) else tone
                flags = INHERITED | _own_flags(small)
                self._keep(_Row(post, place, brand, kept, _aspect(small), flags, sentence))

    def _keep(self, row: _Row) -> None:
        self._named.add(row.post)
        decided = self._by_hand(row) if self._decided else None
        if decided is not None:
            self.corrected.add(row.post)
            row = replace(row, tone=decided)
        self._rows.append(row)

    def _by_hand(self, row: _Row) -> Tone | None:
        """Return the tone decided by hand for a row, for its words as a whole or for one of their sentences."""
        name = self._wanted.brands[row.brand].name
        found = (self._wanted.corrections.get((name, sentence_key(one))) for one in (row.sentence, *row.parts))
        return next((tone for tone in found if tone is not None), None)


def _following(said: Sequence[_Said], at: int) -> _Said | None:
    """Return the sentence that may tell what one that names a brand leaves open: the next, or one under a title."""
    if said[at][0] >= 0:
        following = said[at + 1:at + 2]
        return following[0] if following and not following[0][2] and _goes_on(following[0][1]) else None
    for one in said[at + 1:at + 1 + _NEAR_THE_TITLE]:
        if one[2]:
            return None
        if plain(one[1]).startswith(_UNDER_A_TITLE) and not says_nothing(one[1]):
            return one
    return None


def _closed(title: str) -> str:
    """Return a title with a full stop where it ends without any mark."""
    return title + ("." if title[-1].isascii() else "。") if title[-1:].isalnum() else title


def _goes_on(sentence: str) -> bool:
    return plain(sentence).startswith(_GOES_ON)


def _is_paid(small: str) -> bool:
    marks = phrases("marks").names(small)
    return "paid" in marks and "unpaid" not in marks


def _own_flags(small: str) -> int:
    marks = phrases("marks").names(small)
    return FIRST_HAND * bool("first_hand" in marks and "nonuse" not in marks) | BUYING * ("buying" in marks)


def _aspect(small: str) -> int:
    """Return the aspect most spoken of, the one named first where several are; UNKNOWN for none."""
    found = [name for _, _, name in phrases("aspects").found(small)]
    if not found:
        return UNKNOWN
    return names_of("aspects").index(max(found, key=lambda name: (found.count(name), -found.index(name))))


def _made(columns: Columns, people: People, wanted: Listening, rows: list[_Row]) -> Heard:
    posts = columns.posts
    post = np.array([row.post for row in rows], dtype=np.int32)
    time, place = posts.time[post], np.array([row.place for row in rows], dtype=np.int64)
    brand = np.array([row.brand for row in rows], dtype=np.int16)
    order = np.lexsort((brand, place, post, time))
    author = posts.author[post]
    person = _persons(people, author)
    return Heard(
        brands=wanted.brands, aspects=names_of("aspects"), post=post[order], person=person[order],
        site=posts.site[post][order], time=time[order], brand=brand[order],
        tone=np.array([TONES.index(row.tone) for row in rows], dtype=np.int8)[order],
        aspect=np.array([row.aspect for row in rows], dtype=np.int8)[order],
        flags=np.array([row.flags for row in rows], dtype=np.uint8)[order],
        sentences=[rows[at].sentence for at in order.tolist()],
    )


def _persons(people: People, author: NDArray[np.int32]) -> NDArray[np.int32]:
    known = np.append(people.of_account, np.int32(UNKNOWN)).astype(np.int32)
    return known[np.where(author >= 0, author, len(known) - 1)]
