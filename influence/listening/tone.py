"""The tone of a sentence towards each brand it names: praise, complaint, question, neutral, or not told by rule.

Words with their strength, turned by negation, weighed by "very" and "a bit", by "but" and
"although"; given to the brand they are nearest to, or shared out by a comparison. Irony, and words
for and against at once, are left to a person.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from influence.listening.comparison import compared
from influence.listening.irony import is_ironic
from influence.listening.lexicon import phrases
from influence.listening.mentions import Mention
from influence.listening.sentences import plain
from influence.listening.valence import Valued, valued
from influence.model.heard import Tone

#: Brands stand in a sentence as one sign each from here on, so that no rule trips over their letters.
_FIRST_SIGN = 0xE000
#: From this weight on a sentence is for or against.
_LEAST = 0.7
#: With the weaker side at least this part of the stronger one, it is both.
_BOTH = 0.67

#: A sentence of so few words or Chinese signs beside the brand only names it.
_FEW = 5
_WORD = re.compile(r"[a-z0-9'-]+|[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A sentence as the rules see it: small letters, one private sign for each brand."""

    text: str
    #: Place of each mention's sign, with the brand's code.
    places: tuple[tuple[int, int], ...]


def skeleton(sentence: str, mentions: Sequence[Mention]) -> Skeleton:
    r"""Return a sentence with its brands replaced by signs.

    >>> skeleton("I love Snipwell!", [Mention(7, 15, 0)]).text
    'i love \ue000!'
    """
    small = plain(sentence)
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = length = 0
    for mention in mentions:
        piece = small[at:mention.start]
        length += len(piece)
        places.append((length, mention.brand))
        pieces += [piece, chr(_FIRST_SIGN + mention.brand)]
        length += 1
        at = mention.end
    return Skeleton("".join([*pieces, small[at:]]), tuple(places))


def tones(sentence: str, mentions: Sequence[Mention]) -> dict[int, Tone]:
    """Return the tone of a sentence towards each brand named in it, by code.

    >>> from influence.listening.mentions import Finder
    >>> from influence.model.brand import Brand
    >>> finder = Finder([Brand(name="Snipwell"), Brand(name="Kerfcut")])
    >>> def told(text):
    ...     return [str(tone) for tone in tones(text, finder.mentions(text)).values()]
    >>> told("My Snipwell is not sharp at all."), told("Is the Snipwell any good?")
    (['complaint'], ['question'])
    >>> told("Snipwell cuts better than Kerfcut."), told("Snipwell 比 Kerfcut 好用")
    (['praise', 'complaint'], ['praise', 'complaint'])
    """
    bare = skeleton(sentence, mentions)
    brands = list(dict.fromkeys(brand for _, brand in bare.places))
    return tones_of(bare, brands)


def tones_of(bare: Skeleton, brands: Sequence[int]) -> dict[int, Tone]:
    """Return the tone towards some brands of a sentence; one without any sign speaks of them all."""
    values = valued(bare.text)
    marks = phrases("marks").names(bare.text)
    judged = compared(bare.text, bare.places, values)
    sums = _shared(bare, values, brands) if len(brands) > 1 else {brand: _summed(values) for brand in brands}
    ironic = is_ironic(bare.text, marks, values)
    asks = is_question(bare.text, marks, values)
    short = frozenset({"short"}) if len(_WORD.findall(bare.text)) <= _FEW else frozenset()
    return {
        brand: _decided(sums[brand], judged.get(brand), marks | short, asks=asks, ironic=ironic) for brand in brands
    }


def is_question(text: str, marks: frozenset[str], values: Sequence[Valued] = ()) -> bool:
    """Return whether a sentence asks to be told something.

    A mark alone does not: "who designed this?" and "Verdict? Overhyped." say something.

    >>> is_question("does anyone know a good one", frozenset({"ask"})), is_question("it broke", frozenset())
    (True, False)
    """
    if marks & _RHETORICAL:
        return False
    end = text.rstrip(_CLOSING)
    last = end[-1:]
    if last in _ASKING or (last == "呢" and "ask" in marks):
        return True
    mark = max(text.rfind("?"), text.rfind("？"))
    if mark < 0:
        return "ask" in marks or _OPENS.match(text) is not None
    return not any(one.start > mark for one in values)


#: A question that forgot its mark.
_OPENS = re.compile(
    r"\W*(?:yo |hey |hi |so |ok |and )?"
    r"(?:(?:how|what|what's|which|where|when|who|why) (?:\S+ ){0,3}"
    r"(?:do|does|did|is|are|can|could|should|would|will|has|have)\b"
    r"|(?:does|do|did|is|are|can|could|should|would|will|has|have) "
    r"(?:(?:the|a|any|it|they|you|i|we|this|that|these|those|anyone|anybody|there)\b|[\ue000-\ue0ff]))[^.!,]*$")
