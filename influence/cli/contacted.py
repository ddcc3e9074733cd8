"""Whether somebody was written to before, under any of their addresses. Import only inside a command."""

from collections.abc import Sequence

from crawlers.records import ContactRule
from influence.cli.pipeline import World, moment
from influence.cli.proofs import outreach
from influence.cli.retention import last_touched
from influence.model.decisions import DecisionKind
from influence.people.contact import addresses, reaches

#: Sentences on what to mind, for the manager.
_WISHES = {
    ContactRule.NO_PITCH: "asks for no pitches", ContactRule.DO_NOT_CONTACT: "asks not to be contacted",
    ContactRule.FORM_ONLY: "asks to be reached by a form or an agent only",
}


def is_contact(made: Sequence[tuple[DecisionKind, str]]) -> bool:
    """Return whether what is being noted is that somebody was written to."""
    return any((kind, value) == (DecisionKind.STATUS, "contacted") or kind is DecisionKind.LAST_CONTACTED
               for kind, value in made)


def warnings(known: World, code: int, made: Sequence[tuple[DecisionKind, str]]) -> list[str]:
    """Return what speaks against writing to a person: an earlier contact, under this or another name; their wish."""
    own, reach = outreach(known), reaches(known.project.contacts(), known.people, known.columns)
    days = {value for kind, value in made if kind is DecisionKind.LAST_CONTACTED}
    touched = last_touched(known)
    mails = set(addresses(reach[code].seen)) if code in reach else set()
    same = [other for other, each in sorted(reach.items()) if other != code and mails & set(addresses(each.seen))]
    said = []
    for person in (code, *same):
        day = own.get(person, {}).get("last_contacted")
        when = str(day) if day else moment(touched[person])[:len("2024-05-31")] if person in touched else None
        if when is not None and (person != code or when not in days):
            name = known.people.persons[person].name
            who = "was" if person == code else f"was, as {name} with the same mail address,"
            said.append(f"{known.people.persons[code].name} {who} contacted before, on {when}: no second cold mail.")
    wish = _WISHES.get(reach[code].rule) if code in reach else None
    if wish is not None:
        said.append(f"{known.people.persons[code].name} {wish}: \"{reach[code].quote}\" ({reach[code].quote_page})")
    return said
