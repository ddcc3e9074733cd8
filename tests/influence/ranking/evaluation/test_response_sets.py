"""On real response sets the ranking stands where it was agreed to; the sets lie beside the repository."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
SETS = ROOT.parent / "shared" / "data" / "diffusion"


@pytest.mark.skipif(not SETS.is_dir(), reason="the response sets are not beside the repository")
def test_no_floor_of_the_ranking_is_missed():
    done = subprocess.run([sys.executable, "-m", "benchmarks.ranking.table", "--gate"], cwd=ROOT, capture_output=True,
                          text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "| ours: people moved (default) |" in done.stdout
