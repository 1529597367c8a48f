"""The extents of the results on the map: all in grey, the selected one in the highlight colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsGeometry, QgsProject
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtGui import QColor, QPalette

from secims_qgis.gui.map_extent import map_rectangle

if TYPE_CHECKING:
    from secims_qgis.model import BBox

GREY = QColor(60, 60, 60, 130)
"""Drawn on the map, which has no palette; half transparent, it is seen on light and on dark."""
SELECTED_WIDTH = 3
DRAWN_MAX = 500


class Footprints(QObject):
    """Two rubber bands in all, however many results there are."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._project = canvas, project
        self._boxes: tuple[BBox, ...] = ()
        self._selected: BBox | None = None
        self._is_shown = False
        self._bands: list[QgsRubberBand] = []
        canvas.destinationCrsChanged.connect(self._draw)

    @property
    def bands(self) -> tuple[QgsRubberBand, ...]:
        """What is drawn now: none, or all and selected."""
        return tuple(self._bands)

    def show_all(self, boxes: tuple[BBox, ...]) -> None:
        """Draw the extents of the results."""
        self._boxes = boxes[:DRAWN_MAX]
        self._draw()

    def select(self, box: BBox | None) -> None:
        """Draw the extent of the selected result."""
        self._selected = box
        self._draw()

    def set_shown(self, *, is_shown: bool) -> None:
        """Take everything off the map, or put it back."""
        self._is_shown = is_shown
        self._draw()

    def remove(self) -> None:
        """Take everything off the map for good."""
        self._canvas.destinationCrsChanged.disconnect(self._draw)
        self._boxes, self._selected = (), None
        self._clear()

    def _draw(self) -> None:
        self._clear()
        if not self._is_shown:
            return
        if self._boxes:
            self._bands.append(self._band(self._boxes, GREY, 1))
        if self._selected is not None:
            highlight = self._canvas.window().palette().color(QPalette.ColorRole.Highlight)
            self._bands.append(self._band((self._selected,), highlight, SELECTED_WIDTH))

    def _band(self, boxes: tuple[BBox, ...], colour: QColor, width: int) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, Qgis.GeometryType.Polygon)
        band.setStrokeColor(colour)
        band.setFillColor(QColor(0, 0, 0, 0))
        band.setWidth(width)
        for box in boxes:
            rectangle = map_rectangle(box, self._canvas, self._project)
            if rectangle is not None:
                band.addGeometry(QgsGeometry.fromRect(rectangle), None, False)
        band.updatePosition()
        band.update()
        return band

    def _clear(self) -> None:
        for band in self._bands:
            band.reset(Qgis.GeometryType.Polygon)
            self._canvas.scene().removeItem(band)
        self._bands.clear()
