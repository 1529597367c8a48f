"""A short form of the stress run: drawings of all kinds of tiles, most of them given up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.demo
@pytest.mark.slow
def test_drawings_that_are_given_up_leave_nothing_behind(demo):
    """In a process of its own, whose end shows a crash; the whole of it is ``benchmarks/tiles_stress.py``."""
    draws = os.environ.get("TILES_STRESS_DRAWS", "40")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "benchmarks/tiles_stress.py", "--draws", draws],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=170, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-2_000:]}\n{done.stderr[-2_000:]}"
    assert f"{draws} drawings" in done.stdout
