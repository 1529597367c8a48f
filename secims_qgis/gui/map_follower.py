"""Tells when the map was moved and then rested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

if TYPE_CHECKING:
    from qgis.gui import QgsMapCanvas

MAP_REST_MS = 400


class MapFollower(QObject):
    """A search of each extent on the way would be thrown away at once."""

    map_rested = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(MAP_REST_MS)
        self._rest.timeout.connect(self.map_rested)
        canvas.extentsChanged.connect(self._rest.start)

    def stop(self) -> None:
        """Say nothing of a move that is just made."""
        self._rest.stop()
