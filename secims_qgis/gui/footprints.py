"""The extents of the results on the map: all in grey, one hovered, one selected."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsGeometry, QgsProject, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QColor, QPalette

from secims_qgis.gui.footprint_places import FootprintPlaces

if TYPE_CHECKING:
    from secims_qgis.model import BBox, Record

GREY = QColor(60, 60, 60, 130)
"""Drawn on the map, which has no palette; half transparent, it is seen on light and on dark."""
SELECTED_WIDTH = 3
HOVER_FILL_SHARE = 0.1


class Role(Enum):
    """What a rubber band stands for."""

    ALL = "all"
    HOVERED = "hovered"
    SELECTED = "selected"


class Footprints(QObject):
    """One rubber band for each role, however many results there are."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.places = FootprintPlaces(canvas, project)
        self._hovered: BBox | None = None
        self._selected: BBox | None = None
        self._is_shown = False
        self._bands: dict[Role, QgsRubberBand] = {}
        canvas.destinationCrsChanged.connect(self._take_crs)
        canvas.scaleChanged.connect(self._take_scale)

    @property
    def bands(self) -> dict[Role, QgsRubberBand]:
        """What is drawn now, by its role."""
        return dict(self._bands)

    @property
    def is_shown(self) -> bool:
        """Whether extents are on the map."""
        return self._is_shown

    def show_all(self, records: tuple[Record, ...]) -> None:
        """Draw the extents of the results."""
        self.places.show(records)
        self._hovered = None
        self._draw()

    def hover(self, record_id: str) -> None:
        """Fill the extent of the result that is pointed at; an empty id fills none."""
        box = self.places.box_of(record_id) if record_id else None
        if box != self._hovered:
            self._hovered = box
            self._draw_role(Role.HOVERED)

    def select(self, box: BBox | None) -> None:
        """Draw the extent of the selected result."""
        self._selected = box
        self._draw_role(Role.SELECTED)

    def set_shown(self, *, is_shown: bool) -> None:
        """Take everything off the map, or put it back."""
        self._is_shown = is_shown
        self._draw()

    def remove(self) -> None:
        """Take everything off the map for good."""
        self._canvas.destinationCrsChanged.disconnect(self._take_crs)
        self._canvas.scaleChanged.disconnect(self._take_scale)
        self.places.show(())
        self._hovered, self._selected, self._is_shown = None, None, False
        self._draw()

    def _take_crs(self) -> None:
        self.places.forget()
        self._draw()

    def _take_scale(self, _scale: float) -> None:
        """Points keep their size on the screen."""
        self._draw()

    def _draw(self) -> None:
        for role in Role:
            self._draw_role(role)

    def _draw_role(self, role: Role) -> None:
        rectangles = self._rectangles(role) if self._is_shown else []
        if not rectangles:
            self._drop(role)
            return
        if role not in self._bands:
            self._bands[role] = QgsRubberBand(self._canvas, Qgis.GeometryType.Polygon)
        band = self._bands[role]
        band.reset(Qgis.GeometryType.Polygon)
        self._paint(band, role)
        for rectangle in rectangles:
            band.addGeometry(QgsGeometry.fromRect(rectangle), None, False)
        band.updatePosition()
        band.update()

    def _rectangles(self, role: Role) -> list[QgsRectangle]:
        if role is Role.ALL:
            return self.places.all_rectangles()
        box = self._hovered if role is Role.HOVERED else self._selected
        return self.places.rectangles(box) if box is not None else []

    def _paint(self, band: QgsRubberBand, role: Role) -> None:
        highlight = QColor(self._canvas.window().palette().color(QPalette.ColorRole.Highlight))
        band.setStrokeColor(GREY if role is not Role.SELECTED else highlight)
        band.setWidth(SELECTED_WIDTH if role is Role.SELECTED else 1)
        highlight.setAlphaF(HOVER_FILL_SHARE)
        band.setFillColor(highlight if role is Role.HOVERED else QColor(Qt.GlobalColor.transparent))

    def _drop(self, role: Role) -> None:
        band = self._bands.pop(role, None)
        if band is not None:
            band.reset(Qgis.GeometryType.Polygon)
            self._canvas.scene().removeItem(band)
