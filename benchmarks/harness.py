"""Measuring fairly: peers in turns, best and median, memory in a fresh process, wall time only on a quiet machine."""

import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: Above this load per core, wall times say more about the neighbours than about us.
QUIET = 0.3
PACKAGES = ("influence", "numpy", "scipy", "numba", "igraph", "networkit", "networkx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One job's times in seconds, and what it says of the quality of its result."""

    job: str
    reps: int
    cpu_min: float
    cpu_median: float
    #: None when the machine was busy.
    wall_min: float | None
    #: First call: with compiling or reading from the cache.
    cpu_first: float
    notes: dict[str, float | str] = field(default_factory=dict)


def in_turns(
    jobs: Mapping[str, Callable[[], object]], reps: int,
    notes: Callable[[str, object], dict[str, float | str]] | None = None,
) -> list[Measured]:
    """Run each job once to warm up, then all of them in turn, `reps` times."""
    first: dict[str, float] = {}
    last: dict[str, object] = {}
    cpu: dict[str, list[float]] = {name: [] for name in jobs}
    wall: dict[str, list[float]] = {name: [] for name in jobs}
    for name, job in jobs.items():
        start = time.process_time()
        last[name] = job()
        first[name] = time.process_time() - start
    quiet = is_quiet()
    for _ in range(reps):
        for name, job in jobs.items():
            gc.collect()
            start_cpu, start = time.process_time(), time.perf_counter()
            last[name] = job()
            wall[name].append(time.perf_counter() - start)
            cpu[name].append(time.process_time() - start_cpu)
    return [
        Measured(job=name, reps=reps, cpu_min=min(cpu[name]), cpu_median=statistics.median(cpu[name]),
                 wall_min=min(wall[name]) if quiet else None, cpu_first=first[name],
                 notes=notes(name, last[name]) if notes else {})
        for name in jobs
    ]


def in_child(module: str, *arguments: str, timeout_s: float = 600) -> dict[str, float]:
    """Run `python -m module arguments` in a fresh process; return the JSON object it prints, with its peak memory.

    Peak memory of this process would hold whatever ran before.
    """
    done = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True,
                          timeout=timeout_s, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"{module} failed")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def peak_mb() -> float:
    """Return the most memory this process has held, in megabytes.

    From /proc where there is one: the maximum that getrusage gives is inherited from whoever forked us.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def is_quiet() -> bool:
    """Return whether the machine is idle enough for wall times."""
    return os.getloadavg()[0] <= QUIET * (os.cpu_count() or 1)


def surroundings() -> dict[str, object]:
    """Return what the numbers were measured on."""
    return {
        "python": platform.python_version(), "machine": platform.machine(), "cpu": _cpu_model(),
        "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
    }


def table(rows: list[Measured]) -> str:
    """Return the rows as a table for people."""
    lines = [f"{'job':34s} {'cpu min':>9s} {'median':>9s} {'wall min':>9s} {'first':>9s}"]
    for row in rows:
        wall = f"{row.wall_min:9.4f}" if row.wall_min is not None else "   (busy)"
        said = "  ".join(f"{key} {value:.3g}" if isinstance(value, float) else f"{key} {value}"
                         for key, value in row.notes.items())
        lines.append(f"{row.job:34s} {row.cpu_min:9.4f} {row.cpu_median:9.4f} {wall} {row.cpu_first:9.4f}  {said}")
    return "\n".join(lines)


def as_json(group: str, rows: list[Measured]) -> dict[str, object]:
    """Return a group's rows for the JSON report."""
    return {"group": group, "rows": [asdict(row) for row in rows]}


def _cpu_model() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
