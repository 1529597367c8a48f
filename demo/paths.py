"""Where the demo keeps its things."""

from __future__ import annotations

import os
from pathlib import Path

DEMO_FOLDER = Path(__file__).resolve().parent
PROJECT_FOLDER = DEMO_FOLDER.parent
COASTLINE_FILE = DEMO_FOLDER / "data" / "saint-lucia-land.geojson"
RECORDS_FOLDER = DEMO_FOLDER / "data" / "records"


def data_folder() -> Path:
    """Return the folder of the built data: SECIMS_DEMO_DATA, or build/demo-data."""
    chosen = os.environ.get("SECIMS_DEMO_DATA")
    return Path(chosen).resolve() if chosen else PROJECT_FOLDER / "build" / "demo-data"
