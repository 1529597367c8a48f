"""What can be chosen about an extract: extent, CRS, what fits its kind, and the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsVectorLayer
from qgis.gui import (
    QgsExtentGroupBox,
    QgsFileWidget,
    QgsMapLayerComboBox,
    QgsProjectionSelectionWidget,
)
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui.extract_order import ExtractOrder, ExtractSubject, suffix_of
from secims_qgis.gui.extract_polygons import LayerPolygons
from secims_qgis.gui.layer_check import map_place
from secims_qgis.model import DistributionKind
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.workspace import Workspace

_FILTERS = {
    ".gpkg": "GeoPackage (*.gpkg)",
    ".tif": "GeoTIFF (*.tif)",
    ".mbtiles": "MBTiles (*.mbtiles)",
}
_MAX_ZOOM = 24
_MAX_SIDE = 1e6


class ExtractForm(QWidget):
    """Holds no facts of its own: ``order`` reads what is chosen now."""

    changed = pyqtSignal()

    def __init__(self, subject: ExtractSubject, target: Path, workspace: Workspace, *, is_all: bool) -> None:
        super().__init__()
        self._subject, self._workspace = subject, workspace
        self.extent = self._extent_box(is_all=is_all)
        self.crs = QgsProjectionSelectionWidget()
        self.crs.setOptionVisible(QgsProjectionSelectionWidget.CrsOption.CrsNotSet, True)
        self.crs.setNotSetText(tr("As the service stores it"))
        self.crs.setCrs(QgsCoordinateReferenceSystem())
        self.polygons = self._polygons_box()
        self.condition = QLineEdit()
        self.condition.setPlaceholderText(tr('all features; or a condition such as "levels" > 3'))
        self.resolution = QDoubleSpinBox()
        self.resolution.setDecimals(6)
        self.resolution.setRange(0.0, _MAX_SIDE)
        self.resolution.setSpecialValueText(tr("As the service has it"))
        self.first_zoom, self.last_zoom = QSpinBox(), QSpinBox()
        for box in (self.first_zoom, self.last_zoom):
            box.setRange(0, _MAX_ZOOM)
        self.last_zoom.setValue(14)
        self.file = QgsFileWidget()
        self.file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.file.setFilter(_FILTERS[suffix_of(subject.distribution)])
        self.file.setConfirmOverwrite(True)
        self.file.setFilePath(str(target))
        self._lay_out()
        self._connect()

    @property
    def order(self) -> ExtractOrder:
        """What is chosen now."""
        has_extent = self.extent.isChecked() and not self.extent.outputExtent().isNull()
        crs = self.crs.crs()
        return ExtractOrder(
            self._subject,
            self.target,
            map_place(self._workspace.project),
            extent=self.extent.outputExtent() if has_extent else None,
            extent_crs=self.extent.outputCrs() if has_extent else None,
            crs=crs if crs.isValid() and not self._is_tiles else None,
            where=self.condition.text().strip() if self._is(DistributionKind.FEATURES) else "",
            resolution=(self.resolution.value() or None) if self._is(DistributionKind.COVERAGE) else None,
            zooms=(self.first_zoom.value(), self.last_zoom.value()) if self._is_tiles else None,
            polygons=self._chosen_polygons(),
        )

    @property
    def target(self) -> Path:
        """The file; its ending is put right."""
        path = Path(self.file.filePath().strip() or "extract")
        suffix = suffix_of(self._subject.distribution)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    @property
    def _is_tiles(self) -> bool:
        return suffix_of(self._subject.distribution) == ".mbtiles"

    def _is(self, kind: DistributionKind) -> bool:
        return self._subject.distribution.kind is kind

    def _extent_box(self, *, is_all: bool) -> QgsExtentGroupBox:
        canvas = self._workspace.canvas
        crs = canvas.mapSettings().destinationCrs()
        box = QgsExtentGroupBox()
        box.setTitleBase(tr("Only this extent"))
        box.setCheckable(True)
        box.setCollapsed(False)
        if self._subject.bounds is not None and self._subject.bounds_crs is not None:
            box.setOriginalExtent(self._subject.bounds, self._subject.bounds_crs)
        box.setCurrentExtent(canvas.extent(), crs)
        box.setOutputCrs(crs)
        box.setMapCanvas(canvas, True)
        box.setOutputExtentFromCurrent()
        box.setChecked(not is_all)
        return box

    def _polygons_box(self) -> QgsMapLayerComboBox:
        box = QgsMapLayerComboBox()
        box.setProject(self._workspace.project)
        box.setFilters(Qgis.LayerFilter.PolygonLayer)
        box.setAllowEmptyLayer(True, tr("no polygons"))
        box.setCurrentIndex(0)  # setLayer(None) would leave it blank
        box.setToolTip(tr("Only what meets the polygons of this layer; the selected ones, if some are."))
        return box

    def _chosen_polygons(self) -> LayerPolygons | None:
        layer = None if self._is_tiles else self.polygons.currentLayer()
        return LayerPolygons.of(layer) if isinstance(layer, QgsVectorLayer) else None

    def _lay_out(self) -> None:
        form = QFormLayout()
        if not self._is_tiles:
            form.addRow(tr("Within"), self.polygons)
            form.addRow(tr("CRS"), self.crs)
        if self._is(DistributionKind.FEATURES):
            form.addRow(tr("Condition"), self.condition)
        if self._is(DistributionKind.COVERAGE):
            form.addRow(tr("Size of a pixel"), self.resolution)
        if self._is_tiles:
            row = QHBoxLayout()
            row.addWidget(self.first_zoom)
            row.addWidget(self.last_zoom)
            form.addRow(tr("Zoom levels"), row)
        form.addRow(tr("File"), self.file)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.extent)
        rows.addLayout(form)

    def _connect(self) -> None:
        self.extent.extentChanged.connect(lambda _extent: self.changed.emit())
        self.extent.toggled.connect(lambda _on: self.changed.emit())
        self.polygons.layerChanged.connect(lambda _layer: self.changed.emit())
        self.crs.crsChanged.connect(lambda _crs: self.changed.emit())
        self.resolution.valueChanged.connect(lambda _value: self.changed.emit())
        self.condition.textChanged.connect(lambda _text: self.changed.emit())
        self.file.fileChanged.connect(lambda _path: self.changed.emit())
        for box in (self.first_zoom, self.last_zoom):
            box.valueChanged.connect(lambda _value: self.changed.emit())
