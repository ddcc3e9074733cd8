"""Memory of a crawl whose queue holds 100,000 addresses, all its processes together. Linux.

python benchmarks/crawl/queue_memory.py [--queued 100000] [--posts 60]
"""

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from measured import measured
from side_by_side import HOSTS, PORT, SIZE

from crawlers.records import OutlinkKind
from crawlers.records.visit import Entry
from influence.store.frontier import SqliteFrontier
from influence.store.project import Project

HERE = Path(__file__).parent
#: Megabytes above which the benchmark fails.
FLOOR_MB = 400.0
_TOGETHER = 5_000


def home(number: int) -> str:
    """Return the home page of one of the blogs."""
    return f"http://127.0.0.1:{PORT + number % HOSTS}/"


def fill(folder: Path, queued: int) -> None:
    """Put addresses of the blogs in the queue that do not exist, to be asked after those that do."""
    with Project.open(folder, create=True) as project:
        frontier = SqliteFrontier(project.connection, project.path)
        for start in range(0, queued, _TOGETHER):
            frontier.add(Entry(
                url=f"{home(number)}archive/of/many/years/essay-number-{number}-of-them.html",
                kind=OutlinkKind.OTHER, source=home(number), depth=3, priority=80,
            ) for number in range(start, start + _TOGETHER))


def main() -> int:
    """Print what the crawl held at most; return 1 above the floor."""
    options = argparse.ArgumentParser()
    options.add_argument("--queued", type=int, default=100_000)
    options.add_argument("--posts", type=int, default=60)
    chosen = options.parse_args()
    sizes = [str(number) for number in (PORT, HOSTS, chosen.posts, SIZE)]
    server = subprocess.Popen([sys.executable, str(HERE / "pages.py"), *sizes], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE)
    folder = Path(tempfile.mkdtemp())
    try:
        assert server.stdout is not None
        server.stdout.readline()
        fill(folder / "p", chosen.queued)
        starts = [home(host) for host in range(HOSTS)]
        cost = measured([sys.executable, "-m", "influence", "--project", str(folder / "p"), "-q", "crawl", *starts,
                         "--delay", "0", "--hops", "0", "--max-pages", str(5 * chosen.posts),
                         "--allow-private", f"127.0.0.1:{PORT}-{PORT + HOSTS - 1}"])
        with sqlite3.connect(folder / "p" / "influence.db") as db:
            pages, known = db.execute("SELECT SUM(status = 200), COUNT(*) FROM frontier").fetchone()
        print(f"{pages} pages read of {known} known, at most {cost.peak_mb:.0f} MB, {cost.wall_s:.0f} s")
    finally:
        server.terminate()
        server.communicate()
        shutil.rmtree(folder)
    return 0 if cost.peak_mb <= FLOOR_MB else 1


if __name__ == "__main__":
    sys.exit(main())
