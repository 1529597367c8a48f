"""Coasts and borders for small maps, out of the world map that every QGIS has on board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, pyqtSlot

from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.model.extent import WORLD_WIDTH_DEG
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.extent_group import ExtentGroup
    from secims_qgis.gui.extent_overview import ExtentOverview

Frame = tuple[float, float, float, float]
"""West, south, east, north in degrees; beyond 180 where it goes on across the antimeridian."""
Ring = tuple[tuple[float, float], ...]
"""Longitudes and latitudes in degrees."""
LAYER = "countries"
STEPS = 400
"""Points that are nearer to each other than this part of the frame are one point."""
KEPT_FRAMES = 20


def world_map() -> Path:
    """Return where QGIS keeps its world map."""
    return Path(QgsApplication.pkgDataPath()) / "resources" / "data" / "world_map.gpkg"


class LandReader(QObject):
    """Reads the land for a map that asks for it, in the background."""

    def __init__(self, group: ExtentGroup, tasks: TaskKeeper) -> None:
        super().__init__(group)
        self._group, self._tasks = group, tasks
        self._task: LandTask | None = None
        self._known: dict[Frame, tuple[Ring, ...]] = {}
        group.land_wanted.connect(self._read)

    def _read(self, frame: Frame) -> None:
        if frame in self._known:
            self._show(frame)
            return
        self._task = LandTask(world_map(), frame)
        self._task.succeeded.connect(self._succeeded)
        self._tasks.start(self._task, 10)

    @pyqtSlot(object)
    def _succeeded(self, rings: tuple[Ring, ...]) -> None:
        task, self._task = self._task, None
        if task is not None:
            if len(self._known) >= KEPT_FRAMES:
                self._known.clear()
            self._known[task.frame] = rings
            self._show(task.frame)

    def _show(self, frame: Frame) -> None:
        overview: ExtentOverview | None = self._group.overview
        if overview is not None:
            overview.show_land(frame, self._known[frame])


class LandTask(WorkTask):
    """The outlines of all land within a frame; none where this QGIS has no world map."""

    def __init__(self, file: Path, frame: Frame) -> None:
        super().__init__(tr("Overview map"), None)
        self._file, self.frame = file, frame

    def work(self) -> tuple[Ring, ...]:
        from osgeo import ogr

        try:
            source = ogr.Open(str(self._file)) if self._file.is_file() else None
        except RuntimeError:  # where GDAL raises
            return ()
        layer = source.GetLayerByName(LAYER) if source is not None else None
        if layer is None:
            return ()
        west, south, east, north = self.frame
        step = max(east - west, north - south) / STEPS
        rings: list[Ring] = []
        for shift in (-WORLD_WIDTH_DEG, 0.0, WORLD_WIDTH_DEG):
            if west - shift < 180 and east - shift > -180:
                layer.SetSpatialFilterRect(west - shift, south, east - shift, north)
                for feature in layer:
                    rings += rings_of(feature.GetGeometryRef(), shift, step)
        return tuple(rings)


def rings_of(geometry: Any, shift: float, step: float) -> Iterator[Ring]:
    """Give the rings of a geometry, moved east by ``shift`` and thinned to ``step`` degrees."""
    if geometry is None:
        return
    for number in range(geometry.GetGeometryCount()):
        yield from rings_of(geometry.GetGeometryRef(number), shift, step)
    points = geometry.GetPoints() if geometry.GetGeometryCount() == 0 else None
    if points:
        kept = list(_thinned(points, step))
        if len(kept) > 2:
            yield tuple((x + shift, y) for x, y in kept)


def _thinned(points: list[tuple[float, ...]], step: float) -> Iterator[tuple[float, float]]:
    last = None
    for x, y, *_height in points:
        if last is None or abs(x - last[0]) > step or abs(y - last[1]) > step:
            last = (x, y)
            yield last
