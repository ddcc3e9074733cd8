"""The human behind one or more accounts; the only thing we rank."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class PersonKind(StrEnum):
    """What somebody is; only people (and by-lines of group blogs) are ranked."""

    PERSON = "person"
    ORGANISATION = "organisation"
    BOT = "bot"
    #: The brand's own staff.
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """Why two accounts are held to be one person."""

    #: Account ids, smaller first.
    first: str
    second: str
    #: What kind of clue: rel_me_both_ways, same_profile_link, site_byline, same_as, manual, ...
    kind: str
    #: From 0 to 1.
    confidence: float
    #: Address on which it was seen, when on one.
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person with all their accounts."""

    #: Stable id: `p_` and a hash of the smallest account id (or the id given by a manual merge).
    id: str
    #: Name as the person writes it; never empty (else handle, else site).
    name: str
    kind: PersonKind = PersonKind.PERSON
    #: Why it is held to be an organisation, bot or staff; None for people.
    kind_reason: str | None = None
    #: Account ids, sorted.
    accounts: tuple[str, ...]
    #: Where the person publishes, home page first.
    sites: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    #: Followers or readers as stated somewhere, the largest; shown, never scored.
    audience: int | None = None
    #: How the accounts were joined; empty for a single account.
    clues: tuple[Clue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """All persons, and which of them each account code of `Columns` is."""

    #: By code, sorted by id.
    persons: tuple[Person, ...]
    #: Person code of each account code; UNKNOWN (-1) for accounts that belong to nobody (suppressed, nameless).
    of_account: NDArray[np.int32]
    #: Person code by person id.
    codes: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of persons."""
        return len(self.persons)
