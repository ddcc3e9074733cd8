"""What sets one forum system apart from another, as data.

Every system shows the same things: messages, each with a writer, a time, words, quotes. Where
they stand is written down once per system here; reading them is the same for all
(`crawlers.extract.forums.thread`). Selectors are CSS; a *spot* is CSS with an attribute after
`@` (see `crawlers.extract.forums.selection`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawlers.extract.forums.vocabulary import Vocabulary
from crawlers.records import OutlinkKind, Page, PostKind

_CLASS = re.compile(r"\[(?:\\.|[^\]\\])+\](?:[*+?]|\{[\d,]+\})?")
_GROUP = re.compile(r"\((?:\\.|[^()\\])*\)(?:[*+?]|\{[\d,]+\})?")
_SPECIAL = re.compile(r"\\[A-Za-z](?:[*+?]|\{[\d,]+\})?|(?<!\\)[.^$](?:[*+?])?")
_OPTIONAL = re.compile(r"\\?.[*?]")
#: Runs that stand in every page and so tell nothing, and how long one must be to be looked for.
_COMMON = frozenset({'class="', "class=", 'id="', "id=", "<html", "<div", "<li", "<table"})
_SHORTEST_WORD = 4
#: Words of the signs of all systems.
_VOCABULARY = Vocabulary()
#: How far into a page its signs are looked for, in characters.
_HEAD = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRules:
    """Where the quotes of others stand in the body of a message."""

    #: The quoted block, its heading included.
    block: str = "blockquote"
    #: Spots in it that name the message quoted: an id or an address.
    post: tuple[str, ...] = ()
    #: Spots in it that name who is quoted.
    author: tuple[str, ...] = ()
    #: Heading that stands before the block rather than in it: spots looked for in the element before it.
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRules:
    """Where a forum system keeps what."""

    #: Pattern in the page -> how surely it is this system.
    signs: tuple[tuple[str, float], ...]
    #: One message; messages inside messages answer the one around them.
    block: str
    #: Blocks that are no messages: advertisements, folded or deleted ones.
    skip: str = ""
    local_id: tuple[str, ...] = ("@id",)
    #: Address of the message.
    permalink: tuple[str, ...] = ()
    #: Address of a message made of its id: `{thread}`, `{root}` (see there), `{id}` (digits), `{anchor}` (as written).
    address: str = "{thread}#{anchor}"
    #: Pattern at which the address of a page is cut to give `{root}`; where it is not found, permalinks are used.
    root: str = ""
    #: Whether the page's own permalinks are better than the made address.
    linked: bool = True
    number: tuple[str, ...] = ()
    #: What to add to the number shown, where the first reply is counted as 1 or the opening post as 0.
    number_shift: int = 0
    author: tuple[str, ...] = ()
    #: What a name is cut out of a longer text with, where it does fit: the group `who`.
    author_pattern: str = ""
    profile: tuple[str, ...] = ()
    handle: tuple[str, ...] = ()
    avatar: tuple[str, ...] = ()
    #: Spots of the time, tried in turn until one can be read.
    moment: tuple[str, ...] = ("time@datetime", "time")
    #: What a time is cut out of a longer text with: the group `when`.
    moment_pattern: str = ""
    #: How 3/4/2020 is read where the page itself leaves it open.
    day_first: bool | None = None
    body: tuple[str, ...] = ()
    #: Parts of the body that are not the writer's words: edit notes, attachments' captions.
    drop: str = ""
    quote: QuoteRules = QuoteRules()
    signature: str = ""
    #: Links of the body that name a member.
    mention: str = "a.mention, a.username, a[data-user-id]"
    #: Spot of the id or address of the message answered, when the block itself says so.
    answers: tuple[str, ...] = ()
    #: Container of the answers to the message it follows, where answers stand beside rather than within.
    children: str = ""
    #: Spots of the title of the thread.
    title: tuple[str, ...] = ("h1",)
    #: Spots of a link to the thread's first page.
    topic: tuple[str, ...] = ()
    #: What in an address is not the thread but a page or message of it -> replacement.
    marks: tuple[tuple[str, str], ...] = ()
    #: Whether those name pages; else they name messages, and pages are told by their query.
    paged: bool = True
    #: Path and query of addresses on this forum -> what they are; the first that fits counts.
    links: tuple[tuple[str, OutlinkKind], ...] = ()
    #: A link to the page before: its presence says that this is not the first.
    previous: str = "a[rel~=prev], link[rel~=prev]"
    kind: PostKind = PostKind.MESSAGE
    #: Whether the posts of a page are one conversation; else each stands alone.
    threaded: bool = True


def certainty(page: Page, signs: tuple[tuple[str, float], ...]) -> float:
    """Return how surely a web page bears one of the signs; 0 for other documents."""
    if "html" not in page.media_type:
        return 0.0
    head = _head(page.text)
    return max((sure for sign, sure in signs if _occurs(sign, head)), default=0.0)


def _occurs(sign: str, text: str) -> bool:
    """Return whether a pattern is found; where words it cannot do without are missing, without searching."""
    words = needed(sign)
    return (not words or _VOCABULARY.holds(text, words)) and re.search(sign, text) is not None


@lru_cache(maxsize=2)
def _head(text: str) -> str:
    return text[:_HEAD]


@lru_cache(maxsize=1024)
def needed(pattern: str) -> tuple[str, ...]:
    r"""Return words of which one must be in any text that a pattern fits; none where that cannot be told.

    >>> needed(r'class="[^"]*\bpost--\d+|forumotion|illiweb\.com/')
    ('post--', 'forumotion', 'illiweb.com/')
    >>> needed(r"(?i)powered by"), needed(r"a.*b")
    ((), ())
    """
    if pattern.startswith("(?i)"):
        return ()
    bare = _GROUP.sub("\0", _CLASS.sub("\0", pattern))
    while "(" in bare and (less := _GROUP.sub("\0", bare)) != bare:
        bare = less
    if "(" in bare.replace("\\(", ""):
        return ()
    words = [_longest(alternative) for alternative in bare.split("|")]
    return tuple(words) if all(len(word) >= _SHORTEST_WORD for word in words) else ()


def _longest(alternative: str) -> str:
    """Return the longest run of characters that stand for themselves."""
    plain = _OPTIONAL.sub("\0", _SPECIAL.sub("\0", alternative))
    runs = re.sub(r"\\(.)", r"\1", plain.replace("+", "\0")).split("\0")
    return max(runs, key=lambda run: (run.strip() not in _COMMON, len(run)))
