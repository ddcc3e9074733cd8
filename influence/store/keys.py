"""Keys: 64-bit content hashes, so that the same thing has the same number in every project.

A key depends on nothing but what it names; reading a page twice, or pages in another order, gives
the same keys. Two of ten million things share one with a chance of 3 in a million.
"""

from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

#: Stands for "none" in arrays of keys; no text has this key.
NONE = 0
_SIGN = 1 << 63
_MULTIPLIERS = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
_GOLDEN = 0x9E3779B97F4A7C15


def key(text: str) -> int:
    """Return the key of an address, an id or a name: signed 64 bits, never 0.

    >>> key("https://blog.example/") == key("https://blog.example/")
    True
    >>> -2**63 <= key("") < 2**63
    True
    """
    number = int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
    return number - _SIGN or 1


#: The same, remembered: for addresses that come again and again within a crawl.
remembered_key = lru_cache(maxsize=65_536)(key)


def optional_key(text: str | None) -> int | None:
    """Return `key`, or None for None."""
    return None if text is None else remembered_key(text)


def mixed(*parts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return one key for each row of several columns (SplitMix64 finaliser, Steele et al. 2014).

    >>> a, b = np.array([1, 2]), np.array([3, 3])
    >>> bool(mixed(a, b)[0] == mixed(b, a)[0])
    False
    """
    state: NDArray[np.uint64] = np.zeros(len(parts[0]), dtype=np.uint64)
    for part in parts:
        state = (state ^ part.astype(np.int64).view(np.uint64)) + np.uint64(_GOLDEN)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(_MULTIPLIERS[0])
        state = (state ^ (state >> np.uint64(27))) * np.uint64(_MULTIPLIERS[1])
        state ^= state >> np.uint64(31)
    keys = state.view(np.int64)
    keys[keys == NONE] = 1
    return keys
