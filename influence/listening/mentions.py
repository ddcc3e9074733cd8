"""Where a brand is named in a text: at Aho-Corasick speed, without blanks in Chinese, doubt marked."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import ahocorasick_rs

from influence.listening.lexicon import stands_alone, word_list
from influence.listening.sentences import plain
from influence.listening.spellings import Sort, Spelling, spellings
from influence.model.brand import Brand
from influence.people.names import is_cjk

#: From this evidence on it is certain that a doubtful spelling means the brand.
_SURE = 1.0
#: Parts are bounded, and one of mail begins where its signs do: a long run of letters is gone through once.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\"'<>()\[\]，。、）」]+|"
    r"(?<![a-z0-9_.+-])[a-z0-9_.+-]{1,64}@[\w-]{1,63}\.[a-z0-9_.-]{1,200}", re.IGNORECASE)
#: One of these stands in every address.
_ADDRESS_SIGNS = ("@", "http", "www.")
#: So many signs before and after a name are looked at for articles and neighbours.
_NEAR = 80
_ARTICLE = re.compile(r"\b(?:an?|the|some|these|those|many|few|of)\s+$")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'-]*)\s+$")
_WORD_AFTER = re.compile(r"^\s+([^\W\d_][\w'-]*)")
#: Chinese names of so many signs can come about where two words meet.
_SHORT_CJK = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A brand named in a sentence."""

    start: int
    end: int
    #: Code of the brand.
    brand: int
    #: By an address of its own.
    linked: bool = False
    #: The word may mean something else here.
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known of the post around a sentence, for names that are common words."""

    #: Brands the post surely names or links to.
    sure: frozenset[int] = frozenset()
    #: The post or the title of its thread uses words of the trade.
    on_topic: bool = False


class Finder:
    """Finds brands in texts. Made once for some brands, used for all texts."""

    def __init__(self, brands: Sequence[Brand], topics: Iterable[str] = ()) -> None:
        self._spellings = spellings(brands)
        self._patterns = list(self._spellings)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns) if self._patterns else None
        own = {plain(topic) for topic in topics} | {plain(product) for brand in brands for product in brand.products}
        self._field = word_list("field") | own
        self._topical = ahocorasick_rs.AhoCorasick(sorted(self._field))

    def candidate(self, text: str) -> bool:
        """Return whether a text, written `plain`, holds any spelling at all; the quick first look."""
        return self._automaton is not None and bool(self._automaton.find_matches_as_indexes(text))

    def on_topic(self, text: str) -> bool:
        """Return whether a text, written `plain`, uses words of the trade: scissors, sew, 剪刀, or a topic given."""
        return any(stands_alone(text, start, end) or text[end:end + 1] == "s"
                   for _, start, end in self._topical.find_matches_as_indexes(text, overlapping=True))

    def mentions(self, sentence: str, around: Surroundings = Surroundings()) -> list[Mention]:
        """Return the brands named in a sentence as written, from left to right.

        A word that is also a common one counts surely only with proof: a capital inside the
        sentence, words of the trade near it, another brand, or the brand's own address in the post.

        >>> finder = Finder([Brand(name="Tanager", aliases=("唐雀",))])
        >>> [(one.brand, one.doubtful) for one in finder.mentions("My Tanager shears, 我也用唐雀")]
        [(0, False), (0, False)]
        >>> [one.doubtful for one in finder.mentions("a tanager sang in the tree")]
        [True]
        """
        small = plain(sentence)
        found = self._matches(small)
        if not found:
            return []
        sure = around.sure | {spelling.brand for _, _, spelling in found if _is_certain(spelling)}
        around = replace(around, sure=frozenset(sure))
        others = len({spelling.brand for _, _, spelling in found})
        trade = self.on_topic(_without(small, found))
        return [self._weighed(sentence, match, around, trade=trade, others=others > 1) for match in found]

    def _matches(self, small: str) -> list[tuple[int, int, Spelling]]:
        """Return matches that stand alone, the longest where they overlap, none inside strange addresses."""
        if self._automaton is None:
            return []
        taken = _addresses(small)
        found: list[tuple[int, int, Spelling]] = []
        for at, start, end in self._automaton.find_matches_as_indexes(small, overlapping=True):
            spelling = self._spellings[self._patterns[at]]
            at_most = bisect_right(taken, (start, len(small))) - 1
            inside = at_most >= 0 and end <= taken[at_most][1]
            domain = spelling.sort is Sort.DOMAIN
            if (inside and not domain) or (domain and small[end:end + 1] == "-"):
                continue
            stop = end if domain else _with_ending(small, end)
            if stands_alone(small, start, end) or (stop > end and stands_alone(small, start, stop)):
                found.append((start, end, spelling))
        found.sort(key=lambda one: (one[0], -one[1], one[2].sort))
        chosen: list[tuple[int, int, Spelling]] = []
        for match in found:
            if not chosen or match[0] >= chosen[-1][1]:
                chosen.append(match)
        return chosen

    def _weighed(
        self, sentence: str, match: tuple[int, int, Spelling], around: Surroundings, *, trade: bool, others: bool
    ) -> Mention:
        start, end, spelling = match
        made = Mention(start, end, spelling.brand, linked=spelling.sort is Sort.DOMAIN)
        crosses = is_cjk(sentence[start:end]) and _crosses(sentence, start, end)
        if _is_certain(spelling) and not crosses:
            return made
        proof = 2.0 * (spelling.brand in around.sure) + 0.5 * around.on_topic + max(float(trade), float(others))
        proof += _written(sentence, start, end, spelling, self._field) - 2.0 * crosses
        return replace(made, doubtful=proof < _SURE)


def _addresses(small: str) -> list[tuple[int, int]]:
    """Return where addresses stand, in their order."""
    if not any(sign in small for sign in _ADDRESS_SIGNS):
        return []
    return [match.span() for match in _ADDRESS.finditer(small)]


def _is_certain(spelling: Spelling) -> bool:
    return spelling.sort is Sort.DOMAIN or (spelling.sort is not Sort.SLIP and not spelling.ordinary)


def _written(sentence: str, start: int, end: int, spelling: Spelling, field: frozenset[str]) -> float:
    """Return how much the way it is written speaks for a name: capitals for it, an article before it against."""
    stop = _with_ending(sentence, end)
    before, after = sentence[max(start - _NEAR, 0):start], sentence[stop:stop + _NEAR]
    if is_cjk(sentence[start:end]):
        return 0.0
    first = sentence[start]
    if not first.isupper():
        plural = stop > end and "'" not in sentence[end:end + 2]
        return -1.0 if spelling.ordinary and (plural or _ARTICLE.search(before.lower())) else 0.0
    value = 1.0 if before.strip("\"'“‘(#@ ") and not sentence.isupper() else 0.5
    neighbours = (_WORD_BEFORE.search(before), _WORD_AFTER.search(after))
    inside = start > _NEAR or bool(neighbours[0] and neighbours[0].start() > 0)
    for neighbour, counts in zip(neighbours, (inside or spelling.ordinary, True), strict=True):
        word = neighbour.group(1) if neighbour else ""
        if counts and word[:1].isupper() and word != "I" and plain(word) not in field and not _grammar(word):
            value -= 1.0
    return value


def _grammar(word: str) -> bool:
    return plain(word) in _SMALL_WORDS


_SMALL_WORDS = frozenset(re.findall(r"\S+", (
    "my mine your his her our their the a an this that these those is are was were does do did has have had can could "
    "will would should why how what when where who which and or but so if not no never new old love hate dear thanks "
    "i i'm i've it it's we they he she you got get bought buying ordered using use with for from by at in on to of as "
    "vs vs. than like both neither either only just even still back after before since honestly yes hi hello")))


def _with_ending(text: str, end: int) -> int:
    """Return the end of a name with its possessive or plural ending."""
    for ending in ("'s", "’s", "s'", "s’", "s", "es"):
        if text.startswith(ending, end):
            return end + len(ending)
    return end


def _crosses(sentence: str, start: int, end: int) -> bool:
    """Return whether a short Chinese name comes about only because two words meet, as 可文 in 許可文件."""
    if end - start != _SHORT_CJK:
        return False
    words = word_list("crossing")
    return sentence[start - 1:start + 1] in words or sentence[end - 1:end + 1] in words


def _without(small: str, found: Sequence[tuple[int, int, Spelling]]) -> str:
    """Return a text with blanks in place of the names, which stand from left to right."""
    parts, behind = [], 0
    for start, end, _ in found:
        parts += [small[behind:start], " " * (end - start)]
        behind = end
    return "".join((*parts, small[behind:]))
