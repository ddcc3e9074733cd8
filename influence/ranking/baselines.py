"""What others rank by: the simple and the famous scores that ours has to beat, each from the acts alone."""

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.ranking.authority import authority
from influence.ranking.cores import core_numbers
from influence.ranking.links import incoming
from influence.ranking.pagerank import pagerank
from influence.ranking.window import Window, window_of

#: Name of each baseline as in the JSON, and what it is for a person.
BASELINES = {
    "followers": "followers (as known today)",
    "past_responders": "past responders (in-degree)",
    "posts": "posts",
    "posts_decayed": "posts, decayed",
    "responses": "responses",
    "responses_decayed": "responses, decayed",
    "raw_rate": "responses per post, raw",
    "pagerank": "PageRank",
    "pagerank_decayed": "PageRank, decayed",
    "pagerank_personal": "PageRank from active people",
    "hits": "HITS authority",
    "k_core": "k-core",
    "h_index": "h-index of answers",
    "random_active": "random of the 50 most active",
}
#: How many of the most active people the random row draws from.
MOST_ACTIVE = 50


def baselines(
    acts: Acts, *, followers: NDArray[np.float64] | None = None, seed: int = 0
) -> dict[str, NDArray[np.float64]]:
    """Return each baseline's score per person, higher is better; in the order of `BASELINES`.

    Acts of weight 0 (paid, give-away) count nowhere. "Decayed" halves everything per half-life of
    the window, as our own score does. Where nobody's posts are known (lists of links), a
    person's acts on others stand for their posts.

    Args:
        acts: What was known.
        followers: Stated audience, NaN where unknown; the row is left out when nobody's is known.
        seed: Draws the random row.
    """
    window = window_of(acts)
    counted = acts.weight > 0
    actor, owner = acts.actor[counted], acts.owner[counted]
    fading = window.fading(acts.time[counted])
    people = acts.people
    posts, posts_decayed = _posts(acts, window)
    plain, faded = incoming(actor, owner, people), incoming(actor, owner, people, fading)
    responses = np.bincount(owner, minlength=people).astype(np.float64)
    scores = {
        "past_responders": np.diff(plain.indptr).astype(np.float64),
        "posts": posts,
        "posts_decayed": posts_decayed,
        "responses": responses,
        "responses_decayed": np.bincount(owner, weights=fading, minlength=people),
        "raw_rate": np.divide(responses, posts, out=np.zeros(people), where=posts > 0),
        "pagerank": pagerank(plain),
        "pagerank_decayed": pagerank(faded),
        "pagerank_personal": pagerank(faded, teleport=posts_decayed + 1e-9),
        "hits": authority(plain),
        "k_core": core_numbers(plain).astype(np.float64),
        "h_index": h_index(acts.owner[counted], acts.post[counted], people),
        "random_active": random_active(posts_decayed, seed),
    }
    if followers is not None and not np.isnan(followers).all():
        scores["followers"] = followers
    return {name: scores[name] for name in BASELINES if name in scores}


def h_index(owner: NDArray[np.int32], post: NDArray[np.int32], people: int) -> NDArray[np.float64]:
    """Return the largest h so that h of a person's posts have at least h answers each (Hirsch 2005).

    Worked example: posts with 3, 2 and 1 answers make h = 2.

    >>> h_index(np.zeros(6, np.int32), np.array([7, 7, 7, 8, 8, 9], np.int32), 1).tolist()
    [2.0]
    """
    known = post >= 0
    if not known.any():
        return np.zeros(people)
    posts = int(post.max()) + 1
    pairs, answers = np.unique(owner[known].astype(np.int64) * posts + post[known], return_counts=True)
    person = pairs // posts
    line = np.lexsort((-answers, person))
    person, answers = person[line], answers[line]
    first = np.searchsorted(person, np.arange(people))
    place = np.arange(len(person)) - first[person] + 1
    return np.bincount(person[answers >= place], minlength=people).astype(np.float64)


def random_active(activity: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Return a random score for the 50 most active people, 0 for the rest: what picking from the regulars is worth."""
    rng = np.random.default_rng(seed)
    drawn = 1.0 - rng.random(len(activity))
    busiest = np.argsort(-activity, kind="stable")[:MOST_ACTIVE]
    score = np.zeros(len(activity))
    score[busiest] = drawn[busiest]
    return score


def _posts(acts: Acts, window: Window) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return posts and decayed posts per person; acts on others where no posts are known."""
    dated = (acts.post_author >= 0) & (acts.post_time != UNDATED) & (acts.post_time <= acts.until)
    who, when = (acts.post_author[dated], acts.post_time[dated]) if dated.any() else (acts.actor, acts.time)
    plain = np.bincount(who, minlength=acts.people).astype(np.float64)
    return plain, np.asarray(np.bincount(who, weights=window.fading(when), minlength=acts.people), dtype=np.float64)
