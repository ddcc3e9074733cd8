"""How somebody writes: numbered issues and "we" are signs of a group, "I" of a person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from influence.people.words import PLURAL, PLURAL_CJK, SINGULAR, SINGULAR_CJK

_NUMBERED = re.compile(
    r"(?:#\s?\d+|\b(?:no|issue|week|episode|vol|changelog|release)\.?\s?#?\d+|第\s?\d+\s?[期號号集]"
    r"|\bv?\d+\.\d+(?:\.\d+)?\b|\bannouncing\b|\brelease[ds]?\b|發佈|公告|發表)", re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
#: Fewest posts or words of self that say anything.
_FEW_POSTS, _FEW_WORDS = 5, 20
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Counts over somebody's posts."""

    posts: int = 0
    #: Posts whose title is numbered or announces a release.
    numbered: int = 0
    #: Words of "I" and of "we" in the texts.
    singular: int = 0
    plural: int = 0

    def signs(self) -> list[tuple[float, str]]:
        """Return weak signs of an organisation, each with its weight; negative ones speak for a person."""
        found = []
        if self.posts >= _FEW_POSTS and self.numbered / self.posts >= _MOSTLY:
            found.append((0.5, f"{self.numbered} of {self.posts} titles are numbered issues or releases"))
        said = self.singular + self.plural
        if said >= _FEW_WORDS and self.plural / said >= 0.8:  # people who blog say "I" more often
            found.append((0.5, "the texts say 'we', hardly ever 'I'"))
        elif said >= _FEW_WORDS and self.singular / said >= _MOSTLY:
            found.append((-0.5, "the texts say 'I'"))
        return found


def writing(posts: Iterable[tuple[str | None, str]]) -> Writing:
    """Return the counts over (title, text) of somebody's posts.

    >>> writing([("Changelog #7", "We fixed it."), ("My garden", "I like it, and my cat does.")])
    Writing(posts=2, numbered=1, singular=2, plural=1)
    """
    count = numbered = singular = plural = 0
    for title, text in posts:
        count += 1
        numbered += bool(title and _NUMBERED.search(title))
        words = _WORD.findall(text.casefold().replace("’", "'"))
        singular += sum(word in SINGULAR for word in words)
        plural += sum(word in PLURAL for word in words)
        groups = sum(text.count(word) for word in PLURAL_CJK)
        plural += groups
        singular += max(0, sum(text.count(word) for word in SINGULAR_CJK) - text.count("我們") - text.count("我们"))
    return Writing(posts=count, numbered=numbered, singular=singular, plural=plural)
