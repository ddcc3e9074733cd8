"""Words that disclose payment, gifts or commission, in English, Chinese and German."""

import re
from collections.abc import Iterable

from crawlers.records import Link

_DISCLOSURES = re.compile(
    r"(?<!\w)#(?:ad|sponsored|gifted|spon|werbung|anzeige)\b|"
    r"\b(?:sponsored (?:post|by|content)|this post (?:is|was) sponsored|in (?:paid )?partnership with|paid partnership"
    r"|affiliate (?:links?|commission)|(?:kindly )?gifted by|(?:pr|press) sample|(?:was|were) (?:gifted"
    r"|sent) (?:to me )?"
    r"(?:by|for review)|received (?:this|these|the) (?:product|item|book)s? (?:for free|free of charge)|free of charge"
    r" (?:by|from)|in exchange for (?:an? )?(?:honest )?review|advertorial|#(?:ad|sponsored|gifted|spon|werbung"
    r"|anzeige|pr)\b"
    r"|provided (?:by|to me by) .{2,40} for (?:review|free)|review copy|bezahlte (?:werbung|partnerschaft)"
    r"|kooperation mit"
    r"|enth[äa]lt (?:werbung|affiliate)|werbung(?:,| \(| wegen|:)|rezensionsexemplar|pr-muster)"
    r"|業配|業配文|合作文|廣告合作|廠商(?:贊助|提供|邀約|邀請)|贊助商?提供|(?:本文|此文|本篇).{0,8}(?:合作|贊助"
    r"|贊助文|體驗文|邀稿)|公關品|試用品"
    r"|體驗邀約|贈品提供|聯盟行銷|分潤連結|商业合作|广告合作|赞助|推广文|公关品|试用品",
    re.IGNORECASE,
)
_AROUND = 60


def disclosure_of(text: str, links: Iterable[Link] = ()) -> str | None:
    """Return the words that disclose payment or gifts, or None.

    A link marked `rel=sponsored` discloses too.

    >>> disclosure_of("Nice glue. This post is sponsored by a shop.")
    'This post is sponsored'
    >>> disclosure_of("本文為廠商邀約之體驗"), disclosure_of("I like glue.")
    ('廠商邀約', None)
    """
    found = _DISCLOSURES.search(text)
    if found:
        return found[0][:_AROUND]
    return 'rel="sponsored"' if any("sponsored" in link.rel for link in links) else None
