"""What was said in the acts of a ranking, so that pasted comments are told apart. Import only inside a command."""

from collections.abc import Iterator

import numpy as np

from influence.graph.pasted import letters, spoken
from influence.model.acts import Acts
from influence.model.columns import Columns
from influence.model.person import People
from influence.store.project import Project

#: Of very many acts only the newest are read: a second for each hundred thousand.
MOST = 300_000


def said(project: Project, columns: Columns, people: People, found: Acts) -> Iterator[tuple[int, str]]:
    """Yield (place in the acts, letters) of replies and mentions whose words are kept, in a post or a quote."""
    at = spoken(found)[-MOST:]
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
