"""What a page costs `influence crawl` and Scrapy on the same pages, in turns; full extraction on our side.

CPU counts every process of a crawl, its parsers included; it says more than pages a second where a machine has
other work. Linux.

python benchmarks/crawl/side_by_side.py [--scrapy PYTHON-THAT-HAS-SCRAPY] [--posts 100] [--rounds 2]
"""

import argparse
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from measured import Cost, measured

HERE = Path(__file__).parent
PORT, HOSTS, SIZE = 9700, 8, 80_000
#: Milliseconds of CPU a page above which the benchmark fails.
FLOOR_MS = 40.0


def ours(starts: list[str], folder: Path) -> tuple[int, Cost]:
    """Return the pages of one crawl of ours, and what it took."""
    cost = measured([sys.executable, "-m", "influence", "--project", str(folder), "-q", "crawl", *starts,
                     "--delay", "0", "--hops", "0", "--allow-private", f"127.0.0.1:{PORT}-{PORT + HOSTS - 1}"])
    with sqlite3.connect(folder / "influence.db") as db:
        return db.execute("SELECT COUNT(*) FROM frontier WHERE status = 200").fetchone()[0], cost


def scrapys(python: str, starts: list[str], folder: Path) -> tuple[int, Cost]:
    """Return the same of Scrapy."""
    folder.mkdir()
    cost = measured([python, str(HERE / "scrapy_spider.py"), json.dumps(starts), str(folder / "scrapy.db")])
    with sqlite3.connect(folder / "scrapy.db") as db:
        return db.execute("SELECT COUNT(*) FROM posts").fetchone()[0], cost


def main() -> int:
    """Print a row a run; return 1 below the floor."""
    options = argparse.ArgumentParser()
    options.add_argument("--scrapy", default="")
    options.add_argument("--posts", type=int, default=100)
    options.add_argument("--rounds", type=int, default=2)
    chosen = options.parse_args()
    sizes = [str(number) for number in (PORT, HOSTS, chosen.posts, SIZE)]
    server = subprocess.Popen([sys.executable, str(HERE / "pages.py"), *sizes], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE)
    folder = Path(tempfile.mkdtemp())
    starts = [f"http://127.0.0.1:{PORT + host}/" for host in range(HOSTS)]
    best_ms = float("inf")
    try:
        assert server.stdout is not None
        server.stdout.readline()
        print("| who | pages | seconds | pages/s | CPU ms/page | most memory |\n| --- | --- | --- | --- | --- | --- |")
        for number in range(chosen.rounds):
            rows = [("influence", *ours(starts, folder / f"ours{number}"))]
            if chosen.scrapy:
                rows.append(("Scrapy", *scrapys(chosen.scrapy, starts, folder / f"scrapy{number}")))
            for name, pages, cost in rows:
                cpu_ms = 1000 * cost.cpu_s / pages
                print(f"| {name} | {pages} | {cost.wall_s:.1f} | {pages / cost.wall_s:.0f} | {cpu_ms:.1f} | "
                      f"{cost.peak_mb:.0f} MB |", flush=True)
                best_ms = min(best_ms, cpu_ms) if name == "influence" else best_ms
    finally:
        server.terminate()
        server.communicate()
        shutil.rmtree(folder)
    return 0 if best_ms <= FLOOR_MS else 1


if __name__ == "__main__":
    sys.exit(main())
