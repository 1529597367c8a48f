"""Fetches live layers anew: what is kept of them is dropped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from secims_qgis.gui.commands import Command
from secims_qgis.gui.view_kinds import is_live_raster
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject

    from secims_qgis.gui.offers import Offer
    from secims_qgis.gui.tasks import TaskKeeper
    from secims_qgis.model import Record


def refresh_layer(layer: QgsMapLayer, tasks: TaskKeeper) -> None:
    """Draw a layer with what its service has now. GUI thread."""
    from secims_qgis.gui.view_tasks import ForgetTask
    from secims_qgis.live.coverage import source_key

    key = source_key(layer) if is_live_raster(layer) else ""
    if not key:
        layer.reload()
        layer.triggerRepaint()
        return
    task = ForgetTask(key)
    task.succeeded.connect(partial(_redraw, layer))
    tasks.start(task, 100)


def _redraw(layer: QgsMapLayer, _done: object) -> None:
    if not sip.isdeleted(layer):
        layer.triggerRepaint()


class LayerRefresh(QObject):
    """The command of a record's distribution: refreshes the layers that were made of it."""

    refused = pyqtSignal(str)

    def __init__(self, project: QgsProject, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._tasks = project, tasks

    def give(self, command: Command, _record: Record, offer: Offer | None = None) -> None:
        """Carry out the command; all others are left alone."""
        if command is not Command.REFRESH_LAYER or offer is None:
            return
        layers = self._layers(offer.first.url)
        for layer in layers:
            refresh_layer(layer, self._tasks)
        if not layers:
            self.refused.emit(tr("It is not in the project yet: add it to the map first."))

    def _layers(self, url: str) -> list[QgsMapLayer]:
        from secims_qgis.project.provenance import read_provenance

        origins = {layer: read_provenance(layer) for layer in self._project.mapLayers().values()}
        return [layer for layer, origin in origins.items() if origin and origin.distribution_url == url]
