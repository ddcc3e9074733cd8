"""Who did what to what, when, and where we saw it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verb(StrEnum):
    """The kind of action (ActivityStreams 1.0 verbs)."""

    POST = "post"
    REPLY = "reply"
    MENTION = "mention"
    LINK = "link"
    SHARE = "share"
    REACT = "react"
    FOLLOW = "follow"
    ADOPT = "adopt"


class Place(StrEnum):
    """Where on the page an action was seen."""

    BODY = "body"
    COMMENT = "comment"
    SIGNATURE = "signature"
    BLOGROLL = "blogroll"
    NAVIGATION = "navigation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One observed action: *actor* did *verb* to *object*.

    An edge drawn from it runs from the actor to the owner of the object, the way
    attention goes. Influence goes the other way.
    """

    verb: Verb
    #: Id of the account that acted.
    actor: str
    #: What was acted on: the URL of a post, an account or a page; an item for adopt.
    object: str
    #: Id of the account that owns the object, when the page says so.
    owner: str | None = None
    #: The post in which it was done; None for a bare share, reaction or follow.
    result: str | None = None
    #: When it was done, aware; None when the page does not say. Never guessed.
    published: datetime | None = None
    #: How that time is known: a `Basis` value.
    published_basis: str | None = None
    #: Values of the link's `rel` that matter: nofollow, ugc, sponsored, me.
    rel: tuple[str, ...] = ()
    place: Place = Place.BODY
    #: At most 200 characters around it.
    quote: str = ""
    #: Which rule read it: "reply", "thread" (a message that names no other answers the one who opened the
    #: thread), "quote", "body link", ...
    rule: str = ""
    #: Page on which we saw it.
    evidence: str = ""
