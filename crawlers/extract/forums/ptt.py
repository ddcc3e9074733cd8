"""PTT, the bulletin board of Taiwan, as its web pages show it: an article and the pushes below it."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from lxml.html import HtmlElement

from crawlers.clock import Moment, read_moment
from crawlers.extract.document import tree
from crawlers.extract.forums.content import Content, content
from crawlers.extract.forums.selection import plain, select, value
from crawlers.extract.forums.writers import writer
from crawlers.records import Account, Basis, Finding, Outlink, OutlinkKind, Page, Post, PostKind, Remark
from crawlers.urls import site, try_canonical

#: Times on PTT are Taiwan's; its pages do not say so.
_TAIWAN = timezone(timedelta(hours=8))
_STAMP = re.compile(r"(\d{1,2})/(\d{1,2})\s+(\d{1,2}):(\d{2})")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?!\S*:)")
_WRITER = re.compile(r"^(?P<handle>[A-Za-z][\w]{1,12})\s*(?:\((?P<nick>.*)\))?$")
#: The line that stands between an article's own words and its signature and footer.
_FOOT = re.compile(r"\n\s*(?:--\s*(?:\n|$)|※ (?:發信站|文章網址|編輯))")
_META = "div.article-metaline, div.article-metaline-right"


class Ptt:
    """Reads articles with their pushes, and the lists of a board."""

    name = "ptt"

    def matches(self, page: Page) -> float:
        """Return how surely the page is PTT's or a mirror's."""
        if "html" not in page.media_type:
            return 0.0
        marks = ('class="article-meta-tag"', 'class="push-tag"', "r-list-container")
        marked = any(mark in page.text for mark in marks)
        return 0.97 if marked else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield the article, each push as a comment on it, and what the page leads to."""
        root = tree(page)
        article = next(iter(select(root, "#main-content")), None)
        if article is not None:
            yield from _article(article, page)
        for anchor in select(root, "div.r-ent div.title a, div.btn-group-paging a[href]"):
            url = try_canonical(anchor.get("href"), page.url)
            if url:
                kind = OutlinkKind.THREAD if re.search(r"/M\.\d+\.", url) else OutlinkKind.MORE
                yield Outlink(url=url, kind=kind, text=plain(anchor)[:100])
        for board in select(root, "a.board[href]"):
            if url := try_canonical(board.get("href"), page.url):
                yield Outlink(url=url, kind=OutlinkKind.INDEX, text=plain(board)[:100])


def _article(article: HtmlElement, page: Page) -> Iterator[Finding]:
    meta = {plain(line[0]): plain(line[1]) for line in select(article, _META) if len(line) > 1}
    named = _WRITER.match(meta.get("作者", ""))
    account = _account(named["handle"], page, nick=named["nick"]) if named else None
    if account is not None:
        yield account
    moment = read_moment(meta.get("時間"), seen=page.fetched, zone=_TAIWAN)
    own = _own_words(article, page)
    yield Post(
        url=page.url, kind=PostKind.MESSAGE, author=account.id if account else None, local_id="post", number=1,
        title=meta.get("標題"), text=own.text, published=moment.at if moment else None,
        published_basis=moment.basis if moment else None, thread=page.url, links=own.links,
        tags=(meta["看板"],) if "看板" in meta else (),
    )
    if account is None:
        yield Remark(code="unknown_author", text="this article names no writer", about=page.url)
    yield from _pushes(article, page, moment, {account.id} if account else set())


def _own_words(article: HtmlElement, page: Page) -> Content:
    pushes = select(article, "div.push")
    skipped = {*select(article, _META), *pushes, *select(article, "div.richcontent, span.f2, span.f6")}
    own = content(article, page.url, skipped=skipped, lines=True)
    pushed = {link.get("href") for push in pushes for link in push.iter("a")}
    kept = tuple(link for link in own.links if link.url not in pushed)
    return Content(_FOOT.split("\n" + own.text, maxsplit=1)[0].strip(), kept)


def _pushes(article: HtmlElement, page: Page, moment: Moment | None, accounts: set[str]) -> Iterator[Finding]:
    latest = moment.at if moment else None
    for index, push in enumerate(select(article, "div.push"), start=1):
        handle = value(push, (".push-userid",))
        account = _account(handle, page) if handle else None
        if account is None:
            continue
        if account.id not in accounts:
            accounts.add(account.id)
            yield account
        said = next(iter(select(push, ".push-content")), None)
        own = content(said, page.url) if said is not None else Content()
        latest, read = _pushed_at(value(push, (".push-ipdatetime",)) or "", latest)
        yield Post(
            url=f"{page.url}#push-{index}", kind=PostKind.COMMENT, author=account.id, local_id=f"push-{index}",
            number=index + 1,
            text=own.text.removeprefix(":").strip(), published=read.at if read else None,
            published_basis=read.basis if read else None, thread=page.url, in_reply_to=page.url, links=own.links,
            tags=tuple(filter(None, [value(push, (".push-tag",))])),
        )


def _pushed_at(text: str, latest: datetime | None) -> tuple[datetime | None, Moment | None]:
    """Return the time of a push, which names no year: the first such day and hour not before the one above it.

    A push with a day alone keeps the day; without anything before it to count from, none is made up.
    """
    found = _STAMP.search(text)
    day = found or _DAY.search(text)
    if day is None or latest is None:
        return latest, None
    hour, minute = (int(found[3]), int(found[4])) if found else (0, 0)
    for year in (latest.year, latest.year + 1):
        try:
            at = datetime(year, int(day[1]), int(day[2]), hour, minute, tzinfo=_TAIWAN)
        except ValueError:
            continue
        if at >= latest.replace(second=0) - timedelta(days=1):
            return max(at, latest), Moment(at, Basis.INFERRED if found else Basis.DAY)
    return latest, None


def _account(handle: str, page: Page, nick: str | None = None) -> Account | None:
    made = writer(handle, None, page.url)
    if made is None:
        return None
    return Account(id=made.id, name=handle, handle=handle, site=site(page.url), kind=made.kind,
                   bio=f"暱稱 {nick}" if nick else None)
