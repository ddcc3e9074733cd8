"""What was said in the acts of a ranking, so that pasted comments are told apart. Import only inside a command."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from influence.graph.pasted import letters, spoken
from influence.model.acts import Acts
from influence.model.columns import UNKNOWN, Columns
from influence.model.person import People
from influence.store.project import Project

#: Of very many acts only the newest are read: a second for each hundred thousand.
MOST = 300_000


def said(project: Project, columns: Columns, people: People, found: Acts) -> Iterator[tuple[int, str]]:
    """Yield (place in the acts, letters) of replies and mentions whose words are kept, in a post or a quote."""
    at = spoken(found)
    at = at[~_at_home(columns, people, found, at)][-MOST:]
    if not len(at):
        return
    names = {int(owner): people.persons[int(owner)].name for owner in np.unique(found.owner[at])}
    told = at[found.result[at] >= 0]
    wanted = np.zeros(len(columns.posts) + 1, np.bool_)
    wanted[found.result[told]] = True
    words: dict[int, str] = {}
    for post, text in project.words():
        if wanted[post] and len(text) > len(words.get(post, "")):
            words[post] = text
    for place, post, owner in zip(told.tolist(), found.result[told].tolist(), found.owner[told].tolist(), strict=True):
        if post in words:
            yield place, letters(words[post], names[owner])
    bare = at[found.result[at] < 0]
    by_key = dict(zip(columns.activities.key[found.row[bare]].tolist(), bare.tolist(), strict=True))
    for key, quote in project.quotes():
        if key in by_key:
            yield by_key[key], letters(quote, names[int(found.owner[by_key[key]])])


def _at_home(columns: Columns, people: People, found: Acts, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which acts answer a guest: under a post of one's own, or somebody who had answered the one who acts.

    Who thanks every guest alike pastes nothing.
    """
    if not len(columns.posts):
        return np.zeros(len(at), np.bool_)
    post, actor = np.maximum(found.post[at], 0), found.actor[at]
    opener = np.append(columns.posts.author, np.int32(UNKNOWN))[columns.posts.thread[post]]
    host = np.append(people.of_account, np.int32(UNKNOWN))[opener]
    answered = np.full(len(columns.posts), UNKNOWN, np.int32)
    done = np.flatnonzero(found.result >= 0)
    answered[found.result[done]] = found.owner[done]
    return np.asarray((found.post[at] >= 0) & ((host == actor) | (answered[post] == actor)), dtype=np.bool_)
