"""Who moved whom: activities of one person on another, coded by person. What every score reads."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Acts:
    """One row per act, sorted by time, then key; made by `influence.graph.build.acts`.

    An act is a reply, link, mention, share or adoption by one person (`actor`, the responder) on
    another (`owner`, the driver). Self acts, acts of bots and staff, and acts whose owner is not
    known are left out before; what counts nothing (sponsored, give-away) stays with weight 0.
    """

    #: Number of people; person codes run from 0 to people - 1.
    people: int
    #: Person code of the responder.
    actor: NDArray[np.int32]
    #: Person code of the driver.
    owner: NDArray[np.int32]
    #: Code into `influence.model.columns.VERBS`.
    verb: NDArray[np.int8]
    #: Epoch seconds, UTC; never UNDATED: an act without a date stands at its post's date plus the usual
    #: delay (`inferred` says so).
    time: NDArray[np.int64]
    #: True where the time was inferred.
    inferred: NDArray[np.bool_]
    #: Post code of what was acted on (index into the post arrays below); -1 for an act on a person without a post.
    post: NDArray[np.int32]
    #: Post code in which it was done; -1 for none.
    result: NDArray[np.int32]
    #: Weight of the act: 1 by default, its kind's weight from settings; 0 for sponsored and give-away acts.
    weight: NDArray[np.float64]
    #: Row in `Columns.activities`, for receipts.
    row: NDArray[np.int64]
    #: Person code of each post's author; -1 unknown.
    post_author: NDArray[np.int32]
    #: Epoch seconds of each post; UNDATED when not known.
    post_time: NDArray[np.int64]
    #: Site code of each post.
    post_site: NDArray[np.int32]
    #: True for people whose standing may count in full: False for name-only commenters (standing capped at 0.5).
    linked: NDArray[np.bool_]
    #: True for persons that may be ranked (not organisations, bots, staff).
    rankable: NDArray[np.bool_]
    #: First and last second that count, epoch; acts after `until` are left out.
    since: int
    until: int
    #: Rows of acts (values of `row`, sorted) that repeat pasted words (`influence.graph.pasted`); their weight is 0.
    copied: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def __len__(self) -> int:
        """Return the number of acts."""
        return len(self.actor)
