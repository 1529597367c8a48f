"""Extracts of 100,000 features of pygeoapi: against ogr2ogr (OAPIF) and QGIS's own layer and writer.

All ask the same pygeoapi (two workers, SQLite and OGR provider) on the same machine, in turns, and the
files are held against each other: count, ids, attributes and their types, geometries. Then a million
features of a server without a database, for the memory.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from osgeo import ogr
from qgis.core import QgsApplication, QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import QEventLoop

from benchmarks.features_site import make_tables, pygeoapi, synthetic
from benchmarks.heartbeat import Heartbeat
from benchmarks.report import markdown_table, save, verdict
from demo.qgis_app import headless_qgis
from secims_qgis.gui.tasks import WorkTask
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import open_session

COUNT, MILLION, ROUNDS = 100_000, 1_000_000, 2
LIMITS = {"sqlite": 0.75, "ogr": 0.55}
"""Of the wall of ogr2ogr."""
MEMORY_LIMIT_MB, GAP_LIMIT_S = 64.0, 0.050
MB = 1_000_000


class ExtractTask(WorkTask):
    """Extracts as the dock does, in a task of QGIS."""

    def __init__(self, url: str, target: Path) -> None:
        super().__init__("benchmark", open_session())
        self._url, self._target = url, target

    def work(self) -> int:
        from secims_qgis.download import extract

        wanted = Distribution(DistributionKind.FEATURES, self._url)
        return extract(wanted, self._target, session=self.session).features or 0


class WriterTask(WorkTask):
    """Writes the features of QGIS's own layer, in a task."""

    def __init__(self, base: str, name: str, target: Path) -> None:
        super().__init__("benchmark", None)
        self._base, self._name, self._target = base, name, target

    def work(self) -> int:
        uri = f"url='{self._base}/' typename='{self._name}' srsname='OGC:CRS84' pageSize='10000'"
        layer = QgsVectorLayer(uri, self._name, "OAPIF")
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        QgsVectorFileWriter.writeAsVectorFormatV3(
            layer, str(self._target), QgsCoordinateTransformContext(), options
        )
        return 0


def run_task(task: WorkTask) -> dict[str, float]:
    """Return wall, growth of memory and longest gap of the GUI thread while a task runs."""
    loop, failures = QEventLoop(), []
    task.succeeded.connect(lambda _value: loop.quit())
    task.failed.connect(lambda error: (failures.append(error), loop.quit()))
    before, heart = memory_mb(reset=True), Heartbeat()
    heart.start()
    started = time.perf_counter()
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    wall = time.perf_counter() - started
    gap = heart.stop()
    if failures:
        raise failures[0]
    return {"wall_s": wall, "growth_mb": memory_mb() - before, "gap_s": gap}


def memory_mb(*, reset: bool = False) -> float:
    """Return the highest resident memory since the last reset; with a reset, that of now."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    name = "VmRSS" if reset else "VmHWM"
    return next(int(line.split()[1]) * 1024 / MB for line in lines if line.startswith(f"{name}:"))


def run_ogr2ogr(base: str, name: str, target: Path) -> dict[str, float]:
    """Return the wall of ogr2ogr, asking for as large pages as the server gives."""
    source = f"OAPIF:{base}/collections/{name}"
    started = time.perf_counter()
    subprocess.run(
        ["ogr2ogr", "-f", "GPKG", str(target), source, "-oo", "PAGE_SIZE=10000"],
        check=True,
        capture_output=True,
    )
    return {"wall_s": time.perf_counter() - started}


def look_at(path: Path) -> dict[str, Any]:
    """Return what is in a file, whatever the order of its rows."""
    source = ogr.Open(str(path))
    layer = source.GetLayer(0)
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(index) for index in range(definition.GetFieldCount())]
    kinds = {field.GetName(): field.GetTypeName() for field in fields if field.GetName() != "id"}
    rows = []
    for feature in layer:
        values = [str(feature.GetField(name)) for name in sorted(kinds)]
        rows.append("|".join([*values, feature.GetGeometryRef().ExportToWkt()]))
    digest = hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()
    ids = len({row.split("|")[sorted(kinds).index("uid")] for row in rows})
    return {"count": len(rows), "ids": ids, "types": kinds, "sha256": digest}


def measure(base: str, name: str, folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the numbers of one provider, and what is not as it should be."""
    url = f"{base}/collections/{name}/items"
    ours, theirs, failures = [], [], []
    for number in range(ROUNDS):
        ours.append(run_task(ExtractTask(url, folder / f"{name}-ours-{number}.gpkg")))
        theirs.append(run_ogr2ogr(base, name, folder / f"{name}-ogr2ogr-{number}.gpkg"))
    writer = run_task(WriterTask(base, name, folder / f"{name}-qgis.gpkg"))
    seen = {kind: look_at(folder / f"{name}-{kind}-0.gpkg") for kind in ("ours", "ogr2ogr")}
    wall = statistics.median(item["wall_s"] for item in ours)
    other = statistics.median(item["wall_s"] for item in theirs)
    found = {
        "provider": name,
        "ours_s": wall,
        "ogr2ogr_s": other,
        "qgis_s": writer["wall_s"],
        "ratio": wall / other,
        "growth_mb": max(item["growth_mb"] for item in ours),
        "gap_s": max(item["gap_s"] for item in ours),
        "qgis_growth_mb": writer["growth_mb"],
        "qgis_gap_s": writer["gap_s"],
        "seen": seen,
    }
    if found["ratio"] > LIMITS[name]:
        failures.append(f"{name}: {found['ratio']:.2f} of ogr2ogr's time, more than {LIMITS[name]}")
    if seen["ours"] != seen["ogr2ogr"] or seen["ours"]["count"] != COUNT or seen["ours"]["ids"] != COUNT:
        failures.append(f"{name}: not the same features as ogr2ogr's: {seen}")
    failures += limits_kept(name, found)
    return found, failures


