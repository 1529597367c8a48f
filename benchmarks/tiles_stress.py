"""Draw tiles of every kind as a restless user does: most drawings are given up at a random moment.

What must come of it: every drawing ends, the layers are drawn as before, no thread and no socket is left,
and an exit status of 0, which a crash on the way out would not have.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import gzip
import random
import resource
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QSize, QTimer
from qgis.PyQt.QtGui import QColor

from demo.launch import running
from demo.qgis_app import headless_qgis
from secims_qgis.live import open_layer
from secims_qgis.live.gateway import stop_gateway
from secims_qgis.model import Distribution, DistributionKind
from tests.fault_server import fault_server
from tests.live.drawn_layers import DRAWN
from tests.live.tile_server import serve_tiles, vector_tile

SIDE = 400
HANGS_AFTER_MS = 30_000
WARM_UP = 100
"""Drawings after which QGIS has all the threads and connections that it keeps."""
MORE_THREADS, MORE_SOCKETS = 6, 12
"""QGIS's own pools breathe; a leak would be one for each drawing."""
ISLAND = QgsRectangle(-61.12, 13.66, -60.83, 14.16)
ARCHIVES = ("base_map", "buildings")


class Restless:
    """Draws and gives up."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # the same journey each time
        self.problems: list[str] = []
        self.drawn = self.given_up = 0

    def draw(self, layer: QgsMapLayer) -> None:
        """Draw a random part of the island in a random CRS; three of four are cancelled."""
        settings = QgsMapSettings()
        settings.setLayers([layer])
        crs = QgsCoordinateReferenceSystem(self._random.choice(["EPSG:3857", "EPSG:4326", "EPSG:2006"]))
        settings.setTransformContext(QgsProject.instance().transformContext())
        settings.setDestinationCrs(crs)
        settings.setOutputSize(QSize(SIDE, SIDE))
        settings.setExtent(in_crs(self._view(), crs))
        settings.setFlag(Qgis.MapSettingsFlag.RenderPartialOutput, self._random.random() < 0.7)
        job, loop, late = QgsMapRendererParallelJob(settings), QEventLoop(), QTimer()
        job.finished.connect(loop.quit)
        late.setSingleShot(True)
        late.timeout.connect(loop.quit)
        job.start()
        if self._random.random() < 0.75:
            self.given_up += 1
            stop = job.cancelWithoutBlocking if self._random.random() < 0.7 else job.cancel
            QTimer.singleShot(self._random.randrange(150), stop)
        late.start(HANGS_AFTER_MS)
        if job.isActive():
            loop.exec()
        if job.isActive():
            self.problems.append(f"{layer.name()}: a drawing did not end")
            job.cancel()
        self.drawn += 1

    def _view(self) -> QgsRectangle:
        part = self._random.choice([0.02, 0.1, 0.3, 1.0, 2.0])
        width, height = ISLAND.width() * part, ISLAND.height() * part
        x = self._random.uniform(ISLAND.xMinimum(), ISLAND.xMaximum()) - width / 2
        y = self._random.uniform(ISLAND.yMinimum(), ISLAND.yMaximum()) - height / 2
        return QgsRectangle(x, y, x + width, y + height)


def in_crs(degrees: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
    """Return an extent in another CRS."""
    settings = QgsMapSettings()
    settings.setDestinationCrs(crs)
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "place", "memory")
    return settings.layerExtentToOutputExtent(layer, degrees)


def painted_pixels(layer: QgsMapLayer) -> int:
    """Return how many pixels a complete drawing of the island paints."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setOutputSize(QSize(150, 250))
    settings.setExtent(ISLAND)
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    job, loop = QgsMapRendererParallelJob(settings), QEventLoop()
    job.finished.connect(loop.quit)
    QTimer.singleShot(HANGS_AFTER_MS, loop.quit)
    job.start()
    loop.exec()
    image = job.renderedImage()
    return sum(image.pixelColor(x, y).alpha() > 20 for x in range(0, 150, 3) for y in range(0, 250, 3))


@contextmanager
def layers() -> Iterator[list[QgsMapLayer]]:
    """Open a layer of every kind: those of the demo, and packed tiles that come through the gateway."""
    with running() as demo, fault_server() as server:
        found = [open_layer(drawn.distribution(demo.base), crs=drawn.crs) for drawn in DRAWN.values()]
        for layer, name in zip(found, DRAWN):
            layer.setName(name)
        archives = [f"{demo.pmtiles}{name}.pmtiles" for name in ARCHIVES]
        found += [open_layer(Distribution(DistributionKind.PMTILES, url)) for url in archives]
        packed = serve_tiles(server, gzip.compress(vector_tile()), levels=range(8, 13))
        found.append(open_layer(Distribution(DistributionKind.VECTOR_TILES, packed, title="packed tiles")))
        for layer in found:
            if isinstance(layer, QgsVectorTileLayer):
                layer.setLabelsEnabled(False)  # which would take longest, and are QGIS's alone
        QgsProject.instance().addMapLayers(found)
        yield found
        QgsProject.instance().clear()
        stop_gateway()


def stress(draws: int) -> tuple[Restless, tuple[int, int], tuple[int, int]]:
    """Return what came of it, with threads and sockets after the warm-up and at the end."""
    user = Restless(seed=4)
    with layers() as found:
        before = [painted_pixels(layer) for layer in found]
        warm = threads_and_sockets()
        for number in range(draws):
            if number == min(WARM_UP, draws // 2):
                warm = settled(warm)
            user.draw(found[number % len(found)])
        end = settled(warm)
        for layer, pixels in zip(found, before):
            again = painted_pixels(layer)
            if abs(again - pixels) > max(5, pixels // 50):
                user.problems.append(f"{layer.name()}: {again} pixels are painted, before it were {pixels}")
    return user, warm, end


def settled(goal: tuple[int, int]) -> tuple[int, int]:
    """Return threads and sockets once those of the last drawings have ended, or after ten seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        QgsApplication.processEvents()
        gc.collect()
        now = threads_and_sockets()
        if now[0] <= goal[0] and now[1] <= goal[1]:
            break
        time.sleep(0.1)
    return threads_and_sockets()


def threads_and_sockets() -> tuple[int, int]:
    """Return how many the process has, those of Qt and QGIS included."""
    process, sockets = Path("/proc/self"), 0
    for entry in (process / "fd").iterdir():
        with contextlib.suppress(OSError):  # closed meanwhile
            sockets += str(entry.readlink()).startswith("socket:")
    return len(list((process / "task").iterdir())), sockets


def main() -> int:
    """Run it, tell the numbers, and return 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1_000)
    arguments = parser.parse_args()
    started = time.monotonic()
    with headless_qgis():
        user, warm, end = stress(arguments.draws)
        left = [each.name for each in threading.enumerate() if each.name.startswith("secims-gateway")]
    if left:
        user.problems.append(f"threads of the gateway are left: {', '.join(left)}")
    if end[0] > warm[0] + MORE_THREADS or end[1] > warm[1] + MORE_SOCKETS:
        user.problems.append("threads or sockets have become more and more")
    print(
        f"{user.drawn} drawings, {user.given_up} given up; threads {warm[0]}, at the end {end[0]}; "
        f"sockets {warm[1]}, at the end {end[1]}; "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB at most, "
        f"{time.monotonic() - started:.0f} s"
    )
    for problem in user.problems[:20]:
        print(f"FAILED: {problem}")
    return 1 if user.problems else 0


if __name__ == "__main__":
    sys.exit(main())
