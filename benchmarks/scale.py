"""How the score grows: time and memory at 1e5, 1e6 and 1e7 acts, each in a process of its own.

python -m benchmarks.scale score 1000000     one size, in this process; prints JSON
"""

import json
import sys
import time

from benchmarks.generators import community
from benchmarks.harness import Measured, in_child, is_quiet, peak_mb
from influence.ranking import receipts, score
from influence.ranking.evaluate import evaluate

SIZES, LARGEST = (100_000, 1_000_000), 10_000_000
#: Agreed for 1e7 acts: seconds and megabytes.
SECONDS, MEGABYTES = 30.0, 4096.0


def one(what: str, acts: int) -> dict[str, float]:
    """Return seconds and peak memory of one run on a made-up community."""
    world = community(acts)
    before = peak_mb()
    cpu, wall = time.process_time(), time.perf_counter()
    receipts_from = cpu
    if what == "score":
        ranking = score(world)
        receipts_from = time.process_time()
        top = [receipts(world, ranking, person.code) for person in ranking.scores[:25]]
        found = sum(map(len, top))
    else:
        found = len(evaluate(world).cuts)
    end = time.process_time()
    return {"acts": len(world), "people": world.people, "cpu": end - cpu, "receipts_cpu": end - receipts_from,
            "wall": time.perf_counter() - wall, "input_mb": before, "peak_mb": peak_mb(), "found": found}


def run(what: str, *, full: bool = False) -> list[Measured]:
    """Return one row per size."""
    rows = []
    for size in (*SIZES, LARGEST) if full else SIZES:
        found = in_child("benchmarks.scale", what, str(size))
        rows.append(Measured(
            job=f"{what} of {size:,} acts", reps=1, cpu_min=found["cpu"], cpu_median=found["cpu"],
            wall_min=found["wall"] if is_quiet() else None, cpu_first=found["cpu"],
            notes={"peak MB": found["peak_mb"], "receipts s": found["receipts_cpu"], "receipts": found["found"],
                   "us per act": found["cpu"] / found["acts"] * 1e6},
        ))
    return rows


def misses(rows: list[Measured]) -> list[str]:
    """Return what is over the agreed time or memory at 1e7 acts."""
    return [f"{row.job}: {row.cpu_min:.1f} s, {row.notes['peak MB']:.0f} MB" for row in rows
            if row.job.startswith(f"score of {LARGEST:,}")
            and (row.cpu_min > SECONDS or float(row.notes["peak MB"]) > MEGABYTES)]


if __name__ == "__main__":
    print(json.dumps(one(sys.argv[1], int(sys.argv[2]))))
