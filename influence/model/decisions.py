"""What a person decided about people: rows of their own, which every new crawl and resolution obeys."""

from dataclasses import dataclass
from enum import StrEnum

#: Without being seen or contacted for so many months, there is no more reason to hold somebody's data.
RETENTION_MONTHS = 12

#: Where things can stand with a person.
STATUSES = ("new", "watching", "candidate", "contacted", "agreed", "ambassador", "declined", "do_not_contact")


class DecisionKind(StrEnum):
    """What was decided."""

    #: `accounts` are one person.
    MERGE = "merge"
    #: `accounts` (together one person) are not the person who holds the accounts in `others`.
    SPLIT = "split"
    #: `value` is a label for the person (`tag`); a `person`, `organisation`, `bot` or `staff` tag decides the kind.
    TAG = "tag"
    UNTAG = "untag"
    #: `value` is free text.
    NOTE = "note"
    #: `value` is one of `STATUSES`.
    STATUS = "status"
    #: `value` is who in the team looks after this person.
    OWNER = "owner"
    #: `value` is what to do next.
    NEXT_ACTION = "next_action"
    #: `value` is the day (ISO) of the last contact.
    LAST_CONTACTED = "last_contacted"
    #: `value` is the tone of a sentence about a brand; which one stands in `others` as a hash, no accounts.
    TONE = "tone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision, fastened to account ids, since these outlive any resolution."""

    #: Number in the order in which they were made; what `undo` takes back.
    id: int
    kind: DecisionKind
    #: Account ids it is about, sorted: for MERGE all of both persons, for SPLIT those taken out, else the accounts of
    #: the person at that time.
    accounts: tuple[str, ...]
    #: SPLIT only: account ids that stayed, sorted; no clue ever joins the two sides again.
    others: tuple[str, ...] = ()
    value: str | None = None
    #: When it was decided, epoch seconds; None when not known (an imported file).
    time: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All decisions that stand (undone ones are left out), oldest first."""

    rows: tuple[Decision, ...] = ()

    def of_kind(self, *kinds: DecisionKind) -> tuple[Decision, ...]:
        """Return the decisions of these kinds, oldest first."""
        return tuple(row for row in self.rows if row.kind in kinds)
