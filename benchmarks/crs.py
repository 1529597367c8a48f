"""The CRS check on big files: a GeoPackage of 1 GB, a GeoTIFF of 20,000 x 20,000 pixels.

Each file is opened and checked in a task, as the dock does it, while a heartbeat on the GUI thread looks
for freezes; what is read is what the kernel counts for this process. Once with the right CRS and once
with a wrong one, which makes the check try all others. The files are made anew and removed afterwards.

The first check of a process also reads the CRS databases of PROJ and QGIS, some 8 MB whatever the file;
it is shown apart, and its time counts.
"""

from __future__ import annotations

import sqlite3
import statistics
import struct
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from osgeo import gdal, ogr, osr
from qgis.core import QgsApplication, QgsRasterLayer, QgsTask, QgsVectorLayer
from qgis.PyQt.QtCore import QEventLoop

from benchmarks.heartbeat import Heartbeat
from benchmarks.report import markdown_table, save, verdict
from demo.qgis_app import headless_qgis
from secims_qgis.crs import check_crs
from secims_qgis.model import BBox, CrsRef

EXTENT = BBox(-61.09, 13.70, -60.86, 14.12)
LIMIT_S, LIMIT_BYTES, LIMIT_GAP_S = 0.300, 5_000_000, 0.050
GIGABYTE = 1_000_000_000
ROW_BYTES = 2_000
SIDE = 20_000
REPETITIONS = 5
WEST, EAST, SOUTH, NORTH = 499_600.0, 521_700.0, 1_515_200.0, 1_559_600.0
"""Saint Lucia on the BWI grid, metres."""


@dataclass(frozen=True)
class Case:
    """A file, and the CRS that it says."""

    name: str
    path: Path
    provider: str
    says: int


class Opening(QgsTask):
    """Opens and checks a file off the GUI thread; takes the time and counts the bytes."""

    def __init__(self, case: Case) -> None:
        super().__init__("check")
        self.case, self.facts = case, {}

    def run(self) -> bool:
        before, started = _bytes_read(), time.perf_counter()
        kind = QgsRasterLayer if self.case.provider == "gdal" else QgsVectorLayer
        layer = kind(str(self.case.path), "big", self.case.provider)
        opened = time.perf_counter()
        report = check_crs(layer, CrsRef.from_text("EPSG:2006"), EXTENT, "EPSG:4326")
        ended = time.perf_counter()
        self.facts = {
            "open_s": opened - started,
            "check_s": ended - opened,
            "bytes": _bytes_read() - before,
            "verdict": str(report.verdict),
        }
        return True


def main() -> int:
    """Make the files, measure, print the table; return the exit status."""
    gdal.UseExceptions()
    with tempfile.TemporaryDirectory(prefix="secims-crs-") as name, headless_qgis():
        folder = Path(name)
        cases = [
            *(Case("GeoPackage, 1 GB", _geopackage(folder, says), "ogr", says) for says in (2006, 32620)),
            *(Case("GeoTIFF, 20,000²", _geotiff(folder, says), "gdal", says) for says in (2006, 32620)),
        ]
        results = [_measured(case) for case in cases]
    print(markdown_table(HEADS, [_row(result) for result in results]))
    save("crs", {"results": results})
    return verdict([failure for result in results for failure in _failures(result)])


HEADS = (
    "file",
    "says",
    "verdict",
    "open, ms",
    "check, ms",
    "first check, ms",
    "read, MB",
    "first, MB",
    "GUI gap, ms",
)


def _measured(case: Case) -> dict[str, Any]:
    runs = [_run(case) for _repetition in range(REPETITIONS)]
    median = {name: statistics.median(run[name] for run in runs) for name in ("open_s", "check_s")}
    return {
        "file": case.name,
        "says": case.says,
        "verdict": runs[0]["verdict"],
        **median,
        "first_check_s": runs[0]["check_s"],
        "bytes": max(run["bytes"] for run in runs[1:]),
        "first_bytes": runs[0]["bytes"],
        "gap_s": max(run["gap_s"] for run in runs),
    }


