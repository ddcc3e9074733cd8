"""All that a project holds for analysis, as numpy arrays with integer codes.

The one seam between the store and everything that computes: the store fills these, and from here
on there is no loop over Python objects. Codes index the lists of ids, which are sorted, so that
the same data gives the same codes whatever the order it came in.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Place, PostKind, Verb

#: Verbs, places and kinds by code.
VERBS: tuple[Verb, ...] = tuple(Verb)
PLACES: tuple[Place, ...] = tuple(Place)
POST_KINDS: tuple[PostKind, ...] = tuple(PostKind)
#: The time of what has no date, and the code of what is unknown.
UNDATED = np.iinfo(np.int64).min
UNKNOWN = -1

#: Bits of `ActivityColumns.rel`.
REL_NOFOLLOW, REL_UGC, REL_SPONSORED, REL_ME = 1, 2, 4, 8
#: Bits of `PostColumns.flags`: payment or gifts disclosed; a give-away.
POST_SPONSORED, POST_GIVEAWAY = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PostColumns:
    """One row per post, sorted by key (a content hash of its address)."""

    #: Store key of the post, for fetching its text, title and address.
    key: NDArray[np.int64]
    #: Account code of the author; UNKNOWN when not known.
    author: NDArray[np.int32]
    #: Epoch seconds, UTC; UNDATED when not known.
    time: NDArray[np.int64]
    #: Site code.
    site: NDArray[np.int32]
    #: Code into POST_KINDS.
    kind: NDArray[np.int8]
    #: Code of the post that opened its thread; its own code when it stands alone.
    thread: NDArray[np.int32]
    #: POST_SPONSORED | POST_GIVEAWAY.
    flags: NDArray[np.uint8]

    def __len__(self) -> int:
        """Return the number of posts."""
        return len(self.key)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActivityColumns:
    """One row per activity, sorted by time (undated first), then key."""

    #: Store key of the activity, for its quote, address and evidence.
    key: NDArray[np.int64]
    #: Code into VERBS.
    verb: NDArray[np.int8]
    #: Account code of who acted.
    actor: NDArray[np.int32]
    #: Account code of who owns the object: stated, or the author of the object post, or the one account
    #: a site belongs to; UNKNOWN when none of these is known.
    owner: NDArray[np.int32]
    #: Post code of the object; UNKNOWN when the object is no post we know.
    post: NDArray[np.int32]
    #: Post code of the post in which it was done; UNKNOWN for none.
    result: NDArray[np.int32]
    #: Epoch seconds, UTC; UNDATED when not known.
    time: NDArray[np.int64]
    #: Code into PLACES.
    place: NDArray[np.int8]
    #: REL_* bits.
    rel: NDArray[np.uint8]
    #: Code of the item for `adopt` (index into `Columns.items`); UNKNOWN for other verbs.
    item: NDArray[np.int32]

    def __len__(self) -> int:
        """Return the number of activities."""
        return len(self.key)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """Everything a score may look at."""

    #: Account ids by code, sorted.
    accounts: list[str]
    #: Sites by code, sorted.
    sites: list[str]
    #: Adopted items by code, sorted.
    items: list[str]
    posts: PostColumns
    activities: ActivityColumns
    #: Newest fetch or load, epoch seconds; acts dated later than this are wrong. UNDATED when nothing was read.
    read_until: int = UNDATED
