"""One identity on one platform or site."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

#: Prefix of the id of an account that is known only by a name on one site.
NAMED = "name:"


class AccountKind(StrEnum):
    """What the page says the account is; None on the record when it does not say."""

    PERSON = "person"
    ORGANISATION = "organisation"
    BOT = "bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as one page shows it; seen on many pages, the fuller values win.

    `id` is the canonical profile URL, or `named(site, name)` where there is no profile link.
    """

    #: Canonical profile URL, or the id made by `named`.
    id: str
    #: Display name as written on the page.
    name: str | None = None
    #: Handle on its platform, without `@`.
    handle: str | None = None
    #: Site the account belongs to (see `crawlers.urls.site`).
    site: str | None = None
    #: Home page the account names as its own (comment author link, profile "website" field).
    website: str | None = None
    #: Further addresses that claim to be the same owner, each with how: ("rel=me", url), ("sameAs", url),
    #: ("website", url), ("feed", url), ("byline", url).
    claims: tuple[tuple[str, str], ...] = ()
    #: Address of the avatar file.
    avatar: str | None = None
    #: What the owner says about themself, at most 1,000 characters.
    bio: str | None = None
    #: Followers, subscribers or readers as the page states; shown, never scored.
    audience: int | None = None
    #: What the page says it is.
    kind: AccountKind | None = None


def folded(name: str) -> str:
    """Return a name as compared: NFKC, blanks joined, case folded.

    >>> folded("  Ann　LEE ")
    'ann lee'
    """
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def named(site: str, name: str) -> str:
    """Return the id of an account known by a name on one site alone.

    The same name on another site is another account; joining them needs more than a name.

    >>> named("blog.example", "Ann Lee")
    'name:blog.example:ann%20lee'
    """
    return f"{NAMED}{site}:{quote(folded(name), safe='', errors='replace')}"