def _run(case: Case) -> dict[str, Any]:
    task, loop, heart = Opening(case), QEventLoop(), Heartbeat()
    task.taskCompleted.connect(loop.quit)
    task.taskTerminated.connect(loop.quit)
    heart.start()
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    return {**task.facts, "gap_s": heart.stop()}


def _row(result: dict[str, Any]) -> tuple[str, ...]:
    return (
        result["file"],
        f"EPSG:{result['says']}",
        result["verdict"],
        f"{result['open_s'] * 1000:.0f}",
        f"{result['check_s'] * 1000:.0f}",
        f"{result['first_check_s'] * 1000:.0f}",
        f"{result['bytes'] / 1e6:.2f}",
        f"{result['first_bytes'] / 1e6:.2f}",
        f"{result['gap_s'] * 1000:.0f}",
    )


def _failures(result: dict[str, Any]) -> list[str]:
    name = f"{result['file']} as EPSG:{result['says']}"
    wanted = "ok" if result["says"] == 2006 else "wrong_but_known"
    seconds = result["open_s"] + max(result["check_s"], result["first_check_s"])
    return [
        *([f"{name}: verdict {result['verdict']}"] if result["verdict"] != wanted else []),
        *([f"{name}: {seconds * 1000:.0f} ms, with opening it"] if seconds > LIMIT_S else []),
        *([f"{name}: read {result['bytes']} bytes"] if result["bytes"] > LIMIT_BYTES else []),
        *([f"{name}: GUI gap {result['gap_s'] * 1000:.0f} ms"] if result["gap_s"] > LIMIT_GAP_S else []),
    ]


def _bytes_read() -> int:
    """Return what this process has asked the kernel for, in whatever way it came (Linux)."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return next(int(line.partition(":")[2]) for line in lines if line.startswith("rchar"))


def _reference(code: int) -> osr.SpatialReference:
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    return reference


def _geopackage(folder: Path, says: int) -> Path:
    """Write half a million points with 2 kB beside each; QGIS must not read them to know where they are."""
    path = folder / f"big_{says}.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    table = source.CreateLayer("big", _reference(says), ogr.wkbPoint, ["SPATIAL_INDEX=NO"])
    table.CreateField(ogr.FieldDefn("note", ogr.OFTBinary))
    del table, source
    header = b"GP\x00\x01" + struct.pack("<i", says)
    count = GIGABYTE // ROW_BYTES
    with sqlite3.connect(path) as store:
        store.execute("PRAGMA synchronous=OFF")
        rows = (
            (header + struct.pack("<BIdd", 1, 1, *_place(number, count)), ROW_BYTES)
            for number in range(count)
        )
        store.executemany("INSERT INTO big (geom, note) VALUES (?, zeroblob(?))", rows)
        store.execute(
            "UPDATE gpkg_contents SET min_x=?, min_y=?, max_x=?, max_y=?", (WEST, SOUTH, EAST, NORTH)
        )
    store.close()
    return path


def _place(number: int, count: int) -> tuple[float, float]:
    share = number / count
    return WEST + (EAST - WEST) * share, SOUTH + (NORTH - SOUTH) * ((number * 7919) % count) / count


def _geotiff(folder: Path, says: int) -> Path:
    path = folder / f"big_{says}.tif"
    options = ["TILED=YES", "SPARSE_OK=TRUE", "BIGTIFF=YES"]
    image = gdal.GetDriverByName("GTiff").Create(str(path), SIDE, SIDE, 1, gdal.GDT_Float32, options)
    image.SetGeoTransform((WEST, (EAST - WEST) / SIDE, 0, NORTH, 0, (SOUTH - NORTH) / SIDE))
    image.SetProjection(_reference(says).ExportToWkt())
    del image
    return path


if __name__ == "__main__":
    sys.exit(main())
