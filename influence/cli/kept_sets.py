"""Choosing a team by sampled sets, which are kept in the project folder. Import only inside a command."""

import os
import zlib
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from tokenize import TokenError
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from influence.errors import InfluenceError
from influence.export.files import whole
from influence.model.acts import Acts
from influence.ranking.ranking import Pairs
from influence.shortlist.choice import Choice
from influence.shortlist.opim import Aim, Pool, chosen, filled
from influence.shortlist.probabilities import Influences, learned
from influence.shortlist.sampling import Sets, sampler
from influence.shortlist.team import Allowed, Chooser

#: In the project folder; safe to delete.
FILE_NAME = "influence.sets"
#: Of the content of the file: another number makes older files unread.
VERSION = 1
#: At least so many sets to choose by: small projects then choose as exactly as counting allows.
LEAST_SETS = 1 << 17
#: Larger sets are drawn again, which takes seconds: those of sparse networks are millions, nearly all empty.
MOST_BYTES = 64_000_000
#: What reading a file with damaged bytes can raise: in the archive, in the headers of its arrays, in their shapes.
_DAMAGED = (OSError, ValueError, TypeError, LookupError, EOFError, RuntimeError, OverflowError, MemoryError,
            BadZipFile, TokenError, SyntaxError, zlib.error)
#: Fewer links than this are not worth a second thread.
_MANY_LINKS = 1_000_000


def by_samples(folder: Path, found: Acts, pairs: Pairs, size: int) -> Chooser:
    """Return what chooses by sampled sets of who moves whom, directly or through others, as learned from the acts.

    Sets drawn before for the same acts are read from the folder; a rule changed draws none.
    """
    learnt = learned(found, (pairs.responder, pairs.driver, pairs.living * pairs.share))
    threads = min(2, os.cpu_count() or 1) if len(learnt.driver) >= _MANY_LINKS else 1
    drawer = sampler(learnt, threads=threads)
    aim = Aim(size=min(size, max(1, learnt.people)), least=LEAST_SETS)
    path, key = folder / FILE_NAME, content_key(learnt, drawer.seed)
    before = read_pool(path, key, learnt.people)
    pool = filled(drawer, aim, before)
    if before is None or len(pool) > len(before) or pool.enough != before.enough:
        write_pool(path, key, pool)

    def choose(candidates: NDArray[np.int32], required: tuple[int, ...], allowed: Allowed | None) -> Choice:
        return chosen(pool, candidates, aim, learnt.people, required=required, allowed=allowed)

    return choose


def content_key(learnt: Influences, seed: int) -> NDArray[np.uint8]:
    """Return what tells whether sets were drawn from these very influences."""
    digest = blake2b(f"{VERSION} {seed}".encode(), digest_size=16)
    for array in (learnt.start, learnt.driver, learnt.chance):
        digest.update(np.ascontiguousarray(array).data)
    return np.frombuffer(digest.digest(), np.uint8)


def read_pool(path: Path, key: NDArray[np.uint8], people: int) -> Pool | None:
    """Return the sets kept in a file; None when there is none, it is of other acts, or is damaged."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            if not np.array_equal(kept["key"], key):
                return None
            parts = [Sets(kept[f"members_{n}"], kept[f"ends_{n}"]) for n in (0, 1)]
            pool = Pool(parts[0], parts[1], _aims(kept["enough"]))
    except _DAMAGED:
        return None
    if any(not _whole(part, people) for part in parts):
        return None
    return pool if all(0 < count <= len(pool) for count in pool.enough.values()) else None


def write_pool(path: Path, key: NDArray[np.uint8], pool: Pool) -> None:
    """Keep the sets, whole or not at all; too large ones are not kept, nor any where nothing can be written."""
    if sum(part.members.nbytes + part.ends.nbytes for part in (pool.chosen_by, pool.judged_by)) > MOST_BYTES:
        return
    aims = sorted(pool.enough, key=lambda aim: (aim.size, aim.epsilon, aim.least))
    rows = np.array([[aim.size, aim.epsilon, aim.least, pool.enough[aim]] for aim in aims], np.float64)
    try:
        with whole(path) as stream:
            np.savez(stream, key=key, enough=rows, members_0=pool.chosen_by.members, ends_0=pool.chosen_by.ends,
                     members_1=pool.judged_by.members, ends_1=pool.judged_by.ends)
    except InfluenceError:
        return


def _whole(part: Sets, people: int) -> bool:
    """Return whether a file's sets can be used without harm."""
    ends, members = part.ends, part.members
    sound = ends.dtype == np.int64 and members.dtype == np.int32 and ends.ndim == members.ndim == 1 and len(ends) > 0
    return bool(sound and ends[0] == 0 and ends[-1] == len(members) and (np.diff(ends) >= 0).all()
                and (not len(members) or (members.min() >= 0 and members.max() < people)))


def _aims(rows: NDArray[np.float64]) -> Mapping[Aim, int]:
    return {Aim(size=int(size), epsilon=float(epsilon), least=int(least)): int(count)
            for size, epsilon, least, count in rows.tolist()}
