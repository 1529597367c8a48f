"""Open QGIS on the demo: a throwaway profile with the plugin, its dock on the demo's catalogue.

Needs a display (Xvfb will do)::

    build/venv-qgis/bin/python -m demo.open_qgis

Ends when QGIS is closed; the demo is then stopped and the profile deleted. ``--screenshot FILE``
types a search, takes a picture of the window and closes QGIS: how the README's picture is made.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from configparser import ConfigParser
from pathlib import Path

from demo.launch import PROJECT_FOLDER, running

PLUGIN = "secims_qgis"
PROFILE = "demo"
COASTLINE = PROJECT_FOLDER / "demo" / "data" / "saint-lucia-land.geojson"
FIRST_STEPS = PROJECT_FOLDER / "demo" / "first_steps.py"


def write_settings(profiles: Path, records_url: str) -> None:
    """Write the settings of the profile: the plugin enabled, the dock open, the demo as catalogue."""
    settings = ConfigParser()
    settings.optionxform = str  # type: ignore[assignment,method-assign] - QSettings tells cases apart
    settings["PythonPlugins"] = {PLUGIN: "true"}
    settings["secims"] = {
        "active_connection": "SEC-IMS demo",
        "dock_visible": "true",
        r"connections\SEC-IMS%20demo\url": records_url,
    }
    settings["core"] = {"checkVersion": "false"}
    folder = profiles / "profiles" / PROFILE / "QGIS"
    folder.mkdir(parents=True)
    with (folder / "QGIS3.ini").open("w", encoding="utf-8") as file:
        settings.write(file, space_around_delimiters=False)


def main() -> int:
    """Start the demo and QGIS; returns QGIS's exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--screenshot", help="take a picture of the window, then close QGIS")
    arguments = parser.parse_args()
    qgis = shutil.which("qgis")
    if qgis is None:
        print("QGIS is not installed: run “make run”, which sets it up.", file=sys.stderr)
        return 1
    with running() as demo, tempfile.TemporaryDirectory(prefix="secims-demo-") as scratch:
        print(f"The demo SEC-IMS is at {demo.base}. Close QGIS to stop it.", flush=True)
        write_settings(Path(scratch), demo.records)
        environment = {
            **os.environ,
            "QGIS_PLUGINPATH": str(PROJECT_FOLDER),
            "SECIMS_DEMO_FOLDER": scratch,
            "SECIMS_DEMO_COASTLINE": str(COASTLINE),
            "SECIMS_DEMO_SCREENSHOT": arguments.screenshot or "",
        }
        command = [
            qgis,
            "--nologo",
            "--noversioncheck",
            "--profiles-path",
            scratch,
            "--profile",
            PROFILE,
            "--code",
            str(FIRST_STEPS),
        ]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
