"""Text that every XML reader takes."""

import re
from collections.abc import Sequence
from math import isfinite

#: Characters XML 1.0 cannot carry in any form, and those that must be written otherwise in an attribute.
_SPECIAL = re.compile(
    "[&<>\"\n\r\t\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": " ", "\r": " ", "\t": " "}

Value = str | int | float | bool | Sequence[str] | None


def attribute(text: str) -> str:
    r"""Return text for an XML attribute: escaped, breaks folded to blanks, illegal characters dropped.

    >>> attribute('Ann "A" & Co\x00')
    'Ann &quot;A&quot; &amp; Co'
    """
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda found: _WRITTEN.get(found[0], ""), text)


def liststring(items: Sequence[str]) -> str:
    """Return a GEXF list: readers split at commas and honour quotes, so neither stays in an item."""
    return "[" + ", ".join('"' + item.replace('"', "'").replace("\\", "/") + '"' for item in items) + "]"


def value_text(value: Value, kind: str) -> str:
    """Return one attribute value as text, escaped; empty when it is better left out."""
    if value is None:
        return ""
    if kind == "double" and isinstance(value, int | float):
        return repr(round(float(value), 6)) if isfinite(value) else ""
    if kind in ("integer", "long", "int") and isinstance(value, int | float):
        return str(int(value))
    if kind == "boolean":
        return "true" if value else "false"
    if isinstance(value, str):
        return attribute(value)
    if isinstance(value, Sequence):
        return attribute(liststring(value) if kind == "liststring" else "; ".join(value)) if value else ""
    return attribute(str(value))
