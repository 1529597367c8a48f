"""Checks layer after layer of a project, and leaves the window alive in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from secims_qgis.gui.crs_words import ALARMING, QUIET
from secims_qgis.gui.layer_verdict import note_verdict
from secims_qgis.project.position import Position, check_position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qgis.core import QgsMapLayer, QgsProject


class ProjectCheck(QObject):
    """Layers may only be asked on the thread that owns them; so one is checked per turn of the loop."""

    progressed = pyqtSignal(int, int)
    """Layers that are checked, of all."""
    finished = pyqtSignal(object)
    """The Positions, worst first."""

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._waiting: list[QgsMapLayer] = []
        self._found: list[Position] = []
        self._all = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._check_next)

    def start(self, layers: Iterable[QgsMapLayer] | None = None) -> None:
        """Begin anew, with these layers or with all of the project."""
        wanted = self._project.mapLayers().values() if layers is None else layers
        self._waiting = [layer for layer in wanted if layer.isValid()]
        self._found, self._all = [], len(self._waiting)
        self._timer.start()

    def stop(self) -> None:
        """Stop; nothing is reported."""
        self._timer.stop()
        self._waiting.clear()

    def _check_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            alive = [item for item in self._found if not sip.isdeleted(item.layer)]
            self.finished.emit(tuple(sorted(alive, key=_badness)))
            return
        layer = self._waiting.pop(0)
        if sip.isdeleted(layer):
            return
        position = check_position(layer, self._project)
        note_verdict(layer, position.report)
        self._found.append(position)
        self.progressed.emit(len(self._found), self._all)


def _badness(position: Position) -> int:
    verdict = position.report.verdict
    if verdict in ALARMING:
        return 0
    return 2 if verdict in QUIET else 1
