"""By what one person is known in a project: what has to go when they ask to be forgotten. Import inside a command."""

from collections import defaultdict

import numpy as np

from crawlers.records import NAMED, PostKind
from crawlers.scope import is_everybody
from crawlers.urls import site
from influence.cli.pipeline import World
from influence.model.columns import POST_KINDS, UNKNOWN
from influence.people.contact import addresses, reaches
from influence.people.names import is_unusual_handle
from influence.store.forgetting import Trace

_COMMENT = POST_KINDS.index(PostKind.COMMENT)


def trace(known: World, code: int) -> Trace:
    """Return the accounts, own sites, names, handles and mail addresses of a person."""
    person = known.people.persons[code]
    own = set(person.accounts)
    rows = [row for row in known.project.accounts() if row.id in own]
    sites = own_sites(known, code)
    reach = reaches(known.project.contacts(), known.people, known.columns).get(code)
    profiles = [url for url in person.profiles if not is_everybody(url) or "/" in url.partition("://")[2].rstrip("/")]
    return Trace(
        accounts=tuple(sorted({*person.accounts, *profiles})), sites=sites,
        names=tuple(sorted({person.name, *(name for row in rows for name in (row.name, row.given) if name)})),
        handles=tuple(sorted({row.handle for row in rows if row.handle} | {
            row.name for row in rows if row.name and " " not in row.name and is_unusual_handle(row.name, None)})),
        mails=addresses(reach.seen) if reach else (), persons=(person.id,))


def own_sites(known: World, code: int) -> tuple[str, ...]:
    """Return the sites that are this person's alone: nobody else writes more than comments there."""
    person, posts = known.people.persons[code], known.columns.posts
    named = {site(url) if "://" in url else url for url in person.sites}
    written = np.flatnonzero((posts.kind != _COMMENT) & (posts.author != UNKNOWN) & (posts.site != UNKNOWN))
    writer = known.people.of_account[posts.author[written]]
    places: dict[str, set[int]] = defaultdict(set)
    for at, by in np.unique(np.stack([posts.site[written], writer]), axis=1).T.tolist():
        places[known.columns.sites[at]].add(by)
    alone = {name for name in named if places.get(name, {code}) <= {code, UNKNOWN} and not is_everybody(f"https://{name}/")}
    return tuple(sorted(name for name in alone if not _is_shared(name, known)))


def _is_shared(name: str, known: World) -> bool:
    """Return whether accounts of several people live on a site, as those of a forum do."""
    held = {int(known.people.of_account[at]) for at, account in enumerate(known.columns.accounts)
            if not account.startswith(NAMED) and site(account) == name}
    return len(held) > 1

