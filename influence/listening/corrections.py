"""Tones corrected by hand: they win over every rule and survive new crawls."""

from hashlib import blake2b

from influence.listening.sentences import plain
from influence.model.decisions import DecisionKind, Decisions
from influence.model.heard import Tone


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
