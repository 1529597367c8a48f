"""What a plugin adds to the start of QGIS: import and initGui, each time in a fresh process.

This plugin and MetaSearch by turns, with the same stand-in for the QGIS window. Modules that QGIS has
loaded by then anyway (qgis.core, qgis.gui, qgis.utils ...) are loaded before the clock starts. Python has
compiled both before, as it has in QGIS at all starts but the first.
"""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from benchmarks.report import markdown_table, save, verdict  # noqa: E402 - needs the path

LIMIT_S = 0.100
REPETITIONS = 7
HEAVY = ("owslib", "requests", "lxml")
PLUGINS = {"ours": "secims_qgis", "metasearch": "MetaSearch"}
OF_QGIS = (
    "qgis.core",
    "qgis.gui",
    "qgis.utils",
    "qgis.PyQt.QtNetwork",
    "qgis.PyQt.QtWidgets",
    "qgis.PyQt.uic",
)


def measure_here(package: str) -> dict[str, Any]:
    """Start a plugin in this process; return seconds, and which heavy modules that loaded."""
    from demo.qgis_app import headless_qgis

    with headless_qgis():
        from benchmarks.window import Window

        for name in OF_QGIS:
            importlib.import_module(name)
        sys.path.append("/usr/share/qgis/python/plugins")
        window = Window()
        loaded_before = set(sys.modules)
        started = time.perf_counter()
        plugin = importlib.import_module(package).classFactory(window)
        imported = time.perf_counter()
        plugin.initGui()
        ready = time.perf_counter()
        loaded = set(sys.modules) - loaded_before
        plugin.unload()
        return {
            "import_s": imported - started,
            "init_gui_s": ready - imported,
            "total_s": ready - started,
            "modules": len(loaded),
            "heavy": [name for name in HEAVY if name in sys.modules],
        }


def _environment(folder: str) -> dict[str, str]:
    """Return an environment in which Python keeps its byte code, as it does in QGIS."""
    keeps = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**keeps, "PYTHONPYCACHEPREFIX": folder, "QT_QPA_PLATFORM": "offscreen"}


def measure_fresh(package: str, folder: str) -> dict[str, Any]:
    """Measure in a process of its own; byte code lies in the folder."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", package],
        env=_environment(folder),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{package} did not start:\n{done.stdout}{done.stderr}")
    return json.loads(lines[-1])


def compare() -> dict[str, Any]:
    """Return the medians of both plugins, measured by turns; the first turn fills the disk cache."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in PLUGINS}
    with tempfile.TemporaryDirectory() as folder:
        for _turn in range(REPETITIONS + 1):
            for name, package in PLUGINS.items():
                runs[name].append(measure_fresh(package, folder))
    parts = ("import_s", "init_gui_s", "total_s", "modules")
    measured: dict[str, Any] = {}
    for name, all_of_it in runs.items():
        first, *warm = all_of_it
        measured[name] = {part: statistics.median(run[part] for run in warm) for part in parts}
        measured[name]["longest_s"] = max(run["total_s"] for run in warm)
        measured[name]["first_s"] = first["total_s"]
        measured[name]["heavy"] = warm[-1]["heavy"]
    return measured


def table(measured: dict[str, Any]) -> str:
    """Return the comparison as a table."""
    ours, peer = measured["ours"], measured["metasearch"]
    rows = [
        [
            label,
            f"{peer[part] * 1000:.0f} ms",
            f"{ours[part] * 1000:.0f} ms",
            f"{ours[part] / peer[part]:.2f}",
        ]
        for label, part in (
            ("Import", "import_s"),
            ("initGui", "init_gui_s"),
            ("Both, median", "total_s"),
            ("Both, longest", "longest_s"),
        )
    ]
    rows.append(["Modules", f"{peer['modules']:g}", f"{ours['modules']:g}", ""])
    rows.append(["Of them", ", ".join(peer["heavy"]) or "-", ", ".join(ours["heavy"]) or "-", ""])
    return markdown_table(("Start", "MetaSearch", "ours", "ratio"), rows)


def failures(measured: dict[str, Any]) -> list[str]:
    """Return which limits were broken."""
    ours = measured["ours"]
    found = [f"{name} is loaded when QGIS starts" for name in ours["heavy"]]
    if ours["total_s"] > LIMIT_S:
        found.append(f"import and initGui take {ours['total_s'] * 1000:.0f} ms")
    return found


def main() -> int:
    """Measure, print, save; the exit status says whether the limits are kept."""
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure_here(sys.argv[2])), flush=True)
        return 0
    measured = compare()
    print(table(measured))
    print(f"\nMedians of {REPETITIONS} fresh processes. Saved in {save('startup', measured)}")
    return verdict(failures(measured))


if __name__ == "__main__":
    sys.exit(main())
