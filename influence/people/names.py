"""Names as they are compared: case, accents, full and half width folded; CJK names never split."""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote

from crawlers.records import NAMED
from influence.model.account import AccountRow
from influence.people.services import SERVICES
from influence.people.words import COMMON_NAMES, GIVEN_NAMES, PLACEHOLDERS, PLACEHOLDERS_CJK, SURNAMES_CJK

#: What stands before or behind a name in a by-line and is no part of it.
_BEFORE = re.compile(r"^(?:(?:posted|written|words)?\s*by:?|and|&|von|par|por|作者|文)(?:[\s:：]+)|^@", re.IGNORECASE)
_BEHIND = re.compile(r"\s+(?:on behalf of|writing for|for the|via)\s.*$|\s*[(（\[].*$", re.IGNORECASE)
_MARKS = re.compile(r"[^\w\s]|_", re.UNICODE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff]")
#: Signs that nobody sees: controls, directions, marks of no width; one name with and without them is one name.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]")
_SMALL = 2
_FULL_CJK = range(2, 5)
_UNUSUAL_HANDLE = 6


def with_name(account: AccountRow) -> AccountRow:
    """Return an account with the name or handle that its id holds, where nothing else gave it one.

    >>> with_name(AccountRow(id="name:blog.example:ann%20lee")).name
    'ann lee'
    >>> with_name(AccountRow(id="https://toot.example/@annlee")).handle
    'annlee'
    """
    if account.name is not None or account.handle is not None:
        return account
    if account.id.startswith(NAMED):
        return replace(account, name=unquote(account.id.rpartition(":")[2]) or None)
    host, _, path = account.id.partition("://")[2].rstrip("/").partition("/")
    last = unquote(path.rpartition("/")[2])
    if last.startswith("@") or (path and host.removeprefix("www.") in SERVICES):
        return replace(account, handle=last.removeprefix("@") or None)
    return account


def plain(name: str) -> str:
    r"""Return a name without what by-lines put around it, and without signs that nobody sees.

    >>> plain("and  Jane Doe on behalf of the Edition Group"), plain("@jane-d")
    ('Jane Doe', 'jane-d')
    >>> plain("Ann\u202e Lee\u200b")
    'Ann Lee'
    """
    return name if _is_one_word(name) else _plain(name)


@lru_cache(maxsize=1 << 18)
def _plain(name: str) -> str:
    text = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).split())
    return _BEHIND.sub("", _BEFORE.sub("", text)) or text


def compared(name: str) -> str:
    """Return a name as compared: width, case, accents of Latin letters and punctuation folded.

    >>> compared("Ｊosé  O'Neil-Díaz")
    'jose oneil diaz'
    >>> compared("林 小美") == compared("林小美")
    True
    """
    return name.lower() if _is_one_word(name) else _compared(name)


def _is_one_word(name: str) -> bool:
    """Return whether a name is plain letters and digits, as most handles are: nothing to fold but case."""
    return name.isascii() and name.isalnum()


@lru_cache(maxsize=1 << 18)
def _compared(name: str) -> str:
    text = plain(name).casefold().replace("'", "").replace("’", "")
    if text.isascii():
        return " ".join(_MARKS.sub(" ", text).split())
    split = unicodedata.normalize("NFD", text)
    kept = [
        char for at, char in enumerate(split)
        if unicodedata.category(char) != "Mn" or not _latin_before(split, at)
    ]
    text = unicodedata.normalize("NFC", "".join(kept))
    words = " ".join(_MARKS.sub(" ", text).split())
    return "".join(words.split()) if _CJK.search(words) and not re.search(r"[a-z]", words) else words


def squeezed(name: str) -> str:
    """Return the compared name without blanks, as in handles and host names.

    >>> squeezed("Paper & Fox"), squeezed("paper_fox")
    ('paperfox', 'paperfox')
    """
    return compared(name).replace(" ", "")


def is_cjk(name: str) -> bool:
    """Return whether a name has Chinese, Japanese or Korean characters."""
    return _CJK.search(name) is not None


