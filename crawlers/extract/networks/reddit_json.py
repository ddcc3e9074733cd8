"""Reddit's public JSON: listings, and a submission with its comments."""

from collections.abc import Iterator
from html import unescape

from crawlers.extract.forums.writers import writer
from crawlers.extract.json_document import Item, document, item, items, text
from crawlers.extract.networks.draft import Draft, findings_of
from crawlers.records import Finding, Outlink, OutlinkKind, Page, PostKind

_HOME = "https://www.reddit.com"
_MOST = 5000


class RedditJson:
    """Reads submissions and comments from Reddit's JSON."""

    name = "reddit_json"

    def matches(self, page: Page) -> float:
        """Return how surely the document is a listing of Reddit's."""
        found = document(page)
        return 0.98 if any(text(one, "kind") in ("Listing", "t1", "t3")
                           for one in (item(found), *items(found))) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield writers, submissions, comments with who answers whom, and further pages."""
        found = document(page)
        things = list(_things(found))
        url_of = {text(thing, "name"): _address(thing) for thing in things}
        yield from findings_of((_draft(thing, url_of) for thing in things), page)
        after = text(item(found, "data"), "after")
        if after and page.url:
            start = page.url.partition("?")[0]
            yield Outlink(url=f"{start}?after={after}", kind=OutlinkKind.MORE)


def _things(found: object) -> Iterator[Item]:
    """Yield the submissions and comments of a document, answers after what they answer."""
    waiting = [item(found), *items(found)]
    for _ in range(_MOST):
        if not waiting:
            return
        thing = waiting.pop(0)
        data = item(thing, "data")
        kind = text(thing, "kind")
        if kind in ("t1", "t3") and text(data, "name", "id"):
            yield data
        below = item(data, "replies")
        waiting = [*items(data, "children"), *([below] if below else []), *waiting]


def _address(thing: Item) -> str | None:
    link = text(thing, "permalink")
    if link:
        return _HOME + link if link.startswith("/") else link
    submission = (text(thing, "link_id") or "").removeprefix("t3_")
    where = text(thing, "subreddit")
    return f"{_HOME}/r/{where}/comments/{submission}/_/{text(thing, 'id')}/" if submission and where else None


def _draft(thing: Item, url_of: dict[str | None, str | None]) -> Draft:
    name = text(thing, "author")
    is_comment = text(thing, "link_id") is not None
    markup, plain = _words(thing)
    thread = _thread(thing, url_of)
    return Draft(
        url=_address(thing), account=writer(name, f"{_HOME}/user/{name}" if name else None, _HOME, {"handle": name}),
        kind=PostKind.COMMENT if is_comment else PostKind.MESSAGE, local_id=text(thing, "name"),
        title=text(thing, "title"),
        markup=markup, plain=plain, written=_seconds(thing), thread=thread or _address(thing),
        parent=_answered(thing, thread, url_of) if is_comment else None, shared=() if is_comment else _shared(thing),
        tags=tuple(filter(None, [text(thing, "subreddit")])),
    )


def _words(thing: Item) -> tuple[str | None, str | None]:
    """Return the words as HTML, else plain; neither of what was deleted."""
    if text(thing, "body", "selftext") in ("[deleted]", "[removed]"):
        return None, None
    markup = text(thing, "body_html", "selftext_html")
    return (unescape(markup), None) if markup else (None, text(thing, "body", "selftext"))


def _thread(thing: Item, url_of: dict[str | None, str | None]) -> str | None:
    submission, where = text(thing, "link_id"), text(thing, "subreddit")
    if submission is None or where is None:
        return None
    return url_of.get(submission) or f"{_HOME}/r/{where}/comments/{submission.removeprefix('t3_')}/"


def _answered(thing: Item, thread: str | None, url_of: dict[str | None, str | None]) -> str | None:
    parent = text(thing, "parent_id")
    if parent in url_of or parent == text(thing, "link_id"):
        return url_of.get(parent) or thread
    return f"{thread.rstrip('/')}/_/{parent.removeprefix('t1_')}/" if thread and parent else None


def _shared(thing: Item) -> tuple[str, ...]:
    link = text(thing, "url")
    return (link,) if link and thing.get("is_self") is not True and not link.startswith(_HOME + "/r/") else ()


def _seconds(thing: Item) -> str | None:
    stamp = thing.get("created_utc")
    return str(int(stamp)) if isinstance(stamp, int | float) and not isinstance(stamp, bool) else None
