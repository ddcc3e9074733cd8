"""One crawl at a time per project: a lock the system releases when the process ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from influence.errors import ProjectBusyError, ProjectError

try:
    import fcntl
except ImportError:  # pragma: no cover  Windows, where the database's own lock has to do
    fcntl = None  # type: ignore[assignment]  # the module, or nothing

LOCK_NAME = "influence.crawl.lock"


@contextmanager
def crawl_lock(folder: Path) -> Iterator[None]:
    """Hold the right to crawl for a project folder.

    Raises:
        ProjectBusyError: Another crawl holds it; the message names its process.
        ProjectError: The folder cannot be written to.
    """
    path = folder / LOCK_NAME
    try:
        handle = path.open("a+", encoding="ascii")
    except OSError as error:
        raise ProjectError("this project cannot be written to", about=str(folder),
                           hint="make the folder writable, or work on a copy of it") from error
    with handle:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                handle.seek(0)
                holder = handle.read(20).strip() or "unknown"
                raise ProjectBusyError(
                    f"another crawl of this project is running (process {holder})", about=str(folder),
                    hint="wait until it has ended, or stop it with Ctrl-C") from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield
