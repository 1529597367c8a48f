"""Algorithms that read files themselves cannot read a live layer: an offer to extract what they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis
from qgis.gui import QgsGui, QgsMessageBarItem
from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot
from qgis.PyQt.QtWidgets import QPushButton

from secims_qgis.gui.formats import one_line
from secims_qgis.gui.view_kinds import is_live_raster
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject
    from qgis.gui import QgsMessageBar

_PROVIDERS = ("gdal:", "grass:", "grass7:", "saga:", "sagang:", "otb:", "wbt:")
_NATIVE = frozenset(
    f"native:{name}"
    for name in ("slope", "aspect", "hillshade", "ruggednessindex", "relief", "fillsinkswanglui")
)
"""Algorithms of QGIS that hand the source of a layer to GDAL."""


def needs_file(algorithm_id: str) -> bool:
    """Return whether an algorithm opens its rasters by itself, as files."""
    return algorithm_id.startswith(_PROVIDERS) or algorithm_id in _NATIVE


class FileOffers(QObject):
    """Watches the history of Processing, which names each algorithm before it runs."""

    extract_wanted = pyqtSignal(object)

    def __init__(self, bar: QgsMessageBar, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar, self._project = bar, project
        self._history = QgsGui.historyProviderRegistry()
        self._history.entryAdded.connect(self._look)

    def stop(self) -> None:
        """Watch no more."""
        self._history.entryAdded.disconnect(self._look)

    @pyqtSlot("qlonglong")
    def _look(self, number: int) -> None:
        # By its number: the bindings of QGIS 3.40 fail to hand the entry itself to Python.
        entry, is_there = self._history.entry(number, Qgis.HistoryProviderBackend.LocalProfile)
        if not is_there:
            return
        algorithm = str(entry.entry.get("algorithm_id") or "")
        if entry.providerId != "processing" or not needs_file(algorithm):
            return
        layer = self._live_input(entry.entry)
        if layer is not None:
            self._offer(algorithm, layer)

    def _live_input(self, about: dict[str, Any]) -> QgsMapLayer | None:
        inputs = (about.get("parameters") or {}).get("inputs") or {}
        given = {text for value in inputs.values() for text in _texts(value)}
        layers = (layer for layer in self._project.mapLayers().values() if is_live_raster(layer))
        return next((layer for layer in layers if given & {layer.id(), layer.source(), layer.name()}), None)

    def _offer(self, algorithm: str, layer: QgsMapLayer) -> None:
        words = tr("{algorithm} reads files only, and {name} is drawn live. Save the part you need first.")
        text = words.format(algorithm=algorithm, name=one_line(layer.name()))
        plain = text.replace("&", "&amp;").replace("<", "&lt;")
        item = QgsMessageBarItem(tr("SEC-IMS"), plain, Qgis.MessageLevel.Warning, 0)
        button = QPushButton(tr("Extract…"), item)
        button.clicked.connect(lambda _checked=False: self.extract_wanted.emit(layer))
        item.layout().addWidget(button)
        self._bar.pushItem(item)


def _texts(value: Any) -> list[str]:
    """Return all text in the value of a parameter: a layer, or a list of layers."""
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [text for item in items for text in _texts(item)]
