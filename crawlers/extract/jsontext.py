"""Reading JSON that somebody else wrote: every value may be of another kind than expected."""

from collections.abc import Iterator

#: What JSON can hold.
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
_DEEPEST = 40


def mapping(value: Json) -> dict[str, Json]:
    """Return a value that is an object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def dicts(value: Json) -> list[dict[str, Json]]:
    """Return the objects of a value: of a list, or the object itself.

    >>> dicts([{"a": 1}, 3]), dicts({"a": 1}), dicts("x")
    ([{'a': 1}], [{'a': 1}], [])
    """
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text_at(holder: dict[str, Json], *names: str) -> str | None:
    """Return the first text, or number as text, that is not blank under one of the names.

    >>> text_at({"a": " ", "b": 7}, "a", "b"), text_at({"a": []}, "a")
    ('7', None)
    """
    for name in names:
        value = holder.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return None


def walk(value: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    """Yield every object inside a value, outer ones first; very deep ones are left out."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from walk(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from walk(each, depth + 1)
