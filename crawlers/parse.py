"""Parser processes: pages are read in children that can be killed, within a time and a memory limit."""

import logging
import multiprocessing
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from crawlers.errors import ReaderError, ReadError
from crawlers.reading import Reading, reading
from crawlers.records import Page

#: Longest that one page may take, and most memory its reading may add, before its child is killed.
LIMIT_S = 20.0
LIMIT_BYTES = 512 * 1024 * 1024
#: Pages after which a child is replaced, against slow leaks in libraries.
PAGES_PER_CHILD = 5000
#: Errors of a page whose child was lost, which may be the machine's fault: it is tried once more, and by the next run.
LOST = frozenset({"too_slow_to_read", "reader_lost"})
_WAIT_FOR_END_S = 5.0
_log = logging.getLogger(__name__)


class Parser:
    """One child process that reads pages; for use by one thread. A child that is lost is replaced."""

    def __init__(self, *, limit_s: float = LIMIT_S, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit_s = limit_s
        self._limit_bytes = limit_bytes
        self._context = _context()
        self._child: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None
        self._read = 0

    def read(self, page: Page, status: int = 200) -> Reading:
        """Return what the page yields; a page whose child was lost is given to a fresh one, once.

        A busy machine loses children as well as a bad page does, and only the second try tells the two apart.

        Raises:
            ReaderError: No child can be started; no page can be read.
            ReadError: It took too long (`too_slow_to_read`) or brought its child down (`reader_lost`), both
                twice; or it needed too much memory or failed (`unreadable`). The page is to be marked and left.
        """
        try:
            return self._read_once(page, status)
        except ReadError as error:
            if error.code not in LOST:
                raise
            _log.info("%s: once more", error)
        return self._read_once(page, status)

    def _read_once(self, page: Page, status: int) -> Reading:
        line = self._ready_line()
        try:
            line.send((page, status))
            if not line.poll(self._limit_s):
                self.close(kill=True)
                raise ReadError("this page took too long to read", about=page.url, code="too_slow_to_read")
            result = line.recv()
        except (EOFError, OSError) as error:
            self.close(kill=True)
            raise ReadError("this page brought its reader down", about=page.url, code="reader_lost") from error
        if isinstance(result, Reading):
            return result
        raise ReadError("this page needs too much memory or cannot be read", about=page.url)

    def close(self, *, kill: bool = False) -> None:
        """End the child: politely, or at once."""
        child, line = self._child, self._line
        self._child = self._line = None
        self._read = 0
        if line is not None:
            line.close()
        if child is not None:
            if kill:
                child.kill()
            child.join(_WAIT_FOR_END_S)
            if child.is_alive():  # pragma: no cover  a child that ignores the end of its line
                child.kill()
                child.join()

    @property
    def pid(self) -> int | None:
        """Return the child's process id; None while there is none."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Start the child now; it is ready when its first page comes."""
        self._ready_line()

    def _ready_line(self) -> Connection:
        if self._read >= PAGES_PER_CHILD or (self._child is not None and not self._child.is_alive()):
            self.close()
        self._read += 1
        if self._line is None:
            ours, theirs = self._context.Pipe()
            child = self._context.Process(  # type: ignore[attr-defined]  # every context has it, the base does not say
                target=_serve, args=(theirs, self._limit_bytes), daemon=True, name="page-parser")
            try:
                child.start()
            except (OSError, EOFError) as error:
                ours.close()
                raise ReaderError from error
            finally:
                theirs.close()
            self._child, self._line = child, ours
        return self._line


def _context() -> multiprocessing.context.BaseContext:
    """Return how children are started: forked off a server that has the readers loaded, where there is such a thing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():  # pragma: no cover  Windows
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawlers.preloaded"])
    return context


def _serve(line: Connection, limit_bytes: int) -> None:
    """Read pages until the line ends. Runs in the child, which leaves Ctrl-C to its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.setrecursionlimit(3000)
    _limit_memory(limit_bytes)
    with suppress(EOFError, OSError):
        while True:
            page, status = line.recv()
            try:
                result: Reading | str = reading(page, status)
            except (MemoryError, RecursionError, ValueError, TypeError, LookupError, AttributeError) as error:
                result = type(error).__name__
            line.send(result)


def _limit_memory(limit_bytes: int) -> None:
    """Let the child's data grow by so much; a system without such limits keeps the time limit alone."""
    try:
        import resource  # noqa: PLC0415  Unix only
    except ImportError:  # pragma: no cover  Windows
        return
    used = _data_bytes()
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (used + limit_bytes, used + limit_bytes))


def _data_bytes() -> int:
    """Return the size of this process's data so far (Linux), 300 MB where the system does not say."""
    with suppress(OSError, ValueError, IndexError, StopIteration):
        rows = Path("/proc/self/status").read_text("ascii").splitlines()
        return next(int(row.split()[1]) * 1024 for row in rows if row.startswith("VmData:"))
    return 300 * 1024 * 1024
