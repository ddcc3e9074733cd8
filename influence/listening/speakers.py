"""Whose words are a voice: people who speak for themselves; rings, paid posts and houses stand apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.heard import DOUBTFUL, SPONSORED, Heard
from influence.model.person import People, PersonKind

#: Flags of the ranking that stand at people whose audience is a ring (see `influence.ranking.flags`).
RING_FLAGS = ("closed_circle",)
#: A person so much of whose answers come from a few accounts that do the same is of a ring: at least this part, ...
EXCHANGED = 0.9
#: ... of at least so many acts.
EXCHANGED_OF = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Speakers:
    """Which people do not count as voices, by person code."""

    #: The brand's own people.
    staff: NDArray[np.bool_]
    #: Shops, group accounts and automatic accounts.
    house: NDArray[np.bool_]
    #: Members of a ring.
    ring: NDArray[np.bool_]

    @property
    def silent(self) -> NDArray[np.bool_]:
        """Return who is no voice of their own."""
        return self.staff | self.house | self.ring


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Mentioning posts of one brand that are no voice, each counted once, by the first reason that holds."""

    staff: int
    ring: int
    house: int
    sponsored: int
    doubtful: int


def speakers(people: People, ring: NDArray[np.bool_]) -> Speakers:
    """Return who is no voice of their own, by what each person is and by who is of a ring."""
    kinds = [person.kind for person in people.persons]
    staff = np.array([kind is PersonKind.STAFF for kind in kinds], np.bool_)
    house = np.array([kind in (PersonKind.ORGANISATION, PersonKind.BOT) for kind in kinds], np.bool_)
    return Speakers(staff=staff, house=house, ring=ring & ~staff)


def ring_members(
    closed: NDArray[np.bool_], mutual_share: NDArray[np.float64], acts: NDArray[np.int64], audience: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return who is of a ring: answered by a closed circle, or almost only by those they answer, and believed little.

    Args:
        closed: Who the ranking flags as answered by a closed circle.
        mutual_share: Share of each person's acts that come from people they act on too; NaN for none.
        acts: Acts on each person.
        audience: Which part of each person's living audience is believed, 0 to 1.
    """
    with np.errstate(invalid="ignore"):
        exchanged = (np.nan_to_num(mutual_share) >= EXCHANGED) & (acts >= EXCHANGED_OF) & (audience < 1 - EXCHANGED)
    return np.asarray(closed | exchanged, dtype=np.bool_)


def audible(heard: Heard, who: Speakers) -> NDArray[np.bool_]:
    """Return which rows are somebody's own voice: not paid, not of a ring, staff or shop, and surely about the brand.

    Who is not known by name still has a voice.
    """
    silent = np.append(who.silent, False)[heard.person]
    return np.asarray(~silent & ((heard.flags & (SPONSORED | DOUBTFUL)) == 0), dtype=np.bool_)


def apart(heard: Heard, who: Speakers, rows: NDArray[np.bool_], brand: int) -> Apart:
    """Return how many posts that name the brand, among these rows, are no voice, and why."""
    chosen = np.flatnonzero(rows & (heard.brand == brand))
    person, flags = heard.person[chosen], heard.flags[chosen]
    reasons = [np.append(mask, False)[person] for mask in (who.staff, who.ring, who.house)]
    reasons += [(flags & SPONSORED) > 0, (flags & DOUBTFUL) > 0]
    left = np.ones(len(chosen), np.bool_)
    counts = []
    for reason in reasons:
        counts.append(len(np.unique(heard.post[chosen[left & reason]])))
        left &= ~reason
    return Apart(staff=counts[0], ring=counts[1], house=counts[2], sponsored=counts[3], doubtful=counts[4])
