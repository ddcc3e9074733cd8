"""The words of an electronic mail as archives show them: quoted lines and signatures taken out."""

import re

from crawlers.records import Link, Place
from crawlers.urls import try_canonical

_QUOTED = re.compile(r"^\s*(?:>|\|\s|&gt;)")
_WROTE = re.compile(r"^\s*(?:On\b.*|Am\b.*|Le\b.*|El\b.*|.*<.*@.*>.*|.*\bat\b.*)?\b(?:wrote|writes|schrieb|a écrit"
                    r"|escribió|ha scritto|寫道|写道)\s*:?\s*$")
_SIGNED = re.compile(r"^-- ?$")
_LINK = re.compile(r"https?://[^\s<>\"'\]]+[^\s<>\"'\].,;:!?)]")


def own_words(text: str) -> tuple[str, str]:
    r"""Return the writer's own lines, and the signature below the line of two hyphens.

    >>> own_words("On Monday Bo wrote:\n> Fold it.\nI did.\n-- \nAnn")
    ('I did.', 'Ann')
    """
    lines = text.replace("\r", "").split("\n")
    end = next((index for index, line in enumerate(lines) if _SIGNED.match(line)), len(lines))
    kept: list[str] = []
    for index, line in enumerate(lines[:end]):
        following = next((later for later in lines[index + 1:end] if later.strip()), "")
        if _QUOTED.match(line) or (_WROTE.match(line) and _QUOTED.match(following)):
            continue
        kept.append(line.strip())
    return re.sub(r"\n{2,}", "\n", "\n".join(kept)).strip(), "\n".join(lines[end + 1:]).strip()


def links_of(text: str, place: Place) -> tuple[Link, ...]:
    """Return the addresses written out in a text, each once."""
    found = (try_canonical(address) for address in _LINK.findall(text))
    return tuple(Link(url=url, place=place) for url in dict.fromkeys(found) if url)
