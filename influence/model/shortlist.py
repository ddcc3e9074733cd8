"""The persons proposed, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One person on the shortlist."""

    #: Person code.
    code: int
    #: Order of choice, 1 first.
    place: int
    #: Expected different people this one adds to those chosen before.
    adds: float
    #: Person codes of team members whose audience overlaps most, with the shared expected people.
    overlaps_with: tuple[tuple[int, float], ...] = ()
    #: Person code of the best replacement if this one declines.
    substitute: int | None = None
    #: One or two sentences with numbers.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Somebody not proposed, and the reason."""

    code: int
    #: bot, organisation, staff, too_little_seen, critic, rival, excluded, dormant, do_not_contact, closed_circle, ...
    reason: str
    #: One sentence for a person.
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """A team, and who was left out of it."""

    chosen: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    #: "repair, do not recruit": critics, estranged allies, undisclosed paid voices.
    repair: tuple[LeftOut, ...]
    #: Expected different people moved by all together.
    union: float
    #: Fraction of the upper bound on any team of that size that this one reaches, 0 to 1.
    of_bound: float
    #: How the team was chosen: observed (whom each person moved) or sampled (through others too, learned chances).
    method: str = "observed"
    #: The share of the best team that this way of choosing promises; None where rules of the team void the promise.
    guarantee: float | None = None
