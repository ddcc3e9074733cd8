"""Tables people already have, as the same records a crawl gives.

For programs that want records. `influence load` reads the same batches, but keeps them as columns;
a test holds the two to the same result.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from crawlers.load.checked import Checked, checked
from crawlers.load.formats import TableOptions
from crawlers.load.reader import Rejected, open_table
from crawlers.load.values import account_id, address, basis_of, links, names, post_address, post_reference
from crawlers.records import Account, Activity, Basis, Finding, Link, Mention, Place, Post, PostKind, Verb

_VERBS = tuple(Verb)
_PLACES = frozenset(place.value for place in Place)


def findings(path: Path, options: TableOptions, rejected: list[Rejected]) -> list[Finding]:
    """Return what a table says as accounts, posts and activities; outcomes have no actor and are no findings.

    Args:
        path: The file.
        options: What the user says of it.
        rejected: Takes the rows that could not be read.

    Raises:
        TableError: The file as a whole cannot be read.
    """
    found: list[Finding] = []
    with open_table(path, options) as table:
        parts = []
        for batch in table.batches():
            good, bad = checked(batch, table.layout)
            rejected += bad
            parts.append(good)
        name = table.layout.format.name
    if name == "posts":
        return list(_posts(parts, options.dataset))
    for part in parts:
        if name == "audience":
            found += _audiences(part, options.dataset)
        elif name != "outcomes":
            found += _acts(part, name, options.dataset)
    return found


def post_addresses(part: Checked, dataset: str) -> list[str]:
    """Return the address of each post: its URL, else its id within the data set, else what it consists of."""
    columns = part.columns
    urls, ids = columns.get("url"), columns.get("id")
    if urls is None and ids is not None:
        return [post_address(dataset, one) if one else _unnamed(part, at, dataset) for at, one in enumerate(ids)]
    if urls is None:
        return [_unnamed(part, at, dataset) for at in range(len(part))]
    return [address(url) or _unnamed(part, at, dataset) for at, url in enumerate(urls)]


def _unnamed(part: Checked, at: int, dataset: str) -> str:
    ids = part.columns.get("id")
    if ids is not None and ids[at].strip():
        return post_address(dataset, ids[at])
    return _nameless(part, at, dataset)


def _nameless(part: Checked, at: int, dataset: str) -> str:
    words = [part.columns[name][at] for name in ("author", "title", "text") if name in part.columns]
    return post_address(dataset, f"{part.time[at]}~" + "~".join(words)[:500])


def local_addresses(part: Checked, dataset: str, found: Sequence[str]) -> dict[str, str]:
    """Return the posts that have a URL and an id: address by id -> address by URL."""
    ids = part.columns.get("id")
    if ids is None or "url" not in part.columns:
        return {}
    pairs = ((post_address(dataset, one), url) for one, url in zip(ids, found, strict=True) if one.strip())
    return {local: url for local, url in pairs if local != url}


def _posts(parts: Sequence[Checked], dataset: str) -> Iterator[Post]:
    """Yield one post per row; a thread is opened by its earliest row."""
    found = [post_addresses(part, dataset) for part in parts]
    renamed: dict[str, str] = {}
    for part, urls in zip(parts, found, strict=True):
        renamed |= local_addresses(part, dataset, urls)
    opener = _openers(parts, found)
    seen: set[str] = set()
    for part, urls in zip(parts, found, strict=True):
        for at, url in enumerate(urls):
            if url not in seen:
                seen.add(url)
                yield _post(part, at, (url, dataset), renamed, opener)


def _openers(parts: Sequence[Checked], found: Sequence[Sequence[str]]) -> dict[str, str]:
    first: dict[str, tuple[int, str]] = {}
    for part, urls in zip(parts, found, strict=True):
        threads = part.columns.get("thread")
        if threads is None:
            continue
        for thread, time, url in zip(threads, part.time.tolist(), urls, strict=True):
            if thread.strip() and (thread not in first or time < first[thread][0]):
                first[thread] = time, url
    return {thread: url for thread, (_, url) in first.items()}


def _post(
    part: Checked, at: int, identity: tuple[str, str], renamed: dict[str, str], opener: dict[str, str]
) -> Post:
    url, dataset = identity

    def cell(name: str) -> str:
        return part.columns[name][at] if name in part.columns else ""

    parent = post_reference(dataset, cell("in_reply_to"))
    parent = renamed.get(parent, parent) if parent else None
    thread = opener.get(cell("thread"))
    if "in_reply_to" in part.columns:  # the table itself says who answers whom
        thread = None if parent is None else thread
    answers = parent is not None or (thread is not None and thread != url)
    place = Place(cell("place")) if cell("place") in _PLACES else Place.BODY
    return Post(
        url=url, kind=PostKind.MESSAGE if answers else PostKind.POST, author=account_id(dataset, cell("author")),
        title=cell("title") or None, text=cell("text"), published=_moment(part, at), published_basis=_basis(part, at),
        thread=thread if thread != url else None, in_reply_to=parent, language=cell("language") or None,
        links=tuple(Link(url=link, place=place) for link in links(cell("links")) if link != url),
        mentions=tuple(Mention(name=name, account=account_id(dataset, name)) for name in names(cell("mentions"))))


def _acts(part: Checked, name: str, dataset: str) -> Iterator[Activity]:
    columns = part.columns
    for at, actor in enumerate(columns["follower" if name == "follows" else "actor"]):
        verb, target, owner = _what(part, at, name, dataset)
        who = account_id(dataset, actor)
        if who is not None:
            yield Activity(
                verb=verb, actor=who, object=target, owner=owner, published=_moment(part, at),
                published_basis=_basis(part, at), rule="table",
                result=post_reference(dataset, columns["result"][at]) if "result" in columns else None,
                quote=columns["quote"][at][:200] if "quote" in columns else "")


def _what(part: Checked, at: int, name: str, dataset: str) -> tuple[Verb, str, str | None]:
    columns = part.columns
    if name == "adoptions":
        via = account_id(dataset, columns["via"][at]) if "via" in columns else None
        return Verb.ADOPT, columns["item"][at].strip(), via
    if name == "follows":
        followed = account_id(dataset, columns["followed"][at]) or ""
        return Verb.FOLLOW, followed, followed
    owner = account_id(dataset, columns["owner"][at]) if "owner" in columns else None
    verb = _VERBS[int(part.verb[at])]
    target, own = act_object(dataset, columns["object"][at], verb, owned=owner is not None)
    return verb, target, owner or own


def act_object(dataset: str, text: str, verb: Verb, *, owned: bool) -> tuple[str, str | None]:
    """Return what was acted on, and its owner where it is an account.

    A web address is a page. A bare word is the id of a post where an owner is named beside it, an
    item where it was adopted, else the name of an account; whom one follows is an account anyway.

    >>> act_object("loaded", "bo", Verb.LINK, owned=False)
    ('name:loaded:bo', 'name:loaded:bo')
    >>> act_object("loaded", "7", Verb.REPLY, owned=True)
    ('table:loaded#7', None)
    """
    text = text.strip()
    if verb is Verb.FOLLOW and not owned:
        account = account_id(dataset, text) or text
        return account, account
    url = address(text)
    if url is not None:
        return url, None
    if verb is Verb.ADOPT:
        return text, None
    if owned:
        return post_address(dataset, text), None
    account = account_id(dataset, text) or text
    return account, account


def _audiences(part: Checked, dataset: str) -> Iterator[Account]:
    for account, followers in zip(part.columns["account"], part.numbers["followers"], strict=True):
        who = account_id(dataset, account)
        if who is not None:
            yield Account(id=who, audience=int(followers))


def _moment(part: Checked, at: int) -> datetime | None:
    return datetime.fromtimestamp(int(part.time[at]), UTC) if part.dated[at] else None


def _basis(part: Checked, at: int) -> Basis | None:
    return basis_of(int(part.basis[at])) if part.dated[at] else None

