"""Open QGIS on the demo: a throwaway profile with the plugin, its dock on the demo's catalogue.

Needs a display (Xvfb will do)::

    build/venv-qgis/bin/python -m demo.open_qgis

Ends when QGIS is closed; the demo is then stopped and the profile deleted. ``--screenshot FILE``
types a search, takes a picture of the window and closes QGIS. The pictures of README and docs are
made by `make pictures`.
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


def open_qgis(
    scratch: Path, records_url: str, first_steps: Path = FIRST_STEPS, **environment: str
) -> subprocess.Popen[bytes]:
    """Start QGIS in a profile in a folder of its own; the file of first steps runs when it is up."""
    qgis = shutil.which("qgis")
    if qgis is None:
        raise FileNotFoundError("QGIS is not installed: run “make run”, which sets it up.")
    write_settings(scratch, records_url)
    known = {
        "QGIS_PLUGINPATH": str(PROJECT_FOLDER),
        "SECIMS_DEMO_FOLDER": str(scratch),
        "SECIMS_DEMO_COASTLINE": str(COASTLINE),
    }
    profile = ["--profiles-path", str(scratch), "--profile", PROFILE]
    command = [qgis, "--nologo", "--noversioncheck", *profile, "--code", str(first_steps)]
    return subprocess.Popen(command, env={**os.environ, **known, **environment})


def main() -> int:
    """Start the demo and QGIS; returns QGIS's exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--screenshot", default="", help="take a picture of the window, then close QGIS")
    screenshot = parser.parse_args().screenshot
    with running() as demo, tempfile.TemporaryDirectory(prefix="secims-demo-") as scratch:
        print(f"The demo SEC-IMS is at {demo.base}. Close QGIS to stop it.", flush=True)
        try:
            opened = open_qgis(Path(scratch), demo.records, SECIMS_DEMO_SCREENSHOT=screenshot)
        except FileNotFoundError as error:
            print(error, file=sys.stderr)
            return 1
        return opened.wait()


if __name__ == "__main__":
    sys.exit(main())
