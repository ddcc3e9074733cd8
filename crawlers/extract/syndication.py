"""What feeds of every format say, in one shape, and the posts that follow from it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from lxml.html import HtmlElement

from crawlers.clock import AHEAD, Moment, read_moment
from crawlers.extract.byline import account_of
from crawlers.extract.disclosure import disclosure_of
from crawlers.extract.document import fragment, tag_of, text_of, words_of
from crawlers.extract.links import anchors, is_profile, links_in, mentions_in, target
from crawlers.extract.permalinks import comment_permalink, is_comment_address, post_address
from crawlers.records import (
    Account,
    Finding,
    Link,
    Mention,
    Outlink,
    OutlinkKind,
    Page,
    Place,
    Post,
    PostKind,
    Remark,
)
from crawlers.urls import site, try_canonical

_MAX_TITLE = 300
#: A reply in a WordPress comment feed starts with "In reply to NAME", linked.
_REPLY_HEAD = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A writer as a feed names them."""

    name: str | None = None
    link: str | None = None
    avatar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, as written there."""

    title: str = ""
    #: Its own page.
    link: str | None = None
    #: `guid` or `id`; often an address, not always.
    id: str | None = None
    author: Byline | None = None
    published: str | None = None
    modified: str | None = None
    #: Body or summary as HTML.
    content: str = ""
    tags: tuple[str, ...] = ()
    language: str | None = None
    #: Address of the post or comment it answers (`thr:in-reply-to`).
    answers: str | None = None
    comment_feed: str | None = None
    #: Address of the sound or video file.
    enclosure: str | None = None
    #: A page elsewhere that the entry is about (a link blog).
    about: str | None = None
    #: Others named by the feed itself: podcast hosts and guests.
    people: tuple[Byline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed, as written."""

    title: str = ""
    #: The page it is the feed of.
    link: str | None = None
    author: Byline | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    #: Addresses of further pages of the feed.
    more: tuple[str, ...] = ()


def findings(channel: Channel, page: Page) -> Iterator[Finding]:
    """Yield accounts, posts and outlinks of a feed, in its order."""
    home = try_canonical(channel.link, page.url)
    urls = _addresses(channel, page)
    stamps = {entry.modified for entry in channel.entries}
    churned = len(stamps) == 1 and len(channel.entries) > 1
    comments = [url for url in urls if url and is_comment_address(url)]
    if comments and home is not None and any(post_address(url) == home for url in comments):
        home = None
    accounts: dict[str, Account] = {}
    reader = _Reader(page=page, channel=channel, home=home, churned=churned)
    for entry, url in zip(channel.entries, urls, strict=True):
        if url is None:
            yield Remark(code="no_address", text=f"An entry without an address: {entry.title[:60]!r}.", about=page.url)
            continue
        for finding in reader.entry(entry, url):
            if isinstance(finding, Account):
                if finding.id in accounts:
                    continue
                accounts[finding.id] = finding
            yield finding
    yield from _leads(channel, page, home)
    if not channel.entries:
        yield Remark(code="empty_feed", text="The feed has no entries.", about=page.url)


def _leads(channel: Channel, page: Page, home: str | None) -> Iterator[Outlink]:
    if home is not None and home != page.url:
        yield Outlink(url=home, kind=OutlinkKind.INDEX, text=channel.title[:_MAX_TITLE])
    for more in channel.more:
        url = try_canonical(more, page.url)
        if url is not None and url != page.url:
            yield Outlink(url=url, kind=OutlinkKind.MORE)


def _addresses(channel: Channel, page: Page) -> list[str | None]:
    """Return one address per entry: its link, unless others share it; else its id; else a place in the feed."""
    found = [comment_permalink(entry.link or (entry.id if _is_address(entry.id) else None), page.url)
             for entry in channel.entries]
    shared = Counter(found)
    result: list[str | None] = []
    for entry, url in zip(channel.entries, found, strict=True):
        if url is not None and shared[url] == 1:
            result.append(url)
        elif entry.id and _is_address(entry.id) and (own := comment_permalink(entry.id, page.url)) != url:
            result.append(own)
        elif entry.id or entry.title:
            result.append(f"{(url or page.url).partition('#')[0]}#{quote((entry.id or entry.title)[:200], safe='')}")
        else:
            result.append(None)
    return result


