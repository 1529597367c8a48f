"""Where the records lie on the map, in its own coordinates, and which of them is under a point."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from qgis.core import QgsRectangle

from secims_qgis.gui.map_extent import map_rectangles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qgis.core import QgsPointXY, QgsProject
    from qgis.gui import QgsMapCanvas

    from secims_qgis.model import BBox, Record

DRAWN_MAX = 1_000
"""Extents on the map at once; each drawing of it takes some 25 ms for so many."""
LEAST_SIDE_PX = 6
"""What is smaller on the screen, a point for instance, is shown and hit with this size."""


class FootprintPlaces:
    """Remembers what was transformed, until the map has another CRS."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        self._canvas, self._project = canvas, project
        self._known: dict[BBox, tuple[QgsRectangle, ...]] = {}
        self._boxes: dict[str, BBox] = {}

    def show(self, records: tuple[Record, ...]) -> None:
        """Take other records; those without extent are nowhere."""
        self._boxes = {record.id: record.bbox for record in records if record.bbox is not None}

    def forget(self) -> None:
        """The map has another CRS."""
        self._known.clear()

    def box_of(self, record_id: str) -> BBox | None:
        """Return the extent of a record."""
        return self._boxes.get(record_id)

    def all_rectangles(self) -> list[QgsRectangle]:
        """Return the extents that are drawn, each once."""
        boxes = dict.fromkeys(box for _record_id, box in self._drawn())
        return [rectangle for box in boxes for rectangle in self.rectangles(box)]

    def rectangles(self, box: BBox) -> list[QgsRectangle]:
        """Return an extent on the map: two rectangles across the antimeridian."""
        if box not in self._known:
            self._known[box] = map_rectangles(box, self._canvas, self._project)
        least = self._canvas.mapUnitsPerPixel() * LEAST_SIDE_PX
        return [_at_least(rectangle, least) for rectangle in self._known[box]]

    def record_at(self, point: QgsPointXY) -> str:
        """Return the id of the smallest drawn record that a point of the map lies in, else an empty text."""
        smallest, area = "", float("inf")
        for record_id, box in self._drawn():
            for rectangle in self.rectangles(box):
                if rectangle.contains(point) and rectangle.area() < area:
                    smallest, area = record_id, rectangle.area()
        return smallest

    def _drawn(self) -> Iterator[tuple[str, BBox]]:
        return islice(self._boxes.items(), DRAWN_MAX)


def _at_least(rectangle: QgsRectangle, side: float) -> QgsRectangle:
    """Return the rectangle, grown around its centre where it would be too small to be seen."""
    width, height = max(rectangle.width(), side), max(rectangle.height(), side)
    return QgsRectangle.fromCenterAndSize(rectangle.center(), width, height)
