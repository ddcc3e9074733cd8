"""A command under measurement: wall time, CPU of it and of all its descendants, most memory they held at once."""

import ctypes
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_CHILD_SUBREAPER = 36
_LOOK_EVERY_S = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a command took."""

    wall_s: float
    #: User and system time of every process it started, orphans included.
    cpu_s: float
    #: Most memory all its processes held together, shared pages counted once (Linux: PSS).
    peak_mb: float


def measured(command: list[str]) -> Cost:
    """Run a command to its end; return what it took. Linux."""
    ctypes.CDLL(None).prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)  # orphans (a fork server) come to us to be counted
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=sys.stderr, start_new_session=True)
    peak, done = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, done))
    watcher.start()
    cpu_s = wall_s = 0.0
    left = True
    while left:
        pid, _, usage = os.wait4(-1 if wall_s else process.pid, 0)
        cpu_s += usage.ru_utime + usage.ru_stime
        if pid == process.pid:
            wall_s = time.perf_counter() - begun
        left = bool(_session(process.pid))
    done.set()
    watcher.join()
    return Cost(wall_s=wall_s, cpu_s=cpu_s, peak_mb=peak[0])


def _watch(session: int, peak: list[float], done: threading.Event) -> None:
    while not done.wait(_LOOK_EVERY_S):
        peak[0] = max(peak[0], sum(map(_memory_mb, _session(session))))


def _session(number: int) -> list[int]:
    """Return the processes of a session, by its leader."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == number and int(fields[1]) != 0:
                found.append(int(entry.name))
    return found


def _memory_mb(pid: int) -> float:
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(row.split()[1]) / 1024 for row in rows if row.startswith("Pss:")), 0.0)