def _is_address(text: str | None) -> bool:
    return bool(text) and str(text).startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads the entries of one feed."""

    page: Page
    channel: Channel
    home: str | None
    #: All entries carry the same change date: the software wrote it, not the people.
    churned: bool

    def entry(self, entry: Entry, url: str) -> Iterator[Finding]:
        body = fragment(entry.content) if entry.content.strip() else None
        answered = try_canonical(entry.answers, self.page.url)
        is_comment = is_comment_address(url) or (answered is not None and site(answered) == site(url))
        if is_comment and _is_pingback(body):
            yield Remark(code="pingback", text="A notice that another page links here, not a comment.", about=url)
            return
        account, origin = self._account(entry, url, is_comment=is_comment)
        if account is None:
            yield Remark(code="unknown_author", text="The feed does not say who wrote this.", about=url)
        else:
            yield account
        moment, dated_by = self._moment(entry)
        if moment is None:
            yield Remark(code="undated", text="The feed does not say when this was published.", about=url)
        post = self._post(entry, url, body)
        origins = tuple((name, by) for name, by in (("author", origin), ("published", dated_by)) if by)
        post = replace(post, author=account.id if account else None, origins=origins,
                       published=moment.at if moment else None, published_basis=moment.basis if moment else None)
        yield self._as_comment(post, entry, body) if is_comment else post
        yield from self._outlinks(entry, url, is_comment=is_comment)

    def _account(self, entry: Entry, url: str, *, is_comment: bool) -> tuple[Account | None, str]:
        """Return the writer and where it was read; a comment never takes the feed's own author."""
        named_by = [(entry.author, "feed entry")]
        if not is_comment and (entry.author is None or not entry.author.name):
            named_by.append((self.channel.author, "feed author"))
            if self.home is not None and is_profile(self.home):
                named_by.append((Byline(name=self.channel.title, link=self.home), "feed of a profile"))
        for byline, origin in named_by:
            if byline is None:
                continue
            home = None if origin == "feed of a profile" else self.home
            account = account_of(byline.name, byline.link, url, home=home, avatar=byline.avatar)
            if account is not None:
                return account, origin
        return None, ""

    def _moment(self, entry: Entry) -> tuple[Moment | None, str]:
        tried = [(entry.published, "feed date")] + ([] if self.churned else [(entry.modified, "feed change date")])
        for text, origin in tried:
            moment = read_moment(text, language=self.channel.language)
            if moment is not None and moment.at <= self.page.fetched + AHEAD:
                return moment, origin
        return None, ""

    def _post(self, entry: Entry, url: str, body: HtmlElement | None) -> Post:
        changed = read_moment(entry.modified) if entry.modified != entry.published else None
        links, mentions = _linked(entry, url, body)
        text = text_of(body) if body is not None else ""
        return Post(
            url=url, kind=PostKind.EPISODE if entry.enclosure else PostKind.POST, local_id=_local_id(url),
            guid=entry.id or None,
            title=words_of(fragment(entry.title))[:_MAX_TITLE] or None if entry.title else None,
            text=text, modified=changed.at if changed and not self.churned else None,
            in_reply_to=try_canonical(entry.answers, self.page.url), links=links,
            mentions=mentions + self._people(entry, url), tags=tuple(dict.fromkeys(entry.tags)),
            language=tag_of(entry.language or self.channel.language), home=self.home,
            disclosure=disclosure_of(text, links),
        )

    def _people(self, entry: Entry, url: str) -> tuple[Mention, ...]:
        accounts = (account_of(each.name, each.link, url, home=self.home) for each in entry.people)
        quote_ = entry.title[:200]
        return tuple(Mention(name=each.name or "", account=each.id, quote=quote_) for each in accounts if each)

    def _as_comment(self, post: Post, entry: Entry, body: HtmlElement | None) -> Post:
        thread = post_address(post.url)
        answered = comment_permalink(entry.answers, self.page.url) or thread
        links, text = post.links, post.text
        lead = _reply_lead(body, post.url)
        if lead is not None:
            answered, words = lead
            text = text.removeprefix(words).lstrip("\n ")
            links = tuple(link for link in links if post_address(link.url) != post_address(answered))
        links = tuple(replace(link, place=Place.COMMENT) for link in links)
        thread = post_address(answered) if entry.answers and is_comment_address(answered) else thread
        return replace(post, kind=PostKind.COMMENT, thread=thread, in_reply_to=answered, links=links, text=text,
                       title=None)

    def _outlinks(self, entry: Entry, url: str, *, is_comment: bool) -> Iterator[Outlink]:
        if entry.link and post_address(url) not in (self.home, post_address(self.page.url)):
            title = "" if is_comment else entry.title[:_MAX_TITLE]
            yield Outlink(url=post_address(url), kind=OutlinkKind.POST, text=title)
        feed = try_canonical(entry.comment_feed, self.page.url)
        if feed is not None:
            yield Outlink(url=feed, kind=OutlinkKind.COMMENT_FEED, found_with=url)


def _linked(entry: Entry, url: str, body: HtmlElement | None) -> tuple[tuple[Link, ...], tuple[Mention, ...]]:
    links = links_in(body, url) if body is not None else ()
    mentions = mentions_in(body, url) if body is not None else ()
    about = try_canonical(entry.about, url)
    if about is not None and about not in {link.url for link in links}:
        links = (Link(url=about, text=entry.title[:120], quote=entry.title[:200]), *links)
    return links, mentions


def _local_id(url: str) -> str | None:
    return urlsplit(url).fragment or None


def _is_pingback(body: HtmlElement | None) -> bool:
    """Return whether a comment's text is the excerpt that WordPress makes of a linking page: […] words […]."""
    if body is None:
        return False
    words = words_of(body).replace("...", "…").replace(" ", "")
    return words.startswith("[…]") and words.endswith("[…]")


def _reply_lead(body: HtmlElement | None, url: str) -> tuple[str, str] | None:
    """Return the comment answered, and the words "In reply to NAME." that say so, from the body's start."""
    if body is None:
        return None
    anchor = next(iter(anchors(body)), None)
    if anchor is None or target(anchor, url) is None:
        return None
    answered = comment_permalink(anchor.get("href"), url)
    if answered is None or not is_comment_address(answered) or post_address(answered) != post_address(url):
        return None
    line = text_of(body).partition("\n")[0]
    name = words_of(anchor)
    at = line.find(name)
    if not name or not 0 < at < _REPLY_HEAD:
        return None
    end = at + len(name)
    return answered, line[:end] + (line[end:end + 1] if line[end:end + 1] in ".。:：" else "")


def feed_people(entries: Iterable[Entry]) -> set[str]:
    """Return the names that a feed's entries give for their writers."""
    return {entry.author.name for entry in entries if entry.author and entry.author.name}
