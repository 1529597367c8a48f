"""A rectangle drawn on the map, after which the map tool is the one that it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsMapTool, QgsMapToolExtent
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal

from secims_qgis.gui.map_extent import lon_lat_box

if TYPE_CHECKING:
    from qgis.core import QgsProject, QgsRectangle
    from qgis.gui import QgsMapCanvas
    from qgis.PyQt.QtGui import QKeyEvent


class BoxTool(QgsMapToolExtent):
    """The tool of QGIS, which Esc ends."""

    given_up = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class MapDrawing(QObject):
    """Owns the drawing; ``box_drawn`` has an extent in degrees."""

    box_drawn = pyqtSignal(object)
    ended = pyqtSignal()
    """Nothing is drawn any more, whether a box came of it or not."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._project = canvas, project
        self._tool: BoxTool | None = None
        self._before: QgsMapTool | None = None

    @property
    def is_drawing(self) -> bool:
        """Whether a rectangle is awaited."""
        return self._tool is not None

    def start(self) -> None:
        """Take the mouse of the map until a rectangle is drawn."""
        if self._tool is not None:
            return
        self._before = self._canvas.mapTool()
        self._tool = BoxTool(self._canvas)
        self._tool.extentChanged.connect(self._take)
        self._tool.given_up.connect(self.stop)
        self._tool.deactivated.connect(self._put_away)
        self._canvas.setMapTool(self._tool)
        self._canvas.setFocus()

    def stop(self) -> None:
        """Give the map its tool back."""
        if self._tool is None:
            return
        before = self._before
        if before is not None:
            self._canvas.setMapTool(before)
        else:
            self._canvas.unsetMapTool(self._tool)

    def _take(self, extent: QgsRectangle) -> None:
        if extent.isEmpty():  # a click, not a rectangle
            return
        crs = self._canvas.mapSettings().destinationCrs()
        box = lon_lat_box(extent, crs, self._project)
        self.stop()
        if box is not None:
            self.box_drawn.emit(box)

    def _put_away(self) -> None:
        """Another tool is in use now, ours or a person's choice."""
        tool, self._tool = self._tool, None
        self._before = None
        if tool is not None:
            tool.clearRubberBand()
            tool.deleteLater()
            self.ended.emit()
