"""The four I's of a community: involvement, interaction, intimacy, influence (Forrester: Haven 2007)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.acts import Acts
from influence.model.columns import UNDATED
from influence.model.heard import FIRST_HAND, TONES, Heard, Tone

_PRAISE, _COMPLAINT = TONES.index(Tone.PRAISE), TONES.index(Tone.COMPLAINT)
#: Fewer people than this who name the brand tell no intimacy.
LEAST_PEOPLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FourIs:
    """How close one community is to the brand; each number stands for itself, they are never summed."""

    community: int
    members: int
    #: Part of the members who named the brand or wrote of its topics in the window.
    involvement: float
    #: Acts of the involved members on others, each.
    interaction: float
    #: Praise less complaints over both, -1 to 1, of people; None when fewer than three judged.
    intimacy: float | None
    #: Part of those who named the brand who have or made it themselves; None when fewer than three named it.
    first_hand: float | None
    #: Different people moved by the members' posts that name the brand, for each member who named it; None for none.
    influence: float | None


def four_is(
    heard: Heard, rows: NDArray[np.bool_], brand: int, acts: Acts, community: NDArray[np.int32],
    on_topic: NDArray[np.bool_],
) -> tuple[FourIs, ...]:
    """Return the four I's of each community that has an involved member, the most involved people first.

    Worked example: of ten members four wrote about the brand or its topics (involvement 0.4) and acted
    12 times on others (interaction 3); three named it, two kindly and one not (intimacy 1/3); their posts
    moved six different people (influence 2).

    Args:
        heard: What was said.
        rows: Which rows are voices within the window.
        brand: Code of the brand.
        acts: Who acted on whom; `since` and `until` are those of the window.
        community: By person; -1 for none.
        on_topic: By post, whether it is about the brand's topics.
    """
    named = rows & (heard.brand == brand) & (heard.person >= 0)
    naming = _marked(acts.people, heard.person[named])
    written = (acts.post_author >= 0) & on_topic & (acts.post_time <= acts.until)
    written &= (acts.post_time >= acts.since) | (acts.post_time == UNDATED)
    involved = naming | _marked(acts.people, acts.post_author[written])
    balance = _balance(heard, named, acts.people)
    own = _marked(acts.people, heard.person[named & ((heard.flags & FIRST_HAND) > 0)])
    counted = (acts.weight > 0) & (acts.time >= acts.since)
    acted = np.bincount(acts.actor[counted], minlength=acts.people)
    posts = np.zeros(len(acts.post_time) + 1, np.bool_)
    posts[heard.post[named]] = True
    moved = (acts.post >= 0) & posts[acts.post] & counted
    made = []
    for code in np.unique(community[involved & (community >= 0)]).tolist():
        inside = community == code
        here, judged, names = inside & involved, inside & (balance != 0), inside & naming
        by_them = np.unique(acts.actor[moved & inside[acts.owner]])
        made.append(FourIs(
            community=code, members=int(inside.sum()), involvement=float(here.sum() / inside.sum()),
            interaction=float(acted[here].mean()),
            intimacy=float(balance[judged].mean()) if judged.sum() >= LEAST_PEOPLE else None,
            first_hand=float(own[names].mean()) if names.sum() >= LEAST_PEOPLE else None,
            influence=len(by_them) / int(names.sum()) if names.any() else None))
    return tuple(sorted(made, key=lambda one: (-one.involvement * one.members, one.community)))


def _marked(people: int, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
    marked = np.zeros(people, np.bool_)
    marked[codes] = True
    return marked


def _balance(heard: Heard, named: NDArray[np.bool_], people: int) -> NDArray[np.float64]:
    """Return 1 for people who praise more than they complain, -1 for the reverse, 0 for neither."""
    sign = (heard.tone == _PRAISE).astype(np.float64) - (heard.tone == _COMPLAINT)
    return np.asarray(np.sign(np.bincount(heard.person[named], sign[named], minlength=people)), dtype=np.float64)
