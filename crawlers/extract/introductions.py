"""People who introduce themselves in a post: "I am Ann Lee, I write at <link>"; a claim of theirs to that address."""

import re
from collections.abc import Iterable, Iterator

from crawlers.records import Account, Finding, Link, Place, Post

#: How such a claim is named; behind it stands the name they gave, where they gave one.
INTRODUCTION = "introduction"
_NAME = re.compile(
    r"(?:\bI am|\bI['’]m|\b[Mm]y name is|\b[Tt]his is) ([A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’-]+){1,2})"
    r"(?=\s*[.,!;:(–—-]|\s+(?:and|from|here|of|who)\b|\s*$)")
_NAME_CJK = re.compile(r"(?:我是|我叫|本人是|我的名字是)\s*([\u3400-\u9fff]{2,4})(?=\s*[，,。.!！、；;\s])")
#: What stands right before the link.
_BEFORE = re.compile(
    r"(?:\bI (?:mostly |mainly |usually |also )?(?:write|blog|publish|keep (?:a|my) (?:blog|diary|journal))"
    r"(?: \w+){0,3}? (?:at|on|over at|under)"
    r"|\b[Mm]y (?:own |little |personal )?(?:blog|site|website|home ?page|journal|diary)"
    r"(?: is| lives| is called| is at|:)(?: over)?(?: at| on| called)?)\s*[:“\"'(]*$"
    r"|(?:我的|個人|个人)(?:部落格|部落|網站|网站|网誌|網誌|博客|blog)"
    r"\s*(?:是|在|叫|叫做|：|:)?\s*[「《(（]*$", re.IGNORECASE)
_BEFORE_CJK = re.compile(r"(?:平常|平時|平时|主要|都|我|也)?(?:在|於)\s*[「《]?$")
_BEHIND_CJK = re.compile(r"^[」》]?\s*(?:上)?(?:寫文章|写文章|寫作|写作|寫部落格|写博客|發文|发文|寫字|写字|寫網誌)")


def introductions(findings: Iterable[Finding]) -> list[Account]:
    """Return, for every post in which its author introduces a site of their own, the author with that claim."""
    found = {(post.author, how, link.url): Account(id=post.author, claims=((how, link.url),))
             for post in findings if isinstance(post, Post) and post.author is not None
             for link in post.links if link.place is Place.BODY for how in _said(post, link)}
    return list(found.values())


def _said(post: Post, link: Link) -> Iterator[str]:
    """Yield how a link is introduced, at most once."""
    words = link.text.strip()
    around = link.quote if words and words in link.quote else post.text
    if not words or words not in around:
        return
    before, behind = around.partition(words)[::2]
    if _BEFORE.search(before[-_NEAR:]) or (_BEFORE_CJK.search(before[-_NEAR:]) and _BEHIND_CJK.search(behind)):
        name = _NAME.search(before) or _NAME_CJK.search(before)
        yield f"{INTRODUCTION}: {name[1]}" if name else INTRODUCTION


#: So many characters before a link are looked at.
_NEAR = 60


def introduced_as(how: str) -> str | None:
    """Return the name in a claim made by an introduction.

    >>> introduced_as("introduction: Ann Lee"), introduced_as("introduction")
    ('Ann Lee', None)
    """
    return how.partition(": ")[2] or None
