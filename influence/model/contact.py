"""How people may be reached, and what they wish."""

from dataclasses import dataclass

from crawlers.records import Contact, ContactKind, ContactRule


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenContact:
    """A way or a wish, and when its page was read."""

    contact: Contact
    #: Epoch seconds; None when not known.
    read: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """All that one person published about being reached."""

    #: The way to take first: a mail address, else a form, else a profile; None where none was published.
    value: str | None = None
    kind: ContactKind | None = None
    #: Page on which it stands.
    source: str | None = None
    #: The strictest of the person's wishes; UNKNOWN where none was found.
    rule: ContactRule = ContactRule.UNKNOWN
    #: The sentence, and the page and time (epoch seconds) on which it was read; None where there is no wish.
    quote: str | None = None
    quote_page: str | None = None
    quote_read: int | None = None
    #: Everything, for the person who asks what is held.
    seen: tuple[SeenContact, ...] = ()
