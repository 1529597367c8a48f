"""Which CRS an empty project takes from its first layer, said aloud, with the national grid to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsCoordinateReferenceSystem
from qgis.gui import QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QPushButton

from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.gui.layer_adder import Added, LayerAdder
    from secims_qgis.gui.workspace import Workspace

NATIONAL_GRID = "EPSG:2006"
SECONDS = 20


class FirstLayer(QObject):
    """Speaks once per project: of the CRS that all later layers are drawn in."""

    def __init__(self, workspace: Workspace, adder: LayerAdder) -> None:
        super().__init__(adder)
        self._project, self._bar = workspace.project, workspace.message_bar
        self._item: QgsMessageBarItem | None = None
        adder.layers_added.connect(self._look)

    def stop(self) -> None:
        """Take the message off the bar."""
        item, self._item = self._item, None
        if item is not None and not sip.isdeleted(item):
            self._bar.popWidget(item)

    def _look(self, added: Added) -> None:
        spatial = [layer for layer in self._project.mapLayers().values() if layer.isSpatial()]
        if spatial and len(spatial) == len([layer for layer in added.layers if layer.isSpatial()]):
            # QGIS gives the project the CRS of its first layer in a later turn of the event loop.
            QTimer.singleShot(0, lambda: self._say(added.layers[0]))

    def _say(self, layer: QgsMapLayer) -> None:
        if sip.isdeleted(layer) or self._project.mapLayer(layer.id()) is None:
            return
        from secims_qgis.crs.names import name_in_text

        crs, grid = self._project.crs(), QgsCoordinateReferenceSystem(NATIONAL_GRID)
        if not crs.isValid():
            text = tr("This project has no CRS: its layers will not line up.")
        else:
            text = tr("This project is drawn in {crs}, as its first layer.").format(crs=name_in_text(crs))
        if crs != layer.crs() and crs.isValid():
            text = tr("This project is drawn in {crs}.").format(crs=name_in_text(crs))
        choice = grid if crs != grid and _is_at_home(layer, grid) else None
        if choice is None and crs.isValid():
            return  # it is the national grid already, or the data lies elsewhere
        self._push(text, choice)

    def _push(self, text: str, choice: QgsCoordinateReferenceSystem | None) -> None:
        self.stop()
        item = QgsMessageBarItem(tr("SEC-IMS"), text, Qgis.MessageLevel.Info, SECONDS)
        if choice is not None:
            button = QPushButton(tr("Use the BWI Grid"), item)
            button.setToolTip(choice.userFriendlyIdentifier())
            button.clicked.connect(lambda _checked=False: self._use(choice))
            item.layout().addWidget(button)
        self._item = item
        self._bar.pushItem(item)

    def _use(self, crs: QgsCoordinateReferenceSystem) -> None:
        before, ellipsoid = QgsCoordinateReferenceSystem(self._project.crs()), self._project.ellipsoid()
        self._project.setCrs(crs, True)  # the ellipsoid follows, so that measures are right as well
        self.stop()
        text = tr("This project is drawn in the national grid, {crs}.").format(crs=crs.authid())
        item = QgsMessageBarItem(tr("SEC-IMS"), text, Qgis.MessageLevel.Success, SECONDS)
        button = QPushButton(tr("Undo"), item)
        button.clicked.connect(lambda _checked=False: self._undo(before, ellipsoid))
        item.layout().addWidget(button)
        self._item = item
        self._bar.pushItem(item)

    def _undo(self, crs: QgsCoordinateReferenceSystem, ellipsoid: str) -> None:
        self._project.setCrs(crs)
        self._project.setEllipsoid(ellipsoid)
        self.stop()


def _is_at_home(layer: QgsMapLayer, grid: QgsCoordinateReferenceSystem) -> bool:
    """Return whether a layer meets the area that the grid is made for."""
    from secims_qgis.crs.position import footprint, is_in_area_of_use

    place = (
        footprint(layer.extent(), layer.crs(), layer.transformContext()) if layer.crs().isValid() else None
    )
    return place is not None and is_in_area_of_use(place, grid)
