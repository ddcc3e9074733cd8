"""Hacker News as its pages show it: a story and the comments below it, nested by indent."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from crawlers.extract.document import tree
from crawlers.extract.forums.content import content
from crawlers.extract.forums.selection import first, plain, select, value
from crawlers.extract.forums.writers import writer
from crawlers.extract.networks.draft import Draft, findings_of
from crawlers.records import Finding, Outlink, OutlinkKind, Page, PostKind
from crawlers.urls import try_canonical


class HackerNews:
    """Reads the pages of stories, and the lists of them."""

    name = "hackernews"

    def matches(self, page: Page) -> float:
        """Return how surely the page is of Hacker News."""
        return 0.97 if "html" in page.media_type and ('class="hnuser"' in page.text
                                                      or 'id="hnmain"' in page.text) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield the story and its comments, or the stories of a list as outlinks."""
        root = tree(page)
        comments = select(root, "tr.comtr")
        story = next(iter(select(root, "table.fatitem")), None)
        if story is not None:
            yield from findings_of(_drafts(story, comments, page), page)
        for anchor in select(root, "a.morelink[href]"):
            if url := try_canonical(anchor.get("href"), page.url):
                yield Outlink(url=url, kind=OutlinkKind.MORE)
        if story is None:
            for anchor in select(root, "td.subtext a[href*='item?id=']"):
                if url := try_canonical(anchor.get("href"), page.url):
                    yield Outlink(url=url, kind=OutlinkKind.THREAD, text=plain(anchor)[:100])


def _drafts(story: HtmlElement, comments: list[HtmlElement], page: Page) -> Iterator[Draft]:
    thread = page.url.partition("&")[0]
    title = first(story, ("span.titleline > a", "a.storylink", "td.title a"))
    shared = [title.get("href")] if title is not None and "item?id=" not in (title.get("href") or "") else []
    opening = _draft(story, page, thread, None)
    if title is not None:
        yield Draft(url=thread, account=opening.account, kind=PostKind.MESSAGE, local_id=opening.local_id,
                    title=plain(title),
                    markup=opening.markup, plain=opening.plain, written=opening.written, thread=thread,
                    shared=tuple(one for one in shared if one))
    above: list[str] = [thread]
    for comment in comments:
        depth = value(comment, ("td.ind@indent",)) or _width(comment)
        level = int(depth) if depth and depth.isdigit() else 0
        del above[level + 1:]
        draft = _draft(comment, page, thread, above[-1])
        above.append(draft.url or thread)
        if draft.account is not None:
            yield draft


def _width(comment: HtmlElement) -> str | None:
    """Return the depth of a comment out of the width of its spacer: 40 pixels a level."""
    width = value(comment, ("td.ind img@width",))
    return str(int(width) // 40) if width and width.isdigit() else None


def _draft(row: HtmlElement, page: Page, thread: str, parent: str | None) -> Draft:
    name = value(row, ("a.hnuser",))
    said = first(row, ("div.commtext, span.commtext, .toptext",))
    own = content(said, page.url) if said is not None else None
    stamp = value(row, ("span.age@title", "span.age"))
    address = value(row, ("span.age a@href",))
    return Draft(
        url=try_canonical(address, page.url) or f"{thread}#{row.get('id')}",
        account=writer(name, f"user?id={name}" if name else None, page.url, {"handle": name}), kind=PostKind.COMMENT,
        local_id=row.get("id") or value(row, ("tr.athing@id",)), plain=own.text if own else None, thread=thread,
        parent=parent,
        written=f"{stamp.split()[0]}Z" if stamp and "T" in stamp else stamp,
        shared=tuple(link.url for link in own.links) if own else (),
    )
