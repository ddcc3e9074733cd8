"""Texts as numbers in the order in which they come."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class Numbering(dict[str, int]):
    """Text -> number; a text asked for the first time gets the next one."""

    def __missing__(self, text: str) -> int:
        """Give a new text its number."""
        number = self[text] = len(self)
        return number

    def codes(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """Return the number of each text."""
        return np.fromiter(map(self.__getitem__, texts), dtype=np.int32, count=len(texts))
