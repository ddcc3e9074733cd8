"""One page read: findings, where it leads, and what it is when it is no page at all.

Pure; runs in the parser processes.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from crawlers.barriers import barrier, wall
from crawlers.discover import canonical_link, directives, discovered, refresh_target
from crawlers.extract.registry import extract
from crawlers.records import Finding, Outlink, OutlinkKind, Page, Post, PostKind, Remark
from crawlers.records.visit import Tally

_CLIENT_ERROR = 400
#: Signs in a post of known author and time from which on it is no error page, whatever its title says.
_WHOLE_POST = 150
#: Wishes that change what is kept of a page.
_KEEPING = frozenset({"noindex", "noarchive"})
#: Posts that need an author and a time to be of use.
_LACKS = ("undated", "unknown_author")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one page yields to the crawl."""

    #: What the page says, without outlinks; empty for a page that is none.
    findings: tuple[Finding, ...] = ()
    #: Where it leads.
    outlinks: tuple[Outlink, ...] = ()
    #: Canonical address by the page's own word, when believable.
    canonical: str | None = None
    #: Where the page sends its reader on by itself.
    refresh: str | None = None
    #: What it asks of robots.
    directives: frozenset[str] = frozenset()
    #: Name of what stands in place of a page: challenge, login_wall, soft_404, ...
    barrier: str | None = None
    #: Hash of what was read; the same when nothing worth reading has changed.
    digest: str = ""
    tally: Tally = field(default_factory=Tally)


def reading(page: Page, status: int = 200) -> Reading:
    """Return what a page yields; never raises for a bad page."""
    asked = directives(page)
    standing_in = barrier(page, status)
    findings = [] if standing_in == "challenge" else extract(page)
    posts = [finding for finding in findings if isinstance(finding, Post)]
    if standing_in and status < _CLIENT_ERROR and any(_is_whole(post, page) for post in posts):
        standing_in = None
    standing_in = standing_in or (None if any(post.author or post.published for post in posts) else wall(page))
    if standing_in:
        findings, posts = [], []
    known = [finding for finding in findings if isinstance(finding, Outlink)]
    links = _joined(known, _unknown(discovered(page), known, posts, page.url))
    if standing_in or "nofollow" in asked:
        links = [link for link in links if link.kind in (OutlinkKind.FEED, OutlinkKind.COMMENT_FEED)]
    kept = [finding for finding in findings if not isinstance(finding, Outlink)]
    return Reading(
        findings=() if "noindex" in asked or standing_in else tuple(kept), outlinks=tuple(links),
        canonical=canonical_link(page), refresh=refresh_target(page), directives=asked, barrier=standing_in,
        digest=_digest(kept, page, asked), tally=_tally(posts, findings),
    )


def _is_whole(post: Post, page: Page) -> bool:
    """Return whether a page's own post is surely one, whatever its title speaks of."""
    return (post.url == page.url and post.author is not None and post.published is not None
            and len(post.text) >= _WHOLE_POST)


def _unknown(guessed: list[Outlink], known: list[Outlink], posts: list[Post], url: str) -> list[Outlink]:
    """Return guesses without those of a forum whose addresses the reader knows: same script, another query.

    What the reader left out there (each message on its own, sorting, printing) leads to what is known already.
    """
    threads = any(link.kind is OutlinkKind.THREAD for link in known)
    if not threads and not any(post.kind is PostKind.MESSAGE for post in posts):
        return guessed
    named = {link.url.partition("?")[0] for link in known if "?" in link.url} | {url.partition("?")[0]}
    return [link for link in guessed if "?" not in link.url or link.url.partition("?")[0] not in named]


def _joined(known: list[Outlink], guessed: list[Outlink]) -> list[Outlink]:
    """Return both, a reader's word before a guess, each address once."""
    found = {link.url.partition("#")[0]: link for link in reversed(known)}
    for link in guessed:
        kept = found.get(link.url)
        if kept is None or kept.kind is OutlinkKind.OTHER:
            found[link.url] = link
    return list(found.values())


def _tally(posts: list[Post], findings: list[Finding]) -> Tally:
    remarks = Counter(finding.code for finding in findings if isinstance(finding, Remark))
    for code in _LACKS:
        remarks.pop(code, None)
    written = [post for post in posts if post.kind is not PostKind.MAIL]
    return Tally(
        posts=len(written), undated=sum(post.published is None for post in written),
        unknown_authors=sum(post.author is None for post in written), remarks=tuple(sorted(remarks.items())),
    )


def _digest(kept: Sequence[Finding], page: Page, asked: frozenset[str]) -> str:
    """Hash what was read, or the text where nothing was, and what may be kept of it.

    Clocks and counters of the furniture do not count.
    """
    made = blake2b(" ".join(sorted(asked & _KEEPING)).encode(), digest_size=12)
    for part in (_said(finding) for finding in kept) if kept else (page.text,):
        made.update(part.encode("utf-8", "replace"))
    return made.hexdigest()


def _said(finding: Finding) -> str:
    """Return a finding in words, without an id that some feeds make anew at every fetch."""
    return repr(replace(finding, guid=None) if isinstance(finding, Post) and finding.guid else finding)
