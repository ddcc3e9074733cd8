"""Reading how undecided by-lines write, so that projects are told from people."""

from collections.abc import Sequence

import numpy as np

from crawlers.records import PostKind
from influence.model.account import AccountRow
from influence.model.columns import POST_KINDS, Columns
from influence.people.kinds import needs_reading
from influence.people.names import with_name
from influence.people.places import places
from influence.people.writing import Writing, writing
from influence.store.project import Project

#: Newest posts read of each.
NEWEST = 30
_OPENING = [POST_KINDS.index(kind) for kind in (PostKind.POST, PostKind.NOTE, PostKind.EPISODE)]


def writings(project: Project, accounts: Sequence[AccountRow], columns: Columns) -> dict[str, Writing]:
    """Return how the accounts write whose names do not tell what they are; few, so that little is read."""
    posts = columns.posts
    accounts = [with_name(account) for account in accounts]
    found = {}
    for code in needs_reading(accounts, places(accounts)):
        own = np.flatnonzero((posts.author == code) & np.isin(posts.kind, _OPENING))
        newest = own[np.lexsort((posts.key[own], -posts.time[own].astype(np.float64)))][:NEWEST]
        found[accounts[code].id] = writing(
            (title, text) for title, _, text in project.texts(posts.key[newest]))
    return found
