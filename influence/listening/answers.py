"""Mentions that nobody of the brand's own answered, and for how long; beside rivals where their people are known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influence.model.columns import UNDATED, UNKNOWN, PostColumns
from influence.model.heard import TONES, Heard, Tone

DAY = 86_400
#: What asks for an answer.
_ASKS = (TONES.index(Tone.COMPLAINT), TONES.index(Tone.QUESTION))


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A complaint or question to a brand that its people did not answer in that thread."""

    #: Row of `Heard`.
    row: int
    days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """How a brand answers those who name it."""

    brand: str
    #: Posts that complain or ask.
    asked: int
    #: Those in whose thread one of the brand's people wrote later; None when none of its people was ever seen.
    answered: int | None
    #: Median days until then; None without an answer.
    days: float | None
    #: Not answered, longest first.
    open: tuple[Open, ...]


def answering(
    heard: Heard, rows: NDArray[np.bool_], posts: PostColumns, own: tuple[NDArray[np.bool_], ...], until: int,
    author: NDArray[np.int32],
) -> tuple[Answering, ...]:
    """Return how each brand answers complaints and questions, in the order of `Heard.brands`.

    Args:
        heard: What was said.
        rows: Which rows are voices.
        posts: All posts.
        own: By brand, which people are its own.
        until: End of the window, epoch seconds; waiting counts up to it.
        author: Person code of each post's author.
    """
    return tuple(_answering(heard, rows, posts, (brand, own[brand]), until, author)
                 for brand in range(len(heard.brands)))


def _answering(
    heard: Heard, rows: NDArray[np.bool_], posts: PostColumns, brand: tuple[int, NDArray[np.bool_]], until: int,
    author: NDArray[np.int32],
) -> Answering:
    code, people = brand
    chosen = np.flatnonzero(rows & (heard.brand == code) & np.isin(heard.tone, _ASKS) & (heard.time != UNDATED)
                            & (heard.time <= until))
    _, first = np.unique(heard.post[chosen], return_index=True)
    chosen = chosen[first]
    wrote = np.flatnonzero(np.append(people, False)[author] & (author != UNKNOWN) & (posts.time != UNDATED)
                           & (posts.time <= until))
    order = wrote[np.lexsort((posts.time[wrote], posts.thread[wrote]))]
    places = posts.thread[order]
    waited, left = [], []
    for row in chosen.tolist():
        thread = posts.thread[heard.post[row]]
        start, end = np.searchsorted(places, [thread, thread + 1])
        later = posts.time[order[start:end]]
        later = later[later >= heard.time[row]]
        if len(later):
            waited.append((int(later[0]) - int(heard.time[row])) / DAY)
        else:
            left.append(Open(row=row, days=(until - int(heard.time[row])) / DAY))
    left.sort(key=lambda one: (-one.days, one.row))
    return Answering(brand=heard.brands[code].name, asked=len(chosen), answered=len(waited) if len(wrote) else None,
                     days=float(np.median(waited)) if waited else None, open=tuple(left))
