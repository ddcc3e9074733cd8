"""All the ways in which people write the name of a brand, its products and its addresses."""

import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from influence.listening.lexicon import both_scripts, lexicon, word_list
from influence.listening.sentences import plain
from influence.model.brand import Brand
from influence.people.names import is_cjk

#: Names of so many letters are known with one letter wrong.
_SLIP_LEAST = 6
#: A name may be written in two parts of at least so many letters.
_PART = 3
#: Spellings shorter than this are no name anybody could tell in a text.
_LEAST = 2


class Sort(IntEnum):
    """What a spelling is, the surest first."""

    DOMAIN = 0
    NAME = 1
    PRODUCT = 2
    #: A name with one letter wrong.
    SLIP = 3


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of writing that means a brand."""

    #: Code of the brand.
    brand: int
    sort: Sort
    #: The letters are also a word that has nothing to do with the brand.
    ordinary: bool
    #: The name begins with a capital where its owner writes it.
    capital: bool


def spellings(brands: Sequence[Brand]) -> dict[str, Spelling]:
    """Return what to look for, in small letters; what two brands share belongs to the first.

    >>> found = spellings([Brand(name="Snip-Well", domains=("snipwell.example",))])
    >>> sorted(text for text, one in found.items() if one.sort is not Sort.SLIP)
    ['snip well', 'snip-well', 'snipwell', 'snipwell.example']
    >>> found["snipvell"].sort.name
    'SLIP'
    """
    found: dict[str, Spelling] = {}
    for code, brand in enumerate(brands):
        for text, sort in _stated(brand):
            made = Spelling(code, sort, _is_ordinary(text), text[:1].isupper())
            for form in _forms(text) if sort is not Sort.DOMAIN else (plain(text),):
                if len(form) >= _LEAST:
                    found.setdefault(form, made)
    for form, made in list(found.items()):
        for other in both_scripts(form):
            found.setdefault(other, made)
    return found | _slips(found)


def _stated(brand: Brand) -> Iterator[tuple[str, Sort]]:
    for domain in brand.domains:
        yield domain.removeprefix("https://").removeprefix("http://").removeprefix("www.").strip("/"), Sort.DOMAIN
    for name in (brand.name, *brand.aliases):
        yield name.strip(), Sort.NAME
    for product in brand.products:
        yield product.strip(), Sort.PRODUCT


def _forms(name: str) -> set[str]:
    """Return a name with its parts joined, apart and hyphenated, and without accents."""
    parts = name.replace("-", " ").replace("_", " ").split()
    if len(parts) == 1 and name.isascii():
        parts = _humps(parts[0])
    forms = {name, " ".join(parts), "-".join(parts), "".join(parts)}
    forms |= {_bare(form) for form in forms}
    return {" ".join(plain(form).split()) for form in forms}


def _humps(word: str) -> list[str]:
    """Return the parts of a word with capitals inside.

    >>> _humps("SnipWell"), _humps("Snipwell"), _humps("SNIP")
    (['Snip', 'Well'], ['Snipwell'], ['SNIP'])
    """
    cuts = [at for at in range(1, len(word)) if word[at].isupper() and word[at - 1].islower()]
    return [word[start:end] for start, end in zip([0, *cuts], [*cuts, len(word)], strict=True)]


def _bare(text: str) -> str:
    if is_cjk(text):
        return text
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def _is_ordinary(name: str) -> bool:
    """Return whether a name is a common word too, as "Tanager" is a bird and "Target" an aim.

    >>> _is_ordinary("Target"), _is_ordinary("Snipwell"), _is_ordinary("Target Shears")
    (True, False, False)
    """
    small = plain(name)
    words = word_list("ordinary")
    return small in words or (small.endswith("s") and small[:-1] in words) or small in lexicon().terms


def _slips(stated: Mapping[str, Spelling]) -> dict[str, Spelling]:
    """Return names with one letter wrong, missing, doubled or swapped, or a blank inside; the first is always right."""
    found: dict[str, Spelling] = {}
    taken = word_list("ordinary") | frozenset(lexicon().terms)
    for name, spelling in stated.items():
        if spelling.sort is not Sort.NAME or len(name) < _SLIP_LEAST or not (name.isascii() and name.isalpha()):
            continue
        for slip in _one_wrong(name):
            if slip not in stated and slip not in taken and slip != name + "s":
                found.setdefault(slip, Spelling(spelling.brand, Sort.SLIP, spelling.ordinary, spelling.capital))
    return found


def _one_wrong(word: str) -> Iterator[str]:
    letters = string.ascii_lowercase
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1:]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2:]
        for letter in letters:
            yield word[:at] + letter + word[at + 1:]
    for at in range(_PART, len(word) - _PART + 1):
        yield from (f"{word[:at]} {word[at:]}", f"{word[:at]}-{word[at:]}")
    for at in range(1, len(word) + 1):
        for letter in letters:
            yield word[:at] + letter + word[at:]