def is_placeholder(name: str) -> bool:
    """Return whether a name stands for nobody: anonymous, guest 12, 匿名, 訪客, admin.

    >>> [is_placeholder(name) for name in ("Guest_12", "匿名訪客", "ADMIN", "Adminah", "路人", "?", "274")]
    [True, True, True, False, True, True, False]
    """
    whole = squeezed(name)
    text = whole.rstrip("0123456789")
    if not text:  # only marks; a bare number is a name that tables and forums do give
        return not whole
    return text in PLACEHOLDERS or (is_cjk(text) and _made_of(text, PLACEHOLDERS_CJK))


def is_full(name: str) -> bool:
    """Return whether a name has more than one part, so that it says more than a first name.

    A CJK name of two to four characters that begins with a known family name is full.

    >>> [is_full(name) for name in ("Ann", "Ann Lee", "林小美", "小美")]
    [False, True, True, False]
    """
    if _is_one_word(name):
        return False
    words = compared(name).split()
    if is_cjk(name) and len(words) == 1:
        return len(words[0]) in _FULL_CJK and words[0].startswith(SURNAMES_CJK)
    return len([word for word in words if len(word) >= _SMALL]) >= _SMALL


def is_common(name: str) -> bool:
    """Return whether many people may be called so: no full name, or both parts are frequent ones.

    >>> [is_common(name) for name in ("Amy Lin", "John Smith", "Ottoline Quarmby", "Ann")]
    [True, True, False, True]
    """
    if not is_full(name):
        return True
    if is_cjk(name):
        return len(compared(name)) <= _SMALL
    words = [word for word in compared(name).split() if len(word) >= _SMALL]
    return all(word in COMMON_NAMES for word in (words[0], words[-1]))


def is_given(word: str) -> bool:
    """Return whether a word is a frequent given name."""
    return compared(word) in GIVEN_NAMES


def agree(first: str | None, second: str | None) -> bool | None:
    """Return whether two names may be one person's; None where they cannot be compared.

    >>> agree("Ann Lee", "ann"), agree("A. Lee", "Ann Lee"), agree("Ann Lee", "Bob Lee"), agree("林小美", "Amy Lin")
    (True, True, False, None)
    """
    if first is None or second is None:
        return None
    one, other = compared(first), compared(second)
    if not one or not other:
        return None
    if one == other or squeezed(first) == squeezed(second):
        return True
    if is_cjk(one) != is_cjk(other):
        return None
    if is_cjk(one):
        return len(one) >= _SMALL and len(other) >= _SMALL and (one in other or other in one)
    return _parts_agree(one.split(), other.split())


def is_unusual_handle(handle: str, name: str | None) -> bool:
    """Return whether a handle says more than the name: long enough, no frequent name, not made of the name.

    >>> is_unusual_handle("amylin", "Amy Lin"), is_unusual_handle("inkfox77", "Amy Lin"), is_unusual_handle("amy", None)
    (False, True, False)
    """
    text = squeezed(handle)
    letters = text.rstrip("0123456789")
    if len(text) < _UNUSUAL_HANDLE or letters in COMMON_NAMES or is_placeholder(handle):
        return False
    return letters not in _made_from(name)


def _made_from(name: str | None) -> set[str]:
    words = compared(name or "").split()
    if not words:
        return set()
    first, last = words[0], words[-1]
    return {"".join(words), first + last, last + first, first[0] + last, first + last[0], last + first[0], first, last}


def _parts_agree(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=len)
    unmatched = list(long)
    for word in short:
        match = next((part for part in unmatched if part == word or _initial(part, word)), None)
        if match is None:
            return False
        unmatched.remove(match)
    return any(len(word) > 1 and word in long for word in short)


def _initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[0] == other[0]


def _latin_before(text: str, at: int) -> bool:
    while at and unicodedata.category(text[at]) == "Mn":
        at -= 1
    return unicodedata.name(text[at], "").startswith(("LATIN", "GREEK", "CYRILLIC"))


def _made_of(text: str, words: tuple[str, ...]) -> bool:
    for word in words:
        if text.startswith(word) and (len(text) == len(word) or _made_of(text[len(word):], words)):
            return True
    return False
