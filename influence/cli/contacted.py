"""Whether somebody was written to before, under any of their addresses. Import only inside a command."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crawlers.records import ContactRule
from influence.cli.pipeline import World, moment
from influence.cli.proofs import outreach
from influence.cli.retention import last_touched
from influence.model.decisions import DecisionKind
from influence.people.contact import addresses, reaches

Made = Sequence[tuple[DecisionKind, str]]
#: Sentences on what to mind, for the manager.
_WISHES = {
    ContactRule.NO_PITCH: "asks for no pitches", ContactRule.DO_NOT_CONTACT: "asks not to be contacted",
    ContactRule.FORM_ONLY: "asks to be reached by a form or an agent only",
}


def is_contact(made: Made) -> bool:
    """Return whether what is being noted is that somebody was written to."""
    return any((kind, value) == (DecisionKind.STATUS, "contacted") or kind is DecisionKind.LAST_CONTACTED
               for kind, value in made)


def warnings(known: World, code: int, made: Made) -> list[str]:
    """Return what speaks against writing to a person: an earlier contact, under this or another name; their wish."""
    return warnings_of_all(known, {code: made})


def warnings_of_all(known: World, made: Mapping[int, Made]) -> list[str]:
    """Return `warnings` for several people at once, and where two of them are one mail address."""
    own, reach = outreach(known), reaches(known.project.contacts(), known.people, known.columns)
    touched = last_touched(known)
    by_mail: dict[str, set[int]] = defaultdict(set)
    for code, each in reach.items():
        for mail in addresses(each.seen):
            by_mail[mail.casefold()].add(code)
    said: list[str] = []
    for code, noted in made.items():
        mails = addresses(reach[code].seen) if code in reach else ()
        same = sorted(set().union(*(by_mail[mail.casefold()] for mail in mails)) - {code})
        days = {value for kind, value in noted if kind is DecisionKind.LAST_CONTACTED}
        for person in (code, *same):
            day = own.get(person, {}).get("last_contacted")
            when = str(day) if day else moment(touched[person])[:len("2024-05-31")] if person in touched else None
            if when is not None and (person != code or when not in days):
                said.append(_before(known, code, person, when))
            elif person in made and person > code:
                both = " and ".join(sorted((_name(known, code), _name(known, person))))
                said.append(f"{both} have the same mail address: one mail is enough.")
        wish = _WISHES.get(reach[code].rule) if code in reach else None
        if wish is not None:
            said.append(f'{_name(known, code)} {wish}: "{reach[code].quote}" ({reach[code].quote_page})')
    return said


def _before(known: World, code: int, person: int, when: str) -> str:
    who = "was" if person == code else f"was, as {_name(known, person)} with the same mail address,"
    return f"{_name(known, code)} {who} contacted before, on {when}: no second cold mail."


def _name(known: World, code: int) -> str:
    return known.people.persons[code].name
