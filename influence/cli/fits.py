"""Ambassador fit of some people, with what must be read in their posts for it. Import only inside a command."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from crawlers.extract.disclosure import disclosure_of
from influence.cli.circles import Circles
from influence.cli.pipeline import World
from influence.model.acts import Acts
from influence.model.columns import POST_SPONSORED
from influence.ranking.relevance import relevance
from influence.shortlist.fit import Fit, fit
from influence.shortlist.habits import Habits, Read, Year, habits, is_question, tells_of_making, year


def fits(known: World, found: Acts, around: Circles, codes: Sequence[int]) -> dict[int, Fit]:
    """Return the fit of each of these people, by person code."""
    _, seen = lived_by(known, found, around.community, codes)
    return {code: fit(seen[code], known.settings.fit) for code in codes}


def lived_by(
    known: World, found: Acts, community: NDArray[np.int32], codes: Sequence[int]
) -> tuple[Year, dict[int, Habits]]:
    """Return what these people wrote in the last year, and their habits by person code."""
    lived, read = _lived(known, found, tuple(sorted(set(codes))))
    return lived, habits(known.columns, found, lived, read, community)


@lru_cache(maxsize=1)
def _lived(known: World, found: Acts, codes: tuple[int, ...]) -> tuple[Year, Read]:
    """Return the last year of these people and what was read in it; a report asks for it twice."""
    lived = year(known.columns, known.people, found, list(codes))
    return lived, _read(known, found, lived)


def on_topic(known: World, posts: Sequence[int]) -> frozenset[int]:
    """Return which posts are about the topics or the brand of the settings; all of them where none is set."""
    settings = known.settings
    brand = settings.own_brand()
    wanted = [name for name in (*settings.scope.topics, brand.name, *brand.aliases, *brand.products) if name]
    if not wanted or not len(posts):
        return frozenset(posts)
    about = relevance(known.project.texts(known.columns.posts.key[list(posts)]), wanted) > 0
    return frozenset(np.asarray(posts)[about].tolist())


def _read(known: World, found: Acts, lived: Year) -> Read:
    own = sorted({int(post) for posts in lived.posts.values() for post in posts})
    answered = sorted({int(found.post[act]) for acts in lived.replies.values() for act in acts})
    paid = known.columns.posts.flags & POST_SPONSORED
    making, unsaid = set(), set()
    for post, (title, _, text) in zip(own, known.project.texts(known.columns.posts.key[own]), strict=True):
        if tells_of_making(title, text):
            making.add(post)
        if paid[post] and disclosure_of(f"{title}\n{text}") is None:
            unsaid.add(post)
    asking = {post for post, (title, _, text) in
              zip(answered, known.project.texts(known.columns.posts.key[answered]), strict=True)
              if is_question(title, text)}
    return Read(on_topic=on_topic(known, own), making=frozenset(making), questions=frozenset(asking),
                unsaid=frozenset(unsaid))
