"""What we were told to crawl."""

from dataclasses import dataclass
from enum import StrEnum


class SourceKind(StrEnum):
    """What stands behind the address of a source; UNKNOWN until its first page was read."""

    UNKNOWN = "unknown"
    BLOG = "blog"
    FEED = "feed"
    FORUM = "forum"
    ACCOUNT = "account"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place where a crawl starts."""

    #: Canonical URL.
    url: str
    #: Feed, blog, forum, account or list of addresses.
    kind: SourceKind = SourceKind.UNKNOWN
    #: Name the user gave it, for coverage sheets.
    name: str | None = None
    #: Most pages to fetch here in one run; None for the run's own limit.
    max_pages: int | None = None
