"""Persons, organisations, bots: what somebody is, and the words or facts that say so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawlers.records import AccountKind
from influence.model.account import AccountRow
from influence.model.person import PersonKind
from influence.people.names import compared, is_cjk, is_full, is_given, is_placeholder, plain, squeezed
from influence.people.places import Places
from influence.people.words import (
    BOT_CJK,
    BOT_WORDS,
    COMPANY_FORMS,
    NOT_BOTS,
    ORGANISATION_CJK,
    ORGANISATION_PHRASES,
    ORGANISATION_WORDS,
    SURNAMES_TOO,
)
from influence.people.writing import Writing

#: From this sum of weak signs on, somebody is held to be an organisation.
ENOUGH = 1.0
_BOT_NAME = re.compile(r"\[bot\]|(?:^|[\s_-])bot(?:$|[\s_-])|[a-z]Bot\b", re.UNICODE)
_TITLE = re.compile(r"^the\s.*\b(?:blog|times|post|daily|show|project|diaries|chronicle|reporter)$")
_POSSESSIVE = re.compile(r"['’]s\s+\w+$")
_MANY_AUTHORS = 3
#: No word that tells a kind has a digit, so that user1 to user999 need not each be looked at.
_ZEROS = str.maketrans("123456789", "000000000")
#: Phrases, also as handles write them.
_PHRASE = re.compile(rf"^(?:thisweekin|thismonthin)|\b(?:{'|'.join(ORGANISATION_PHRASES)})\b")
_PART_CJK = re.compile("|".join(sorted(ORGANISATION_CJK, key=len, reverse=True)))

Verdict = tuple[PersonKind, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is known of one person before its kind is."""

    #: Names the person goes by in by-lines and profiles, the one shown first.
    names: tuple[str, ...]
    handles: tuple[str, ...] = ()
    #: What pages state.
    stated: tuple[AccountKind, ...] = ()
    #: Sites on which the person alone publishes.
    own_sites: tuple[str, ...] = ()
    #: Most by-lines on a site of which the person is the home page.
    authors: int = 0
    #: A loaded table names the person; even "17" or "guest" is then one certain account.
    tabled: bool = False
    writing: Writing | None = None


def kind(traits: Traits) -> Verdict:
    """Return what somebody is, and why when it is no person.

    A word decides alone only where no person's name has it; that a by-line equals the name of its
    site is weak by itself and needs a second sign (numbered issues, a text that says "we").
    """
    for name in (*traits.names[:1], *traits.handles):
        if (word := bot_word(name.translate(_ZEROS))) is not None:
            return PersonKind.BOT, f"'{word}' in the name '{name}'"
    if AccountKind.BOT in traits.stated:
        return PersonKind.BOT, "the account says it is automatic"
    if AccountKind.ORGANISATION in traits.stated:
        return PersonKind.ORGANISATION, "the page says it is an organisation"
    shown = (*traits.names, *traits.handles, "")[0]
    if shown and is_placeholder(shown) and not traits.tabled:
        return PersonKind.ORGANISATION, f"'{shown}' is no name of a person"
    if (word := organisation_word(shown.translate(_ZEROS))) is not None:
        return PersonKind.ORGANISATION, f"'{word}' in the name '{plain(shown)}'"
    if traits.authors >= _MANY_AUTHORS:
        return PersonKind.ORGANISATION, f"home of a site with {traits.authors} by-lines"
    told = traits.own_sites or traits.writing is not None  # else the name alone, never sign enough
    signs = _weak_signs(traits) if told else []
    if AccountKind.PERSON not in traits.stated and sum(weight for weight, _ in signs) >= ENOUGH:
        return PersonKind.ORGANISATION, "; ".join(reason for _, reason in signs)
    return PersonKind.PERSON, None


@lru_cache(maxsize=1 << 16)
def bot_word(name: str) -> str | None:
    """Return the word by which a name says that it is automatic.

    >>> bot_word("dependabot[bot]"), bot_word("HelperBot"), bot_word("Release automation"), bot_word("Mary Talbot")
    ('bot', 'bot', 'automation', None)
    """
    words = compared(name).split()
    if any(word in NOT_BOTS for word in words):
        return None
    if _BOT_NAME.search(name) or _BOT_NAME.search(name.casefold()) or _ends_in_bot(words):
        return "bot"
    found = next((word for word in words if word in BOT_WORDS), None)
    return found or next((word for word in BOT_CJK if word in compared(name)), None)


@lru_cache(maxsize=1 << 16)
def organisation_word(name: str) -> str | None:
    """Return the word or phrase by which a name says that it is no single person.

    >>> organisation_word("The Crates Team"), organisation_word("This Week in Paper"), organisation_word("墨水編輯部")
    ('team', 'this week in', '編輯部')
    >>> organisation_word("Emma Press"), organisation_word("Team Ink"), organisation_word("Stanley Teamson")
    (None, 'team', None)
    """
    text = compared(name)
    words = text.split()
    phrase = _PHRASE.search(text)
    if phrase is not None:
        return phrase[0]
    for word in reversed(words):
        surname = word in SURNAMES_TOO and len(words) == 2 and is_given(words[0])  # given and family name
        led = word in COMPANY_FORMS and word != words[-1]
        if word in ORGANISATION_WORDS and not surname and not led:
            return word
    if _TITLE.match(text):
        return "the " + words[-1]
    part = _PART_CJK.search(text)
    return part[0] if part is not None else None


def _ends_in_bot(words: Sequence[str]) -> bool:
    return any(word.endswith("bot") and len(word) > len("abbot") for word in words)


def _weak_signs(traits: Traits) -> list[tuple[float, str]]:
    shown = traits.names[0] if traits.names else ""
    if not shown:
        return []
    signs = []
    if any(squeezed(shown) in (_label(site), squeezed(site)) for site in traits.own_sites):
        signs.append((0.5, f"'{shown}' is the name of its site"))
    words = compared(shown).split()
    if not is_cjk(shown) and not (is_full(shown) and is_given(words[0])):
        if words and words[0] == "the":
            signs.append((0.5, "the name begins with 'The'"))
        elif len(words) >= 4:  # few people sign with four names
            signs.append((0.3, "a name of many words"))
        elif not signs and shown.split() == [shown] and not any(is_given(word) for word in words):
            signs.append((0.5, f"'{shown}' is one word and no given name"))
    if _POSSESSIVE.search(shown):
        signs.append((0.3, "the name is that of a thing"))
    if traits.writing is not None and signs:
        signs += traits.writing.signs()
    return signs


def _label(site: str) -> str:
    """Return what names a site: the first part of its host, or the last of its path."""
    host, _, path = site.partition("/")
    return squeezed(path.rsplit("/", 1)[-1] if path else host.split(".", 1)[0])


def needs_reading(accounts: Sequence[AccountRow], where: Places) -> list[int]:
    """Return the codes of accounts whose name leaves open whether they are a person; their texts may tell.

    These are sole by-lines of a site that are called like the site, or otherwise unlike a person.
    """
    found = []
    for name, (code, _) in sorted(where.sole.items()):
        account = accounts[code]
        traits = Traits(names=(plain(account.name),) if account.name else (), own_sites=(name,))
        if kind(traits)[0] is PersonKind.PERSON and _weak_signs(traits):
            found.append(code)
    return sorted(set(found))
