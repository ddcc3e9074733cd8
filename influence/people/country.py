"""In which country somebody seems to be, by the ending of the site they own; a guess, and said to be one."""

from collections.abc import Iterable

from crawlers.urls import host, registrable_domain
from influence.people.services import SERVICES

#: Endings of countries that the whole world uses for its sites.
_EVERYWHERE = frozenset({
    "ac", "ad", "ag", "ai", "am", "as", "at", "cc", "cd", "co", "cx", "dj", "eu", "fm", "gg", "gl", "im", "in", "io",
    "is", "it", "je", "la", "li", "ly", "md", "me", "mn", "ms", "mu", "nu", "pw", "rs", "sc", "sh", "so", "st", "su",
    "tk", "to", "tv", "vc", "vg", "ws",
})
#: Among these, endings that countries of many sites use themselves.
_OWN_TOO = frozenset({"at", "in", "is", "it", "li", "rs"})
#: Endings that differ from the country's code.
_CODES = {"uk": "GB"}
#: Length of a country's ending.
_LETTERS = 2


def country(sites: Iterable[str]) -> str | None:
    """Return the country (ISO 3166, two letters) by the first site whose ending tells one; None when none does.

    Sites on services that lend names under an ending of any country tell nothing.

    >>> country(["https://ann.example/", "https://lamp.com.tw/blog"]), country(["https://quilt.co.uk/"])
    ('TW', 'GB')
    >>> country(["https://maker.io/"]), country(["https://ann.blogspot.tw/"]), country([])
    (None, None, None)
    """
    for address in sites:
        name = host(address) if "://" in address else address.partition("/")[0]
        ending = name.rpartition(".")[2].lower()
        owned = registrable_domain(f"https://{name}/")
        if len(ending) != _LETTERS or not ending.isalpha() or ending in _EVERYWHERE - _OWN_TOO:
            continue
        if owned in SERVICES or owned.startswith("blogspot.") or ".blogspot." in f".{name}":
            continue
        return _CODES.get(ending, ending.upper())
    return None
