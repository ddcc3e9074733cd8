"""Run benchmarks: `python -m benchmarks.run --group pagerank [--json out.json] [--gate]`.

pagerank    PageRank at 1e7 links against igraph and NetworKit
score       the score at 1e5, 1e6 and (--full) 1e7 acts: time, memory, growth
evaluate    evaluation on a made-up community
choice      a team of fifty by sampled sets, beside compiled programs where given (see benchmarks/choice.py)
ranking     the table of docs/scores_table.md (see benchmarks/ranking/table.py)
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks import choice, harness, pagerank, scale
from benchmarks.ranking import table

GROUPS = ("pagerank", "score", "evaluate", "choice", "ranking")


def main() -> int:
    """Run the groups asked for, print their tables, write the JSON, and say which floors were missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--group", action="append", choices=GROUPS, required=True)
    options.add_argument("--json", type=Path, help="write all numbers there")
    options.add_argument("--gate", action="store_true", help="exit 1 when a floor is not met")
    options.add_argument("--full", action="store_true", help="the largest sizes too (minutes)")
    options.add_argument("--scale", type=int, default=20, help="pagerank: people as a power of two")
    options.add_argument("--edges", type=int, default=10_000_000, help="pagerank: links drawn")
    for program in choice.PROGRAMS:
        options.add_argument(f"--{program}", type=Path, help=f"choice: the {program} program to compare with")
    given = options.parse_args()
    report: dict[str, object] = {"surroundings": harness.surroundings(), "groups": []}
    missed: list[str] = []
    groups: list[object] = []
    for group in given.group:
        if group == "ranking":
            sys.argv = ["table", *(["--gate"] if given.gate else [])]
            missed += ["ranking"] if table.main() else []
            continue
        if group == "pagerank":
            rows = pagerank.run(given.scale, given.edges)
            missed += pagerank.misses(rows)
        elif group == "choice":
            programs = choice.paths({name: getattr(given, name) for name in choice.PROGRAMS})
            rows = choice.run(programs, full=given.full)
            missed += choice.misses(rows)
        else:
            rows = scale.run(group, full=given.full)
            missed += scale.misses(rows)
        print(harness.table(rows))
        groups.append(harness.as_json(group, rows))
    report["groups"] = groups
    if given.json:
        given.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    for line in missed:
        print(f"below the floor: {line}", file=sys.stderr)
    return 1 if given.gate and missed else 0


if __name__ == "__main__":
    sys.exit(main())
