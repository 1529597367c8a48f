"""The journey of `make demo`, and QGIS itself as `make run` opens it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def _run(command, seconds, **environment):
    """Run a command in its own process group and end all of it when it takes too long."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
        pytest.fail(f"not ended after {seconds} s:\n{said[-3000:]}")
    return process.returncode, said


@pytest.mark.slow
@pytest.mark.demo
@pytest.mark.timeout(420)  # half a minute on a quiet machine
def test_the_journey_goes_well(tmp_path):
    code, said = _run([sys.executable, "-m", "demo.journey", "--port", "0", "--output", str(tmp_path)], 400)
    assert code == 0, said
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["ok"]
    assert len(report["steps"]) >= 15
    assert all(step["ok"] for step in report["steps"])
    assert (tmp_path / "map.png").stat().st_size > 20_000
    assert (tmp_path / "project.qgz").is_file()


@pytest.mark.slow
@pytest.mark.demo
@pytest.mark.display
@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="needs Xvfb, which make test sets up")
def test_qgis_opens_with_the_dock_on_the_demo(tmp_path):
    picture = tmp_path / "window.png"
    command = [sys.executable, "-m", "demo.open_qgis", "--screenshot", str(picture)]
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24"]
    code, said = _run([*screen, *command], 150, QT_QPA_PLATFORM="xcb")
    assert picture.is_file(), said
    seen = json.loads(picture.with_suffix(".json").read_text("utf-8"))
    assert seen["visible"]
    assert len(seen["titles"]) >= 4
    assert any("reef" in title.lower() for title in seen["titles"])
    assert seen["catalogue"] == "SEC-IMS demo"
    assert code == 0, said
