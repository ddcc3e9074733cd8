"""The words by which tone is told: praise, complaint, and what turns or weighs them, by language.

The lists are `data/english.toml` and `data/chinese.toml`. A term may be several words; a `*` at its
end stands for any letters. Chinese is written in Traditional characters; Simplified ones are derived.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import ahocorasick_rs
import opencc

from influence.people.names import is_cjk

_LANGUAGES = ("english", "chinese")


class Kind(StrEnum):
    """What a term does to the tone of a sentence."""

    PRAISE = "praise"
    COMPLAINT = "complaint"
    #: Turns what follows: not, never, 不, 沒有.
    NEGATOR = "negator"
    #: Makes the next word stronger or weaker.
    BOOSTER = "booster"
    DAMPENER = "dampener"
    #: What comes after weighs more: but, 但是.
    BUT = "but"
    #: What it opens weighs less: although, 雖然.
    ALTHOUGH = "although"
    #: Looks like tone and says nothing: "free shipping", "sharp corner".
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the lexicon."""

    kind: Kind
    #: 1 mild, 2 plain, 3 strong; 1 where only the kind matters.
    strength: float = 1.0
    #: Any letters may follow.
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a sentence."""

    start: int
    end: int
    kind: Kind
    strength: float


class Lexicon:
    """Finds terms in sentences written as `sentences.plain` does."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = terms
        self._patterns = list(terms)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns)

    def hits(self, text: str) -> list[Hit]:
        """Return the terms of a sentence from left to right, the longest where several begin or overlap."""
        found: list[tuple[int, int, Term]] = []
        for at, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            term = self.terms[self._patterns[at]]
            if stands_alone(text, start, end, open_end=term.open_end):
                found.append((start, end, term))
        found.sort(key=lambda one: (one[0], -one[1]))
        chosen: list[Hit] = []
        last = 0
        for start, end, term in found:
            if start >= last:
                chosen.append(Hit(start, end, term.kind, term.strength))
                last = end
        return chosen


class Phrases:
    """Tells whether one of some phrases stands in a sentence, and which."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._patterns = [phrase.removesuffix("*") for phrase in phrases]
        self._open = [phrase.endswith("*") for phrase in phrases]
        self._names = list(phrases.values())
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns)

    def found(self, text: str) -> list[tuple[int, int, str]]:
        """Return start, end and name of every phrase, from left to right, the longer first."""
        found = [
            (start, end, name)
            for at, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if stands_alone(text, start, end, open_end=self._open[at])
            for name in self._names[at]
        ]
        return sorted(found, key=lambda one: (one[0], -one[1], one[2]))

    def names(self, text: str) -> frozenset[str]:
        """Return the names of the phrases in a sentence."""
        return frozenset(name for _, _, name in self.found(text))


def stands_alone(text: str, start: int, end: int, *, open_end: bool = False) -> bool:
    """Return whether a match is no part of a longer Latin word; Chinese has no blanks between words."""
    if start and text[start].isascii() and text[start].isalnum() and _joins(text[start - 1]):
        return False
    return open_end or end >= len(text) or not (
        text[end - 1].isascii() and text[end - 1].isalnum() and _joins(text[end]))


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of tone, both languages."""
    terms: dict[str, Term] = {}
    for table in _tables():
        for name, text in table["tone"].items():
            kind, _, strength = name.partition("_")
            for entry in _entries(text):
                term = Term(Kind(kind), float(strength or 1), entry.endswith("*"))
                terms.setdefault(entry.removesuffix("*"), term)
    return Lexicon(terms)


@cache
def phrases(section: str) -> Phrases:
    """Return the phrases of a section of the lists ("marks", "aspects"), each with the names it stands under."""
    found: dict[str, list[str]] = {}
    for table in _tables():
        for name, text in table.get(section, {}).items():
            for entry in _entries(text):
                found.setdefault(entry, []).append(name)
    return Phrases(found)


@cache
def names_of(section: str) -> tuple[str, ...]:
    """Return the names in a section, in the order of the lists."""
    return tuple(dict.fromkeys(name for table in _tables() for name in table.get(section, {})))


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a plain list of words, both languages."""
    return frozenset(entry for table in _tables() for entry in _entries(table["words"].get(name, "")))


@cache
def _tables() -> tuple[dict[str, dict[str, str]], ...]:
    folder = files("influence.listening").joinpath("data")
    return tuple(tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8")) for name in _LANGUAGES)


def _entries(text: str) -> list[str]:
    """Return the entries of a list, Simplified forms behind Traditional ones."""
    entries = [" ".join(entry.split()) for entry in re.split(r"[,，\n]", text) if entry.strip()]
    return list(dict.fromkeys(form for entry in entries for form in (entry, _converted(entry, "t2s"))))


def both_scripts(name: str) -> tuple[str, ...]:
    """Return a Chinese name as written, in Simplified and in Traditional characters, each once; others as they are.

    >>> both_scripts("克縫"), both_scripts("Kerfcut")
    (('克縫', '克缝'), ('Kerfcut',))
    """
    return tuple(dict.fromkeys((name, _converted(name, "t2s"), _converted(name, "s2t"))))


def _converted(text: str, how: str) -> str:
    return str(_converter(how).convert(text)) if is_cjk(text) else text


@cache
def _converter(how: str) -> opencc.OpenCC:
    return opencc.OpenCC(how)


def _joins(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
