"""Draw live coverages and maps as a restless user does: most drawings are given up, the plugin reloaded.

What must come of it: no error, no thread that is left, bounded memory, and an exit status of 0, which
a crash on the way out would not have. ``--url`` names collections instead of those of the demo.
"""

from __future__ import annotations

import argparse
import gc
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
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QEventLoop, QSize, QTimer

from demo.qgis_app import headless_qgis

COVERAGES = ("dem", "dem_bwi", "orthophoto", "rainfall", "sea")
MAPS = ("districts", "coastal_habitats")
SIDE = 500
_LAST_WRITES_S = 1.0
"""For layers from before the reload: what they fetched is still being written."""


def open_layers(urls: list[str]) -> list[QgsMapLayer]:
    """Return a layer of each address: of the map where it ends so, else of the coverage."""
    from secims_qgis.live import open_layer
    from secims_qgis.model import Distribution, DistributionKind

    kinds = DistributionKind
    return [
        open_layer(Distribution(kinds.MAP if url.endswith("/map") else kinds.COVERAGE, url)) for url in urls
    ]


class Restless:
    """Draws, cancels, asks for values, makes clones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # the same journey each time
        self.errors: list[str] = []
        self.drawn = self.cancelled = self.identified = 0

    def draw(self, layer: QgsMapLayer, *, give_up: bool) -> None:
        settings = QgsMapSettings()
        settings.setLayers([layer])
        crs = self._random.choice([layer.crs(), QgsCoordinateReferenceSystem("EPSG:32620")])
        settings.setTransformContext(QgsProject.instance().transformContext())
        settings.setDestinationCrs(crs)
        settings.setOutputSize(QSize(SIDE, SIDE))
        settings.setExtent(settings.layerExtentToOutputExtent(layer, self._extent(layer.extent())))
        settings.setFlag(Qgis.MapSettingsFlag.RenderPartialOutput, self._random.random() < 0.7)
        self._choose_time(layer, settings)
        job, loop = QgsMapRendererParallelJob(settings), QEventLoop()
        job.finished.connect(loop.quit)
        job.start()
        if give_up:
            QTimer.singleShot(self._random.randrange(1, 120), job.cancelWithoutBlocking)
        loop.exec()
        self.errors += [f"{layer.name()}: {error.message}" for error in job.errors()]
        self.drawn += 1
        self.cancelled += give_up

    def _choose_time(self, layer: QgsMapLayer, settings: QgsMapSettings) -> None:
        """Draw one of the times of a layer, now and then, as the temporal controller does."""
        times = layer.dataProvider().temporalCapabilities().allAvailableTemporalRanges()
        if times and self._random.random() < 0.8:
            settings.setIsTemporal(True)
            settings.setTemporalRange(self._random.choice(times))

    def identify(self, layer: QgsMapLayer) -> None:
        extent = layer.extent()
        x = self._random.uniform(extent.xMinimum(), extent.xMaximum())
        y = self._random.uniform(extent.yMinimum(), extent.yMaximum())
        found = layer.dataProvider().identify(QgsPointXY(x, y), Qgis.RasterIdentifyFormat.Value)
        if layer.providerType() == "secims_coverage" and not found.isValid():
            self.errors.append(f"{layer.name()}: {found.error().message()}")
        self.identified += 1

    def clone(self, layer: QgsRasterLayer) -> None:
        copies = [layer.clone(), layer.dataProvider().clone(), layer.pipe().provider().clone()]
        if not all(copy.isValid() for copy in copies):
            self.errors.append(f"{layer.name()}: a clone is not valid")

    def _extent(self, whole: QgsRectangle) -> QgsRectangle:
        part = self._random.choice([0.03, 0.1, 0.2, 1.0])
        width, height = whole.width() * part, whole.height() * part
        x = self._random.uniform(whole.xMinimum(), whole.xMaximum() - width)
        y = self._random.uniform(whole.yMinimum(), whole.yMaximum() - height)
        return QgsRectangle(x, y, x + width, y + height)


def reload_plugin() -> None:
    """Unload the rasters, forget all modules of the plugin as QGIS does, and register the providers again."""
    from secims_qgis.live import raster_registry

    raster_registry.release_tiles()
    for name in [name for name in sys.modules if name.partition(".")[0] == "secims_qgis"]:
        del sys.modules[name]
    register()


def register() -> None:
    from secims_qgis.live.raster_registry import register_providers

    register_providers()


def release() -> None:
    from secims_qgis.live.raster_registry import release_tiles

    release_tiles()


def stress(urls: list[str], draws: int, cancels: int) -> Restless:
    """Return what came of it."""
    user = Restless(seed=4)
    project = QgsProject.instance()
    project.addMapLayers(open_layers(urls))
    given_up = set(random.Random(5).sample(range(draws), cancels))
    for number in range(draws):
        layers = list(project.mapLayers().values())
        layer = layers[number % len(layers)]
        user.draw(layer, give_up=number in given_up)
        if number % 3 == 0:
            user.identify(layer)
        if number % 5 == 0:
            user.clone(layer)
            gc.collect()
        if number == draws * 9 // 10:
            reload_plugin()
            project.addMapLayers(open_layers(urls))
    return user


@contextmanager
def addresses(given: list[str]) -> Iterator[list[str]]:
    """Return the addresses given, or those of a demo that runs for the length of the block."""
    from demo.launch import running

    if given:
        yield given
        return
    with running() as demo:
        base = f"{demo.pygeoapi}collections"
        yield [f"{base}/{name}/coverage" for name in COVERAGES] + [f"{base}/{name}/map" for name in MAPS]


def main() -> int:
    """Run it, tell the numbers, and return 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=300)
    parser.add_argument("--cancels", type=int, default=200)
    parser.add_argument("--url", action="append", default=[])
    arguments = parser.parse_args()
    started = time.monotonic()
    with addresses(arguments.url) as urls, headless_qgis():
        before = threading.active_count()
        user = stress(urls, arguments.draws, arguments.cancels)
        QgsProject.instance().clear()
        gc.collect()
        release()
        time.sleep(_LAST_WRITES_S)
        left = threading.active_count() - before
    if left > 0:
        print("FAILED: left are", ", ".join(thread.name for thread in threading.enumerate()))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"{user.drawn} drawings, {user.cancelled} given up, {user.identified} identified, "
        f"{len(user.errors)} errors, {left} threads left, {peak_mb:.0f} MB at most, "
        f"{time.monotonic() - started:.0f} s"
    )
    for error in user.errors[:10]:
        print(f"FAILED: {error}")
    return 1 if user.errors or left > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
