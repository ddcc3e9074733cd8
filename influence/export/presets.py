"""The people table as other programs import it: their headings, only what they take.

Which headings each takes was read from its own import help. A mail address is one the user recorded
or, for HubSpot, one the person publishes and does not close to pitches; Mailchimp gets only people whose
consent the user recorded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawlers.records import ContactKind, ContactRule
from influence.export.cells import Cell

#: Mailchimp cuts text fields at this many bytes.
MAILCHIMP_BYTES = 255
#: Tag by which the user records that somebody agreed to get mail.
CONSENT = "consent"
_Cells = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Preset:
    """How one program wants its rows."""

    name: str
    headings: tuple[str, ...]
    row: Callable[[_Cells], tuple[Cell, ...]]
    #: Who may be written; the others are counted and named to the user.
    takes: Callable[[_Cells], bool]
    #: Said when somebody is left out.
    left_out: str = ""
    #: Heading that may stay empty, and what is said then.
    may_lack: str = ""
    lacking: str = ""


def preset_rows(preset: Preset, people: Sequence[_Cells]) -> tuple[list[tuple[Cell, ...]], int]:
    """Return the rows, and how many people were left out."""
    taken = [cells for cells in people if preset.takes(cells)]
    return [preset.row(cells) for cells in taken], len(people) - len(taken)


def _hubspot(cells: _Cells) -> tuple[Cell, ...]:
    first, last = _names(cells["name"])
    return (first, last, _mail(cells) or _published(cells), _address(cells["site"]), "Lead", cells["owner"],
            cells["language"], cells["contact"], cells["contact_rule"], cells["contact_rule_quote"],
            cells["living_audience"], cells["why"], cells["person_id"], cells["notes"])


def _mailchimp(cells: _Cells) -> tuple[Cell, ...]:
    first, last = _names(cells["name"])
    tags = [str(part) for part in (cells["tier"], cells["community"]) if part]
    return (_mail(cells), first, last, _cut(str(cells["why"] or "")), tuple(tags))


def _buzzstream(cells: _Cells) -> tuple[Cell, ...]:
    site = str(cells["site"] or "")
    domain = urlsplit(site).netloc if "://" in site else site.partition("/")[0]
    return (cells["name"], domain, _address(site), "Organic", cells["why"], cells["tags"])


def _names(name: Cell) -> tuple[str, str]:
    """Split a name for programs that insist; names without blanks (怡君) are never split."""
    first, _, last = str(name or "").partition(" ")
    return first, last


def _address(site: Cell) -> Cell:
    text = str(site or "")
    return text if "://" in text or not text else f"https://{text}/"


def _mail(cells: _Cells) -> str:
    words = str(cells["notes"] or "").replace(",", " ").replace(";", " ").split()
    return next((word for word in words if "@" in word[1:] and "." in word), "")


def _published(cells: _Cells) -> str:
    """Return the mail address that somebody publishes; none where they ask for no pitch, no mail or no contact."""
    open_to_mail = cells["contact_rule"] in (ContactRule.OK.value, ContactRule.UNKNOWN.value)
    return str(cells["contact"]) if cells["contact_kind"] == ContactKind.MAIL.value and open_to_mail else ""


def _consented(cells: _Cells) -> bool:
    tags = cells["tags"] if isinstance(cells["tags"], tuple) else str(cells["tags"] or "").split(";")
    return CONSENT in tags and bool(_mail(cells))


def _cut(text: str) -> str:
    return text.encode()[:MAILCHIMP_BYTES].decode("utf-8", "ignore")


PRESETS: dict[str, Preset] = {
    "hubspot": Preset(
        "hubspot", ("First Name", "Last Name", "Email", "Website URL", "Lifecycle stage", "Contact owner",
                    "Preferred language", "Way to contact", "Contact rule", "Contact rule quote", "Living audience",
                    "Why", "Person id", "Notes"), _hubspot, lambda cells: bool(cells["name"]), may_lack="Email",
        lacking="they publish none, or ask not to be mailed; one written in their notes is taken"),
    "mailchimp": Preset(
        "mailchimp", ("Email Address", "First Name", "Last Name", "Why", "Tags"), _mailchimp, _consented,
        "Mailchimp gets only people with an address in their notes and the tag 'consent'"),
    "buzzstream": Preset(
        "buzzstream", ("Link Partner Name", "Domain", "URL", "Acquisition Method", "About", "Tags"), _buzzstream,
        lambda cells: bool(cells["site"]), "BuzzStream needs a site"),
}
