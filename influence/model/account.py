"""What the store knows of one account: what persons are made of."""

from dataclasses import dataclass

from crawlers.records import AccountKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account, all its sightings put together; addresses are canonical, aliases already followed.

    The rows stand in the order of `Columns.accounts` (sorted by id): the position of a row is the
    account's code.
    """

    #: Canonical profile URL, or `name:site:name` for a name without a link.
    id: str
    #: The name or number by which a loaded table calls it, letter by letter; None for accounts of pages. In a table
    #: even "17" or "guest3" is one certain account.
    given: str | None = None
    #: Display name as written on the page; what the account writes itself wins over what others write.
    name: str | None = None
    #: Handle on its platform, without `@`.
    handle: str | None = None
    #: Site the account belongs to (see `crawlers.urls.site`).
    site: str | None = None
    #: Home pages the account names as its own (comment author link, profile field), sorted. A page shows who
    #: it is by them, so they prove something only where the site at the other end agrees.
    websites: tuple[str, ...] = ()
    #: (how, address, page on which it was seen) for every further claim: how is `rel=me`, `sameAs`, `website`,
    #: `feed`, `byline`, ...; sorted.
    claims: tuple[tuple[str, str, str | None], ...] = ()
    #: Address of the avatar file.
    avatar: str | None = None
    #: What the owner says about themself.
    bio: str | None = None
    #: Followers, subscribers or readers as stated, the largest; shown, never scored.
    audience: int | None = None
    #: What a page says it is.
    kind: AccountKind | None = None
    #: Site -> number of posts that open a page there (articles, notes, episodes: no comments, no messages of
    #: a forum); sorted by site. Who alone publishes on a site is read off these.
    published: tuple[tuple[str, int], ...] = ()
    #: Number of comments and forum messages.
    answers: int = 0
    #: Home pages of the blogs and feeds in which it published (`Post.home`), sorted.
    homes: tuple[str, ...] = ()
