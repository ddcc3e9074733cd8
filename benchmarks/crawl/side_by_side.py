"""Pages a second of `influence crawl` and of Scrapy on the same pages, in turns; full extraction on our side.

python benchmarks/crawl/side_by_side.py [--scrapy PYTHON-THAT-HAS-SCRAPY] [--posts 100] [--rounds 2]
"""

import argparse
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
PORT, HOSTS, SIZE = 9700, 8, 80_000
#: Pages a second below which the benchmark fails.
FLOOR = 40.0


def timed(command: list[str]) -> float:
    """Run a command; return its wall seconds."""
    begun = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def ours(starts: list[str], folder: Path) -> tuple[int, float]:
    """Return pages, wall seconds of one crawl of ours."""
    wall = timed([sys.executable, "-m", "influence", "--project", str(folder), "-q", "crawl", *starts, "--delay", "0",
                  "--hops", "0", "--allow-private", f"127.0.0.1:{PORT}-{PORT + HOSTS - 1}"])
    with sqlite3.connect(folder / "influence.db") as db:
        return db.execute("SELECT COUNT(*) FROM frontier WHERE status = 200").fetchone()[0], wall


def scrapys(python: str, starts: list[str], folder: Path) -> tuple[int, float]:
    """Return the same of Scrapy."""
    folder.mkdir()
    wall = timed([python, str(HERE / "scrapy_spider.py"), json.dumps(starts), str(folder / "scrapy.db")])
    with sqlite3.connect(folder / "scrapy.db") as db:
        return db.execute("SELECT COUNT(*) FROM posts").fetchone()[0], wall


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
    best = 0.0
    try:
        assert server.stdout is not None
        server.stdout.readline()
        print("| who | pages | seconds | pages/s |\n| --- | --- | --- | --- |")
        for number in range(chosen.rounds):
            rows = [("influence", *ours(starts, folder / f"ours{number}"))]
            if chosen.scrapy:
                rows.append(("Scrapy", *scrapys(chosen.scrapy, starts, folder / f"scrapy{number}")))
            for name, pages, wall in rows:
                print(f"| {name} | {pages} | {wall:.1f} | {pages / wall:.0f} |", flush=True)
                best = max(best, pages / wall if name == "influence" else 0.0)
    finally:
        server.terminate()
        server.communicate()
        shutil.rmtree(folder)
    return 0 if best >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
