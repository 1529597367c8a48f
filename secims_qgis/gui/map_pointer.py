"""Watches the mouse on the map beside its tool: which footprint it rests on, which it clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsMapCanvasInteractionBlocker, QgsMapToolPan
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, Qt, QTimer, pyqtSignal

if TYPE_CHECKING:
    from qgis.core import QgsPointXY
    from qgis.gui import QgsMapCanvas

    from secims_qgis.gui.footprints import Footprints

REST_MS = 60
CLICK_PX = 4
"""A mouse that was moved further than this between press and release drew something."""


class MapPointer(QObject):
    """Only looks on: every event reaches the map tool as before.

    A click counts with the pan tool alone, for all others use it themselves; that tool would move the
    map at a click, which is left out on a footprint.
    """

    record_rested_on = pyqtSignal(str)
    """The id of the record under the mouse; empty where there is none."""
    record_clicked = pyqtSignal(str)

    def __init__(self, canvas: QgsMapCanvas, footprints: Footprints, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._footprints = canvas, footprints
        self._point: QgsPointXY | None = None
        self._pressed_at: QPoint | None = None
        self._last = ""
        self._is_listening = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._take_rest)
        self._blocker = _NoPanOnFootprints(self)

    def set_listening(self, *, is_listening: bool) -> None:
        """Watch the map while the results are seen, and not otherwise."""
        if is_listening == self._is_listening:
            return
        self._is_listening = is_listening
        if is_listening:
            self._canvas.xyCoordinates.connect(self._moved)
            self._canvas.viewport().installEventFilter(self)
            self._canvas.installInteractionBlocker(self._blocker)
        else:
            self._canvas.xyCoordinates.disconnect(self._moved)
            self._canvas.viewport().removeEventFilter(self)
            self._canvas.removeInteractionBlocker(self._blocker)
            self._rest.stop()
            self._say("")

    def is_on_footprint(self) -> bool:
        """Return whether a footprint is under the mouse."""
        return bool(self._record_under_mouse())

    def eventFilter(self, _viewport: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            is_left = event.button() == Qt.MouseButton.LeftButton
            is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            self._pressed_at = event.pos() if is_left and is_plain else None
        elif kind == QEvent.Type.MouseButtonRelease and self._pressed_at is not None:
            moved = (event.pos() - self._pressed_at).manhattanLength()
            self._pressed_at = None
            if moved <= CLICK_PX and isinstance(self._canvas.mapTool(), QgsMapToolPan):
                self._click(event.pos())
        elif kind == QEvent.Type.Leave:
            self._point = None
            self._rest.start()
        return False

    def _click(self, place: QPoint) -> None:
        self._point = self._canvas.getCoordinateTransform().toMapCoordinates(place)
        record_id = self._record_under_mouse()
        if record_id:
            self.record_clicked.emit(record_id)

    def _moved(self, point: QgsPointXY) -> None:
        self._point = point
        self._rest.start()

    def _take_rest(self) -> None:
        self._say(self._record_under_mouse())

    def _record_under_mouse(self) -> str:
        if self._point is None or not self._footprints.is_shown:
            return ""
        return self._footprints.places.record_at(self._point)

    def _say(self, record_id: str) -> None:
        if record_id != self._last:
            self._last = record_id
            self.record_rested_on.emit(record_id)


class _NoPanOnFootprints(QgsMapCanvasInteractionBlocker):
    """A click on a footprint selects its record; it does not move the map too."""

    def __init__(self, pointer: MapPointer) -> None:
        super().__init__()
        self._pointer = pointer

    def blockCanvasInteraction(self, interaction: QgsMapCanvasInteractionBlocker.Interaction) -> bool:
        is_pan = interaction == QgsMapCanvasInteractionBlocker.Interaction.MapPanOnSingleClick
        return is_pan and self._pointer.is_on_footprint()
