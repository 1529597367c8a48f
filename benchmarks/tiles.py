"""PMTiles through the gateway beside the same tiles in a local MBTiles file, by turns in one run.

Cold is a new layer on an archive nobody has asked for yet: header and root directory are known from
adding it, everything else is not. Warm is the same view again. Both are held against a first and a second
frame of a local file that nobody has opened yet: QGIS keeps the pictures of one that it knows. Latency is
waited for at the server before each answer; a cold frame may cost one such round trip where that is more
than twice the local one. The archives are the demo's, written anew with leaf directories; the first view is
the whole island, the next ones are a town and a street of the layer that is open by then.
"""

from __future__ import annotations

import gc
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QSize
from qgis.PyQt.QtGui import QColor

from benchmarks.archive_site import Site, archive_site
from benchmarks.heartbeat import Heartbeat
from benchmarks.report import markdown_table, save, verdict
from demo.launch import PROJECT_FOLDER, running
from demo.qgis_app import headless_qgis
from secims_qgis.live import open_layer
from secims_qgis.live.gateway import stop_gateway
from secims_qgis.live.gateway_archive import ArchiveTiles
from secims_qgis.live.pmtiles_directory import parse_directory, tile_id
from secims_qgis.live.pmtiles_header import Header, Section, parse_header
from secims_qgis.live.pmtiles_unpack import unpack
from secims_qgis.model import Distribution, DistributionKind
from tests.archive_server import archive

if TYPE_CHECKING:
    from secims_qgis.live.pmtiles_archive import Archive

ARCHIVES = ("coastal_habitats", "base_map", "buildings", "orthophoto_2022")
LATENCIES_S = (0.0, 0.06)
ROUNDS = 7
VIEWS = {
    "island": QgsRectangle(-6_803_000, 1_537_000, -6_771_000, 1_591_000),
    "town": QgsRectangle(-6_794_000, 1_574_000, -6_788_000, 1_582_000),
    "street": QgsRectangle(-6_791_500, 1_576_500, -6_790_500, 1_577_700),
}
PIXELS = QSize(800, 1000)
LEAF_SIZE = 48
COLD_LIMIT, WARM_LIMIT = 2.0, 1.1
TRIP_S = 0.03
"""What one round trip costs beside the latency: a frame can be no quicker, however light it is."""
BYTES_LIMIT, BYTES_FLOOR = 1.1, 100_000
GAP_LIMIT_S = 0.050
MEMORY_LIMIT_MB = 64.0
MEMORY_VIEWS = 1_000
_NOTICEABLE_S = 0.010
"""A ratio of two frames that differ by less than a tenth of a blink says nothing."""


@dataclass
class View:
    """Seconds of complete frames, longest gaps of the main thread; requests and bytes of the cold ones."""

    cold_s: list[float] = field(default_factory=list)
    warm_s: list[float] = field(default_factory=list)
    mbtiles_s: list[float] = field(default_factory=list)
    mbtiles_warm_s: list[float] = field(default_factory=list)
    gaps_s: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    wanted: list[int] = field(default_factory=list)
    """Tiles and leaf directories that the view needed."""
    sent: list[int] = field(default_factory=list)
    needed: list[int] = field(default_factory=list)
    """Bytes of these."""


@dataclass(frozen=True)
class Tiles:
    """The same tiles twice."""

    name: str
    mbtiles: Path


