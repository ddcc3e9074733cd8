"""Discourse's own data: `/t/ID.json`, `/t/ID/posts.json`, `/posts.json`."""

from collections.abc import Iterator
from urllib.parse import urljoin

from crawlers.clock import read_moment
from crawlers.extract.forums.content import content
from crawlers.extract.forums.quotes import outermost
from crawlers.extract.forums.selection import select
from crawlers.extract.forums.writers import writer
from crawlers.extract.json_document import Item, document, fragment, item, items, number, text
from crawlers.records import Account, Finding, Outlink, OutlinkKind, Page, Post, PostKind
from crawlers.urls import try_canonical

#: `post_type` of what members write; others are notes of the software.
_REGULAR = 1


class DiscourseJson:
    """Reads a topic, or the newest posts, of a Discourse forum."""

    name = "discourse_json"

    def matches(self, page: Page) -> float:
        """Return how surely the document is Discourse's: posts with `cooked` text and a number."""
        found = document(page)
        posts = [*items(found, "post_stream", "posts"), *items(found, "latest_posts")]
        if any("cooked" in post and "post_number" in post for post in posts):
            return 0.98
        return 0.9 if item(found, "topic_list").get("topics") else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield posts with who answers whom, and the topics of a list."""
        found = document(page)
        topic = item(found)
        accounts: set[str] = set()
        for post in (*items(topic, "post_stream", "posts"), *items(topic, "latest_posts")):
            if (number(post, "post_type") or _REGULAR) != _REGULAR:
                continue
            account = _account(post, page)
            if account is not None and account.id not in accounts:
                accounts.add(account.id)
                yield account
            yield _post(post, topic, account, page)
        for listed in items(topic, "topic_list", "topics"):
            url = _topic_url(listed, page)
            if url:
                yield Outlink(url=url, kind=OutlinkKind.THREAD, text=(text(listed, "title") or "")[:100])
        yield from _unread(topic, page)


def _unread(topic: Item, page: Page) -> Iterator[Outlink]:
    """Yield the addresses of the posts of a long topic that this document does not hold."""
    held = {number(post, "id") for post in items(topic, "post_stream", "posts")}
    stream = item(topic, "post_stream").get("stream")
    missing = [one for one in stream if isinstance(one, int) and one not in held] if isinstance(stream, list) else []
    for start in range(0, len(missing), 20):
        wanted = "&".join(f"post_ids[]={one}" for one in missing[start:start + 20])
        url = try_canonical(urljoin(page.url, f"/t/{number(topic, 'id')}/posts.json?{wanted}"))
        if url:
            yield Outlink(url=url, kind=OutlinkKind.MORE)


def _account(post: Item, page: Page) -> Account | None:
    handle = text(post, "username")
    avatar = (text(post, "avatar_template") or "").replace("{size}", "96")
    more = {"handle": handle, "avatar": avatar or None}
    return writer(text(post, "name") or handle, f"/u/{handle}" if handle else None, page.url, more)


def _topic_url(topic: Item, page: Page) -> str | None:
    identity = number(topic, "topic_id", "id")
    slug = text(topic, "topic_slug", "slug")
    return try_canonical(f"/t/{slug}/{identity}" if slug else f"/t/{identity}", page.url) if identity else None


def _post(post: Item, topic: Item, account: Account | None, page: Page) -> Post:
    thread = _topic_url(post if "topic_id" in post else topic, page) or page.url
    position = number(post, "post_number") or 1
    body = fragment(text(post, "cooked"))
    quotes = outermost(body, "aside.quote, blockquote")
    own = content(body, page.url, skipped=set(quotes), naming=set(select(body, "a.mention")))
    answered = number(post, "reply_to_post_number")
    quoted = [number(dict(quote.attrib), "data-post") for quote in quotes
              if _same_topic(quote.get("data-topic"), thread)]
    urls = list(dict.fromkeys(_address(thread, one) for one in (answered, *quoted) if one))
    moment = read_moment(text(post, "created_at"), seen=page.fetched)
    changed = read_moment(text(post, "updated_at"), seen=page.fetched)
    return Post(
        url=_address(thread, position), kind=PostKind.MESSAGE, author=account.id if account else None,
        local_id=text(post, "id"), number=position,
        title=text(topic, "title") if position == 1 else None, text=own.text,
        published=moment.at if moment else None, published_basis=moment.basis if moment else None,
        modified=changed.at if changed and (number(post, "version") or 1) > 1 else None, thread=thread,
        in_reply_to=urls[0] if urls else None, quotes=tuple(urls[1:]), links=own.links, mentions=own.mentions,
    )


def _same_topic(named: str | None, thread: str) -> bool:
    return named is None or thread.endswith(f"/{named}")


def _address(thread: str, position: int) -> str:
    """Return the address of the post at a position; the first has the topic's own."""
    return thread if position == 1 else f"{thread}/{position}"
