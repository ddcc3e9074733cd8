"""The agreed figures of extraction hold: `benchmarks/extraction` on the golden pages, and on a truth set where one is."""

import json
import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "benchmarks" / "extraction" / "measure.py"
TRUTH = ROOT.parent / "shared" / "data" / "web"


def measure(capsys, *arguments: str) -> dict[str, dict[str, float | None]]:
    before = sys.argv
    sys.argv = [str(SCRIPT), *arguments, "--json", "--no-peers"]
    try:
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(SCRIPT), run_name="__main__")
    finally:
        sys.argv = before
    seen = json.loads(capsys.readouterr().out)["figures"]
    assert ended.value.code == 0, seen["all"]
    return seen


def test_the_golden_pages_hold_the_floors(capsys):
    assert measure(capsys, "--gate")["all"]["recall"] == 1.0


@pytest.mark.skipif(not TRUTH.exists(), reason="no truth set of real pages beside this project (../shared/data/web)")
def test_real_pages_hold_the_floors(capsys):
    measure(capsys, "--truth", str(TRUTH), "--gate")