class Sections(list):
    """Sections that were asked for, each once."""

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Take down what the gateway wants from archives."""
        original = ArchiveTiles._section

        async def take_down(tiles: ArchiveTiles, opened: Archive, section: Section, read: Any) -> bytes:
            if section.end > len(opened.start):
                self.append(section)
            return await original(tiles, opened, section, read)

        ArchiveTiles._section = take_down  # type: ignore[method-assign]
        try:
            yield
        finally:
            ArchiveTiles._section = original  # type: ignore[method-assign]


def tiles_of(name: str, folder: Path) -> Tiles:
    """Write the tiles of an archive of the demo into one with leaf directories, and into MBTiles."""
    whole = (PROJECT_FOLDER / "build/demo-data/pmtiles" / f"{name}.pmtiles").read_bytes()
    header = parse_header(whole, len(whole))
    root = parse_directory(unpack(whole[header.root.offset : header.root.end], header.packed, 10**7))
    tiles = {}
    for zoom in range(header.min_zoom, header.max_zoom + 1):
        for column, row in _places(zoom):
            entry = root.find(tile_id(zoom, column, row))
            if entry is not None:
                begin = header.tiles.offset + entry.offset
                tiles[zoom, column, row] = whole[begin : begin + entry.length]
    fields = {"tile_type": int(header.tile_type), "tiles_packed": int(header.tiles_packed)}
    bounds = dict(zip(("west", "south", "east", "north"), (round(b * 1e7) for b in header.bounds or ())))
    (folder / name).write_bytes(archive(tiles, {"name": name}, LEAF_SIZE, **fields, **bounds))
    return Tiles(name, _mbtiles(folder / f"{name}.mbtiles", tiles, header))


def _places(zoom: int) -> Iterator[tuple[int, int]]:
    size = 40_075_016.685578488 / 2**zoom
    west, south, east, north = (
        VIEWS["island"].xMinimum() - 20_000,
        VIEWS["island"].yMinimum() - 20_000,
        VIEWS["island"].xMaximum() + 20_000,
        VIEWS["island"].yMaximum() + 20_000,
    )
    half = 20_037_508.342789244
    for column in range(int((west + half) / size), int((east + half) / size) + 1):
        for row in range(int((half - north) / size), int((half - south) / size) + 1):
            yield column, row


def _mbtiles(path: Path, tiles: dict[tuple[int, int, int], bytes], header: Header) -> Path:
    kind = {1: "pbf", 2: "png", 3: "jpg", 4: "webp"}[header.tile_type]
    facts = {
        "name": path.stem,
        "format": kind,
        "minzoom": header.min_zoom,
        "maxzoom": header.max_zoom,
        "bounds": ",".join(map(str, header.bounds or ())),
        "json": '{"vector_layers": []}',
    }
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        file.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
        file.executemany("INSERT INTO metadata VALUES (?, ?)", [(n, str(v)) for n, v in facts.items()])
        rows = [(z, x, 2**z - 1 - y, data) for (z, x, y), data in tiles.items()]
        file.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
        file.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
    file.close()
    return path


def local_layer(tiles: Tiles, look: QgsMapLayer, number: int) -> QgsMapLayer:
    """Return the layer of the MBTiles file under a name of its own, with the look of ours."""
    path = tiles.mbtiles.with_name(f"{tiles.name}-{number}-{time.monotonic_ns()}.mbtiles")
    path.hardlink_to(tiles.mbtiles)
    if isinstance(look, QgsRasterLayer):
        layer: QgsMapLayer = QgsRasterLayer(f"type=mbtiles&url={path}", "local", "wms")
    else:
        layer = QgsVectorTileLayer(f"type=mbtiles&url={path}", "local")
        layer.setRenderer(look.renderer().clone())
        layer.setLabeling(look.labeling().clone() if look.labeling() else None)
        layer.setLabelsEnabled(look.labelsEnabled())
    if not layer.isValid():
        raise RuntimeError(f"{tiles.mbtiles} cannot be opened")
    return layer


def frame(layer: QgsMapLayer, extent: QgsRectangle) -> tuple[float, float]:
    """Draw a complete frame; return seconds, and the longest gap of the main thread meanwhile."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(extent)
    settings.setOutputSize(PIXELS)
    settings.setBackgroundColor(QColor(255, 255, 255))
    job = QgsMapRendererParallelJob(settings)
    loop, heart = QEventLoop(), Heartbeat()
    job.finished.connect(loop.quit)
    heart.start()
    started = time.perf_counter()
    job.start()
    loop.exec()
    return time.perf_counter() - started, heart.stop()


