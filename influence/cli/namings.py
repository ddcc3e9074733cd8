"""Storing who is named in what others wrote, after a crawl. Import only inside a command."""

from datetime import UTC, datetime

from crawlers.extract.credit import is_credit
from crawlers.records import NAMED, Activity, Page, PostKind, Verb
from influence.cli.pipeline import World, world
from influence.model.columns import POST_KINDS, UNDATED, UNKNOWN
from influence.people.naming import Named, known_names, named
from influence.store.project import Project

#: Behind a post's address: what was found in its words once its people were known.
MARK = "#named"


def store_named(project: Project) -> int:
    """Look for known people's names in all texts and store them as mentions; return the new activities.

    Can be repeated without effect. Somebody who is named in their own post, or in a comment on it,
    is spoken to, not spoken of, and comes as a reply already.
    """
    known = world(project)
    posts = known.columns.posts
    texts = ((code, post.text) for code, post in enumerate(project.posts(posts.key)))
    found = [one for one in named(texts, known_names(known.people)) if _spoken_of(known, one)]
    if not found:
        return 0
    urls = [post.url or "" for post in project.posts(posts.key[[one.post for one in found]])]
    by_post: dict[str, list[Activity]] = {}
    for one, url in zip(found, urls, strict=True):
        by_post.setdefault(url, []).append(_mention(known, one, url))
    read = datetime.fromtimestamp(known.columns.read_until, UTC)
    new = 0
    with project.transaction():
        for url in sorted(by_post):
            new += project.add(Page(url + MARK, "", read), by_post[url])
    return new


def _spoken_of(known: World, one: Named) -> bool:
    posts = known.columns.posts
    author = int(posts.author[one.post])
    if author == UNKNOWN or int(known.people.of_account[author]) in (one.person, UNKNOWN):
        return False
    opening = int(posts.author[posts.thread[one.post]])
    comment = POST_KINDS[posts.kind[one.post]] is PostKind.COMMENT
    return not (comment and opening != UNKNOWN and int(known.people.of_account[opening]) == one.person)


def _mention(known: World, one: Named, url: str) -> Activity:
    columns, person = known.columns, known.people.persons[one.person]
    account = next((account for account in person.accounts if not account.startswith(NAMED)), person.accounts[0])
    time = int(columns.posts.time[one.post])
    return Activity(
        verb=Verb.MENTION, actor=columns.accounts[int(columns.posts.author[one.post])], object=account, owner=account,
        result=url, published=None if time == UNDATED else datetime.fromtimestamp(time, UTC), quote=one.quote,
        rule="credit" if is_credit(one.quote, person.name) else "named", evidence=url,
    )
