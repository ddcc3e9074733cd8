"""Choices that look like chance and are the same every time: each hangs on its own key alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True)
class Draw:
    """A source of choices. A choice depends on the seed and its key, never on what was asked before.

    So a new post changes nothing about the others, and no two Python versions differ.

    >>> Draw(7).number(1, 6, "die") == Draw(7).number(1, 6, "die")
    True
    """

    seed: int

    def share(self, *key: object) -> float:
        """Return a number from 0 up to, but without, 1."""
        text = "\x1f".join(map(str, (self.seed, *key)))
        return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big") / 2**48

    def number(self, low: int, high: int, *key: object) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self.share(*key) * (high - low + 1))

    def one(self, options: Sequence[Choice], *key: object) -> Choice:
        """Return one of the options, which must not be empty."""
        return options[int(self.share(*key) * len(options))]

    def order(self, options: Sequence[Choice], *key: object) -> list[Choice]:
        """Return all options, shuffled."""
        places = sorted(range(len(options)), key=lambda place: self.share(*key, place))
        return [options[place] for place in places]