def one_round(tiles: Tiles, site: Site, number: int, views: dict[str, View]) -> None:
    """Measure all views of a new layer, cold and warm, each beside the local file."""
    stop_gateway()
    site.set_etag(f"{tiles.name}-{number}")
    layer = open_layer(Distribution(DistributionKind.PMTILES, site.url(tiles.name)))
    local = local_layer(tiles, layer, number)
    for name, extent in VIEWS.items():
        view, sections = views[name], Sections()
        site.counts()
        with sections.watched():
            seconds, gap = frame(layer, extent)
        view.cold_s.append(seconds)
        requests, sent = site.counts()
        view.requests.append(requests)
        view.sent.append(sent)
        view.wanted.append(len(set(sections)))
        view.needed.append(sum(section.length for section in set(sections)))
        mbtiles_s, _gap = frame(local, extent)
        warm_s, warm_gap = frame(layer, extent)
        view.mbtiles_s.append(mbtiles_s)
        view.mbtiles_warm_s.append(frame(local, extent)[0])
        view.warm_s.append(warm_s)
        view.gaps_s.append(max(gap, warm_gap))


def compare(site: Site, folder: Path) -> list[dict[str, Any]]:
    """Return all measurements of frames."""
    rows = []
    for name in ARCHIVES:
        tiles = tiles_of(name, folder)
        for latency_s in LATENCIES_S:
            views = {view: View() for view in VIEWS}
            site.set_delay(latency_s)
            for number in range(ROUNDS):
                one_round(tiles, site, number, views)
            site.set_delay(0.0)
            for view, measured in views.items():
                rows.append(_row(name, latency_s, view, measured))
    return rows


def _row(name: str, latency_s: float, view: str, measured: View) -> dict[str, Any]:
    middle: Callable[[list], float] = statistics.median
    return {
        "archive": name,
        "latency_s": latency_s,
        "view": view,
        "mbtiles_s": middle(measured.mbtiles_s),
        "mbtiles_warm_s": middle(measured.mbtiles_warm_s),
        "cold_s": middle(measured.cold_s),
        "warm_s": middle(measured.warm_s),
        "requests": max(measured.requests),
        "wanted": max(measured.wanted),
        "sent": max(measured.sent),
        "needed": max(measured.needed),
        "longest_gap_s": max(measured.gaps_s),
        "runs": vars(measured),
    }


def memory(site: Site) -> float:
    """Return how many megabytes the process has grown by after a thousand views, all different."""
    site.set_etag("memory")
    layer = open_layer(Distribution(DistributionKind.PMTILES, site.url("orthophoto_2022")))
    random.seed(3)
    base = 0.0
    for number in range(MEMORY_VIEWS + 10):
        if number == 10:  # QGIS's own caches of a first frame
            base = resident_mb()
        whole = VIEWS["island"]
        half = random.uniform(500, 8_000)
        x = random.uniform(whole.xMinimum(), whole.xMaximum())
        y = random.uniform(whole.yMinimum(), whole.yMaximum())
        frame(layer, QgsRectangle(x - half, y - half, x + half, y + half))
    return resident_mb() - base


def resident_mb() -> float:
    """Return the memory that the process has."""
    gc.collect()
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in text.splitlines() if line.startswith("VmRSS"))) / 1_000


def with_gdal(site: Site, folder: Path) -> list[dict[str, Any]]:
    """Return the seconds of a first frame by GDAL's own PMTiles driver, where it is there (GDAL 3.8)."""
    if gdal.GetDriverByName("PMTiles") is None:
        return []
    rows = []
    for latency_s in LATENCIES_S:
        site.set_delay(latency_s)
        seconds = []
        for number in range(3):
            path = folder / f"coastal_{latency_s}_{number}.pmtiles"
            path.write_bytes((folder / "coastal_habitats").read_bytes())
            started = time.perf_counter()
            layer = QgsVectorLayer(f"/vsicurl/{site.url(path.name)}", "gdal", "ogr")
            frame(layer, VIEWS["island"])
            seconds.append(time.perf_counter() - started)
        rows.append({"latency_s": latency_s, "open_and_draw_s": statistics.median(seconds)})
    site.set_delay(0.0)
    return rows