_RHETORICAL = frozenset({"rhetorical", "rhetorical_good", "rhetorical_bad"})
_CLOSING = " \"')」』）~～!！.。…"
_ASKING = ("?", "？", "嗎", "吗")


def _decided(
    sums: tuple[float, float], judged: float | None, marks: frozenset[str], *, asks: bool, ironic: bool
) -> Tone:
    """Return the tone for one brand from what speaks for and against it."""
    if judged is not None and not asks:
        return Tone.PRAISE if judged > 0 else Tone.COMPLAINT if judged < 0 else Tone.NEUTRAL
    if ironic:
        return Tone.UNREAD
    if asks:
        return Tone.QUESTION
    good, bad = sums
    if "mixed" in marks or (min(good, bad) >= _LEAST and min(good, bad) >= _BOTH * max(good, bad)):
        return Tone.UNREAD
    if max(good, bad) < _LEAST:
        return _without_words(marks)
    return Tone.PRAISE if good > bad else Tone.COMPLAINT


def _without_words(marks: frozenset[str]) -> Tone:
    """Return what a sentence is that has no word for or against: one with feeling is left to a person."""
    if marks & {"nonuse", "sale", "hearsay", "buying"}:
        return Tone.NEUTRAL
    if marks & {"rhetorical_good", "rhetorical_bad"}:
        return Tone.PRAISE if "rhetorical_good" in marks else Tone.COMPLAINT
    if marks & {"laugh", "feeling", "rhetorical"}:
        return Tone.UNREAD
    return Tone.NEUTRAL if marks & {"fact", "short"} else Tone.UNREAD


def _summed(values: Sequence[Valued]) -> tuple[float, float]:
    return sum(one.value for one in values if one.value > 0), -sum(one.value for one in values if one.value < 0)


def _shared(bare: Skeleton, values: Sequence[Valued], brands: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Return what speaks for and against each brand: words go to the brand of their clause, else the one before."""
    own: dict[int, list[Valued]] = {brand: [] for brand in brands}
    for one in values:
        for brand in _meant(bare, one, brands):
            own[brand].append(one)
    return {brand: _summed(words) for brand, words in own.items()}


def _meant(bare: Skeleton, one: Valued, brands: Sequence[int]) -> list[int]:
    """Return the brands a word is about."""
    first, last = one.clause
    if _ALL.search(bare.text[first:last]) and not any(first <= place < last for place, _ in bare.places):
        return list(brands)
    inside = [(place, brand) for place, brand in bare.places if first <= place < last]
    if len(inside) > 1 and _listed(bare.text, inside):
        return [brand for _, brand in inside]
    near = inside or [(place, brand) for place, brand in bare.places if place < one.start][-1:]
    if not near:
        near = list(bare.places)[:1]
    if not near:
        return list(brands)
    return [min(near, key=lambda at: (abs(at[0] - one.start), at))[1]]


def _listed(text: str, inside: Sequence[tuple[int, int]]) -> bool:
    """Return whether brands stand side by side: "Tanager and Corvane", "neither A nor B", A 和 B."""
    for (place, _), (following, _) in pairwise(inside):
        between = text[place + 1:following].strip().removesuffix("my").removesuffix("the").strip()
        if between not in _JOINED:
            return False
    return True


_JOINED = frozenset({
    "and", "&", "or", "nor", "+", "/", "as well as", "和", "跟", "與", "与", "及", "還有", "还有", "、", "或",
})
_ALL = re.compile(r"\bboth\b|\bneither\b|兩[把個支款]|两[把个支款]|[^都]都")


def stronger(first: Mapping[int, Tone], second: Mapping[int, Tone]) -> dict[int, Tone]:
    """Return what a sentence says where it says anything, else what the next one does.

    >>> stronger({0: Tone.NEUTRAL, 1: Tone.PRAISE}, {0: Tone.COMPLAINT, 1: Tone.COMPLAINT})
    {0: <Tone.COMPLAINT: 'complaint'>, 1: <Tone.PRAISE: 'praise'>}
    """
    open_ = (Tone.NEUTRAL, Tone.UNREAD)
    return {brand: second.get(brand, tone) if tone in open_ else tone for brand, tone in first.items()}


def says_nothing(sentence: str) -> bool:
    """Return whether a sentence has no word for or against anything."""
    return not valued(plain(sentence))
