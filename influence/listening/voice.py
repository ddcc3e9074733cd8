"""Share of voice: who is spoken of, and whose mentions make others act."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.model.heard import Heard
from influence.ranking import Pairs

DAY = 86_400
#: What others do on a post within so many days was caused by it.
CAUSED_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How much one brand is spoken of, beside the others compared with it."""

    brand: str
    #: Posts that name it.
    posts: int
    #: Different known people who wrote them.
    people: int
    #: Part of all posts that name a compared brand; None when there are none.
    share: float | None
    #: Acts caused by these posts; a post that names two brands gives half to each.
    driven: float
    #: Part of all acts so caused; None when there are none.
    driven_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A way to part what was heard: by week, place, language or community."""

    name: str
    #: By row of `Heard`; -1 where not known.
    code: NDArray[np.int64]
    #: By code.
    labels: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetVoice:
    """The voice of each brand in one part: a week, a place, a language, a community."""

    code: int
    label: str
    voices: tuple[Voice, ...]

    @property
    def posts(self) -> int:
        """Return how many mentions it holds."""
        return sum(voice.posts for voice in self.voices)


def driven(
    acts: Acts, believed: NDArray[np.float64] | None = None, *, days: float = CAUSED_DAYS
) -> NDArray[np.float64]:
    """Return the acts that each post caused, by post code: each responder once, within so many days of it.

    A responder counts with the weight of the act (0 for paid and give-away ones) times how far they are
    believed, so that a ring's answers to itself add nothing. An act without a dated post counts.

    Args:
        acts: Who acted on whom and on which post.
        believed: By act, 0 to 1; everybody in full when left out.
        days: How long after the post.
    """
    posts = len(acts.post_time)
    after = acts.time - np.append(acts.post_time, UNDATED)[acts.post]
    dated = np.append(acts.post_time, UNDATED)[acts.post] != UNDATED
    rows = np.flatnonzero((acts.post >= 0) & (acts.weight > 0) & (~dated | (after <= days * DAY)))
    pair = acts.post[rows].astype(np.int64) * max(acts.people, 1) + acts.actor[rows]
    _, first = np.unique(pair, return_index=True)
    rows = rows[first]
    value = acts.weight[rows] * (1.0 if believed is None else believed[rows])
    return np.asarray(np.bincount(acts.post[rows], value, minlength=posts), dtype=np.float64)


def belief_by_act(acts: Acts, pairs: Pairs) -> NDArray[np.float64]:
    """Return by act how far its responder is believed towards its driver, 0 to 1, as the ranking believes them.

    Nothing for acts of pairs that the ranking does not know.
    """
    if not len(pairs):
        return np.zeros(len(acts))
    wanted = acts.owner.astype(np.int64) * acts.people + acts.actor
    known = pairs.driver.astype(np.int64) * acts.people + pairs.responder
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, pairs.share[at], 0.0)


def voices(heard: Heard, rows: NDArray[np.bool_], caused: NDArray[np.float64]) -> tuple[Voice, ...]:
    """Return the voice of each brand among these rows, the own brand first.

    Share of voice: posts that name the brand over posts that name any compared brand. Share of driven
    voice: the same of the acts those posts caused, which shows a rival with few mentions and many
    conversations.

    Worked example: three posts name us and one names a rival, but that one drew six of eight acts: our
    share is 0.75, our driven share 0.25.
    """
    return _voices(heard, np.flatnonzero(rows), caused)


def voice_by(
    heard: Heard, rows: NDArray[np.bool_], caused: NDArray[np.float64], facet: Facet
) -> tuple[FacetVoice, ...]:
    """Return the voice of each brand in each part that was spoken in, in the order of the parts' codes."""
    chosen = np.flatnonzero(rows & (facet.code >= 0))
    chosen = chosen[np.argsort(facet.code[chosen], kind="stable")]
    codes, start = np.unique(facet.code[chosen], return_index=True)
    parts = np.split(chosen, start[1:]) if len(codes) else []
    return tuple(FacetVoice(code=code, label=facet.labels[code], voices=_voices(heard, part, caused))
                 for code, part in zip(codes.tolist(), parts, strict=True))


def by_week(heard: Heard) -> Facet:
    """Return the weeks in which things were said, each named by its Monday; undated rows have none."""
    dated = heard.time != UNDATED
    monday = np.full(len(heard), -1, np.int64)
    monday[dated] = (heard.time[dated] // DAY + 3) // 7  # the epoch began on a Thursday
    weeks, code = np.unique(monday[dated], return_inverse=True)
    monday[dated] = code
    labels = [str(np.datetime64(int(week) * 7 - 3, "D")) for week in weeks]
    return Facet(name="week", code=monday, labels=labels)


def by_place(heard: Heard, sites: Sequence[str]) -> Facet:
    """Return the sites on which things were said."""
    return Facet(name="place", code=heard.site.astype(np.int64), labels=sites)


def by_language(heard: Heard, language: NDArray[np.int64], names: Sequence[str]) -> Facet:
    """Return the languages in which things were said, told by post."""
    return Facet(name="language", code=language[heard.post], labels=names)


def by_community(heard: Heard, community: NDArray[np.int32], names: Sequence[str]) -> Facet:
    """Return the communities of those who spoke, by person; names by community code."""
    code = np.append(community, np.int32(-1))[heard.person]
    return Facet(name="community", code=code.astype(np.int64), labels=names)


def _voices(heard: Heard, rows: NDArray[np.int64], caused: NDArray[np.float64]) -> tuple[Voice, ...]:
    brands = len(heard.brands)
    pair = np.unique(heard.post[rows].astype(np.int64) * brands + heard.brand[rows])
    post, brand = pair // brands, pair % brands
    _, place, named = np.unique(post, return_inverse=True, return_counts=True)
    part = caused[post] / named[place] if len(post) else np.zeros(0)
    posts, acts = np.bincount(brand, minlength=brands), np.bincount(brand, part, minlength=brands)
    known = rows[heard.person[rows] >= 0]
    spoke = np.unique(heard.person[known].astype(np.int64) * brands + heard.brand[known]) % brands
    people = np.bincount(spoke, minlength=brands)
    return tuple(
        Voice(brand=one.name, posts=int(posts[code]), people=int(people[code]), share=_part(posts[code], posts.sum()),
              driven=float(acts[code]), driven_share=_part(acts[code], acts.sum()))
        for code, one in enumerate(heard.brands)
    )


def _part(some: float, whole: float) -> float | None:
    return float(some / whole) if whole > 0 else None