def limits_kept(name: str, found: dict[str, Any]) -> list[str]:
    """Return which limits of memory and of the GUI thread are not kept."""
    failures = []
    if found["growth_mb"] > MEMORY_LIMIT_MB:
        failures.append(f"{name}: memory grew by {found['growth_mb']:.0f} MB")
    if found["gap_s"] > GAP_LIMIT_S:
        failures.append(f"{name}: the GUI thread stood still for {found['gap_s'] * 1000:.0f} ms")
    return failures


def measure_million(folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the numbers of ten times as many features."""
    with synthetic(MILLION) as base:
        target = folder / "million.gpkg"
        found: dict[str, Any] = run_task(ExtractTask(f"{base}/collections/synthetic/items", target))
    source = ogr.Open(str(target))
    found["count"] = source.GetLayer(0).GetFeatureCount()
    failures = limits_kept("a million", found)
    if found["count"] != MILLION:
        failures.append(f"a million: {found['count']} features")
    return found, failures


def warm_up(folder: Path) -> None:
    """Load what the first extract of a process loads, so that it is not taken for its memory."""
    with synthetic(3_000) as base:
        run_task(ExtractTask(f"{base}/collections/synthetic/items", folder / "warm.gpkg"))


def table(found: list[dict[str, Any]], million: dict[str, Any] | None) -> str:
    """Return the numbers for people."""
    heads = (
        "features",
        "provider",
        "ours",
        "ogr2ogr",
        "ratio",
        "QGIS writer",
        "memory",
        "QGIS's",
        "gap",
        "QGIS's",
    )
    rows = [
        (
            f"{COUNT:,}", item["provider"], f"{item['ours_s']:.1f} s", f"{item['ogr2ogr_s']:.1f} s",
            f"{item['ratio']:.2f}", f"{item['qgis_s']:.1f} s", f"+{item['growth_mb']:.0f} MB",
            f"+{item['qgis_growth_mb']:.0f} MB", f"{item['gap_s'] * 1000:.0f} ms",
            f"{item['qgis_gap_s'] * 1000:.0f} ms",
        )
        for item in found
    ]  # fmt: skip
    if million is not None:
        rows.append(
            (f"{million['count']:,}", "synthetic", f"{million['wall_s']:.1f} s", "", "", "",
             f"+{million['growth_mb']:.0f} MB", "", f"{million['gap_s'] * 1000:.0f} ms", "")
        )  # fmt: skip
    return markdown_table(heads, rows)


def main() -> int:
    """Measure and print; the exit status tells whether all limits are kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--without-million", action="store_true", help="leave the million out")
    wants_million = not parser.parse_args().without_million
    found, failures, million = [], [], None
    with headless_qgis(), tempfile.TemporaryDirectory(prefix="secims-bench-") as name:
        folder = Path(name)
        make_tables(folder, COUNT)
        warm_up(folder)
        with pygeoapi(folder) as base:
            for provider in LIMITS:
                numbers, wrong = measure(base, provider, folder)
                found.append(numbers)
                failures += wrong
        if wants_million:
            million, wrong = measure_million(folder)
            failures += wrong
    print(table(found, million))
    save("extract", {"providers": found, "million": million})
    return verdict(failures)


if __name__ == "__main__":
    import os

    code = main()
    sys.stdout.flush()
    os._exit(code)  # QGIS takes its time, and sometimes crashes, when Python tears it down
