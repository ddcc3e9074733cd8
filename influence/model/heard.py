"""What was said about a brand: one row per sentence and brand, as columns."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from influence.model.brand import Brand


class Tone(StrEnum):
    """How a sentence speaks of a brand."""

    PRAISE = "praise"
    COMPLAINT = "complaint"
    QUESTION = "question"
    NEUTRAL = "neutral"
    #: Irony, or words for and against at once: a person has to read it.
    UNREAD = "needs_reading"


class Stance(StrEnum):
    """How somebody stands towards a brand, by all that was said so far."""

    FAN = "fan"
    USER = "user"
    NEUTRAL = "neutral"
    CRITIC = "critic"
    #: Spoke well of it once and does no more.
    ESTRANGED = "estranged"
    UNKNOWN = "unknown"


#: Tones by code.
TONES: tuple[Tone, ...] = tuple(Tone)
#: Bits of `Heard.flags`: the brand was linked to; the speaker has or made it; the name may mean something else;
#: the post is paid for or about a gift; the speaker is about to buy; the brand is named by the thread the reply
#: stands in, not by the sentence.
LINKED, FIRST_HAND, DOUBTFUL, SPONSORED, BUYING, INHERITED = 1, 2, 4, 8, 16, 32


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heard:
    """Mentions of the brand and its rivals, sorted by time (undated first), then post, place in it and brand."""

    #: The brand itself first (code 0), then its rivals.
    brands: tuple[Brand, ...]
    #: Aspects by code: blade, handle, price, service and so on.
    aspects: tuple[str, ...]
    #: Post code; the row of `PostColumns`.
    post: NDArray[np.int32]
    #: Person code of who spoke; UNKNOWN (-1) when not known.
    person: NDArray[np.int32]
    #: Site code of where it was said.
    site: NDArray[np.int32]
    #: Epoch seconds, UTC; UNDATED when not known.
    time: NDArray[np.int64]
    #: Code into `brands`.
    brand: NDArray[np.int16]
    #: Code into TONES.
    tone: NDArray[np.int8]
    #: Code into `aspects`; -1 for none.
    aspect: NDArray[np.int8]
    #: LINKED | FIRST_HAND | DOUBTFUL | SPONSORED | BUYING | INHERITED.
    flags: NDArray[np.uint8]
    #: The sentence of each row, as written.
    sentences: list[str]

    def __len__(self) -> int:
        """Return the number of mentions."""
        return len(self.post)