def table(rows: list[dict[str, Any]]) -> str:
    """Return the measurements as a table."""
    heads = (
        "Archive", "Latency", "View", "MBTiles", "Cold", "Ratio", "MBTiles", "Warm", "Ratio", "Requests",
        "Needed",         "KB", "Needed", "Longest gap",
    )  # fmt: skip
    lines = [
        (
            row["archive"],
            f"{row['latency_s'] * 1000:.0f} ms",
            row["view"],
            f"{row['mbtiles_s'] * 1000:.0f} ms",
            f"{row['cold_s'] * 1000:.0f} ms",
            f"{row['cold_s'] / row['mbtiles_s']:.2f}",
            f"{row['mbtiles_warm_s'] * 1000:.0f} ms",
            f"{row['warm_s'] * 1000:.0f} ms",
            f"{row['warm_s'] / row['mbtiles_warm_s']:.2f}",
            str(row["requests"]),
            str(row["wanted"]),
            f"{row['sent'] / 1000:.0f}",
            f"{row['needed'] / 1000:.0f}",
            f"{row['longest_gap_s'] * 1000:.0f} ms",
        )
        for row in rows
    ]
    return markdown_table(heads, lines)


def cold_limit_s(row: dict[str, Any]) -> float:
    """Return how long the first frame of a new layer may take."""
    trip_s = row["latency_s"] + TRIP_S
    return max(COLD_LIMIT * row["mbtiles_s"], row["mbtiles_s"] + trip_s)


def failures(measured: dict[str, Any]) -> list[str]:
    """Return which limits were broken."""
    found = []
    for row in measured["rows"]:
        where = f"{row['archive']}, {row['view']} at {row['latency_s'] * 1000:.0f} ms"
        if row["view"] == "island" and row["cold_s"] > cold_limit_s(row):
            found.append(f"{where}: cold takes {row['cold_s'] / row['mbtiles_s']:.2f} times as long")
        local_s = row["mbtiles_warm_s"]
        if row["warm_s"] > max(WARM_LIMIT * local_s, local_s + _NOTICEABLE_S):
            found.append(f"{where}: warm takes {row['warm_s'] / local_s:.2f} times as long")
        if row["requests"] > row["wanted"]:
            found.append(f"{where}: {row['requests']} requests for {row['wanted']} tiles and directories")
        if row["sent"] > BYTES_FLOOR and row["sent"] > BYTES_LIMIT * row["needed"]:
            found.append(f"{where}: {row['sent']} bytes for {row['needed']}")
        if row["longest_gap_s"] > GAP_LIMIT_S:
            found.append(f"{where}: the main thread stood still for {row['longest_gap_s'] * 1000:.0f} ms")
    if measured["memory_mb"] > MEMORY_LIMIT_MB:
        found.append(f"{measured['memory_mb']:.0f} MB more after {MEMORY_VIEWS} views")
    return found


def main() -> int:
    """Measure, print, save; the exit status says whether the limits are kept."""
    with running():  # builds the data if need be
        pass
    with tempfile.TemporaryDirectory(prefix="secims-bench-") as scratch, headless_qgis():
        folder = Path(scratch)
        with archive_site(folder) as site:
            measured = {
                "rows": compare(site, folder),
                "gdal": with_gdal(site, folder),
                "memory_mb": memory(site),
            }
            stop_gateway()
    print(table(measured["rows"]))
    for row in measured["gdal"]:
        print(f"GDAL's driver at {row['latency_s'] * 1000:.0f} ms: {row['open_and_draw_s'] * 1000:.0f} ms")
    print(
        f"\nMedians of {ROUNDS} rounds, gaps and requests the largest. {measured['memory_mb']:.0f} MB more "
        f"after {MEMORY_VIEWS} views. Saved in {save('tiles', measured)}"
    )
    return verdict(failures(measured))


if __name__ == "__main__":
    sys.exit(main())
