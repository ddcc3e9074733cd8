"""Known people named in what others write, without a link: a mention all the same.

Only names that can mean nobody else: a full name of two words or more, a Chinese name of three
characters or more, or a handle behind `@`; never a name that two people here share.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import ahocorasick_rs

from crawlers.records import folded
from influence.model.person import People, PersonKind
from influence.people.names import is_cjk, is_placeholder

#: A Latin name needs two words, of together so many letters; a Chinese one so many characters.
_LATIN_LEAST, _CJK_LEAST = 7, 3
#: A handle needs so many letters.
_HANDLE_LEAST = 5
#: Longest quote around a name.
_AROUND = 200
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Named:
    """One person named in one post."""

    #: As the text was numbered.
    post: int
    #: Person code.
    person: int
    #: At most 200 characters around the name.
    quote: str


def known_names(people: People) -> dict[str, int]:
    """Return, by folded name, the one person it means; names that may mean several are left out."""
    meant: dict[str, set[int]] = {}
    for code, person in enumerate(people.persons):
        if person.kind is PersonKind.PERSON:
            for name in _telling(person.name):
                meant.setdefault(name, set()).add(code)
    return {name: codes.pop() for name, codes in sorted(meant.items()) if len(codes) == 1}


def named(texts: Iterable[tuple[int, str]], names: Mapping[str, int]) -> Iterator[Named]:
    """Yield who is named in each text, each person once a text, at their first place.

    Args:
        texts: (number, text); a text is compared with its case folded.
        names: What `known_names` returns.

    >>> [one.person for one in named([(0, "As Ann Weaver says, Joann Weavers do not.")], {"ann weaver": 7})]
    [7]
    """
    if not names:
        return
    patterns = list(names)
    automaton = ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    for number, text in texts:
        plain = text.lower()
        if len(plain) != len(text):  # a letter that lower case makes two; places would shift
            plain = text
        seen: set[int] = set()
        for at, start, end in automaton.find_matches_as_indexes(plain):
            person = names[patterns[at]]
            if person not in seen and _stands_alone(plain, start, end):
                seen.add(person)
                yield Named(number, person, _around(text, start, end))


def _telling(name: str) -> list[str]:
    """Return the spellings of a name by which it can be told in a text."""
    spelt = folded(name)
    if is_placeholder(spelt):
        return []
    if is_cjk(spelt):
        return [spelt] if len(spelt) >= _CJK_LEAST and " " not in spelt else []
    if " " in spelt:
        return [spelt] if len(spelt) >= _LATIN_LEAST else []
    return [f"@{spelt}"] if len(spelt) >= _HANDLE_LEAST else []


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a match is no part of a longer word; Chinese has no blanks between words."""
    if is_cjk(text[start:end]):
        return True
    before, after = text[start - 1:start], text[end:end + 1]
    return not (_WORD.match(before) and before.isascii()) and not (_WORD.match(after) and after.isascii())


def _around(text: str, start: int, end: int) -> str:
    first = max(0, min((start + end) // 2 - _AROUND // 2, len(text) - _AROUND))
    return " ".join(text[first:first + _AROUND].split())
