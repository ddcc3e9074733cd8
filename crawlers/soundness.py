r"""Records that can be stored: text without lone surrogates, numbers that fit 64 bits.

Pages write both (half an emoji as `\ud83d` in JSON, 10**30 followers); one such value must not
cost the page, let alone the crawl.
"""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar, cast

_Record = TypeVar("_Record")
_LARGEST = 2**63 - 1


def sound_text(text: str) -> str:
    r"""Return text with U+FFFD in place of lone surrogates.

    >>> sound_text("half \ud83d") == "half \ufffd", sound_text("拼布")
    (True, '拼布')
    """
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def sound(record: _Record) -> _Record:
    """Return a record as it can be stored; a number that does not fit is not known."""
    return cast("_Record", _sound(record))


def _sound(value: object) -> object:
    if isinstance(value, Enum | bool):
        return value
    if isinstance(value, str):
        return sound_text(value)
    if isinstance(value, int):
        return value if -_LARGEST <= value <= _LARGEST else None
    if isinstance(value, tuple):
        return tuple(_sound(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        mended = {field.name: _sound(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **mended)
    return value
