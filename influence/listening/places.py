"""Places and communities by how much they drive: where people act because of what was said."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.ranking.window import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A place or a community as one driver."""

    code: int
    #: Different people who act on what is said there, each fading with the time since the last act.
    living_audience: float
    #: Different people who acted on it at all, and their acts.
    people_moved: int
    acts: int
    #: Dated or not, posts written there; different people who wrote them.
    posts: int
    authors: int

    @property
    def rate(self) -> float | None:
        """Return acts for each post; None without posts."""
        return self.acts / self.posts if self.posts else None


def places(acts: Acts, window: Window, believed: NDArray[np.float64]) -> list[Driver]:
    """Return the sites by their living audience, largest first (see `drivers`)."""
    site = np.append(acts.post_site, np.int32(-1))[acts.post]
    return drivers(acts, window, believed, (site, acts.post_site))


def communities(
    acts: Acts, window: Window, believed: NDArray[np.float64], community: NDArray[np.int32]
) -> list[Driver]:
    """Return the communities by their living audience, largest first; an act counts where the one acted on belongs."""
    of_post = np.append(community, np.int32(-1))[acts.post_author]
    return drivers(acts, window, believed, (community[acts.owner], of_post))


def drivers(
    acts: Acts, window: Window, believed: NDArray[np.float64], where: tuple[NDArray[np.int32], NDArray[np.int32]]
) -> list[Driver]:
    """Return places by their living audience: as R of a person, with the place in the person's stead.

    Each responder counts once for each place, by the best of their acts there: its fading times its
    weight times how far the responder is believed. So a ring that answers itself lifts no place.

    Args:
        acts: Who acted on whom.
        window: How the past fades.
        believed: By act, 0 to 1.
        where: Code of the place of each act and of each post; -1 for none.
    """
    of_act, of_post = where
    counted = np.flatnonzero((of_act >= 0) & (acts.weight > 0) & (acts.time >= window.since))
    value = window.fading(acts.time[counted]) * np.minimum(acts.weight[counted], 1.0) * believed[counted]
    people = max(acts.people, 1)
    pair, place = np.unique(of_act[counted].astype(np.int64) * people + acts.actor[counted], return_inverse=True)
    best = np.zeros(len(pair))
    np.maximum.at(best, place, value)
    size = int(max(of_act.max(initial=-1), of_post.max(initial=-1))) + 1
    living = np.bincount(pair // people, best, minlength=size)
    moved = np.bincount(pair // people, minlength=size)
    total = np.bincount(of_act[counted], minlength=size)
    written = np.flatnonzero((of_post >= 0) & ((acts.post_time == UNDATED) | (acts.post_time >= window.since))
                             & (acts.post_time <= window.until))
    posts = np.bincount(of_post[written], minlength=size)
    known = written[acts.post_author[written] >= 0]
    wrote = np.unique(of_post[known].astype(np.int64) * people + acts.post_author[known])
    authors = np.bincount(wrote // people, minlength=size)
    made = [Driver(code=code, living_audience=float(living[code]), people_moved=int(moved[code]), acts=int(total[code]),
                   posts=int(posts[code]), authors=int(authors[code]))
            for code in np.flatnonzero((posts > 0) | (total > 0)).tolist()]
    return sorted(made, key=lambda one: (-one.living_audience, -one.people_moved, one.code))
