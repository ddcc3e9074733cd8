"""Which message a quote is taken from: by its number, its address, or its words.

A quote that names only its writer is tied to a message of the page when that is the only one
it can be: the one before it that holds the quoted words (short ones have to be all of it), or the
writer's only message so far.
Otherwise it stays open; nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawlers.extract.forums.address import relative_to
from crawlers.extract.forums.rules import QuoteRules
from crawlers.extract.forums.selection import plain, select, value
from crawlers.records import folded
from crawlers.urls import authority

_DIGITS = re.compile(r"\d+")
#: Where an address says which of its numbers is the message's.
_NUMBERED = re.compile(r"(?:[?&;#/](?:pid|postid|post|comment|p|msg)[=/_-]?|\.msg)(\d+)")
_LETTERS = re.compile(r"\W+")
#: What follows a name in the heading of a quote, in the languages of common forum software.
_WROTE = re.compile(
    r"^(?:originally\s+posted\s+by|quote\s+from:?|posted\s+by|quote:?|zitat\s+von|引用:?|原帖由|quoting|citat(?:ion)?\s+de"
    r"|citato da)?\s*"
    r"[\"“„]?(?P<who>[^\n]{1,60}?)[\"”]?\s*"
    r"(?:wrote|said|schrieb|hat geschrieben|hat gesagt|a écrit|a dit|escribió|escribio|dijo|ha scritto|ha detto"
    r"|schreef|zei|escreveu|disse|"
    r"kirjoitti|sanoi|skrev|napisał\w*|писал\w*|сказал\w*|написал\w*|пишет|寫道|写道|發表於|发表于|寫|さんが書きました|说|說|:|：|,|،|\("
    r"|on\b|$)",
    re.IGNORECASE,
)
#: How many letters of a quote are looked for in earlier messages; fewer than the least have to be a whole message.
#: A Chinese character says as much as two and a half letters.
_LOOKED_FOR, _LEAST, _CJK_WORTH = 60, 12, 1.5
_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]")


@dataclass(frozen=True, slots=True)
class Known:
    """The messages of a page met so far, as a quote can name them."""

    #: Address of the page, against which links resolve.
    base: str = ""
    #: How this forum makes a message's address of its number (`{id}`); empty where it cannot.
    address: str = ""
    #: Address by the digits of the id.
    by_id: dict[str, str] = field(default_factory=dict)
    #: Addresses by folded name of the writer.
    by_name: dict[str, list[str]] = field(default_factory=dict)
    #: Letters of each message by its address.
    letters: dict[str, str] = field(default_factory=dict)

    def add(self, url: str, *, local_id: str | None, name: str | None, text: str) -> None:
        """Take in a message; later quotes may mean it."""
        if digits := last_number(local_id):
            self.by_id.setdefault(digits, url)
        if name:
            self.by_name.setdefault(folded(name), []).append(url)
        self.letters[url] = letters_of(text)


def last_number(text: str | None) -> str | None:
    """Return the last run of digits: the number in an id or address of a message.

    >>> last_number("viewtopic.php?p=77#p78"), last_number("js-post-9"), last_number("top")
    ('78', '9', None)
    """
    found = _DIGITS.findall(text or "")
    return found[-1] if found else None


def letters_of(text: str) -> str:
    """Return a text folded and without blanks and marks, for comparing.

    >>> letters_of("Oh, no! 紙藝。")
    'ohno紙藝'
    """
    return _LETTERS.sub("", text.casefold())


def outermost(body: HtmlElement, css: str) -> list[HtmlElement]:
    """Return the quoted blocks of a body that stand in no other."""
    found: list[HtmlElement] = []
    inside: set[HtmlElement] = set()
    for block in select(body, css):
        if block is body or block in inside:
            continue
        found.append(block)
        inside.update(block.iterdescendants())
    return found


def heading(block: HtmlElement, rules: QuoteRules) -> HtmlElement:
    """Return the element that names the quoted writer: the block, or what stands before it."""
    previous = block.getprevious() if rules.before else None
    return block if previous is None else previous


def quoted(block: HtmlElement, rules: QuoteRules, known: Known, *, complete: bool) -> str | None:
    """Return the address of the message that a block quotes, or None when that is not certain.

    Args:
        block: The quoted block.
        rules: Where its heading keeps what.
        known: Messages of the page before this one.
        complete: Whether the page holds the thread from its start, so that a name alone can do.
    """
    named_at = heading(block, rules)
    reference = value(named_at, rules.post) or (value(block, rules.post) if named_at is not block else None)
    if reference:
        url = referred(reference, known)
        if url:
            return url
    heads = value(named_at, rules.author)
    who = heads or plain(block)[:80]
    if heads is None and not who.startswith("@"):
        return None
    found = _WROTE.match(who)
    names = [name for name in (heads and heads.strip(" :,@"), found["who"].strip(" @") if found else "") if name]
    return _by_name(names, plain(block), known, complete=complete)


def referred(reference: str, known: Known) -> str | None:
    """Return the address that an id or link of a message means, on this page or another.

    >>> known = Known(base="https://f.example/t/1", address="https://f.example/p/{id}")
    >>> referred("post: 77", known), referred("https://other.example/p/77", known)
    ('https://f.example/p/77', 'https://other.example/p/77')
    """
    link = relative_to(reference, known.base) if re.search(r"[/?#.]", reference) else None
    if link is not None and authority(link) != authority(known.base):
        return link
    numbered = _NUMBERED.search(reference)
    digits = numbered[1] if numbered else last_number(reference)
    if digits is None:
        return link
    return known.by_id.get(digits) or (known.address.format(id=digits) if known.address else link)


def addressed(text: str, names: Sequence[str], known: Known) -> str | None:
    """Return the message that a text answers by starting with a name: the last one of that member so far.

    Whom it answers is certain then, which of several messages is not: the last is what a reader takes it for.

    Args:
        text: The message's own words.
        names: Members it names, without `@`.
        known: Messages before it on the page.
    """
    name = next((name for name in names if text.startswith("@" + name)), None)
    candidates = known.by_name.get(folded(name), []) if name else []
    return candidates[-1] if candidates else None


def _by_name(names: Sequence[str], text: str, known: Known, *, complete: bool) -> str | None:
    candidates = next((known.by_name[folded(name)] for name in names if folded(name) in known.by_name), [])
    if len(candidates) == 1 and complete:
        return candidates[0]
    words = letters_of(text)
    for name in names:
        words = words.removeprefix(letters_of(name))
    piece = words[-_LOOKED_FOR:]
    if not piece:
        return None
    telling = len(piece) + _CJK_WORTH * len(_CJK.findall(piece)) >= _LEAST
    holding = [url for url in candidates if (piece in known.letters[url] if telling else words == known.letters[url])]
    return holding[0] if len(holding) == 1 else None
