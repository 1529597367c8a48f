"""The real ``qgis_process``, in a profile of its own."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def qgis_process(tmp_path_factory):
    """Run the command with the plugin enabled; returns its JSON answer, or its complaint as text."""
    profile = tmp_path_factory.mktemp("profile")
    environment = {
        **os.environ,
        "QGIS_PLUGINPATH": str(CHECKOUT),
        "QGIS_CUSTOM_CONFIG_PATH": str(profile),
        "XDG_CACHE_HOME": str(profile / "cache"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def run(*arguments: str, cwd: Path = profile) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["qgis_process", *arguments],
            env=environment,
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )

    enabled = run("plugins", "enable", "secims_qgis")
    assert enabled.returncode == 0, enabled.stderr
    return run


def results(done: subprocess.CompletedProcess[str]) -> dict:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["results"]


def test_the_algorithms_are_those_that_work(qgis_process):
    listed = json.loads(qgis_process("--json", "list").stdout)
    assert sorted(listed["providers"]["secims"]["algorithms"]) == [
        "secims:addlive",
        "secims:checkcrs",
        "secims:checkproject",
        "secims:describe",
        "secims:download",
        "secims:extract",
        "secims:search",
    ]


@pytest.mark.slow
def test_from_the_search_to_the_checked_file(qgis_process, demo, tmp_path):
    found = qgis_process(
        "run", "secims:search", f"--CATALOGUE={demo.records}", "--TEXT=reef", "--OUTPUT=r.json", cwd=tmp_path
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    records = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["records"]
    (record,) = [item["id"] for item in records if item["title"] == "Coral reefs of Saint Lucia"]
    which = [f"--CATALOGUE={demo.csw}", f"--RECORD={record}"]

    live = results(qgis_process("--json", "run", "secims:addlive", *which, "--DISTRIBUTION=FEATURES"))
    assert live["PROVIDER"] == "OAPIF"
    assert "typename='reefs'" in live["SOURCE"]

    files = results(qgis_process("--json", "run", "secims:download", *which, f"--FOLDER={tmp_path / 'new'}"))
    (path,) = files["FILES"]
    assert Path(path).stat().st_size == files["BYTES"]
    assert files["CRS_VERDICT"] == "ok"

    west, south, east, north = (-61.09, 13.69, -60.86, 14.12)
    check = ["secims:checkcrs", f"--INPUT={path}", "--DECLARED=EPSG:2006"]
    extent = f"--EXPECTED_EXTENT={west},{east},{south},{north} [EPSG:4326]"
    assert results(qgis_process("--json", "run", *check, extent))["VERDICT"] == "differs"


def test_a_parameter_may_be_repeated(qgis_process, demo, tmp_path):
    several = ("--TYPES=document", "--TYPES=service", "--OUTPUT=r.json")
    catalogue = f"--CATALOGUE={demo.records}"
    results(qgis_process("--json", "run", "secims:search", catalogue, *several, cwd=tmp_path))
    records = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["records"]
    assert {record["type"] for record in records} == {"document", "service"}


def test_an_error_is_one_clear_message_and_an_exit_status(qgis_process, tmp_path):
    done = qgis_process("run", "secims:search", "--CATALOGUE=http://127.0.0.1:9/csw", cwd=tmp_path)
    assert done.returncode != 0
    assert (
        "Cannot reach 127.0.0.1. Tried: Connection refused. Check that this computer is online" in done.stderr
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []
