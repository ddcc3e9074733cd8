"""The JSON twin of NodeBB's pages: any path with `/api` before it."""

from collections.abc import Iterator

from crawlers.clock import read_moment
from crawlers.extract.forums.content import content
from crawlers.extract.forums.quotes import outermost
from crawlers.extract.forums.selection import select
from crawlers.extract.forums.writers import writer
from crawlers.extract.json_document import Item, document, fragment, item, items, number, text
from crawlers.records import Account, Finding, Link, Outlink, OutlinkKind, Page, Place, Post, PostKind
from crawlers.urls import try_canonical


class NodeBBJson:
    """Reads topics, categories and profiles of a NodeBB forum from its JSON."""

    name = "nodebb_json"

    def matches(self, page: Page) -> float:
        """Return how surely the document is NodeBB's: posts with `pid`, or topics with `tid` and `slug`."""
        found = document(page)
        if any("pid" in post and ("content" in post or "user" in post) for post in items(found, "posts")):
            return 0.98
        if any("tid" in topic and "slug" in topic for topic in items(found, "topics")):
            return 0.95
        if any("cid" in board and "slug" in board for board in items(found, "categories")):
            return 0.93
        return 0.9 if "userslug" in item(found) and "uid" in item(found) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield posts with who answers whom; topics, categories and further pages as outlinks."""
        topic = item(document(page))
        root = page.url.partition("/api/")[0] + "/"
        accounts: set[str] = set()
        if "userslug" in topic:
            yield from filter(None, [_account(topic, root)])
        posts = [post for post in items(topic, "posts") if number(post, "pid") is not None]
        known = {number(post, "pid"): _address(post, topic, root) for post in posts}
        for post in posts:
            account = _account(item(post, "user"), root)
            if account is not None and account.id not in accounts:
                accounts.add(account.id)
                yield account
            if not post.get("deleted"):
                yield _post(post, topic, account, root, page, known)
        yield from _outlinks(topic, root)


def _account(user: Item, root: str) -> Account | None:
    slug = text(user, "userslug")
    made = writer(text(user, "displayname", "fullname", "username"), f"{root}user/{slug}" if slug else None, root,
                  {"handle": text(user, "username"), "avatar": text(user, "picture")})
    website = try_canonical(text(user, "website"), root)
    if made is None or website is None:
        return made
    return Account(id=made.id, name=made.name, handle=made.handle, site=made.site, avatar=made.avatar,
                   website=website, claims=(("website", website),))


def _thread(topic: Item, root: str) -> str | None:
    slug = text(topic, "slug", "tid")
    return try_canonical(f"{root}topic/{slug}") if slug else None


def _address(post: Item, topic: Item, root: str) -> str:
    if number(post, "index") == 0 or (number(topic, "mainPid") or -1) == number(post, "pid"):
        thread = _thread(topic if "slug" in topic else item(post, "topic"), root)
        if thread:
            return thread
    return f"{root}post/{number(post, 'pid')}"


def _post(
    post: Item, topic: Item, account: Account | None, root: str, page: Page, known: dict[int | None, str],
) -> Post:
    body = fragment(text(post, "content"))
    quotes = outermost(body, "blockquote")
    own = content(body, root, skipped=set(quotes), naming=set(select(body,
                                                                     "a.plugin-mentions-a, a.plugin-mentions-user")))
    answered = number(post, "toPid")
    moment = read_moment(text(post, "timestampISO", "timestamp"), seen=page.fetched)
    index = number(post, "index")
    url = _address(post, topic, root)
    thread = _thread(topic if "slug" in topic else item(post, "topic"), root)
    return Post(
        url=url, kind=PostKind.MESSAGE, author=account.id if account else None, local_id=text(post, "pid"),
        number=index + 1 if index is not None else None,
        title=text(topic, "titleRaw", "title") if url == thread else None,
        text=own.text, published=moment.at if moment else None, published_basis=moment.basis if moment else None,
        thread=thread, in_reply_to=(known.get(answered) or f"{root}post/{answered}") if answered else None,
        links=(*own.links, *_signed(post, root)), mentions=own.mentions,
    )


def _signed(post: Item, root: str) -> tuple[Link, ...]:
    return content(fragment(text(item(post, "user"), "signature")), root, place=Place.SIGNATURE).links


def _outlinks(topic: Item, root: str) -> Iterator[Outlink]:
    for listed in items(topic, "topics"):
        if url := _thread(listed, root):
            yield Outlink(url=_twin(url, root), kind=OutlinkKind.THREAD, text=(text(listed, "title") or "")[:100])
    for board in (*items(topic, "categories"), *items(topic, "children")):
        if slug := text(board, "slug"):
            yield Outlink(url=f"{root}api/category/{slug}", kind=OutlinkKind.INDEX, text=text(board, "name") or "")
    following = text(item(topic, "pagination", "next"), "qs")
    here = _thread(topic, root) if "posts" in topic else try_canonical(f"{root}category/{text(topic, 'slug')}")
    if item(topic, "pagination", "next").get("active") and following and here:
        yield Outlink(url=f"{_twin(here, root)}?{following.replace('&amp;', '&')}", kind=OutlinkKind.MORE)


def _twin(url: str, root: str) -> str:
    return f"{root}api/{url.removeprefix(root)}"
