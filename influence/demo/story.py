"""What happened in the community: posts, comments and threads, before anything becomes a page.

Texts carry links as `[words](post:KEY)`, `(home:SLUG)`, `(person:KEY)` or `(sponsored:URL)`; the
addresses come in when pages are drawn.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from influence.demo.cast import Cast

#: `[words](kind:target)`.
LINK = re.compile(r"\[([^\]]+)\]\((post|home|person|sponsored):([^)]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A comment under a blog post."""

    key: str
    #: Number in the whole community, as content systems count.
    number: int
    author: str
    at: datetime
    text: str
    #: Key of the comment answered; None when it answers the post.
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A blog post, or an item of a bare feed."""

    key: str
    number: int
    site: str
    author: str
    at: datetime
    title: str
    #: Last part of its address.
    slug: str
    paragraphs: tuple[str, ...]
    #: own, followed, talk, shine, complaint, paid, shop, deal, praise, turned.
    kind: str
    tags: tuple[str, ...] = ()
    #: By time.
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message in the forum."""

    key: str
    number: int
    author: str
    at: datetime
    text: str
    #: Key of the message quoted.
    quotes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A thread of the forum; its first message opened it."""

    number: int
    board: int
    title: str
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Story:
    """Everything that happened, by time."""

    cast: Cast
    entries: tuple[Entry, ...]
    topics: tuple[Topic, ...]

    @cached_property
    def entry(self) -> dict[str, Entry]:
        """Return entries by key."""
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def author(self) -> dict[str, str]:
        """Return the author's key by the key of an entry, reply or message."""
        found = {entry.key: entry.author for entry in self.entries}
        found |= {reply.key: reply.author for entry in self.entries for reply in entry.replies}
        return found | {message.key: message.author for topic in self.topics for message in topic.messages}

    def of(self, site: str) -> list[Entry]:
        """Return a site's entries, newest first."""
        return [entry for entry in reversed(self.entries) if entry.site == site]
