"""One place where igraph is given its randomness, so that a seed decides it."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import igraph


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let igraph draw from a generator of this seed inside the `with`, and from Python's own after it."""
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311  layout, not secrets
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
