"""Views of a live coverage, against curl fetching the same window and against a COG by /vsicurl/.

pygeoapi cannot scale and does not compress, so the bytes of a window are its pixels. Each view is
700 x 700 pixels of the elevation model at its own resolution, never seen before.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from osgeo import gdal
from qgis.core import (
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsNetworkAccessManager,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QEventLoop, QSize, QTimer
from qgis.PyQt.QtNetwork import QNetworkProxy

from benchmarks.heartbeat import Heartbeat
from benchmarks.latency import LatencyProxy, latency_proxy
from benchmarks.report import markdown_table, save, verdict
from demo.launch import DemoUrls, running
from demo.qgis_app import headless_qgis
from secims_qgis.live import open_layer
from secims_qgis.live.coverage import refresh
from secims_qgis.live.raster_registry import shared_tiles
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network.proxy import note_proxy

SIDE = 700
PIXEL_BYTES = 4
WINDOW_BYTES = SIDE * SIDE * PIXEL_BYTES
PLACES = tuple((column, row) for row in (301, 1217, 2333) for column in (37, 522, 1103))
"""Upper left pixels of the views, none of them on the edge of a tile."""
BYTES_LIMIT = 1.25
WALL_LIMIT = 1.3
GAP_LIMIT_S = 0.050
_AFTER_MS = 60
_TIMEOUT_S = 30


@dataclass(frozen=True)
class View:
    """What drawing a view took; bytes are those of the answers."""

    seconds: float
    requests: int
    body_bytes: int
    longest_gap_s: float


class Views:
    """Draws views of one layer through a proxy that counts."""

    def __init__(self, layer: QgsRasterLayer, proxy: LatencyProxy) -> None:
        self._layer, self._proxy = layer, proxy

    def extent(self, column: int, row: int) -> QgsRectangle:
        whole = self._layer.extent()
        x, y = self._layer.rasterUnitsPerPixelX(), self._layer.rasterUnitsPerPixelY()
        left, top = whole.xMinimum() + column * x, whole.yMaximum() - row * y
        return QgsRectangle(left, top - SIDE * y, left + SIDE * x, top)

    def draw(self, column: int, row: int) -> View:
        return self.draw_extent(self.extent(column, row))

    def draw_extent(self, extent: QgsRectangle) -> View:
        settings = QgsMapSettings()
        settings.setLayers([self._layer])
        settings.setDestinationCrs(self._layer.crs())
        settings.setOutputSize(QSize(SIDE, SIDE))
        settings.setExtent(extent)
        job, loop, heart = QgsMapRendererParallelJob(settings), QEventLoop(), Heartbeat()
        self._proxy.requests.clear()
        self._proxy.body_bytes = 0
        job.finished.connect(loop.quit)
        heart.start()
        started = time.perf_counter()
        job.start()
        loop.exec()
        seconds = time.perf_counter() - started
        QTimer.singleShot(_AFTER_MS, loop.quit)
        loop.exec()
        gap = heart.stop()
        if job.errors():
            raise RuntimeError(job.errors()[0].message)
        return View(seconds, len(self._proxy.requests), self._proxy.body_bytes, gap)


def use_proxy(proxy: LatencyProxy | None) -> None:
    """Send QGIS and GDAL through the proxy, or directly."""
    kind = QNetworkProxy.ProxyType.HttpProxy if proxy else QNetworkProxy.ProxyType.NoProxy
    qgis_proxy = QNetworkProxy(kind, "127.0.0.1" if proxy else "", proxy.port if proxy else 0)
    QgsNetworkAccessManager.instance().setFallbackProxyAndExcludes(qgis_proxy, [], [])
    note_proxy()
    gdal.SetConfigOption("GDAL_HTTP_PROXY", f"127.0.0.1:{proxy.port}" if proxy else None)


def curl_seconds(url: str, extent: QgsRectangle) -> float:
    """Return how long curl takes for a window, its own start and end included."""
    x, y = extent.width() / SIDE / 4, extent.height() / SIDE / 4
    bounds = (extent.xMinimum() + x, extent.yMinimum() + y, extent.xMaximum() - x, extent.yMaximum() - y)
    window = f"{url}?f=GTiff&bbox={','.join(repr(bound) for bound in bounds)}"
    command = ["curl", "--silent", "--fail", "--noproxy", "*", "--output", "-", window]
    started = time.perf_counter()
    outcome = subprocess.run(command, capture_output=True, check=True, timeout=_TIMEOUT_S)
    seconds = time.perf_counter() - started
    if len(outcome.stdout) < WINDOW_BYTES:
        raise RuntimeError(f"curl got {len(outcome.stdout)} bytes")
    return seconds


def compare_times(live: Views, curl: Callable[[QgsRectangle], float]) -> dict[str, Any]:
    """Return seconds of new views and of curl with the same windows, by turns."""
    ours, theirs, gaps = [], [], []
    for column, row in PLACES:
        theirs.append(curl(live.extent(column, row)))
        view = live.draw(column, row)
        ours.append(view.seconds)
        gaps.append(view.longest_gap_s)
    return {
        "view_s": statistics.median(ours),
        "curl_s": statistics.median(theirs),
        "ratio": statistics.median(our / their for our, their in zip(ours, theirs)),
        "longest_gap_s": max(gaps),
    }


def count(views: Views) -> dict[str, Any]:
    """Return requests and bytes of a new view, of one moved by half, of one that was seen."""
    column, row = PLACES[4]
    half = SIDE // 2
    steps = {
        "new view": lambda: views.draw(column, row),
        "moved by half a view": lambda: views.draw(column + half, row),
        "moved by half, diagonally": lambda: views.draw(column, row + half),
        "seen before": lambda: views.draw(column, row),
    }
    return {name: vars(step()) for name, step in steps.items()}


def measure(demo: DemoUrls, proxy: LatencyProxy) -> dict[str, Any]:
    """Return all measurements."""
    url = f"{demo.pygeoapi}collections/dem/coverage"
    layer = open_layer(Distribution(DistributionKind.COVERAGE, url))
    cog = QgsRasterLayer(f"/vsicurl/{demo.files}elevation_cog.tif", "COG")
    cog.setRenderer(layer.renderer().clone())
    # Opened before there is a proxy: it runs in this process, and opening would keep it from answering.
    other_cog = QgsRasterLayer(cog.source(), "COG, not drawn yet")
    live, by_range = Views(layer, proxy), Views(cog, proxy)
    live.draw(0, 0)  # threads are made, modules loaded
    times = compare_times(live, lambda extent: curl_seconds(url, extent))
    cog_times = [by_range.draw(column, row).seconds for column, row in PLACES]
    refresh(layer)
    use_proxy(proxy)
    gdal.VSICurlClearCache()
    counted = count(live)
    counted_cog = count(Views(other_cog, proxy))
    whole = vars(live.draw_extent(layer.extent()))
    use_proxy(None)
    return {
        "times": times,
        "cog_view_s": statistics.median(cog_times),
        "live": counted,
        "cog": counted_cog,
        "whole": whole,
        "cache_bytes": shared_tiles().used_bytes,
        "cache_limit_bytes": shared_tiles().max_bytes,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def table(measured: dict[str, Any]) -> str:
    """Return requests and bytes, side by side."""
    heads = ("View of 700 x 700", "Requests: coverage", "COG", "Bytes: coverage", "COG", "of its pixels")
    rows = []
    for name, ours in measured["live"].items():
        cog = measured["cog"][name]
        rows.append(
            (
                name,
                str(ours["requests"]),
                str(cog["requests"]),
                f"{ours['body_bytes'] / 1e6:.2f} MB",
                f"{cog['body_bytes'] / 1e6:.2f} MB",
                f"{ours['body_bytes'] / WINDOW_BYTES:.2f}",
            )
        )
    whole = measured["whole"]
    told = f"{whole['body_bytes'] / 1e6:.2f} MB"
    rows.append(("all of it (preview)", str(whole["requests"]), "", told, "", ""))
    return markdown_table(heads, rows)


def failures(measured: dict[str, Any]) -> list[str]:
    """Return which limits were broken."""
    live, times = measured["live"], measured["times"]
    found = []
    if live["new view"]["requests"] != 1:
        found.append(f"a new view took {live['new view']['requests']} requests")
    if live["new view"]["body_bytes"] > BYTES_LIMIT * WINDOW_BYTES:
        found.append(f"a new view took {live['new view']['body_bytes']} bytes")
    if live["moved by half a view"]["body_bytes"] > (BYTES_LIMIT / 2 + 0.1) * WINDOW_BYTES:
        found.append("a view moved by half fetched more than the new part")
    if live["seen before"]["requests"]:
        found.append("a view seen before was fetched again")
    if times["ratio"] > WALL_LIMIT:
        found.append(f"a view took {times['ratio']:.2f} times as long as curl")
    if times["longest_gap_s"] > GAP_LIMIT_S:
        found.append(f"{times['longest_gap_s'] * 1000:.0f} ms freeze")
    if measured["cache_bytes"] > measured["cache_limit_bytes"]:
        found.append(f"the cache holds {measured['cache_bytes']} bytes")
    return found


def main() -> int:
    """Measure, print, save; the exit status says whether the limits are kept."""
    gdal.SetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR")
    for name in ("no_proxy", "NO_PROXY"):  # GDAL would not let the proxy count
        os.environ.pop(name, None)
    gdal.SetConfigOption("GDAL_HTTP_TIMEOUT", str(_TIMEOUT_S))
    with running() as demo, headless_qgis(), latency_proxy() as proxy:
        measured = measure(demo, proxy)
    times = measured["times"]
    print(table(measured))
    print(
        f"\nA new view: {times['view_s'] * 1000:.0f} ms, curl with its window "
        f"{times['curl_s'] * 1000:.0f} ms (ratio {times['ratio']:.2f}), the COG by /vsicurl/ "
        f"{measured['cog_view_s'] * 1000:.0f} ms. Longest freeze {times['longest_gap_s'] * 1000:.0f} ms. "
        f"Cache {measured['cache_bytes'] / 1e6:.0f} of {measured['cache_limit_bytes'] / 1e6:.0f} MB, "
        f"process {measured['peak_mb']:.0f} MB at most. Medians of {len(PLACES)} views. "
        f"Saved in {save('coverage', measured)}"
    )
    return verdict(failures(measured))


if __name__ == "__main__":
    sys.exit(main())
