"""Replies that name no brand and still speak of the one their thread is about: "same here, mine broke"."""

from influence.listening.lexicon import phrases
from influence.model.heard import Tone

#: Longer replies that name nothing have a subject of their own.
_LONGEST = 400


def is_short(text: str) -> bool:
    """Return whether a reply is short enough to speak of nothing but what it answers."""
    return len(text) <= _LONGEST


def is_cue(small: str) -> bool:
    """Return whether a text, written `plain`, repeats or takes over what was said before it.

    >>> is_cue("same here, the screw came loose"), is_cue("which paper did you use?")
    (True, False)
    """
    return "cue" in phrases("marks").names(small)


def agrees(small: str, tone: Tone, side: Tone | None) -> bool:
    """Return whether a sentence of a reply takes over the tone of the post that opened its thread.

    Args:
        small: The sentence, written `plain`.
        tone: Its own tone.
        side: PRAISE or COMPLAINT of the opening post; None when it took no side.
    """
    if tone is Tone.QUESTION or side is None or not is_cue(small):
        return False
    return tone in (side, Tone.NEUTRAL, Tone.UNREAD)
