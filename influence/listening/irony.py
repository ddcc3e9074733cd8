"""Sentences that say one thing and may mean the other: they are read by a person, not guessed."""

import re
from collections.abc import Sequence

from influence.listening.valence import Valued

_SCARE = re.compile(r"\"([^\"]{2,24})\"|「([^」]{1,10})」|『([^』]{1,10})』|“([^”]{2,24})”")
#: Strength from which a complaint beside praise makes an ironic turn likely.
_PLAIN = 1.2


def is_ironic(text: str, marks: frozenset[str], values: Sequence[Valued]) -> bool:
    """Return whether a sentence has the marks of irony.

    Praise with a turn of phrase that mockers use and something that went wrong; praise in scare
    quotes; laughter beside what is for or against.

    >>> from influence.listening.lexicon import phrases
    >>> from influence.listening.valence import valued
    >>> text = "love how the blade fell off after two days"
    >>> is_ironic(text, phrases("marks").names(text), valued(text))
    True
    """
    good = max((one.value for one in values), default=0.0)
    bad = -min((one.value for one in values), default=0.0)
    if "mockery" in marks or ("irony" in marks and bad >= _PLAIN and good > 0):
        return True
    if "laugh" in marks and "irony" in marks:
        return True
    return _mocks(text, values)


def _mocks(text: str, values: Sequence[Valued]) -> bool:
    """Return whether praise stands in scare quotes."""
    return any(one.value > 0 and any(span[0] <= one.start and one.end <= span[1] for span in _quoted(text))
               for one in values)


def _quoted(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SCARE.finditer(text)]
