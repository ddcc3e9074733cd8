"""Tones corrected by hand: they win over every rule and survive new crawls."""

from collections.abc import Iterable
from hashlib import blake2b

from influence.listening.sentences import plain
from influence.model.decisions import DecisionKind, Decisions
from influence.model.heard import Tone

#: A sentence that shares a smaller part of its pairs of letters is no near one.
_NEAR = 0.3


def sentence_key(sentence: str) -> str:
    """Return a short hash of a sentence, blind to width, case and blanks; no words of anybody are kept.

    >>> sentence_key("My  Snipwell broke.") == sentence_key("my snipwell broke.")
    True
    """
    return blake2b(" ".join(plain(sentence).split()).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def correction(brand: str, sentence: str) -> tuple[str, ...]:
    """Return what a decision of kind TONE is about, for `Project.decide(..., others=...)`; the tone is its value."""
    return (f"brand:{brand}", f"sentence:{sentence_key(sentence)}")


def corrections(decisions: Decisions) -> dict[tuple[str, str], Tone]:
    """Return the tones decided by hand, by brand and `sentence_key`; the newest decision wins."""
    found: dict[tuple[str, str], Tone] = {}
    for decision in decisions.of_kind(DecisionKind.TONE):
        named = dict(entry.partition(":")[::2] for entry in decision.others)
        if decision.value in set(Tone) and {"brand", "sentence"} <= named.keys():
            found[named["brand"], named["sentence"]] = Tone(decision.value)
    return found


def nearest(sentence: str, said: Iterable[str]) -> str | None:
    """Return the sentence most like another by the pairs of letters they share; None when none is like it at all.

    Jaccard's index of the two sets of pairs, as is usual for mistyped words (Jaccard 1912); ties by the
    letters of the sentence.

    >>> nearest("it brok again", ["I love it.", "It broke again.", "Which one?"])
    'It broke again.'
    >>> nearest("xyz", ["I love it."]) is None
    True
    """
    wanted = _pairs(sentence)
    found = max(((_alike(wanted, _pairs(one)), one) for one in sorted(set(said), reverse=True)),
                key=lambda scored: scored[0], default=(0.0, ""))
    return found[1] if found[0] >= _NEAR else None


def _pairs(sentence: str) -> set[str]:
    signs = "".join(sign for sign in plain(sentence) if sign.isalnum())
    return {signs[at:at + 2] for at in range(max(len(signs) - 1, 1))}


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)
