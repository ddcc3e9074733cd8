"""How fast tables are loaded, read back as columns, and ranked.

    python -m benchmarks.load --acts 10000000 --people 1000000

Makes a CSV of acts with a fixed seed, loads it into a new project, reads the columns, and prints
one JSON object: seconds (wall and CPU), rows per second and peak memory of each step, every step
in a process of its own; the last step, `rank`, is split into CPU seconds by stage.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

STEPS = ("load", "columns", "accounts", "rank")


def make(path: Path, acts: int, people: int, *, posts: bool) -> None:
    """Write a table of acts (or of posts that answer earlier ones), heavy-tailed like real ones."""
    random = np.random.default_rng(7)
    actor = random.integers(0, people, acts)
    driver = (people * random.random(acts) ** 3).astype(np.int64)
    moment = np.sort(random.integers(1_600_000_000, 1_700_000_000, acts))
    parent = (np.arange(acts) * random.random(acts)).astype(np.int64)
    verb = np.array(["reply", "link", "mention", "share"])[random.integers(0, 4, acts)]
    with path.open("w", encoding="utf-8") as file:
        file.write("author,time,id,in_reply_to\n" if posts else "actor,verb,object,time\n")
        for start in range(0, acts, 200_000):
            rows = range(start, min(start + 200_000, acts))
            if posts:
                file.writelines(f"u{actor[at]},{moment[at]},{at},{parent[at] if at % 3 else -1}\n" for at in rows)
            else:
                file.writelines(f"u{actor[at]},{verb[at]},u{driver[at]},{moment[at]}\n" for at in rows)


def stages(folder: Path) -> dict[str, float]:
    """Rank a project as the command does and return CPU seconds by stage: columns, people, acts, score, receipts."""
    from influence.cli import pipeline
    from influence.ranking import receipts
    from influence.store.project import Project

    found: dict[str, float] = {}
    last = time.process_time()

    def lap(stage: str) -> None:
        nonlocal last
        now = time.process_time()
        found[f"{stage}_cpu_s"], last = round(now - last, 2), now

    with Project.open(folder) as project:
        project.columns()
        lap("columns")
        known = pipeline.world(project)
        lap("people")
        acts = pipeline.acts(known)
        lap("acts")
        ranked = pipeline.ranking(known, acts)
        lap("score")
        for person in ranked.scores[:25]:
            receipts(acts, ranked, person.code)
        lap("receipts")
    return found | {"rows": len(acts)}


def step(name: str, folder: Path, table: Path) -> dict[str, float]:
    """Run one step here and return what it took."""
    from crawlers.load.formats import TableOptions
    from influence.store.loading import load
    from influence.store.project import Project

    wall, cpu = time.perf_counter(), time.process_time()
    if name == "rank":
        found = stages(folder)
        return _taken(int(found["rows"]), wall, cpu) | found
    with Project.open(folder, create=True) as project:
        if name == "load":
            count = load(project, table, TableOptions(), now=1_700_000_000).rows
        elif name == "columns":
            count = len(project.columns().activities)
        else:
            count = len(project.accounts())
    return _taken(count, wall, cpu)


def _taken(count: int, wall: float, cpu: float) -> dict[str, float]:
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": count, "wall_s": round(wall, 2), "cpu_s": round(cpu, 2), "rows_per_s": round(count / wall),
            "peak_mib": round(peak)}


def main() -> None:
    """Make the table, run every step in a process of its own, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--posts", action="store_true", help="A table of posts that answer each other.")
    parser.add_argument("--step", nargs=3, metavar=("NAME", "FOLDER", "TABLE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        name, folder, table = options.step
        print(json.dumps(step(name, Path(folder), Path(table))))
        return
    with tempfile.TemporaryDirectory() as scratch:
        table = Path(scratch) / "table.csv"
        make(table, options.acts, options.people, posts=options.posts)
        found: dict[str, object] = {"acts": options.acts, "people": options.people, "posts": options.posts,
                                    "load_average": os.getloadavg()[0], "table_mib": table.stat().st_size >> 20}
        for name in STEPS:
            done = subprocess.run([sys.executable, "-m", "benchmarks.load", "--step", name, scratch, str(table)],
                                  check=True, capture_output=True, text=True)
            found[name] = json.loads(done.stdout)
        found["database_mib"] = (Path(scratch) / "influence.db").stat().st_size >> 20
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
