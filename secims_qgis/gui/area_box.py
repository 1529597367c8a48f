"""Where is searched: anywhere, in the visible map, in a layer's extent, in a drawn rectangle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QSizePolicy, QWidget

from secims_qgis.gui.formats import one_line
from secims_qgis.gui.limits import ANYWHERE, VISIBLE_MAP, Area, AreaKind
from secims_qgis.gui.map_extent import layer_extent
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject
    from qgis.PyQt.QtGui import QFocusEvent

LAYERS_MAX = 40
_DRAW = "draw"


class AreaBox(QComboBox):
    """Looks at the project's layers when it is opened, not before."""

    area_chosen = pyqtSignal(object)
    drawing_wanted = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._area = ANYWHERE
        self.setAccessibleName(tr("Area"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._take)
        self._fill()

    def show_area(self, area: Area) -> None:
        """Show where is searched now."""
        self._area = area
        self._fill()

    def showPopup(self) -> None:
        self._fill()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._fill()
        super().focusInEvent(event)

    def _fill(self) -> None:
        self.blockSignals(True)
        self.clear()
        self.addItem(tr("Anywhere"), ANYWHERE)
        self.addItem(tr("Visible map, follows panning"), VISIBLE_MAP)
        if self._area.kind is AreaKind.BOX:
            self.addItem(self._area.name, self._area)
        self.addItem(tr("Draw on the map…"), _DRAW)
        self.insertSeparator(self.count())
        for layer in self._layers():
            self.addItem(tr("Extent of {layer}").format(layer=one_line(layer.name())), layer.id())
        places = {AreaKind.ANYWHERE: 0, AreaKind.MAP: 1, AreaKind.BOX: 2}
        self.setCurrentIndex(places[self._area.kind])
        self.blockSignals(False)

    def _layers(self) -> list[QgsMapLayer]:
        layers = [layer for layer in self._project.mapLayers().values() if layer.isSpatial()]
        return sorted(layers, key=lambda layer: layer.name().casefold())[:LAYERS_MAX]

    def _take(self, row: int) -> None:
        wanted = self.itemData(row)
        if wanted == _DRAW:
            self._fill()
            self.drawing_wanted.emit()
        elif isinstance(wanted, Area):
            self.area_chosen.emit(wanted)
        else:
            self._take_layer(str(wanted))

    def _take_layer(self, layer_id: str) -> None:
        layer = self._project.mapLayer(layer_id)
        box = layer_extent(layer, self._project) if layer is not None else None
        if box is None:
            self._fill()  # a layer without data, or without CRS, is nowhere
            return
        name = tr("Extent of {layer}").format(layer=one_line(layer.name()))
        self.area_chosen.emit(Area(AreaKind.BOX, box, name))
