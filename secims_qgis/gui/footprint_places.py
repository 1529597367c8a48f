"""Where the records lie on the map, in its own coordinates, and which of them is under a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsRectangle

from secims_qgis.gui.map_extent import map_rectangles

if TYPE_CHECKING:
    from qgis.core import QgsPointXY, QgsProject
    from qgis.gui import QgsMapCanvas

    from secims_qgis.model import BBox, Record

DRAWN_MAX = 300
LEAST_SIDE_PX = 6
"""What is smaller on the screen, a point for instance, is shown and hit with this size."""


class FootprintPlaces:
    """Remembers what was transformed, until the map has another CRS."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        self._canvas, self._project = canvas, project
        self._known: dict[BBox, tuple[QgsRectangle, ...]] = {}
        self._records: tuple[tuple[str, BBox], ...] = ()

    def show(self, records: tuple[Record, ...]) -> None:
        """Take other records; those without extent are nowhere."""
        placed = [(record.id, record.bbox) for record in records if record.bbox is not None]
        self._records = tuple(placed[:DRAWN_MAX])

    def forget(self) -> None:
        """The map has another CRS."""
        self._known.clear()

    def box_of(self, record_id: str) -> BBox | None:
        """Return the extent of a record."""
        return next((box for known, box in self._records if known == record_id), None)

    def all_rectangles(self) -> list[QgsRectangle]:
        """Return all extents, each once."""
        boxes = dict.fromkeys(box for _record_id, box in self._records)
        return [rectangle for box in boxes for rectangle in self.rectangles(box)]

    def rectangles(self, box: BBox) -> list[QgsRectangle]:
        """Return an extent on the map: two rectangles across the antimeridian."""
        if box not in self._known:
            self._known[box] = map_rectangles(box, self._canvas, self._project)
        least = self._canvas.mapUnitsPerPixel() * LEAST_SIDE_PX
        return [_at_least(rectangle, least) for rectangle in self._known[box]]

    def record_at(self, point: QgsPointXY) -> str:
        """Return the id of the smallest record that a point of the map lies in, else an empty text."""
        smallest, area = "", float("inf")
        for record_id, box in self._records:
            for rectangle in self.rectangles(box):
                if rectangle.contains(point) and rectangle.area() < area:
                    smallest, area = record_id, rectangle.area()
        return smallest


def _at_least(rectangle: QgsRectangle, side: float) -> QgsRectangle:
    """Return the rectangle, grown around its centre where it would be too small to be seen."""
    width, height = max(rectangle.width(), side), max(rectangle.height(), side)
    return QgsRectangle.fromCenterAndSize(rectangle.center(), width, height)
