"""Anything published with its own address: article, comment, forum message, note, episode."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crawlers.records.activity import Place


class PostKind(StrEnum):
    """What kind of thing was published."""

    POST = "post"
    COMMENT = "comment"
    MESSAGE = "message"
    NOTE = "note"
    EPISODE = "episode"
    MAIL = "mail"


class Basis(StrEnum):
    """How a time is known."""

    #: The page or feed states it with a zone or an offset.
    STATED = "stated"
    #: The format's convention says UTC (`date_gmt`, epoch seconds).
    UTC = "utc"
    #: Stated without a zone; read as UTC, so it may be off by up to 14 hours.
    LOCAL = "local"
    #: Only a day is stated; noon of that day is not claimed: the time is 00:00 UTC.
    DAY = "day"
    #: Resolved against the time of fetching ("2 hours ago", "yesterday, 5:31 PM").
    RELATIVE = "relative"
    #: Taken from the address (`/2024/05/17/`).
    ADDRESS = "address"
    #: Taken from the post that holds it, or from its neighbours.
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A hyperlink in a post, resolved and canonical."""

    #: Where it leads.
    url: str
    #: Its words.
    text: str = ""
    #: Values of `rel`, sorted: nofollow, ugc, sponsored, me, tag, ...
    rel: tuple[str, ...] = ()
    #: Where in the post it stands.
    place: Place = Place.BODY
    #: At most 200 characters around it.
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody named in a post, with or without a link."""

    #: As written, without `@`.
    name: str
    #: Id of the account meant, when a link or the platform says it; None when only a name is there.
    account: str | None = None
    #: At most 200 characters around it.
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post as one page shows it.

    A post implies its own activities: `crawlers.extract.acts` derives the reply, link and
    mention activities from it, so that no extractor has to.
    """

    #: Canonical URL; for a comment or message its permalink, with the fragment where that is what sets it apart.
    url: str
    kind: PostKind
    #: Id of the account that wrote it; None when the page does not say.
    author: str | None = None
    #: Id within its page as the software writes it ("comment-123", "p858651"), for people who look at the page.
    local_id: str | None = None
    #: Id by which its feed knows it, whatever its address; None where it is in no feed.
    guid: str | None = None
    #: Position within its thread, 1 for the first, when the page shows one.
    number: int | None = None
    title: str | None = None
    #: Own words as plain text: without quotes of others, signature, navigation.
    text: str = ""
    #: When it was published: aware, with the offset the page gives; None when it does not say. Never guessed.
    published: datetime | None = None
    published_basis: Basis | None = None
    #: When it was last changed, when stated.
    modified: datetime | None = None
    #: URL of the post that opened the thread; None for a post that stands alone.
    thread: str | None = None
    #: URL of the post answered, when the page says so (nesting, quote, header); never inferred from order.
    in_reply_to: str | None = None
    #: URLs of further posts quoted or answered.
    quotes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tags: tuple[str, ...] = ()
    #: BCP 47 tag (`en`, `zh-Hant`), when stated or recognised.
    language: str | None = None
    #: Home page of the blog, forum or feed it belongs to, when the page says so.
    home: str | None = None
    #: Words that disclose payment or gifts ("sponsored", "gifted", "affiliate"), when found.
    disclosure: str | None = None
    #: Where each value came from: (("author", "json-ld"), ("published", "time[datetime]")).
    origins: tuple[tuple[str, str], ...] = ()
