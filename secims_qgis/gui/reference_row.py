"""Compares the layer of a report with one that the user trusts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from secims_qgis.gui.labels import QuietLabel
from secims_qgis.gui.tasks import FOREGROUND, WorkTask
from secims_qgis.network.errors import CrsError
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.crs.reference import ReferenceOffset


class ReferenceRow(QWidget):
    """Offers the vector layers of the project, without the one that is in question."""

    compare_wanted = pyqtSignal(object)
    """The layer that is trusted."""

    def __init__(self, layer: QgsMapLayer) -> None:
        super().__init__()
        self.box = QgsMapLayerComboBox()
        self.box.setFilters(QgsMapLayerProxyModel.Filter.HasGeometry)
        self.box.setExceptedLayerList([layer])
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.box.setAccessibleName(tr("Layer that you trust"))
        self.button = QPushButton(tr("Compare"))
        self.button.clicked.connect(self._compare)
        row, rows = QHBoxLayout(), QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(QuietLabel(tr("Compare with a layer that you trust, of the same things:")))
        row.addWidget(self.box, 1)
        row.addWidget(self.button)
        rows.addLayout(row)

    @property
    def is_useful(self) -> bool:
        """Whether there is a layer to compare with."""
        return self.box.count() > 0

    def say_working(self) -> None:
        """Say that the two are being compared."""
        self.button.setEnabled(False)
        self.button.setText(tr("Comparing…"))

    def _compare(self, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signature
        layer = self.box.currentLayer()
        if layer is not None:
            self.compare_wanted.emit(layer)


@dataclass(frozen=True)
class CompareOrder:
    """Features of both layers and the CRSs to read them in, taken down on the main thread."""

    layer: tuple[QgsVectorLayerFeatureSource, QgsCoordinateReferenceSystem]
    reference: tuple[QgsVectorLayerFeatureSource, QgsCoordinateReferenceSystem]
    context: QgsCoordinateTransformContext
    name: str
    to_the_end: bool


def compare_order(
    layer: QgsVectorLayer, reference: QgsVectorLayer, context: QgsCoordinateTransformContext
) -> CompareOrder:
    """Take down what a comparison needs. Main thread only."""
    from secims_qgis.crs.reference import is_downloaded

    pairs = [(QgsVectorLayerFeatureSource(item), item.crs()) for item in (layer, reference)]
    return CompareOrder(
        pairs[0],
        pairs[1],
        QgsCoordinateTransformContext(context),
        reference.name(),
        is_downloaded(layer) or is_downloaded(reference),
    )


class CompareTask(WorkTask):
    """Reads up to some ten thousand points; visible in QGIS's task list."""

    def __init__(self, order: CompareOrder) -> None:
        super().__init__(tr("Comparing with {name}").format(name=order.name), None, FOREGROUND)
        self._order = order

    def work(self) -> ReferenceOffset:
        from secims_qgis.crs.reference import measure_offset

        order = self._order
        offset = measure_offset(
            order.layer, order.reference, order.context, order.name, to_the_end=order.to_the_end
        )
        if offset is None:
            raise CrsError("the two layers show nothing in common within 1.5 km; choose another one")
        return offset
