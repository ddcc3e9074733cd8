"""What really happened after a cut: people moved, people moved per post, and by whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.ranking.holdout import HeldOut, has_posts
from influence.ranking.metrics import Moved, Numbers, moved

#: How many held-out posts are drawn per person for the rate: the first that enough people wrote.
DRAWN = (10, 5, 3)
#: People needed for the rate target, and how often posts are drawn.
RATE_PEOPLE, REPEATS = 10, 20
#: Whoever wrote (or, where no posts are known, did or drew) fewer than this before the cut is not judged.
SEEN_BEFORE = 3
#: Posts needed before and after for a rate where posts are split at random.
IN_HALVES = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Truth:
    """The targets of one cut, for the people who were known before it."""

    #: Person codes that are judged.
    people: NDArray[np.int64]
    #: Who moved whom in the horizon.
    moved: Moved
    #: Different others per drawn posts, by position in `people`; NaN where too few posts were held out.
    rate: Numbers
    #: How many posts were drawn per person for it; 0 when too few people wrote enough, or all were taken.
    drawn: int
    #: Answers per held-out post, each responder once per post, by position in `people`; NaN below `drawn` posts.
    per_post: Numbers
    held_out_acts: int

    @property
    def count(self) -> Numbers:
        """Return different others moved, by position in `people`."""
        return self.moved.count[self.people]

    @property
    def rated(self) -> NDArray[np.bool_]:
        """Return whose rate is known, by position in `people`."""
        return ~np.isnan(self.rate)


def truth_of(past: Acts, later: HeldOut, seed: int, *, halves: bool = False) -> Truth:
    """Return what the people known before the cut brought about after it.

    Of random halves all held-out posts count for the rate and two posts on each side are enough,
    since everybody has as many before as after.
    """
    people = judged(past, IN_HALVES if halves else SEEN_BEFORE)
    drawn, rate = (0, mean_rate(later, people, IN_HALVES)) if halves else drawn_rate(later, people, seed)
    return Truth(
        people=people, moved=moved(later.owner, later.actor, later.people), rate=rate, drawn=drawn,
        per_post=mean_rate(later, people, drawn or IN_HALVES), held_out_acts=len(later),
    )


def judged(past: Acts, least: int = SEEN_BEFORE) -> NDArray[np.int64]:
    """Return the people who may be ranked and were seen at least `least` times before the cut.

    By their posts; where no posts are known, by the acts they did or drew.
    """
    if has_posts(past):
        seen = np.bincount(past.post_author[past.post_author >= 0], minlength=past.people)
    else:
        seen = np.bincount(past.actor, minlength=past.people) + np.bincount(past.owner, minlength=past.people)
    return np.flatnonzero(past.rankable & (seen >= least))


def drawn_rate(later: HeldOut, people: NDArray[np.int64], seed: int) -> tuple[int, Numbers]:
    """Return how many held-out posts are drawn per person, and the different others moved by them.

    The same number of posts for everybody takes volume out: with all posts, who writes most would
    win again. Mean of twenty draws; 10 posts each, or 5 or 3 where fewer than ten people wrote that many.
    """
    wrote = np.bincount(later.author, minlength=later.people)
    enough = [m for m in DRAWN if (wrote[people] >= m).sum() >= RATE_PEOPLE]
    if not enough:
        return 0, np.full(len(people), np.nan)
    size = enough[0]
    rng = np.random.default_rng(seed)
    total = sum((_one_draw(later, size, rng) for _ in range(REPEATS)), np.zeros(later.people))
    return size, np.where(wrote[people] >= size, total[people] / REPEATS, np.nan)


def mean_rate(later: HeldOut, people: NDArray[np.int64], least: int) -> Numbers:
    """Return answers per held-out post, each responder once per post; NaN below `least` posts."""
    wrote = np.bincount(later.author, minlength=later.people)
    on_post = later.post >= 0
    width = int(later.people)
    pairs = np.unique(later.post[on_post].astype(np.int64) * width + later.actor[on_post])
    author = np.full(int(later.post.max(initial=-1)) + 1, -1)
    author[later.post[on_post]] = later.owner[on_post]
    answers = np.bincount(author[pairs // width], minlength=width)
    return np.where(wrote[people] >= least, answers[people] / np.maximum(wrote[people], 1), np.nan)


def _one_draw(later: HeldOut, size: int, rng: np.random.Generator) -> Numbers:
    """Return different others on `size` random posts of each person who wrote that many."""
    line = np.lexsort((rng.random(len(later.written)), later.author))
    author = later.author[line]
    place = np.arange(len(line)) - np.searchsorted(author, author)
    chosen = np.zeros(int(max(later.written.max(initial=-1), later.post.max(initial=-1))) + 1, bool)
    chosen[later.written[line[place < size]]] = True
    on_chosen = later.post >= 0
    on_chosen[on_chosen] = chosen[later.post[on_chosen]]
    return moved(later.owner[on_chosen], later.actor[on_chosen], later.people).count
