"""An address found on a page that a crawl may follow."""

from dataclasses import dataclass
from enum import StrEnum


class OutlinkKind(StrEnum):
    """What the address most likely holds; decides whether and when it is fetched."""

    FEED = "feed"
    COMMENT_FEED = "comment_feed"
    POST = "post"
    THREAD = "thread"
    #: Another page of the same thread, list or comments.
    MORE = "more"
    #: A list of posts or threads: home page, forum index, archive, sitemap.
    INDEX = "index"
    SITEMAP = "sitemap"
    PROFILE = "profile"
    #: Machine-readable twin of the page (JSON, oEmbed).
    TWIN = "twin"
    #: Somebody else's site, linked in a body or named by a commenter.
    SITE = "site"
    #: Somebody else's site in a blogroll or navigation; never a reason to crawl it.
    BLOGROLL = "blogroll"
    #: Stands for another address (a short link): asked where it leads, never read.
    SHORT = "short"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlink:
    """An address worth knowing, and why."""

    #: Canonical URL.
    url: str
    kind: OutlinkKind = OutlinkKind.OTHER
    #: Id of the account or URL of the post it was found with, when it matters ("site of a commenter").
    found_with: str | None = None
    rel: tuple[str, ...] = ()
    text: str = ""
