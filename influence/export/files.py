"""Writing a file whole or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from influence.errors import InfluenceError


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing under a temporary name beside `path`; rename it when all went well.

    An older file of that name stays as it was until then, and if anything goes wrong.

    Raises:
        InfluenceError: The folder does not exist or cannot be written to, or the disk is full.
    """
    if path.is_dir():
        raise InfluenceError("this is a folder, not a file", about=str(path), hint="give a file name in it")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=1 << 20) as stream:
            yield stream
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write text pieces as UTF-8, whole or not at all; what UTF-8 cannot hold (lone surrogates) is left out."""
    with whole(path) as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8", "ignore"))


def _unwritable(path: Path, error: OSError) -> InfluenceError:
    return InfluenceError(f"cannot be written: {error.strerror or error}", about=str(path),
                          hint="is the folder there, may you write to it, and is the disk full?")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
