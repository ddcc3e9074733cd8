"""What is shown of a post or an activity when somebody asks for the proof."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDetails:
    """One activity as it can be read and opened."""

    #: Store key (`ActivityColumns.key`).
    key: int
    #: At most 200 characters around it; empty when none were kept.
    quote: str = ""
    #: What was acted on: address, account id or item.
    object: str | None = None
    #: Address of the post in which it was done; None for a bare share, reaction or follow.
    result: str | None = None
    #: Page (or loaded file) on which it was seen.
    evidence: str | None = None
    #: When that page was read, epoch seconds.
    fetched: int | None = None
    #: Which rule read it: reply, thread, quote, body link, mention, table, ...
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDetails:
    """One post as it can be read and opened."""

    #: Store key (`PostColumns.key`).
    key: int
    url: str | None = None
    title: str | None = None
    text: str = ""
    tags: tuple[str, ...] = ()
    language: str | None = None
