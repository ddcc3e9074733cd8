"""How somebody may be reached, and whether they wish to be: only what they published themselves."""

from dataclasses import dataclass
from enum import StrEnum


class ContactKind(StrEnum):
    """What kind of way it is."""

    MAIL = "mail"
    FORM = "form"
    PROFILE = "profile"
    #: No way, but a wish: a sentence about pitches and offers.
    WISH = "wish"
    #: No way, but the words by which somebody says to be under age.
    AGE = "age"


class ContactRule(StrEnum):
    """What a wish comes to, the least restricting first."""

    OK = "ok"
    #: Something is said that is neither a plain yes nor a plain no: read it.
    UNKNOWN = "unknown"
    FORM_ONLY = "form_only"
    NO_PITCH = "no_pitch"
    DO_NOT_CONTACT = "do_not_contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One way to reach somebody, or one wish about being reached, as a page of theirs shows it."""

    kind: ContactKind
    #: Page on which it stands.
    page: str
    #: Id of the account whose page it is; None for a site's own page, which speaks for whoever publishes there.
    account: str | None = None
    #: Site the page lies on (see `crawlers.urls.site`).
    site: str
    #: Mail address, or address of the form or profile; None for a wish or an age.
    value: str | None = None
    #: What a wish comes to; None for a way.
    rule: ContactRule | None = None
    #: The sentence (of an age: the words), at most 200 characters; None for a way.
    quote: str | None = None
