"""Storing who took over whose words, after a crawl. Import only inside a command."""

from datetime import UTC, datetime

import numpy as np

from crawlers.records import Activity, Page, Verb
from influence.cli.pipeline import World, world
from influence.graph.copies import Copy, Written, copied_words, near_copies
from influence.model.columns import UNKNOWN
from influence.store.project import Project

#: Behind a post's address: what was found in its words by comparing them with others'.
MARK = "#copied"


def store_copies(project: Project) -> int:
    """Store near-copies of what others wrote before as adoptions; return the new activities. Can be repeated."""
    known = world(project)
    posts = known.columns.posts
    if not len(posts):
        return 0
    person = np.append(known.people.of_account, UNKNOWN)[posts.author].astype(np.int32)
    written = Written(person=person, time=posts.time, thread=posts.thread, site=posts.site)
    found = near_copies(((code, post.text) for code, post in enumerate(project.posts(posts.key))), written)
    copies = list(project.posts(posts.key[[one.post for one in found]]))
    originals = list(project.posts(posts.key[[one.original for one in found]]))
    read = datetime.fromtimestamp(known.columns.read_until, UTC)
    by_post: dict[str, list[Activity]] = {}
    for one, copy, original in zip(found, copies, originals, strict=True):
        if copy.url and original.url:
            act = _adoption(known, one, (copy.url, original.url), copied_words(copy.text, one.line))
            by_post.setdefault(copy.url, []).append(act)
    with project.transaction():
        for url in _stored(project):
            if url not in by_post:  # no copy any more
                project.withdraw(url + MARK)
        return sum(project.add(Page(url + MARK, "", read), by_post[url]) for url in sorted(by_post))


def _stored(project: Project) -> list[str]:
    """Return the posts that were found to be copies before."""
    rows = project.connection.execute(
        "SELECT url FROM addresses JOIN readings ON page = key WHERE url LIKE ? ORDER BY url", (f"%{MARK}",))
    return [str(url).removesuffix(MARK) for url, in rows]


def _adoption(known: World, one: Copy, urls: tuple[str, str], quote: str) -> Activity:
    posts, accounts = known.columns.posts, known.columns.accounts
    return Activity(
        verb=Verb.ADOPT, actor=accounts[int(posts.author[one.post])], object=urls[1],
        owner=accounts[int(posts.author[one.original])], result=urls[0],
        published=datetime.fromtimestamp(int(posts.time[one.post]), UTC), quote=quote, rule="near copy",
        evidence=urls[0],
    )
